package org.currentcost.imports;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.currentcost.imports.CsvColumn.Kind;
import org.currentcost.imports.CsvHeading.Subject;

/**
 * Guesses what the values of the sensors are that a column of a CSV file names: by the heading of the values, the unit
 * beside them, the name of the sensor, or the values themselves, of which the last leaves a doubt.
 */
final class CsvSensorGuess {

    private static final int REPORTED = 5;

    private final CsvNames names;
    private final CsvMapping mapping;
    private final int value;
    private final Optional<Kind> said;
    private final boolean history;
    private final boolean watts;
    private final List<String> unclear = new ArrayList<>();
    private final List<CsvSensor> sensors = new ArrayList<>();

    /**
     * Guesses.
     *
     * @param mapping how times and numbers are written, and where units stand
     * @param value   which column has the values
     * @param said    what they are by its heading
     * @param history whether energies are counters, as in Home Assistant's history
     */
    CsvSensorGuess(CsvNames names, CsvMapping mapping, int value, Optional<Kind> said, boolean history) {
        this.names = names;
        this.mapping = mapping;
        this.value = value;
        this.said = said;
        this.history = history;
        watts = names.sensors().values().stream().anyMatch(rows -> shown(rows).areMoreThanKilowatts());
        names.sensors().forEach((name, rows) -> sensors.add(
                new CsvSensor(name, kindOf(name, rows), OptionalInt.empty())));
    }

    /**
     * {@return what each sensor's values are}; a single one is the meter's own first, and so is the only thermometer
     */
    List<CsvSensor> sensors() {
        boolean thermometer = sensors.stream().filter(one -> one.kind() == Kind.CELSIUS).count() == 1;
        return sensors.stream().map(one -> sensors.size() == 1 || thermometer && one.kind() == Kind.CELSIUS
                ? new CsvSensor(one.name(), one.kind(), OptionalInt.of(0))
                : one).toList();
    }

    /** {@return what the values of all sensors are, of any other too; empty if each has to be told apart} */
    Optional<Kind> common() {
        var kinds = sensors.stream().map(CsvSensor::kind).distinct().toList();
        return kinds.size() == 1 && kinds.getFirst() != Kind.CELSIUS && (names.whole() || said.isPresent())
                ? Optional.of(kinds.getFirst())
                : Optional.empty();
    }

    /** {@return what the column of values is called: what is common, or what the first sensor has that is wanted} */
    Kind kindOfColumn() {
        return common().or(() -> sensors.stream().map(CsvSensor::kind).filter(Kind::isValue).findFirst())
                .orElse(Kind.IGNORED);
    }

    /** {@return the rows of a sensor that has energy of spans, which have to be known by their distance} */
    List<List<String>> rowsOfEnergy() {
        return sensors.stream().filter(one -> one.kind().isEnergy()).findFirst()
                .map(one -> names.sensors().get(one.name())).orElse(List.of());
    }

    /** {@return the sensors of which nothing says what their values are, as a sentence} */
    Optional<String> doubt() {
        return doubt(unclear, "doubt.unit");
    }

    /** {@return which sensors are left out, as a sentence} */
    Optional<String> hint() {
        return doubt(sensors.stream().filter(one -> one.kind() == Kind.IGNORED).map(CsvSensor::name).toList(),
                "hint.leftOut");
    }

    private static Optional<String> doubt(List<String> names, String key) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Messages.get(key, names.stream().limit(REPORTED).collect(Collectors.joining(", "))
                        + (names.size() > REPORTED ? " \u2026" : "")));
    }

    private Kind kindOf(String name, List<List<String>> rows) {
        var shown = shown(rows);
        if (shown.millionths().length == 0) {
            return Kind.IGNORED;
        }
        var heading = CsvHeading.of(name);
        int units = mapping.index(Kind.UNIT);
        var unit = units < 0 ? said.or(heading::unit) : unit(rows, units);
        if (unit.isPresent()) {
            boolean counter = history || said.filter(Kind::isCount).isPresent()
                    || shown.rise(heading.isCounter() ? 2 : CsvNumbers.ROWS_OF_A_COUNTER);
            return counter && mapping.index(Kind.END) < 0 ? unit.get().counted() : unit.get();
        }
        if (units >= 0 || heading.subject() == Subject.FOREIGN || isCurrent(heading)) {
            return Kind.IGNORED;
        }
        if (history && heading.subject() == Subject.ENERGY) {
            return Kind.KILOWATT_HOUR_COUNT;
        }
        if (heading.subject() != Subject.POWER || !shown.areMoreThanKilowatts()) {
            unclear.add(name);
        }
        return withoutUnit(heading, shown);
    }

    private Kind withoutUnit(CsvHeading heading, CsvNumbers shown) {
        boolean energy = heading.subject() == Subject.ENERGY;
        if (heading.subject() != Subject.POWER && shown.rise(heading.isCounter() ? 2 : CsvNumbers.ROWS_OF_A_COUNTER)
                || energy && shown.rise(2) && shown.areFarFromZero()) {
            return Kind.KILOWATT_HOUR_COUNT;
        }
        if (energy) {
            return Kind.KILOWATT_HOURS;
        }
        // Who has one sensor in watts has the others in watts too, as a rule.
        return watts || !shown.haveFractions() ? Kind.WATTS : Kind.KILOWATTS;
    }

    /** {@return whether it is what flows in amperes}; a current power is something else */
    private static boolean isCurrent(CsvHeading heading) {
        return heading.words().size() > 1 && heading.words().getLast().equals("current");
    }

    private static Optional<Kind> unit(List<List<String>> rows, int column) {
        return rows.stream().filter(row -> column < row.size()).map(row -> CsvUnit.of(row.get(column)))
                .flatMap(Optional::stream).map(CsvUnit::kind).findFirst();
    }

    /** {@return the values in the order of their times} */
    private CsvNumbers shown(List<List<String>> rows) {
        var times = new CsvTimes(mapping);
        return new CsvNumbers(rows.stream().filter(row -> value < row.size())
                .map(row -> Map.entry(times.local(row).orElse(LocalDateTime.MIN),
                        FieldDecimals.scaled(row.get(value), mapping.decimalComma(), 6)))
                .sorted(Comparator.comparing(Map.Entry::getKey)).map(Map.Entry::getValue)
                .flatMapToLong(OptionalLong::stream).toArray());
    }
}
