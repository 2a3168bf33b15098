package org.currentcost.store;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which imports brought energy that no meter remembered, such as a supplier's. It fills gaps as a meter's memory does,
 * and is kept beside it; this tells the one from the other.
 */
public final class EnergyFiles {

    private static final String DOCUMENT = "energy files";

    private final DocumentStore store;

    /** @param store where it is kept */
    public EnergyFiles(DocumentStore store) {
        this.store = store;
    }

    /** {@return the ids of such imports, undone ones too} @throws StoreException if the file can't be read */
    public Set<Long> imports() throws StoreException {
        return store.document(DOCUMENT).orElse("").lines().map(Long::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Keeps that an import is one of them. @throws StoreException if the file can't be written */
    public void add(long id) throws StoreException {
        var all = imports();
        if (all.add(id)) {
            store.saveDocument(DOCUMENT, all.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        }
    }
}
