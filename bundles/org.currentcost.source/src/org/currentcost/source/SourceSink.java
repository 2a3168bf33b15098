package org.currentcost.source;

import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;

/**
 * Takes what a source brings: the bytes of a meter in pieces as they come, or, from a source whose messages come whole,
 * payloads and readings. Called only on the thread that runs the source; calls may wait while the store is busy.
 */
public interface SourceSink {

    /**
     * What a counter showed.
     *
     * @param timeMillis when, in milliseconds since the epoch
     * @param value      in the counter's smallest unit
     */
    record Count(long timeMillis, long value) {
    }

    /**
     * The connection is open.
     *
     * @param detail what was found, for the user, such as {@code /dev/ttyUSB0, 57600 baud}; may be empty
     */
    void connected(String detail);

    /**
     * The connection is open and its timing is that of a recording: nothing is live. Called once, before any bytes, by
     * sources that replay. The meter's own clock, or the times in the recording, then date what comes.
     *
     * @param lastMillis when the recording ended, in milliseconds since the epoch
     */
    void recorded(long lastMillis);

    /**
     * Bytes arrived, in their order.
     *
     * @param buffer holds them; may be reused by the source after the call
     * @param offset of the first one
     * @param length how many, at least one
     */
    void bytes(byte[] buffer, int offset, int length) throws InterruptedException;

    /**
     * A whole message of a CurrentCost meter arrived, or several; what is not complete at its end is damage.
     *
     * @param meter   the meter as in {@link SensorLabel#meter()}
     * @param payload raw XML as a meter sends it; not changed after the call by either side
     */
    default void payload(String meter, byte[] payload) throws InterruptedException {
        throw new UnsupportedOperationException("this sink takes bytes alone");
    }

    /**
     * A message arrived that could be read, whatever values come of it; not to be told of those that are
     * {@linkplain #payload handed on}.
     *
     * @param live whether it tells what is, and not what a meter remembers
     */
    default void heard(boolean live) {
        // nothing is counted
    }

    /**
     * {@return how far apart the readings of a sensor may come without a gap between them, in milliseconds} What is
     * wished counts if the sensor has no readings yet; otherwise what it had before, as from its meter's cable.
     *
     * @param wishedMillis at least 1
     */
    default long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis) {
        return wishedMillis;
    }

    /**
     * A value that needs no parser; several may come of one message, and some of none.
     *
     * @param quantity what it measures, and so the unit of the reading's values
     */
    default void reading(SensorLabel sensor, Quantity quantity, Reading reading) throws InterruptedException {
        throw new UnsupportedOperationException("this sink takes bytes alone");
    }

    /**
     * {@return the last count of a counter that is kept with all readings that came of it, over restarts too; empty if
     * there is none} May wait until what was brought before is kept.
     *
     * @param counter what the counter is known by among those of its sensor
     */
    default Optional<Count> lastCount(SensorLabel sensor, String counter) throws InterruptedException {
        return Optional.empty();
    }

    /** A counter showed this; to be told after the readings that come of it. */
    default void counted(SensorLabel sensor, String counter, Count count) throws InterruptedException {
        // nothing is kept
    }

    /** Energy arrived that a sensor remembered by itself. */
    default void history(SensorLabel sensor, List<HistoryBlock> blocks) throws InterruptedException {
        throw new UnsupportedOperationException("this sink takes bytes alone");
    }

    /**
     * A message could not be read; it is counted and shown, and nothing else comes of it.
     *
     * @param where   where it came from, such as its topic
     * @param reason  why it could not be read, a sentence for the user
     * @param payload its beginning
     */
    default void damage(String where, String reason, byte[] payload) throws InterruptedException {
        throw new UnsupportedOperationException("this sink takes bytes alone");
    }

    /**
     * Something good arrived that nobody asked for, such as a topic or a value that no rule reads; it is counted, so
     * that it can be told beside what is missed.
     *
     * @param where  where it came from, such as its topic
     * @param reason what nobody asked for, a sentence for the user
     */
    default void unread(String where, String reason) {
        // nothing is counted
    }

    /** More messages came than could be taken, and so many of them are lost. */
    default void lost(long messages) {
        throw new UnsupportedOperationException("this sink takes bytes alone");
    }
}
