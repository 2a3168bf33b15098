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
        double lower = lowest;
        double upper = highest;
        if (unit == ValueUnit.POWER) {
            lower = Math.min(0, lowest);
            upper = Math.max(0, highest);
            if (upper - lower < LEAST_POWER_SPAN) {
                upper = lower + LEAST_POWER_SPAN;
            }
        } else if (upper - lower < LEAST_TEMPERATURE_SPAN) {
            double middle = (lower + upper) / 2;
            lower = middle - LEAST_TEMPERATURE_SPAN / 2;
            upper = middle + LEAST_TEMPERATURE_SPAN / 2;
        }
        double room = (upper - lower) * HEADROOM;
        if (upper > 0 || unit == ValueUnit.TEMPERATURE) {
            upper += room;
        }
        if (lower < 0 || unit == ValueUnit.TEMPERATURE) {
            lower -= room;
        }
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
