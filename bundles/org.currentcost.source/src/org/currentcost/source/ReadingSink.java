package org.currentcost.source;

import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;

/**
 * Takes what a source brings whose messages come whole: readings, energy that was remembered, and payloads of
 * CurrentCost meters. Called only on the thread that runs the source; calls may wait while the store is busy, and throw
 * an {@link InterruptedException} if the source is to end.
 */
public interface ReadingSink {

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
     * @param detail what was found, for the user; may be empty
     */
    void connected(String detail);

    /**
     * A whole message of a CurrentCost meter arrived, or several; what is not complete at its end is damage.
     *
     * @param meter   the meter as in {@link SensorLabel#meter()}
     * @param payload raw XML as a meter sends it; not changed after the call by either side
     */
    void payload(String meter, byte[] payload) throws InterruptedException;

    /**
     * A message arrived that could be read, whatever values come of it; not to be told of those that are
     * {@linkplain #payload handed on}.
     *
     * @param live whether it tells what is, and not what a meter remembers
     */
    void received(boolean live);

    /**
     * {@return how far apart the readings of a sensor may come without a gap between them, in milliseconds} What is
     * wished counts if the sensor has no readings yet; otherwise what it had before, as from its meter's cable.
     *
     * @param wishedMillis at least 1
     */
    long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis);

    /**
     * A value that needs no parser; several may come of one message, and some of none.
     *
     * @param quantity what it measures, and so the unit of the reading's values
     */
    void reading(SensorLabel sensor, Quantity quantity, Reading reading) throws InterruptedException;

    /**
     * {@return the last count of a counter that is kept with all readings that came of it, over restarts too; empty if
     * there is none} May wait until what was brought before is kept.
     *
     * @param counter what the counter is known by among those of its sensor
     */
    Optional<Count> lastCount(SensorLabel sensor, String counter) throws InterruptedException;

    /** A counter showed this; to be told after the readings that come of it. */
    void counted(SensorLabel sensor, String counter, Count count) throws InterruptedException;

    /** Energy arrived that a sensor remembered by itself. */
    void history(SensorLabel sensor, List<HistoryBlock> blocks) throws InterruptedException;

    /**
     * A message could not be read; it is counted and shown, and nothing else comes of it.
     *
     * @param where   where it came from, such as its topic
     * @param reason  why it could not be read, a sentence for the user
     * @param payload its beginning
     */
    void damage(String where, String reason, byte[] payload) throws InterruptedException;

    /**
     * Something good arrived that nobody asked for, such as a topic or a value that no rule reads; it is counted, so
     * that it can be told beside what is missed.
     *
     * @param where  where it came from, such as its topic
     * @param reason what nobody asked for, a sentence for the user
     */
    void unread(String where, String reason);

    /** More messages came than could be taken, and so many of them are lost. */
    void lost(long messages);
}
