package org.currentcost.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a data file ({@code .ccd}) of the first CurrentCost program for PCs, which is an SQLite file. Times
 * are
 * those of the clock on the wall.
 *
 * @param hours      energy by two hours, by the start
 * @param days       energy by days, by the day's midnight
 * @param months     energy by months, by the midnight of the first day
 * @param notes      notes at bars of its graphs
 * @param settings   its settings by their keys, such as {@code kwhcost} and {@code annualtarget}
 * @param unreadable rows with a time or a value that is none, as {@code table: time value}
 */
public record OldDataFile(List<Energy> hours, List<Energy> days, List<Energy> months, List<Remark> notes,
        Map<String, String> settings, List<String> unreadable) {

    /** Energy from a moment on. @param kilowattHours finite, not negative */
    public record Energy(LocalDateTime start, double kilowattHours) {
    }

    /** A note at a bar. */
    public record Remark(LocalDateTime start, Graph graph, String text) {
    }

    /** The graph at whose bar a note is. */
    public enum Graph {
        /** Of two hours. */
        HOURS,
        /** Of days. */
        DAYS,
        /** Of months. */
        MONTHS
    }

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SECONDS_LENGTH = 19;
    private static final int DATE_LENGTH = 10;
    private static final double MOST_KILOWATT_HOURS = 1e9;

    public OldDataFile {
        hours = List.copyOf(hours);
        days = List.copyOf(days);
        months = List.copyOf(months);
        notes = List.copyOf(notes);
        settings = Map.copyOf(settings);
        unreadable = List.copyOf(unreadable);
    }

    /** {@return whether the file begins as SQLite files do}; false if it can't be read */
    public static boolean isDatabase(Path file) {
        try (var input = Files.newInputStream(file)) {
            return java.util.Arrays.equals(MAGIC, input.readNBytes(MAGIC.length));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a file, and changes nothing: it is opened for reading alone.
     *
     * @throws StoreException if there is no such file, if it is none of that program, or damaged
     */
    public static OldDataFile read(Path path) throws StoreException {
        var file = new StoreFile(path.toAbsolutePath());
        if (!Files.isReadable(path)) {
            throw file.problem(new NoSuchFileException(path.toString()));
        }
        if (!isDatabase(path)) {
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
