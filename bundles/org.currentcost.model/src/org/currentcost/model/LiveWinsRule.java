package org.currentcost.model;

/**
 * When live readings tell a block of a meter's memory well enough that the block is not needed: it adds nothing to
 * them then, and the two can be held against each other.
 */
public final class LiveWinsRule {

    /** The part of the block that must be known already, 0 to 1, inclusive. */
    public static final double LEAST_COVERAGE = 0.95;

    private LiveWinsRule() {
    }

    /** {@return whether live readings win} @param coverage the part of the block that they cover, 0 to 1 */
    public static boolean holds(double coverage) {
        return coverage >= LEAST_COVERAGE;
    }
}
