package org.currentcost.imports;

import java.util.function.Consumer;
import org.currentcost.store.StoreException;

/** Something to be imported. Can be read several times, to try an import and then to do it. Used by one thread. */
public interface ImportSource {

    /** {@return what to call the import, such as the names of its files} */
    String name();

    /** {@return whether the blocks of energy in it are what a meter remembered by itself} */
    default boolean tellsMetersMemory() {
        return true;
    }

    /**
     * Reads everything.
     *
     * @param progress hears of the part that is read, 0 to 1, now and then; what it throws ends the reading
     * @throws ImportException if it can't be read to its end; the target has what came before
     * @throws StoreException  what the target threw
     */
    void read(ImportTarget target, Consumer<Double> progress) throws ImportException, StoreException;
}
