package org.currentcost.analysis;

import org.currentcost.model.Saturated;

/** Adds up the energy of quarters, in whole rollups where it can. For one thread and one sum. */
final class QuarterSum {

    private final QuarterHours quarters;
    private final long startMillis;
    private final long endMillis;
    private long measured;
    private long measuredTime;
    private long memory;
    private long memoryTime;
    private long estimated;
    private long estimatedTime;
    private long peak = Long.MIN_VALUE;

    /**
     * @param startMillis the start of the time that is summed up
     * @param endMillis   its end; a block that fills a gap and lies across either is an estimate
     */
    QuarterSum(QuarterHours quarters, long startMillis, long endMillis) {
        this.quarters = quarters;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    /** Adds a whole rollup. @param fillsWithin whether all that fills it lies in the time as a whole */
    void add(QuarterRollup rollup, boolean fillsWithin) {
        measured = Saturated.plus(measured, rollup.measuredMicrojoules);
        measuredTime += rollup.measuredMillis;
        peak = Math.max(peak, rollup.peakMilliwatts);
        addFilled(rollup.filledMicrojoules, rollup.filledMillis, fillsWithin);
    }

    /** Adds some quarters, to the last exclusive. */
    void add(int from, int to) {
        for (int i = from; i < to; i++) {
            if (quarters.measuredMillis(i) > 0) {
                measured = Saturated.plus(measured, quarters.measuredMicrojoules(i));
                measuredTime += quarters.measuredMillis(i);
                peak = Math.max(peak, quarters.peakMilliwatts(i));
            }
        }
        for (int i = from; i < to && quarters.filled(); i++) {
            if (quarters.filledMillis(i) > 0) {
                addFilled(quarters.filledMicrojoules(i), quarters.filledMillis(i),
                        quarters.filledWithin(i, startMillis, endMillis));
            }
        }
    }

    private void addFilled(long energy, long time, boolean within) {
        if (within) {
            memory = Saturated.plus(memory, energy);
            memoryTime += time;
        } else {
            estimated = Saturated.plus(estimated, energy);
            estimatedTime += time;
        }
    }

    /** Takes off the time of the last quarter that lies behind the end. */
    void endIn(int last) {
        long excess = quarters.knownMillis(last) - (endMillis - quarters.startMillis(last));
        if (excess > 0) {
            long filled = Math.min(excess, quarters.filledMillis(last));
            if (filled > 0 && quarters.filledWithin(last, startMillis, endMillis)) {
                memoryTime -= filled;
            } else {
                estimatedTime -= filled;
            }
            measuredTime -= excess - filled;
        }
    }

    /** {@return what was added} */
    EnergySum sum() {
        return new EnergySum(startMillis, endMillis, measured, measuredTime, memory, memoryTime, estimated,
                estimatedTime, peak, quarters.filledFrom());
    }
}
