package org.currentcost.imports;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.currentcost.imports.CsvColumn.Kind;

/** Guesses how the fields of a CSV file are to be understood, from its first lines. */
final class CsvGuess {

    private static final int CHARACTERS = 1 << 16;
    private static final int RECORDS = 200;
    private static final double MOST = 0.8;
    private static final List<String> DATES = List.of("d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy/M/d", "M/d/yyyy",
            "M-d-yyyy", "d MMM yyyy", "yyyyMMdd");
    private static final List<String> CLOCKS = List.of(" H:mm[:ss]", "'T'H:mm[:ss]", " h:mm[:ss] a", "");
    private static final Pattern CLOCK = Pattern.compile("[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?");
    private static final Pattern NUMBER = Pattern
            .compile("[-+]?+(?:[0-9]++(?:[.,][0-9]++)?+|[.,][0-9]++)(?:[eE][-+]?+[0-9]++)?+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?+[0-9.]*+(?<=[0-9]),[0-9]++");
    private static final Pattern WATT_HOURS = Pattern.compile("\\bwh\\b");
    private static final Pattern WATTS = Pattern.compile("\\bw\\b");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{9,10}(\\.[0-9]+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{12,13}");
    private static final Pattern COUNTER_NAME = Pattern.compile("total|cumulat|count|register|meter reading|stand$");
    private static final int SHORTEST_DATE = 8;
    private static final int ROWS_OF_A_COUNTER = 10;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,2}");
    private static final List<String> LIVE_OF_FIRST_PROGRAM = List.of("Time", "kWH");
    /** A meter's values are held for so long anyway. */
    private static final long HELD_MILLIS = 18_000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final ZoneId zone;
    private final List<String> first;
    private final List<String> names;
    private final List<List<String>> rows;
    private final int width;
    private final char separator;
    private final boolean header;

    private CsvGuess(char separator, List<List<String>> records, ZoneId zone) {
        this.separator = separator;
        this.zone = zone;
        width = records.stream().mapToInt(List::size).max().orElse(0);
        header = records.size() > 1 && records.getFirst().stream().noneMatch(field -> isTime(field)
                || NUMBER.matcher(field.strip()).matches());
        first = records.isEmpty() ? List.of() : records.getFirst();
        names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            names.add(header && i < records.getFirst().size()
                    ? records.getFirst().get(i).strip().toLowerCase(Locale.ROOT)
                    : "");
        }
        rows = header ? records.subList(1, records.size()) : records;
    }

    /**
     * {@return the mapping; empty if the text has no columns; one with a {@link CsvMapping#problem} if only these are
     * clear}
     *
     * @param zone where times without an offset are local
     */
    static Optional<CsvMapping> guess(ImportInput input, ZoneId zone) throws ImportException {
        var text = new char[CHARACTERS];
        int length = 0;
        try (var bytes = input.open(taken -> {
        }); var reader = CsvLines.decode(bytes)) {
            int read;
            while (length < text.length && (read = reader.read(text, length, text.length - length)) > 0) {
                length += read;
            }
        } catch (IOException e) {
            throw input.failure(e);
        }
        Optional<CsvGuess> best = Optional.empty();
        double bestScore = 0;
        for (char separator : new char[]{',', ';', '\t'}) {
            var records = records(text, length, separator);
            double score = score(records);
            if (score > bestScore) {
                bestScore = score;
                best = Optional.of(new CsvGuess(separator, records, zone));
            }
        }
        return best.map(CsvGuess::mapping);
    }

    private static List<List<String>> records(char[] text, int length, char separator) {
        var records = new ArrayList<List<String>>();
        try (var lines = new CsvLines(new CharArrayReader(text, 0, length), separator)) {
            for (var record = lines.next(); !record.isEmpty() && records.size() < RECORDS; record = lines.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (length == text.length && records.size() > 1) {
            records.removeLast();
        }
        return records;
    }

    /** {@return how alike the records are; 0 for a single column, more for more columns} */
    private static double score(List<List<String>> records) {
        var sizes = new HashMap<Integer, Integer>();
        records.forEach(record -> sizes.merge(record.size(), 1, Integer::sum));
        return sizes.entrySet().stream().filter(one -> one.getKey() > 1)
                .mapToDouble(one -> (double) one.getValue() / records.size() + one.getKey() / 1000.0).max().orElse(0);
    }

    private static boolean isTime(String text) {
        return SECONDS.matcher(text.strip()).matches() || MILLISECONDS.matcher(text.strip()).matches()
                || mayBeDate(text) && CsvTime.iso(ZoneOffset.UTC).new Reader().read(text).isPresent();
    }

    private CsvMapping mapping() {
        var columns = new ArrayList<CsvColumn>();
        for (int i = 0; i < width; i++) {
            columns.add(CsvColumn.of(Kind.IGNORED));
        }
        var time = findTime(columns);
        if (time.isEmpty()) {
            return new CsvMapping(separator, header, false, CsvTime.iso(zone), Optional.empty(), columns);
        }
        boolean comma = separator != ',' && rows.stream().flatMap(List::stream)
                .anyMatch(field -> DECIMAL_COMMA.matcher(field.strip()).matches());
        findValues(columns);
        var mapping = new CsvMapping(separator, header, comma, time.get(), Optional.empty(), columns);
        return new CsvMapping(separator, header, comma, time.get(), every(mapping), columns);
    }

    private boolean most(int column, Predicate<String> test) {
        long told = rows.stream().filter(row -> column < row.size() && !row.get(column).isBlank()).count();
        long good = rows.stream().filter(row -> column < row.size() && !row.get(column).isBlank())
                .filter(row -> test.test(row.get(column))).count();
        // Where there are few rows one damaged one is already more than a fifth of them.
        return good > 0 && (good >= MOST * told || good > 1 && good == told - 1);
    }

    private Optional<CsvTime> findTime(List<CsvColumn> columns) {
        for (int i = 0; i < width; i++) {
            int column = i;
            var time = timeOf(text -> most(column, text));
            if (time.isPresent()) {
                columns.set(i, CsvColumn.of(Kind.TIME));
                int clock = indexOf(columns, one -> most(one, text -> CLOCK.matcher(text.strip()).matches()));
                if (clock >= 0 && isDateAlone(column)) {
                    columns.set(clock, CsvColumn.of(Kind.CLOCK));
                    return time.get().kind() == CsvTime.Kind.PATTERN
                            ? Optional.of(new CsvTime(CsvTime.Kind.PATTERN, time.get().pattern() + CLOCKS.getFirst(),
                                    zone))
                            : time;
                }
                // Any number could be seconds: only what is written like the time can be another one.
                int end = indexOf(columns, one -> timeOf(text -> most(one, text)).equals(time)
                        && endsLater(column, one));
                if (end >= 0) {
                    columns.set(end, CsvColumn.of(Kind.END));
                }
                return time;
            }
        }
        return Optional.empty();
    }

    private Optional<CsvTime> timeOf(Predicate<Predicate<String>> most) {
        if (most.test(text -> SECONDS.matcher(text.strip()).matches())) {
            return Optional.of(new CsvTime(CsvTime.Kind.SECONDS, "", zone));
        }
        if (most.test(text -> MILLISECONDS.matcher(text.strip()).matches())) {
            return Optional.of(new CsvTime(CsvTime.Kind.MILLISECONDS, "", zone));
        }
        var ways = new ArrayList<CsvTime>();
        ways.add(CsvTime.iso(zone));
        for (String clock : CLOCKS) {
            DATES.forEach(date -> ways.add(new CsvTime(CsvTime.Kind.PATTERN, date + clock, zone)));
        }
        return ways.stream().filter(way -> {
            var reader = way.new Reader();
            return most.test(text -> mayBeDate(text) && reader.read(text).isPresent());
        }).findFirst();
    }

    /** Every way to write a date begins with a digit; to try all ways on what is none takes its time. */
    private static boolean mayBeDate(String text) {
        String trimmed = text.strip();
        return trimmed.length() >= SHORTEST_DATE && Character.isDigit(trimmed.charAt(0));
    }

    private boolean isDateAlone(int column) {
        return most(column, text -> !text.contains(":"));
    }

    private boolean endsLater(int column, int end) {
        return names.get(end).contains("end") || names.get(end).equals("to")
                || rows.stream().filter(row -> end < row.size()).allMatch(
                        row -> row.get(end).compareTo(row.get(column)) > 0);
    }

    private int indexOf(List<CsvColumn> columns, Predicate<Integer> test) {
        for (int i = 0; i < width; i++) {
            if (columns.get(i).kind() == Kind.IGNORED && test.test(i)) {
                return i;
            }
        }
        return -1;
    }

    private void findValues(List<CsvColumn> columns) {
        boolean[] numbers = new boolean[width];
        for (int i = 0; i < width; i++) {
            int column = i;
            numbers[i] = columns.get(i).kind() == Kind.IGNORED
                    && most(column, text -> NUMBER.matcher(text.strip()).matches()
                            || Decimals.scaled(text, true, 0).isPresent());
            if (!numbers[i] && columns.get(i).kind() == Kind.IGNORED
                    && Arrays.asList("text", "note", "notes").contains(names.get(i))) {
                columns.set(i, CsvColumn.of(Kind.TEXT));
            }
        }
        for (int i = 0; i < width; i++) {
            if (numbers[i]) {
                columns.set(i, wordOf(i).orElse(CsvColumn.of(kindOf(names.get(i)))));
            }
        }
        boolean energy = columns.stream().anyMatch(column -> column.kind().isEnergy());
        boolean stretches = columns.stream().anyMatch(column -> column.kind() == Kind.END);
        for (int i = 0; i < width && !stretches; i++) {
            var kind = columns.get(i).kind();
            if (kind.isEnergy() && !tellsSensor(i) && isCounter(i)) {
                columns.set(i, CsvColumn.of(
                        kind == Kind.WATT_HOURS ? Kind.WATT_HOUR_COUNT : Kind.KILOWATT_HOUR_COUNT));
            }
        }
        boolean values = columns.stream().anyMatch(column -> column.kind().isValue());
        var counts = new HashMap<Kind, Integer>();
        for (int i = 0; i < width; i++) {
            var kind = columns.get(i).kind();
            if (energy && stretches && (kind == Kind.WATTS || kind == Kind.KILOWATTS)) {
                // The least and the highest power of the stretch, as in an export of sums.
                columns.set(i, CsvColumn.of(Kind.IGNORED));
            } else if (!values && !stretches && numbers[i] && kind == Kind.IGNORED) {
                columns.set(i, CsvColumn.of(Kind.WATTS));
                values = true;
            } else if (tellsSensor(i)) {
                counts.merge(kind, 1, Integer::sum);
            } else if (kind.isValue()) {
                int number = counts.merge(kind, 1, Integer::sum) - 1;
                var digits = DIGITS.matcher(names.get(i));
                boolean several = columns.stream().filter(column -> column.kind() == kind).count() > 1;
                columns.set(i, new CsvColumn(kind,
                        several && kind != Kind.CELSIUS
                                ? digits.find() ? Integer.parseInt(digits.group()) : number
                                : 0));
            }
        }
        // The first CurrentCost program calls its live kilowatts so.
        if (first.equals(LIVE_OF_FIRST_PROGRAM)) {
            columns.set(1, CsvColumn.of(Kind.KILOWATTS));
        }
        if (energy && stretches) {
            onlyTheFirstEnergy(columns);
        }
    }

    /** {@return what a column is whose name is a word of a mapping, such as {@code C} or {@code kWh:3}} */
    private Optional<CsvColumn> wordOf(int column) {
        try {
            return Optional.of(CsvColumn.parse(names.get(column))).filter(one -> one.kind().isValue());
        } catch (ImportException e) {
            // Any other name.
            return Optional.empty();
        }
    }

    /** {@return whether a column's name is a word of a mapping with the number of a sensor} */
    private boolean tellsSensor(int column) {
        return names.get(column).contains(":") && wordOf(column).isPresent();
    }

    /** {@return whether a column of energy never falls in many rows, or in two if its name says that it counts} */
    private boolean isCounter(int column) {
        var shown = rows.stream().filter(row -> column < row.size())
                .map(row -> Decimals.scaled(row.get(column), separator != ',', 6))
                .flatMapToLong(OptionalLong::stream).toArray();
        int enough = COUNTER_NAME.matcher(names.get(column)).find() ? 2 : ROWS_OF_A_COUNTER;
        return shown.length >= enough && shown[0] < shown[shown.length - 1]
                && IntStream.range(1, shown.length).allMatch(i -> shown[i - 1] <= shown[i]);
    }

    /** In an export of amounts the parts of the energy follow it. */
    private static void onlyTheFirstEnergy(List<CsvColumn> columns) {
        boolean seen = false;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind().isEnergy()) {
                if (seen && columns.stream().anyMatch(column -> column.kind() == Kind.MISSING_SHARE)) {
                    columns.set(i, CsvColumn.of(Kind.IGNORED));
                }
                seen = true;
            }
        }
    }

    private static Kind kindOf(String name) {
        if (name.equals("sensor")) {
            return Kind.SENSOR;
        }
        if (name.equals("channel")) {
            return Kind.CHANNEL;
        }
        if (name.equals("covered_s")) {
            return Kind.COVERED_SECONDS;
        }
        if (name.equals("missing_share")) {
            return Kind.MISSING_SHARE;
        }
        if (name.contains("kwh") || name.contains("kilowatt hour") || name.contains("kilowatt-hour")) {
            return Kind.KILOWATT_HOURS;
        }
        if (WATT_HOURS.matcher(name).find() || name.endsWith("_wh")) {
            return Kind.WATT_HOURS;
        }
        if (name.contains("kw")) {
            return Kind.KILOWATTS;
        }
        if (name.contains("temp") || name.contains("\u00b0c") || name.contains("celsius")) {
            return Kind.CELSIUS;
        }
        if (name.contains("watt") || name.contains("power") || name.endsWith("_w") || WATTS.matcher(name).find()) {
            return Kind.WATTS;
        }
        return Kind.IGNORED;
    }

    /** {@return the most frequent distance of rows} */
    private Optional<TemporalAmount> every(CsvMapping mapping) {
        if (mapping.index(Kind.END) >= 0) {
            return Optional.empty();
        }
        var reader = new CsvTimes(mapping);
        int sensor = mapping.index(Kind.SENSOR);
        var distances = new HashMap<Long, Integer>();
        long before = Long.MIN_VALUE;
        for (var row : rows) {
            if (sensor >= 0 && sensor < row.size() && !row.get(sensor).equals(rows.getFirst().get(sensor))) {
                continue;
            }
            var moment = reader.local(row, Kind.TIME);
            if (moment.isPresent()) {
                long millis = moment.get().toInstant(ZoneOffset.UTC).toEpochMilli();
                if (before != Long.MIN_VALUE && millis > before) {
                    distances.merge(millis - before, 1, Integer::sum);
                }
                before = millis;
            }
        }
        return distances.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(millis -> millis > HELD_MILLIS
                        || mapping.columns().stream().anyMatch(
                                column -> column.kind().isEnergy() || column.kind().isCount()))
                .map(CsvGuess::amount);
    }

    private static TemporalAmount amount(long millis) {
        if (millis < DAY_MILLIS - HOUR_MILLIS) {
            return Duration.ofSeconds(Math.ceilDiv(millis, 1000));
        }
        long days = Math.round((double) millis / DAY_MILLIS);
        if (days >= 28 && days <= 31) {
            return Period.ofMonths(1);
        }
        return days >= 365 ? Period.ofYears(1) : Period.ofDays((int) days);
    }

    /** {@return a moment as if its clock were in UTC, to tell distances} */
    static LocalDateTime asLocal(CsvTime.Told told) {
        return told.local().orElseGet(() -> LocalDateTime.ofInstant(told.instant().orElseThrow(), ZoneOffset.UTC));
    }
}
