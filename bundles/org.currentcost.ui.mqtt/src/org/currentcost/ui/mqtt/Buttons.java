package org.currentcost.ui.mqtt;

import org.eclipse.e4.ui.services.IStylingEngine;
import org.eclipse.swt.widgets.Button;
import org.eclipse.ui.PlatformUI;

/** Lets buttons be pressed or not. UI thread only. */
final class Buttons {

    /** The dark theme draws buttons of this class dimmed, and all others as if they could be pressed. */
    private static final String DISABLED = "disabled";

    private Buttons() {
    }

    static void enable(Button button, boolean enabled) {
        if (button.getEnabled() != enabled) {
            button.setEnabled(enabled);
            var styles = PlatformUI.getWorkbench().getService(IStylingEngine.class);
            if (styles != null) {
                styles.setClassname(button, enabled ? "" : DISABLED);
            }
        }
    }
}
