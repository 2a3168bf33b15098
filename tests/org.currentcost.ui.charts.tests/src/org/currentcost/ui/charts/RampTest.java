package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RampTest {

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xf4, 0x00, 0x1e, 0x2f})
    void theMoreTheFartherFromTheGround(int grey) {
        RGB ground = new RGB(grey, grey, grey);
        double before = 1.15;
        for (int tone = 0; tone < Ramp.TONES; tone++) {
            double contrast = Palette.contrast(Ramp.colourOfTone(tone, ground), ground);
            assertTrue(contrast > before, tone + " on " + ground + ": " + contrast + " after " + before);
            before = contrast;
        }
        assertTrue(before > 7, "the last tone has " + before);
    }
}
