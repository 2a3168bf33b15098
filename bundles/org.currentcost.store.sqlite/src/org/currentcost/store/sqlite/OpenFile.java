package org.currentcost.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of an open store: its lock, and the connection that writes. Others may remove the file, put another one in
 * its place, or take away the disk; SQLite would go on writing into what nobody will ever find. Not safe for several
 * threads.
 */
final class OpenFile implements Closeable {

    /** So long a commit waits at most, if the log is long, for those who read what was before. */
    private static final int FOLDING_MILLIS = 250;

    private final StoreFile file;
    private final InstantSource clock;
    private final ZoneId zone;
    private Optional<FolderLock> lock;
    private Optional<Path> socket = Optional.empty();
    private Session session;
    private ChunkWriter<SQLException> writer;
    private Optional<Object> folderKey;
    private Optional<Object> fileKey;
    private Optional<Object> logKey = Optional.empty();
    private boolean broken;
    /** Of how many bytes on the log is folded before the next transaction. */
    private long foldFrom = StoreFile.LOG_BYTES;

    OpenFile(StoreFile file, FolderLock lock, Connection connection, ZoneId zone, InstantSource clock)
            throws SQLException, StoreException {
        this.file = file;
        this.lock = Optional.of(lock);
        this.zone = zone;
        this.clock = clock;
        use(connection);
    }

    StoreFile file() {
        return file;
    }

    ZoneId zone() {
        return zone;
    }

    Session session() {
        return session;
    }

    ChunkWriter<SQLException> writer() {
        return writer;
    }

    private Path folder() {
        return file.path().getParent();
    }

    private Path log() {
        return Path.of(file.path() + "-wal");
    }

    /** {@return what tells a file from all others, also from a later one by its name; empty if there is none} */
    static Optional<Object> keyOf(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            // where a system has no such key, that there is one must do
            return Optional.of(attributes.fileKey() == null ? Boolean.TRUE : attributes.fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return whether the file is the one of that key}; never, if there was none when the key was asked for */
    static boolean isAt(Path path, Optional<Object> key) {
        return key.isPresent() && keyOf(path).equals(key);
    }

    /** {@return whether what was committed is in the file that is there}; to be asked after each commit */
    boolean isInPlace() {
        logKey = keyOf(log());
        return isAt(file.path(), fileKey);
    }

    /**
     * Folds a long log into the file, to be called before a transaction begins. SQLite does so behind a commit, as far
     * as those who read let it: with many who read one after the other, it would never begin with an empty log again.
     * This waits a moment for those who read an earlier state, while all who begin now read the file alone.
     */
    void foldLongLog() throws SQLException {
        long bytes = log().toFile().length();
        if (bytes < foldFrom) {
            return;
        }
        try {
            session.execute("PRAGMA busy_timeout = " + FOLDING_MILLIS);
            boolean busy = session.number("PRAGMA wal_checkpoint(RESTART)") > 0;
            // not again with each commit while somebody reads for long
            foldFrom = busy ? bytes + StoreFile.LOG_BYTES : StoreFile.LOG_BYTES;
        } finally {
            session.execute("PRAGMA busy_timeout = " + StoreFile.BUSY_MILLIS);
        }
    }

    /** Hears of a failure, which a disk that was away leaves the connection with for ever. */
    void failed(SQLException cause) {
        int code = cause instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xFF : 0;
        broken |= code == SQLiteErrorCode.SQLITE_IOERR.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_READONLY.code;
    }

    /**
     * Looks whether the file is where it was. If not, goes on with the one that is there, or with a new one if the
     * folder is.
     *
     * @return empty if the file is where it was; else what happened, a sentence for the user, or an empty one if it is
     *         the same file all the same. All that was read from it is to be read anew then
     * @throws StoreException {@code GONE}, if the folder itself is not there: no empty file is made in its place
     */
    Optional<String> look() throws IOException, SQLException, StoreException {
        boolean folderSame = isAt(folder(), folderKey);
        boolean fileSame = isAt(file.path(), fileKey);
        if (folderSame && fileSame && !broken) {
            return Optional.empty();
        }
        boolean isThere = Files.exists(file.path());
        if (!folderSame && (!isThere || Files.size(file.path()) == 0)) {
            throw StoreFile.problem(StoreException.Kind.GONE, "gone", null, folder());
        }
        broken = true;
        disconnect();
        if (!fileSame || !folderSame) {
            releaseLock();
            lock = Optional.of(FolderLock.acquire(folder()));
            if (socket.isPresent()) {
                lock.get().announce(socket.get());
            }
        }
        if (folderSame && !fileSame) {
            deleteLog();
        }
        use(SqliteLocation.connect(file, zone, clock));
        return Optional.of(fileSame || !folderSame
                ? ""
                : Messages.text(isThere ? "replaced" : "removed", file.path(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** Tells others where this process answers. */
    void announce(Path where) throws IOException {
        if (lock.isPresent()) {
            lock.get().announce(where);
        }
        socket = Optional.of(where);
    }

    private void use(Connection connection) throws SQLException, StoreException {
        try {
            if (!Schema.zone(connection, file).equals(zone)) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "otherZone", null, file.path());
            }
        } catch (SQLException | StoreException e) {
            connection.close();
            throw e;
        }
        session = new Session(connection, zone);
        writer = new ChunkWriter<>(session.content());
        folderKey = keyOf(folder());
        fileKey = keyOf(file.path());
        broken = false;
    }

    /** The log of the file that has gone must not be taken for one of the file that is there. */
    private void deleteLog() throws IOException {
        if (logKey.isPresent() && keyOf(log()).equals(logKey)) {
            Files.deleteIfExists(log());
        }
        Files.deleteIfExists(Path.of(file.path() + "-shm"));
    }

    private void disconnect() {
        try {
            session.close();
        } catch (SQLException e) {
            // it was of no use any more
            return;
        }
    }

    private void releaseLock() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            // the operating system lets go of it with the process
        } finally {
            lock = Optional.empty();
        }
    }

    /** Folds the log into the file, lets go of it, and of the folder. */
    @Override
    public void close() {
        try (var last = session) {
            if (!broken && isAt(file.path(), fileKey)) {
                last.setClosedCleanly();
                // one that also empties the log would wait for all who read it; with the last of them it goes by itself
                last.execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (SQLException e) {
            // the file is sound, only not folded together: the next one to open it does that, and checks it
        } finally {
            releaseLock();
        }
    }
}
