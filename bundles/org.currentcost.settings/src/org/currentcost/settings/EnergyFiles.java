package org.currentcost.settings;

import com.google.gson.reflect.TypeToken;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * Which imports brought energy that no meter remembered, such as a supplier's. It fills gaps as a meter's memory does,
 * and is kept beside it; this tells the one from the other.
 */
public final class EnergyFiles {

    private final SettingsDocuments.Document<Set<Long>> document;

    /** @param store where it is kept */
    public EnergyFiles(ReadingStore store) {
        document = new SettingsDocuments(store).inFormerForm("energy files", new TypeToken<Set<Long>>() {
        }, EnergyFiles::former, EnergyFiles::asFormer);
    }

    private static String asFormer(Set<Long> all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    /** A line for each. */
    private static Set<Long> former(String text) {
        return text.lines().map(Long::valueOf).collect(Collectors.toSet());
    }

    /** {@return the ids of such imports, undone ones too} @throws StoreException if the file can't be read */
    public Set<Long> imports() throws StoreException {
        return document.read().orElse(Set.of());
    }

    /** Keeps that an import is one of them. @throws StoreException if the file can't be written */
    public void add(long id) throws StoreException {
        var all = new TreeSet<>(imports());
        if (all.add(id)) {
            document.write(all);
        }
    }
}
