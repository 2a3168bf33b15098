package org.currentcost.store;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;

/**
 * A file of a data folder that is worth nothing but its room: what a recorder that has to end could not write, because
 * the disk is full, is written in its place.
 */
public final class ReservedRoom {

    /** As much as all readings need that wait in memory at most, in the log of the file too, and again as much. */
    static final int BYTES = 8 << 20;
    /** Where there is less room it is not taken away from the readings that come. */
    private static final long ROOM_LEFT_BYTES = 8L * BYTES;

    private ReservedRoom() {
    }

    /** Keeps room in a folder, if there is enough for that. Never throws: it is for another day. */
    public static void keep(Path folder) {
        var file = folder.resolve(DataFolder.RESERVED);
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == BYTES
                    || DataFolder.usableBytes(folder).orElse(0) < ROOM_LEFT_BYTES) {
                return;
            }
            // Nothing that a file system would make small
            var content = new byte[BYTES];
            new Random().nextBytes(content);
            // Of a link that somebody has put there the link goes, not what it leads to
            Files.deleteIfExists(file);
            try (var out = Channels.newOutputStream(PrivateFiles.open(file))) {
                out.write(content);
            }
        } catch (IOException e) {
            release(folder);
        }
    }

    /** Gives the room of a folder free. {@return whether there was any} */
    public static boolean release(Path folder) {
        try {
            return Files.deleteIfExists(folder.resolve(DataFolder.RESERVED));
        } catch (IOException e) {
            return false;
        }
    }
}
