package org.currentcost.store.sqlite;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.currentcost.store.StoreEngine;
import org.currentcost.store.StoreLocation;

/** Keeps a store in one file in a folder of this computer. */
public final class SqliteEngine implements StoreEngine {

    private static final String SCHEME = "sqlite";

    @Override
    public List<String> schemes() {
        return List.of(SCHEME);
    }

    @Override
    public boolean isEmbedded() {
        return true;
    }

    @Override
    public StoreLocation in(Path folder) {
        return SqliteLocation.of(folder);
    }

    @Override
    public StoreLocation at(String rest) {
        try {
            if (!rest.isBlank()) {
                return in(Path.of(rest));
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Messages.text("noFolder", SCHEME + ":" + rest), e);
        }
        throw new IllegalArgumentException(Messages.text("noFolder", SCHEME + ":"));
    }
}
