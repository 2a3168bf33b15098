package org.currentcost.ui.charts;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where everything of a chart lies, worked out once for a size and its data.
 *
 * @param plot       where the lines are, in the chart's coordinates
 * @param top        the distance from the plot's upper edge to the upper end of the value axis
 * @param axisHeight the height of the value axis; the plot goes on below it so that a line at its lower end is whole
 * @param lineLabels the value axis' labels
 */
record ChartScene(ChartData data, Point size, Rectangle plot, int top, int axisHeight, int textHeight, ValueScale scale,
        Map<Double, String> lineLabels, TimeTicks ticks) {

    /** Between the value axis' labels and the plot. */
    static final int LABEL_GAP = 8;

    /** Below the plot, for brackets and ticks, before the labels of the time axis. */
    static final int BRACKET_ZONE = 9;

    private static final int EDGE = 6;
    private static final int RIGHT_EDGE = 16;
    private static final int BELOW_AXIS = 3;
    private static final double LINES_APART_IN_TEXT_HEIGHTS = 2.2;

    static ChartScene of(ChartData data, Point size, ValueUnit unit, ZoneId zone, Locale locale, int textHeight,
            ToIntFunction<String> textWidth) {
        int legend = data.series().size() > 1 ? textHeight + EDGE : 0;
        int plotTop = EDGE + legend;
        int top = textHeight / 2;
        int rows = 2 * textHeight + BRACKET_ZONE + EDGE;
        int axisHeight = Math.max(10, size.y - plotTop - top - rows - BELOW_AXIS);

        ChartData.Extremes extremes = data.extremes();
        int steps = Math.max(1, (int) (axisHeight / (LINES_APART_IN_TEXT_HEIGHTS * textHeight)));
        ValueScale scale = ValueScale.of(unit, extremes.lowest(), extremes.highest(), steps);
        Figures figures = new Figures(unit, locale);
        Figures.Scale shownIn = figures.scaleFor(Math.max(Math.abs(scale.lower()), Math.abs(scale.upper())));
        Map<Double, String> labels = data.isEmpty()
                ? Map.of()
                : scale.lines().stream().collect(
                        Collectors.toMap(value -> value, value -> figures.axisLabel(value, scale.step(), shownIn)));
        // the width of a usual label at least: the plot should not twitch when live values change theirs
        int gutter = textWidth.applyAsInt(figures.axisLabel(1000 * 1000, 100, Figures.Scale.KILOWATT));
        for (String label : labels.values()) {
            gutter = Math.max(gutter, textWidth.applyAsInt(label));
        }
        int left = EDGE + gutter + LABEL_GAP;
        Rectangle plot = new Rectangle(left, plotTop, Math.max(10, size.x - left - RIGHT_EDGE),
                top + axisHeight + BELOW_AXIS);
        return new ChartScene(data, size, plot, top, axisHeight, textHeight, scale, labels,
                TimeTicks.of(data.range(), zone, locale, plot.width, textWidth));
    }

    /** {@return the distance of a moment from the plot's left edge, in pixels} */
    double x(long millis) {
        long start = data.range().startMillis();
        return (millis - start) * (double) plot.width / Math.max(1, data.range().endMillis() - start);
    }

    /** {@return the moment at {@code x} pixels from the plot's left edge} */
    long millisAt(double x) {
        long start = data.range().startMillis();
        return start + Math.round(x * (data.range().endMillis() - start) / plot.width);
    }

    /** {@return the distance of a value from the plot's upper edge, in pixels} */
    double y(double value) {
        return top + (1 - scale.position(value)) * axisHeight;
    }
}
