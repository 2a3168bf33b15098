package org.currentcost.store.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.model.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {

    private static final long ABSENT = Reading.ABSENT;
    private static final Place PLACE = new Place(0, 1, 2);

    private static ReadingColumns columns(List<Reading> readings) {
        var columns = new ReadingColumns();
        readings.forEach(columns::add);
        return columns;
    }

    private static List<Reading> there(ReadingColumns columns) {
        var readings = new ArrayList<Reading>();
        for (int index = 0; index < columns.size(); index++) {
            readings.add(columns.reading(index));
        }
        return readings;
    }

    private static int roundTrip(List<Reading> readings) throws DataFormatException {
        try (var codec = new ChunkCodec()) {
            var chunk = codec.encode(PLACE, columns(readings));
            // into columns that hold something else already
            var decoded = columns(List.of(new Reading(1, 2, 3, 4), new Reading(5, 6, 7, 8)));
            codec.decode(PLACE, chunk, decoded);
            assertEquals(readings, there(decoded));
            return chunk.length;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyReadingsComeBack(long seed) throws DataFormatException {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 3000 : 50);
            LongSupplier values = List.<LongSupplier>of(random::nextLong, () -> random.nextInt(20) * 1000L,
                    () -> random.nextInt(), () -> 0, () -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE + 1,
                    () -> 21_100 + random.nextInt(3) * 100).get(random.nextInt(6));
            boolean wholeSeconds = random.nextBoolean();
            int usualMask = 1 + random.nextInt(7);
            int maskChanges = random.nextInt(3);
            var readings = new ArrayList<Reading>();
            long time = random.nextInt(1_000_000) * 1000L;
            for (int index = 0; index < count; index++) {
                time += (1 + random.nextInt(random.nextInt(20) == 0 ? 100_000 : 3)) * (wholeSeconds ? 1000L : 1);
                int mask = random.nextInt(5) < maskChanges ? 1 + random.nextInt(7) : usualMask;
                readings.add(new Reading(time, (mask & 1) == 0 ? ABSENT : present(values.getAsLong()),
                        (mask & 2) == 0 ? ABSENT : present(values.getAsLong()),
                        (mask & 4) == 0 ? ABSENT : present(values.getAsLong())));
            }
            roundTrip(readings);
        }
    }

    private static long present(long value) {
        return value == ABSENT ? 0 : value;
    }

    @Test
    void longRunsOfOneIntervalComeBack() throws DataFormatException {
        for (int count : new int[]{1, 2, 126, 127, 128, 129, 254, 255, 256, 500, 14_400}) {
            for (int exception : new int[]{-1, 0, 1, 126, 127, 253, count - 1}) {
                var readings = new ArrayList<Reading>();
                long time = 0;
                for (int index = 0; index < count; index++) {
                    time += index == exception ? 11_000 : 6_000;
                    readings.add(new Reading(time, 5000, ABSENT, ABSENT));
                }
                roundTrip(readings);
            }
        }
    }

    @Test
    void aSensorAtRestCostsNextToNothing() throws DataFormatException {
        var readings = new ArrayList<Reading>();
        for (int index = 0; index < 14_400; index++) {
            readings.add(new Reading(index * 6_000L, 230_000, ABSENT, ABSENT));
        }
        int bytes = roundTrip(readings);
        assertTrue(bytes < 200, () -> bytes + " bytes");
    }

    @Test
    void oneFlippedBitAnywhereIsNoticed() {
        var readings = new ArrayList<Reading>();
        var random = new Random(3);
        for (int index = 0; index < 100; index++) {
            readings.add(new Reading(index * 6_000L + random.nextInt(2), random.nextInt(1000), ABSENT, 7));
        }
        try (var codec = new ChunkCodec()) {
            var chunk = codec.encode(PLACE, columns(readings));
            for (int bit = 0; bit < chunk.length * 8; bit++) {
                chunk[bit / 8] ^= (byte) (1 << bit % 8);
                assertThrows(DataFormatException.class, () -> codec.decode(PLACE, chunk, new ReadingColumns()));
                chunk[bit / 8] ^= (byte) (1 << bit % 8);
            }
            for (int length = 0; length < chunk.length; length++) {
                var cut = Arrays.copyOf(chunk, length);
                assertThrows(DataFormatException.class, () -> codec.decode(PLACE, cut, new ReadingColumns()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBucketsComeBack(long seed) throws DataFormatException {
        var random = new Random(seed);
        try (var codec = new BucketCodec()) {
            for (int round = 0; round < 300; round++) {
                var buckets = new ArrayList<Bucket>();
                long time = -3_600_000L * random.nextInt(5);
                boolean wild = random.nextBoolean();
                for (int count = random.nextInt(800); count > 0; count--) {
                    long end = time + (random.nextInt(50) == 0 ? 1_800_000 : 3_600_000);
                    buckets.add(wild
                            ? new Bucket(time, end, random.nextLong(), random.nextInt(1000), random.nextLong(),
                                    random.nextLong(), random.nextLong())
                            : new Bucket(time, end, 50, end - time, 100_000, 100_000, 100_000 * (end - time),
                                    random.nextInt(9) == 0 ? random.nextInt(1_800_000) : 0));
                    time = random.nextInt(30) == 0 ? end + 7_200_000 : end;
                }
                assertEquals(buckets, codec.decode(PLACE, codec.encode(PLACE, buckets)));
            }
        }
    }

    /** Gives mutated bytes a checksum that is right, as somebody would who wants to do harm. */
    private static byte[] mutated(byte[] good, Random random) {
        int length = random.nextInt(10) == 0
                ? BlobWriter.HEADER_BYTES + random.nextInt(good.length)
                : good.length;
        var bytes = Arrays.copyOf(good, length);
        for (int change = 1 + random.nextInt(4); change > 0 && length > BlobWriter.HEADER_BYTES; change--) {
            int at = BlobWriter.HEADER_BYTES + random.nextInt(length - BlobWriter.HEADER_BYTES);
            bytes[random.nextBoolean() ? at : BlobWriter.HEADER_BYTES + at % Math.min(8, length - 5)] = (byte) random
                    .nextInt();
        }
        var checksum = new CRC32C();
        checksum.update(PLACE.bytes());
        checksum.update(bytes, BlobWriter.HEADER_BYTES, length - BlobWriter.HEADER_BYTES);
        for (int at = 1; at < BlobWriter.HEADER_BYTES; at++) {
            bytes[at] = (byte) (checksum.getValue() >>> 8 * (BlobWriter.HEADER_BYTES - 1 - at));
        }
        return bytes;
    }

    @Test
    void whateverBytesComeTheyAreReadingsOrDamage() {
        var random = new Random(11);
        var readings = new ArrayList<Reading>();
        long time = 0;
        for (int index = 0; index < 300; index++) {
            time += 1 + random.nextInt(7_000);
            readings.add(
                    new Reading(time, random.nextInt(1000) * 1000L, index % 5 == 0 ? ABSENT : random.nextLong() >> 1,
                            index % 3 == 0 ? 5 : ABSENT, index % 7 == 0 ? random.nextInt(100_000) : 0));
        }
        var buckets = new ArrayList<Bucket>();
        for (int index = 0; index < 100; index++) {
            buckets.add(
                    new Bucket(index * 300_000L, (index + 1) * 300_000L, random.nextInt(50), random.nextInt(300_000),
                            random.nextInt(1000), random.nextInt(5000), random.nextLong(), index % 2));
        }
        int damaged = 0;
        try (var codec = new ChunkCodec(); var rollups = new BucketCodec()) {
            var chunk = codec.encode(PLACE, columns(readings));
            var rollup = rollups.encode(PLACE, buckets);
            for (int round = 0; round < 30_000; round++) {
                try {
                    codec.decode(PLACE, mutated(chunk, random), new ReadingColumns());
                } catch (DataFormatException e) {
                    damaged++;
                }
                try {
                    rollups.decode(PLACE, mutated(rollup, random));
                } catch (DataFormatException e) {
                    damaged++;
                }
            }
        }
        assertTrue(damaged > 20_000, damaged + " of 60000");
    }

    @Test
    void aBlobAtAnotherPlaceIsDamage() {
        try (var codec = new ChunkCodec(); var rollups = new BucketCodec()) {
            var chunk = codec.encode(PLACE, columns(List.of(new Reading(1, 2, 3, 4))));
            var rollup = rollups.encode(PLACE, List.of(new Bucket(0, 1, 1, 1, 1, 1, 1)));
            for (var other : List.of(new Place(1, 1, 2), new Place(0, 2, 2), new Place(0, 1, 3))) {
                assertThrows(DataFormatException.class, () -> codec.decode(other, chunk, new ReadingColumns()));
                assertThrows(DataFormatException.class, () -> rollups.decode(other, rollup));
            }
        }
    }
}
