package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Resolution;
import org.currentcost.model.TimeRange;

/**
 * The lengths of time for which figures are shown. All are cut by the clock and calendar of a time zone; hours at a
 * change of the clock keep to the rules of {@link Resolution#HOUR}.
 */
public enum PeriodKind {
    /** Half an hour of the zone's clock. */
    HALF_HOUR,
    /** An hour of the zone's clock. */
    HOUR,
    /** Two hours from an even hour of the zone's clock on; shorter or longer where the clock changes. */
    TWO_HOURS,
    /** A day of 23, 24 or 25 hours. */
    DAY,
    /** A week from Monday on, as ISO 8601 has it, unless another first day is given. */
    WEEK,
    /** A month of the calendar. */
    MONTH,
    /** Three months, from January, April, July or October on. */
    QUARTER,
    /** A year of the calendar. */
    YEAR;

    private static final long HALF_HOUR_MILLIS = 1_800_000L;
    private static final long TWO_HOURS_MILLIS = 4 * HALF_HOUR_MILLIS;
    private static final int MONTHS_PER_QUARTER = 3;

    /** {@return the start of the period that holds a moment} @param millis milliseconds since the epoch */
    public long startOf(long millis, ZoneId zone) {
        return startOf(millis, zone, DayOfWeek.MONDAY);
    }

    /** {@return {@link #startOf(long, ZoneId)} with weeks from a day on} */
    public long startOf(long millis, ZoneId zone, DayOfWeek firstOfWeek) {
        return switch (this) {
            case HALF_HOUR -> {
                long hour = Resolution.HOUR.startOf(millis, zone);
                yield hour + Math.floorDiv(millis - hour, HALF_HOUR_MILLIS) * HALF_HOUR_MILLIS;
            }
            case HOUR -> Resolution.HOUR.startOf(millis, zone);
            case TWO_HOURS -> {
                long start = Resolution.HOUR.startOf(millis, zone);
                while (samePair(start - 1, millis, zone)) {
                    start = Resolution.HOUR.startOf(start - 1, zone);
                }
                yield start;
            }
            default -> startOfDate(firstDate(dateOf(millis, zone), firstOfWeek), zone);
        };
    }

    /** {@return the end of the period that holds a moment, which is the start of the next one} */
    public long endOf(long millis, ZoneId zone) {
        return endOf(millis, zone, DayOfWeek.MONDAY);
    }

    /** {@return {@link #endOf(long, ZoneId)} with weeks from a day on} */
    public long endOf(long millis, ZoneId zone, DayOfWeek firstOfWeek) {
        return switch (this) {
            case HALF_HOUR -> Math.min(startOf(millis, zone) + HALF_HOUR_MILLIS, Resolution.HOUR.endOf(millis, zone));
            case HOUR -> Resolution.HOUR.endOf(millis, zone);
            case TWO_HOURS -> {
                long end = Resolution.HOUR.endOf(millis, zone);
                while (samePair(end, millis, zone)) {
                    end = Resolution.HOUR.endOf(end, zone);
                }
                yield end;
            }
            default -> startOfDate(nextDate(firstDate(dateOf(millis, zone), firstOfWeek)), zone);
        };
    }

    /** {@return the periods that have a part in the range, in order; the first and the last may reach beyond it} */
    public List<TimeRange> periods(TimeRange range, ZoneId zone) {
        return periods(range, zone, DayOfWeek.MONDAY);
    }

    /** {@return {@link #periods(TimeRange, ZoneId)} with weeks from a day on} */
    public List<TimeRange> periods(TimeRange range, ZoneId zone, DayOfWeek firstOfWeek) {
        var periods = new ArrayList<TimeRange>();
        long length = clockMillis();
        long nextChange = Long.MIN_VALUE;
        long offset = 0;
        long start = startOf(range.startMillis(), zone, firstOfWeek);
        while (start < range.endMillis()) {
            if (start >= nextChange) {
                var instant = Instant.ofEpochMilli(start);
                var change = zone.getRules().nextTransition(instant);
                nextChange = change == null ? Long.MAX_VALUE : change.getInstant().toEpochMilli();
                offset = zone.getRules().getOffset(instant).getTotalSeconds() * 1000L;
            }
            // Far from changes of the clock there is no need to ask the zone: ten years have 175 000 half-hours.
            boolean plain = length > 0 && start + length < nextChange && Math.floorMod(start + offset, length) == 0;
            long end = plain ? start + length : endOf(start, zone, firstOfWeek);
            if (end <= start) {
                // A clock that falls back over midnight, as in St John's until 2011, would go round in circles.
                end = start + HALF_HOUR_MILLIS;
            }
            periods.add(TimeRange.ofMillis(start, end));
            start = end;
        }
        return periods;
    }

    /** {@return the length by the clock; 0 for those that the calendar makes} */
    long clockMillis() {
        return switch (this) {
            case HALF_HOUR -> HALF_HOUR_MILLIS;
            case HOUR -> 2 * HALF_HOUR_MILLIS;
            case TWO_HOURS -> TWO_HOURS_MILLIS;
            default -> 0;
        };
    }

    private static boolean samePair(long one, long other, ZoneId zone) {
        var first = Instant.ofEpochMilli(one).atZone(zone);
        var second = Instant.ofEpochMilli(other).atZone(zone);
        return first.getHour() / 2 == second.getHour() / 2 && first.toLocalDate().equals(second.toLocalDate());
    }

    private LocalDate firstDate(LocalDate date, DayOfWeek firstOfWeek) {
        return switch (this) {
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(firstOfWeek));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % MONTHS_PER_QUARTER);
            case YEAR -> date.withDayOfYear(1);
            default -> date;
        };
    }

    private LocalDate nextDate(LocalDate first) {
        return switch (this) {
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case QUARTER -> first.plusMonths(MONTHS_PER_QUARTER);
            case YEAR -> first.plusYears(1);
            default -> first.plusDays(1);
        };
    }

    private static LocalDate dateOf(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    private static long startOfDate(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
