package org.currentcost.app;

import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.WorkbenchException;
import org.osgi.service.prefs.BackingStoreException;

/** Which perspective the window opens with, as the user set it. Used by the UI thread. */
final class OpeningPerspective {

    private static final String NODE = "org.currentcost.app";
    private static final String KEY = "opensWith";

    private OpeningPerspective() {
    }

    /** {@return the id of the perspective; empty for the one that was open last} */
    static Optional<String> chosen() {
        return Optional.of(InstanceScope.INSTANCE.getNode(NODE).get(KEY, "")).filter(id -> !id.isEmpty());
    }

    /** Takes a perspective from the next start on; empty for the one that was open last. */
    static void choose(Optional<String> id) {
        var node = InstanceScope.INSTANCE.getNode(NODE);
        id.ifPresentOrElse(one -> node.put(KEY, one), () -> node.remove(KEY));
        try {
            node.flush();
        } catch (BackingStoreException e) {
            // It holds until the window is closed, which writes all preferences.
            ILog.of(OpeningPerspective.class).warn(String.valueOf(e.getMessage()), e);
        }
    }

    /** Shows it in a window that has just opened, unless what it belongs to is not installed any more. */
    static void show(IWorkbenchWindow window) {
        chosen().filter(id -> window.getWorkbench().getPerspectiveRegistry().findPerspectiveWithId(id) != null)
                .ifPresent(id -> {
                    try {
                        window.getWorkbench().showPerspective(id, window);
                    } catch (WorkbenchException e) {
                        ILog.of(OpeningPerspective.class).warn(String.valueOf(e.getMessage()), e);
                    }
                });
    }
}
