package org.currentcost.recorder;

import java.util.List;
import java.util.Optional;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/**
 * Who records: what it hears from which source, and how that goes; in this process or in another one. Safe for all
 * threads.
 * <p>
 * Listeners are called after something changed, on whatever thread changed it, possibly often and with locks held: they
 * only note that they have to look again.
 */
public interface Recorder {

    /** {@return the kinds of source that are installed} */
    SourceTypes types();

    /** {@return the latest values} */
    LiveBus live();

    /** {@return a number that grows whenever a state or a counter has changed} */
    long version();

    /**
     * Configures a new source and starts it.
     *
     * @param meter   the name of the meter that it hears
     * @param address such as {@code serial:/dev/ttyUSB0}
     * @throws IllegalArgumentException if the address means nothing, or another source has a meter of this name; the
     *                                  message is a sentence for the user
     */
    SourceRow add(String meter, String address) throws StoreException;

    /**
     * Gives a configured source another address and starts it; its meter and readings stay. May take up to three
     * seconds.
     *
     * @throws IllegalArgumentException if the address means nothing; the message is a sentence for the user
     */
    void change(String id, String address) throws StoreException;

    /**
     * Starts a stopped source, or lets one that waits try again now.
     *
     * @throws StoreException if it was started, but not for the next time
     */
    void start(String id) throws StoreException;

    /**
     * Stops a source, also for the next time that the program starts. May take up to three seconds.
     *
     * @throws StoreException if it was stopped, but not for the next time
     */
    void stop(String id) throws StoreException;

    /**
     * Stops a source and forgets it; its readings stay. May take up to three seconds.
     *
     * @throws StoreException if it was stopped, but will be there again the next time
     */
    void remove(String id) throws StoreException;

    /**
     * Deletes a meter: its source ends, what waits is written, and nothing of it is live any more. May take some
     * seconds.
     *
     * @param deletion takes it out of the store
     * @throws StoreException       if that fails; its source goes on then
     * @throws InterruptedException if interrupted before anything is deleted
     */
    void delete(String meter, Deletion deletion) throws StoreException, InterruptedException;

    /** {@return where readings are to be passed on to} */
    List<String> publishAddresses() throws StoreException;

    /** Settles where readings are passed on to, and does so. Off means an empty list. */
    void setPublishAddresses(List<String> addresses) throws StoreException;

    /** {@return how the passing on of readings is} */
    List<Publishing.Status> publishing();

    /** {@return all sources as they are now, in the order in which they were added} */
    List<SourceStatus> sources();

    /** {@return what a source brought and nobody understood, by kind; empty if there is no such source} */
    List<NotUnderstood> notUnderstood(String id);

    /** {@return the last bytes that a source heard, oldest first; empty if there is no such source} */
    byte[] received(String id);

    /** {@return why nothing can be written at the moment, if so} */
    Optional<StoreTrouble> storeTrouble();

    /** Puts what is only in memory on the disk. */
    void flush() throws InterruptedException;

    /** Adds someone who hears of every change of a state or counter. */
    void addListener(Runnable listener);

    /** Takes a listener away. */
    void removeListener(Runnable listener);

    /** Takes a meter out of where it is kept, with its source. */
    @FunctionalInterface
    interface Deletion {
        /** Does it. */
        void run() throws StoreException;
    }
}
