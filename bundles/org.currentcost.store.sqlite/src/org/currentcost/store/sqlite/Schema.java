package org.currentcost.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.store.StoreException;

/**
 * The tables, and how a file of an earlier version comes to have them. The version is the file's {@code user_version};
 * step {@code n} of the list leads from version {@code n} to {@code n + 1} and is never changed once released.
 */
final class Schema {

    /** "CCWB": tells our files from other programs' ones. */
    static final int APPLICATION_ID = 0x43435742;

    private static final List<List<String>> STEPS = List.of(List.of(
            "CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
                    CREATE TABLE series (id INTEGER PRIMARY KEY, meter TEXT NOT NULL, quantity TEXT NOT NULL,
                        sensor INTEGER NOT NULL,
                        nominal_millis INTEGER NOT NULL CHECK (nominal_millis BETWEEN 1 AND 28800000),
                        UNIQUE (meter, quantity, sensor))""",
            """
                    CREATE TABLE hot (series INTEGER NOT NULL, time_millis INTEGER NOT NULL, channel1 INTEGER,
                        channel2 INTEGER, channel3 INTEGER, PRIMARY KEY (series, time_millis)) WITHOUT ROWID""",
            """
                    CREATE TABLE chunk (id INTEGER PRIMARY KEY, readings INTEGER NOT NULL,
                        first_millis INTEGER NOT NULL, last_millis INTEGER NOT NULL, data BLOB NOT NULL)""",
            "CREATE TABLE sums_five_minutes (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
            "CREATE TABLE sums_hour (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
            "CREATE TABLE sums_day (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
            "CREATE TABLE sums_month (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
            """
                    CREATE TABLE source (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, meter TEXT NOT NULL,
                        address TEXT NOT NULL, enabled INTEGER NOT NULL)"""),
            List.of("""
                    CREATE TABLE history (series INTEGER NOT NULL, span TEXT NOT NULL, start_millis INTEGER NOT NULL,
                        end_millis INTEGER NOT NULL, watt_hours INTEGER NOT NULL,
                        PRIMARY KEY (series, span, start_millis)) WITHOUT ROWID"""),
            List.of("ALTER TABLE series ADD COLUMN first_channel_only INTEGER NOT NULL DEFAULT 0",
                    """
                            CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, start_millis INTEGER NOT NULL,
                                end_millis INTEGER NOT NULL, text TEXT NOT NULL)""",
                    "CREATE TABLE document (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
                    """
                            CREATE TABLE edit (id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL,
                                start_millis INTEGER NOT NULL, end_millis INTEGER NOT NULL, kind TEXT NOT NULL,
                                factor TEXT NOT NULL, shift_millis INTEGER NOT NULL, made_millis INTEGER NOT NULL,
                                undone INTEGER NOT NULL, reason TEXT NOT NULL)""",
                    """
                            CREATE TABLE import (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,
                                at_millis INTEGER NOT NULL, readings INTEGER NOT NULL, blocks INTEGER NOT NULL,
                                undone INTEGER NOT NULL)""",
                    """
                            CREATE TABLE import_run (import INTEGER NOT NULL, series INTEGER NOT NULL,
                                first_millis INTEGER NOT NULL, last_millis INTEGER NOT NULL, readings INTEGER NOT NULL,
                                PRIMARY KEY (import, series, first_millis)) WITHOUT ROWID""",
                    """
                            CREATE TABLE import_block (import INTEGER NOT NULL, series INTEGER NOT NULL,
                                span TEXT NOT NULL, start_millis INTEGER NOT NULL, end_millis INTEGER NOT NULL,
                                watt_hours INTEGER NOT NULL, former_end_millis INTEGER, former_watt_hours INTEGER,
                                PRIMARY KEY (import, series, span, start_millis)) WITHOUT ROWID""",
                    """
                            CREATE TABLE import_note (import INTEGER NOT NULL, note INTEGER NOT NULL,
                                PRIMARY KEY (import, note)) WITHOUT ROWID"""),
            // chunks and pages are written with their place in the checksum from here on; older ones stay as they are
            List.of("""
                    CREATE TABLE IF NOT EXISTS import_note (import INTEGER NOT NULL, note INTEGER NOT NULL,
                        PRIMARY KEY (import, note)) WITHOUT ROWID"""),
            // over how long a reading was counted, 0 for one that was read; and the longest such interval of a series;
            // sensors have the numbers that SensorRenumbering gives them
            List.of("ALTER TABLE hot ADD COLUMN interval_millis INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE series ADD COLUMN longest_interval_millis INTEGER NOT NULL DEFAULT 0"),
            // settings documents say their version from here on, which programs before take for damage and overwrite
            List.of(),
            // which change of chunks was the last one of a series, so that who looks on reads no others anew; these and
            // revisions are counted in properties
            List.of("ALTER TABLE series ADD COLUMN sealing INTEGER NOT NULL DEFAULT 0"));

    private static final int BEFORE_KINDS_OF_NUMBER = 4;
    /** Before it, the numbers of sensors had another meaning. */
    static final int FIRST_READABLE = 5;
    /** From here on, a file tells what of it was changed. */
    static final int FIRST_MARKED = 7;
    static final int VERSION = STEPS.size();

    private static final String ZONE = "zone";
    private static final String CLEAN = "closed_cleanly";

    private Schema() {
    }

    /**
     * Brings the file to this version, after a backup if it is of an earlier one.
     *
     * @throws StoreException if it is of a later version or another program's
     */
    static void migrate(Connection connection, StoreFile file, ZoneId zoneForANewFile, InstantSource clock)
            throws SQLException, StoreException {
        try (var statement = connection.createStatement()) {
            int version = checkedVersion(connection, file);
            // only now: it changes the file
            StoreFile.useLog(connection);
            if (version == VERSION) {
                return;
            }
            if (version > 0) {
                Backups.beforeMigration(file, version, clock.instant());
            }
            statement.execute("BEGIN IMMEDIATE");
            try {
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                execute(statement, STEPS.subList(version, VERSION));
                if (version <= BEFORE_KINDS_OF_NUMBER) {
                    SensorRenumbering.migrate(connection);
                }
                if (version == 0) {
                    putProperty(connection, ZONE, zoneForANewFile.getId());
                    putProperty(connection, CLEAN, "1");
                }
                statement.execute("PRAGMA user_version = " + VERSION);
                statement.execute("COMMIT");
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    /**
     * {@return the version of a file of ours, 0 if it is new and empty}
     *
     * @throws StoreException if it is of a later version or another program's, or if there is more in it than we made
     */
    static int checkedVersion(Connection connection, StoreFile file) throws SQLException, StoreException {
        // the head of the file tells these, before anybody looks at what tables it claims to have
        int application = number(connection, "PRAGMA application_id");
        int version = number(connection, "PRAGMA user_version");
        if (application != 0 && application != APPLICATION_ID || version < 0) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "foreign", null, file.path());
        }
        if (application == APPLICATION_ID && version > VERSION) {
            throw StoreFile.problem(StoreException.Kind.TOO_NEW, "tooNew", null, file.path(), version, VERSION);
        }
        if (application == 0 && number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "foreign", null, file.path());
        }
        SchemaCheck.check(connection, file, version);
        if (version > 0) {
            zone(connection, file);
        }
        return version;
    }

    /** @throws StoreException if a file of that version has to be brought up to date before it can be read */
    static void checkReadable(int version, StoreFile file) throws StoreException {
        if (version < FIRST_READABLE) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "tooOld", null, file.path(), version);
        }
    }

    /** Makes the tables of a version in an empty database. */
    static void create(Connection connection, int version) throws SQLException {
        try (var statement = connection.createStatement()) {
            execute(statement, STEPS.subList(0, version));
        }
    }

    private static void execute(Statement statement, List<List<String>> steps) throws SQLException {
        for (var step : steps) {
            for (var sql : step) {
                statement.execute(sql);
            }
        }
    }

    static ZoneId zone(Connection connection, StoreFile file) throws SQLException, StoreException {
        try {
            return ZoneId.of(property(connection, ZONE));
        } catch (DateTimeException e) {
            throw file.damaged(Messages.text("damagedZone"), e);
        }
    }

    /** {@return whether the last process that had the file open closed it} */
    static boolean closedCleanly(Connection connection) throws SQLException {
        return property(connection, CLEAN).equals("1");
    }

    static void setClosedCleanly(Connection connection, boolean clean) throws SQLException {
        putProperty(connection, CLEAN, clean ? "1" : "0");
    }

    /**
     * {@return what is wrong with the structure of the file, in SQLite's words}; looks at every page and index
     *
     * @param most how many findings at most
     */
    static List<String> integrityCheck(Connection connection, int most) throws SQLException {
        var findings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check(" + most + ")")) {
            while (rows.next()) {
                if (!rows.getString(1).equals("ok")) {
                    findings.add(rows.getString(1));
                }
            }
        }
        return findings;
    }

    /** Looks for damage to the structure of the file. */
    static void quickCheck(Connection connection, StoreFile file) throws SQLException, StoreException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (rows.next() && !rows.getString(1).equals("ok")) {
                throw file.damaged(rows.getString(1), null);
            }
        }
    }

    private static String property(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT value FROM property WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private static void putProperty(Connection connection, String name, String value) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO property VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    /** Rolls back, if SQLite has not done so already, as it does where the disk is full. */
    static void rollback(Connection connection, Throwable cause) {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
