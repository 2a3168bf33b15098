package org.currentcost.model;

/**
 * An electrical power. Negative where more is fed in than used.
 *
 * @param milliwatts the power in mW
 */
public record Power(long milliwatts) implements Comparable<Power> {

    /** {@return the same power in the other direction} */
    public Power negated() {
        return new Power(-milliwatts);
    }

    @Override
    public int compareTo(Power other) {
        return Long.compare(milliwatts, other.milliwatts);
    }
}
