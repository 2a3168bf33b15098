package org.currentcost.ui.charts;

import java.util.List;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;

/** Paints a {@link BarScene}. Lives for one painting. */
final class BarPainter {

    private static final int MOST_BRACKET_ROWS = 3;

    private final Brush brush;
    private final BarScene scene;

    BarPainter(Brush brush, BarScene scene) {
        this.brush = brush;
        this.scene = scene;
    }

    /** Paints all but the plot: legend and axes. */
    void paintAround() {
        PlotFrame frame = scene.frame();
        brush.around(frame);
        scene.time().ifPresent(time -> brush.timeAxis(time, frame.axisY(), frame.plot().x, frame.size().x));
        for (int i = 0; i < scene.names().size(); i++) {
            String name = scene.names().get(i);
            int x = frame.plot().x + (int) Math.round(scene.places().get(i).middle()) - brush.textWidth(name) / 2;
            brush.text(name, x, frame.axisY() + PlotFrame.BRACKET_ZONE, brush.colours().label());
        }
        List<BarSeries> series = scene.data().series();
        boolean compared = scene.data().arrangement() == Arrangement.COMPARED;
        boolean several = series.size() > (compared ? 2 : 1);
        for (int i = 0; i < series.size(); i++) {
            if (scene.data().isComparedWith(i)) {
                continue;
            }
            Color colour = several ? brush.colours().line(series.get(i).colorIndex()) : brush.colours().mark();
            for (int[] gap : scene.data().gaps(i)) {
                double left = scene.places().get(gap[0]).left();
                double right = scene.places().get(gap[1] - 1).right();
                if (right > 0 && left < frame.plot().width) {
                    brush.bracket(frame.plot().x + (int) Math.round(Math.max(0, left)),
                            frame.plot().x + (int) Math.round(Math.min(frame.plot().width, right)), frame.axisY(),
                            Math.min(i, MOST_BRACKET_ROWS - 1), left >= 0, right <= frame.plot().width, colour);
                }
            }
        }
    }

    /** Paints what is behind the bars; the plot's corner is at 0, 0. */
    void paintBehind() {
        brush.grid(scene.frame());
    }

    /** Paints the bars of one series. */
    void paintBars(int index) {
        BarSeries series = scene.data().series().get(index);
        for (BarParts.Part part : scene.parts().parts()) {
            if (part.series() != index) {
                continue;
            }
            Rectangle box = scene.box(part);
            brush.part(box, part.kind(), tone(part, series.colorIndex()));
            if (part.kind() == BarParts.Kind.MEASURED && brush.colours().needsOutline(series.colorIndex())
                    && box.width > 2) {
                brush.outline(box, brush.colours().outline(series.colorIndex()));
            }
        }
    }

    private RGB tone(BarParts.Part part, int colorIndex) {
        if (scene.data().isComparedWith(part.series())) {
            return brush.colours().paleRgb(colorIndex);
        }
        // dots of a lighter tone would hardly be seen
        boolean muted = part.kind() != BarParts.Kind.ESTIMATED
                && scene.data().bar(part.series(), part.bucket()).filter(Bar::muted).isPresent();
        return muted ? brush.colours().mutedRgb(colorIndex) : brush.colours().lineRgb(colorIndex);
    }

    /**
     * Paints the line at zero and the target line, before the bars. The target's name is in the legend, since it would
     * hide bars anywhere in the plot.
     */
    void paintInFront() {
        brush.zeroLine(scene.frame());
        if (scene.parts().parts().isEmpty()) {
            return;
        }
        scene.data().target().ifPresent(amount -> {
            double y = brush.snapped(scene.frame().values().y(amount));
            brush.straightLine(0, y, scene.frame().plot().width, y, brush.colours().text(), Brush.TARGET_DASH);
        });
    }

    /** Tints the bucket under the cursor. */
    void paintHover(int bucket) {
        BarParts.Place place = scene.places().get(bucket);
        int left = (int) Math.round(Math.max(0, place.left()));
        int right = (int) Math.round(Math.min(scene.frame().plot().width, place.right()));
        brush.hover(new Rectangle(left, 0, Math.max(1, right - left), scene.frame().plot().height));
    }
}
