package org.currentcost.ui.history;

import java.time.Duration;
import org.currentcost.analysis.Slot;
import org.currentcost.model.TimeRange;

/** How long the time of a bar is, so that all bars have room. */
final class BarLength {

    private static final int DAYS_PER_WEEK = 7;
    private static final double DAYS_PER_MONTH = 30.44;
    private static final int MONTHS_PER_QUARTER = 3;
    private static final double DAYS_PER_YEAR = 365.25;

    private BarLength() {
    }

    /** {@return {@code slot}, or the next longer one that makes no more than {@code maxBars} bars of a range} */
    static Slot fitting(Slot slot, TimeRange range, int maxBars) {
        var length = slot;
        while (length != Slot.YEAR && range.length().toMillis() / usualMillis(length) > maxBars) {
            length = Slot.values()[length.ordinal() + 1];
        }
        return length;
    }

    /** {@return how long a slot is, about} */
    static long usualMillis(Slot slot) {
        double day = Duration.ofDays(1).toMillis();
        return switch (slot) {
            case HALF_HOUR -> Duration.ofMinutes(30).toMillis();
            case HOUR -> Duration.ofHours(1).toMillis();
            case TWO_HOURS -> Duration.ofHours(2).toMillis();
            case DAY -> (long) day;
            case WEEK -> (long) (DAYS_PER_WEEK * day);
            case MONTH -> (long) (DAYS_PER_MONTH * day);
            case QUARTER -> (long) (MONTHS_PER_QUARTER * DAYS_PER_MONTH * day);
            case YEAR -> (long) (DAYS_PER_YEAR * day);
        };
    }

    /** {@return how bars are told that are longer than the view's name says} */
    static String words(Slot slot) {
        return switch (slot) {
            case HALF_HOUR, HOUR -> Messages.CoarserHours;
            case TWO_HOURS -> Messages.CoarserTwoHours;
            case DAY -> Messages.CoarserDays;
            case WEEK -> Messages.CoarserWeeks;
            case MONTH -> Messages.CoarserMonths;
            case QUARTER -> Messages.CoarserQuarters;
            case YEAR -> Messages.CoarserYears;
        };
    }
}
