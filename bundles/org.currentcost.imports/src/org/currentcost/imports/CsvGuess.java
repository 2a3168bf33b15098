package org.currentcost.imports;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.currentcost.imports.CsvColumn.Kind;
import org.currentcost.imports.CsvHeading.Statistic;
import org.currentcost.imports.CsvHeading.Subject;

/**
 * Guesses how the fields of a CSV file are to be understood, from its first lines. What the file says counts; a form
 * that is known by its shape says it too; anything else is a doubt.
 */
final class CsvGuess {

    private static final int CHARACTERS = 1 << 16;
    private static final double MOST = 0.8;
    private static final Pattern CLOCK = Pattern.compile("[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?");
    private static final Pattern HALF_DAY_CLOCK = Pattern
            .compile("(?:0?[1-9]|1[0-2]):[0-5][0-9](?::[0-5][0-9])? ?[AaPp][Mm]");
    private static final Pattern NUMBER_OF_SENSOR = Pattern.compile("sensor(?:[ _]?(?:id|no|number))?");
    private static final Pattern SENSOR_NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern TIME_NAME = Pattern
            .compile("time|date|zeit|datum|horodat|stamp|when|start|begin|from|last.?changed|d\u00e9but|debut");
    /** Where the same time stands in two columns, the one that no change of the clock makes ambiguous. */
    private static final Pattern EXACT_TIME_NAME = Pattern.compile("unix|epoch|\\butc|_utc");
    private static final Pattern UNIT_NAME = Pattern.compile("unit(?:s|[ _]of[ _]measurement)?|einheit");
    private static final Pattern NO_END_NAME = Pattern.compile("updated|changed|reported|received");
    private static final String ISO_DATE = "yyyy-MM-dd";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,2}");
    private static final List<String> LIVE_OF_FIRST_PROGRAM = List.of("Time", "kWH");
    /** The columns of Home Assistant's statistics of a counter: what it shows, and that without its resets. */
    private static final List<String> STATISTICS = List.of("state", "sum");
    /** The columns of REFIT. */
    private static final List<String> APPLIANCES = List.of("aggregate", "appliance1");
    /** The columns of Home Assistant's history. */
    private static final List<String> HISTORY = List.of("entity_id", "state");
    private static final List<Duration> STEPS_OF_LOAD_CURVES = List.of(Duration.ofMinutes(5), Duration.ofMinutes(10),
            Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1));
    private static final Pattern LOAD_CURVE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\+0[12]:00");

    private final ImportInput input;
    private final ZoneId homeZone;
    private final CsvTable table;
    private final int width;
    private final List<String> names;
    private final List<CsvHeading> headings;
    private final CsvColumn[] columns;
    private final List<String> doubts = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private Optional<CsvNames> sensors = Optional.empty();
    private boolean comma;

    private CsvGuess(ImportInput input, CsvTable table, ZoneId zone) {
        this.input = input;
        this.table = table;
        homeZone = zone;
        names = table.names().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        width = names.size();
        headings = names.stream().map(CsvHeading::of).toList();
        columns = new CsvColumn[width];
        Arrays.fill(columns, CsvColumn.of(Kind.IGNORED));
    }

    /**
     * {@return how it is understood; empty if the text has no columns; with a mapping that has a {@link
     * CsvMapping#problem} if only these are clear}
     *
     * @param zone where times without an offset are local, if the file does not say
     */
    static Optional<CsvProposal> guess(ImportInput input, ZoneId zone) throws ImportException {
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
        var table = CsvTable.find(text, length, length == text.length);
        return table.isEmpty() ? Optional.empty() : Optional.of(new CsvGuess(input, table.get(), zone).propose());
    }

    private CsvProposal propose() throws ImportException {
        var time = findTime();
        if (time.isPresent()) {
            findNames();
            comma = hasDecimalComma();
            findValues();
        }
        var mapping = mapping(time.orElse(CsvTime.iso(homeZone)), Optional.empty());
        if (time.isPresent()) {
            mapping = withNames(mapping(time.get(), CsvTimes.every(mapping, table.rows())));
        }
        return new CsvProposal(mapping, mapping.problem().isPresent() ? List.of() : doubts, hints);
    }

    private CsvMapping mapping(CsvTime time, Optional<TemporalAmount> every) {
        return new CsvMapping(table.separator(), table.skip(), table.header(), comma, time, every,
                every.isPresent() && isMeanPower(), Arrays.asList(columns));
    }

    /** {@return whether powers are those of load curves, or statistics: the mean over the time until the next row} */
    private boolean isMeanPower() {
        var powers = IntStream.range(0, width).filter(one -> columns[one].kind().isPower()).boxed().toList();
        return !powers.isEmpty() && powers.stream().allMatch(
                one -> headings.get(one).statistic() == Statistic.MEAN || isLoadCurve(one));
    }

    private boolean most(int column, Predicate<String> test) {
        var reported = table.column(column);
        long good = reported.stream().filter(test).count();
        // Where there are few rows one damaged one is already more than a fifth of them.
        return good > 0 && (good >= MOST * reported.size() || good > 1 && good == reported.size() - 1);
    }

    private boolean isFree(int column) {
        return columns[column].kind() == Kind.IGNORED;
    }

    private Optional<Integer> find(IntPredicate test) {
        return IntStream.range(0, width).filter(this::isFree).filter(test).boxed().findFirst();
    }

    // Times

    private Optional<CsvTime> findTime() {
        var places = IntStream.range(0, width).boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(one -> !EXACT_TIME_NAME.matcher(names.get(one)).find())
                        .thenComparing(one -> !TIME_NAME.matcher(names.get(one)).find()))
                .toList();
        for (int column : places) {
            var time = timeOf(column);
            if (time.isPresent()) {
                columns[column] = CsvColumn.of(Kind.TIME);
                var chosen = findClockOrEnd(column, time.get());
                return Optional.of(new CsvTime(chosen.kind(), chosen.pattern(), findZone(column)));
            }
        }
        return Optional.empty();
    }

    private CsvTime findClockOrEnd(int column, CsvTime time) {
        var clock = find(one -> most(one, text -> CLOCK.matcher(text).matches()));
        var halfDay = find(one -> most(one, text -> HALF_DAY_CLOCK.matcher(text).matches()));
        if (clock.or(() -> halfDay).isPresent() && most(column, text -> !text.contains(":"))) {
            columns[clock.or(() -> halfDay).get()] = CsvColumn.of(Kind.CLOCK);
            String date = time.kind() == CsvTime.Kind.ISO ? ISO_DATE : time.pattern();
            return time.kind() == CsvTime.Kind.PATTERN || clock.isEmpty()
                    ? new CsvTime(CsvTime.Kind.PATTERN,
                            date + (clock.isPresent() ? CsvTime.CLOCKS.getFirst() : " h:mm[:ss][ ]a"), homeZone)
                    : time;
        }
        // Any number could be seconds: only what is written like the time can be another one.
        find(one -> timeOf(one).equals(Optional.of(time)) && endsLater(column, one))
                .ifPresent(end -> columns[end] = CsvColumn.of(Kind.END));
        return time;
    }

    /** {@return the zone that a heading of the times names, or that of the store; a column with zones is found too} */
    private ZoneId findZone(int column) {
        find(one -> names.get(one).matches("(?:time ?)?zone|tz|utc.?offset|offset")
                && most(one, text -> CsvHeading.zone(text).isPresent()))
                .ifPresent(zones -> columns[zones] = CsvColumn.of(Kind.ZONE));
        return IntStream.concat(IntStream.of(column), IntStream.range(0, width).filter(
                one -> columns[one].kind() == Kind.CLOCK || columns[one].kind() == Kind.END))
                .mapToObj(one -> headings.get(one).zone()).flatMap(Optional::stream).findFirst().orElse(homeZone);
    }

    private Optional<CsvTime> timeOf(int column) {
        boolean several = table.rows().size() == 1 || table.column(column).stream().distinct().count() > 1;
        if (several && most(column, CsvTime::looksLikeSeconds)) {
            return Optional.of(new CsvTime(CsvTime.Kind.SECONDS, "", homeZone));
        }
        if (several && most(column, CsvTime::looksLikeMilliseconds)) {
            return Optional.of(new CsvTime(CsvTime.Kind.MILLISECONDS, "", homeZone));
        }
        var ways = Stream.concat(Stream.of(CsvTime.iso(homeZone)), CsvTime.patterns(homeZone)).filter(way -> {
            var reader = way.new Reader();
            return most(column, text -> CsvTime.mayBeDate(text) && reader.read(text).isPresent());
        }).toList();
        if (ways.isEmpty()) {
            return Optional.empty();
        }
        var best = ways.getFirst();
        var other = ways.stream().filter(way -> way.pattern().equals(exchanged(best.pattern())) && !way.equals(best))
                .findFirst();
        return other.isEmpty() ? Optional.of(best) : Optional.of(dayOrMonthFirst(column, best, other.get()));
    }

    private static String exchanged(String pattern) {
        String text = pattern.startsWith("d") ? pattern.replaceFirst("d", "#") : pattern;
        return text.equals(pattern) ? pattern : text.replaceFirst("M", "d").replaceFirst("#", "M");
    }

    /** Of two ways to read dates, that by which the rows follow each other closer. The choice is told. */
    private CsvTime dayOrMonthFirst(int column, CsvTime one, CsvTime other) {
        var chosen = widest(column, other) < widest(column, one) ? other : one;
        String example = table.column(column).getFirst();
        var read = chosen.new Reader().read(example);
        String hint = Messages.get("hint.dates", example,
                read.map(CsvGuess::asLocal).map(moment -> moment.toLocalDate().toString()).orElse(""));
        if (!hints.contains(hint)) {
            hints.add(hint);
        }
        return chosen;
    }

    /** {@return the most days between a row and the next one; as many as can be if a row can't be read} */
    private long widest(int column, CsvTime way) {
        var reader = way.new Reader();
        long widest = 0;
        Optional<LocalDateTime> before = Optional.empty();
        for (String field : table.column(column)) {
            var moment = reader.read(field).map(CsvGuess::asLocal);
            if (moment.isEmpty()) {
                return Long.MAX_VALUE;
            }
            if (before.isPresent()) {
                widest = Math.max(widest, Math.abs(Duration.between(before.get(), moment.get()).toDays()));
            }
            before = moment;
        }
        return widest;
    }

    private boolean endsLater(int column, int end) {
        String name = names.get(end);
        return name.contains("end") || name.equals("to") || !NO_END_NAME.matcher(name).find()
                && table.rows().stream().filter(row -> end < row.size())
                        .allMatch(row -> row.get(end).compareTo(row.get(column)) > 0);
    }

    // Values

    private boolean hasDecimalComma() {
        var marks = IntStream.range(0, width).filter(this::isFree).boxed().flatMap(one -> table.column(one).stream())
                .collect(Collectors.groupingBy(FieldDecimals::mark));
        boolean point = marks.containsKey(FieldDecimals.Mark.POINT);
        if (marks.containsKey(FieldDecimals.Mark.COMMA)) {
            return true;
        }
        if (!marks.containsKey(FieldDecimals.Mark.DOUBTFUL) || point) {
            return false;
        }
        boolean plain = IntStream.range(0, width).filter(this::isFree).mapToObj(table::column)
                .filter(fields -> fields.stream()
                        .anyMatch(one -> FieldDecimals.mark(one) == FieldDecimals.Mark.DOUBTFUL))
                .anyMatch(fields -> fields.stream().anyMatch(one -> FieldDecimals.mark(one) == FieldDecimals.Mark.NONE
                        && FieldDecimals.scaled(one, false, 0).orElse(0) != 0));
        // Between commas, hundreds beside thousands show what the comma is; between semicolons they make it doubtful.
        boolean thousands = table.separator() == ',';
        if (thousands != plain) {
            doubts.add(Messages.get("doubt.decimal", marks.get(FieldDecimals.Mark.DOUBTFUL).getFirst()));
        }
        return !thousands;
    }

    private void findValues() {
        boolean[] numbers = new boolean[width];
        for (int i = 0; i < width; i++) {
            numbers[i] = isFree(i) && most(i, CsvTable::isNumber) && !(TIME_NAME.matcher(names.get(i)).find()
                    && (most(i, CsvTime::looksLikeSeconds) || most(i, CsvTime::looksLikeMilliseconds)));
            if (!numbers[i] && isFree(i) && List.of("text", "note", "notes").contains(names.get(i))) {
                columns[i] = CsvColumn.of(Kind.TEXT);
            }
        }
        for (int i = 0; i < width; i++) {
            if (numbers[i]) {
                int column = i;
                columns[i] = wordOf(i).orElseGet(() -> CsvColumn.of(kindOf(column)));
            }
        }
        findUnits(numbers);
        boolean ranges = has(column -> column.kind() == Kind.END);
        if (!has(column -> column.kind().isValue() && column.kind() != Kind.CELSIUS)
                && !(ranges && has(column -> column.kind() == Kind.TEXT))) {
            findWithoutUnit(numbers);
        }
        findCounters(ranges);
        leaveOutCounters();
        leaveOutStatistics(ranges);
        // The first CurrentCost program calls its live kilowatts so.
        if (table.names().equals(LIVE_OF_FIRST_PROGRAM)) {
            columns[1] = CsvColumn.of(Kind.KILOWATTS);
        }
        findSensors();
        if (ranges) {
            onlyTheFirstEnergy();
        }
    }

    private boolean has(Predicate<CsvColumn> test) {
        return Arrays.stream(columns).anyMatch(test);
    }

    private boolean isIgnored(int column) {
        return columns[column].kind() == Kind.IGNORED;
    }

    private Kind kindOf(int column) {
        if (NUMBER_OF_SENSOR.matcher(names.get(column)).matches()) {
            return most(column, text -> SENSOR_NUMBER.matcher(text).matches()) ? Kind.SENSOR : Kind.IGNORED;
        }
        return switch (names.get(column)) {
            case "channel" -> Kind.CHANNEL;
            case "covered_s" -> Kind.COVERED_SECONDS;
            case "missing_share" -> Kind.MISSING_SHARE;
            default -> headings.get(column).unit().orElse(Kind.IGNORED);
        };
    }

    /** What stands in a column of units, or before the table, is the unit of the first column of values. */
    private void findUnits(boolean[] numbers) {
        var units = find(one -> !numbers[one] && (most(one, text -> CsvUnit.of(text).isPresent())
                || sensors.isPresent() && UNIT_NAME.matcher(names.get(one)).matches()));
        var before = table.unit().flatMap(CsvUnit::of);
        boolean sums = names.containsAll(STATISTICS);
        var value = sums
                ? Optional.of(names.indexOf("sum")).filter(one -> numbers[one])
                : bestWithoutUnit(numbers, subject -> subject != Subject.FOREIGN);
        if (has(column -> column.kind().isValue() && column.kind() != Kind.CELSIUS) || value.isEmpty()) {
            return;
        }
        units.ifPresent(one -> columns[one] = CsvColumn.of(Kind.UNIT));
        units.flatMap(one -> table.column(one).stream().map(CsvUnit::of).flatMap(Optional::stream).findFirst())
                .or(() -> before).ifPresent(
                        unit -> columns[value.get()] = CsvColumn.of(sums ? unit.kind().counted() : unit.kind()));
    }

    /** {@return the first column of numbers without a unit, those first whose name says most} */
    private Optional<Integer> bestWithoutUnit(boolean[] numbers, Predicate<Subject> test) {
        return IntStream.range(0, width).filter(one -> numbers[one] && isIgnored(one)).boxed()
                .filter(one -> test.test(headings.get(one).subject()))
                .min(Comparator.<Integer, Statistic>comparing(one -> headings.get(one).statistic())
                        .thenComparing(one -> headings.get(one).subject()));
    }

    private void findWithoutUnit(boolean[] numbers) {
        if (isHistory()) {
            // What it is say the names of its sensors.
            columns[names.indexOf("state")] = CsvColumn.of(Kind.WATTS);
            return;
        }
        if (names.containsAll(APPLIANCES)) {
            findAppliances();
            return;
        }
        var value = bestWithoutUnit(numbers, subject -> subject != Subject.FOREIGN);
        if (value.isEmpty()) {
            return;
        }
        int column = value.get();
        var subject = headings.get(column).subject();
        if (sensors.filter(CsvNames::several).isPresent() || isLoadCurve(column) || isBlankSeparated()
                || subject == Subject.POWER && numbers(column).areMoreThanKilowatts()) {
            columns[column] = CsvColumn.of(Kind.WATTS);
            return;
        }
        boolean counter = rises(column, 2)
                && (headings.get(column).isCounter() || rises(column, CsvNumbers.ROWS_OF_A_COUNTER)
                        || subject == Subject.ENERGY && numbers(column).areFarFromZero());
        columns[column] = counter
                ? CsvColumn.of(Kind.KILOWATT_HOUR_COUNT)
                : CsvColumn.of(subject == Subject.ENERGY
                        ? Kind.KILOWATT_HOURS
                        : numbers(column).areMoreThanKilowatts()
                                || subject == Subject.UNKNOWN && !numbers(column).haveFractions()
                                        ? Kind.WATTS
                                        : Kind.KILOWATTS);
        doubts.add(names.get(column).isEmpty()
                ? Messages.get("doubt.unit.number", column + 1)
                : Messages.get("doubt.unit", table.names().get(column).strip()));
    }

    /** {@return whether all values are much more than they differ by} */
    /** {@return the numbers in a column, in the order of the rows} */
    private CsvNumbers numbers(int column) {
        return new CsvNumbers(table.column(column).stream().map(field -> FieldDecimals.scaled(field, comma, 6))
                .flatMapToLong(OptionalLong::stream).toArray());
    }

    /** UK-DALE and others: seconds since 1970, blanks between, W; or W, VA and V. */
    private boolean isBlankSeparated() {
        return table.separator() == ' ' && !table.header() && columns[0].kind() == Kind.TIME
                && table.rows().stream().allMatch(row -> row.size() == 2 || row.size() == 4)
                && most(0, CsvTime::looksLikeSeconds);
    }

    /** Enedis' load curves: whole W at whole steps, by the clock of France. */
    private boolean isLoadCurve(int column) {
        return table.separator() == ';' && width == 2 && column == 1
                && (!table.header() || names.equals(List.of("horodate", "valeur")))
                && most(0, text -> LOAD_CURVE_TIME.matcher(text).matches()) && !numbers(column).haveFractions()
                && CsvTimes.every(mapping(CsvTime.iso(homeZone), Optional.empty()), table.rows())
                        .filter(STEPS_OF_LOAD_CURVES::contains).isPresent();
    }

    /** REFIT: watts of the house and of nine appliances. */
    private void findAppliances() {
        for (int i = 0; i < width; i++) {
            var number = headings.get(i).sensor();
            if (names.get(i).equals(APPLIANCES.getFirst()) || names.get(i).startsWith("appliance")) {
                columns[i] = new CsvColumn(Kind.WATTS, number.orElse(0));
            }
        }
    }

    private boolean isHistory() {
        return names.containsAll(HISTORY)
                && (names.contains("last_changed") || names.contains("last_updated"));
    }

    /** What belongs to several must not become one: what a column names is each a sensor of its own. */
    private void findNames() throws ImportException {
        boolean numbered = IntStream.range(0, width).filter(this::isFree)
                .anyMatch(one -> kindOf(one) == Kind.SENSOR && most(one, CsvTable::isNumber));
        int[] candidates = IntStream.range(0, width).filter(this::isFree)
                .filter(one -> CsvNames.mayName(table, names, one)).toArray();
        if (candidates.length > 0 && !numbered) {
            sensors = CsvNames.find(input, table, candidates);
            sensors.filter(CsvNames::several).ifPresent(one -> columns[one.column()] = CsvColumn.of(Kind.NAME));
        }
    }

    /** {@return the mapping with what the values of each sensor are} */
    private CsvMapping withNames(CsvMapping mapping) {
        var values = IntStream.range(0, width).filter(one -> columns[one].kind().isValue()).toArray();
        boolean several = sensors.filter(CsvNames::several).isPresent();
        if (values.length != 1 || sensors.isEmpty() || !several && !isHistory()) {
            return mapping;
        }
        int value = values[0];
        var said = Optional.of(columns[value].kind()).filter(Kind::isCount).or(headings.get(value)::unit);
        var guess = new CsvSensorGuess(sensors.get(), mapping, value, said, isHistory());
        guess.doubt().ifPresent(doubts::add);
        guess.hint().filter(hint -> several).ifPresent(hints::add);
        columns[value] = CsvColumn.of(guess.kindOfColumn());
        var every = several && !mapping.meanPower()
                ? CsvTimes.every(mapping(mapping.time(), Optional.empty()), guess.rowsOfEnergy())
                : mapping.every();
        var named = mapping(mapping.time(), every);
        return several && guess.common().isEmpty() ? named.withNames(guess.sensors()) : named;
    }

    private void findCounters(boolean ranges) {
        for (int i = 0; i < width && !ranges; i++) {
            var kind = columns[i].kind();
            if (kind.isEnergy() && !tellsSensor(i)
                    && rises(i, headings.get(i).isCounter() ? 2 : CsvNumbers.ROWS_OF_A_COUNTER)) {
                columns[i] = CsvColumn.of(kind.counted());
            }
        }
    }

    /** The counter beside the energy tells the same once more. */
    private void leaveOutCounters() {
        boolean energy = IntStream.range(0, width).anyMatch(one -> columns[one].kind().isEnergy() && !tellsSensor(one));
        for (int i = 0; i < width && energy; i++) {
            if (columns[i].kind().isCount() && !tellsSensor(i)) {
                columns[i] = CsvColumn.of(Kind.IGNORED);
            }
        }
    }

    /** {@return whether the values never fall, in the order of the time, and rise over all} */
    private boolean rises(int column, int enough) {
        var shown = numbers(column);
        return (isNewestFirst() ? shown.reversed() : shown).rise(enough);
    }

    private boolean isNewestFirst() {
        int column = IntStream.range(0, width).filter(one -> columns[one].kind() == Kind.TIME).findFirst().orElse(0);
        var time = timeOf(column);
        var reported = table.column(column);
        return time.isPresent() && moment(time.get(), reported.getFirst())
                .flatMap(first -> moment(time.get(), reported.getLast()).map(last -> last.isBefore(first)))
                .orElse(false);
    }

    private static Optional<LocalDateTime> moment(CsvTime time, String field) {
        return time.new Reader().read(field).map(CsvGuess::asLocal);
    }

    /** Of the mean, the least and the highest of something only the mean is wanted. */
    private void leaveOutStatistics(boolean ranges) {
        boolean energy = has(column -> column.kind().isEnergy());
        for (var kind : List.of(Kind.WATTS, Kind.KILOWATTS, Kind.CELSIUS)) {
            var same = IntStream.range(0, width).filter(one -> columns[one].kind() == kind).boxed().toList();
            boolean others = same.stream().anyMatch(one -> headings.get(one).statistic() != Statistic.OTHER);
            for (int column : same) {
                boolean end = headings.get(column).statistic() == Statistic.OTHER;
                if (energy && ranges && kind != Kind.CELSIUS || end && (others || energy)) {
                    columns[column] = CsvColumn.of(Kind.IGNORED);
                } else if (end) {
                    doubts.add(Messages.get("doubt.statistic", table.names().get(column).strip()));
                }
            }
        }
    }

    private void findSensors() {
        for (var kind : Kind.values()) {
            var same = IntStream.range(0, width).filter(one -> kind.isValue() && columns[one].kind() == kind
                    && !tellsSensor(one)).boxed().toList();
            if (kind == Kind.CELSIUS || same.isEmpty()) {
                continue;
            }
            boolean channels = same.stream().allMatch(one -> headings.get(one).channel().isPresent())
                    && !has(column -> column.kind() == Kind.CHANNEL) && !kind.isEnergy() && !kind.isCount();
            Function<Integer, Optional<Integer>> number = one -> channels || same.size() == 1
                    ? Optional.of(headings.get(one).sensor().orElse(0))
                    : digits(names.get(one));
            boolean distinct = same.stream().map(number).flatMap(Optional::stream).distinct().count() == same.size();
            for (int i = 0; i < same.size(); i++) {
                int column = same.get(i);
                columns[column] = new CsvColumn(kind,
                        channels || distinct ? number.apply(column).orElse(i) : i,
                        channels ? headings.get(column).channel().orElse(1) : 1);
            }
        }
    }

    private static Optional<Integer> digits(String name) {
        var digits = DIGITS.matcher(name);
        return digits.find() ? Optional.of(Integer.parseInt(digits.group())) : Optional.empty();
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

    /** In an export of amounts the parts of the energy follow it. */
    private void onlyTheFirstEnergy() {
        boolean seen = false;
        for (int i = 0; i < width; i++) {
            if (columns[i].kind().isEnergy()) {
                if (seen && has(column -> column.kind() == Kind.MISSING_SHARE)) {
                    columns[i] = CsvColumn.of(Kind.IGNORED);
                }
                seen = true;
            }
        }
    }

    /** {@return a moment as if its clock were in UTC, to tell distances} */
    static LocalDateTime asLocal(CsvTime.Parsed reported) {
        return reported.local()
                .orElseGet(() -> LocalDateTime.ofInstant(reported.instant().orElseThrow(), ZoneOffset.UTC));
    }
}
