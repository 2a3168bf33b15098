package org.currentcost.ui.charts;

import java.util.List;
import org.currentcost.model.TimeRange;

/** What the bars of a {@link BarChart} stand on. */
public sealed interface BarAxis {

    /** {@return how many slots there are} */
    int slotCount();

    /**
     * Time.
     *
     * @param range the visible time, longer than nothing
     * @param slots in order, each longer than nothing, none over another; of any lengths, and they may reach beyond
     *              the range. Slots that have not begun yet are left out
     */
    record Time(TimeRange range, List<TimeRange> slots) implements BarAxis {

        public Time {
            if (range.length().isZero()) {
                throw new IllegalArgumentException("no time in " + range);
            }
            slots = List.copyOf(slots);
            long end = Long.MIN_VALUE;
            for (TimeRange slot : slots) {
                if (slot.length().isZero() || slot.startMillis() < end) {
                    throw new IllegalArgumentException("slot " + slot);
                }
                end = slot.endMillis();
            }
        }

        @Override
        public int slotCount() {
            return slots.size();
        }
    }

    /**
     * Things with names, side by side: hours of the day, days of the week, sensors.
     *
     * @param labels their names
     */
    record Categories(List<String> labels) implements BarAxis {

        public Categories {
            labels = List.copyOf(labels);
        }

        @Override
        public int slotCount() {
            return labels.size();
        }
    }
}
