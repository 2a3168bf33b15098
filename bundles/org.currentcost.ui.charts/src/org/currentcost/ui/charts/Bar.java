package org.currentcost.ui.charts;

/**
 * What is known of one bucket of a {@link BarChart}: amounts, in the chart's unit, that lie upon each other in this
 * order. Amounts below zero are of generation and are drawn below the line at zero.
 *
 * @param measured  drawn solid
 * @param memory    from the meter's own history, drawn hatched
 * @param estimated drawn in a dotted outline
 * @param standing  what is due whatever was used, such as a standing charge; drawn in a plain outline
 * @param card      what is shown while the pointer is on the bar, in lines; may be empty
 * @param muted     whether it is told apart from the others by a lighter tone: a weekend
 */
public record Bar(double measured, double memory, double estimated, double standing, String card, boolean muted) {

    public Bar {
        if (!Double.isFinite(measured) || !Double.isFinite(memory) || !Double.isFinite(estimated)
                || !Double.isFinite(standing)) {
            throw new IllegalArgumentException(measured + ", " + memory + ", " + estimated + ", " + standing);
        }
    }

    /** Makes one of which nothing is due whatever was used. */
    public Bar(double measured, double memory, double estimated, String card, boolean muted) {
        this(measured, memory, estimated, 0, card, muted);
    }

    /** {@return all of it} */
    public double total() {
        return measured + memory + estimated + standing;
    }
}
