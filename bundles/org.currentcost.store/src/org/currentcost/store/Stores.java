package org.currentcost.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens stores of readings. */
public final class Stores {

    /** The name of the one file in a data folder that holds everything. */
    public static final String FILE_NAME = "readings.sqlite";

    /** In a folder whose content was moved, says where to. */
    public static final String MOVED_TO = "moved-to.txt";

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
        try {
            PrivateFiles.createFolders(folder);
            var lock = FolderLock.acquire(folder);
            try (lock) {
                FolderMove.finish(folder);
                var restoring = new Restoring(folder);
                restoring.tidy();
                return restoring.restore(backup, now);
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    /**
     * Moves a data folder with all that is in it, also to another disk: copies, compares, checks the copy, then removes
     * the old files. The folder must not be open. The old folder itself stays, with nothing but a text that says where
     * its content is now. Whenever the process dies, the readings are in one of the two folders, whole, and the move
     * can be begun again.
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
            PrivateFiles.createFolders(target);
            source = source.toRealPath();
            target = target.toRealPath();
            if (target.startsWith(source)) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "inside", null, target, source);
            }
            var oldLock = FolderLock.acquire(source);
            try (oldLock) {
                FolderMove.finish(source);
                new Restoring(source).tidy();
                refuseNonEmpty(target, source);
                var newLock = FolderLock.acquire(target);
                try (newLock) {
                    var move = new FolderMove(source, target);
                    try {
                        move.begin();
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
                    PrivateFiles.write(source.resolve(MOVED_TO), target + System.lineSeparator());
                    move.removeOld();
                }
            }
        } catch (IOException e) {
            throw (copied ? oldFile : newFile).problem(e);
        }
    }

    /** What an earlier try of the same move has left does not count, nor does a word on a former one. */
    private static void refuseNonEmpty(Path folder, Path source) throws IOException, StoreException {
        if (FolderMove.begunTo(folder).filter(source::equals).isPresent()) {
            return;
        }
        PrivateFiles.deleteLeftParts(folder);
        try (var files = Files.newDirectoryStream(folder,
                path -> !path.endsWith(FolderLock.NAME) && !path.endsWith(MOVED_TO))) {
            if (files.iterator().hasNext()) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "notEmpty", null, folder);
            }
        }
        Files.deleteIfExists(folder.resolve(MOVED_TO));
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
     * Opens the store of a data folder for someone who only reads. Where folder or file can't be written, as on a
     * medium that can only be read, a copy with all that is in its log is opened, in a private folder that is deleted
     * when it is closed; what is written into that is lost.
     *
     * @throws StoreException as {@link #open(Path, ZoneId)}
     */
    public static ReadingStore openToRead(Path dataFolder, ZoneId zoneForANewFile) throws StoreException {
        var folder = dataFolder.toAbsolutePath().normalize();
        var file = new StoreFile(folder.resolve(FILE_NAME));
        if (!Files.exists(file.path()) || Files.isWritable(folder) && Files.isWritable(file.path())) {
            return open(folder, zoneForANewFile);
        }
        try {
            var copy = PrivateCopy.of(file);
            try {
                return open(copy.folder(), zoneForANewFile, InstantSource.system(), copy);
            } catch (StoreException | RuntimeException e) {
                copy.close();
                throw e;
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    /**
     * Opens the store of a data folder like {@link #open(Path, ZoneId)}.
     *
     * @param clock tells the time for the name of the backup that is made before a file of an earlier version is
     *              brought
     *              up to date
     */
    public static ReadingStore open(Path dataFolder, ZoneId zoneForANewFile, InstantSource clock)
            throws StoreException {
        return open(dataFolder, zoneForANewFile, clock, () -> {
        });
    }

    /** @param afterwards closed behind the store */
    @SuppressWarnings("resource") // the returned store owns lock and connection, or else they are released
    private static ReadingStore open(Path dataFolder, ZoneId zoneForANewFile, InstantSource clock,
            Closeable afterwards) throws StoreException {
        var folder = dataFolder.toAbsolutePath().normalize();
        var file = new StoreFile(folder.resolve(FILE_NAME));
        FolderLock lock = null;
        Connection connection = null;
        try {
            PrivateFiles.createFolders(folder);
            if (!Files.isWritable(folder) || Files.exists(file.path()) && !Files.isWritable(file.path())) {
                throw file.readOnly(null);
            }
            lock = FolderLock.acquire(folder);
            FolderMove.finish(folder);
            var remarks = new ArrayList<>(new Restoring(folder).tidy());
            deleteFormerNativeFolder(folder.resolve(FolderMove.FORMER_NATIVE_FOLDER));
            PrivateFiles.openToOthers(folder)
                    .ifPresent(others -> remarks.add(Messages.text("openToOthers", folder, others)));
            connection = connect(file, zoneForANewFile, clock);
            var open = new OpenFile(file, lock, connection, Schema.zone(connection, file), clock);
            return new SqliteReadingStore(new Transactions(open, remarks, afterwards));
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

    /** Opens the file of a locked folder, made where there is none; what is not ours is refused before any change. */
    @SuppressWarnings("resource") // it is returned, or closed
    static Connection connect(StoreFile file, ZoneId zoneForANewFile, InstantSource clock)
            throws IOException, SQLException, StoreException {
        if (!Files.exists(file.path())) {
            PrivateFiles.create(file.path());
        }
        var connection = file.connect();
        try {
            Schema.migrate(connection, file, zoneForANewFile, clock);
            if (!Schema.closedCleanly(connection)) {
                Schema.quickCheck(connection, file);
            }
            Schema.setClosedCleanly(connection, false);
            return connection;
        } catch (SQLException | StoreException | RuntimeException e) {
            release(connection, null, e);
            throw e;
        }
    }

    private static void deleteFormerNativeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var left = Files.newDirectoryStream(folder, "*sqlite*")) {
                for (var path : left) {
                    Files.deleteIfExists(path);
                }
            }
        }
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
