package org.currentcost.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names one series of readings: a quantity of one sensor of one meter.
 * <p>
 * The meter is known by the name that its owner gave it, never by radio id or age, which change when a transmitter is
 * paired again or the meter is reset.
 *
 * @param meter    the owner's name for the meter, not empty
 * @param sensor   the sensor's number, 0 for the whole house, others as {@link SensorNumber} has them; a meter's own
 *                 thermometer is sensor 0
 * @param quantity what is measured
 */
public record SeriesKey(String meter, int sensor, Quantity quantity) implements Comparable<SeriesKey> {

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::meter)
            .thenComparing(SeriesKey::quantity).thenComparingInt(SeriesKey::sensor);

    public SeriesKey {
        Objects.requireNonNull(quantity);
        if (meter.isBlank()) {
            throw new IllegalArgumentException("a meter has a name");
        }
        if (sensor < 0) {
            throw new IllegalArgumentException("sensor " + sensor);
        }
    }

    /** {@return the power series of {@code sensor} of {@code meter}} */
    public static SeriesKey power(String meter, int sensor) {
        return new SeriesKey(meter, sensor, Quantity.POWER);
    }

    /** Orders by meter, then quantity, then sensor. */
    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
