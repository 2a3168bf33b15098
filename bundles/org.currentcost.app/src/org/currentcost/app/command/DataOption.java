package org.currentcost.app.command;

import java.nio.file.Path;
import java.time.ZoneId;
import org.currentcost.app.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.Stores;
import picocli.CommandLine.Option;

/** The option that says where readings are kept. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR")
    private Path folder;

    /** {@return the store in the folder; the caller closes it} */
    ReadingStore open() throws StoreException {
        return Stores.open(folder == null ? DataFolder.standard() : folder, ZoneId.systemDefault());
    }
}
