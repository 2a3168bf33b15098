package org.currentcost.store.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.store.SeriesStore.SumAction;
import org.currentcost.store.StoreException;

/**
 * The sums of series: kept in rollups, those of the latest buckets made from the readings.
 *
 * @param <X> what goes wrong besides damage, such as with a database
 */
public final class KeptSums<X extends Exception> implements AutoCloseable {

    private final SeriesContent<X> content;
    private final SeriesTables<X> tables;
    private final BucketCodec codec = new BucketCodec();

    KeptSums(SeriesContent<X> content, SeriesTables<X> tables) {
        this.content = content;
        this.tables = tables;
    }

    /** {@return what a rollup spans: some hundred buckets, so that a query reads few and a change writes one} */
    public static long rollupMillis(Resolution resolution) {
        return switch (resolution) {
            case FIVE_MINUTES -> Days.MILLIS;
            case HOUR -> 32 * Days.MILLIS;
            case DAY -> 512 * Days.MILLIS;
            case MONTH -> 8192 * Days.MILLIS;
        };
    }

    /** {@return the number of the rollup that holds the bucket}; a bucket may begin before 1970, as in New York */
    static long rollupOf(Resolution resolution, long startMillis) {
        return Math.floorDiv(startMillis, rollupMillis(resolution));
    }

    /** {@return the numbers of the rollups that there are, in order} */
    List<Long> rollups(SeriesState series, Resolution resolution) throws X {
        return rollups(series, resolution, -1, Days.of(Days.END_OF_TIME));
    }

    /** {@return the numbers of the rollups from {@code first} to {@code last}, both inclusive, in order} */
    List<Long> rollups(SeriesState series, Resolution resolution, long first, long last) throws X {
        return tables.rollups(series, resolution, first, last);
    }

    /** {@return the buckets of one rollup, empty if there is none} */
    List<Bucket> readRollup(SeriesState series, Resolution resolution, long rollup) throws X, StoreException {
        var kept = tables.rollup(series, resolution, rollup);
        return kept.isPresent() ? decode(series, resolution, rollup, kept.get()) : List.of();
    }

    private List<Bucket> decode(SeriesState series, Resolution resolution, long rollup, byte[] data)
            throws StoreException {
        try {
            return codec.decode(Place.ofRollup(series, resolution, rollup), data);
        } catch (DataFormatException e) {
            throw RawReadings.damaged(series, LocalDate.ofEpochDay(Days.of(rollup * rollupMillis(resolution))), e);
        }
    }

    void writeRollup(SeriesState series, Resolution resolution, long rollup, List<Bucket> buckets) throws X {
        if (buckets.isEmpty()) {
            tables.deleteRollup(series, resolution, rollup);
        } else {
            tables.writeRollup(series, resolution, rollup,
                    codec.encode(Place.ofRollup(series, resolution, rollup), buckets));
        }
    }

    /** {@return whether the rollup was another one before, or damaged, and so was written} */
    boolean writeRollupIfChanged(SeriesState series, Resolution resolution, long rollup, List<Bucket> buckets)
            throws X {
        var old = tables.rollup(series, resolution, rollup);
        // the same buckets always give the same bytes
        if (buckets.isEmpty()
                ? old.isEmpty()
                : old.isPresent() && Arrays.equals(old.get(),
                        codec.encode(Place.ofRollup(series, resolution, rollup), buckets))) {
            return false;
        }
        writeRollup(series, resolution, rollup, buckets);
        return true;
    }

    /** {@return the kept sums, which are those of the sealed readings} of buckets that start in the range */
    List<Bucket> kept(SeriesState series, Resolution resolution, long from, long to)
            throws X, StoreException {
        var kept = new ArrayList<Bucket>();
        forEachKept(series, resolution, from, to, BucketCodec.into(kept));
        return kept;
    }

    private void forEachKept(SeriesState series, Resolution resolution, long from, long to, SumAction action)
            throws X, StoreException {
        long start = Math.max(from, -rollupMillis(resolution));
        long end = Math.min(to, Days.END_OF_TIME);
        if (start >= end) {
            return;
        }
        SumAction inRange = (bucketStart, bucketEnd, readings, covered, min, max, integral, estimated) -> {
            if (bucketStart >= from && bucketStart < to) {
                action.sum(bucketStart, bucketEnd, readings, covered, min, max, integral, estimated);
            }
        };
        tables.forEachRollup(series, resolution, rollupOf(resolution, start), rollupOf(resolution, end - 1),
                (rollup, data) -> {
                    try {
                        codec.decode(Place.ofRollup(series, resolution, rollup), data, inRange);
                    } catch (DataFormatException e) {
                        // a damaged rollup is made anew from what is finer
                        handOver(makeRollup(series, resolution, rollup), inRange);
                    }
                });
    }

    private static void handOver(List<Bucket> buckets, SumAction action) {
        for (var bucket : buckets) {
            action.sum(bucket.startMillis(), bucket.endMillis(), bucket.readings(), bucket.coveredMillis(),
                    bucket.min(), bucket.max(), bucket.integral(), bucket.estimatedMillis());
        }
    }

    /** {@return what the buckets of a rollup should be}, made from what is finer */
    List<Bucket> makeRollup(SeriesState series, Resolution resolution, long rollup)
            throws X, StoreException {
        long start = rollup * rollupMillis(resolution);
        long end = start + rollupMillis(resolution);
        var bucketBounds = content.bounds(resolution);
        // a bucket is on the rollup on which it starts
        long first = bucketBounds.startOf(start) == start ? start : bucketBounds.endOf(start);
        long last = bucketBounds.endOf(end - 1);
        if (resolution != Resolution.FIVE_MINUTES) {
            var finer = Resolution.values()[resolution.ordinal() - 1];
            return Sums.join(kept(series, finer, first, last), bucketBounds);
        }
        var buckets = new ArrayList<Bucket>();
        var builder = new BucketBuilder(bucketBounds, series.nominalMillis(), first, last, buckets::add);
        content.edited().scan(series, content.edited().coveringFrom(series, first, false), last, false,
                into(builder, series));
        builder.finish();
        return buckets;
    }

    private RawReadings.Sink<X> into(BucketBuilder builder, SeriesState series) {
        return (columns, first, end) -> {
            for (int index = first; index < end; index++) {
                if (series.counts(columns, index)) {
                    builder.add(columns.time(index), columns.interval(index), series.value(columns, index));
                }
            }
        };
    }

    /**
     * {@return the sums of all readings, sealed and hot, of buckets that start in the range}
     * <p>
     * Hot readings are the latest ones, so the kept sums hold up to the bucket of the first of them, or to where an
     * edit moves one of them; from there on they are computed.
     *
     * @param from the start of a bucket of the resolution
     * @param to   the end of one
     */
    List<Bucket> buckets(SeriesState series, Resolution resolution, long from, long to)
            throws X, StoreException {
        var buckets = new ArrayList<Bucket>();
        forEachSum(series, resolution, from, to, BucketCodec.into(buckets));
        return buckets;
    }

    /** Hands over what {@link #buckets} returns, without making objects of what is kept. */
    public void forEachSum(SeriesState series, Resolution resolution, long from, long to, SumAction action)
            throws X, StoreException {
        var firstHot = content.raw().firstHot(series);
        if (firstHot.isEmpty()) {
            forEachKept(series, resolution, from, to, action);
            return;
        }
        long fresh = content.bounds(resolution).startOf(series.edits().earliestReachedFrom(firstHot.get()));
        forEachKept(series, resolution, from, Math.min(fresh, to), action);
        long start = Math.max(fresh, from);
        if (start < to) {
            if (resolution == Resolution.FIVE_MINUTES) {
                handOver(fromReadings(series, content.bounds(resolution), start, to), action);
            } else {
                var finer = Resolution.values()[resolution.ordinal() - 1];
                handOver(Sums.join(buckets(series, finer, start, to), content.bounds(resolution)), action);
            }
        }
    }

    /** {@return buckets summed up from the readings themselves} */
    List<Bucket> fromReadings(SeriesState series, BucketBounds bucketBounds, long from, long to)
            throws X, StoreException {
        var buckets = new ArrayList<Bucket>();
        var builder = new BucketBuilder(bucketBounds, series.nominalMillis(), from, to, buckets::add);
        content.edited().scan(series, content.edited().coveringFrom(series, from, true), to, into(builder, series));
        builder.finish();
        return buckets;
    }

    @Override
    public void close() {
        codec.close();
    }
}
