package org.currentcost.ui.kit;

import java.util.function.LongSupplier;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * Lets a control look again when something changed, at most five times a second, and once a second for the ages of what
 * it shows. The one place where news of the recorder's threads reaches the UI thread: by looking, not by being called.
 */
public final class Pulse {

    private static final int TICK_MILLIS = 200;
    private static final int TICKS_PER_AGE = 5;

    private final Control control;
    private final LongSupplier version;
    private final Runnable refresh;
    private long seen = Long.MIN_VALUE;
    private int ticks;

    private Pulse(Control control, LongSupplier version, Runnable refresh) {
        this.control = control;
        this.version = version;
        this.refresh = refresh;
    }

    /** Calls {@code refresh} on the UI thread from now on until the control is disposed, while it can be seen. */
    public static void start(Control control, LongSupplier version, Runnable refresh) {
        new Pulse(control, version, refresh).tick();
    }

    private void tick() {
        if (control.isDisposed()) {
            return;
        }
        long now = version.getAsLong();
        boolean changed = now != seen;
        if (control.isVisible() && (changed || ++ticks >= TICKS_PER_AGE)) {
            seen = now;
            ticks = 0;
            refresh.run();
        }
        Display.getCurrent().timerExec(TICK_MILLIS, this::tick);
    }
}
