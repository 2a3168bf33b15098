package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this computer is called by those who share its disks. */
final class ComputerName {

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private ComputerName() {
    }

    /**
     * {@return the name in one line, as the system knows it without asking a network, which may take long; "" where it
     * does not}, as on macOS
     */
    static String own() {
        String name;
        try {
            name = Files.isReadable(LINUX) ? Files.readString(LINUX) : System.getenv("COMPUTERNAME");
        } catch (IOException e) {
            return "";
        }
        return name == null || name.strip().contains("\n") ? "" : name.strip();
    }
}
