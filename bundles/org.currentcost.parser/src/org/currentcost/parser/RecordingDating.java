package org.currentcost.parser;

import java.time.Instant;
import java.util.Optional;

/**
 * Dates the messages of a recording by the times in it or by the meter's own clock. A recording is read twice: only its
 * whole length and its end tell when its first message came. For one stream, which may be no recording at all, and one
 * thread at a time.
 */
public final class RecordingDating {

    private Optional<MeterClock> clock = Optional.empty();
    private long spanMillis;
    private boolean measuring;
    private boolean measured;

    /** The stream begins anew. */
    public void begin() {
        measuring = false;
    }

    /** The stream is a recording; to be called before its first message. @param endMillis when it ended */
    public void recorded(long endMillis) {
        measuring = !measured;
        clock = Optional.of(new MeterClock(measuring ? Instant.EPOCH : Instant.ofEpochMilli(endMillis - spanMillis)));
    }

    /** {@return whether the stream is a recording} */
    public boolean isRecorded() {
        return clock.isPresent();
    }

    /** {@return whether the recording is read for the first time: its messages can't be dated yet} */
    public boolean isMeasuring() {
        return measuring;
    }

    /** Takes a message, or damage, of the first reading. */
    public void measure(MeterEvent event) {
        var meterClock = clock.orElseThrow();
        switch (event) {
            case MeterEvent.Live message -> spanMillis = meterClock.instantMillis(message.daysSinceBirth(),
                    message.secondOfDay());
            case MeterEvent.History message -> spanMillis = meterClock.instantMillis(message.daysSinceBirth(),
                    message.secondOfDay());
            case MeterEvent.Damage damage -> {
                // says no time
            }
        }
    }

    /** The stream has been read to its end. {@return whether that was the first reading, and it is to be read again} */
    public boolean endMeasuring() {
        measured |= measuring;
        return measuring;
    }

    /**
     * {@return when a message of the second reading was sent, in milliseconds since the epoch}
     *
     * @param daysSinceBirth    the meter's day counter or {@link MeterEvent#ABSENT}
     * @param secondOfDay       the meter's clock or {@link MeterEvent#ABSENT}
     * @param leadingTimeMillis the time that the recording gives the message, or {@link MeterParser#ABSENT_TIME}
     */
    public long date(int daysSinceBirth, int secondOfDay, long leadingTimeMillis) {
        return clock.orElseThrow().date(daysSinceBirth, secondOfDay, leadingTimeMillis);
    }
}
