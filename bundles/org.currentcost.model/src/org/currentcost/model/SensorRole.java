package org.currentcost.model;

/** What a sensor's energy means for the house. */
public enum SensorRole {
    /** All that the house uses. */
    HOUSE,
    /** A part of what the house uses, never added to it. */
    INSIDE_HOUSE,
    /** What is made here, such as by solar panels. */
    GENERATION,
    /** What is fed into the grid. */
    EXPORT,
    /** Of no meaning; left out everywhere. */
    IGNORED
}
