package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * A value axis: its lower and upper end and the step between its lines, all in milli-units and round numbers of the
 * unit shown.
 */
record ValueScale(double lower, double upper, double step) {

    /** An axis is never shorter than this, so that a flat line is not blown up into mountains. */
    private static final double LEAST_POWER_SPAN = 10_000;
    private static final double LEAST_TEMPERATURE_SPAN = 1_000;

    /** Above the highest value, so that its line is not cut. */
    private static final double HEADROOM = 0.02;

    /**
     * {@return an axis for values from {@code lowest} to {@code highest}}
     *
     * @param steps how many steps there may be, at least 1
     */
    static ValueScale of(ValueUnit unit, double lowest, double highest, int steps) {
        return unit == ValueUnit.POWER
                ? withZero(lowest, highest, LEAST_POWER_SPAN, steps)
                : around(lowest, highest, LEAST_TEMPERATURE_SPAN, steps);
    }

    /** {@return an axis that holds zero} @param leastSpan how long it is at least */
    static ValueScale withZero(double lowest, double highest, double leastSpan, int steps) {
        double lower = Math.min(0, lowest);
        double upper = Math.max(0, highest);
        if (upper - lower < leastSpan) {
            upper = lower + leastSpan;
        }
        double room = (upper - lower) * HEADROOM;
        return ended(upper > 0 ? upper + room : upper, lower < 0 ? lower - room : lower, steps);
    }

    /** {@return an axis of what is there, with or without zero} @param leastSpan how long it is at least */
    static ValueScale around(double lowest, double highest, double leastSpan, int steps) {
        double middle = (lowest + highest) / 2;
        double half = Math.max(highest - lowest, leastSpan) / 2;
        double room = 2 * half * HEADROOM;
        return ended(middle + half + room, middle - half - room, steps);
    }

    /** {@return an axis with just these ends} @param upper above {@code lower} */
    static ValueScale between(double lower, double upper, int steps) {
        return new ValueScale(lower, upper, roundStep((upper - lower) / Math.max(1, steps)));
    }

    private static ValueScale ended(double upper, double lower, int steps) {
        double step = roundStep((upper - lower) / Math.max(1, steps));
        // a line at each end would waste up to a step of height on nothing: end at halves of a step
        ValueScale tight = ended(lower, upper, step, step / 2);
        return tight.lines().size() >= 2 ? tight : ended(lower, upper, step, step);
    }

    private static ValueScale ended(double lower, double upper, double step, double part) {
        // plus zero, for a negative zero is not equal to zero
        return new ValueScale(Math.floor(lower / part + 1e-9) * part + 0.0, Math.ceil(upper / part - 1e-9) * part + 0.0,
                step);
    }

    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[]{1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** {@return the values of the lines, from below} */
    List<Double> lines() {
        List<Double> lines = new ArrayList<>();
        long last = (long) Math.floor(upper / step + 1e-9);
        for (long n = (long) Math.ceil(lower / step - 1e-9); n <= last; n++) {
            lines.add(n * step);
        }
        return lines;
    }

    /** {@return where {@code value} lies, 0 at the lower end, 1 at the upper one} */
    double position(double value) {
        return (value - lower) / (upper - lower);
    }
}
