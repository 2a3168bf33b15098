package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DesktopFontsTest {

    @Test
    void titlesGrowWithTheDesktopsFont() {
        assertEquals(24, DesktopFonts.grown(12, 20));
    }

    @Test
    void noTitleIsSmallerThanThePlatformMeansIt() {
        assertEquals(12, DesktopFonts.grown(12, 10));
        assertEquals(12, DesktopFonts.grown(12, 8));
    }
}
