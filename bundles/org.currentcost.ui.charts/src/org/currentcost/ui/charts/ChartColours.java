package org.currentcost.ui.charts;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/** The colours of one painting: the theme's where it defines them, else made from the control's own ground and text. */
final class ChartColours {

    static final String KEY_PREFIX = "org.currentcost.ui.charts.";

    private static final double GRID_SHARE = 0.13;
    private static final double LABEL_SHARE = 0.72;
    private static final double OUTLINE_SHARE = 0.4;
    private static final double MARK_SHARE = 0.4;
    private static final double CARD_SHARE = 0.05;

    private final ColorRegistry registry;
    private final RGB ground;
    private final RGB text;
    private final RGB grid;

    ChartColours(ColorRegistry registry, RGB controlGround, RGB controlText) {
        this.registry = registry;
        ground = themed("background", controlGround);
        text = themed("foreground", controlText);
        grid = themed("grid", Palette.mix(text, ground, GRID_SHARE));
    }

    /** {@return the colours for {@code control} as the theme stands now} */
    static ChartColours of(Control control) {
        return new ChartColours(JFaceResources.getColorRegistry(), control.getBackground().getRGB(),
                control.getForeground().getRGB());
    }

    private RGB themed(String name, RGB otherwise) {
        RGB rgb = registry.getRGB(KEY_PREFIX + name);
        return rgb == null ? otherwise : rgb;
    }

    RGB groundRgb() {
        return ground;
    }

    Color ground() {
        return new Color(ground);
    }

    Color text() {
        return new Color(text);
    }

    /** {@return the colour of axis labels, which step back behind the lines} */
    Color label() {
        return new Color(Palette.mix(text, ground, LABEL_SHARE));
    }

    Color grid() {
        return new Color(grid);
    }

    /** {@return the colour of marks on the axis and of the crosshair} */
    Color mark() {
        return new Color(Palette.mix(text, ground, MARK_SHARE));
    }

    Color link() {
        RGB blue = lineRgb(0);
        return new Color(Palette.isDark(ground) ? Palette.lightened(blue, ground, Palette.TEXT_CONTRAST) : blue);
    }

    Color card() {
        return new Color(Palette.mix(text, ground, CARD_SHARE));
    }

    RGB lineRgb(int index) {
        return themed("series." + index, Palette.colour(index, ground));
    }

    Color line(int index) {
        return new Color(lineRgb(index));
    }

    Color outline(int index) {
        return new Color(Palette.mix(text, lineRgb(index), OUTLINE_SHARE));
    }

    boolean needsOutline(int index) {
        return Palette.needsOutline(lineRgb(index), ground);
    }
}
