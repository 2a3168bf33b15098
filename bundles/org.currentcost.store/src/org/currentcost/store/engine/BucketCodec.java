package org.currentcost.store.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.store.SeriesStore.SumAction;

/**
 * A rollup, which is consecutive buckets of one series and resolution, as bytes and back. Gaps, lengths and
 * missing coverage are mostly constant columns and cost nothing; the integral is told as what it has beyond the
 * smallest value. What is estimated of the covered time is a column behind all others, there only when a bucket has
 * any.
 */
public final class BucketCodec implements AutoCloseable {

    /** More than any rollup has, so that a false number takes no memory. */
    private static final int MOST_BUCKETS = 1 << 16;
    private static final int COLUMNS = 8;
    private static final int ESTIMATED = 7;
    /** Which columns are told as differences: lengths, readings and minima. */
    private static final boolean[] DIFFERENCES = {false, true, true, false, true, false, false, false};

    private final BlobWriter writer = new BlobWriter();
    private final BlobReader reader = new BlobReader();
    private final long[][] columns = new long[COLUMNS][512];
    private long[] numbers = new long[512];

    /** @param buckets in the order of time */
    public byte[] encode(Place place, List<Bucket> buckets) {
        int count = buckets.size();
        ensure(count);
        writer.begin(place);
        writer.number(count);
        long previousEnd = 0;
        for (int index = 0; index < count; index++) {
            var bucket = buckets.get(index);
            numbers[index] = bucket.startMillis() - previousEnd;
            previousEnd = bucket.endMillis();
        }
        writer.signedNumber(count == 0 ? 0 : numbers[0]);
        numbers[0] = 0;
        writer.numbers(numbers, count, false);
        for (int index = 0; index < count; index++) {
            numbers[index] = buckets.get(index).endMillis() - buckets.get(index).startMillis();
        }
        writer.numbers(numbers, count, true);
        for (int index = 0; index < count; index++) {
            numbers[index] = buckets.get(index).readings();
        }
        writer.numbers(numbers, count, true);
        for (int index = 0; index < count; index++) {
            var bucket = buckets.get(index);
            numbers[index] = bucket.endMillis() - bucket.startMillis() - bucket.coveredMillis();
        }
        writer.numbers(numbers, count, false);
        for (int index = 0; index < count; index++) {
            numbers[index] = buckets.get(index).min();
        }
        writer.numbers(numbers, count, true);
        for (int index = 0; index < count; index++) {
            numbers[index] = buckets.get(index).max() - buckets.get(index).min();
        }
        writer.numbers(numbers, count, false);
        for (int index = 0; index < count; index++) {
            var bucket = buckets.get(index);
            numbers[index] = bucket.integral() - bucket.min() * bucket.coveredMillis();
        }
        writer.numbers(numbers, count, false);
        boolean anyEstimated = false;
        for (int index = 0; index < count; index++) {
            numbers[index] = buckets.get(index).estimatedMillis();
            anyEstimated |= numbers[index] != 0;
        }
        if (anyEstimated) {
            writer.numbers(numbers, count, false);
        }
        return writer.finish();
    }

    /** {@return the buckets of a rollup} @throws DataFormatException if its bytes are damaged */
    public List<Bucket> decode(Place place, byte[] rollup) throws DataFormatException {
        var buckets = new ArrayList<Bucket>();
        decode(place, rollup, into(buckets));
        return buckets;
    }

    /** {@return what makes buckets of sums and adds them to a list} */
    public static SumAction into(List<Bucket> buckets) {
        return (start, end, readings, covered, min, max, integral, estimated) -> buckets
                .add(new Bucket(start, end, readings, covered, min, max, integral, estimated));
    }

    /** Hands over the buckets of a rollup; none of one that is damaged. */
    public void decode(Place place, byte[] rollup, SumAction action) throws DataFormatException {
        reader.begin(rollup, place);
        int count;
        long end;
        try {
            count = Math.toIntExact(reader.number());
            if (count < 0 || count > MOST_BUCKETS) {
                throw new DataFormatException(count + " buckets");
            }
            end = reader.signedNumber();
            for (int column = 0; column < COLUMNS; column++) {
                if (columns[column].length < count) {
                    columns[column] = new long[count];
                }
                if (column == ESTIMATED && !reader.hasMore()) {
                    Arrays.fill(columns[column], 0, count, 0);
                } else {
                    reader.numbers(columns[column], count, DIFFERENCES[column]);
                }
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            throw (DataFormatException) new DataFormatException("columns do not fit").initCause(e);
        }
        checkEstimated(count);
        for (int index = 0; index < count; index++) {
            long start = end + columns[0][index];
            long length = columns[1][index];
            end = start + length;
            long covered = length - columns[3][index];
            long min = columns[4][index];
            action.sum(start, end, columns[2][index], covered, min, min + columns[5][index],
                    columns[6][index] + min * covered, columns[ESTIMATED][index]);
        }
    }

    private void checkEstimated(int count) throws DataFormatException {
        for (int index = 0; index < count; index++) {
            long estimated = columns[ESTIMATED][index];
            if (estimated != 0 && (estimated < 0 || estimated > columns[1][index] - columns[3][index])) {
                throw new DataFormatException("more estimated than covered");
            }
        }
    }

    private void ensure(int count) {
        if (count > numbers.length) {
            numbers = new long[count];
        }
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
