package org.currentcost.guest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.currentcost.model.Reading;

/**
 * Readings as they travel: as texts of letters and digits, each number as its difference from that of the reading
 * before, in as few bytes as it needs. Eight bytes a reading where one follows another.
 */
final class PackedReadings {

    /** No reading takes more than so many bytes: five numbers of 64 bits, seven of them in a byte. */
    static final int MOST_BYTES = 50;

    private static final int NUMBERS = 5;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;
    private static final int LONG_BITS = 64;

    private PackedReadings() {
    }

    static String pack(List<Reading> readings) {
        var out = new ByteArrayOutputStream(readings.size() * NUMBERS * 2);
        var before = new long[NUMBERS];
        for (var reading : readings) {
            put(out, reading.timeMillis(), before, 0);
            put(out, reading.channel1(), before, 1);
            put(out, reading.channel2(), before, 2);
            put(out, reading.channel3(), before, 3);
            put(out, reading.intervalMillis(), before, 4);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    /** Differences wrap around, which undoes itself; small ones of both signs are small numbers without a sign. */
    private static void put(ByteArrayOutputStream out, long value, long[] before, int index) {
        long difference = value - before[index];
        before[index] = value;
        long rest = difference << 1 ^ difference >> LONG_BITS - 1;
        while ((rest & -MORE) != 0) {
            out.write((int) (rest & MORE - 1 | MORE));
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    /** @throws IllegalArgumentException if these are no readings */
    static List<Reading> unpack(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        var result = new ArrayList<Reading>();
        var numbers = new long[NUMBERS];
        int at = 0;
        while (at < bytes.length) {
            for (int index = 0; index < NUMBERS; index++) {
                long rest = 0;
                int shift = 0;
                byte one;
                do {
                    if (at >= bytes.length || shift >= LONG_BITS) {
                        throw new IllegalArgumentException("these are no readings");
                    }
                    one = bytes[at++];
                    rest |= (long) (one & MORE - 1) << shift;
                    shift += BITS;
                } while ((one & MORE) != 0);
                numbers[index] += rest >>> 1 ^ -(rest & 1);
            }
            result.add(new Reading(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
        }
        return result;
    }
}
