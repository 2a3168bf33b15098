package org.currentcost.ui.charts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;

/** Paints a {@link HeatScene}. Lives for one painting. */
final class HeatPainter {

    private static final int SCALE_WIDTH = 120;
    private static final int SCALE_HEIGHT = 10;
    private static final int SPACING = 7;

    /** Cells of such sides have a hairline between them. */
    private static final int LEAST_WITH_SPACE = 7;

    private final Brush brush;
    private final HeatScene scene;

    HeatPainter(Brush brush, HeatScene scene) {
        this.brush = brush;
        this.scene = scene;
    }

    void paintAround(AmountScale scale, String blank) {
        brush.groundAround(scene.plot(), scene.size());
        if (!scene.isEmpty()) {
            paintScale(scale, blank);
        }
        Rectangle plot = scene.plot();
        scene.hourLabels().forEach((hour, label) -> brush.text(label,
                plot.x - PlotFrame.LABEL_GAP - brush.textWidth(label),
                plot.y + scene.y(hour) - scene.textHeight() / 2, brush.colours().label()));
        brush.timeAxis(scene.time(), scene.plot().y + scene.plot().height, scene.plot().x, scene.size().x);
    }

    private void paintScale(AmountScale scale, String blank) {
        int y = PlotFrame.EDGE - 2;
        int x = scene.plot().x;
        String low = scale.value(scene.lowest());
        brush.text(low, x, y, brush.colours().label());
        x += brush.textWidth(low) + SPACING;
        RGB ground = brush.colours().groundRgb();
        int top = y + (scene.textHeight() - SCALE_HEIGHT) / 2;
        int width = Math.min(SCALE_WIDTH, scene.plot().width / 5);
        for (int i = 0; i < width; i++) {
            brush.fill(new Rectangle(x + i, top, 1, SCALE_HEIGHT),
                    new Color(Ramp.colour(i / (width - 1.0), ground)));
        }
        x += width + SPACING;
        String high = scale.value(scene.highest());
        brush.text(high, x, y, brush.colours().label());
        x += brush.textWidth(high) + 2 * SPACING;
        Swatch sample = new Swatch(Swatch.Kind.BLANK, ChartSeries.NEUTRAL);
        if (scene.hasBlank() && x + sample.room() + brush.textWidth(blank) <= scene.size().x) {
            brush.sample(sample, x, y);
            brush.text(blank, x + sample.room(), y, brush.colours().label());
        }
    }

    void paintCells() {
        brush.ground(scene.plot());
        Path[] tones = new Path[Ramp.TONES];
        try {
            collect(tones);
            brush.gc().setAntialias(SWT.OFF);
            for (int tone = 0; tone < tones.length; tone++) {
                if (tones[tone] != null) {
                    brush.gc().setBackground(new Color(Ramp.colourOfTone(tone, brush.colours().groundRgb())));
                    brush.gc().fillPath(tones[tone]);
                }
            }
            brush.gc().setAntialias(SWT.ON);
        } finally {
            for (Path path : tones) {
                if (path != null) {
                    path.dispose();
                }
            }
        }
    }

    /** Cells of one tone make one path, and those below each other one rectangle: there may be twenty thousand. */
    private void collect(Path[] tones) {
        int rowSpace = scene.plot().height / HeatScene.HOURS >= LEAST_WITH_SPACE ? 1 : 0;
        for (HeatScene.Column column : scene.columns()) {
            int width = column.right() - column.left();
            int space = width >= LEAST_WITH_SPACE ? 1 : 0;
            int hour = 0;
            while (hour < HeatScene.HOURS) {
                int tone = tone(column, hour);
                int end = hour + 1;
                while (rowSpace == 0 && end < HeatScene.HOURS && tone(column, end) == tone) {
                    end++;
                }
                if (tone >= 0) {
                    if (tones[tone] == null) {
                        tones[tone] = new Path(brush.gc().getDevice());
                    }
                    tones[tone].addRectangle(column.left(), scene.y(hour), width - space,
                            scene.y(end) - scene.y(hour) - rowSpace);
                }
                hour = end;
            }
        }
    }

    private int tone(HeatScene.Column column, int hour) {
        double amount = column.amounts()[hour];
        return Double.isNaN(amount) ? -1 : Ramp.tone(scene.share(amount));
    }

    /** Frames the cell under the cursor. */
    void paintHover(int left, int right, int hour) {
        Rectangle cell = new Rectangle(left - 1, scene.y(hour) - 1, Math.max(3, right - left + 1),
                scene.y(hour + 1) - scene.y(hour) + 1);
        brush.outline(cell, brush.colours().text());
        brush.outline(new Rectangle(cell.x - 1, cell.y - 1, cell.width + 2, cell.height + 2), brush.colours().ground());
    }
}
