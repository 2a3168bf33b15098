package org.currentcost.store.sqlite;

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
import java.util.Set;
import java.util.function.Consumer;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * A data folder: the file in it holds everything.
 *
 * @param folder absolute; the folder should be on a disk of this computer, as the file's write-ahead log does not work
 *               over a network
 */
record SqliteLocation(Path folder) implements StoreLocation {

    private static final int MOST_MOVES = 16;
    /** What is in a folder that counts as empty. */
    private static final Set<String> LEFT_THERE = Set.of(DataFolder.LOCK, DataFolder.OWNER, DataFolder.MOVED_TO);

    /** {@return the data folder, where it is now if it was moved} @param folder as the user names it */
    static SqliteLocation of(Path folder) {
        Path at = folder.toAbsolutePath().normalize();
        try {
            for (int i = 0; i < MOST_MOVES && isLeft(at); i++) {
                at = Path.of(Files.readString(at.resolve(DataFolder.MOVED_TO)).strip());
            }
        } catch (IOException e) {
            // What can't be read leads nowhere; the folder that was named is opened, and says what is wrong with it.
            return new SqliteLocation(folder.toAbsolutePath().normalize());
        }
        return new SqliteLocation(at);
    }

    private static boolean isLeft(Path folder) {
        return Files.exists(folder.resolve(DataFolder.MOVED_TO)) && !Files.exists(folder.resolve(DataFolder.FILE_NAME));
    }

    StoreFile file() {
        return new StoreFile(folder.resolve(DataFolder.FILE_NAME));
    }

    @Override
    public StoreLocation now() {
        return of(folder);
    }

    @Override
    public boolean exists() {
        return Files.exists(file().path());
    }

    @Override
    public Optional<Owner> owner() throws StoreException {
        var now = of(folder);
        try {
            return FolderLock.owner(now.folder());
        } catch (IOException e) {
            throw now.file().problem(e);
        }
    }

    @Override
    public ReadingStore openBeside() throws StoreException {
        return new SqliteReadingStore(new GuestTransactions(folder));
    }

    @Override
    public Path backupName(Instant now, BackupKind kind) {
        return folder.resolve(DataFolder.BACKUPS).resolve(Backups.name(now, Schema.VERSION, kind));
    }

    @Override
    public List<Backup> backups() throws StoreException {
        return backups(folder.resolve(DataFolder.BACKUPS));
    }

    @Override
    public List<Backup> backups(Path place) throws StoreException {
        try {
            return Backups.list(place);
        } catch (IOException e) {
            throw file().problem(e);
        }
    }

    @Override
    public Optional<Path> restore(Path backup, Instant now) throws StoreException {
        var there = of(folder);
        if (!there.equals(this)) {
            // moved since it was named
            return there.restore(backup, now);
        }
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
            throw file().problem(e);
        }
    }

    /** The old folder itself stays, with nothing but a text that says where its content is now. */
    @Override
    public StoreLocation move(Path to, Consumer<Double> progress) throws StoreException {
        var source = folder;
        var target = to.toAbsolutePath().normalize();
        var oldFile = new StoreFile(source.resolve(DataFolder.FILE_NAME));
        var newFile = new StoreFile(target.resolve(DataFolder.FILE_NAME));
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
                    PrivateFiles.write(source.resolve(DataFolder.MOVED_TO), target + System.lineSeparator());
                    move.removeOld();
                    return new SqliteLocation(target);
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
                path -> !LEFT_THERE.contains(path.getFileName().toString()))) {
            if (files.iterator().hasNext()) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "notEmpty", null, folder);
            }
        }
        Files.deleteIfExists(folder.resolve(DataFolder.MOVED_TO));
    }

    @Override
    public ReadingStore open(ZoneId zoneForANewStore) throws StoreException {
        return open(zoneForANewStore, InstantSource.system());
    }

    /** @param clock tells the time for the name of the backup that is made before a file is brought up to date */
    ReadingStore open(ZoneId zoneForANewStore, InstantSource clock) throws StoreException {
        return open(zoneForANewStore, clock, () -> {
        });
    }

    /** {@return an empty store in a private folder, which is deleted when it is closed} */
    static ReadingStore openTemporary(ZoneId zone) throws StoreException {
        try {
            return openIn(TemporaryFolder.make(), zone);
        } catch (IOException e) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "noTemporaryFolder", e,
                    System.getProperty("java.io.tmpdir"), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ReadingStore openToRead(ZoneId zoneForANewStore) throws StoreException {
        if (!exists() || Files.isWritable(folder) && Files.isWritable(file().path())) {
            return open(zoneForANewStore);
        }
        try {
            return openIn(TemporaryFolder.withCopyOf(file()), zoneForANewStore);
        } catch (IOException e) {
            throw file().problem(e);
        }
    }

    private static ReadingStore openIn(TemporaryFolder temporary, ZoneId zone) throws IOException, StoreException {
        try {
            return new SqliteLocation(temporary.path()).open(zone, InstantSource.system(), temporary);
        } catch (StoreException | RuntimeException | Error e) {
            temporary.close();
            throw e;
        }
    }

    /** @param afterwards closed behind the store */
    @SuppressWarnings("resource") // the returned store owns lock and connection, or else they are released
    private ReadingStore open(ZoneId zoneForANewStore, InstantSource clock, Closeable afterwards)
            throws StoreException {
        var now = of(folder);
        if (!now.equals(this)) {
            // moved since it was named, perhaps by a move that failed at its last step
            return now.open(zoneForANewStore, clock, afterwards);
        }
        var file = file();
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
            deleteFormerNativeFolder(folder.resolve(DataFolder.FORMER_NATIVE_FOLDER));
            PrivateFiles.openToOthers(folder)
                    .ifPresent(others -> remarks.add(Messages.text("openToOthers", folder, others)));
            connection = connect(file, zoneForANewStore, clock);
            var open = new OpenFile(file, lock, connection, Schema.zone(connection, file), clock);
            return new SqliteReadingStore(new OwnerTransactions(open, remarks, afterwards));
        } catch (IOException e) {
            release(connection, lock, e);
            throw file.problem(e);
        } catch (SQLException e) {
            release(connection, lock, e);
            throw file.problem(e);
        } catch (StoreException | RuntimeException | Error e) {
            // also where a library can't be loaded: the lock would keep everybody out until this process ends
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
        } catch (SQLException | StoreException | RuntimeException | Error e) {
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

    private static void release(Connection connection, FolderLock lock, Throwable cause) {
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
