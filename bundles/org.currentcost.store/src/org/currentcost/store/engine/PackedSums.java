package org.currentcost.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.store.SeriesStore.SumAction;
import org.currentcost.store.StoreException;

/**
 * Sums that were read within a snapshot, and are handed over when it is gone: whoever takes them slowly holds up
 * nobody. Those that are kept stay packed until then, so that nothing is copied. Not safe for several threads.
 */
public final class PackedSums implements AutoCloseable {

    /** Makes the buckets of a rollup anew that is damaged. */
    @FunctionalInterface
    public interface Remake {
        /** {@return what the buckets of a rollup should be} @param rollup its number */
        List<Bucket> buckets(long rollup) throws StoreException;
    }

    private final BucketCodec codec = new BucketCodec();
    private final List<Long> numbers = new ArrayList<>();
    private final List<byte[]> rollups = new ArrayList<>();
    private List<Bucket> fresh = List.of();
    private SeriesState series;
    private Resolution resolution;
    private long keptTo;

    /** @param keptTo where buckets no longer start which are kept */
    void begin(SeriesState ofSeries, Resolution ofResolution, long keptTo) {
        numbers.clear();
        rollups.clear();
        fresh = List.of();
        series = ofSeries;
        resolution = ofResolution;
        this.keptTo = keptTo;
    }

    void add(long number, byte[] rollup) {
        numbers.add(number);
        rollups.add(rollup);
    }

    void addFresh(List<Bucket> buckets) {
        fresh = buckets;
    }

    /**
     * Hands over what was read, in the order of time.
     *
     * @param from buckets that start before it are left out
     */
    public void handOver(long from, SumAction action, Remake remake) throws StoreException {
        for (int index = 0; index < numbers.size(); index++) {
            long number = numbers.get(index);
            long start = number * KeptSums.rollupMillis(resolution);
            // Most rollups are wanted as a whole.
            var take = start >= from && start + KeptSums.rollupMillis(resolution) <= keptTo
                    ? action
                    : startingIn(from, keptTo, action);
            try {
                codec.decode(Place.ofRollup(series, resolution, number), rollups.get(index), take);
            } catch (DataFormatException e) {
                handOver(remake.buckets(number), take);
            }
        }
        handOver(fresh, startingIn(from, Long.MAX_VALUE, action));
    }

    /** {@return what hands on the buckets that start in the range} @param to exclusive */
    static SumAction startingIn(long from, long to, SumAction action) {
        return (start, end, readings, covered, min, max, integral, estimated) -> {
            if (start >= from && start < to) {
                action.sum(start, end, readings, covered, min, max, integral, estimated);
            }
        };
    }

    static void handOver(List<Bucket> buckets, SumAction action) {
        for (var bucket : buckets) {
            action.sum(bucket.startMillis(), bucket.endMillis(), bucket.readings(), bucket.coveredMillis(),
                    bucket.min(), bucket.max(), bucket.integral(), bucket.estimatedMillis());
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
