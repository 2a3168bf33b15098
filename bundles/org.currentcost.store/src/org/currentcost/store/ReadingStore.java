package org.currentcost.store;

import java.nio.file.Path;
import java.util.List;

/**
 * All that is kept, in parts by who uses it: who needs one part takes that alone.
 * <p>
 * Any number of threads may ask at once, and ask while one thread writes. Writing methods may be called from any thread
 * and run one after the other. What a writing method has returned from survives the death of the process.
 */
public interface ReadingStore
        extends
            SeriesStore,
            MeterMemoryStore,
            EditStore,
            ImportStore,
            NoteStore,
            DocumentStore,
            SourceStore,
            StoreMaintenance,
            AutoCloseable {

    /** {@return sentences for the user about what was found when the store was opened}, such as a half-done restore */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * Tells others where whoever has this store open answers them, until it is closed or something else is announced;
     * {@link StoreLocation#owner} tells it.
     *
     * @param socket absolute
     * @throws StoreException        if it can't be written down
     * @throws IllegalStateException if this store is not the one that keeps others from opening it
     */
    default void announce(Path socket) throws StoreException {
        throw new IllegalStateException("nobody is kept from opening this store by it");
    }

    /** Seals what can be sealed, folds the write-ahead log into the file and lets go of it. Never throws. */
    @Override
    void close();
}
