package org.currentcost.ui.charts;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/** The colours in which charts draw series, for what shows the same series beside a chart. UI thread only. */
public final class SeriesColors {

    /** How many colours there are; a higher index begins again with the first one. */
    public static final int COUNT = 8;

    private SeriesColors() {
    }

    /** {@return the ground that charts in the place of {@code control} have} */
    public static RGB ground(Control control) {
        return ChartColours.of(control).groundRgb();
    }

    /** {@return the colour of texts on {@link #ground}} */
    public static RGB text(Control control) {
        return ChartColours.of(control).text().getRGB();
    }

    /** {@return the colour of an index on the ground of {@code control}} @param index 0 or more, counted round */
    public static RGB of(Control control, int index) {
        return ChartColours.of(control).lineRgb(index % COUNT);
    }

    /** {@return {@code share} of {@code over} on the rest of {@code under}} @param share 0 to 1 */
    public static Color mixed(RGB over, RGB under, double share) {
        return new Color(Palette.mix(over, under, share));
    }
}
