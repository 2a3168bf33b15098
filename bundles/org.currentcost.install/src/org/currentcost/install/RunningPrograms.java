package org.currentcost.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The processes that run from an installation, each with a lock that it shares with the others: files that are not
 * needed any more can be removed when no other has it, for what runs may load from them yet. Used by one thread at a
 * time.
 */
final class RunningPrograms {

    private static final String NAME = "running";
    private static FileChannel channel;

    private RunningPrograms() {
    }

    /** Counts this process among those that run from an installation, until it ends. */
    static synchronized void enter(Path home) {
        if (channel != null) {
            return;
        }
        var file = home.resolve(InstallationBackup.KEPT).resolve(NAME);
        try {
            if (!Files.exists(file) && Files.isWritable(home)) {
                Files.createDirectories(file.getParent());
                Files.write(file, new byte[0], StandardOpenOption.CREATE);
            }
            if (Files.isReadable(file)) {
                channel = FileChannel.open(file, StandardOpenOption.READ);
                // Held by the channel.
                channel.tryLock(0, Long.MAX_VALUE, true);
            }
        } catch (IOException e) {
            // Nobody removes anything where not even this can be written.
            channel = null;
        }
    }

    /** Does something if no other process runs from an installation. @return whether it was done */
    static synchronized boolean alone(Path home, Runnable work) throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
        var file = home.resolve(InstallationBackup.KEPT).resolve(NAME);
        try (var opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = opened.tryLock()) {
            if (lock != null) {
                work.run();
            }
            return lock != null;
        } finally {
            enter(home);
        }
    }
}
