package org.currentcost.store.engine;

import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link BlobWriter} wrote. Reusable, not safe for several threads. */
final class BlobReader implements AutoCloseable {

    /** A reading in each millisecond of a day has no more in any column. */
    private static final int MOST_SYMBOLS = 86_400_000;

    private final Inflater inflater = new Inflater(true);
    private byte[] bytes = new byte[0];
    private int at;
    private byte[] symbols = new byte[1 << 14];
    private int symbolAt;
    private int bitAt;
    private int end;

    /** @throws DataFormatException if the checksum is wrong, as it is at another place, or the codec unknown */
    void begin(byte[] blob, Place place) throws DataFormatException {
        if (blob.length < BlobWriter.HEADER_BYTES) {
            throw new DataFormatException("cut off");
        }
        if (blob[0] != BlobWriter.VERSION && blob[0] != BlobWriter.VERSION_WITHOUT_PLACE) {
            throw new DataFormatException("codec version " + blob[0]);
        }
        var checksum = new CRC32C();
        if (blob[0] == BlobWriter.VERSION) {
            checksum.update(place.bytes());
        }
        checksum.update(blob, BlobWriter.HEADER_BYTES, blob.length - BlobWriter.HEADER_BYTES);
        long expected = 0;
        for (int index = 1; index < BlobWriter.HEADER_BYTES; index++) {
            expected = expected << 8 | blob[index] & 0xFF;
        }
        if (checksum.getValue() != expected) {
            throw new DataFormatException("checksum");
        }
        bytes = blob;
        at = BlobWriter.HEADER_BYTES;
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte read;
        do {
            read = bytes[at++];
            value |= (long) (read & 0x7F) << shift;
            shift += 7;
        } while (read < 0);
        return value;
    }

    /** {@return whether anything comes behind what was read}: a column that blobs have not had from the beginning */
    boolean hasMore() {
        return at < bytes.length;
    }

    long signedNumber() {
        return unzigzag(number());
    }

    /** Reads a column of {@code count} numbers into the start of {@code values}. */
    void numbers(long[] values, int count, boolean differences) throws DataFormatException {
        long divisor = number();
        if (divisor == 0) {
            Arrays.fill(values, 0, count, signedNumber());
            return;
        }
        beginSymbols();
        long previous = 0;
        for (int index = 0; index < count; index++) {
            long scaled = previous + unzigzag(symbol());
            values[index] = scaled * divisor;
            if (differences) {
                previous = scaled;
            }
        }
        endSymbols();
    }

    void beginSymbols() throws DataFormatException {
        int symbolCount = Math.toIntExact(number());
        if (symbolCount < 0 || symbolCount > MOST_SYMBOLS) {
            throw new DataFormatException("a column of " + symbolCount);
        }
        if (symbolCount > symbols.length) {
            symbols = new byte[symbolCount];
        }
        int compressed = (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
        at += 3;
        if (compressed == symbolCount) {
            System.arraycopy(bytes, at, symbols, 0, symbolCount);
        } else {
            inflater.reset();
            inflater.setInput(bytes, at, compressed);
            int done = 0;
            while (done < symbolCount) {
                int more = inflater.inflate(symbols, done, symbolCount - done);
                if (more == 0) {
                    throw new DataFormatException("column cut off");
                }
                done += more;
            }
        }
        at += compressed;
        int bitBytes = Math.toIntExact(number());
        bitAt = at * 8;
        end = at + bitBytes;
        symbolAt = 0;
    }

    long symbol() {
        int symbol = symbols[symbolAt++] & 0xFF;
        if (symbol < BlobWriter.SYMBOLS) {
            return symbol;
        }
        long value = 1;
        int bits = symbol - BlobWriter.SYMBOLS - 1;
        while (bits > 0) {
            int left = 8 - (bitAt & 7);
            int taken = Math.min(left, bits);
            value = value << taken | (bytes[bitAt >>> 3] & 0xFF) >>> left - taken & (1 << taken) - 1;
            bitAt += taken;
            bits -= taken;
        }
        return value;
    }

    void endSymbols() {
        at = end;
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
