package org.currentcost.app;

import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;

/**
 * The theme that the window has until its user chooses one: dark where the desktop's widgets are. The platform knows
 * dark desktops by the names of their themes, and so takes those of high contrast for light ones.
 */
final class DesktopTheme {

    private static final String THEMES = "org.eclipse.e4.ui.css.swt.theme";
    private static final String CHOSEN = "themeid";
    private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";

    private DesktopTheme() {
    }

    /** Takes it for this start, before the workbench is made; what the user chose comes first. UI thread only. */
    static void take(Display display) {
        if (isDark(display.getSystemColor(SWT.COLOR_WIDGET_BACKGROUND).getRGB(),
                display.getSystemColor(SWT.COLOR_WIDGET_FOREGROUND).getRGB())) {
            DefaultScope.INSTANCE.getNode(THEMES).put(CHOSEN, DARK);
        }
    }

    /** {@return whether text is lighter than what it stands on} */
    static boolean isDark(RGB ground, RGB text) {
        return brightness(ground) < brightness(text);
    }

    private static float brightness(RGB colour) {
        return colour.getHSB()[2];
    }
}
