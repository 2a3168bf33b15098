package org.currentcost.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engines that are installed. Safe for all threads; engines may come and go while the program runs. */
public final class StoreEngines {

    private final List<StoreEngine> engines = new CopyOnWriteArrayList<>();

    /** @param engines those that are known at once */
    public StoreEngines(StoreEngine... engines) {
        this.engines.addAll(List.of(engines));
    }

    /** Adds an engine. */
    public void add(StoreEngine engine) {
        engines.add(engine);
    }

    /** Takes an engine away; the stores that it has opened stay open. */
    public void remove(StoreEngine engine) {
        engines.remove(engine);
    }

    /**
     * {@return where the store of a folder of this computer is}
     *
     * @throws StoreException if no engine is installed that keeps stores in folders
     */
    public StoreLocation in(Path folder) throws StoreException {
        for (var engine : engines) {
            if (engine.isEmbedded()) {
                return engine.in(folder);
            }
        }
        throw new StoreException(StoreException.Kind.OTHER, Messages.text("noEmbeddedEngine", folder), "", null);
    }
}
