package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swtchart.model.DoubleArraySeriesModel;

/** What a chart shows, and the questions that painting and pointing ask of it. Buckets of a series are in order. */
record ChartData(TimeRange range, List<ChartSeries> series) {

    static final ChartData NOTHING = new ChartData(TimeRange.ofMillis(0, 3_600_000), List.of());

    ChartData {
        series = List.copyOf(series);
    }

    /** The lowest and the highest value there is. */
    record Extremes(double lowest, double highest) {
    }

    /**
     * {@return the value at which a bucket is drawn, in milli-units}: its mean, or the middle of its extremes when
     * nothing of it is covered
     */
    static double level(Bucket bucket) {
        return bucket.coveredMillis() > 0 ? bucket.mean() : (bucket.min() + bucket.max()) / 2.0;
    }

    /** {@return whether the bucket is one reading and how long it held}; the mean of a long count is more than that */
    static boolean isSingleReading(Bucket bucket) {
        return bucket.readings() == 1 && bucket.min() == bucket.max()
                && bucket.coveredMillis() == bucket.endMillis() - bucket.startMillis()
                && bucket.integral() == bucket.min() * bucket.coveredMillis() && bucket.estimatedMillis() == 0;
    }

    /** {@return whether there is nothing between two neighbours} */
    static boolean isGap(Bucket before, Bucket after) {
        return before.endMillis() < after.startMillis();
    }

    /**
     * Buckets as data of SWTChart: x is a bucket's start in milliseconds since the epoch, y its level, up to the next
     * x. Where a gap begins, and at the end, y is NaN.
     *
     * @param estimated the points within which the course is an estimate
     */
    record Steps(DoubleArraySeriesModel points, BitSet estimated) {

        static Steps of(List<Bucket> buckets) {
            double[] xs = new double[2 * buckets.size()];
            double[] ys = new double[2 * buckets.size()];
            BitSet estimated = new BitSet();
            int size = 0;
            for (int i = 0; i < buckets.size(); i++) {
                Bucket bucket = buckets.get(i);
                estimated.set(size, bucket.isCourseEstimated());
                xs[size] = bucket.startMillis();
                ys[size++] = level(bucket);
                if (i + 1 == buckets.size() || isGap(bucket, buckets.get(i + 1))) {
                    xs[size] = bucket.endMillis();
                    ys[size++] = Double.NaN;
                }
            }
            return new Steps(new DoubleArraySeriesModel(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size)), estimated);
        }
    }

    /** {@return the gaps between buckets that reach into the range} */
    static List<TimeRange> gaps(List<Bucket> buckets, TimeRange range) {
        List<TimeRange> gaps = new ArrayList<>();
        for (int i = firstIn(buckets, range); i + 1 < buckets.size(); i++) {
            long start = buckets.get(i).endMillis();
            long end = buckets.get(i + 1).startMillis();
            if (start >= range.endMillis()) {
                break;
            }
            if (start < end && end > range.startMillis()) {
                gaps.add(TimeRange.ofMillis(start, end));
            }
        }
        return gaps;
    }

    /** {@return the last bucket that starts at or before {@code millis}, or none} */
    static OptionalInt indexBefore(List<Bucket> buckets, long millis) {
        int low = 0;
        int high = buckets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (buckets.get(middle).startMillis() <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? OptionalInt.empty() : OptionalInt.of(low - 1);
    }

    /** {@return the bucket that holds {@code millis}; none in a gap} */
    static OptionalInt indexAt(List<Bucket> buckets, long millis) {
        OptionalInt index = indexBefore(buckets, millis);
        if (index.isPresent()) {
            Bucket bucket = buckets.get(index.getAsInt());
            if (millis < bucket.endMillis() || millis == bucket.startMillis()) {
                return index;
            }
        }
        return OptionalInt.empty();
    }

    /** {@return the first bucket to draw for {@code range}: the one before it ends a gap that may reach into it} */
    static int firstIn(List<Bucket> buckets, TimeRange range) {
        return indexBefore(buckets, range.startMillis()).orElse(0);
    }

    private static boolean touches(Bucket bucket, TimeRange range) {
        return bucket.startMillis() < range.endMillis()
                && (bucket.endMillis() > range.startMillis() || bucket.startMillis() == range.startMillis());
    }

    /** {@return the buckets that have a part in the range} */
    static List<Bucket> within(List<Bucket> buckets, TimeRange range) {
        int first = firstIn(buckets, range);
        if (first < buckets.size() && !touches(buckets.get(first), range)) {
            first++;
        }
        int end = first;
        while (end < buckets.size() && touches(buckets.get(end), range)) {
            end++;
        }
        return buckets.subList(first, end);
    }

    boolean isEmpty() {
        return series.stream().allMatch(each -> within(each.buckets(), range).isEmpty());
    }

    ChartData withRange(TimeRange other) {
        return new ChartData(other, series);
    }

    /** {@return the extremes of what is in the range; zero and zero if nothing is} */
    Extremes extremes() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (ChartSeries each : series) {
            for (Bucket bucket : within(each.buckets(), range)) {
                double level = level(bucket);
                lowest = Math.min(lowest, Math.min(level, bucket.min()));
                highest = Math.max(highest, Math.max(level, bucket.max()));
            }
        }
        return lowest > highest ? new Extremes(0, 0) : new Extremes(lowest, highest);
    }
}
