package org.currentcost.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file of a store: opens connections to it, and says what its troubles mean. */
record StoreFile(Path path) {

    private static final int BUSY_MILLIS = 30_000;
    private static final int READER_CACHE_KIBIBYTES = 8 << 10;
    private static final long HARDLY_ANY_ROOM_BYTES = 1 << 20;
    private static final int PRIMARY_CODE = 0xFF;

    /**
     * Opens a connection. Every commit is on the disk when it returns ({@code synchronous=FULL}): there is one in ten
     * seconds while recording, and one in half a million readings during an import, so that costs nothing.
     */
    Connection connect() throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-READER_CACHE_KIBIBYTES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /** Opens a connection that leaves the file as it is; there must be a file. */
    Connection connectReadOnly() throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /** {@return what went wrong, for the user} */
    StoreException problem(SQLException cause) {
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
        try {
            if (Files.getFileStore(path.getParent()).getUsableSpace() < HARDLY_ANY_ROOM_BYTES) {
                return diskFull(cause);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return other(cause);
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
