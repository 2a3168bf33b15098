package org.currentcost.ui.charts;

import java.util.Map;
import org.eclipse.swtchart.Range;

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

    /** {@return what an axis from the plot's upper to its lower edge shows} @param plotHeight in pixels */
    Range range(int plotHeight) {
        double perPixel = (scale.upper() - scale.lower()) / height;
        return new Range(scale.lower() - (plotHeight - top - height) * perPixel, scale.upper() + top * perPixel);
    }
}
