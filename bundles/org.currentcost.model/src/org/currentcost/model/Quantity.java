package org.currentcost.model;

/** What a series measures, and so the unit of the values of its {@link Reading readings}. */
public enum Quantity {
    /** Electrical power; values are milliwatts. Its integral over time is energy. */
    POWER,
    /** The temperature at the meter's display; values are thousandths of a degree Celsius. */
    TEMPERATURE,
    /** A counter of pulses that only grows until it is reset; values are pulses. */
    PULSES
}
