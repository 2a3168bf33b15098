package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaletteTest {

    private static final int COLOURS = 8;
    private static final RGB WHITE = new RGB(255, 255, 255);

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x1e, 0x2f, 0x3c, 0x50})
    void everyLineStandsOutFromADarkGround(int grey) {
        RGB ground = new RGB(grey, grey, grey);
        for (int i = 0; i < COLOURS; i++) {
            double contrast = Palette.contrast(Palette.colour(i, ground), ground);
            assertTrue(contrast >= 3, i + " on " + ground + ": " + contrast);
        }
    }

    @Test
    void onWhiteTheColoursAreOkabesAndItos() {
        assertEquals(new RGB(0x00, 0x72, 0xB2), Palette.colour(0, WHITE));
        assertEquals(new RGB(0xD5, 0x5E, 0x00), Palette.colour(5, WHITE));
        assertEquals(Palette.colour(0, WHITE), Palette.colour(COLOURS, WHITE));
    }

    @Test
    void coloursAndDashesAllDiffer() {
        Set<RGB> colours = new HashSet<>();
        Set<String> dashes = new HashSet<>();
        for (int i = 0; i < COLOURS; i++) {
            colours.add(Palette.colour(i, new RGB(0x1e, 0x1e, 0x1e)));
            dashes.add(Arrays.toString(Palette.dash(i)));
        }
        assertEquals(COLOURS, colours.size());
        assertEquals(COLOURS, dashes.size());
        assertEquals(0, Palette.dash(0).length);
    }

    @Test
    void yellowIsOutlinedOnWhiteOnly() {
        assertTrue(Palette.needsOutline(Palette.colour(6, WHITE), WHITE));
        RGB dark = new RGB(0x1e, 0x1e, 0x1e);
        assertFalse(Palette.needsOutline(Palette.colour(6, dark), dark));
        assertFalse(Palette.needsOutline(Palette.colour(0, WHITE), WHITE));
    }

    @Test
    void contrastIsThatOfTheGuidelines() {
        assertEquals(21, Palette.contrast(WHITE, new RGB(0, 0, 0)), 1e-9);
        assertEquals(4.54, Palette.contrast(new RGB(0x76, 0x76, 0x76), WHITE), 0.01);
    }
}
