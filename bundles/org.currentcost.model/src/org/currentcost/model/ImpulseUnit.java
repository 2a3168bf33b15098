package org.currentcost.model;

import java.util.Objects;

/**
 * What the impulses of a sensor are in.
 *
 * @param counted what it counts
 * @param perUnit how many impulses are one unit; 0 where nobody has told the meter
 */
public record ImpulseUnit(Counted counted, int perUnit) {

    /** What is counted. */
    public enum Counted {
        /** In kWh. */
        ELECTRICITY,
        /** In the unit of the gas meter, which a CurrentCost meter does not say: cubic metres or feet. */
        GAS,
        /** In the unit of the water meter, which a CurrentCost meter does not say: cubic metres, litres or gallons. */
        WATER
    }

    public ImpulseUnit {
        Objects.requireNonNull(counted);
    }
}
