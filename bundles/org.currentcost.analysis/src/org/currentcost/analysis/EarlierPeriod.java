package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.TimeRange;

/** The times that a range of time is compared with, by the calendar of a time zone. */
public enum EarlierPeriod {
    /**
     * The one before. Of whole months of the calendar as many months before; of whole days as many days before; else
     * moved by as many whole days, or hours of a range shorter than a day, as hold the range, so that periods line up.
     */
    BEFORE,
    /** The same dates a year before. */
    YEAR_BEFORE;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int WEEKS_PER_YEAR = 52;
    private static final int MONTHS_PER_QUARTER = 3;

    /** {@return the time to compare a range with} */
    public TimeRange of(TimeRange range, ZoneId zone) {
        var shift = shift(range, zone);
        return new TimeRange(earlier(range.start(), shift, zone), earlier(range.end(), shift, zone));
    }

    /**
     * {@return for each of {@link PeriodKind#periods the periods} of a range the one to compare it with, in the same
     * order}
     * <p>
     * A period that has none is of no length there: the 31st where the month before has 30 days, 29 February, an hour
     * that a change of the clock left out or that it repeats now. Weeks are compared with weeks, which for the year
     * before are those 52 weeks ago.
     */
    public List<TimeRange> periods(TimeRange range, PeriodKind period, ZoneId zone) {
        return periods(range, period, zone, DayOfWeek.MONDAY);
    }

    /** {@return {@link #periods(TimeRange, PeriodKind, ZoneId)} with weeks from a day on} */
    public List<TimeRange> periods(TimeRange range, PeriodKind period, ZoneId zone, DayOfWeek firstOfWeek) {
        var periods = period.periods(range, zone, firstOfWeek);
        var others = new ArrayList<TimeRange>(periods.size());
        if (periods.isEmpty()) {
            return others;
        }
        var shift = shift(periods, period, zone);
        long taken = Long.MIN_VALUE;
        var day = new PlainDay(Long.MIN_VALUE, 0, false);
        for (var each : periods) {
            if (period.clockMillis() > 0 && each.startMillis() >= day.endMillis()) {
                day = plainDay(each.startMillis(), shift, zone);
            }
            long start = day.plain()
                    ? each.startMillis() - day.shiftMillis()
                    : period.startOf(earlier(each.start(), shift, zone).toEpochMilli(), zone, firstOfWeek);
            if (start > taken && (day.plain() || meets(start, each.start(), shift, period, zone))) {
                taken = start;
                others.add(TimeRange.ofMillis(start, day.plain()
                        ? each.endMillis() - day.shiftMillis()
                        : period.endOf(start, zone, firstOfWeek)));
            } else {
                others.add(TimeRange.ofMillis(start, start));
            }
        }
        return others;
    }

    /** A day without a change of the clock that is compared with another such day is moved as a whole. */
    private record PlainDay(long endMillis, long shiftMillis, boolean plain) {
    }

    private static PlainDay plainDay(long millis, TemporalAmount shift, ZoneId zone) {
        long start = PeriodKind.DAY.startOf(millis, zone);
        long end = PeriodKind.DAY.endOf(millis, zone);
        long other = earlier(Instant.ofEpochMilli(start), shift, zone).toEpochMilli();
        boolean plain = shift instanceof Period && end - start == DAY.toMillis()
                && PeriodKind.DAY.startOf(other, zone) == other
                && PeriodKind.DAY.endOf(other, zone) - other == DAY.toMillis()
                && meets(other, Instant.ofEpochMilli(start), shift, PeriodKind.DAY, zone);
        return new PlainDay(end, start - other, plain);
    }

    private TemporalAmount shift(List<TimeRange> periods, PeriodKind period, ZoneId zone) {
        boolean before = this == BEFORE;
        int count = periods.size();
        return switch (period) {
            case WEEK -> Period.ofWeeks(before ? count : WEEKS_PER_YEAR);
            case MONTH -> before ? Period.ofMonths(count) : Period.ofYears(1);
            case QUARTER -> before ? Period.ofMonths(MONTHS_PER_QUARTER * count) : Period.ofYears(1);
            case YEAR -> Period.ofYears(before ? count : 1);
            default -> shift(new TimeRange(periods.getFirst().start(), periods.getLast().end()), zone);
        };
    }

    private TemporalAmount shift(TimeRange range, ZoneId zone) {
        if (this == YEAR_BEFORE) {
            return Period.ofYears(1);
        }
        var start = range.start().atZone(zone).toLocalDate();
        var end = range.end().atZone(zone).toLocalDate();
        if (start.isBefore(end) && startsDay(range.start(), zone) && startsDay(range.end(), zone)) {
            return start.getDayOfMonth() == 1 && end.getDayOfMonth() == 1
                    ? Period.ofMonths((int) ChronoUnit.MONTHS.between(start, end))
                    : Period.ofDays((int) ChronoUnit.DAYS.between(start, end));
        }
        return range.length().compareTo(DAY) >= 0
                ? Period.ofDays((int) units(range, DAY))
                : Duration.ofHours(units(range, HOUR));
    }

    private static long units(TimeRange range, Duration unit) {
        return Math.ceilDiv(range.endMillis() - range.startMillis(), unit.toMillis());
    }

    private static boolean startsDay(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant().equals(instant);
    }

    /**
     * {@return the moment by the same clock so much earlier}: the earlier one where the clock showed it twice, the
     * first one after it where the clock left it out. Of the moment with which a day begins it is the one with which
     * another day does.
     *
     * @param shift by the calendar, or so many hours whatever the clock does
     */
    public static Instant earlier(Instant instant, TemporalAmount shift, ZoneId zone) {
        if (shift instanceof Duration duration) {
            return instant.minus(duration);
        }
        var wanted = wanted(instant, shift, zone);
        var transition = zone.getRules().getTransition(wanted);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : ZonedDateTime.ofLocal(wanted, zone, null).toInstant();
    }

    private static LocalDateTime wanted(Instant instant, TemporalAmount shift, ZoneId zone) {
        var local = LocalDateTime.ofInstant(instant, zone);
        // A day that begins at 01:00, since the clock leaves midnight out, is compared with a day from midnight on.
        return (startsDay(instant, zone) ? local.with(LocalTime.MIDNIGHT) : local).minus(shift);
    }

    /** {@return whether the period that begins at {@code start} is the wanted one, not beside a change of the clock} */
    private static boolean meets(long start, Instant instant, TemporalAmount shift, PeriodKind period, ZoneId zone) {
        if (shift instanceof Duration) {
            return true;
        }
        var wanted = wanted(instant, shift, zone);
        var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(start), zone);
        long length = period.clockMillis();
        return local.toLocalDate().equals(wanted.toLocalDate())
                && (length == 0 || millisOfDay(local) / length == millisOfDay(wanted) / length);
    }

    private static long millisOfDay(LocalDateTime local) {
        return local.toLocalTime().toNanoOfDay() / NANOS_PER_MILLI;
    }
}
