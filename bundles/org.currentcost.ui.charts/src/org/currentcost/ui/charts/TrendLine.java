package org.currentcost.ui.charts;

/**
 * A straight line through the points of a {@link ScatterChart}, drawn from the leftmost point to the rightmost.
 *
 * @param intercept its y where x is zero
 * @param slope     how much y grows with each unit of x
 * @param label     says what it means, in the legend
 */
public record TrendLine(double intercept, double slope, String label) {

    double y(double x) {
        return intercept + slope * x;
    }
}
