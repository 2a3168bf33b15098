package org.currentcost.testkit.store;

import java.nio.file.Path;
import java.util.List;
import org.currentcost.store.StoreLocation;
import org.junit.jupiter.api.io.TempDir;

/** What every engine has to keep: a subclass for each of these classes says which engine it is about. */
public abstract class StoreContract {

    private final EngineUnderTest engine;

    /** The folder of the store of a test. */
    @TempDir
    protected Path folder;

    StoreContract(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** {@return where the store of a folder is} */
    protected final StoreLocation location(Path storeFolder) {
        return engine.at(storeFolder);
    }

    /** {@return all readings and rollups of the closed store of a folder} */
    protected final List<String> content(Path storeFolder) throws Exception {
        return engine.content(storeFolder);
    }

    /** {@return what belongs to nothing in the closed store of a folder} */
    protected final List<String> orphans(Path storeFolder) throws Exception {
        return engine.orphans(storeFolder);
    }
}
