package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.Range;

/**
 * Where everything of a chart of points lies, worked out once for a size and its data.
 *
 * @param across the scale of the axis below
 */
record ScatterScene(ScatterChart.Points points, PlotFrame frame, ValueScale across) {

    private static final int LEAST_STEP_PIXELS = 70;
    private static final int REACH = 12;

    static ScatterScene of(ScatterChart.Points points, Point size, Locale locale, Optional<Range> yRange,
            int textHeight, ToIntFunction<String> textWidth) {
        List<ScatterPoint> all = points.points();
        boolean empty = all.isEmpty();
        double lowest = all.stream().mapToDouble(ScatterPoint::y).min().orElse(0);
        double highest = all.stream().mapToDouble(ScatterPoint::y).max().orElse(0);
        double left = all.stream().mapToDouble(ScatterPoint::x).min().orElse(0);
        double right = all.stream().mapToDouble(ScatterPoint::x).max().orElse(0);
        AmountScale y = points.y().scale();
        String usual = y.axisLabel(100, 100, 100);
        int legendLeft = PlotFrame.EDGE + textWidth.applyAsInt(usual) + PlotFrame.LABEL_GAP;
        Legend legend = empty
                ? Legend.NONE
                : Legend.of(entries(points, locale), legendLeft, size.x - PlotFrame.EDGE, textWidth);
        PlotFrame frame = PlotFrame.of(size, textHeight, textWidth, legend, 2, yRange,
                steps -> ValueScale.withZero(lowest, highest, y.leastSpan(), steps), y::axisLabel, usual, empty);
        ValueScale across = ValueScale.around(left, right, points.x().scale().leastSpan(),
                Math.max(1, frame.plot().width / LEAST_STEP_PIXELS));
        return new ScatterScene(points, frame, across);
    }

    private static List<Legend.Entry> entries(ScatterChart.Points points, Locale locale) {
        List<Legend.Entry> entries = new ArrayList<>();
        entries.add(new Legend.Entry(Swatch.NONE, points.y().title()));
        if (points.points().stream().anyMatch(ScatterPoint::muted)) {
            entries.add(new Legend.Entry(new Swatch(Swatch.Kind.DOT, 0), Messages.text(locale, "legend.weekday")));
            entries.add(new Legend.Entry(new Swatch(Swatch.Kind.RING, 0), Messages.text(locale, "legend.weekend")));
        }
        points.trend().ifPresent(trend -> entries
                .add(new Legend.Entry(Swatch.line(ChartSeries.NEUTRAL), trend.label())));
        return entries;
    }

    /** {@return the distance of a value of the axis below from the plot's left edge, in pixels} */
    double x(double value) {
        return across.position(value) * frame.plot().width;
    }

    double y(double value) {
        return frame.values().y(value);
    }

    /** {@return the nearest point within reach of a place in the plot, or -1} */
    int pointAt(int x, int y) {
        int found = -1;
        double best = REACH;
        for (int i = 0; i < points.points().size(); i++) {
            ScatterPoint point = points.points().get(i);
            double distance = Math.hypot(x(point.x()) - x, y(point.y()) - y);
            if (distance <= best) {
                best = distance;
                found = i;
            }
        }
        return found;
    }

    Rectangle plot() {
        return frame.plot();
    }
}
