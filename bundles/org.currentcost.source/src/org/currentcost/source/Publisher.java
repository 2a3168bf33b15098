package org.currentcost.source;

import java.time.Duration;
import java.time.Instant;
import org.currentcost.model.Energy;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;

/**
 * Passes readings on to where others can read them. The recorder supervises it on a thread of its own: it connects,
 * publishes until something fails, closes, waits, and connects again.
 */
public interface Publisher extends AutoCloseable {

    /**
     * Says who publishes; called before each {@link #connect}.
     *
     * @param instance letters and digits, the same for all that is published of one data folder, and no other's
     */
    default void identify(String instance) {
        // most need not be told apart
    }

    /**
     * Connects; nothing is known any more of what was published by an earlier connection.
     *
     * @throws SourceProblem        if that did not work
     * @throws InterruptedException if the thread was interrupted, which is how the recorder ends it
     */
    void connect() throws SourceProblem, InterruptedException;

    /**
     * Says what a sensor is called; called before its first reading or energy after each connection, and when that has
     * changed.
     *
     * @param name     may be empty
     * @param interval how far apart its readings come; positive
     */
    default void sensor(SeriesKey series, String name, Duration interval)
            throws SourceProblem, InterruptedException {
        // most say it with each reading
    }

    /**
     * Publishes a reading, and returns when the other side has acknowledged it.
     *
     * @param name what the sensor is called; may be empty
     */
    void publish(SeriesKey series, String name, Reading reading) throws SourceProblem, InterruptedException;

    /** {@return whether counters of energy are published too} */
    default boolean carriesEnergy() {
        return false;
    }

    /**
     * Publishes the counter of a sensor of power; called again and again, also when it has not changed.
     *
     * @param used what was used since publishing began; never less than before
     * @param at   up to when
     */
    default void publishEnergy(SeriesKey series, Energy used, Instant at)
            throws SourceProblem, InterruptedException {
        // most have no place for it
    }

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

    /**
     * Looks whether the connection still stands; called again and again, also when there is nothing to publish.
     *
     * @throws SourceProblem        why it has ended
     * @throws InterruptedException if the thread was interrupted
     */
    default void check() throws SourceProblem, InterruptedException {
        // most notice it with the next reading
    }

    /** Ends the connection. Never throws; may be called more than once. */
    @Override
    void close();
}
