package org.currentcost.benchmarks;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.currentcost.store.StoreEngine;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/** The engine that keeps stores in folders. */
final class Embedded {

    private static final StoreEngine ENGINE = ServiceLoader.load(StoreEngine.class).stream()
            .map(ServiceLoader.Provider::get).filter(StoreEngine::isEmbedded).findFirst().orElseThrow();

    private Embedded() {
    }

    /** {@return where the store of a folder is} */
    static StoreLocation in(Path folder) throws StoreException {
        return ENGINE.in(folder);
    }
}
