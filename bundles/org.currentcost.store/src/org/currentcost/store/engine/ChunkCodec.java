package org.currentcost.store.engine;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.currentcost.model.Reading;
import org.currentcost.store.StorableRule;

/**
 * A chunk, which is the readings of one series in one day of UTC, as bytes and back.
 * <p>
 * The same readings always give the same columns. Times are whole seconds, told as runs of the commonest interval and
 * the exceptions between them; parts of a second are a column of their own, there only when a reading has one. Values
 * are differences from the reading before, in units of the largest number that divides them all: a watt, for meters
 * that speak whole watts. The intervals of counted readings are told as what they have beyond the next reading, which
 * is nothing where one count follows the other; that column too is there only when a reading was counted.
 */
public final class ChunkCodec implements AutoCloseable {

    /** One in each millisecond of the day. */
    private static final int MOST_READINGS = 86_400_000;
    private static final int HAS_MILLIS = 1;
    private static final int HAS_MASKS = 2;
    private static final int HAS_INTERVALS = 4;
    private static final int COUNTED_INTERVALS = 1024;
    private static final int RUN_LIMIT = 127;
    private static final long MILLIS = 1000;

    private final BlobWriter writer = new BlobWriter();
    private final BlobReader reader = new BlobReader();
    private long[] numbers = new long[1 << 14];

    /** @param readings at least one, in the order of time, no instant twice */
    public byte[] encode(Place place, ReadingColumns readings) {
        int count = readings.size();
        if (count > numbers.length) {
            numbers = new long[count];
        }
        boolean hasMillis = false;
        int anyMask = 0;
        int everyMask = 7;
        for (int index = 0; index < count; index++) {
            hasMillis |= readings.time(index) % MILLIS != 0;
            int mask = readings.mask(index);
            anyMask |= mask;
            everyMask &= mask;
        }
        writer.begin(place);
        writer.number(count);
        boolean hasIntervals = readings.longestInterval() > 0;
        writer.number((hasMillis ? HAS_MILLIS : 0) | (anyMask == everyMask ? 0 : HAS_MASKS)
                | (hasIntervals ? HAS_INTERVALS : 0));
        writer.number(anyMask);
        encodeSeconds(readings, count);
        if (hasMillis) {
            for (int index = 0; index < count; index++) {
                numbers[index] = readings.time(index) % MILLIS;
            }
            writer.numbers(numbers, count, false);
        }
        if (anyMask != everyMask) {
            writer.beginSymbols();
            for (int index = 0; index < count; index++) {
                writer.symbol(readings.mask(index));
            }
            writer.endSymbols();
        }
        for (int channel = 0; channel < Reading.CHANNELS; channel++) {
            if ((anyMask & 1 << channel) != 0) {
                int present = 0;
                for (int index = 0; index < count; index++) {
                    long value = readings.channel(channel, index);
                    if (value != Reading.ABSENT) {
                        numbers[present++] = value;
                    }
                }
                writer.numbers(numbers, present, true);
            }
        }
        if (hasIntervals) {
            for (int index = 0; index < count - 1; index++) {
                numbers[index] = readings.interval(index) - untilNext(readings, index);
            }
            writer.numbers(numbers, count - 1, false);
            writer.number(readings.interval(count - 1));
        }
        return writer.finish();
    }

    private static long untilNext(ReadingColumns readings, int index) {
        return readings.time(index + 1) - readings.time(index);
    }

    private void encodeSeconds(ReadingColumns readings, int count) {
        long previous = readings.time(0) / MILLIS;
        writer.number(previous);
        var counts = new int[COUNTED_INTERVALS];
        for (int index = 1; index < count; index++) {
            long second = readings.time(index) / MILLIS;
            long interval = second - previous;
            numbers[index] = interval;
            if (interval < COUNTED_INTERVALS) {
                counts[(int) interval]++;
            }
            previous = second;
        }
        int commonest = 0;
        for (int interval = 1; interval < COUNTED_INTERVALS; interval++) {
            if (counts[interval] > counts[commonest]) {
                commonest = interval;
            }
        }
        writer.number(commonest);
        writer.beginSymbols();
        int run = 0;
        for (int index = 1; index < count; index++) {
            if (numbers[index] == commonest) {
                run++;
            } else {
                run(run);
                run = 0;
            }
        }
        if (run > 0) {
            run(run);
        }
        writer.endSymbols();
        writer.beginSymbols();
        for (int index = 1; index < count; index++) {
            if (numbers[index] != commonest) {
                writer.symbol(BlobWriter.zigzag(numbers[index] - commonest));
            }
        }
        writer.endSymbols();
    }

    private void run(int length) {
        int rest = length;
        while (rest >= RUN_LIMIT) {
            writer.symbol(RUN_LIMIT);
            rest -= RUN_LIMIT;
        }
        writer.symbol(rest);
    }

    /**
     * Puts the readings of the chunk in the place of what {@code readings} holds.
     *
     * @throws DataFormatException whatever is wrong with it; {@code readings} holds anything then
     */
    public void decode(Place place, byte[] chunk, ReadingColumns readings) throws DataFormatException {
        reader.begin(chunk, place);
        try {
            int count = Math.toIntExact(reader.number());
            if (count < 1 || count > MOST_READINGS) {
                throw new DataFormatException(count + " readings");
            }
            if (count > numbers.length) {
                numbers = new long[count];
            }
            long flags = reader.number();
            int anyMask = (int) reader.number();
            readings.resize(count);
            decodeSeconds(readings, count);
            if ((flags & HAS_MILLIS) != 0) {
                reader.numbers(numbers, count, false);
                for (int index = 0; index < count; index++) {
                    readings.setTime(index, readings.time(index) + numbers[index]);
                }
            }
            byte[] masks = null;
            if ((flags & HAS_MASKS) != 0) {
                masks = new byte[count];
                reader.beginSymbols();
                for (int index = 0; index < count; index++) {
                    masks[index] = (byte) reader.symbol();
                }
                reader.endSymbols();
            }
            for (int channel = 0; channel < Reading.CHANNELS; channel++) {
                if ((anyMask & 1 << channel) != 0) {
                    decodeChannel(readings, channel, count, masks);
                }
            }
            checkTimes(readings);
            if ((flags & HAS_INTERVALS) != 0) {
                decodeIntervals(readings, count);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // whoever has written the checksum: bytes that say they are more than there can be are damage like others
            throw (DataFormatException) new DataFormatException("columns do not fit").initCause(e);
        }
    }

    private static void checkTimes(ReadingColumns readings) throws DataFormatException {
        for (int index = 1; index < readings.size(); index++) {
            if (readings.time(index) <= readings.time(index - 1)) {
                throw new DataFormatException("times out of order");
            }
        }
    }

    private void decodeSeconds(ReadingColumns readings, int count) throws DataFormatException {
        long second = reader.number();
        int commonest = (int) reader.number();
        Arrays.fill(numbers, 0, count, -1);
        reader.beginSymbols();
        int index = 1;
        while (index < count) {
            int symbol = (int) reader.symbol();
            for (int run = symbol; run > 0; run--) {
                numbers[index++] = commonest;
            }
            if (symbol < RUN_LIMIT) {
                index++;
            }
        }
        reader.endSymbols();
        readings.setTime(0, second * MILLIS);
        reader.beginSymbols();
        for (index = 1; index < count; index++) {
            second += numbers[index] >= 0 ? numbers[index] : commonest + BlobReader.unzigzag(reader.symbol());
            readings.setTime(index, second * MILLIS);
        }
        reader.endSymbols();
    }

    private void decodeIntervals(ReadingColumns readings, int count) throws DataFormatException {
        reader.numbers(numbers, count - 1, false);
        for (int index = 0; index < count - 1; index++) {
            readings.setInterval(index, checkedInterval(numbers[index] + untilNext(readings, index)));
        }
        readings.setInterval(count - 1, checkedInterval(reader.number()));
    }

    private static long checkedInterval(long intervalMillis) throws DataFormatException {
        if (intervalMillis < 0 || intervalMillis > StorableRule.LONGEST_INTERVAL_MILLIS) {
            throw new DataFormatException("an interval of " + intervalMillis);
        }
        return intervalMillis;
    }

    private void decodeChannel(ReadingColumns readings, int channel, int count, byte[] masks)
            throws DataFormatException {
        int present = count;
        if (masks != null) {
            present = 0;
            for (byte mask : masks) {
                present += mask >> channel & 1;
            }
        }
        reader.numbers(numbers, present, true);
        int from = 0;
        for (int index = 0; index < count; index++) {
            if (masks == null || (masks[index] >> channel & 1) != 0) {
                readings.setChannel(channel, index, numbers[from++]);
            }
        }
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
