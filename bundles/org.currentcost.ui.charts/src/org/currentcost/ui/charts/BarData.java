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
                ? new BarData(new BarAxis.Time(range, time.buckets()), series, arrangement, scale, target, targetLabel)
                : this;
    }

    /** {@return whether a series is what the one before it is compared with} */
    boolean isComparedWith(int index) {
        return arrangement == Arrangement.COMPARED && index % 2 == 1;
    }

    /** {@return whether a bucket has bars of several series beside each other} */
    boolean isSideBySide() {
        return arrangement == Arrangement.SIDE_BY_SIDE || arrangement == Arrangement.COMPARED && series.size() > 2;
    }

    Optional<Bar> bar(int index, int bucket) {
        if (index < 0 || index >= series.size() || bucket < 0 || bucket >= series.get(index).bars().size()) {
            return Optional.empty();
        }
        return series.get(index).bars().get(bucket);
    }

    /** {@return where the buckets' middles are: in milliseconds since the epoch, of categories their numbers} */
    double[] middles() {
        return IntStream.range(0, axis.bucketCount()).mapToDouble(bucket -> axis instanceof BarAxis.Time time
                ? (time.buckets().get(bucket).startMillis() + time.buckets().get(bucket).endMillis()) / 2.0
                : bucket).toArray();
    }

    /** {@return the amounts of a series, NaN where nothing is known} */
    double[] totals(int index) {
        return series.get(index).bars().stream().mapToDouble(bar -> bar.map(Bar::total).orElse(Double.NaN)).toArray();
    }

    /** {@return whether anything is known of a bucket} */
    boolean isKnown(int bucket) {
        for (int i = 0; i < series.size(); i++) {
            if (bar(i, bucket).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the first bucket in sight} */
    int firstBucket() {
        int first = 0;
        if (axis instanceof BarAxis.Time time) {
            while (first < time.buckets().size()
                    && time.buckets().get(first).endMillis() <= time.range().startMillis()) {
                first++;
            }
        }
        return first;
    }

    /** {@return the bucket after the last one in sight} */
    int endBucket() {
        int end = axis.bucketCount();
        if (axis instanceof BarAxis.Time time) {
            while (end > 0 && time.buckets().get(end - 1).startMillis() >= time.range().endMillis()) {
                end--;
            }
        }
        return end;
    }

    /**
     * {@return the runs of buckets between known ones of which one series knows nothing: first bucket, bucket after
     * last}
     */
    List<int[]> gaps(int index) {
        List<int[]> gaps = new ArrayList<>();
        int lastKnown = -1;
        for (int bucket = 0; bucket < axis.bucketCount(); bucket++) {
            if (bar(index, bucket).isPresent()) {
                if (lastKnown >= 0 && bucket > lastKnown + 1) {
                    gaps.add(new int[]{lastKnown + 1, bucket});
                }
                lastKnown = bucket;
            }
        }
        return gaps;
    }

    boolean hasMuted() {
        // what others are compared with is pale anyway
        return IntStream.range(0, series.size()).filter(index -> !isComparedWith(index)).mapToObj(series::get)
                .flatMap(each -> each.bars().stream()).flatMap(Optional::stream).anyMatch(Bar::muted);
    }

    /** {@return the bucket that holds a moment, or -1} */
    int bucketAt(long millis) {
        if (axis instanceof BarAxis.Time time) {
            int low = 0;
            int high = time.buckets().size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (time.buckets().get(middle).startMillis() <= millis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low > 0 && millis < time.buckets().get(low - 1).endMillis() ? low - 1 : -1;
        }
        return -1;
    }
}
