package org.currentcost.ui.charts;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityFormat.Kind;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.Range;

/** Where everything of a chart of lines lies, worked out once for a size and its data. */
record ChartScene(ChartData data, PlotFrame frame, TimeAxis time) {

    /** Lines of text of a time axis. */
    static final int TIME_ROWS = 2;

    static ChartScene of(ChartData data, Point size, ValueUnit unit, ZoneId zone, Locale locale,
            Optional<Range> yRange, int textHeight, ToIntFunction<String> textWidth) {
        ChartData.Extremes extremes = data.extremes();
        QuantityFormat format = new QuantityFormat(locale);
        String usual = format.axisLabel(Kind.POWER, 1000 * 1000, 100, 1000 * 1000).toString();
        int left = PlotFrame.EDGE + textWidth.applyAsInt(usual) + PlotFrame.LABEL_GAP;
        Legend legend = data.series().size() > 1
                ? Legend.of(entries(data.series()), left, size.x - PlotFrame.EDGE, textWidth)
                : Legend.NONE;
        PlotFrame frame = PlotFrame.of(size, textHeight, textWidth, legend, TIME_ROWS, yRange,
                steps -> ValueScale.of(unit, extremes.lowest(), extremes.highest(), steps),
                (value, step, largest) -> format.axisLabel(unit.kind(), value, step, largest).toString(), usual,
                data.isEmpty());
        return new ChartScene(data, frame,
                TimeAxis.of(data.range(), frame.plot().width, zone, locale, textWidth));
    }

    private static List<Legend.Entry> entries(List<ChartSeries> series) {
        return series.stream().map(each -> new Legend.Entry(Swatch.line(each.colorIndex()), each.name())).toList();
    }

    Rectangle plot() {
        return frame.plot();
    }

    /** {@return the distance of a moment from the plot's left edge, in pixels} */
    double x(long millis) {
        return time.x(millis);
    }

    /** {@return the moment at {@code x} pixels from the plot's left edge} */
    long millisAt(double x) {
        return time.millisAt(x);
    }

    /** {@return the distance of a value from the plot's upper edge, in pixels} */
    double y(double value) {
        return frame.values().y(value);
    }
}
