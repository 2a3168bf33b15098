package org.currentcost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where readings are kept. */
public final class DataFolder {

    private static final int MOST_MOVES = 16;

    private DataFolder() {
    }

    /** {@return the folder {@code CurrentCost} in the user's home, unless the user says otherwise} */
    public static Path standard() {
        return Path.of(System.getProperty("user.home"), "CurrentCost");
    }

    /** {@return the folder to which the content of a folder was moved; the folder itself if it was not} */
    public static Path current(Path folder) {
        Path at = folder.toAbsolutePath().normalize();
        try {
            for (int i = 0; i < MOST_MOVES && isLeft(at); i++) {
                at = Path.of(Files.readString(at.resolve(Stores.MOVED_TO)).strip());
            }
        } catch (IOException e) {
            // What can't be read leads nowhere; the folder that was named is opened, and says what is wrong with it.
            return folder;
        }
        return at;
    }

    private static boolean isLeft(Path folder) {
        return Files.exists(folder.resolve(Stores.MOVED_TO)) && !Files.exists(folder.resolve(Stores.FILE_NAME));
    }
}
