package org.currentcost.ui.charts;

/** What the values of a chart are. */
public enum ValueUnit {
    /** Power: values in milliwatts, shown in W or kW by size; the axis holds zero. */
    POWER,
    /** Temperature: values in thousandths of a degree Celsius, shown in °C; the axis holds what is there. */
    TEMPERATURE
}
