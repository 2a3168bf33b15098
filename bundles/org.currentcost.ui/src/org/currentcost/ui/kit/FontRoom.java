package org.currentcost.ui.kit;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

/** Sizes of fields and lists that grow with the font: a day in a font twice as large needs a field twice as wide. */
public final class FontRoom {

    /** Of a line of the fonts with which desktops are shipped; sizes are told for it. */
    private static final double USUAL_LINE = 17;
    private static final double MOST_OF_SCREEN = 0.85;
    private static final double MOST_BESIDE = 0.3;

    private FontRoom() {
    }

    /** {@return a width in pixels, no more than the screen has} @param usual the width with a usual font */
    public static int width(Control control, int usual) {
        return Math.min(of(control, usual), (int) (control.getMonitor().getClientArea().width * MOST_OF_SCREEN));
    }

    /** {@return a height in pixels, at most half of the screen's} @param usual the height with a usual font */
    public static int height(Control control, int usual) {
        return Math.max(usual, Math.min(of(control, usual), control.getMonitor().getClientArea().height / 2));
    }

    /** {@return a share of the window for what stands beside the charts} @param usual the share with a usual font */
    public static float share(float usual) {
        return (float) Math.min(Math.max(usual, MOST_BESIDE), usual * scale(JFaceResources.getDefaultFont()));
    }

    private static int of(Control control, int usual) {
        return (int) Math.round(usual * scale(control.getFont()));
    }

    private static double scale(Font font) {
        var gc = new GC(font.getDevice());
        try {
            gc.setFont(font);
            return Math.max(1, gc.getFontMetrics().getHeight() / USUAL_LINE);
        } finally {
            gc.dispose();
        }
    }
}
