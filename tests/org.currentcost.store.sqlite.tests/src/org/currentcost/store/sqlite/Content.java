package org.currentcost.store.sqlite;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.currentcost.store.DataFolder;

/** Looks into the file of a closed store. */
final class Content {

    private Content() {
    }

    /** {@return every row that holds readings or sums, in order, with the series' names for their ids} */
    static List<String> of(Path folder) throws SQLException {
        var content = new ArrayList<String>();
        for (var table : List.of("chunk", "sums_five_minutes", "sums_hour", "sums_day", "sums_month")) {
            var extra = table.equals("chunk") ? ", readings, first_millis, last_millis" : ", 0, 0, 0";
            query(folder, "SELECT meter, quantity, sensor, t.id % 10000000, data" + extra + " FROM " + table
                    + " t JOIN series s ON s.id = t.id / 10000000 ORDER BY 1, 2, 3, 4", content, table);
        }
        query(folder, "SELECT meter, quantity, sensor, time_millis, zeroblob(0), channel1, channel2, channel3"
                + " FROM hot JOIN series ON series.id = hot.series ORDER BY 1, 2, 3, 4", content, "hot");
        return content;
    }

    /** {@return rows of a series or an import that is not there, by the name of their table} */
    static List<String> orphans(Path folder) throws SQLException {
        var orphans = new ArrayList<String>();
        for (var table : List.of("chunk", "sums_five_minutes", "sums_hour", "sums_day", "sums_month")) {
            orphans(folder, table, "id / 10000000 NOT IN (SELECT id FROM series)", orphans);
        }
        for (var table : List.of("hot", "history", "edit", "import_run", "import_block")) {
            orphans(folder, table, "series NOT IN (SELECT id FROM series)", orphans);
        }
        for (var table : List.of("import_run", "import_block", "import_note")) {
            orphans(folder, table, "import NOT IN (SELECT id FROM import)", orphans);
        }
        return orphans;
    }

    private static void orphans(Path folder, String table, String condition, List<String> orphans)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url(folder));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table + " WHERE " + condition)) {
            if (rows.next() && rows.getInt(1) > 0) {
                orphans.add(table + ": " + rows.getInt(1));
            }
        }
    }

    private static void query(Path folder, String sql, List<String> content, String table) throws SQLException {
        try (var connection = DriverManager.getConnection(url(folder));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                content.add(table + ' ' + rows.getString(1) + ' ' + rows.getString(2) + ' ' + rows.getInt(3) + ' '
                        + rows.getLong(4) + ' ' + rows.getLong(6) + ' ' + rows.getLong(7) + ' ' + rows.getLong(8) + ' '
                        + HexFormat.of().formatHex(rows.getBytes(5)));
            }
        }
    }

    /** Changes the file behind the store's back. */
    static void execute(Path folder, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(folder));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes the file of a closed store one of an earlier version, 1 or 2; what only later ones keep is lost. */
    static void makeOld(Path folder, int version) throws SQLException {
        for (var table : List.of("note", "document", "edit", "import", "import_run", "import_block",
                "import_note")) {
            execute(folder, "DROP TABLE " + table);
        }
        execute(folder, "ALTER TABLE series DROP COLUMN first_channel_only");
        execute(folder, "ALTER TABLE series DROP COLUMN sealing");
        execute(folder, "ALTER TABLE series DROP COLUMN longest_interval_millis");
        execute(folder, "ALTER TABLE hot DROP COLUMN interval_millis");
        if (version < 2) {
            execute(folder, "DROP TABLE history");
        }
        execute(folder, "PRAGMA user_version = " + version);
    }

    /** {@return the first column of the first row} */
    static String ask(Path folder, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(folder));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve(DataFolder.FILE_NAME);
    }
}
