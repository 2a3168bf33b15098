package org.currentcost.ui.kit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.ui.charts.SeriesColors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageGcDrawer;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** The colours in which charts draw sensors, as small pictures. UI thread only. */
public final class SensorColors {

    private static final int SIZE = 12;

    private static Map<List<RGB>, Image> swatches = new HashMap<>();

    private SensorColors() {
    }

    /** {@return a square of the colour at a place in the palette, counted round; not to be disposed} */
    public static Image swatch(Control control, int index) {
        RGB rgb = SeriesColors.of(control, index);
        if (swatches.isEmpty()) {
            control.getDisplay().disposeExec(() -> swatches = new HashMap<>());
        }
        RGB ground = SeriesColors.ground(control);
        return swatches.computeIfAbsent(List.of(rgb, ground), one -> draw(control.getDisplay(), rgb, ground));
    }

    private static Image draw(Display display, RGB rgb, RGB ground) {
        return new Image(display, new ImageGcDrawer() {
            @Override
            public void drawOn(GC gc, int width, int height) {
                gc.setAntialias(SWT.ON);
                gc.setBackground(new Color(rgb));
                gc.fillRoundRectangle(1, 1, width - 2, height - 2, 4, 4);
                // On the ground of a selected row, which may be of the same colour, the edge tells it.
                gc.setForeground(new Color(ground));
                gc.drawRoundRectangle(0, 0, width - 1, height - 1, 4, 4);
            }

            @Override
            public int getGcStyle() {
                return SWT.TRANSPARENT;
            }
        }, SIZE, SIZE);
    }
}
