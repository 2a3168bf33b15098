package org.currentcost.imports;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first records of a CSV file: what stands before the table, its heading and its first rows.
 *
 * @param separator between fields
 * @param skip      how many records stand before the heading
 * @param header    whether there is a heading
 * @param names     the fields of the heading; as many empty ones as the table has columns where there is none
 * @param rows      the rows
 * @param unit      the unit that stands before the table
 */
record CsvTable(char separator, int skip, boolean header, List<String> names, List<List<String>> rows,
        Optional<String> unit) {

    private static final int RECORDS = 200;
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Pattern UNIT = Pattern.compile("unit(?:s|y|.{1,2})?|einheit(?:en)?");
    private static final Pattern NUMBER = Pattern
            .compile("[-+]?+(?:[0-9]++(?:[.,][0-9]++)?+|[.,][0-9]++)(?:[eE][-+]?+[0-9]++)?+");

    /**
     * {@return the table whose records are most alike; empty if none has several columns}
     *
     * @param truncated whether the text is only the beginning of the file
     */
    static Optional<CsvTable> find(char[] text, int length, boolean truncated) {
        List<List<String>> best = List.of();
        char separator = ',';
        double bestScore = 0;
        for (char one : SEPARATORS) {
            var records = records(text, length, truncated, one);
            double score = score(records);
            if (score > bestScore) {
                bestScore = score;
                best = records;
                separator = one;
            }
        }
        if (best.isEmpty()) {
            // Words have blanks between them too: only what begins like a moment may be a table.
            best = records(text, length, truncated, ' ');
            separator = ' ';
            if (score(best) == 0 || !CsvTime.looksLikeMoment(best.getFirst().getFirst())) {
                return Optional.empty();
            }
        }
        return Optional.of(of(separator, best));
    }

    private static List<List<String>> records(char[] text, int length, boolean truncated, char separator) {
        var records = new ArrayList<List<String>>();
        try (var lines = new CsvLines(new CharArrayReader(text, 0, length), separator)) {
            for (var record = lines.next(); !record.isEmpty() && records.size() < RECORDS; record = lines.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (truncated && records.size() > 1) {
            records.removeLast();
        }
        return records;
    }

    /** {@return how alike the records are; 0 for a single column, more for more columns} */
    private static double score(List<List<String>> records) {
        return sizes(records).entrySet().stream().filter(one -> one.getKey() > 1)
                .mapToDouble(one -> (double) one.getValue() / records.size() + one.getKey() / 1000.0).max().orElse(0);
    }

    private static Map<Integer, Integer> sizes(List<List<String>> records) {
        var sizes = new HashMap<Integer, Integer>();
        records.forEach(record -> sizes.merge(record.size(), 1, Integer::sum));
        return sizes;
    }

    private static CsvTable of(char separator, List<List<String>> records) {
        int usual = sizes(records).entrySet().stream().filter(one -> one.getKey() > 1)
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow().getKey();
        int body = 0;
        while (body < records.size() && !(records.get(body).size() == usual
                && records.get(body).stream().anyMatch(CsvTime::looksLikeMoment))) {
            body++;
        }
        int heading = body < records.size() ? body - 1 : 0;
        while (heading > 0 && !isHeading(records.get(heading), usual)) {
            heading--;
        }
        boolean header = records.size() > 1 && heading >= 0 && isHeading(records.get(heading), usual);
        int skip = header ? heading : 0;
        var rows = records.subList(header ? heading + 1 : 0, records.size());
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        var names = new ArrayList<>(header ? records.get(heading) : List.of());
        while (names.size() < width) {
            names.add("");
        }
        return new CsvTable(separator, skip, header, names, rows, unit(records.subList(0, skip)));
    }

    private static boolean isHeading(List<String> record, int usual) {
        return Math.abs(record.size() - usual) <= 1 && record.stream().anyMatch(field -> !field.isBlank())
                && record.stream().noneMatch(CsvTable::isValue);
    }

    private static boolean isValue(String field) {
        return CsvTime.looksLikeMoment(field) || isNumber(field);
    }

    /** {@return whether a field is a number, with whatever decimal mark and marks between thousands} */
    static boolean isNumber(String field) {
        return NUMBER.matcher(field.strip()).matches() || FieldDecimals.scaled(field, true, 0).isPresent()
                || FieldDecimals.scaled(field, false, 0).isPresent();
    }

    /** {@return the unit that stands below its name, or beside it} */
    private static Optional<String> unit(List<List<String>> before) {
        for (int i = 0; i < before.size(); i++) {
            var record = before.get(i);
            for (int j = 0; j < record.size(); j++) {
                if (UNIT.matcher(record.get(j).strip().toLowerCase(Locale.ROOT)).matches()) {
                    boolean below = record.size() > 2 && i + 1 < before.size();
                    var place = below ? before.get(i + 1) : record;
                    int index = below ? j : j + 1;
                    if (index < place.size()) {
                        return Optional.of(place.get(index).strip());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@return the fields of a column that say something: not blank, and no word for what was not there} */
    List<String> column(int index) {
        return rows.stream().filter(row -> index < row.size()).map(row -> row.get(index).strip())
                .filter(field -> !FieldDecimals.isMissing(field)).toList();
    }
}
