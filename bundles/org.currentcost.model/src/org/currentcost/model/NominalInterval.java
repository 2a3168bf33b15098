package org.currentcost.model;

import java.util.Arrays;
import java.util.OptionalLong;

/** How far apart the readings of a series come when nothing is lost, learnt from its first ones. */
public final class NominalInterval {

    /** How far apart a CurrentCost meter tells a sensor's values, in milliseconds. */
    public static final long OF_METER_MILLIS = 6_000;

    /** Up to this, half as long again as a meter's own interval, values come from a meter that is now and then late. */
    private static final long LATE_MILLIS = OF_METER_MILLIS * 3 / 2;
    /** What comes within this is held by the hold of a meter's own values. */
    private static final long HELD_MILLIS = HoldRule.holdMillis(OF_METER_MILLIS);
    private static final int FEWEST_INTERVALS = 3;
    private static final int MANY_INTERVALS = 20;
    /** Three of four intervals are the usual one, give or take a quarter: the fourth is a gap. */
    private static final int QUARTERS = 4;

    private NominalInterval() {
    }

    /**
     * {@return the interval in milliseconds, the median of those between the readings; empty if it can't be told, or is
     * that of a meter, which loses messages}
     * <p>
     * While more readings are to come, few of them have to be steady to tell it: the first messages of a meter may be
     * those that it loses.
     *
     * @param timesMillis of readings that were not counted over an interval, in any order
     * @param all         whether there are no more
     */
    public static OptionalLong learn(long[] timesMillis, boolean all) {
        long[] times = Arrays.stream(timesMillis).sorted().distinct().toArray();
        int count = times.length - 1;
        if (count < FEWEST_INTERVALS) {
            return OptionalLong.empty();
        }
        long[] apart = new long[count];
        for (int i = 0; i < count; i++) {
            apart[i] = times[i + 1] - times[i];
        }
        Arrays.sort(apart);
        long median = apart[count / 2];
        boolean known = all
                ? median > LATE_MILLIS
                : apart[count / QUARTERS] > LATE_MILLIS
                        && (count >= MANY_INTERVALS || median > HELD_MILLIS && isSteady(apart, median));
        return known ? OptionalLong.of(median) : OptionalLong.empty();
    }

    private static boolean isSteady(long[] apart, long median) {
        long usual = Arrays.stream(apart).filter(one -> Math.abs(one - median) <= median / QUARTERS).count();
        return usual * QUARTERS >= (QUARTERS - 1L) * apart.length;
    }
}
