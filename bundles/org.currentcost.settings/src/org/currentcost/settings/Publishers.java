package org.currentcost.settings;

import com.google.gson.reflect.TypeToken;
import java.util.List;
import java.util.regex.Pattern;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Where readings are passed on to, as the user set it. Safe for several threads. */
public final class Publishers {

    private static final Pattern ADDRESS = Pattern.compile("\\p{Alpha}[\\p{Alnum}+.-]*:.*");

    private final SettingsDocuments.Document<List<String>> document;

    /** @param store where it is kept */
    public Publishers(ReadingStore store) {
        document = new SettingsDocuments(store).ofType("publishers", new TypeToken<List<String>>() {
        }, Publishers::former);
    }

    /** Lines of an address each; anything else can't be read. */
    private static List<String> former(String text) {
        var addresses = text.lines().filter(line -> !line.isBlank()).toList();
        addresses.stream().filter(address -> !ADDRESS.matcher(address).matches()).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(other);
        });
        return addresses;
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
