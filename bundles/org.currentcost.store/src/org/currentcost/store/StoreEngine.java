package org.currentcost.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to keep a store, such as in a file of this computer. A service, found by what an address begins with. Safe for
 * all threads.
 */
public interface StoreEngine {

    /** {@return the schemes that addresses of its stores may begin with, in lower case; the usual one first} */
    List<String> schemes();

    /**
     * {@return where a store is}; nothing is opened or made
     *
     * @param rest what comes behind scheme and colon of an address, as the user wrote it; not null
     * @throws IllegalArgumentException if it means nothing to this engine; the message is a sentence for the user
     */
    StoreLocation at(String rest);

    /**
     * {@return where the store of a folder is}; nothing is opened or made
     *
     * @param folder need not exist
     * @throws UnsupportedOperationException if this engine is not {@link #isEmbedded embedded}
     */
    default StoreLocation in(Path folder) {
        throw new UnsupportedOperationException(folder.toString());
    }

    /** {@return whether a folder of this computer is an address of this engine, without a scheme} */
    default boolean isEmbedded() {
        return false;
    }
}
