package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.Connection;
import java.sql.SQLException;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** The file of a store: opens connections to it, and says what its troubles mean. */
record StoreFile(Path path) {

    /** A longer log is folded into the file with the next commit, and cut to this length once nobody reads it. */
    static final long LOG_BYTES = 16L << 20;
    static final int BUSY_MILLIS = 30_000;
    private static final int READER_CACHE_KIBIBYTES = 8 << 10;
    private static final long HARDLY_ANY_ROOM_BYTES = 1 << 20;
    private static final int PRIMARY_CODE = 0xFF;
    /** Ours are shorter by far; so is what makes a table of ours. */
    private static final int LONGEST_SQL = 20_000;

    /**
     * Opens a connection. Every commit is on the disk when it returns ({@code synchronous=FULL}): there is one in ten
     * seconds while recording, and one in half a million readings during an import, so that costs nothing.
     */
    Connection connect() throws SQLException {
        var config = guarded();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-READER_CACHE_KIBIBYTES);
        config.setJournalSizeLimit((int) LOG_BYTES);
        return connect(config, path.toString());
    }

    /**
     * Opens a connection that changes nothing in the file, which others may write. It could: after the death of whoever
     * wrote, the first one that reads has to look through the log, and writes down what it finds there.
     */
    Connection connectBeside() throws SQLException {
        var config = guarded();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-READER_CACHE_KIBIBYTES);
        var connection = connect(config, path.toString());
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection that leaves the file as it is; there must be a file. */
    Connection connectReadOnly() throws SQLException {
        var config = guarded();
        config.setReadOnly(true);
        return connect(config, path.toString());
    }

    /** Opens a new, empty database in memory. */
    static Connection connectToMemory() throws SQLException {
        return connect(guarded(), ":memory:");
    }

    /** What is in a file is data and never to be run, whoever made it. */
    private static SQLiteConfig guarded() {
        var config = new SQLiteConfig();
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // an empty file in the place of one that has gone would be taken for a store
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_SQL_LENGTH, Integer.toString(LONGEST_SQL));
        config.setPragma(SQLiteConfig.Pragma.LIMIT_TRIGGER_DEPTH, "0");
        return config;
    }

    private static Connection connect(SQLiteConfig config, String name) throws SQLException {
        try {
            SqliteLibrary.prepare();
        } catch (IOException e) {
            throw new SQLException(reason(e), e);
        }
        var connection = config.createConnection("jdbc:sqlite:" + name);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** {@return a connection to a file of another program that leaves it as it is} */
    static Connection connectToForeign(Path path) throws SQLException {
        return new StoreFile(path.toAbsolutePath()).connectReadOnly();
    }

    /** Writes into a log beside the file from now on, which lasts for the file; it must have been checked before. */
    static void useLog(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    /** {@return what went wrong, for the user} */
    StoreException problem(SQLException cause) {
        if (cause instanceof DecodedRows.Damaged) {
            return damaged(reason(cause), cause);
        }
        int code = cause instanceof SQLiteException sqlite ? sqlite.getResultCode().code : 0;
        int primary = code & PRIMARY_CODE;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return diskFull(cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return readOnly(cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(reason(cause), cause);
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR_LOCK.code || code == SQLiteErrorCode.SQLITE_IOERR_SHMLOCK.code
                || primary == SQLiteErrorCode.SQLITE_PROTOCOL.code) {
            return FolderLock.noLocks(path.getParent(), cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return problem(new IOException(reason(cause), cause));
        }
        return other(cause);
    }

    /** {@return what went wrong, for the user} */
    StoreException problem(IOException cause) {
        if (cause instanceof AccessDeniedException || cause.getCause() instanceof ReadOnlyFileSystemException
                || !Files.isWritable(path.getParent()) || Files.exists(path) && !Files.isWritable(path)) {
            return readOnly(cause);
        }
        // an I/O error that a full disk brings about is told from that of a failing one by looking
        return DataFolder.usableBytes(path.getParent()).orElse(Long.MAX_VALUE) < HARDLY_ANY_ROOM_BYTES
                ? diskFull(cause)
                : other(cause);
    }

    StoreException readOnly(Throwable cause) {
        return problem(StoreException.Kind.READ_ONLY, "readOnly", cause, path.getParent());
    }

    private StoreException diskFull(Throwable cause) {
        return problem(StoreException.Kind.DISK_FULL, "diskFull", cause, path);
    }

    StoreException damaged(String finding, Throwable cause) {
        return problem(StoreException.Kind.DAMAGED, "damaged", cause, path, finding);
    }

    private StoreException other(Exception cause) {
        return problem(StoreException.Kind.OTHER, "other", cause, path, reason(cause));
    }

    static StoreException problem(StoreException.Kind kind, String key, Throwable cause, Object... arguments) {
        return new StoreException(kind, Messages.text(key, arguments), Messages.text(key + ".remedy"), cause);
    }

    private static String reason(Exception cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
