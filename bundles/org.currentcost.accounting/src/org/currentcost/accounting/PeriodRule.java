package org.currentcost.accounting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;

/**
 * Which time figures are of when a range is chosen: one rule for all that say it, so that "30 d" is the same thirty
 * days everywhere.
 */
public final class PeriodRule {

    private static final double DAYS_PER_WEEK = 7;
    private static final double DAYS_PER_MONTH = 30.44;
    private static final double DAYS_PER_QUARTER = 3 * DAYS_PER_MONTH;
    private static final double DAYS_PER_YEAR = 365.25;
    private static final Duration LONGEST_OF_HOURS = Duration.ofHours(25);
    private static final Duration SHORTEST_OF_HOURS = Duration.ofHours(2);

    private PeriodRule() {
    }

    /**
     * {@return the range of a length that ends now}: of days it begins with a day, and today is one of them; of hours
     * with an hour likewise
     *
     * @param end    the present, exclusive
     * @param length days where it is two days or longer, then hours where it is two hours or longer
     */
    public static TimeRange last(Duration length, Instant end, ZoneId zone) {
        if (length.toDays() >= 2) {
            return TimeRange.ofMillis(startOfDays(end, length.toDays(), zone), end.toEpochMilli());
        }
        if (length.compareTo(SHORTEST_OF_HOURS) >= 0) {
            long hour = PeriodKind.HOUR.startOf(end.toEpochMilli() - 1, zone);
            return TimeRange.ofMillis(hour - length.minusHours(1).toMillis(), end.toEpochMilli());
        }
        return TimeRange.endingAt(end, length);
    }

    /** {@return the range, or one with the same end that holds so many days where it is of fewer} */
    public static TimeRange atLeast(TimeRange range, int days, ZoneId zone) {
        return TimeRange.ofMillis(Math.min(range.startMillis(), startOfDays(range.end(), days, zone)),
                range.endMillis());
    }

    /** {@return how many whole local days a range is, 0 if it is none} */
    public static long days(TimeRange range, ZoneId zone) {
        boolean whole = range.equals(new TimeRange(startOfDay(range.start(), zone), startOfDay(range.end(), zone)));
        return whole
                ? ChronoUnit.DAYS.between(LocalDate.ofInstant(range.start(), zone),
                        LocalDate.ofInstant(range.end(), zone))
                : 0;
    }

    /** {@return the whole local days that a range touches} */
    public static TimeRange wholeDays(TimeRange range, ZoneId zone) {
        return whole(range, PeriodKind.DAY, zone);
    }

    /**
     * {@return how the time is told that figures of a range are of: in the whole days or hours that it touches}
     *
     * @param known the part of the range of which something can be known
     */
    public static TimeRange inWords(TimeRange known, TimeRange range, ZoneId zone) {
        return whole(known, days(whole(range, zone), zone) > 0 ? PeriodKind.DAY : PeriodKind.HOUR, zone);
    }

    private static TimeRange whole(TimeRange range, PeriodKind period, ZoneId zone) {
        return TimeRange.ofMillis(period.startOf(range.startMillis(), zone),
                period.endOf(Math.max(range.startMillis(), range.endMillis() - 1), zone));
    }

    private static Instant startOfDay(Instant moment, ZoneId zone) {
        return LocalDate.ofInstant(moment, zone).atStartOfDay(zone).toInstant();
    }

    private static long startOfDays(Instant end, long days, ZoneId zone) {
        var last = LocalDate.ofInstant(end.minusMillis(1), zone);
        return last.minusDays(days - 1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** {@return the whole local days that a range touches, or the whole hours where it is no longer than a day} */
    public static TimeRange whole(TimeRange range, ZoneId zone) {
        return whole(range, range.length().compareTo(LONGEST_OF_HOURS) > 0 ? PeriodKind.DAY : PeriodKind.HOUR, zone);
    }

    /** {@return {@code length}, or the next longer one that makes no more than {@code most} periods of a range} */
    public static PeriodKind fitting(PeriodKind length, TimeRange range, int most) {
        var fitting = length;
        while (fitting != PeriodKind.YEAR && range.length().toMillis() / usualMillis(fitting) > most) {
            fitting = PeriodKind.values()[fitting.ordinal() + 1];
        }
        return fitting;
    }

    /** {@return how long a period is, about} */
    public static long usualMillis(PeriodKind length) {
        double day = Duration.ofDays(1).toMillis();
        return switch (length) {
            case HALF_HOUR -> Duration.ofMinutes(30).toMillis();
            case HOUR -> Duration.ofHours(1).toMillis();
            case TWO_HOURS -> Duration.ofHours(2).toMillis();
            case DAY -> (long) day;
            case WEEK -> (long) (DAYS_PER_WEEK * day);
            case MONTH -> (long) (DAYS_PER_MONTH * day);
            case QUARTER -> (long) (DAYS_PER_QUARTER * day);
            case YEAR -> (long) (DAYS_PER_YEAR * day);
        };
    }
}
