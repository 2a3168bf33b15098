package org.currentcost.store.sqlite;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.currentcost.store.OldDataFile;
import org.currentcost.store.OldDataFile.Energy;
import org.currentcost.store.OldDataFile.Graph;
import org.currentcost.store.OldDataFile.Remark;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreException;

/** Reads data files of the first CurrentCost program, which are SQLite files. */
public final class SqliteOldDataReader implements OldDataReader {

    private static final int SECONDS_LENGTH = 19;
    private static final int DATE_LENGTH = 10;
    private static final double MOST_KILOWATT_HOURS = 1e9;

    @Override
    public OldDataFile read(Path path) throws StoreException {
        var file = new StoreFile(path.toAbsolutePath());
        if (!Files.isReadable(path)) {
            throw file.problem(new NoSuchFileException(path.toString()));
        }
        if (!OldDataFile.isDatabase(path)) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "noOldFile", null, path);
        }
        try (var connection = StoreFile.connectToForeign(path)) {
            var reader = new Reader(connection);
            if (!reader.tables().containsAll(List.of("hourdata", "daydata", "monthdata"))) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "noOldFile", null, path);
            }
            return reader.read();
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }

    private static final class Reader {

        private final Connection connection;
        private final List<String> unreadable = new ArrayList<>();

        Reader(Connection connection) {
            this.connection = connection;
        }

        private interface Row {
            void take(String first, String second, String third) throws SQLException;
        }

        private void forEach(String query, Row action) throws SQLException {
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    action.take(text(rows.getString(1)), text(rows.getString(2)), text(rows.getString(3)));
                }
            }
        }

        private static String text(String value) {
            return value == null ? "" : value;
        }

        List<String> tables() throws SQLException {
            var names = new ArrayList<String>();
            forEach("SELECT name, '', '' FROM sqlite_master WHERE type = 'table'", (name, none, neither) -> names
                    .add(name));
            return names;
        }

        OldDataFile read() throws SQLException {
            var tables = tables();
            var settings = new TreeMap<String, String>();
            if (tables.contains("settings")) {
                forEach("SELECT settingkey, settingvalue, '' FROM settings",
                        (key, value, none) -> settings.put(key, value));
            }
            var notes = new ArrayList<Remark>();
            if (tables.contains("annotation")) {
                forEach("SELECT ts, graphid, annotation FROM annotation ORDER BY ts, key", (time, graph, text) -> {
                    try {
                        if (!text.isBlank()) {
                            notes.add(new Remark(time(time), Graph.values()[Integer.parseInt(graph) - 1],
                                    text.strip()));
                        }
                    } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
                        unreadable.add("annotation: " + time + " " + graph);
                    }
                });
            }
            return new OldDataFile(energy("hourdata", "ts"), energy("daydata", "d"), energy("monthdata", "d"), notes,
                    settings, unreadable);
        }

        private List<Energy> energy(String table, String column) throws SQLException {
            var energy = new ArrayList<Energy>();
            forEach("SELECT " + column + ", ccvalue, '' FROM " + table + " ORDER BY 1", (time, value, none) -> {
                try {
                    double kilowattHours = Double.parseDouble(value);
                    if (!(kilowattHours >= 0 && kilowattHours < MOST_KILOWATT_HOURS)) {
                        throw new NumberFormatException(value);
                    }
                    energy.add(new Energy(time(time), kilowattHours));
                } catch (DateTimeException | NumberFormatException e) {
                    unreadable.add(table + ": " + time + " " + value);
                }
            });
            return energy;
        }

        /** Date alone, or date and time with a blank or a {@code T} between them; a fraction is of no meaning. */
        private static LocalDateTime time(String text) {
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text).atStartOfDay();
            }
            String seconds = text.substring(0, Math.min(text.length(), SECONDS_LENGTH));
            return LocalDateTime.parse(seconds.replace(' ', 'T'));
        }
    }
}
