package org.currentcost.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The archive of loaded classes that this process was to start with, a file of the user's own. Java makes one anew at
 * its end where there is none, or where it does not fit, but not where even the head of the file is damaged.
 */
final class ClassArchive {

    private static final String PROPERTY = "currentcost.archive";
    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    private ClassArchive() {
    }

    /** Deletes an archive that Java did not take, so that the next command makes a sound one. */
    static void deleteIfRefused() {
        String name = System.getProperty(PROPERTY);
        if (name == null) {
            return;
        }
        var archive = Path.of(name);
        try {
            if (Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(MAPPED_FILES)
                    && !isUsed(archive, Files.readAllBytes(MAPPED_FILES))) {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            // The command is done; it has only taken longer than it might.
            return;
        }
    }

    /** {@return whether the file is among those that a process has mapped, as Linux lists them} */
    static boolean isUsed(Path archive, byte[] mapped) {
        // The folder may be named by way of a link.
        return new String(mapped, StandardCharsets.ISO_8859_1).contains("/" + archive.getFileName() + "\n");
    }
}
