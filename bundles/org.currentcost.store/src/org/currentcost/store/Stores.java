package org.currentcost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;

/** Opens stores of readings. */
public final class Stores {

    /** The name of the one file in a data folder that holds everything. */
    public static final String FILE_NAME = "readings.sqlite";

    private static final String NATIVE_FOLDER = ".native";
    private static final String NATIVE_FOLDER_PROPERTY = "org.sqlite.tmpdir";

    private Stores() {
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
    @SuppressWarnings("resource") // the returned store owns lock and connection, or else they are released
    public static ReadingStore open(Path dataFolder, ZoneId zoneForANewFile) throws StoreException {
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
            connection = file.connect();
            Schema.migrate(connection, file, zoneForANewFile);
            if (!Schema.closedCleanly(connection)) {
                check(connection, file);
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

    private static void check(Connection connection, StoreFile file) throws SQLException, StoreException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (rows.next() && !rows.getString(1).equals("ok")) {
                throw file.damaged(rows.getString(1), null);
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
