package org.currentcost.ui.charts;

/**
 * A point of a {@link ScatterChart}.
 *
 * @param x     in the unit of the axis below
 * @param y     in the unit of the axis on the left
 * @param card  what is shown while the pointer is on the point, in lines
 * @param muted whether it is told apart from the others by a ring instead of a dot: a weekend
 */
public record ScatterPoint(double x, double y, String card, boolean muted) {

    public ScatterPoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException(x + ", " + y);
        }
    }
}
