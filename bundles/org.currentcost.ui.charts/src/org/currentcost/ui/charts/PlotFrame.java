package org.currentcost.ui.charts;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.Range;

/**
 * A plot with its value axis on the left, the legend above and the other axis below.
 *
 * @param size the whole chart
 * @param plot where the data is painted, in the chart's coordinates; it goes on below the value axis a little so that a
 *             line at its lower end is whole
 */
record PlotFrame(Point size, Rectangle plot, int textHeight, Legend legend, ValueAxis values) {

    /** Between the value axis' labels and the plot. */
    static final int LABEL_GAP = 8;

    /** Below the plot, for brackets and ticks, before the labels of the lower axis. */
    static final int BRACKET_ZONE = 9;

    /** Around everything. */
    static final int EDGE = 6;

    /** On the right, where the last label of the lower axis reaches over the plot's edge. */
    static final int RIGHT_EDGE = 16;

    private static final int BELOW_AXIS = 3;
    private static final double LINES_APART_IN_TEXT_HEIGHTS = 2.2;
    private static final int LEAST_PLOT = 10;

    /** Writes a label of the value axis. */
    interface Labelling {
        /** @param largest the larger of the axis' ends, without its sign */
        String label(double value, double step, double largest);
    }

    /**
     * {@return the frame around a plot}
     *
     * @param rows      lines of text below the plot
     * @param set       what somebody wants the plot to show from its lower to its upper edge, if anybody does
     * @param scale     makes the scale for so many steps at most, if nobody does
     * @param labelling writes the labels of the scale's lines
     * @param usual     a label for which there is room even if none is as long now: the plot should not twitch
     * @param empty     whether the axis has no labels
     */
    static PlotFrame of(Point size, int textHeight, ToIntFunction<String> textWidth, Legend legend, int rows,
            Optional<Range> set, IntFunction<ValueScale> scale, Labelling labelling, String usual, boolean empty) {
        int plotTop = EDGE + (legend.isEmpty() ? 0 : legend.height(textHeight) + EDGE);
        int top = textHeight / 2;
        int below = rows * textHeight + BRACKET_ZONE + EDGE;
        int height = Math.max(LEAST_PLOT, size.y - plotTop - top - below - BELOW_AXIS);
        int steps = Math.max(1, (int) (height / (LINES_APART_IN_TEXT_HEIGHTS * textHeight)));
        ValueScale made = set.map(range -> {
            double perPixel = (range.upper - range.lower) / (top + height + BELOW_AXIS);
            return ValueScale.between(range.lower + BELOW_AXIS * perPixel, range.upper - top * perPixel, steps);
        }).orElseGet(() -> scale.apply(steps));
        double largest = Math.max(Math.abs(made.lower()), Math.abs(made.upper()));
        Map<Double, String> labels = empty
                ? Map.of()
                : made.lines().stream().collect(Collectors.toMap(Function.identity(),
                        value -> labelling.label(value, made.step(), largest)));
        int gutter = textWidth.applyAsInt(usual);
        for (String label : labels.values()) {
            gutter = Math.max(gutter, textWidth.applyAsInt(label));
        }
        int left = EDGE + gutter + LABEL_GAP;
        Rectangle plot = new Rectangle(left, plotTop, Math.max(LEAST_PLOT, size.x - left - RIGHT_EDGE),
                top + height + BELOW_AXIS);
        return new PlotFrame(size, plot, textHeight, legend, new ValueAxis(made, labels, top, height));
    }

    /** {@return where the lower end of the value axis is, in the chart's coordinates} */
    int axisY() {
        return plot.y + values.top() + values.height();
    }
}
