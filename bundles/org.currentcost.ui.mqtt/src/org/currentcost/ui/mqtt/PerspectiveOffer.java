package org.currentcost.ui.mqtt;

import org.currentcost.ui.kit.Services;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Puts the MQTT perspective beside the others at the top of the window when the feature is new there. Once: whoever
 * closes it does not get it back.
 */
public final class PerspectiveOffer implements IStartup {

    private static final String PERSPECTIVE = "org.currentcost.ui.mqtt.perspective";
    private static final String OFFERED = "perspectiveOffered";

    @Override
    public void earlyStartup() {
        var settings = InstanceScope.INSTANCE.getNode("org.currentcost.ui.mqtt");
        var workbench = Services.find(IWorkbench.class).orElseThrow();
        if (!settings.getBoolean(OFFERED, false) && workbench.getWorkbenchWindowCount() > 0) {
            var window = workbench.getWorkbenchWindows()[0];
            BackgroundWork.back(workbench.getDisplay(), window.getShell(), () -> offer(window, settings));
        }
    }

    private static void offer(IWorkbenchWindow window, IEclipsePreferences settings) {
        var page = window.getActivePage();
        if (page == null || page.getPerspective() == null) {
            return;
        }
        var before = page.getPerspective();
        boolean there = false;
        for (var open : page.getOpenPerspectives()) {
            there |= open.getId().equals(PERSPECTIVE);
        }
        if (!there) {
            // The switcher shows what was open, and only what is opened gets there.
            window.getShell().setRedraw(false);
            try {
                var registry = window.getWorkbench().getPerspectiveRegistry();
                page.setPerspective(registry.findPerspectiveWithId(PERSPECTIVE));
                page.setPerspective(before);
            } finally {
                window.getShell().setRedraw(true);
            }
        }
        settings.putBoolean(OFFERED, true);
        try {
            settings.flush();
        } catch (BackingStoreException e) {
            ILog.of(PerspectiveOffer.class).warn(e.getMessage(), e);
        }
    }
}
