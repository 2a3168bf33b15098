package org.currentcost.analysis;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Amounts by day and hour of the clock.
 * <p>
 * Immutable. The hour that a change of the clock repeats is one cell, with the mean of both; the hour that a change
 * leaves out, and a day that a zone leaves out, are unknown.
 */
public final class LoadProfile {

    /** The hours of a day on the clock. */
    public static final int HOURS = 24;

    private final LocalDate firstDate;
    private final double[] amounts;
    private final double[] coverages;

    /** Takes the arrays over; rows of {@link #HOURS}. */
    LoadProfile(LocalDate firstDate, double[] amounts, double[] coverages) {
        this.firstDate = firstDate;
        this.amounts = amounts;
        this.coverages = coverages;
    }

    /** {@return how many days there are, known or not, one after the other} */
    public int days() {
        return amounts.length / HOURS;
    }

    /** {@return a day} @param day 0 to {@link #days()}, exclusive */
    public LocalDate date(int day) {
        return firstDate.plusDays(day);
    }

    /** {@return the amount of a full hour, or not a number where too little is known} @param hour 0 to 23 */
    public double amount(int day, int hour) {
        return amounts[day * HOURS + hour];
    }

    /** {@return the part of an hour of which something is known, 0 to 1} @param hour 0 to 23 */
    public double coverage(int day, int hour) {
        return coverages[day * HOURS + hour];
    }

    /** {@return the largest amount, for a scale of colours; not a number where nothing is known} */
    public double largest() {
        return Arrays.stream(amounts).filter(each -> !Double.isNaN(each)).max().orElse(Double.NaN);
    }
}
