package org.currentcost.imports;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the fields of a CSV file are to be understood.
 * <p>
 * Its text form is a list of settings such as
 * {@code columns=time,kWh:1;separator=semicolon;header=yes;decimal=comma;time=dd.MM.yyyy
 * HH:mm;zone=Europe/Berlin;every=30m}.
 *
 * @param separator    between fields: comma, semicolon, tab or blank
 * @param skip         how many records stand before the header and the rows; empty lines are none
 * @param header       whether the first record holds names
 * @param decimalComma whether numbers have a decimal comma
 * @param time         how times are written
 * @param every        how far apart the rows of a sensor are, as {@link Duration} or {@link Period}; energies without a
 *                     column for their end are of a span of this length
 * @param meanPower    whether powers are the mean over the time from their row to the next one, and not of a moment
 * @param columns      what the fields hold, from the first on; further fields are ignored
 * @param names        what the values of each sensor are that a column names, where they are not all what the column of
 *                     values says; no other sensor is read then
 */
public record CsvMapping(char separator, int skip, boolean header, boolean decimalComma, CsvTime time,
        Optional<TemporalAmount> every, boolean meanPower, List<CsvColumn> columns, List<CsvSensor> names) {

    private static final Map<Character, String> SEPARATORS = Map.of(',', "comma", ';', "semicolon", '\t', "tab",
            ' ', "blank");
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String COMMA = "comma";
    private static final String POINT = "point";
    private static final String MEAN = "mean";
    private static final String MOMENTARY = "momentary";
    private static final String NAMES = "names";

    public CsvMapping {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
    }

    /** Of sensors whose values are what their column says. */
    public CsvMapping(char separator, int skip, boolean header, boolean decimalComma, CsvTime time,
            Optional<TemporalAmount> every, boolean meanPower, List<CsvColumn> columns) {
        this(separator, skip, header, decimalComma, time, every, meanPower, columns, List.of());
    }

    /** {@return the same with other names} */
    public CsvMapping withNames(List<CsvSensor> others) {
        return new CsvMapping(separator, skip, header, decimalComma, time, every, meanPower, columns, others);
    }

    /** {@return a mapping of nothing: commas, a header, decimal points, ISO times} */
    public static CsvMapping standard(ZoneId zone) {
        return new CsvMapping(',', 0, true, false, CsvTime.iso(zone), Optional.empty(), false, List.of());
    }

    /**
     * {@return what a text form says}
     *
     * @param base what holds for all that the text leaves out
     * @throws ImportException if it says anything else
     */
    public static CsvMapping parse(String text, CsvMapping base) throws ImportException {
        char separator = base.separator;
        int skip = base.skip;
        boolean header = base.header;
        boolean decimalComma = base.decimalComma;
        var time = base.time;
        var every = base.every;
        boolean meanPower = base.meanPower;
        var columns = base.columns;
        var names = base.names;
        for (String setting : text.split(";")) {
            if (setting.isBlank()) {
                continue;
            }
            int equal = setting.indexOf('=');
            String name = setting.substring(0, Math.max(0, equal)).strip();
            String value = setting.substring(equal + 1).strip();
            switch (name) {
                case "columns" -> {
                    var words = new ArrayList<CsvColumn>();
                    for (String word : value.split("[,\\s]+")) {
                        words.add(CsvColumn.parse(word));
                    }
                    columns = words;
                    // Whoever says what the columns are says it of all sensors, if not of each.
                    names = text.contains(NAMES + "=") ? names : List.of();
                }
                case NAMES -> {
                    var sensors = new ArrayList<CsvSensor>();
                    for (String word : value.isEmpty() ? new String[0] : value.split(",")) {
                        sensors.add(CsvSensor.parse(word));
                    }
                    names = sensors;
                }
                case "separator" -> separator = SEPARATORS.entrySet().stream()
                        .filter(one -> one.getValue().equals(value)).map(one -> one.getKey()).findFirst()
                        .orElseThrow(() -> wrong(setting));
                case "skip" -> skip = count(setting, value);
                case "header" -> header = choice(setting, value, YES, NO);
                case "decimal" -> decimalComma = choice(setting, value, COMMA, POINT);
                case "time" -> time = time(value, time.zone());
                case "zone" -> time = new CsvTime(time.kind(), time.pattern(), zone(value));
                case "every" -> every = Optional.of(amount(value));
                case "power" -> meanPower = choice(setting, value, MEAN, MOMENTARY);
                default -> throw wrong(setting);
            }
        }
        return new CsvMapping(separator, skip, header, decimalComma, time, every, meanPower, columns, names);
    }

    private static ImportException wrong(String setting) {
        return new ImportException(Messages.get("mapping.setting", setting));
    }

    private static int count(String setting, String value) throws ImportException {
        if (!value.matches("[0-9]{1,4}")) {
            throw wrong(setting);
        }
        return Integer.parseInt(value);
    }

    private static boolean choice(String setting, String value, String yes, String no) throws ImportException {
        if (!value.equals(yes) && !value.equals(no)) {
            throw wrong(setting);
        }
        return value.equals(yes);
    }

    private static CsvTime time(String value, ZoneId zone) throws ImportException {
        for (var kind : CsvTime.Kind.values()) {
            if (kind != CsvTime.Kind.PATTERN && kind.word().equals(value)) {
                return new CsvTime(kind, "", zone);
            }
        }
        return CsvTime.pattern(value, zone);
    }

    private static ZoneId zone(String value) throws ImportException {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new ImportException(Messages.get("mapping.zone", value), e);
        }
    }

    private static TemporalAmount amount(String value) throws ImportException {
        if (value.matches("[1-9][0-9]{0,4}(s|m|h|d|w|mo|y)")) {
            int number = Integer.parseInt(value.replaceAll("[a-z]", ""));
            return switch (value.replaceAll("[0-9]", "")) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Period.ofDays(number);
                case "w" -> Period.ofWeeks(number);
                case "mo" -> Period.ofMonths(number);
                default -> Period.ofYears(number);
            };
        }
        throw new ImportException(Messages.get("mapping.every", value));
    }

    private static String text(TemporalAmount amount) {
        if (amount instanceof Duration duration) {
            long seconds = duration.toSeconds();
            return seconds % 3600 == 0
                    ? seconds / 3600 + "h"
                    : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
        }
        var period = (Period) amount;
        return period.getYears() > 0
                ? period.getYears() + "y"
                : period.getMonths() > 0 ? period.getMonths() + "mo" : period.getDays() + "d";
    }

    /** {@return the index of the first column of a kind, or -1} */
    int index(CsvColumn.Kind kind) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    /** {@return what is wrong with the mapping, a sentence; empty if files can be read by it} */
    public Optional<String> problem() {
        if (index(CsvColumn.Kind.TIME) < 0) {
            return Optional.of(Messages.get("mapping.noTime"));
        }
        boolean energy = names.isEmpty()
                ? columns.stream().anyMatch(column -> column.kind().isEnergy())
                : names.stream().anyMatch(name -> name.kind().isEnergy());
        if (index(CsvColumn.Kind.TEXT) < 0 && columns.stream().noneMatch(column -> column.kind().isValue())) {
            return Optional.of(Messages.get("mapping.noValue"));
        }
        return energy && every.isEmpty() && index(CsvColumn.Kind.END) < 0
                ? Optional.of(Messages.get("mapping.noLength"))
                : Optional.empty();
    }

    /** {@return the text form; {@link #parse} understands it} */
    @Override
    public String toString() {
        return "columns=" + columns.stream().map(CsvColumn::toString).collect(Collectors.joining(",")) + ";separator="
                + SEPARATORS.getOrDefault(separator, Character.toString(separator)).toLowerCase(Locale.ROOT)
                + (skip == 0 ? "" : ";skip=" + skip) + ";header=" + (header ? YES : NO) + ";decimal="
                + (decimalComma ? COMMA : POINT) + ";time="
                + (time.kind() == CsvTime.Kind.PATTERN ? time.pattern() : time.kind().word()) + ";zone=" + time.zone()
                + every.map(one -> ";every=" + text(one)).orElse("") + (meanPower ? ";power=" + MEAN : "")
                + (names.isEmpty()
                        ? ""
                        : names.stream().map(CsvSensor::toString)
                                .collect(Collectors.joining(",", ";" + NAMES + "=", "")));
    }
}
