package org.currentcost.store;

import java.util.List;

/** Keeps which sources are configured. Safe for all threads, as {@link ReadingStore} says. */
public interface SourceStore {

    /** {@return the configured sources, in the order in which they were added} */
    List<SourceRow> sources() throws StoreException;

    /** Adds a source, or changes the one with the same id. */
    void saveSource(SourceRow source) throws StoreException;

    /** Removes a source; its readings stay. */
    void removeSource(String id) throws StoreException;

    /**
     * A configured source.
     *
     * @param id      unique, made by the program
     * @param meter   the name of the meter that it hears
     * @param address scheme and address, such as {@code serial:/dev/ttyUSB0}
     * @param enabled whether it is started with the program
     */
    record SourceRow(String id, String meter, String address, boolean enabled) {
    }
}
