package org.currentcost.ui.charts;

import org.eclipse.swt.graphics.RGB;

/**
 * Tones of one blue from near the ground to far from it: told apart by lightness alone, so by people with any kind of
 * colour vision, and in print.
 */
final class Ramp {

    /** How many tones are painted; neighbours can't be told apart. */
    static final int TONES = 64;

    private static final RGB BLUE = new RGB(0x00, 0x72, 0xB2);
    private static final RGB DEEP_BLUE = new RGB(0x00, 0x26, 0x45);
    private static final RGB MIDDLE_ON_DARK = new RGB(0x2E, 0x8F, 0xCB);
    private static final RGB PALE_BLUE = new RGB(0xD6, 0xEF, 0xFC);

    /** The first tone is told from the ground, which means that nothing is known. */
    private static final double FIRST_SHARE = 0.13;
    private static final double FIRST_SHARE_ON_DARK = 0.38;
    private static final double MIDDLE = 0.6;

    private Ramp() {
    }

    /** {@return the tone of an amount} @param share 0 for the lowest amount to 1 for the highest */
    static RGB colour(double share, RGB ground) {
        boolean dark = Palette.isDark(ground);
        RGB first = Palette.mix(BLUE, ground, dark ? FIRST_SHARE_ON_DARK : FIRST_SHARE);
        RGB middle = dark ? MIDDLE_ON_DARK : BLUE;
        double within = Math.max(0, Math.min(1, share));
        return within < MIDDLE
                ? Palette.mix(middle, first, within / MIDDLE)
                : Palette.mix(dark ? PALE_BLUE : DEEP_BLUE, middle, (within - MIDDLE) / (1 - MIDDLE));
    }

    /** {@return the number of the tone} @param share 0 to 1 */
    static int tone(double share) {
        return (int) Math.max(0, Math.min(TONES - 1, Math.floor(share * TONES)));
    }

    static RGB colourOfTone(int tone, RGB ground) {
        return colour(tone / (TONES - 1.0), ground);
    }
}
