package org.currentcost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;

/**
 * A page of sums, which is consecutive buckets of one series and resolution, as bytes and back. Gaps, lengths and
 * missing coverage are mostly constant columns and cost nothing; the integral is told as what it has beyond the
 * smallest value.
 */
final class BucketCodec implements AutoCloseable {

    private static final int VERSION = 1;

    private final BlobWriter writer = new BlobWriter();
    private final BlobReader reader = new BlobReader();
    private long[] numbers = new long[512];

    /** @param buckets in the order of time */
    byte[] encode(List<Bucket> buckets) {
        int count = buckets.size();
        ensure(count);
        writer.begin(VERSION);
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
        return writer.finish();
    }

    List<Bucket> decode(byte[] page) throws DataFormatException {
        reader.begin(page, VERSION);
        try {
            int count = Math.toIntExact(reader.number());
            ensure(count);
            long first = reader.signedNumber();
            var gaps = column(count, false);
            var lengths = column(count, true);
            var readings = column(count, true);
            var missing = column(count, false);
            var minima = column(count, true);
            var spans = column(count, false);
            var excess = column(count, false);
            var buckets = new ArrayList<Bucket>(count);
            long end = first;
            for (int index = 0; index < count; index++) {
                long start = end + gaps[index];
                end = start + lengths[index];
                long covered = lengths[index] - missing[index];
                buckets.add(new Bucket(start, end, readings[index], covered, minima[index],
                        minima[index] + spans[index], excess[index] + minima[index] * covered));
            }
            return buckets;
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw (DataFormatException) new DataFormatException("columns do not fit").initCause(e);
        }
    }

    private long[] column(int count, boolean differences) throws DataFormatException {
        var column = new long[count];
        reader.numbers(column, count, differences);
        return column;
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
