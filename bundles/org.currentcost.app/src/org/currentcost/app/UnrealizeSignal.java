package org.currentcost.app;

import java.nio.charset.StandardCharsets;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/**
 * Puts right one entry of SWT's table of GTK signals, without which the program dies on newer versions of GTK 3.
 * <p>
 * {@code Display.initializeCallbacks} of SWT 3.135 looks up the signal <em>unrealize</em> by the name of
 * <em>realize</em>. So no control hears that its window is destroyed, and the input method of a canvas keeps a window
 * that is freed. GTK 3.24.44 and later ask that window for its screen the next time, and crash in
 * {@code gdk_window_get_screen}, or do not, as the memory will have it: eclipse.platform.swt issues 1937, 2839 and
 * 3305. Controls that were filled before their shell is shown and then moved, as the pages of a tab folder are, get
 * there without fail.
 * <p>
 * Where SWT has it right, has no such table, as on other systems, or keeps it elsewhere, nothing is changed.
 */
final class UnrealizeSignal {

    private static final String OS = "org.eclipse.swt.internal.gtk.OS";
    private static final String GTK = "org.eclipse.swt.internal.gtk.GTK";

    private UnrealizeSignal() {
    }

    /** For a display that was made just now: each control takes its signals when it is created. UI thread only. */
    static void correct(Display display) {
        correct(display, Widget.class, UnrealizeSignal::id);
    }

    /** Finds the number of a signal by its name. */
    interface Lookup {
        /** {@return the number, 0 if there is no such signal} */
        int id(String signal) throws ReflectiveOperationException;
    }

    /** @param constants where the places of the signals in the table are */
    static void correct(Object display, Class<?> constants, Lookup lookup) {
        try {
            var ids = (int[]) field(display.getClass(), "signalIds", display);
            int realize = (int) field(constants, "REALIZE", null);
            int unrealize = (int) field(constants, "UNREALIZE", null);
            if (ids[unrealize] == ids[realize]) {
                int id = lookup.id("unrealize");
                ids[unrealize] = id == 0 ? ids[unrealize] : id;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another system, or another SWT: there is nothing to put right.
            return;
        }
    }

    private static Object field(Class<?> type, String name, Object owner) throws ReflectiveOperationException {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static int id(String signal) throws ReflectiveOperationException {
        var loader = Display.class.getClassLoader();
        var widget = loader.loadClass(GTK).getMethod("GTK_TYPE_WIDGET").invoke(null);
        return (int) loader.loadClass(OS).getMethod("g_signal_lookup", byte[].class, long.class).invoke(null,
                (signal + '\0').getBytes(StandardCharsets.US_ASCII), widget);
    }
}
