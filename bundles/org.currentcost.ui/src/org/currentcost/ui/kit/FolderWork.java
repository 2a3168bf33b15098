package org.currentcost.ui.kit;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.currentcost.store.PrivateFiles;

/**
 * What is to be done with a data folder while nothing has it open: at the next start of the program, before it opens
 * the folder. Told from one start to the next by a small file in the folder.
 */
public sealed interface FolderWork {

    /** Put a backup in the place of the readings; those of now become a backup themselves. */
    record Restore(Path backup) implements FolderWork {
    }

    /** Move all that is in the folder. @param target empty or missing */
    record Move(Path target) implements FolderWork {
    }

    /** The name of the file. */
    String FILE_NAME = "next-start.properties";

    /** Leaves work for the next start; other work that was left is forgotten. */
    static void leave(Path folder, FolderWork work) throws IOException {
        var properties = new Properties();
        switch (work) {
            case Restore restore -> properties.setProperty("restore", restore.backup().toAbsolutePath().toString());
            case Move move -> properties.setProperty("move", move.target().toAbsolutePath().toString());
        }
        var text = new StringWriter();
        properties.store(text, null);
        PrivateFiles.write(folder.resolve(FILE_NAME), text.toString());
    }

    /** {@return the work that was left, if any}; it is forgotten by this, so that work that fails is not tried again */
    static Optional<FolderWork> take(Path folder) throws IOException {
        var file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } finally {
            Files.delete(file);
        }
        Optional<FolderWork> restore = Optional.ofNullable(properties.getProperty("restore")).map(Path::of)
                .map(Restore::new);
        return restore.or(() -> Optional.ofNullable(properties.getProperty("move")).map(Path::of).map(Move::new));
    }
}
