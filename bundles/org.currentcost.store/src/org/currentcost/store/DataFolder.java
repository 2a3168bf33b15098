package org.currentcost.store;

import java.nio.file.Path;
import java.util.OptionalLong;

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
    /** Room that {@link ReservedRoom} keeps. */
    public static final String RESERVED = ".reserved";
    /** Where earlier versions of the program unpacked a library. */
    public static final String FORMER_NATIVE_FOLDER = ".native";

    private DataFolder() {
    }

    /** {@return the folder {@code CurrentCost} in the user's home, unless the user says otherwise} */
    public static Path standard() {
        return Path.of(System.getProperty("user.home"), "CurrentCost");
    }

    /**
     * Asks the folder itself: {@link java.nio.file.FileStore} looks for it in the list of mounted disks, where that of
     * a container or another root need not stand.
     *
     * @return the bytes that this user may still write to the folder's disk, 0 or more; empty where that can't be known
     */
    public static OptionalLong usableBytes(Path folder) {
        var file = folder.toFile();
        return file.getTotalSpace() > 0 ? OptionalLong.of(file.getUsableSpace()) : OptionalLong.empty();
    }
}
