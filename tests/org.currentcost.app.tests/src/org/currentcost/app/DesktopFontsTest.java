package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.FontData;
import org.junit.jupiter.api.Test;

class DesktopFontsTest {

    private static final FontData TITLE = new FontData("Sans", 12, SWT.BOLD);

    private static FontData grown(int height) {
        return Stream.of(DesktopFonts.grown(new FontData[]{TITLE}, height)).findFirst().orElseThrow();
    }

    @Test
    void titlesGrowWithTheDesktopsFont() {
        assertEquals(new FontData("Sans", 24, SWT.BOLD), grown(20));
    }

    @Test
    void noTitleIsSmallerThanThePlatformMeansIt() {
        assertEquals(TITLE, grown(10));
        assertEquals(TITLE, grown(8));
    }
}
