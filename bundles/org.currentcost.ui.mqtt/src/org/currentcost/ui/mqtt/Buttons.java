package org.currentcost.ui.mqtt;

import org.currentcost.ui.kit.Services;
import org.eclipse.e4.ui.services.IStylingEngine;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;

/** Makes buttons, and lets them be pressed or not. UI thread only. */
final class Buttons {

    /** The dark theme draws buttons of this class dimmed, and all others as if they could be pressed. */
    private static final String DISABLED = "disabled";

    private Buttons() {
    }

    /** {@return a button that does this} */
    static Button make(Composite parent, int style, String text, Runnable work) {
        var button = new Button(parent, style);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return button;
    }

    static void enable(Button button, boolean enabled) {
        if (button.getEnabled() != enabled) {
            button.setEnabled(enabled);
            Services.find(IWorkbench.class).map(workbench -> workbench.getService(IStylingEngine.class))
                    .ifPresent(styles -> styles.setClassname(button, enabled ? "" : DISABLED));
        }
    }
}
