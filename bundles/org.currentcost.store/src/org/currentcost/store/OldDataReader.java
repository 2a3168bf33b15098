package org.currentcost.store;

import java.nio.file.Path;
import java.util.List;

/** Reads data files of the first CurrentCost program. A service. Safe for all threads. */
public interface OldDataReader {

    /** Reads none, where nothing is installed that does. */
    OldDataReader NONE = file -> {
        throw new StoreException(StoreException.Kind.OTHER, Messages.text("noOldDataReader", file), "", null);
    };

    /** {@return the one to use of those that are installed} */
    static OldDataReader firstOf(List<OldDataReader> readers) {
        return readers.isEmpty() ? NONE : readers.getFirst();
    }

    /**
     * Reads a file, and changes nothing: it is opened for reading alone.
     *
     * @throws StoreException if there is no such file, if it is none of that program, or damaged
     */
    OldDataFile read(Path file) throws StoreException;
}
