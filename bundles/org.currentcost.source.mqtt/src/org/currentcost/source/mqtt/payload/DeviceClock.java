package org.currentcost.source.mqtt.payload;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the clock of a device is ahead of this computer's, learnt from what it tells live. Whole quarters of an hour
 * are another zone, and taken off; any other clock that is wrong tells nothing, and the arrival counts.
 * <p>
 * A device that tells the future is ahead. One that tells the past may tell what it could not tell before; its clock is
 * behind when messages that come apart are all as late. For one thread.
 */
final class DeviceClock {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final long QUARTER_MILLIS = 900_000;
    private static final long FARTHEST_ZONE_MILLIS = 14 * 3_600_000;
    private static final long NEAR_ZONE_MILLIS = 120_000;
    /** A clock that is no more wrong than this is right. */
    private static final long NEAR_MILLIS = 300_000;
    private static final long APART_MILLIS = 10_000;
    private static final long STEADY_MILLIS = 5000;
    private static final int STEADY_PARTS = 10;

    private boolean received;
    private long lastArrival;
    private long lastAhead;
    private long shift;
    private long reportedShift;

    /** {@return when a message was sent; empty if a broker has kept it and its clock tells nothing} */
    Optional<Instant> sent(Instant reported, boolean retained, long arrival) {
        return retained
                ? retained(reported.toEpochMilli(), arrival)
                : Optional.of(Instant.ofEpochMilli(live(reported.toEpochMilli(), arrival)));
    }

    private long live(long reported, long arrival) {
        long ahead = reported - arrival;
        long apart = arrival - lastArrival;
        boolean steady = received && apart >= APART_MILLIS
                && Math.abs(ahead - lastAhead) <= STEADY_MILLIS + apart / STEADY_PARTS;
        received = true;
        lastArrival = arrival;
        lastAhead = ahead;
        if (steady || ahead - shift > NEAR_MILLIS || isTooEarly(reported)) {
            shift = shiftOf(ahead);
        }
        return reported - shift;
    }

    private Optional<Instant> retained(long reported, long arrival) {
        long time = reported - shift;
        return isTooEarly(time) || time > arrival + NEAR_MILLIS
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(time));
    }

    /** {@return what there is to say about the clock, for the user, if that has changed since the last call} */
    Optional<String> news() {
        if (shift == reportedShift) {
            return Optional.empty();
        }
        reportedShift = shift;
        long minutes = Math.round(Math.abs(shift) / 60_000.0);
        String key = shift == 0
                ? "clock.right"
                : shift % QUARTER_MILLIS != 0 ? "clock.wrong" : shift > 0 ? "clock.ahead" : "clock.behind";
        return Optional.of(Messages.text(key, minutes));
    }

    private static boolean isTooEarly(long millis) {
        return millis < EARLIEST.toEpochMilli();
    }

    private static long shiftOf(long ahead) {
        if (Math.abs(ahead) <= NEAR_MILLIS) {
            return 0;
        }
        long zone = Math.round((double) ahead / QUARTER_MILLIS) * QUARTER_MILLIS;
        return Math.abs(zone) <= FARTHEST_ZONE_MILLIS && Math.abs(ahead - zone) <= NEAR_ZONE_MILLIS ? zone : ahead;
    }
}
