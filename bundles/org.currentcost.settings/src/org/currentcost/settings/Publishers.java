package org.currentcost.settings;

import com.google.gson.reflect.TypeToken;
import java.util.List;
import org.currentcost.store.DocumentStore;
import org.currentcost.store.StoreException;

/** Where readings are passed on to, as the user set it. Safe for several threads. */
public final class Publishers {

    private final SettingsDocuments.Document<List<String>> document;

    /** @param store where it is kept */
    public Publishers(DocumentStore store) {
        document = new SettingsDocuments(store).of("publishers", new TypeToken<List<String>>() {
        }, text -> text.lines().filter(line -> !line.isBlank()).toList());
    }

    /** {@return the addresses, in the order in which they were set} @throws StoreException if the file can't be read */
    public List<String> addresses() throws StoreException {
        return document.read().orElse(List.of());
    }

    /** Keeps the addresses in the place of those before. @throws StoreException if the file can't be written */
    public void save(List<String> addresses) throws StoreException {
        document.write(List.copyOf(addresses));
    }
}
