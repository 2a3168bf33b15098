package org.currentcost.model;

/** What an {@link Edit} does to the readings of its range. */
public enum EditKind {
    /** They count as if they had never come: a gap. */
    EXCLUDE,
    /** Their values are multiplied by a factor. */
    SCALE,
    /** They are moved in time. */
    SHIFT
}
