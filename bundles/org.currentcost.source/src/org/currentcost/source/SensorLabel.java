package org.currentcost.source;

import java.util.Objects;
import org.currentcost.model.SensorRole;

/**
 * How a source that brings readings calls the sensor they are of.
 *
 * @param meter the meter among those that the source hears; empty for the one that the source itself stands for
 * @param name  the sensor's name at that meter; empty for its only or main one
 * @param role  what its energy means for the house, unless the user says otherwise
 */
public record SensorLabel(String meter, String name, SensorRole role) {

    public SensorLabel {
        Objects.requireNonNull(meter);
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
    }
}
