package org.currentcost.ui.charts;

import org.eclipse.swt.graphics.RGB;

/**
 * The colours and dashes of lines: eight colours that people with any kind of colour vision can tell apart (Okabe and
 * Ito, "Color Universal Design", 2008), made light enough for a dark ground.
 */
final class Palette {

    /** The contrast of a line on a dark ground: WCAG 2.1, 1.4.11, asks for 3; thin lines are the better for more. */
    static final double LINE_CONTRAST = 4;

    /** The contrast that text needs: WCAG 2.1, 1.4.3. */
    static final double TEXT_CONTRAST = 4.5;

    private static final RGB[] COLOURS = {new RGB(0x00, 0x72, 0xB2), new RGB(0xE6, 0x9F, 0x00),
        new RGB(0x00, 0x9E, 0x73), new RGB(0xCC, 0x79, 0xA7), new RGB(0x56, 0xB4, 0xE9), new RGB(0xD5, 0x5E, 0x00),
        new RGB(0xF0, 0xE4, 0x42), new RGB(0x7F, 0x7F, 0x7F)};

    private static final float[][] DASHES = {{}, {8, 3}, {3, 2}, {10, 3, 2, 3}, {14, 4}, {2, 3},
        {8, 3, 2, 3, 2, 3}, {5, 5}};

    private static final RGB WHITE = new RGB(255, 255, 255);

    private static final double LIGHT_FROM_LUMINANCE = 0.18;

    private static final double OUTLINE_BELOW_CONTRAST = 1.6;

    private Palette() {
    }

    /** {@return the colour of {@code index} on {@code ground}} @param index 0 or more, counted round */
    static RGB colour(int index, RGB ground) {
        RGB colour = COLOURS[index % COLOURS.length];
        return isDark(ground) ? lightened(colour, ground, LINE_CONTRAST) : colour;
    }

    /** {@return {@code colour} with as much white as it needs to stand out from {@code ground}} */
    static RGB lightened(RGB colour, RGB ground, double contrast) {
        RGB lightened = colour;
        for (int percent = 5; contrast(lightened, ground) < contrast && percent <= 100; percent += 5) {
            lightened = mix(WHITE, colour, percent / 100.0);
        }
        return lightened;
    }

    /** {@return the lengths of dashes and spaces in pixels, empty for a solid line} @param index solid if below 0 */
    static float[] dash(int index) {
        return index < 0 ? new float[0] : DASHES[index % DASHES.length].clone();
    }

    /** {@return whether {@code colour} all but vanishes on {@code ground}, as yellow does on white} */
    static boolean needsOutline(RGB colour, RGB ground) {
        return contrast(colour, ground) < OUTLINE_BELOW_CONTRAST;
    }

    static boolean isDark(RGB ground) {
        return luminance(ground) < LIGHT_FROM_LUMINANCE;
    }

    /** {@return {@code share} of {@code over} on the rest of {@code under}} @param share 0 to 1 */
    static RGB mix(RGB over, RGB under, double share) {
        return new RGB(mix(over.red, under.red, share), mix(over.green, under.green, share),
                mix(over.blue, under.blue, share));
    }

    private static int mix(int over, int under, double share) {
        return (int) Math.round(over * share + under * (1 - share));
    }

    /** {@return the contrast of two colours, 1 to 21, as WCAG 2.1 defines it} */
    static double contrast(RGB one, RGB other) {
        double luminance1 = luminance(one);
        double luminance2 = luminance(other);
        return (Math.max(luminance1, luminance2) + 0.05) / (Math.min(luminance1, luminance2) + 0.05);
    }

    private static double luminance(RGB colour) {
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
