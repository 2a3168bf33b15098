package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.BackupKind;

/**
 * Puts a backup in the place of a data folder's file. The file gets a second name among the backups, then the backup
 * takes its first one, in a single step: whenever the process dies, one of the two is there, whole.
 */
final class Restoring {

    private static final String LOG = "-wal";
    /** Earlier versions of the program took two steps, by these names. */
    private static final String FORMERLY_RESTORING = DataFolder.FILE_NAME + ".restoring";
    private static final String FORMERLY_RESTORED = DataFolder.FILE_NAME + ".restored";

    private final Path folder;
    private final Path file;

    /** @param folder a data folder that is locked */
    Restoring(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(DataFolder.FILE_NAME);
    }

    /** {@return where the present file is afterwards, if there was one} */
    Optional<Path> restore(Path backup, Instant now) throws IOException, StoreException {
        // A pipe would be waited for, and a device has no end.
        if (Files.exists(backup) && !Files.isRegularFile(backup)) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "foreign", null, backup);
        }
        var part = PrivateFiles.partOf(file);
        try {
            copyWithLog(backup, part);
            Backups.check(part, backup);
            fold(new StoreFile(part));
            PrivateFiles.sync(part);
            var aside = putAside(now);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.syncFolder(folder);
            return aside;
        } finally {
            deleteWithLogs(part);
        }
    }

    /** A file that was put aside after a crash has a log with what is not in it yet. A journal of others is not run. */
    private static void copyWithLog(Path from, Path to) throws IOException {
        PrivateFiles.copy(from, to, bytes -> {
        });
        if (Files.exists(Path.of(from + LOG))) {
            PrivateFiles.copy(Path.of(from + LOG), Path.of(to + LOG), bytes -> {
            });
        }
    }

    private static void deleteWithLogs(Path path) throws IOException {
        for (var ending : List.of("", LOG, "-journal", "-shm")) {
            Files.deleteIfExists(Path.of(path + ending));
        }
    }

    /** Puts what is in the log into the file, and takes the log away. */
    private static void fold(StoreFile file) throws StoreException {
        try (var connection = file.connect(); var statement = connection.createStatement()) {
            // not one that waits for those who look on: what they keep in the log goes where the log goes
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }

    private Optional<Path> putAside(Instant now) throws IOException, StoreException {
        if (!Files.exists(file)) {
            Files.deleteIfExists(Path.of(file + LOG));
            return Optional.empty();
        }
        var backups = file.resolveSibling(DataFolder.BACKUPS);
        PrivateFiles.createFolders(backups);
        var aside = backups.resolve(Backups.name(now, Schema.VERSION, BackupKind.REPLACED));
        if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(aside.toString());
        }
        try {
            fold(new StoreFile(file));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.DAMAGED) {
                throw e;
            }
            // what can't be folded goes with its log
        }
        link(aside);
        if (Files.exists(Path.of(file + LOG))) {
            Files.move(Path.of(file + LOG), Path.of(aside + LOG), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(Path.of(file + "-shm"));
        PrivateFiles.syncFolder(backups);
        PrivateFiles.syncFolder(folder);
        return Optional.of(aside);
    }

    private void link(Path aside) throws IOException {
        try {
            Files.createLink(aside, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without second names
            var part = PrivateFiles.partOf(aside);
            try {
                PrivateFiles.copy(file, part, bytes -> {
                });
                Files.move(part, aside, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /**
     * Ends what a process that died has left half done, so that nothing is lost and nothing is there twice.
     *
     * @return sentences for the user about what was found
     */
    List<String> tidy() throws IOException, StoreException {
        var found = new ArrayList<String>();
        int parts = PrivateFiles.deleteLeftParts(folder)
                + PrivateFiles.deleteLeftParts(folder.resolve(DataFolder.BACKUPS));
        if (parts > 0) {
            found.add(Messages.text("leftParts", parts));
        }
        deleteWithLogs(folder.resolve(FORMERLY_RESTORING));
        var restored = folder.resolve(FORMERLY_RESTORED);
        if (Files.exists(restored)) {
            if (Files.exists(file)) {
                // the former one was not put aside yet, so nothing has been restored
                Files.delete(restored);
                found.add(Messages.text("restoreUndone"));
            } else {
                Files.move(restored, file, StandardCopyOption.ATOMIC_MOVE);
                found.add(Messages.text("restoreDone"));
            }
        }
        for (var backup : Backups.list(folder.resolve(DataFolder.BACKUPS))) {
            if (backup.kind() == BackupKind.REPLACED && Files.exists(file) && Files.isSameFile(backup.path(), file)) {
                var log = Path.of(backup.path() + LOG);
                if (Files.exists(log)) {
                    Files.move(log, Path.of(file + LOG), StandardCopyOption.ATOMIC_MOVE);
                }
                Files.delete(backup.path());
                found.add(Messages.text("restoreUndone"));
            }
        }
        if (!Files.exists(file) && !Backups.list(folder.resolve(DataFolder.BACKUPS)).isEmpty()) {
            found.add(Messages.text("orphanedBackups", folder,
                    Backups.list(folder.resolve(DataFolder.BACKUPS)).getFirst().path()));
        }
        return found;
    }
}
