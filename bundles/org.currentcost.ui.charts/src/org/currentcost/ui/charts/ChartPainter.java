package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;

/** Paints a {@link ChartScene}. Lives for one painting. */
final class ChartPainter {

    static final float LINE_WIDTH = 1.5f;

    private static final int BAND_ALPHA = 64;
    /** The same share of a dark ground is seen as less. */
    private static final int BAND_ALPHA_ON_DARK = 90;
    private static final int SELECTION_ALPHA = 36;
    private static final int TICK_LENGTH = 4;
    private static final int BRACKET_FOOT = 3;
    private static final int LEGEND_SAMPLE = 26;
    private static final int LEGEND_SPACING = 20;
    private static final int MOST_BRACKET_ROWS = 3;
    private static final int DOT = 7;
    private static final int LONE_DOT = 4;

    private final GC gc;
    private final ChartScene scene;
    private final ChartColours colours;
    private final double deviceScale;

    /** @param deviceScale device pixels to a pixel of the coordinates, 1 or more */
    ChartPainter(GC gc, ChartScene scene, ChartColours colours, double deviceScale) {
        this.gc = gc;
        this.scene = scene;
        this.colours = colours;
        this.deviceScale = deviceScale;
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.DEFAULT);
    }

    /** A line of text on the card, with the colour of its chart line if it is about one of several. */
    record CardLine(String text, int colorIndex) {
        static final int NO_COLOUR = -1;
    }

    /** A dot where the crosshair meets a line. */
    record Mark(double y, int colorIndex) {
    }

    /** Paints all but the plot: legend and axes. */
    void paintAround() {
        gc.setBackground(colours.ground());
        gc.fillRectangle(0, 0, scene.size().x, scene.size().y);
        if (scene.data().series().size() > 1) {
            paintLegend();
        }
        paintValueLabels();
        paintTimeAxis();
        paintBrackets();
    }

    private void paintLegend() {
        int x = scene.plot().x;
        int top = scene.plot().y - scene.textHeight() - 4;
        List<ChartSeries> series = scene.data().series();
        for (int i = 0; i < series.size(); i++) {
            ChartSeries each = series.get(i);
            int width = LEGEND_SAMPLE + 6 + gc.textExtent(each.name()).x;
            int left = series.size() - i - 1;
            int reserve = left == 0 ? 0 : LEGEND_SPACING + gc.textExtent(more(left)).x;
            if (i > 0 && x + width + reserve > scene.size().x) {
                gc.setForeground(colours.label());
                gc.drawText(more(left + 1), x, top, true);
                return;
            }
            Path sample = new Path(gc.getDevice());
            try {
                float y = (float) snapped(top + scene.textHeight() / 2.0);
                sample.moveTo(x, y);
                sample.lineTo(x + (float) LEGEND_SAMPLE, y);
                strokeLine(sample, each.colorIndex());
            } finally {
                sample.dispose();
            }
            gc.setForeground(colours.text());
            gc.drawText(each.name(), x + LEGEND_SAMPLE + 6, top, true);
            x += width + LEGEND_SPACING;
        }
    }

    private static String more(int count) {
        return Messages.text(Locale.getDefault(Locale.Category.FORMAT), "legend.more", count);
    }

    private void paintValueLabels() {
        gc.setForeground(colours.label());
        scene.lineLabels().forEach((value, label) -> {
            int right = scene.plot().x - ChartScene.LABEL_GAP;
            int middle = scene.plot().y + (int) Math.round(scene.y(value));
            gc.drawText(label, right - gc.textExtent(label).x, middle - scene.textHeight() / 2, true);
        });
    }

    private int axisY() {
        return scene.plot().y + scene.top() + scene.axisHeight();
    }

    private void paintTimeAxis() {
        int row1 = axisY() + ChartScene.BRACKET_ZONE;
        for (TimeTicks.Tick tick : scene.ticks().ticks()) {
            int x = scene.plot().x + (int) Math.round(scene.x(tick.millis()));
            int width = gc.textExtent(tick.label()).x;
            if (x - width / 2 >= 0 && x + width / 2 <= scene.size().x) {
                gc.setForeground(colours.mark());
                hairline(x, row1 - 2 - TICK_LENGTH, x, row1 - 2);
                gc.setForeground(colours.label());
                gc.drawText(tick.label(), x - width / 2, row1, true);
            }
        }
        gc.setForeground(colours.label());
        for (TimeTicks.Label label : scene.ticks().spans()) {
            gc.drawText(label.text(), scene.plot().x + label.left(), row1 + scene.textHeight() + 1, true);
        }
    }

    /** A bracket for each gap: of a single line in a neutral colour, of several in theirs, one row each. */
    private void paintBrackets() {
        List<ChartSeries> series = scene.data().series();
        for (int i = 0; i < series.size(); i++) {
            ChartSeries each = series.get(i);
            gc.setForeground(series.size() == 1 ? colours.mark() : colours.line(each.colorIndex()));
            int y = axisY() + BRACKET_FOOT + 1 + Math.min(i, MOST_BRACKET_ROWS - 1) * 2;
            for (TimeRange gap : ChartData.gaps(each.buckets(), scene.data().range())) {
                int left = (int) Math.round(Math.max(0, scene.x(gap.startMillis())));
                int right = (int) Math.round(Math.min(scene.plot().width, scene.x(gap.endMillis())));
                int x = scene.plot().x;
                hairline(x + left, y, x + right, y);
                if (gap.startMillis() >= scene.data().range().startMillis()) {
                    hairline(x + left, y - BRACKET_FOOT, x + left, y);
                }
                if (gap.endMillis() <= scene.data().range().endMillis()) {
                    hairline(x + right, y - BRACKET_FOOT, x + right, y);
                }
            }
        }
    }

    private void hairline(int x1, int y1, int x2, int y2) {
        gc.setLineAttributes(new LineAttributes(1));
        gc.setAntialias(SWT.OFF);
        gc.drawLine(x1, y1, x2, y2);
        gc.setAntialias(SWT.ON);
    }

    /** Paints grid, bands and lines. @param left, top where the plot's corner is on the drawing */
    void paintPlot(int left, int top) {
        Rectangle plot = scene.plot();
        gc.setBackground(colours.ground());
        gc.fillRectangle(left, top, plot.width, plot.height);
        gc.setForeground(colours.grid());
        for (double value : scene.scale().lines()) {
            int y = top + (int) Math.round(scene.y(value));
            // an empty chart keeps its time axis' line and nothing else
            if (!scene.data().isEmpty() || value == 0) {
                hairline(left, y, left + plot.width, y);
            }
        }
        for (ChartSeries each : scene.data().series()) {
            List<Bucket> visible = ChartData.within(each.buckets(), scene.data().range());
            paintBand(visible, each.colorIndex(), left, top);
        }
        // the first line is the house: on top
        List<ChartSeries> reversed = scene.data().series().reversed();
        for (ChartSeries each : reversed) {
            paintLine(ChartData.within(each.buckets(), scene.data().range()), each.colorIndex(), left, top);
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

    private void paintBand(List<Bucket> buckets, int colorIndex, int left, int top) {
        List<Column> columns = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (bucket.min() == bucket.max()) {
                continue;
            }
            long from = Math.round(clampedX(bucket.startMillis()) * deviceScale);
            // a whole pixel at least: the one peak of a year must not fade away
            long to = Math.max(from + 1, Math.round(clampedX(bucket.endMillis()) * deviceScale));
            Column last = columns.isEmpty() ? null : columns.getLast();
            if (last != null && to <= last.to) {
                last.min = Math.min(last.min, bucket.min());
                last.max = Math.max(last.max, bucket.max());
            } else {
                columns.add(new Column(last == null ? from : Math.max(from, last.to), to, bucket.min(), bucket.max()));
            }
        }
        // one path of rectangles side by side: the drawing system fills these many times faster than one outline
        Path band = new Path(gc.getDevice());
        try {
            for (Column column : columns) {
                double upper = deviceRounded(scene.y(column.max));
                double lower = deviceRounded(scene.y(column.min));
                band.addRectangle(left + (float) (column.from / deviceScale), top + (float) upper,
                        (float) ((column.to - column.from) / deviceScale), (float) (lower - upper));
            }
            gc.setAlpha(Palette.isDark(colours.groundRgb()) ? BAND_ALPHA_ON_DARK : BAND_ALPHA);
            gc.setBackground(colours.line(colorIndex));
            gc.fillPath(band);
            gc.setAlpha(255);
        } finally {
            band.dispose();
        }
    }

    private void paintLine(List<Bucket> buckets, int colorIndex, int left, int top) {
        Path line = new Path(gc.getDevice());
        try {
            gc.setBackground(colours.line(colorIndex));
            Bucket before = null;
            for (int i = 0; i < buckets.size(); i++) {
                Bucket bucket = buckets.get(i);
                double x1 = left + snapped(clampedX(bucket.startMillis()));
                double x2 = left + snapped(clampedX(bucket.endMillis()));
                float y = top + (float) snapped(scene.y(ChartData.level(bucket)));
                boolean starts = before == null || ChartData.isGap(before, bucket);
                if (starts) {
                    line.moveTo((float) x1, y);
                } else {
                    line.lineTo((float) x1, y);
                }
                line.lineTo((float) x2, y);
                boolean ends = i + 1 == buckets.size() || ChartData.isGap(bucket, buckets.get(i + 1));
                if (starts && ends && x2 - x1 < LONE_DOT) {
                    // a lone reading whose step is too short to be seen
                    gc.fillOval((int) Math.round((x1 + x2 - LONE_DOT) / 2), Math.round(y - LONE_DOT / 2f), LONE_DOT,
                            LONE_DOT);
                }
                before = bucket;
            }
            strokeLine(line, colorIndex);
        } finally {
            line.dispose();
        }
    }

    private void strokeLine(Path line, int colorIndex) {
        if (colours.needsOutline(colorIndex)) {
            gc.setForeground(colours.outline(colorIndex));
            gc.setLineAttributes(new LineAttributes(LINE_WIDTH + 1, SWT.CAP_FLAT, SWT.JOIN_MITER));
            gc.drawPath(line);
        }
        float[] dash = Palette.dash(colorIndex);
        gc.setForeground(colours.line(colorIndex));
        gc.setLineAttributes(dash.length == 0
                ? new LineAttributes(LINE_WIDTH, SWT.CAP_FLAT, SWT.JOIN_MITER)
                : new LineAttributes(LINE_WIDTH, SWT.CAP_FLAT, SWT.JOIN_MITER, SWT.LINE_CUSTOM, dash, 0, 10));
        gc.drawPath(line);
        gc.setLineAttributes(new LineAttributes(1));
    }

    /** {@return the place of a moment, near enough to the plot for the drawing system to count in} */
    private double clampedX(long millis) {
        return Math.max(-4, Math.min(scene.plot().width + 4.0, scene.x(millis)));
    }

    private double deviceRounded(double coordinate) {
        return Math.round(coordinate * deviceScale) / deviceScale;
    }

    /**
     * {@return the middle of a line whose upper or left edge lies on a device pixel's edge}: all lines are equally
     * sharp. SWT itself moves lines of odd width by half a device pixel.
     */
    private double snapped(double coordinate) {
        double moved = (int) (LINE_WIDTH * deviceScale) % 2 == 1 ? 0.5 / deviceScale : 0;
        return deviceRounded(coordinate - LINE_WIDTH / 2) + LINE_WIDTH / 2 - moved;
    }

    /** Fills the span that is being marked. @param x1, x2 in pixels from the plot's left edge */
    void paintSelection(int x1, int x2) {
        gc.setAlpha(SELECTION_ALPHA);
        gc.setBackground(colours.text());
        gc.fillRectangle(Math.min(x1, x2), 0, Math.abs(x2 - x1), scene.plot().height);
        gc.setAlpha(255);
        gc.setForeground(colours.mark());
        hairline(x1, 0, x1, scene.plot().height);
        hairline(x2, 0, x2, scene.plot().height);
    }

    /** Says in the upper right corner that the chart stands still. */
    void paintHint(String hint) {
        int width = gc.textExtent(hint).x + 16;
        int height = scene.textHeight() + 6;
        paintBox(new Rectangle(scene.plot().width - width - 1, 1, width, height));
        gc.setForeground(colours.label());
        gc.drawText(hint, scene.plot().width - width + 7, 4, true);
    }

    private void paintBox(Rectangle box) {
        gc.setAlpha(235);
        gc.setBackground(colours.card());
        gc.fillRoundRectangle(box.x, box.y, box.width, box.height, 6, 6);
        gc.setAlpha(255);
        gc.setForeground(colours.grid());
        gc.setLineAttributes(new LineAttributes(1));
        gc.drawRoundRectangle(box.x, box.y, box.width - 1, box.height - 1, 6, 6);
    }

    /** Shows that the keyboard speaks to this chart. */
    void paintFocus() {
        gc.setForeground(colours.mark());
        gc.setAntialias(SWT.OFF);
        gc.setLineAttributes(new LineAttributes(1, SWT.CAP_FLAT, SWT.JOIN_MITER, SWT.LINE_CUSTOM, new float[]{1, 2},
                0, 10));
        gc.drawRectangle(0, 0, scene.plot().width - 1, scene.plot().height - 1);
        gc.setAntialias(SWT.ON);
        gc.setLineAttributes(new LineAttributes(1));
    }

    /** Paints hairlines through a moment and, where it is on a line, its value; and a card beside them. */
    void paintCrosshair(double crosshairX, List<Mark> marks, Mark main, List<CardLine> card) {
        Rectangle plot = scene.plot();
        int x = (int) Math.round(crosshairX);
        gc.setForeground(colours.mark());
        hairline(x, 0, x, plot.height);
        if (main != null) {
            int y = (int) Math.round(main.y());
            hairline(0, y, plot.width, y);
        }
        for (Mark mark : marks) {
            int y = (int) Math.round(mark.y());
            gc.setBackground(colours.ground());
            gc.fillOval(x - DOT / 2 - 1, y - DOT / 2 - 1, DOT + 2, DOT + 2);
            gc.setBackground(colours.line(mark.colorIndex()));
            gc.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
        }
        paintCard(x, card);
    }

    private void paintCard(int x, List<CardLine> lines) {
        int swatch = lines.stream().anyMatch(line -> line.colorIndex() != CardLine.NO_COLOUR) ? LEGEND_SAMPLE + 6 : 0;
        int width = 0;
        for (CardLine line : lines) {
            int indent = line.colorIndex() == CardLine.NO_COLOUR ? 0 : swatch;
            width = Math.max(width, indent + gc.textExtent(line.text()).x);
        }
        width += 20;
        int height = lines.size() * (scene.textHeight() + 2) + 10;
        int right = x + 12;
        int left = right + width <= scene.plot().width ? right : x - 12 - width;
        left = Math.max(0, Math.min(left, scene.plot().width - width));
        paintBox(new Rectangle(left, 2, width, height));
        int y = 8;
        for (CardLine line : lines) {
            int indent = 0;
            if (line.colorIndex() != CardLine.NO_COLOUR) {
                indent = swatch;
                Path sample = new Path(gc.getDevice());
                try {
                    float middle = (float) snapped(y + scene.textHeight() / 2.0);
                    sample.moveTo(left + 10f, middle);
                    sample.lineTo(left + 10f + LEGEND_SAMPLE, middle);
                    strokeLine(sample, line.colorIndex());
                } finally {
                    sample.dispose();
                }
            }
            gc.setForeground(colours.text());
            gc.drawText(line.text(), left + 10 + indent, y, true);
            y += scene.textHeight() + 2;
        }
    }
}
