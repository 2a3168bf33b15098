package org.currentcost.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that this process takes. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIBIBYTE = 1024;

    private ResidentMemory() {
    }

    /** {@return it in bytes: what is resident where the system tells, otherwise what the heap takes} */
    static long bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return Runtime.getRuntime().totalMemory();
        }
    }
}
