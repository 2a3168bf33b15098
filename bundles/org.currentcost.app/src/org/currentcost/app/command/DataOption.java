package org.currentcost.app.command;

import java.nio.file.Files;
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
        return Stores.open(folder(), ZoneId.systemDefault());
    }

    /** Makes sure that there is something in the folder, for a command that makes no sense without. */
    void needFile() throws CommandFailed {
        if (!Files.exists(folder().resolve(Stores.FILE_NAME))) {
            throw new CommandFailed(CommandMessages.get("data.nothing", folder().toAbsolutePath().normalize()));
        }
    }

    /** {@return the folder, which need not exist} */
    Path folder() {
        return DataFolder.current(folder == null ? DataFolder.standard() : folder);
    }
}
