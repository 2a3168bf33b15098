package org.currentcost.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens stores of readings. */
public final class Stores {

    /** The name of the one file in a data folder that holds everything. */
    public static final String FILE_NAME = "readings.sqlite";

    private static final String RESTORING = FILE_NAME + ".restoring";
    private static final String RESTORED = FILE_NAME + ".restored";
    private static final List<String> LOGS = List.of("-wal", "-journal");

    private static final String NATIVE_FOLDER = ".native";
    private static final String NATIVE_FOLDER_PROPERTY = "org.sqlite.tmpdir";

    private Stores() {
    }

    /** Why a backup was made. */
    public enum BackupKind {
        /** A user asked for it; the program never deletes it. */
        ON_DEMAND,
        /** The program made it before it brought the file to a later version; the last three are kept. */
        AUTOMATIC,
        /** It was the file itself until a backup took its place; the program never deletes it. */
        REPLACED
    }

    /**
     * A backup in the folder {@code backups} of a data folder.
     *
     * @param time  when it was made, to the millisecond
     * @param bytes its size
     */
    public record Backup(Path path, Instant time, long bytes, BackupKind kind) {
    }

    /** {@return where to put a backup that a user asks for now}, to be handed to {@link ReadingStore#backup} */
    public static Path backupName(Path dataFolder, Instant now) {
        return dataFolder.resolve(Backups.FOLDER)
                .resolve(Backups.name(now, Schema.VERSION, BackupKind.ON_DEMAND));
    }

    /**
     * {@return the backups of a data folder, the latest first}; those that were put elsewhere are not known
     *
     * @throws StoreException if the folder can't be read
     */
    public static List<Backup> backups(Path dataFolder) throws StoreException {
        var folder = dataFolder.toAbsolutePath().normalize();
        try {
            return Backups.list(folder);
        } catch (IOException e) {
            throw new StoreFile(folder.resolve(FILE_NAME)).problem(e);
        }
    }

    /**
     * Puts a backup in the place of a data folder's file. The folder must not be open. The present file is put among
     * the
     * backups, also if it is damaged; the backup stays where it is.
     *
     * @param backup any copy of a store's file that {@link ReadingStore#backup} made
     * @param now    for the name under which the present file is put aside
     * @return where the present file is now, if there was one
     * @throws StoreException {@code IN_USE} if the folder is open; {@code DAMAGED}, {@code TOO_NEW} or {@code OTHER} if
     *                        the backup can't be used; {@code DISK_FULL} and so on. The present file is in its place
     * then
     */
    public static Optional<Path> restore(Path dataFolder, Path backup, Instant now) throws StoreException {
        var folder = dataFolder.toAbsolutePath().normalize();
        var file = new StoreFile(folder.resolve(FILE_NAME));
        var restoring = folder.resolve(RESTORING);
        try {
            Files.createDirectories(folder);
            var lock = FolderLock.acquire(folder);
            try (lock) {
                prepareNativeLibrary(folder.resolve(NATIVE_FOLDER));
                finishRestoring(folder);
                try {
                    copyWithLogs(backup, restoring);
                    Backups.check(restoring);
                    fold(restoring);
                    FolderMove.rename(restoring, folder.resolve(RESTORED));
                } finally {
                    deleteWithLogs(restoring);
                }
                var aside = putAside(file.path(), now);
                finishRestoring(folder);
                return aside;
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    /** A file that was put aside after a crash has a log with what is not in it yet. */
    private static void copyWithLogs(Path from, Path to) throws IOException {
        deleteWithLogs(to);
        Files.copy(from, to);
        for (var log : LOGS) {
            if (Files.exists(Path.of(from + log))) {
                Files.copy(Path.of(from + log), Path.of(to + log));
            }
        }
    }

    private static void deleteWithLogs(Path path) throws IOException {
        for (var log : List.of("", "-wal", "-journal", "-shm")) {
            Files.deleteIfExists(Path.of(path + log));
        }
    }

    private static void fold(Path path) throws StoreException {
        var file = new StoreFile(path);
        try (var connection = file.connect(); var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }

    private static Optional<Path> putAside(Path file, Instant now) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var folder = Files.createDirectories(file.resolveSibling(Backups.FOLDER));
        var aside = folder.resolve(Backups.name(now, Schema.VERSION, BackupKind.REPLACED));
        if (Files.exists(aside)) {
            throw new FileAlreadyExistsException(aside.toString());
        }
        for (var log : LOGS) {
            if (Files.exists(Path.of(file + log))) {
                FolderMove.rename(Path.of(file + log), Path.of(aside + log));
            }
        }
        Files.deleteIfExists(Path.of(file + "-shm"));
        FolderMove.rename(file, aside);
        return Optional.of(aside);
    }

    /** Takes the restored file, also if the process died between putting the former one aside and that. */
    private static void finishRestoring(Path folder) throws IOException {
        var restored = folder.resolve(RESTORED);
        if (Files.exists(restored)) {
            if (Files.exists(folder.resolve(FILE_NAME))) {
                // the former one was not put aside yet, so nothing has been restored
                Files.delete(restored);
            } else {
                FolderMove.rename(restored, folder.resolve(FILE_NAME));
            }
        }
    }

    /**
     * Moves a data folder with all that is in it, also to another disk: copies, compares, checks the copy, then removes
     * the old files. The folder must not be open. The old folder itself stays, empty.
     *
     * @param from     a folder with a store's file
     * @param to       a folder that is empty or missing, neither in {@code from} nor {@code from} itself
     * @param progress hears of what is copied as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then all is as it was
     * @throws StoreException {@code IN_USE} if the folder is open; other kinds if the copy can't be made; all is as it
     *                        was then, or the old files could not be removed although the copy is whole
     */
    public static void move(Path from, Path to, Consumer<Double> progress) throws StoreException {
        var source = from.toAbsolutePath().normalize();
        var target = to.toAbsolutePath().normalize();
        var oldFile = new StoreFile(source.resolve(FILE_NAME));
        var newFile = new StoreFile(target.resolve(FILE_NAME));
        boolean copied = false;
        try {
            if (!Files.exists(oldFile.path())) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "noFile", null, source);
            }
            Files.createDirectories(target);
            source = source.toRealPath();
            target = target.toRealPath();
            if (target.startsWith(source)) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "inside", null, target, source);
            }
            var oldLock = FolderLock.acquire(source);
            try (oldLock) {
                refuseNonEmpty(target);
                var newLock = FolderLock.acquire(target);
                try (newLock) {
                    prepareNativeLibrary(source.resolve(NATIVE_FOLDER));
                    var move = new FolderMove(source, target, List.of(FolderLock.NAME, NATIVE_FOLDER));
                    try {
                        move.copy(progress);
                        if (!move.isSame()) {
                            throw newFile.damaged(Messages.text("notTheSame"), null);
                        }
                        Backups.check(newFile.path());
                        copied = true;
                    } finally {
                        if (!copied) {
                            move.removeCopy();
                        }
                    }
                    move.removeOld();
                }
            }
        } catch (IOException e) {
            throw (copied ? oldFile : newFile).problem(e);
        }
    }

    private static void refuseNonEmpty(Path folder) throws IOException, StoreException {
        try (var files = Files.newDirectoryStream(folder, path -> !path.endsWith(FolderLock.NAME))) {
            if (files.iterator().hasNext()) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "notEmpty", null, folder);
            }
        }
    }

    /**
     * Opens the store of a data folder; makes folder and file where there are none, and brings a file of an earlier
     * version up to date. If the last process did not close the file, it is checked before anything is done with it.
     *
     * @param dataFolder      the folder; it should be on a disk of this computer, as the file's write-ahead log does
     *                        not work over a network
     * @param zoneForANewFile the time zone in which a file that is made now cuts hours, days and months for ever; one
     *                        that is there keeps its own
     * @return the store, to be closed by the caller
     * @throws StoreException {@code IN_USE} if another store has the folder open, in this process or another one;
     *                        {@code READ_ONLY}, {@code DISK_FULL}, {@code DAMAGED}, {@code TOO_NEW} or {@code OTHER}
     */
    public static ReadingStore open(Path dataFolder, ZoneId zoneForANewFile) throws StoreException {
        return open(dataFolder, zoneForANewFile, InstantSource.system());
    }

    /**
     * Opens the store of a data folder like {@link #open(Path, ZoneId)}.
     *
     * @param clock tells the time for the name of the backup that is made before a file of an earlier version is
     *              brought
     *              up to date
     */
    @SuppressWarnings("resource") // the returned store owns lock and connection, or else they are released
    public static ReadingStore open(Path dataFolder, ZoneId zoneForANewFile, InstantSource clock)
            throws StoreException {
        var folder = dataFolder.toAbsolutePath().normalize();
        var file = new StoreFile(folder.resolve(FILE_NAME));
        FolderLock lock = null;
        Connection connection = null;
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder) || Files.exists(file.path()) && !Files.isWritable(file.path())) {
                throw file.readOnly(null);
            }
            lock = FolderLock.acquire(folder);
            prepareNativeLibrary(folder.resolve(NATIVE_FOLDER));
            finishRestoring(folder);
            connection = file.connect();
            Schema.migrate(connection, file, zoneForANewFile, clock);
            if (!Schema.closedCleanly(connection)) {
                Schema.quickCheck(connection, file);
            }
            Schema.setClosedCleanly(connection, false);
            return new SqliteReadingStore(file, lock, connection, Schema.zone(connection));
        } catch (IOException e) {
            release(connection, lock, e);
            throw file.problem(e);
        } catch (SQLException e) {
            release(connection, lock, e);
            throw file.problem(e);
        } catch (StoreException | RuntimeException e) {
            release(connection, lock, e);
            throw e;
        }
    }

    /**
     * Lets SQLite unpack its native library into the data folder, for a system's temporary folder may forbid to run
     * what is in it. Only the first store of a process does. What killed processes left there goes.
     */
    private static synchronized void prepareNativeLibrary(Path folder) throws IOException {
        if (System.getProperty(NATIVE_FOLDER_PROPERTY) != null) {
            return;
        }
        Files.createDirectories(folder);
        try (var left = Files.newDirectoryStream(folder, "*sqlite*")) {
            for (var path : left) {
                Files.deleteIfExists(path);
            }
        }
        System.setProperty(NATIVE_FOLDER_PROPERTY, folder.toString());
    }

    private static void release(Connection connection, FolderLock lock, Exception cause) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
