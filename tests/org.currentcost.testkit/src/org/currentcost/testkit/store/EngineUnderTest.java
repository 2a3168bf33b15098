package org.currentcost.testkit.store;

import java.nio.file.Path;
import java.util.List;
import org.currentcost.store.StoreLocation;

/** An engine that is to keep the contract of the store. */
public interface EngineUnderTest {

    /** {@return where a store is that is this folder's alone}, empty at first */
    StoreLocation at(Path folder);

    /**
     * {@return all readings and rollups of the closed store of a folder, in a fixed order, with the names of series}:
     * two stores that hold the same give the same
     */
    List<String> content(Path folder) throws Exception;

    /** {@return what belongs to a series or an import that is not there, in the closed store of a folder} */
    List<String> orphans(Path folder) throws Exception;
}
