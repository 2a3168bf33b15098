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
        var inRange = PackedSums.startingIn(from, to, action);
        tables.forEachRollup(series, resolution, rollupOf(resolution, start), rollupOf(resolution, end - 1),
                (rollup, data) -> {
                    try {
                        codec.decode(Place.ofRollup(series, resolution, rollup), data, inRange);
                    } catch (DataFormatException e) {
                        // a damaged rollup is made anew from what is finer
                        PackedSums.handOver(makeRollup(series, resolution, rollup), inRange);
                    }
                });
    }

    /** {@return what the buckets of a rollup should be}, made from what is finer */
    public List<Bucket> makeRollup(SeriesState series, Resolution resolution, long rollup)
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
    void forEachSum(SeriesState series, Resolution resolution, long from, long to, SumAction action)
            throws X, StoreException {
        long fresh = freshFrom(series, resolution);
        forEachKept(series, resolution, from, Math.min(fresh, to), action);
        PackedSums.handOver(fresh(series, resolution, Math.max(fresh, from), to), action);
    }

    /** Reads what {@link #forEachSum} hands over, to be handed over when the snapshot is gone. */
    public void read(SeriesState series, Resolution resolution, long from, long to, PackedSums sums)
            throws X, StoreException {
        long fresh = freshFrom(series, resolution);
        long start = Math.max(from, -rollupMillis(resolution));
        long end = Math.min(Math.min(fresh, to), Days.END_OF_TIME);
        sums.begin(series, resolution, end);
        if (start < end) {
            tables.forEachRollup(series, resolution, rollupOf(resolution, start), rollupOf(resolution, end - 1),
                    sums::add);
        }
        sums.addFresh(fresh(series, resolution, Math.max(fresh, from), to));
    }

    /** {@return where the first bucket starts that is not kept} */
    private long freshFrom(SeriesState series, Resolution resolution) throws X {
        var firstHot = content.raw().firstHot(series);
        return firstHot.isEmpty()
                ? Long.MAX_VALUE
                : content.bounds(resolution).startOf(series.edits().earliestReachedFrom(firstHot.get()));
    }

    /** {@return buckets that are not kept} */
    private List<Bucket> fresh(SeriesState series, Resolution resolution, long from, long to)
            throws X, StoreException {
        if (from >= to) {
            return List.of();
        }
        if (resolution == Resolution.FIVE_MINUTES) {
            return fromReadings(series, content.bounds(resolution), from, to);
        }
        var finer = Resolution.values()[resolution.ordinal() - 1];
        return Sums.join(buckets(series, finer, from, to), content.bounds(resolution));
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
