package org.currentcost.model;

import java.time.Duration;

/**
 * Until when a reading is known to be true, if no other comes before that: one that was read for three nominal
 * intervals of its series, beyond which is a gap; one that was counted for its own interval, however long it is.
 * <p>
 * All times are milliseconds; instants are those since 1970-01-01T00:00Z.
 */
public final class HoldRule {

    private static final int HELD_INTERVALS = 3;

    private HoldRule() {
    }

    /** {@return for how long a value that was read holds at most} @param nominalMillis between readings of a series */
    public static long holdMillis(long nominalMillis) {
        return HELD_INTERVALS * nominalMillis;
    }

    /** {@return for how long a value that was read holds at most} @param nominal between readings of a series */
    public static Duration hold(Duration nominal) {
        return nominal.multipliedBy(HELD_INTERVALS);
    }

    /**
     * {@return the end, exclusive, of what a reading covers}; another reading before it cuts it there
     *
     * @param timeMillis     the instant of the reading
     * @param intervalMillis over which it was counted, or 0 if it was read
     * @param nominalMillis  between readings of its series
     */
    public static long endMillis(long timeMillis, long intervalMillis, long nominalMillis) {
        return timeMillis + (intervalMillis > 0 ? intervalMillis : holdMillis(nominalMillis));
    }

    /** {@return the end, exclusive, of what a reading covers}; another reading before it cuts it there */
    public static long endMillis(Reading reading, long nominalMillis) {
        return endMillis(reading.timeMillis(), reading.intervalMillis(), nominalMillis);
    }

    /**
     * {@return whether only the mean of a counted interval is known, and its course is an estimate}: it is longer than
     * a value that was read would hold, and than the shortest time for which sums are kept
     * <p>
     * Within five minutes nobody looks for a course, whatever is known of the rhythm of the series.
     *
     * @param intervalMillis over which it was counted, or 0 if it was read
     * @param nominalMillis  between readings of its series
     */
    public static boolean isCourseEstimated(long intervalMillis, long nominalMillis) {
        return intervalMillis > Math.max(holdMillis(nominalMillis), Resolution.FIVE_MINUTES.typicalMillis());
    }

    /**
     * {@return until when a reading is the latest that there can be, exclusive}: the next one is overdue from then on
     * <p>
     * What was counted is known at the end of its interval, and the next is due after about another one: a sensor that
     * counts slowly at night is not silent.
     */
    public static long freshUntilMillis(Reading reading, long nominalMillis) {
        long hold = holdMillis(nominalMillis);
        return endMillis(reading, nominalMillis)
                + (reading.isCounted() ? Math.max(hold, reading.intervalMillis()) : 0);
    }
}
