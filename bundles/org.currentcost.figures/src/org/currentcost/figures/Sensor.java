package org.currentcost.figures;

import org.currentcost.model.SeriesKey;

/**
 * A sensor of power, measured or computed.
 *
 * @param key      its series; sensors from {@link #FIRST_COMPUTED} on have a formula and no readings
 * @param settings what the user settled about it
 */
public record Sensor(SeriesKey key, SensorSettings settings) {

    /** The number of the first sensor that is computed from others; meters count up to 9. */
    public static final int FIRST_COMPUTED = 100;

    /** {@return the place of its colour in the chart palette} */
    public int color() {
        return settings.color().orElse(key.sensor() % FIRST_COMPUTED);
    }
}
