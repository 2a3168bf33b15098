package org.currentcost.testkit;

import java.io.IOException;

/** Programs of the operating system that a test needs, such as {@code mount}. */
public final class SystemProgram {

    private SystemProgram() {
    }

    /** Runs one to its end. {@return whether it is there and did what it was asked} */
    public static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
