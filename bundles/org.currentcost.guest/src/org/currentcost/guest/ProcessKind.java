package org.currentcost.guest;

import java.util.Locale;

/** What kind of process holds a data folder, or looks into it. */
public enum ProcessKind {
    /** A window. */
    WINDOW,
    /** The recorder, which runs without a window. */
    RECORDER,
    /** A command in a terminal, for as long as it takes. */
    COMMAND;

    /** {@return what it is called, such as {@code the recorder}} */
    public String words() {
        return Messages.get("kind." + name().toLowerCase(Locale.ROOT));
    }
}
