package org.currentcost.store.engine;

import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Writes a blob: codec version, checksum, then numbers and compressed columns. Reusable, not safe for several threads.
 * <p>
 * Small numbers become one symbol each, and the symbols of a column are deflated by themselves. Of a larger number the
 * symbol only tells its length in bits; the bits below the highest follow plainly, for they are noise that no
 * compressor makes smaller.
 */
final class BlobWriter implements AutoCloseable {

    /** Numbers below this are their own symbol; above it, a symbol is this plus the number's length in bits. */
    static final int SYMBOLS = 128;
    static final int HEADER_BYTES = 5;
    /** The checksum covers the place as well. */
    static final int VERSION = 2;
    /** The checksum covers the bytes alone; no longer written. */
    static final int VERSION_WITHOUT_PLACE = 1;

    /*
     * Measured on a quarter of a year of a house: chunks are 10 % larger where deflate looks for strings as well, which
     * noise has only by chance, and it takes up to twice the time. A sensor at rest is a column of one number anyway.
     */
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    private byte[] bytes = new byte[1 << 14];
    private byte[] placeBytes = {};
    private int size;
    private byte[] symbols = new byte[1 << 14];
    private int symbolCount;
    private byte[] bits = new byte[1 << 12];
    private int bitCount;

    BlobWriter() {
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    }

    void begin(Place place) {
        size = HEADER_BYTES;
        bytes[0] = VERSION;
        placeBytes = place.bytes();
    }

    /** {@return the finished blob} */
    byte[] finish() {
        var checksum = new CRC32C();
        checksum.update(placeBytes);
        checksum.update(bytes, HEADER_BYTES, size - HEADER_BYTES);
        long value = checksum.getValue();
        for (int at = 4; at > 0; at--) {
            bytes[at] = (byte) value;
            value >>>= 8;
        }
        return Arrays.copyOf(bytes, size);
    }

    /** Writes a number of one to ten bytes, small ones in one. @param value as unsigned */
    void number(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void signedNumber(long value) {
        number(zigzag(value));
    }

    /**
     * Writes a column of numbers.
     *
     * @param differences whether to write how much each differs from the one before it
     */
    void numbers(long[] values, int count, boolean differences) {
        long divisor = commonDivisor(values, count);
        if (divisor == 0) {
            number(0);
            signedNumber(count == 0 ? 0 : values[0]);
            return;
        }
        number(divisor);
        beginSymbols();
        long previous = 0;
        for (int index = 0; index < count; index++) {
            long scaled = divisor == 1 ? values[index] : values[index] / divisor;
            symbol(zigzag(scaled - previous));
            if (differences) {
                previous = scaled;
            }
        }
        endSymbols();
    }

    /** {@return the largest number that divides all, or 0 if all are the same} */
    private static long commonDivisor(long[] values, int count) {
        long divisor = 0;
        boolean same = true;
        for (int index = 0; index < count; index++) {
            long value = values[index];
            same &= value == values[0];
            if (divisor == 1) {
                if (!same) {
                    return 1;
                }
                continue;
            }
            if (value == Long.MIN_VALUE) {
                divisor = 1;
            } else if (divisor == 0 || value % divisor != 0) {
                long a = Math.abs(value);
                long b = divisor;
                while (b != 0) {
                    long rest = a % b;
                    a = b;
                    b = rest;
                }
                divisor = a;
            }
        }
        return same ? 0 : divisor;
    }

    void beginSymbols() {
        symbolCount = 0;
        bitCount = 0;
    }

    /** @param value as unsigned */
    void symbol(long value) {
        if (symbolCount == symbols.length) {
            symbols = Arrays.copyOf(symbols, symbolCount * 2);
        }
        if (value >= 0 && value < SYMBOLS) {
            symbols[symbolCount++] = (byte) value;
            return;
        }
        int length = Long.SIZE - Long.numberOfLeadingZeros(value);
        symbols[symbolCount++] = (byte) (SYMBOLS + length);
        for (int bit = length - 2; bit >= 0; bit--) {
            putBit((int) (value >>> bit) & 1);
        }
    }

    private void putBit(int bit) {
        int at = bitCount >>> 3;
        if (at == bits.length) {
            bits = Arrays.copyOf(bits, at * 2);
        }
        if ((bitCount & 7) == 0) {
            bits[at] = 0;
        }
        bits[at] |= (byte) (bit << (7 - (bitCount & 7)));
        bitCount++;
    }

    /**
     * Writes the symbols since {@link #beginSymbols}: how many, their compressed form, the bits that belong to them.
     */
    void endSymbols() {
        ensure(64 + symbolCount + symbolCount / 8);
        number(symbolCount);
        int lengthAt = size;
        size += 3;
        deflater.reset();
        deflater.setInput(symbols, 0, symbolCount);
        deflater.finish();
        int start = size;
        while (!deflater.finished()) {
            ensure(1024);
            size += deflater.deflate(bytes, size, bytes.length - size);
        }
        int compressed = size - start;
        if (compressed >= symbolCount) {
            size = start;
            ensure(symbolCount);
            System.arraycopy(symbols, 0, bytes, size, symbolCount);
            size += symbolCount;
            compressed = symbolCount;
        }
        bytes[lengthAt] = (byte) (compressed >>> 16);
        bytes[lengthAt + 1] = (byte) (compressed >>> 8);
        bytes[lengthAt + 2] = (byte) compressed;
        int bitBytes = (bitCount + 7) >>> 3;
        number(bitBytes);
        ensure(bitBytes);
        System.arraycopy(bits, 0, bytes, size, bitBytes);
        size += bitBytes;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Maps 0, -1, 1, -2, 2 … to 0, 1, 2, 3, 4 …. */
    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
