package org.currentcost.ui.charts;

import java.util.Map;

/**
 * A value axis laid out on pixels.
 *
 * @param labels the lines' values and their labels; empty if nothing is shown
 * @param top    the distance from the plot's upper edge to the upper end of the axis
 * @param height from the upper to the lower end
 */
record ValueAxis(ValueScale scale, Map<Double, String> labels, int top, int height) {

    /** {@return the distance of a value from the plot's upper edge, in pixels} */
    double y(double value) {
        return top + (1 - scale.position(value)) * height;
    }

    /** {@return the value at {@code y} pixels from the plot's upper edge} */
    double valueAt(double y) {
        return scale.lower() + (1 - (y - top) / height) * (scale.upper() - scale.lower());
    }
}
