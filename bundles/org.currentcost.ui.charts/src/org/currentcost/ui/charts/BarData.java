package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;

/**
 * What a {@link BarChart} shows, and the questions that painting and pointing ask of it.
 *
 * @param target the amount of the target line, with its name
 */
record BarData(BarAxis axis, List<BarSeries> series, Arrangement arrangement, AmountScale scale, OptionalDouble target,
        String targetLabel) {

    static final BarData NOTHING = new BarData(new BarAxis.Categories(List.of()), List.of(), Arrangement.STACKED,
            AmountScale.energy(), OptionalDouble.empty(), "");

    BarData {
        series = List.copyOf(series);
    }

    BarData withTarget(OptionalDouble amount, String label) {
        return new BarData(axis, series, arrangement, scale, amount, label);
    }

    BarData withRange(TimeRange range) {
        return axis instanceof BarAxis.Time time
                ? new BarData(new BarAxis.Time(range, time.slots()), series, arrangement, scale, target, targetLabel)
                : this;
    }

    /** {@return whether a series is what the one before it is compared with} */
    boolean isComparedWith(int index) {
        return arrangement == Arrangement.COMPARED && index % 2 == 1;
    }

    /** {@return whether a slot has bars of several series beside each other} */
    boolean isSideBySide() {
        return arrangement == Arrangement.SIDE_BY_SIDE || arrangement == Arrangement.COMPARED && series.size() > 2;
    }

    Optional<Bar> bar(int index, int slot) {
        if (index < 0 || index >= series.size() || slot < 0 || slot >= series.get(index).bars().size()) {
            return Optional.empty();
        }
        return series.get(index).bars().get(slot);
    }

    /** {@return where the slots' middles are: in milliseconds since the epoch, of categories their numbers} */
    double[] middles() {
        return IntStream.range(0, axis.slotCount()).mapToDouble(slot -> axis instanceof BarAxis.Time time
                ? (time.slots().get(slot).startMillis() + time.slots().get(slot).endMillis()) / 2.0
                : slot).toArray();
    }

    /** {@return the amounts of a series, NaN where nothing is known} */
    double[] totals(int index) {
        return series.get(index).bars().stream().mapToDouble(bar -> bar.map(Bar::total).orElse(Double.NaN)).toArray();
    }

    /** {@return whether anything is known of a slot} */
    boolean isKnown(int slot) {
        for (int i = 0; i < series.size(); i++) {
            if (bar(i, slot).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the first slot in sight} */
    int firstSlot() {
        int first = 0;
        if (axis instanceof BarAxis.Time time) {
            while (first < time.slots().size()
                    && time.slots().get(first).endMillis() <= time.range().startMillis()) {
                first++;
            }
        }
        return first;
    }

    /** {@return the slot after the last one in sight} */
    int endSlot() {
        int end = axis.slotCount();
        if (axis instanceof BarAxis.Time time) {
            while (end > 0 && time.slots().get(end - 1).startMillis() >= time.range().endMillis()) {
                end--;
            }
        }
        return end;
    }

    /** {@return the runs of slots between known ones of which one series knows nothing: first slot, slot after last} */
    List<int[]> gaps(int index) {
        List<int[]> gaps = new ArrayList<>();
        int lastKnown = -1;
        for (int slot = 0; slot < axis.slotCount(); slot++) {
            if (bar(index, slot).isPresent()) {
                if (lastKnown >= 0 && slot > lastKnown + 1) {
                    gaps.add(new int[]{lastKnown + 1, slot});
                }
                lastKnown = slot;
            }
        }
        return gaps;
    }

    boolean hasMuted() {
        // what others are compared with is pale anyway
        return IntStream.range(0, series.size()).filter(index -> !isComparedWith(index)).mapToObj(series::get)
                .flatMap(each -> each.bars().stream()).flatMap(Optional::stream).anyMatch(Bar::muted);
    }

    /** {@return the slot that holds a moment, or -1} */
    int slotAt(long millis) {
        if (axis instanceof BarAxis.Time time) {
            int low = 0;
            int high = time.slots().size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (time.slots().get(middle).startMillis() <= millis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low > 0 && millis < time.slots().get(low - 1).endMillis() ? low - 1 : -1;
        }
        return -1;
    }
}
