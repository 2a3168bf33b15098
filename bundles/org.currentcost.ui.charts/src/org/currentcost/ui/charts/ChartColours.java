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
    private static final double NEUTRAL_SHARE = 0.85;

    /** How much of a bar's colour is left at a weekend, of another time, and under a hatch. */
    private static final double MUTED_SHARE = 0.6;
    private static final double MUTED_SHARE_ON_DARK = 0.68;
    private static final double PALE_SHARE = 0.35;
    private static final double PALE_SHARE_ON_DARK = 0.45;
    private static final double UNDER_HATCH_SHARE = 0.18;

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

    /** {@return the colour of a line} @param index a place in the palette, or {@link ChartSeries#NEUTRAL} */
    RGB lineRgb(int index) {
        if (index == ChartSeries.NEUTRAL) {
            return Palette.mix(text, ground, NEUTRAL_SHARE);
        }
        return themed("series." + index, Palette.colour(index, ground));
    }

    Color line(int index) {
        return new Color(lineRgb(index));
    }

    /** {@return the tone of a weekend's bars, lighter but still of their colour} */
    RGB mutedRgb(int index) {
        return Palette.mix(lineRgb(index), ground, Palette.isDark(ground) ? MUTED_SHARE_ON_DARK : MUTED_SHARE);
    }

    /** {@return the tone of bars that others are compared with} */
    RGB paleRgb(int index) {
        return Palette.mix(lineRgb(index), ground, Palette.isDark(ground) ? PALE_SHARE_ON_DARK : PALE_SHARE);
    }

    /** {@return the ground under hatches of {@code tone}} */
    Color underHatch(RGB tone) {
        return new Color(Palette.mix(tone, ground, UNDER_HATCH_SHARE));
    }

    Color outline(int index) {
        return new Color(Palette.mix(text, lineRgb(index), OUTLINE_SHARE));
    }

    boolean needsOutline(int index) {
        return Palette.needsOutline(lineRgb(index), ground);
    }
}
