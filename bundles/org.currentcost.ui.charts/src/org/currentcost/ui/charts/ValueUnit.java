package org.currentcost.ui.charts;

import org.currentcost.model.QuantityFormat.Kind;

/** What the values of a chart are. */
public enum ValueUnit {
    /** Power: values in milliwatts, shown in W or kW by size; the axis holds zero. */
    POWER(Kind.POWER),
    /** Temperature: values in thousandths of a degree Celsius, shown in °C; the axis holds what is there. */
    TEMPERATURE(Kind.TEMPERATURE);

    private final Kind kind;

    ValueUnit(Kind kind) {
        this.kind = kind;
    }

    /** {@return how values are written} */
    Kind kind() {
        return kind;
    }
}
