package org.currentcost.ui.charts;

import java.util.List;
import org.currentcost.model.TimeRange;

/** What the bars of a {@link BarChart} stand on. */
public sealed interface BarAxis {

    /** {@return how many buckets there are} */
    int bucketCount();

    /**
     * Time.
     *
     * @param range the visible time, longer than nothing
     * @param buckets in order, each longer than nothing, none over another; of any lengths, and they may reach beyond
     *              the range. Buckets that have not begun yet are left out
     */
    record Time(TimeRange range, List<TimeRange> buckets) implements BarAxis {

        public Time {
            if (range.length().isZero()) {
                throw new IllegalArgumentException("no time in " + range);
            }
            buckets = List.copyOf(buckets);
            long end = Long.MIN_VALUE;
            for (TimeRange bucket : buckets) {
                if (bucket.length().isZero() || bucket.startMillis() < end) {
                    throw new IllegalArgumentException("slot " + bucket);
                }
                end = bucket.endMillis();
            }
        }

        @Override
        public int bucketCount() {
            return buckets.size();
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
        public int bucketCount() {
            return labels.size();
        }
    }
}
