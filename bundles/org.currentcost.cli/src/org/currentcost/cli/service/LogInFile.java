package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.currentcost.store.PrivateFiles;

/** What is started at log-in by a file of its own, where the system does not start it now. */
abstract class LogInFile implements LogInStart {

    private final Path file;

    LogInFile(Path file) {
        this.file = file;
    }

    /** {@return the file in which it is} */
    final Path file() {
        return file;
    }

    /** Writes the file, whose folder is there. */
    abstract void write() throws IOException;

    /** {@return whether the system knows of the file, or need not be told} */
    abstract boolean isTaken();

    /** {@return whether the system does not know it any more} */
    abstract boolean isForgotten();

    @Override
    public final List<String> enable() throws IOException {
        PrivateFiles.createFolders(file.getParent());
        write();
        if (!isTaken()) {
            throw new IOException(Messages.get("logIn.refused", file));
        }
        return List.of(Messages.get("logIn.enabled", file), Messages.get("logIn.now"));
    }

    @Override
    public final List<String> disable() throws IOException {
        if (Files.notExists(file)) {
            return List.of(Messages.get("logIn.none"));
        }
        if (!isForgotten()) {
            throw new IOException(Messages.get("logIn.kept", file));
        }
        Files.delete(file);
        return List.of(Messages.get("logIn.disabled", file));
    }

    @Override
    public final boolean startNow() {
        return false;
    }
}
