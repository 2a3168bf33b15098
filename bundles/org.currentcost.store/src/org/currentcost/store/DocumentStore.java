package org.currentcost.store;

import java.util.Optional;

/** Keeps small texts by name, such as settings. Safe for all threads, as {@link ReadingStore} says. */
public interface DocumentStore {

    /** {@return a text that was saved under this name} */
    Optional<String> document(String name) throws StoreException;

    /** Keeps a small text, such as settings, in the place of the one with this name. */
    void saveDocument(String name, String text) throws StoreException;

    /** Removes the text of this name; nothing happens if there is none. */
    void removeDocument(String name) throws StoreException;
}
