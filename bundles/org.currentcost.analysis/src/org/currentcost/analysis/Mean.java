package org.currentcost.analysis;

/**
 * The mean of an amount over several hours or days.
 *
 * @param amount   the mean, in the unit that was asked for; not a number where {@code count} is 0
 * @param count    over how many it is taken
 * @param coverage the mean part of them of which something is known, 0 to 1; 0 where {@code count} is 0
 */
public record Mean(double amount, int count, double coverage) {

    /** {@return whether there is a mean} */
    public boolean known() {
        return count > 0;
    }

    /** Adds up. */
    static final class Builder {

        private double amounts;
        private double coverages;
        private int count;

        /** Adds one of the hours or days; one whose amount is not a number is unknown and left out. */
        void add(double amount, double coverage) {
            if (!Double.isNaN(amount)) {
                amounts += amount;
                coverages += coverage;
                count++;
            }
        }

        Mean build() {
            return count == 0 ? new Mean(Double.NaN, 0, 0) : new Mean(amounts / count, count, coverages / count);
        }
    }
}
