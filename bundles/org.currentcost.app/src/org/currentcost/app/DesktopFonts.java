package org.currentcost.app;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.widgets.Display;

/**
 * The fonts of titles and of what has a fixed pitch: as large as the desktop's own font asks for. The platform gives
 * them sizes in points that know nothing of it, so that a title was half as high as the text below it.
 */
final class DesktopFonts {

    /** What desktops are shipped with, in points; the platform's sizes are meant for it. */
    private static final int USUAL_HEIGHT = 10;
    private static final List<String> FIXED = List.of(JFaceResources.BANNER_FONT, JFaceResources.HEADER_FONT,
            JFaceResources.TEXT_FONT);

    private DesktopFonts() {
    }

    /** Takes them for this start, before the workbench is made; what the user chose comes first. UI thread only. */
    static void take(Display display) {
        int height = display.getSystemFont().getFontData()[0].getHeight();
        var fonts = JFaceResources.getFontRegistry();
        for (String name : FIXED) {
            fonts.put(name, Stream.of(fonts.get(name).getFontData())
                    .map(one -> new FontData(one.getName(), grown(one.getHeight(), height), one.getStyle()))
                    .toArray(FontData[]::new));
        }
    }

    /** {@return a height in the desktop's proportion, at least as before} All are in points. */
    static int grown(int height, int desktop) {
        return Math.max(height, height * desktop / USUAL_HEIGHT);
    }
}
