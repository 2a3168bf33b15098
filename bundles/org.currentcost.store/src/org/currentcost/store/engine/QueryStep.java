package org.currentcost.store.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.model.Bucket;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Resolution;
import org.currentcost.model.Saturated;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/**
 * A width of buckets to answer with. Widths are round and lie at the same instants wherever one looks from, so a chart
 * that is dragged shows the same buckets, only elsewhere.
 *
 * @param resolution what is joined; where empty, buckets come from the readings themselves
 * @param neighbours how many are joined; without a resolution, how many seconds wide it is
 */
public record QueryStep(Optional<Resolution> resolution, int neighbours) {

    private static final long SECOND = 1000;
    private static final long SHORTEST_MONTH = 28 * Days.MILLIS;
    /** Up to here buckets finer than the finest sums are worth reading the readings for. */
    private static final long LONGEST_FROM_READINGS = Duration.ofDays(10).toMillis();
    /** What is longer is a way to say "everything", and is cut to what there is. */
    private static final long CENTURY = Duration.ofDays(36_525).toMillis();

    private static final List<QueryStep> STEPS = Stream.of(
            Stream.of(1, 2, 5, 10, 15, 20, 30, 60, 120).map(seconds -> new QueryStep(Optional.empty(), seconds)),
            steps(Resolution.FIVE_MINUTES, 1, 2, 3, 6),
            steps(Resolution.HOUR, 1, 2, 3, 4, 6, 8, 12),
            steps(Resolution.DAY, 1, 2, 4, 7, 14),
            steps(Resolution.MONTH, 1, 2, 3, 6, 12, 24, 60, 120, 600, 1200))
            .flatMap(steps -> steps).toList();

    private static Stream<QueryStep> steps(Resolution resolution, Integer... neighbours) {
        return Stream.of(neighbours).map(count -> new QueryStep(Optional.of(resolution), count));
    }

    private long lengthMillis() {
        return resolution.map(kind -> kind == Resolution.MONTH ? SHORTEST_MONTH : kind.typicalMillis()).orElse(SECOND)
                * neighbours;
    }

    private <X extends Exception> List<Bucket> buckets(SeriesContent<X> content, SeriesState series, long from, long to)
            throws X, StoreException {
        if (resolution.isEmpty()) {
            var bounds = BucketBounds.every(lengthMillis());
            return content.sums().fromReadings(series, bounds, bounds.startOf(from), bounds.endOf(to - 1));
        }
        var bounds = BucketBounds.joining(resolution.get(), neighbours, content.zone());
        var single = content.sums().buckets(series, resolution.get(), bounds.startOf(from), bounds.endOf(to - 1));
        return neighbours == 1 ? single : Sums.join(single, bounds);
    }

    /**
     * Answers {@link SeriesStore#query}.
     *
     * @param <X>     what goes wrong besides damage
     * @param content within one snapshot
     */
    public static <X extends Exception> List<Bucket> query(SeriesContent<X> content, SeriesState series, long start,
            long end, int maxBuckets)
            throws X, StoreException {
        long from = Math.max(start, 0);
        long to = Math.min(end, Days.END_OF_TIME);
        if (to - from > CENTURY) {
            from = Math.max(from, series.extent().first());
            to = Math.min(to, series.extent().end() - 1 + series.reachMillis());
        }
        if (from >= to || series.isEmpty()) {
            return List.of();
        }
        if (mayHaveAtMost(content, series, from, to, maxBuckets)) {
            var single = singleReadings(content, series, from, to, maxBuckets);
            if (single.size() <= maxBuckets) {
                return single;
            }
        }
        List<Bucket> buckets = List.of();
        for (var step : STEPS) {
            long length = step.lengthMillis();
            boolean few = (to - from + length - 1) / length + 1 <= maxBuckets;
            if (few && (step.resolution().isPresent() || to - from <= LONGEST_FROM_READINGS)) {
                buckets = step.buckets(content, series, from, to);
                if (buckets.size() <= maxBuckets) {
                    return buckets;
                }
            }
        }
        if (buckets.isEmpty()) {
            buckets = STEPS.getLast().buckets(content, series, from, to);
        }
        return buckets.size() <= maxBuckets ? buckets : List.of(Sums.total(buckets));
    }

    /** {@return whether the range may have so few readings}, going by the sums, without those at its edges */
    private static <X extends Exception> boolean mayHaveAtMost(SeriesContent<X> content, SeriesState series, long from,
            long to, int maxReadings)
            throws X, StoreException {
        var resolution = Resolution.FIVE_MINUTES;
        if (to - from > 60 * Days.MILLIS) {
            resolution = Resolution.DAY;
        } else if (to - from > Days.MILLIS) {
            resolution = Resolution.HOUR;
        }
        var bounds = content.bounds(resolution);
        long readings = 0;
        for (var bucket : content.sums().buckets(series, resolution, bounds.startOf(from), bounds.endOf(to - 1))) {
            if (bucket.startMillis() >= from && bucket.endMillis() <= to) {
                readings += bucket.readings();
            }
        }
        return readings <= maxReadings;
    }

    /** {@return each reading that holds into the range as a bucket}; more than {@code maxReadings} if there are more */
    private static <X extends Exception> List<Bucket> singleReadings(SeriesContent<X> content, SeriesState series,
            long from, long to,
            int maxReadings) throws X, StoreException {
        var single = new ArrayList<Bucket>();
        var pending = new ReadingColumns();
        RawReadings.Sink<X> take = (columns, first, last) -> {
            for (int index = first; index < last && single.size() <= maxReadings; index++) {
                if (series.counts(columns, index)) {
                    addSingle(series, single, pending, columns.time(index), from, to);
                    pending.clear();
                    pending.addFrom(columns, index);
                }
            }
        };
        // the one behind the range ends the last one in it
        long behind = to + HoldRule.holdMillis(series.nominalMillis());
        content.edited().scan(series, content.edited().coveringFrom(series, from, true), behind, take);
        if (!pending.isEmpty() && pending.time(0) < to && series.endMillis(pending, 0) > behind) {
            content.edited().scan(series, behind, series.endMillis(pending, 0), take);
        }
        addSingle(series, single, pending, Long.MAX_VALUE, from, to);
        return single;
    }

    private static void addSingle(SeriesState series, List<Bucket> single, ReadingColumns pending, long next, long from,
            long to) {
        if (pending.isEmpty() || pending.time(0) >= to) {
            return;
        }
        long time = pending.time(0);
        long end = Math.min(next, series.endMillis(pending, 0));
        if (end > from) {
            long value = series.value(pending, 0);
            long length = end - time;
            single.add(new Bucket(time, end, 1, length, value, value, Saturated.times(value, length),
                    HoldRule.isCourseEstimated(pending.interval(0), series.nominalMillis()) ? length : 0));
        }
    }
}
