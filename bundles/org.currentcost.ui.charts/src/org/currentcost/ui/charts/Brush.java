package org.currentcost.ui.charts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;

/** The strokes that all charts share. Lives for one painting. */
final class Brush {

    static final float LINE_WIDTH = 1.5f;
    private static final float[] DOTS = {1, 3};

    private static final int SELECTION_ALPHA = 36;
    private static final int HOVER_ALPHA = 18;
    private static final int CARD_ALPHA = 250;
    private static final int TICK_LENGTH = 4;
    private static final int BRACKET_FOOT = 3;
    private static final int DOT = 7;
    private static final float[] DOTTED = {2, 2};
    /** Of the line of a target. */
    static final float[] TARGET_DASH = {7, 3};
    private static final float[] FOCUS_DOTS = {1, 2};

    private final GC gc;
    private final ChartColours colours;
    private final double deviceScale;
    private final int textHeight;

    /** @param deviceScale device pixels to a pixel of the coordinates, 1 or more */
    Brush(GC gc, ChartColours colours, double deviceScale) {
        this.gc = gc;
        this.colours = colours;
        this.deviceScale = deviceScale;
        textHeight = gc.getFontMetrics().getHeight();
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.DEFAULT);
    }

    GC gc() {
        return gc;
    }

    ChartColours colours() {
        return colours;
    }

    double deviceScale() {
        return deviceScale;
    }

    int textHeight() {
        return textHeight;
    }

    int textWidth(String text) {
        return gc.textExtent(text).x;
    }

    void fill(Rectangle area, Color colour) {
        gc.setBackground(colour);
        gc.fillRectangle(area);
    }

    void text(String text, int x, int y, Color colour) {
        gc.setForeground(colour);
        gc.drawText(text, x, y, true);
    }

    void hairline(int x1, int y1, int x2, int y2, Color colour) {
        gc.setForeground(colour);
        gc.setLineAttributes(new LineAttributes(1));
        gc.setAntialias(SWT.OFF);
        gc.drawLine(x1, y1, x2, y2);
        gc.setAntialias(SWT.ON);
    }

    /** Strokes a path as the line of {@code colorIndex}. */
    void strokeLine(Path line, int colorIndex) {
        if (colours.needsOutline(colorIndex)) {
            gc.setForeground(colours.outline(colorIndex));
            gc.setLineAttributes(new LineAttributes(LINE_WIDTH + 1, SWT.CAP_FLAT, SWT.JOIN_MITER));
            gc.drawPath(line);
        }
        stroke(line, colours.line(colorIndex), Palette.dash(colorIndex));
    }

    /** Strokes a path in the colour of {@code colorIndex} as what is an estimate. */
    void strokeDotted(Path line, int colorIndex) {
        stroke(line, colours.line(colorIndex), DOTS);
    }

    private void stroke(Path line, Color colour, float[] dash) {
        gc.setForeground(colour);
        gc.setLineAttributes(dash.length == 0
                ? new LineAttributes(LINE_WIDTH, SWT.CAP_FLAT, SWT.JOIN_MITER)
                : new LineAttributes(LINE_WIDTH, SWT.CAP_FLAT, SWT.JOIN_MITER, SWT.LINE_CUSTOM, dash, 0, 10));
        gc.drawPath(line);
        gc.setLineAttributes(new LineAttributes(1));
    }

    /** Strokes a straight line between any two points. */
    void straightLine(double x1, double y1, double x2, double y2, Color colour, float... dash) {
        Path line = new Path(gc.getDevice());
        try {
            line.moveTo((float) x1, (float) y1);
            line.lineTo((float) x2, (float) y2);
            stroke(line, colour, dash);
        } finally {
            line.dispose();
        }
    }

    double deviceRounded(double coordinate) {
        return Math.round(coordinate * deviceScale) / deviceScale;
    }

    /**
     * {@return the middle of a line whose upper or left edge lies on a device pixel's edge}: all lines are equally
     * sharp. SWT itself moves lines of odd width by half a device pixel.
     */
    double snapped(double coordinate) {
        double moved = (int) (LINE_WIDTH * deviceScale) % 2 == 1 ? 0.5 / deviceScale : 0;
        return deviceRounded(coordinate - LINE_WIDTH / 2) + LINE_WIDTH / 2 - moved;
    }

    /** Fills a bar's part: solid, hatched or in a dotted outline. Too small a part is filled with a tone between. */
    void part(Rectangle box, BarParts.Kind kind, RGB tone) {
        boolean tiny = box.width < Hatch.LEAST_SIDE || box.height < Hatch.LEAST_SIDE;
        switch (kind) {
            case MEASURED -> fill(box, new Color(tone));
            case MEMORY -> {
                if (tiny) {
                    fill(box, new Color(Palette.mix(tone, colours.groundRgb(), 0.5)));
                } else {
                    fill(box, colours.underHatch(tone));
                    hatch(box, tone);
                    outline(box, new Color(tone));
                }
            }
            case ESTIMATED -> {
                if (tiny) {
                    fill(box, new Color(Palette.mix(tone, colours.groundRgb(), 0.25)));
                } else {
                    outline(box, new Color(tone), DOTTED);
                }
            }
            case STANDING -> {
                fill(box, new Color(Palette.mix(tone, colours.groundRgb(), 0.15)));
                if (!tiny) {
                    outline(box, new Color(tone));
                }
            }
        }
    }

    private void hatch(Rectangle box, RGB tone) {
        Path lines = new Path(gc.getDevice());
        try {
            for (Hatch.Line line : Hatch.lines(box)) {
                lines.moveTo((float) line.x1(), (float) line.y1());
                lines.lineTo((float) line.x2(), (float) line.y2());
            }
            gc.setForeground(new Color(tone));
            gc.setLineAttributes(new LineAttributes(1.2f));
            gc.drawPath(lines);
            gc.setLineAttributes(new LineAttributes(1));
        } finally {
            lines.dispose();
        }
    }

    void outline(Rectangle box, Color colour, float... dash) {
        gc.setForeground(colour);
        gc.setAntialias(SWT.OFF);
        gc.setLineAttributes(dash.length == 0
                ? new LineAttributes(1)
                : new LineAttributes(1, SWT.CAP_FLAT, SWT.JOIN_MITER, SWT.LINE_CUSTOM, dash, 0, 10));
        gc.drawRectangle(box.x, box.y, box.width - 1, box.height - 1);
        gc.setLineAttributes(new LineAttributes(1));
        gc.setAntialias(SWT.ON);
    }

    /** Draws a sample in the middle of a row of text. */
    void sample(Swatch swatch, int x, int y) {
        int width = swatch.kind().width;
        Rectangle box = new Rectangle(x, y + (textHeight - width) / 2, width, width);
        RGB colour = colours.lineRgb(swatch.colorIndex());
        switch (swatch.kind()) {
            case NONE -> {
                // nothing to draw
            }
            case LINE -> {
                Path line = new Path(gc.getDevice());
                try {
                    float middle = (float) snapped(y + textHeight / 2.0);
                    line.moveTo(x, middle);
                    line.lineTo(x + (float) width, middle);
                    strokeLine(line, swatch.colorIndex());
                } finally {
                    line.dispose();
                }
            }
            case TARGET -> {
                double middle = snapped(y + textHeight / 2.0);
                straightLine(x, middle, x + width, middle, colours.text(), TARGET_DASH);
            }
            case SOLID -> {
                part(box, BarParts.Kind.MEASURED, colour);
                if (colours.needsOutline(swatch.colorIndex())) {
                    outline(box, colours.outline(swatch.colorIndex()));
                }
            }
            case MUTED -> part(box, BarParts.Kind.MEASURED, colours.mutedRgb(swatch.colorIndex()));
            case PALE -> part(box, BarParts.Kind.MEASURED, colours.paleRgb(swatch.colorIndex()));
            case HATCHED -> part(box, BarParts.Kind.MEMORY, colour);
            case DOTTED -> part(box, BarParts.Kind.ESTIMATED, colour);
            case OUTLINED -> part(box, BarParts.Kind.STANDING, colour);
            case DOT -> dot(x + width / 2, y + textHeight / 2, swatch.colorIndex());
            case RING -> ring(x + width / 2, y + textHeight / 2, swatch.colorIndex());
            case BLANK -> outline(box, colours.mark());
        }
    }

    /** A dot with a rim of the ground's colour. */
    void dot(int x, int y, int colorIndex) {
        gc.setBackground(colours.ground());
        gc.fillOval(x - DOT / 2 - 1, y - DOT / 2 - 1, DOT + 2, DOT + 2);
        gc.setBackground(colours.line(colorIndex));
        gc.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
    }

    /** A dot without a rim. */
    void plainDot(int x, int y, int colorIndex) {
        gc.setBackground(colours.line(colorIndex));
        gc.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
    }

    /** A hollow dot. */
    void ring(int x, int y, int colorIndex) {
        gc.setForeground(colours.line(colorIndex));
        gc.setLineAttributes(new LineAttributes(LINE_WIDTH));
        gc.drawOval(x - DOT / 2, y - DOT / 2, DOT - 1, DOT - 1);
        gc.setLineAttributes(new LineAttributes(1));
    }

    /** Fills all of a chart but its plot with the ground. */
    void groundAround(Rectangle plot, Point size) {
        int right = plot.x + plot.width;
        int bottom = plot.y + plot.height;
        fill(new Rectangle(0, 0, size.x, plot.y), colours.ground());
        fill(new Rectangle(0, bottom, size.x, size.y - bottom), colours.ground());
        fill(new Rectangle(0, plot.y, plot.x, plot.height), colours.ground());
        fill(new Rectangle(right, plot.y, size.x - right, plot.height), colours.ground());
    }

    /** Fills the plot with the ground. */
    void ground(Rectangle plot) {
        fill(new Rectangle(0, 0, plot.width, plot.height), colours.ground());
    }

    /** Writes the value axis' labels and leaves the chart's ground behind. */
    void around(PlotFrame frame) {
        groundAround(frame.plot(), frame.size());
        frame.legend().paint(this);
        frame.values().labels().forEach((value, label) -> {
            int right = frame.plot().x - PlotFrame.LABEL_GAP;
            int middle = frame.plot().y + (int) Math.round(frame.values().y(value));
            text(label, right - textWidth(label), middle - textHeight / 2, colours.label());
        });
    }

    /** Draws the plot's ground and the value axis' lines; of an axis without labels only the line at zero. */
    void grid(PlotFrame frame) {
        int width = frame.plot().width;
        ground(frame.plot());
        for (double value : frame.values().scale().lines()) {
            if (!frame.values().labels().isEmpty() || value == 0) {
                int y = (int) Math.round(frame.values().y(value));
                hairline(0, y, width, y, colours.grid());
            }
        }
    }

    /** Sets off the line at zero where there is something below it. */
    void zeroLine(PlotFrame frame) {
        ValueScale scale = frame.values().scale();
        if (scale.lower() < 0 && scale.upper() >= 0) {
            int y = (int) Math.round(frame.values().y(0));
            hairline(0, y, frame.plot().width, y, colours.mark());
        }
    }

    /** Draws the ticks and both rows of a time axis under a plot. @param axisY, left in the chart's coordinates */
    void timeAxis(TimeAxis time, int axisY, int left, int chartWidth) {
        int row1 = axisY + PlotFrame.BRACKET_ZONE;
        for (TimeTicks.Tick tick : time.ticks().ticks()) {
            axisTick(left + (int) Math.round(time.x(tick.millis())), row1, tick.label(), chartWidth);
        }
        for (TimeTicks.Label label : time.ticks().spans()) {
            text(label.text(), left + label.left(), row1 + textHeight + 1, colours.label());
        }
    }

    /** Draws a tick and its label, unless the label would not fit on the chart. */
    void axisTick(int x, int row, String label, int chartWidth) {
        int width = textWidth(label);
        if (x - width / 2 >= 0 && x + width / 2 <= chartWidth) {
            hairline(x, row - 2 - TICK_LENGTH, x, row - 2, colours.mark());
            text(label, x - width / 2, row, colours.label());
        }
    }

    /** Draws a bracket below the axis. @param row 0 or more, each a little lower */
    void bracket(int left, int right, int axisY, int row, boolean opens, boolean closes, Color colour) {
        int y = axisY + BRACKET_FOOT + 1 + row * 2;
        hairline(left, y, right, y, colour);
        if (opens) {
            hairline(left, y - BRACKET_FOOT, left, y, colour);
        }
        if (closes) {
            hairline(right, y - BRACKET_FOOT, right, y, colour);
        }
    }

    /** Fills a marked span of the plot. @param x1, x2 in pixels from the plot's left edge, in any order */
    void selection(int x1, int x2, int height) {
        gc.setAlpha(SELECTION_ALPHA);
        gc.setBackground(colours.text());
        gc.fillRectangle(Math.min(x1, x2), 0, Math.abs(x2 - x1), height);
        gc.setAlpha(255);
        hairline(x1, 0, x1, height, colours.mark());
        hairline(x2, 0, x2, height, colours.mark());
    }

    /** Tints what the pointer is on. */
    void hover(Rectangle area) {
        gc.setAlpha(HOVER_ALPHA);
        gc.setBackground(colours.text());
        gc.fillRectangle(area);
        gc.setAlpha(255);
    }

    /** Says in the upper right corner that the chart stands still. */
    void hint(String hint, int plotWidth) {
        int width = textWidth(hint) + 16;
        int height = textHeight + 6;
        box(new Rectangle(plotWidth - width - 1, 1, width, height));
        text(hint, plotWidth - width + 7, 4, colours.label());
    }

    /** A box that sets off what is written on it. */
    void box(Rectangle box) {
        gc.setAlpha(CARD_ALPHA);
        gc.setBackground(colours.card());
        gc.fillRoundRectangle(box.x, box.y, box.width, box.height, 6, 6);
        gc.setAlpha(255);
        gc.setForeground(colours.grid());
        gc.setLineAttributes(new LineAttributes(1));
        gc.drawRoundRectangle(box.x, box.y, box.width - 1, box.height - 1, 6, 6);
    }

    /** Shows that the keyboard speaks to this chart. */
    void focus(int width, int height) {
        outline(new Rectangle(0, 0, width, height), colours.mark(), FOCUS_DOTS);
    }
}
