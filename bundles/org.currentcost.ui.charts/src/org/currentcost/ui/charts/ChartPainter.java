package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.ISeries;

/** Paints a {@link ChartScene}. Lives for one painting. */
final class ChartPainter {

    private static final int BAND_ALPHA = 64;
    /** The same share of a dark ground is seen as less. */
    private static final int BAND_ALPHA_ON_DARK = 90;
    private static final int MOST_BRACKET_ROWS = 3;
    private static final int LONE_DOT = 4;

    private final Brush brush;
    private final ChartScene scene;

    ChartPainter(Brush brush, ChartScene scene) {
        this.brush = brush;
        this.scene = scene;
    }

    /** A dot where the crosshair meets a line. */
    record Mark(double y, int colorIndex) {
    }

    /** Paints all but the plot: legend and axes. */
    void paintAround() {
        brush.around(scene.frame());
        brush.timeAxis(scene.time(), scene.frame().axisY(), scene.plot().x, scene.frame().size().x);
        paintBrackets();
    }

    /** A bracket for each gap: of a single line in a neutral colour, of several in theirs, one row each. */
    private void paintBrackets() {
        List<ChartSeries> series = scene.data().series();
        TimeRange range = scene.data().range();
        for (int i = 0; i < series.size(); i++) {
            ChartSeries each = series.get(i);
            for (TimeRange gap : ChartData.gaps(each.buckets(), range)) {
                int left = (int) Math.round(Math.max(0, scene.x(gap.startMillis())));
                int right = (int) Math.round(Math.min(scene.plot().width, scene.x(gap.endMillis())));
                brush.bracket(scene.plot().x + left, scene.plot().x + right, scene.frame().axisY(),
                        Math.min(i, MOST_BRACKET_ROWS - 1), gap.startMillis() >= range.startMillis(),
                        gap.endMillis() <= range.endMillis(),
                        series.size() == 1 ? brush.colours().mark() : brush.colours().line(each.colorIndex()));
            }
        }
    }

    /** Paints grid and bands, behind the lines; the plot's corner is at 0, 0. */
    void paintBehind() {
        brush.grid(scene.frame());
        brush.zeroLine(scene.frame());
        for (ChartSeries each : scene.data().series()) {
            paintBand(ChartData.within(each.buckets(), scene.data().range()), each.colorIndex());
        }
    }

    /** A column of the band: device pixels from the plot's left edge, the extremes in it. */
    private static final class Column {
        final long from;
        final long to;
        long min;
        long max;

        Column(long from, long to, long min, long max) {
            this.from = from;
            this.to = to;
            this.min = min;
            this.max = max;
        }
    }

    private void paintBand(List<Bucket> buckets, int colorIndex) {
        List<Column> columns = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (bucket.min() == bucket.max()) {
                continue;
            }
            long from = Math.round(clampedX(bucket.startMillis()) * brush.deviceScale());
            // a whole pixel at least: the one peak of a year must not fade away
            long to = Math.max(from + 1, Math.round(clampedX(bucket.endMillis()) * brush.deviceScale()));
            Column last = columns.isEmpty() ? null : columns.getLast();
            if (last != null && to <= last.to) {
                last.min = Math.min(last.min, bucket.min());
                last.max = Math.max(last.max, bucket.max());
            } else {
                columns.add(new Column(last == null ? from : Math.max(from, last.to), to, bucket.min(), bucket.max()));
            }
        }
        // one path of rectangles side by side: the drawing system fills these many times faster than one outline
        Path band = new Path(brush.gc().getDevice());
        try {
            for (Column column : columns) {
                double upper = brush.deviceRounded(clampedY(column.max));
                double lower = brush.deviceRounded(clampedY(column.min));
                band.addRectangle((float) (column.from / brush.deviceScale()), (float) upper,
                        (float) ((column.to - column.from) / brush.deviceScale()), (float) (lower - upper));
            }
            brush.gc().setAlpha(Palette.isDark(brush.colours().groundRgb()) ? BAND_ALPHA_ON_DARK : BAND_ALPHA);
            brush.gc().setBackground(brush.colours().line(colorIndex));
            brush.gc().fillPath(band);
            brush.gc().setAlpha(255);
        } finally {
            band.dispose();
        }
    }

    /**
     * Paints steps: a level from each x to the next one, and nothing where the level is not known.
     *
     * @param estimated the points that are dotted, since only the mean of a long count is known
     */
    static void paintLine(Brush brush, ISeries<?> steps, AxisPixels x, AxisPixels y, int colorIndex, BitSet estimated) {
        double[] xs = steps.getXSeries();
        double[] ys = steps.getYSeries();
        Path solid = new Path(brush.gc().getDevice());
        Path dotted = new Path(brush.gc().getDevice());
        boolean anyDotted = false;
        try {
            brush.gc().setBackground(brush.colours().line(colorIndex));
            boolean joined = false;
            float levelBefore = 0;
            for (int i = firstIn(xs, x.lower()); i < xs.length && xs[i] < x.upper(); i++) {
                double end = i + 1 < xs.length ? xs[i + 1] : xs[i];
                boolean before = end <= x.lower() && xs[i] < x.lower();
                if (before || Double.isNaN(ys[i])) {
                    joined = false;
                    continue;
                }
                double x1 = brush.snapped(clamped(x.at(xs[i]), x.length()));
                double x2 = brush.snapped(clamped(x.at(end), x.length()));
                float level = (float) brush.snapped(clamped(y.at(ys[i]), y.length()));
                anyDotted |= estimated.get(i);
                Path line = estimated.get(i) ? dotted : solid;
                if (joined) {
                    if (estimated.get(i) != estimated.get(i - 1)) {
                        line.moveTo((float) x1, levelBefore);
                    }
                    line.lineTo((float) x1, level);
                } else {
                    line.moveTo((float) x1, level);
                }
                line.lineTo((float) x2, level);
                boolean ends = i + 1 >= xs.length || end >= x.upper() || Double.isNaN(ys[i + 1]);
                if (!joined && ends && x2 - x1 < LONE_DOT) {
                    // a lone reading whose step is too short to be seen
                    brush.gc().fillOval((int) Math.round((x1 + x2 - LONE_DOT) / 2), Math.round(level - LONE_DOT / 2f),
                            LONE_DOT, LONE_DOT);
                }
                joined = true;
                levelBefore = level;
            }
            brush.strokeLine(solid, colorIndex);
            if (anyDotted) {
                brush.strokeDotted(dotted, colorIndex);
            }
        } finally {
            solid.dispose();
            dotted.dispose();
        }
    }

    /** {@return the last point at or before {@code lower}, of several at one place the first; 0 if there is none} */
    private static int firstIn(double[] xs, double lower) {
        int first = Arrays.binarySearch(xs, lower);
        first = Math.max(0, first < 0 ? -first - 2 : first);
        while (first > 0 && xs[first - 1] == lower) {
            first--;
        }
        return first;
    }

    /** {@return the place of a moment, near enough to the plot for the drawing system to count in} */
    private double clampedX(long millis) {
        return clamped(scene.x(millis), scene.plot().width);
    }

    private double clampedY(double value) {
        return clamped(scene.y(value), scene.plot().height);
    }

    private static double clamped(double place, int length) {
        return Math.max(-4, Math.min(length + 4.0, place));
    }

    /** Paints hairlines through a moment and, where it is on a line, its value. */
    void paintCrosshair(double crosshairX, List<Mark> marks, Mark main) {
        Rectangle plot = scene.plot();
        int x = (int) Math.round(crosshairX);
        brush.hairline(x, 0, x, plot.height, brush.colours().mark());
        if (main != null) {
            int y = (int) Math.round(main.y());
            brush.hairline(0, y, plot.width, y, brush.colours().mark());
        }
        for (Mark mark : marks) {
            brush.dot(x, (int) Math.round(mark.y()), mark.colorIndex());
        }
    }
}
