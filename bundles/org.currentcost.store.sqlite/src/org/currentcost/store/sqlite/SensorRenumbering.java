package org.currentcost.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;

/**
 * Leads from version 4, in which named sensors had the numbers from 10 on and computed ones those from 100 on, to the
 * {@linkplain SensorNumber kinds of number} that never meet, in all that is kept: series, settings, formulas, what was
 * published. Readings and all that belongs to them is kept by the id of their series, which stays.
 * <p>
 * A number from 10 to 99 that has no name was imported as the meter's own, and stays. One from 100 on that has readings
 * was imported too: it becomes a sensor that has its former number as its name.
 */
final class SensorRenumbering {

    /** The sensors that their sources name, as lines of meter, number, role and name with tabs between them. */
    private static final String NAMED = "labels";
    private static final String SETTINGS = "sensors";
    private static final String PUBLISHED = "published ";
    private static final String PUBLISHED_ENERGY = "energy";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Connection connection;
    private final Set<Sensor> named = new HashSet<>();
    private final Set<Sensor> imported = new HashSet<>();
    private final Set<Sensor> computed = new HashSet<>();

    /** A sensor as it was numbered. */
    private record Sensor(String meter, int number) {
    }

    private SensorRenumbering(Connection connection) {
        this.connection = connection;
    }

    /** Renumbers, in the transaction that is open. */
    static void migrate(Connection connection) throws SQLException {
        var renumbering = new SensorRenumbering(connection);
        renumbering.readDocuments();
        renumbering.renumberSeries();
        renumbering.renumberDocuments();
    }

    private void readDocuments() throws SQLException {
        for (var line : lines(document(NAMED))) {
            sensor(line, 0).filter(one -> SensorNumber.formerlyNamed(one.number)).ifPresent(named::add);
        }
        try (var select = connection.prepareStatement("SELECT key FROM document, json_each(text) "
                + "WHERE name = ? AND json_valid(text) AND json_array_length(value, '$.formula') > 0")) {
            select.setString(1, SETTINGS);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    sensor(rows.getString(1)).ifPresent(computed::add);
                }
            }
        }
    }

    private void renumberSeries() throws SQLException {
        var numbers = new TreeMap<Long, Integer>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id, meter, sensor FROM series")) {
            while (rows.next()) {
                var sensor = new Sensor(rows.getString(2), Math.toIntExact(rows.getLong(3)));
                if (SensorNumber.formerlyComputed(sensor.number)) {
                    imported.add(sensor);
                }
                if (named.contains(sensor) || imported.contains(sensor)) {
                    numbers.put(rows.getLong(1), SensorNumber.namedOfFormer(sensor.number));
                }
            }
        }
        try (var update = connection.prepareStatement("UPDATE series SET sensor = ? WHERE id = ?")) {
            for (var one : numbers.entrySet()) {
                update.setInt(1, one.getValue());
                update.setLong(2, one.getKey());
                update.executeUpdate();
            }
        }
    }

    private void renumberDocuments() throws SQLException {
        var names = new StringBuilder(renumbered(document(NAMED), line -> 0));
        for (var one : imported) {
            names.append(namedLine(one.meter, number(one, true), SensorRole.INSIDE_HOUSE,
                    Integer.toString(one.number)));
        }
        if (!names.isEmpty()) {
            put(NAMED, names.toString());
        }
        for (var name : documents(PUBLISHED)) {
            put(name, renumbered(document(name), line -> line.getFirst().equals(PUBLISHED_ENERGY) ? 1 : 0));
        }
        renumberSettings();
    }

    private static String namedLine(String meter, int sensor, SensorRole role, String name) {
        return meter.replaceAll("\\p{Cntrl}", " ") + '\t' + sensor + '\t' + role + '\t' + name + '\n';
    }

    /** The settings of sensors are an object of JSON, in which each has a key such as {@code 12|Meter}. */
    private void renumberSettings() throws SQLException {
        var settings = new ArrayList<String>();
        try (var select = connection.prepareStatement("""
                SELECT key, value, json_extract(value, '$.formula[0]') FROM document, json_each(text)
                    WHERE name = ? AND json_valid(text)""");
                var text = connection.prepareStatement("""
                        SELECT json_quote(?1) || ':' || CASE WHEN ?3 IS NULL THEN ?2
                            ELSE json_set(?2, '$.formula[0]', ?3) END""")) {
            select.setString(1, SETTINGS);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    String key = rows.getString(1);
                    String formula = rows.getString(3);
                    var sensor = sensor(key);
                    text.setString(1, sensor.map(one -> number(one, false) + "|" + one.meter).orElse(key));
                    text.setString(2, rows.getString(2));
                    text.setString(3, formula == null || sensor.isEmpty()
                            ? formula
                            : NUMBER.matcher(formula).replaceAll(number -> Integer.toString(number(
                                    new Sensor(sensor.get().meter, Integer.parseInt(number.group())), false))));
                    try (var made = text.executeQuery()) {
                        made.next();
                        settings.add(made.getString(1));
                    }
                }
            }
        }
        if (!settings.isEmpty()) {
            put(SETTINGS, "{" + String.join(",", settings) + "}");
        }
    }

    /** {@return the number that a sensor has now} @param measured whether its readings are meant */
    private int number(Sensor sensor, boolean measured) {
        if (named.contains(sensor) || imported.contains(sensor) && (measured || !computed.contains(sensor))) {
            return SensorNumber.namedOfFormer(sensor.number);
        }
        return SensorNumber.formerlyComputed(sensor.number)
                ? SensorNumber.computedOfFormer(sensor.number)
                : sensor.number;
    }

    /** {@return lines of fields with tabs between them} @param place where the meter stands; its number comes next */
    private String renumbered(String text, ToIntFunction<List<String>> place) {
        var all = new StringBuilder();
        for (var line : lines(text)) {
            int at = place.applyAsInt(line);
            var fields = new ArrayList<>(line);
            sensor(line, at).ifPresent(one -> fields.set(at + 1, Integer.toString(number(one, true))));
            all.append(String.join("\t", fields)).append('\n');
        }
        return all.toString();
    }

    private static List<List<String>> lines(String text) {
        return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split("\t", -1))).toList();
    }

    private static Optional<Sensor> sensor(List<String> line, int at) {
        return line.size() > at + 1 && NUMBER.matcher(line.get(at + 1)).matches()
                ? Optional.of(new Sensor(line.get(at), Integer.parseInt(line.get(at + 1))))
                : Optional.empty();
    }

    private static Optional<Sensor> sensor(String key) {
        String[] parts = key.split("\\|", 2);
        return parts.length == 2 && NUMBER.matcher(parts[0]).matches()
                ? Optional.of(new Sensor(parts[1], Integer.parseInt(parts[0])))
                : Optional.empty();
    }

    private String document(String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT text FROM document WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private List<String> documents(String prefix) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM document ORDER BY name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    private void put(String name, String text) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO document VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, text);
            insert.executeUpdate();
        }
    }
}
