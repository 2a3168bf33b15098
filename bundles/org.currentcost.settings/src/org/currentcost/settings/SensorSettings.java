package org.currentcost.settings;

import java.util.Optional;
import org.currentcost.model.SensorRole;

/**
 * What the user settled about a sensor.
 *
 * @param name              what it is called; empty for its usual name
 * @param role              what its energy means for the house
 * @param negated           whether its sign is turned round: it counts what flows the other way
 * @param color             its place in the chart palette, if the user chose one
 * @param formula           for a sensor that is computed from others of its meter: how, such as {@code 0 - 1 + 5}
 * @param temperatureOffset for sensor 0: how many degrees Celsius to add to what the meter's thermometer says, which
 *                          stands in the warmth of the display itself
 * @param parent            the number of the sensor of the same meter that this one is inside of, such as of the
 *                          circuit that a plug is on; empty for none but the house. That one may be gone by now, or be
 *                          inside this one
 */
public record SensorSettings(String name, SensorRole role, boolean negated, Optional<Integer> color,
        Optional<String> formula, double temperatureOffset, Optional<Integer> parent) {

    /** Settles all but the thermometer, which is right. */
    public SensorSettings(String name, SensorRole role, boolean negated, Optional<Integer> color,
            Optional<String> formula) {
        this(name, role, negated, color, formula, 0);
    }

    /** Settles all of a sensor that is inside of none but the house. */
    public SensorSettings(String name, SensorRole role, boolean negated, Optional<Integer> color,
            Optional<String> formula, double temperatureOffset) {
        this(name, role, negated, color, formula, temperatureOffset, Optional.empty());
    }

    /** {@return the same inside of another sensor, or of none but the house} */
    public SensorSettings inside(Optional<Integer> sensor) {
        return new SensorSettings(name, role, negated, color, formula, temperatureOffset, sensor);
    }

    /** {@return what holds for a sensor of which nothing was settled: 0 is the house, others are inside it} */
    public static SensorSettings standard(int sensor) {
        return new SensorSettings("", sensor == 0 ? SensorRole.HOUSE : SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.empty());
    }
}
