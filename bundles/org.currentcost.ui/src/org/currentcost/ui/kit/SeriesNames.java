package org.currentcost.ui.kit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;

/** What series are called. */
public final class SeriesNames {

    private SeriesNames() {
    }

    /** {@return a sensor's name inside its meter} */
    static String sensor(SeriesKey series) {
        if (SensorNumber.COMPUTED.has(series.sensor())) {
            return Messages.bind(Messages.SensorComputed, series.sensor() - SensorNumber.COMPUTED.first() + 1);
        }
        return series.sensor() == 0 ? Messages.SensorHouse : Messages.bind(Messages.SensorNumber, series.sensor());
    }

    /** {@return what the user calls a sensor, or its usual name} */
    public static String sensor(Sensor sensor) {
        return sensor.settings().name().isBlank() ? sensor(sensor.key()) : sensor.settings().name();
    }

    /** {@return what the user calls a sensor, or its usual name, with its meter's} */
    public static String full(Sensor sensor) {
        return Messages.bind(Messages.MeterAndSensor, sensor.key().meter(), sensor(sensor));
    }

    /** {@return what the user calls a sensor or its usual name, with its meter's where there are several} */
    public static String name(Sensor sensor, boolean severalMeters) {
        return severalMeters ? full(sensor) : sensor(sensor);
    }

    /** {@return whether not all sensors are of one meter} */
    public static boolean ofSeveralMeters(List<Sensor> sensors) {
        return sensors.stream().map(sensor -> sensor.key().meter()).distinct().count() > 1;
    }

    /** {@return what a sensor is called beside others: with its meter's name where they are of several} */
    public static String name(Sensor sensor, List<Sensor> among) {
        boolean mixed = ofSeveralMeters(among);
        return apart(sensor, among, one -> name(one, mixed));
    }

    /** {@return {@link #full(Sensor)} beside others} */
    public static String full(Sensor sensor, List<Sensor> among) {
        return apart(sensor, among, SeriesNames::full);
    }

    /** Two may have been given one name; the usual one tells them apart. */
    private static String apart(Sensor sensor, List<Sensor> among, Function<Sensor, String> naming) {
        String name = naming.apply(sensor);
        String usual = sensor(sensor.key());
        boolean alike = among.stream().anyMatch(other -> !other.key().equals(sensor.key())
                && naming.apply(other).equals(name));
        return alike && !usual.equals(sensor(sensor)) ? Messages.bind(Messages.SensorNamedAlike, name, usual) : name;
    }

    /** {@return the names of sensors, and once the meter's, if there are several and all are of one} */
    public static String all(List<Sensor> sensors, boolean severalMeters) {
        String names = sensors.stream().map(sensor -> name(sensor, sensors)).collect(Collectors.joining(", "));
        return severalMeters && !ofSeveralMeters(sensors) && !sensors.isEmpty()
                ? Messages.bind(Messages.MeterAndSensor, sensors.getFirst().key().meter(), names)
                : names;
    }

    /** {@return those that are not empty, with commas between them} */
    static String joined(String... names) {
        return Stream.of(names).filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
    }

    /**
     * {@return how a sensor's columns in files begin: as the user calls it, or in English whatever language the screen
     * has, so that a file is read alike everywhere}; with its meter's name, or the usual one, where others in the file
     * would have the same
     */
    public static String column(Sensor sensor, List<Sensor> among) {
        boolean mixed = ofSeveralMeters(among);
        String column = column(sensor, mixed);
        boolean alike = among.stream().anyMatch(other -> !other.key().equals(sensor.key())
                && column(other, mixed).equals(column));
        return alike && !sensor.settings().name().isBlank() ? column + "_" + heading(usual(sensor)) : column;
    }

    private static String column(Sensor sensor, boolean severalMeters) {
        String name = sensor.settings().name().isBlank() ? usual(sensor) : sensor.settings().name();
        return heading(severalMeters ? sensor.key().meter() + " " + name : name);
    }

    private static String usual(Sensor sensor) {
        int number = sensor.key().sensor();
        return SensorNumber.COMPUTED.has(number)
                ? "computed " + (number - SensorNumber.COMPUTED.first() + 1)
                : number == 0 ? "house" : "sensor " + number;
    }

    private static String heading(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    /** {@return a sensor's name with its meter's} */
    public static String full(SeriesKey series) {
        return Messages.bind(Messages.MeterAndSensor, series.meter(), sensor(series));
    }

    /** {@return a form to save; {@link #parse} reads it} */
    public static String save(SeriesKey series) {
        return series.sensor() + "|" + series.meter();
    }

    /** {@return which of these series was saved: one may have been numbered anew since} */
    public static SeriesKey present(Set<SeriesKey> known, SeriesKey saved) {
        return known.contains(saved)
                ? saved
                : SensorNumber.ofFormer(saved.sensor()).map(number -> SeriesKey.power(saved.meter(), number))
                        .filter(known::contains).findFirst().orElse(saved);
    }

    /** {@return the power series that was saved as {@code text}} */
    public static SeriesKey parse(String text) {
        int bar = text.indexOf('|');
        return SeriesKey.power(text.substring(bar + 1), Integer.parseInt(text.substring(0, bar)));
    }
}
