package org.currentcost.store.engine;

import java.util.Arrays;
import java.util.Comparator;
import org.currentcost.model.Reading;
import org.currentcost.model.Saturated;

/**
 * Readings of one series as columns of numbers, so that half a million of them are sixteen megabytes and not fifty.
 * Columns of the second and third channel and of counted intervals take no room until a reading has them. Not safe for
 * several threads.
 */
public final class ReadingColumns {

    private long[] times = new long[64];
    private final long[][] channels = {new long[64], null, null};
    /** Null as long as no reading was counted. */
    private long[] intervals;
    private int size;
    private boolean ascending = true;

    /** {@return how many readings there are} */
    public int size() {
        return size;
    }

    /** {@return whether there are no readings} */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all readings, and keeps the room for others. */
    public void clear() {
        size = 0;
        ascending = true;
    }

    /** Adds a reading behind the others. */
    public void add(Reading reading) {
        add(reading.timeMillis(), reading.channel1(), reading.channel2(), reading.channel3(),
                reading.intervalMillis());
    }

    /**
     * Adds a reading behind the others.
     *
     * @param channel1       in thousandths of the base unit, as the other two; {@link Reading#ABSENT} where none is
     * @param intervalMillis 0 for a reading that was not counted
     */
    public void add(long timeMillis, long channel1, long channel2, long channel3, long intervalMillis) {
        if (size == times.length) {
            grow(size * 2);
        }
        if (size > 0 && timeMillis <= times[size - 1]) {
            ascending = false;
        }
        times[size] = timeMillis;
        channels[0][size] = channel1;
        put(1, channel2);
        put(2, channel3);
        if (intervals != null || intervalMillis != 0) {
            setInterval(size, intervalMillis);
        }
        size++;
    }

    private void put(int channel, long value) {
        var column = channels[channel];
        if (column == null) {
            if (value == Reading.ABSENT) {
                return;
            }
            column = new long[times.length];
            Arrays.fill(column, 0, size, Reading.ABSENT);
            channels[channel] = column;
        }
        column[size] = value;
    }

    /** Adds reading {@code index} of {@code other}. */
    public void addFrom(ReadingColumns other, int index) {
        add(other.times[index], other.channel(0, index), other.channel(1, index), other.channel(2, index),
                other.interval(index));
    }

    /** Adds some readings of {@code other}. @param behind the index behind the last one */
    public void addFrom(ReadingColumns other, int first, int behind) {
        for (int index = first; index < behind; index++) {
            addFrom(other, index);
        }
    }

    /** Adds reading {@code index} of {@code other} at another time and for another interval. */
    public void addFrom(ReadingColumns other, int index, long timeMillis, long intervalMillis) {
        add(timeMillis, other.channel(0, index), other.channel(1, index), other.channel(2, index), intervalMillis);
    }

    /**
     * Makes room for as many readings as are to come by {@link #setTime} and {@link #setChannel}; all channels
     * absent.
     */
    public void resize(int newSize) {
        if (newSize > times.length) {
            grow(newSize);
        }
        Arrays.fill(channels[0], 0, newSize, Reading.ABSENT);
        channels[1] = null;
        channels[2] = null;
        intervals = null;
        size = newSize;
        ascending = true;
    }

    /** Changes when a reading was; those before and behind it must stay where they are to it. */
    public void setTime(int index, long timeMillis) {
        times[index] = timeMillis;
    }

    /** @param intervalMillis 0 for a reading that was not counted */
    public void setInterval(int index, long intervalMillis) {
        if (intervals == null) {
            intervals = new long[times.length];
        }
        intervals[index] = intervalMillis;
    }

    /** @param channel from 0 */
    public void setChannel(int channel, int index, long value) {
        var column = channels[channel];
        if (column == null) {
            column = new long[times.length];
            Arrays.fill(column, 0, size, Reading.ABSENT);
            channels[channel] = column;
        }
        column[index] = value;
    }

    private void grow(int capacity) {
        times = Arrays.copyOf(times, capacity);
        if (intervals != null) {
            intervals = Arrays.copyOf(intervals, capacity);
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel] != null) {
                channels[channel] = Arrays.copyOf(channels[channel], capacity);
            }
        }
    }

    /** {@return when the reading was, in milliseconds since the epoch} */
    public long time(int index) {
        return times[index];
    }

    /** {@return over how many milliseconds the reading was counted, 0 if it was read} */
    public long interval(int index) {
        return intervals == null ? 0 : intervals[index];
    }

    /** {@return the longest interval over which one of the readings was counted, 0 if none was} */
    public long longestInterval() {
        long longest = 0;
        if (intervals != null) {
            for (int index = 0; index < size; index++) {
                longest = Math.max(longest, intervals[index]);
            }
        }
        return longest;
    }

    /** {@return when the last reading was; there must be one} */
    public long lastTime() {
        return times[size - 1];
    }

    /** {@return the value or {@link Reading#ABSENT}} @param channel from 0 */
    public long channel(int channel, int index) {
        var column = channels[channel];
        return column == null ? Reading.ABSENT : column[index];
    }

    /** {@return the channels of the reading that are present, as bits} */
    public int mask(int index) {
        int mask = 0;
        for (int channel = 0; channel < Reading.CHANNELS; channel++) {
            if (channel(channel, index) != Reading.ABSENT) {
                mask |= 1 << channel;
            }
        }
        return mask;
    }

    /** {@return the sum of the channels of the reading; it stops at the ends of 64 bits} */
    public long total(int index) {
        long total = 0;
        for (var column : channels) {
            if (column != null && column[index] != Reading.ABSENT) {
                total = Saturated.plus(total, column[index]);
            }
        }
        return total;
    }

    /** {@return how many channels the reading has} */
    public int channelCount(int index) {
        return Integer.bitCount(mask(index));
    }

    /** {@return the reading as a value} */
    public Reading reading(int index) {
        return new Reading(times[index], channel(0, index), channel(1, index), channel(2, index), interval(index));
    }

    /** {@return whether reading {@code index} has the values of {@code other}'s reading, for the same interval} */
    public boolean sameValues(int index, ReadingColumns other, int otherIndex) {
        return channel(0, index) == other.channel(0, otherIndex) && channel(1, index) == other.channel(1, otherIndex)
                && channel(2, index) == other.channel(2, otherIndex) && interval(index) == other.interval(otherIndex);
    }

    /** {@return the index of the first reading at or after {@code timeMillis}}; needs times in order */
    public int indexAtOrAfter(long timeMillis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@return the readings in the order of time, those of one instant in the order in which they were added} */
    public ReadingColumns sorted() {
        if (ascending) {
            return this;
        }
        var order = new Integer[size];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparingLong(index -> times[index]));
        var sorted = new ReadingColumns();
        for (int index : order) {
            sorted.addFrom(this, index);
        }
        return sorted;
    }
}
