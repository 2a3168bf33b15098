package org.currentcost.analysis;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.currentcost.model.Energy;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.LiveWinsRule;
import org.currentcost.model.Saturated;

/** Holds the meter's own memory against what live readings say of the same time. */
public final class Reconciliation {

    private static final double WATT_HOURS_PER_KILOWATT_HOUR = 1000;
    private static final double PERCENT = 100;

    private Reconciliation() {
    }

    /**
     * One block of the meter's memory and the live readings of its time.
     *
     * @param block      what the meter says
     * @param live       what live readings say, as measured: not scaled up for what they don't cover
     * @param liveMillis for how long they say it
     */
    public record Comparison(HistoryBlock block, Energy live, long liveMillis) {

        /** {@return the part of the block that live readings cover, 0 to 1} */
        public double coverage() {
            return Math.min(1, (double) liveMillis / (block.endMillis() - block.startMillis()));
        }

        /** {@return whether live readings cover enough of the block for the two to mean the same} */
        public boolean comparable() {
            return LiveWinsRule.holds(coverage());
        }

        /** {@return what live readings say, in kWh} */
        public double liveKilowattHours() {
            return live.kilowattHours();
        }

        /** {@return what the meter says, in kWh} */
        public double meterKilowattHours() {
            return block.wattHours() / WATT_HOURS_PER_KILOWATT_HOUR;
        }

        /** {@return by how much live readings say more than the meter, in kWh; empty if not comparable} */
        public OptionalDouble differenceKilowattHours() {
            return comparable()
                    ? OptionalDouble.of(liveKilowattHours() - meterKilowattHours())
                    : OptionalDouble.empty();
        }

        /** {@return the difference in per cent of what the meter says; empty if not comparable or that is 0} */
        public OptionalDouble differencePercent() {
            return comparable()
                    ? percent(liveKilowattHours(), meterKilowattHours())
                    : OptionalDouble.empty();
        }
    }

    /**
     * What live readings and the meter say of all comparable blocks of one span together.
     *
     * @param blocks             how many there are, 1 or more
     * @param liveKilowattHours  what live readings say of them
     * @param meterKilowattHours what the meter says of them
     */
    public record Drift(int blocks, double liveKilowattHours, double meterKilowattHours) {

        /** {@return by how much live readings say more than the meter, in kWh} */
        public double kilowattHours() {
            return liveKilowattHours - meterKilowattHours;
        }

        /** {@return the same in per cent of what the meter says; empty if that is 0} */
        public OptionalDouble percent() {
            return Reconciliation.percent(liveKilowattHours, meterKilowattHours);
        }
    }

    private static OptionalDouble percent(double live, double meter) {
        return meter == 0 ? OptionalDouble.empty() : OptionalDouble.of(PERCENT * (live - meter) / meter);
    }

    /**
     * {@return the comparison of each block, in order of their start, short ones first}
     *
     * @param live   what live readings say; what fills their gaps is left out of account
     * @param blocks in any order
     */
    public static List<Comparison> of(QuarterHours live, List<HistoryBlock> blocks) {
        return blocks.stream()
                .sorted(Comparator.comparingLong(HistoryBlock::startMillis).thenComparing(HistoryBlock::span))
                .map(block -> compare(live, block)).toList();
    }

    private static Comparison compare(QuarterHours live, HistoryBlock block) {
        var sum = live.sum(block.startMillis(), block.endMillis());
        return new Comparison(block, new Energy(sum.measuredMicrojoules()), sum.measuredMillis());
    }

    /**
     * {@return the drift over all comparable blocks of each span that has any}
     * <p>
     * By span, since a day's block holds the same energy again as the two-hour blocks in it.
     */
    public static SortedMap<HistorySpan, Drift> drifts(List<Comparison> comparisons) {
        var totals = new TreeMap<HistorySpan, long[]>();
        for (var each : comparisons) {
            if (each.comparable()) {
                var total = totals.computeIfAbsent(each.block().span(), span -> new long[3]);
                total[0]++;
                total[1] = Saturated.plus(total[1], each.live().microjoules());
                total[2] = Saturated.plus(total[2], each.block().wattHours());
            }
        }
        var drifts = new TreeMap<HistorySpan, Drift>();
        totals.forEach((span, total) -> drifts.put(span, new Drift((int) total[0],
                EnergySum.kilowattHours(total[1]), total[2] / WATT_HOURS_PER_KILOWATT_HOUR)));
        return Collections.unmodifiableSortedMap(drifts);
    }
}
