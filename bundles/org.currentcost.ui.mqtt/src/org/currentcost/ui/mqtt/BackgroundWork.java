package org.currentcost.ui.mqtt;

import java.util.function.Consumer;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Background;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** The one place of this bundle where work leaves the UI thread and what came of it comes back. */
final class BackgroundWork {

    private BackgroundWork() {
    }

    /** What changes the recorder, and may take seconds. */
    interface Change {
        /** Does it. @return a sentence for the user; empty if there is nothing to say */
        String make() throws Exception;
    }

    /**
     * Makes a change away from the UI thread, and tells there how it ended, if the control is still shown.
     *
     * @param name     that the Progress view shows
     * @param well     hears what the change said
     * @param trouble  hears what went wrong, a sentence
     */
    static void run(Control control, String name, Change change, Consumer<String> well, Consumer<String> trouble) {
        var display = control.getDisplay();
        Background.run(name, () -> {
            try {
                String said = change.make();
                back(display, control, () -> well.accept(said));
            } catch (StoreException e) {
                back(display, control, () -> trouble.accept((e.getMessage() + " " + e.remedy()).strip()));
            } catch (IllegalArgumentException e) {
                back(display, control, () -> trouble.accept(e.getMessage()));
            } catch (Exception e) {
                // Nobody expects it: it is logged as well.
                back(display, control, () -> trouble.accept(e.getMessage() == null ? e.toString() : e.getMessage()));
                throw e;
            }
        });
    }

    /** Does something on the UI thread, if the control is still shown. */
    static void back(Display display, Control control, Runnable work) {
        try {
            display.asyncExec(() -> {
                if (!control.isDisposed()) {
                    work.run();
                }
            });
        } catch (SWTException e) {
            // The window was closed meanwhile: nobody is there to be told.
            return;
        }
    }
}
