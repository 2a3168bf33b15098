package org.currentcost.source;

import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;

/**
 * Passes readings on to where others can read them. The recorder supervises it on a thread of its own: it connects,
 * publishes until something fails, closes, waits, and begins anew.
 */
public interface Publisher extends AutoCloseable {

    /**
     * Connects.
     *
     * @throws SourceProblem        if that did not work
     * @throws InterruptedException if the thread was interrupted, which is how the recorder ends it
     */
    void connect() throws SourceProblem, InterruptedException;

    /**
     * Publishes a reading, and returns when the other side has acknowledged it.
     *
     * @param name what the sensor is called; may be empty
     */
    void publish(SeriesKey series, String name, Reading reading) throws SourceProblem, InterruptedException;

    /** {@return whether what was used is published too, as a meter's memory is} */
    default boolean carriesHistory() {
        return false;
    }

    /**
     * Publishes what a house has used; called again and again.
     *
     * @param meter the name of its meter
     */
    default void publishHistory(String meter, UsedEnergy used) throws SourceProblem, InterruptedException {
        // most have no place for it
    }

    /** {@return whether what is published carries its time: if not, old readings make no sense any more} */
    boolean carriesTime();

    /** Ends the connection. Never throws; may be called more than once. */
    @Override
    void close();
}
