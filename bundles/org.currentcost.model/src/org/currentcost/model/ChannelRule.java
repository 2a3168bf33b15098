package org.currentcost.model;

import java.util.Optional;

/**
 * Which channels of a reading count: all that it has, or the first one alone where the others are made up by the
 * display (<em>first channel only</em>). Then a reading without the first channel says nothing at all, neither in sums
 * nor as the latest value.
 */
public final class ChannelRule {

    private ChannelRule() {
    }

    /** {@return whether a reading counts} @param channel1 its first channel, or {@link Reading#ABSENT} */
    public static boolean counts(long channel1, boolean firstChannelOnly) {
        return !firstChannelOnly || channel1 != Reading.ABSENT;
    }

    /** {@return what counts of a reading: itself, its first channel alone, or nothing} */
    public static Optional<Reading> counted(Reading reading, boolean firstChannelOnly) {
        if (!counts(reading.channel1(), firstChannelOnly)) {
            return Optional.empty();
        }
        return Optional.of(firstChannelOnly
                ? new Reading(reading.timeMillis(), reading.channel1(), Reading.ABSENT, Reading.ABSENT,
                        reading.intervalMillis())
                : reading);
    }
}
