package org.currentcost.model;

/**
 * When so much is known of a time that it counts as a whole: a day can be held against another one, a row of a file
 * stands for all of its time. What is missing is then taken to be like the rest.
 */
public final class CompleteRule {

    /** The part of the time of which something must be known, 0 to 1, inclusive. */
    public static final double LEAST_KNOWN = 0.95;

    private CompleteRule() {
    }

    /** {@return whether a time counts as a whole} @param known the part of it that is known, 0 to 1 */
    public static boolean holds(double known) {
        return known >= LEAST_KNOWN;
    }

    /** {@return whether a time counts as a whole} @param knownMillis for how much of {@code millis} it is known */
    public static boolean holds(long knownMillis, long millis) {
        return knownMillis >= LEAST_KNOWN * millis;
    }
}
