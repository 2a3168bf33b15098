package org.currentcost.model;

/**
 * What a series did in one span of time.
 * <p>
 * A reading's value holds until the next reading, but for no longer than {@link HoldRule} says; what is then left until
 * the next reading is a gap, covered by nothing. A held value is cut exactly at the bucket's borders, so buckets add up
 * without rounding. Integrals are whole numbers: with values in milliwatts the unit is the microjoule.
 *
 * @param startMillis     the start, inclusive, in milliseconds since the epoch
 * @param endMillis       the end, exclusive
 * @param readings        how many readings have their instant in the bucket
 * @param coveredMillis   for how long a value was known, at most {@code endMillis - startMillis}
 * @param min             the smallest value read in the bucket (or, where there is none, held from before into it), the
 *                        channels of a reading added up
 * @param max             the largest such value
 * @param integral        the sum of value x milliseconds held
 * @param estimatedMillis for how much of the covered time only the mean of a long counted interval is known, its total
 *                        measured and its course within estimated; see {@link HoldRule#isCourseEstimated}
 */
public record Bucket(long startMillis, long endMillis, long readings, long coveredMillis, long min, long max,
        long integral, long estimatedMillis) {

    /** What was read, with nothing of its course estimated. */
    public Bucket(long startMillis, long endMillis, long readings, long coveredMillis, long min, long max,
            long integral) {
        this(startMillis, endMillis, readings, coveredMillis, min, max, integral, 0);
    }

    /**
     * {@return whether the course of the value is estimated for most of the covered time}: so it is to be marked. A day
     * with a short pause in it is not, nor is its total, which is measured
     */
    public boolean isCourseEstimated() {
        return 2 * estimatedMillis > coveredMillis;
    }

    /** {@return this between other borders} */
    public Bucket within(long newStartMillis, long newEndMillis) {
        return new Bucket(newStartMillis, newEndMillis, readings, coveredMillis, min, max, integral, estimatedMillis);
    }

    /** {@return the mean of the value over the covered time, in the series' milli-unit}; needs coverage above zero */
    public double mean() {
        return (double) integral / coveredMillis;
    }

    /** {@return the energy in kilowatt-hours, if the values are milliwatts} */
    public double kilowattHours() {
        return new Energy(integral).kilowattHours();
    }

    /** {@return the covered part of the bucket, 0 to 1} */
    public double coverage() {
        return (double) coveredMillis / (endMillis - startMillis);
    }

    /**
     * {@return this and a neighbour as one bucket from the earlier start to the later end}
     * <p>
     * What is only held into a bucket without readings says nothing about the extremes of one that has some. An
     * integral stops at the ends of 64 bits, which are 2.56 GWh.
     */
    public Bucket plus(Bucket other) {
        boolean ownExtremes = readings > 0 || other.readings == 0;
        boolean otherExtremes = other.readings > 0 || readings == 0;
        return new Bucket(Math.min(startMillis, other.startMillis), Math.max(endMillis, other.endMillis),
                readings + other.readings, coveredMillis + other.coveredMillis,
                Math.min(ownExtremes ? min : other.min, otherExtremes ? other.min : min),
                Math.max(ownExtremes ? max : other.max, otherExtremes ? other.max : max),
                Saturated.plus(integral, other.integral), estimatedMillis + other.estimatedMillis);
    }
}
