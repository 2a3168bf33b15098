package org.currentcost.analysis;

import org.currentcost.model.Saturated;
import org.currentcost.model.TimeRange;

/**
 * Some quarters of an hour that follow each other, added up, so that sums over years are sums over rollups.
 * <p>
 * A rollup stands for its content: quarters that take over others' content take over their rollups too, and what was
 * worked out of a rollup holds for as long as there is that rollup. Hence no two rollups are equal. Immutable.
 */
final class QuarterRollup {

    /** How many quarters a rollup has at most: 16 hours, so that most of a week's period is whole rollups. */
    static final int QUARTERS = 64;

    /** How the blocks of the meter's memory that fill quarters of a rollup lie in a span of time. */
    enum Fills {
        /** All of them as a whole, or there are none. */
        WITHIN,
        /** None of them as a whole. */
        BEYOND,
        /** Some as a whole and some not. */
        MIXED
    }

    /** Stands for the rollup where keeping that would keep all it was made for. */
    final Object id = new Object();
    /** The index of the first quarter. */
    final int from;
    /** The index after the last quarter. */
    final int to;
    final long measuredMicrojoules;
    final long measuredMillis;
    final long peakMilliwatts;
    final long filledMicrojoules;
    final long filledMillis;
    final long knownMicrojoules;
    /** Whether every quarter is known from end to end. */
    final boolean complete;
    private final long firstFillStart;
    private final long lastFillStart;
    private final long firstFillEnd;
    private final long lastFillEnd;

    /** Adds up the quarters of some indices. */
    QuarterRollup(QuarterHours quarters, int from, int to) {
        this.from = from;
        this.to = to;
        long measured = 0;
        long measuredTime = 0;
        long peak = Long.MIN_VALUE;
        long filled = 0;
        long filledTime = 0;
        long known = 0;
        boolean all = true;
        long startFrom = Long.MAX_VALUE;
        long startTo = Long.MIN_VALUE;
        long endFrom = Long.MAX_VALUE;
        long endTo = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            if (quarters.measuredMillis(i) > 0) {
                measured = Saturated.plus(measured, quarters.measuredMicrojoules(i));
                measuredTime += quarters.measuredMillis(i);
                peak = Math.max(peak, quarters.peakMilliwatts(i));
            }
            if (quarters.filledMillis(i) > 0) {
                filled = Saturated.plus(filled, quarters.filledMicrojoules(i));
                filledTime += quarters.filledMillis(i);
                long start = quarters.fillStartMillis(i);
                long end = quarters.fillEndMillis(i);
                startFrom = Math.min(startFrom, start);
                startTo = Math.max(startTo, start);
                endFrom = Math.min(endFrom, end);
                endTo = Math.max(endTo, end);
            }
            known = Saturated.plus(known, quarters.knownMicrojoules(i));
            all &= quarters.knownMillis(i) == QuarterHours.QUARTER_MILLIS;
        }
        measuredMicrojoules = measured;
        measuredMillis = measuredTime;
        peakMilliwatts = peak;
        filledMicrojoules = filled;
        filledMillis = filledTime;
        knownMicrojoules = known;
        complete = all;
        firstFillStart = startFrom;
        lastFillStart = startTo;
        firstFillEnd = endFrom;
        lastFillEnd = endTo;
    }

    /** {@return a span of time in which all of the blocks lie} */
    TimeRange allFills() {
        return filledMillis > 0 ? TimeRange.ofMillis(firstFillStart, lastFillEnd) : TimeRange.ALL;
    }

    /** {@return how the blocks lie in a span of time} */
    Fills fills(long startMillis, long endMillis) {
        if (startMillis <= firstFillStart && lastFillEnd <= endMillis) {
            return Fills.WITHIN;
        }
        return lastFillStart < startMillis || endMillis < firstFillEnd ? Fills.BEYOND : Fills.MIXED;
    }
}
