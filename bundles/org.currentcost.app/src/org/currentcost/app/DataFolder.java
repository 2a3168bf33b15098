package org.currentcost.app;

import java.nio.file.Path;

/** Where readings are kept unless the user says otherwise. */
public final class DataFolder {

    private DataFolder() {
    }

    /** {@return the folder {@code CurrentCost} in the user's home} */
    public static Path standard() {
        return Path.of(System.getProperty("user.home"), "CurrentCost");
    }
}
