package org.currentcost.ui.charts;

import org.eclipse.swtchart.IAxis;

/**
 * Places on an axis of the plot in fractions of a pixel; the axis itself knows whole pixels only.
 *
 * @param lower  the value at one end
 * @param upper  the value at the other end
 * @param length from one end to the other, in pixels
 * @param rising whether the lower end is on the left or above
 */
record AxisPixels(double lower, double upper, int length, boolean rising) {

    /** Far below what is seen and far above the errors of calculation, so that halves of a pixel are rounded alike. */
    private static final double PARTS_OF_A_PIXEL = 1e9;

    /** {@return the places on an axis as it is now} @param length of the plot along the axis, in pixels */
    static AxisPixels horizontal(IAxis axis, int length) {
        return new AxisPixels(axis.getRange().lower, axis.getRange().upper, length, !axis.isReversed());
    }

    /** {@return the places on an axis as it is now} @param length of the plot along the axis, in pixels */
    static AxisPixels vertical(IAxis axis, int length) {
        return new AxisPixels(axis.getRange().lower, axis.getRange().upper, length, axis.isReversed());
    }

    /** {@return the distance of a value from the plot's left or upper edge} */
    double at(double value) {
        double pixels = (rising ? value - lower : upper - value) * length / (upper - lower);
        return Math.round(pixels * PARTS_OF_A_PIXEL) / PARTS_OF_A_PIXEL;
    }
}
