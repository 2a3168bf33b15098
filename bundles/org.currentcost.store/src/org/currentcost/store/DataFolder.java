package org.currentcost.store;

import java.nio.file.Path;

/** The folder of this computer in which a store is kept, and what the names in it mean. */
public final class DataFolder {

    /** The one file that holds everything. */
    public static final String FILE_NAME = "readings.sqlite";
    /** The folder of the backups. */
    public static final String BACKUPS = "backups";
    /** In a folder whose content was moved, says where to. */
    public static final String MOVED_TO = "moved-to.txt";
    /** In a folder that a move goes to: the folder that it comes from. */
    public static final String MOVING = ".moving";
    /** Keeps the folder for one process. */
    public static final String LOCK = ".lock";
    /** Where the process that has the folder open answers others. */
    public static final String OWNER = ".owner";
    /** Where earlier versions of the program unpacked a library. */
    public static final String FORMER_NATIVE_FOLDER = ".native";

    private DataFolder() {
    }

    /** {@return the folder {@code CurrentCost} in the user's home, unless the user says otherwise} */
    public static Path standard() {
        return Path.of(System.getProperty("user.home"), "CurrentCost");
    }
}
