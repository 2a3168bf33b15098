package org.currentcost.source.mqtt.payload;

/** What a number in a message measures. */
public enum Measure {
    /** Electrical power; the base unit is W. */
    POWER,
    /** A counter of energy that only grows until it is reset; the base unit is Wh. */
    ENERGY_COUNTER,
    /** The energy of one period of a known length; the base unit is Wh. */
    ENERGY_PERIOD,
    /** Temperature in degrees Celsius. */
    TEMPERATURE,
    /** A meter's memory of two-hour blocks, the newest first; the base unit is Wh. */
    HISTORY_HOURS,
    /** A meter's memory of days, the newest first; the base unit is Wh. */
    HISTORY_DAYS,
    /** A meter's memory of months of thirty days, the newest first; the base unit is Wh. */
    HISTORY_MONTHS,
    /** No number: whether the sender is there. While it is not, nothing of it holds. */
    AVAILABILITY
}
