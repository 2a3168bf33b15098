package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.currentcost.analysis.ParsedRates.Kind;
import org.currentcost.analysis.ParsedRates.Problem;
import org.currentcost.model.TimeRange;

/** Parses {@link RateTable}s. For one file and one thread. */
final class RateTableParser {

    private static final long HALF_HOUR_MILLIS = 1_800_000L;
    private static final Pattern NUMBER = Pattern
            .compile("[+-]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})([eE][+-]?\\d{1,2})?");
    private static final List<String> START_NAMES = List.of("valid_from", "from", "start", "start_utc", "timestamp",
            "time", "datetime", "date");
    private static final List<String> END_NAMES = List.of("valid_to", "to", "end", "end_utc");
    private static final List<String> RATE_NAMES = List.of("value_inc_vat", "price", "rate", "value", "intensity",
            "actual", "forecast", "value_exc_vat");

    /** Where in a line things are; {@code end} is negative where there is none. */
    private record Columns(int start, int end, int rate) {
    }

    /** A row whose end may be missing. {@code local} tells that an end by the clock may be ambiguous. */
    private record Row(int line, long start, Optional<Long> end, boolean local, BigDecimal rate, String text) {
    }

    private final ZoneId zone;
    private final BigDecimal factor;
    private final Set<Long> localStarts = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private char separator = ',';

    RateTableParser(ZoneId zone, BigDecimal factor) {
        this.zone = Objects.requireNonNull(zone);
        this.factor = Objects.requireNonNull(factor);
    }

    ParsedRates parse(List<String> lines) {
        Optional<Columns> columns = Optional.empty();
        boolean first = true;
        var rows = new ArrayList<Row>();
        for (int i = 0; i < lines.size(); i++) {
            var line = first && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (first) {
                separator = separatorOf(line);
            }
            var fields = split(line);
            if (fields.isEmpty()) {
                problems.add(new Problem(i + 1, Kind.OPEN_QUOTE, line));
            } else if (first && isHeader(fields.get())) {
                columns = columnsOf(fields.get());
            } else {
                row(i + 1, fields.get(), columns.orElseGet(() -> columnsOf(fields.get().size()))).ifPresent(rows::add);
            }
            first = false;
        }
        var table = new RateTable(entries(rows));
        problems.sort(Comparator.comparingInt(Problem::line));
        return new ParsedRates(table, problems);
    }

    private static char separatorOf(String line) {
        var unquoted = line.replaceAll("\"[^\"]*\"", "");
        if (unquoted.indexOf('\t') >= 0) {
            return '\t';
        }
        return unquoted.indexOf(';') >= 0 ? ';' : ',';
    }

    /** {@return the fields, trimmed and without quotes; empty where a quote stays open} */
    private Optional<List<String>> split(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return quoted ? Optional.empty() : Optional.of(fields);
    }

    /** A header has neither a time nor a number in any field. */
    private boolean isHeader(List<String> fields) {
        return fields.stream().noneMatch(field -> number(field).isPresent() || time(field).isPresent());
    }

    private static Optional<Columns> columnsOf(List<String> header) {
        var names = header.stream().map(name -> name.toLowerCase(Locale.ROOT).replace(' ', '_')).toList();
        int start = find(names, START_NAMES);
        int rate = find(names, RATE_NAMES);
        return start >= 0 && rate >= 0
                ? Optional.of(new Columns(start, find(names, END_NAMES), rate))
                : Optional.of(columnsOf(header.size()));
    }

    private static Columns columnsOf(int count) {
        return count <= 2 ? new Columns(0, -1, 1) : new Columns(0, 1, 2);
    }

    private static int find(List<String> names, List<String> wanted) {
        return wanted.stream().mapToInt(names::indexOf).filter(index -> index >= 0).findFirst().orElse(-1);
    }

    private Optional<Row> row(int line, List<String> fields, Columns columns) {
        if (fields.size() <= Math.max(columns.rate, Math.max(columns.start, columns.end))) {
            return problem(line, Kind.TOO_FEW_FIELDS, String.join(String.valueOf(separator), fields));
        }
        var startText = fields.get(columns.start);
        var endText = columns.end < 0 ? "" : fields.get(columns.end);
        var rateText = fields.get(columns.rate);
        var startTime = time(startText);
        var endTime = time(endText);
        if (startTime.isEmpty()) {
            return problem(line, Kind.NOT_A_TIME, startText);
        }
        if (endTime.isEmpty() && !endText.isEmpty()) {
            return problem(line, Kind.NOT_A_TIME, endText);
        }
        var rate = number(rateText).map(factor::multiply);
        if (rate.isEmpty() || !RateTable.isRate(rate.get())) {
            return problem(line, Kind.NOT_A_NUMBER, rateText);
        }
        var start = start(startTime.get());
        if (start.isEmpty()) {
            return problem(line, Kind.SKIPPED_BY_CLOCK, startText);
        }
        // The end of what comes before an hour that is left out may be written as a time in that hour.
        var end = endTime.map(time -> end(time, start.get()));
        if (end.isPresent() && end.get() <= start.get()) {
            return problem(line, Kind.END_NOT_AFTER_START, endText);
        }
        return Optional.of(new Row(line, start.get(), end, endTime.isPresent() && endTime.get().offset.isEmpty(),
                rate.get(), startText));
    }

    private Optional<Row> problem(int line, Kind kind, String field) {
        problems.add(new Problem(line, kind, field));
        return Optional.empty();
    }

    private Optional<BigDecimal> number(String text) {
        var number = text.indexOf('.') < 0 ? text.replace(',', '.') : text;
        return NUMBER.matcher(number).matches() ? Optional.of(new BigDecimal(number)) : Optional.empty();
    }

    /** A time as it is written. */
    private record Time(LocalDateTime local, Optional<ZoneOffset> offset) {
    }

    private static Optional<Time> time(String text) {
        var iso = text.replace(' ', 'T');
        try {
            var time = OffsetDateTime.parse(iso);
            return Optional.of(new Time(time.toLocalDateTime(), Optional.of(time.getOffset())));
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(new Time(LocalDateTime.parse(iso), Optional.empty()));
            } catch (DateTimeException noTime) {
                return Optional.empty();
            }
        }
    }

    private Optional<Long> start(Time time) {
        var offsets = time.offset.map(List::of).orElseGet(() -> zone.getRules().getValidOffsets(time.local));
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        long first = millis(time.local, offsets.getFirst());
        if (offsets.size() > 1 && !localStarts.add(first)) {
            return Optional.of(millis(time.local, offsets.getLast()));
        }
        return Optional.of(first);
    }

    private long end(Time time, long start) {
        if (time.offset.isPresent()) {
            return millis(time.local, time.offset.get());
        }
        long first = Instant.from(time.local.atZone(zone)).toEpochMilli();
        return first > start ? first : Instant.from(time.local.atZone(zone).withLaterOffsetAtOverlap()).toEpochMilli();
    }

    private static long millis(LocalDateTime local, ZoneOffset offset) {
        return local.toInstant(offset).toEpochMilli();
    }

    private List<RateTable.Entry> entries(List<Row> unordered) {
        var rows = unordered.stream().sorted(Comparator.comparingLong(Row::start).thenComparingInt(Row::line)).toList();
        long step = HALF_HOUR_MILLIS;
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < rows.size(); i++) {
            long length = rows.get(i).start - rows.get(i - 1).start;
            shortest = length > 0 ? Math.min(shortest, length) : shortest;
        }
        step = shortest == Long.MAX_VALUE ? step : shortest;
        var entries = new ArrayList<RateTable.Entry>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            long next = i + 1 < rows.size() && rows.get(i + 1).start > row.start
                    ? rows.get(i + 1).start
                    : Long.MAX_VALUE;
            long end = row.end.orElse(row.start + step);
            // At a change of the clock the end of a local time may be an hour late.
            end = row.local || row.end.isEmpty() ? Math.min(end, next) : end;
            var entry = new RateTable.Entry(TimeRange.ofMillis(row.start, end), row.rate);
            if (entries.isEmpty() || row.start >= entries.getLast().range().endMillis()) {
                entries.add(entry);
            } else if (!sameAs(entry, entries.getLast())) {
                problems.add(new Problem(row.line, Kind.OVERLAP, row.text));
            }
        }
        return entries;
    }

    private static boolean sameAs(RateTable.Entry one, RateTable.Entry other) {
        return one.range().start().equals(other.range().start()) && one.rate().compareTo(other.rate()) == 0;
    }
}
