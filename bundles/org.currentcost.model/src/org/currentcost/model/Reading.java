package org.currentcost.model;

import java.time.Instant;

/**
 * What one sensor said at one instant, on up to three channels (clamps).
 * <p>
 * Whole numbers of the milli-unit of the series' {@link Quantity}, so that no figure of any known meter is rounded on
 * its way in. Kept as longs, not as objects: a year of a 6-second sensor is 5.26 million of these.
 * <p>
 * A value that was read holds until the next one, for at most three nominal intervals of its series. One that was
 * counted (impulses, a register) is the mean of its own interval, known when the interval ends: it covers that interval
 * however long it is, and nothing beyond.
 *
 * @param timeMillis     the instant, in milliseconds since 1970-01-01T00:00Z; of a counted value the start of its
 *                       interval
 * @param channel1       the first channel's value or {@link #ABSENT}
 * @param channel2       the second channel's value or {@link #ABSENT}
 * @param channel3       the third channel's value or {@link #ABSENT}
 * @param intervalMillis the length of the interval over which the value was counted, in milliseconds, or 0 for a value
 *                       that was read and holds
 */
public record Reading(long timeMillis, long channel1, long channel2, long channel3, long intervalMillis) {

    /** Stands for a channel that the message did not carry: not zero, which is a value. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** The number of channels that a sensor has at most. */
    public static final int CHANNELS = 3;

    public Reading {
        if (channel1 == ABSENT && channel2 == ABSENT && channel3 == ABSENT) {
            throw new IllegalArgumentException("a reading has at least one channel");
        }
        if (intervalMillis < 0) {
            throw new IllegalArgumentException("an interval of " + intervalMillis + " ms");
        }
    }

    /** A value that was read and holds until the next one. */
    public Reading(long timeMillis, long channel1, long channel2, long channel3) {
        this(timeMillis, channel1, channel2, channel3, 0);
    }

    /**
     * {@return the mean of what was counted in an interval}
     *
     * @param value in the milli-unit of the series
     */
    public static Reading counted(long startMillis, long intervalMillis, long value) {
        if (intervalMillis == 0) {
            throw new IllegalArgumentException("nothing is counted in no time");
        }
        return new Reading(startMillis, value, ABSENT, ABSENT, intervalMillis);
    }

    /** {@return whether the value was counted over an interval of its own, instead of holding until the next one} */
    public boolean isCounted() {
        return intervalMillis > 0;
    }

    /** {@return a reading of one channel} @param value in the milli-unit of the series */
    public static Reading of(Instant time, long value) {
        return new Reading(time.toEpochMilli(), value, ABSENT, ABSENT);
    }

    /** {@return the instant at which the sensor spoke} */
    public Instant time() {
        return Instant.ofEpochMilli(timeMillis);
    }

    /** {@return the value of {@code channel}, or {@link #ABSENT}} @param channel 1 to 3 */
    public long channel(int channel) {
        return switch (channel) {
            case 1 -> channel1;
            case 2 -> channel2;
            case 3 -> channel3;
            default -> throw new IllegalArgumentException("channel " + channel);
        };
    }

    /**
     * {@return the sum of the channels that are present}: the meter's own history adds them up too; stops at the ends
     * of 64 bits
     */
    public long total() {
        return Saturated.plus(Saturated.plus(channel1 == ABSENT ? 0 : channel1, channel2 == ABSENT ? 0 : channel2),
                channel3 == ABSENT ? 0 : channel3);
    }

    /** {@return how many channels are present, 1 to 3} */
    public int channelCount() {
        return (channel1 == ABSENT ? 0 : 1) + (channel2 == ABSENT ? 0 : 1) + (channel3 == ABSENT ? 0 : 1);
    }

    /** {@return this reading at another instant} */
    public Reading at(long otherTimeMillis) {
        return new Reading(otherTimeMillis, channel1, channel2, channel3, intervalMillis);
    }
}
