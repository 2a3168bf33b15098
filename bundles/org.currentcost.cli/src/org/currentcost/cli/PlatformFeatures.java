package org.currentcost.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.UserLocale;

/** Asks the platform, in a process of its own, which optional feature brings a kind of source. */
final class PlatformFeatures {

    /** The system property by which the start script says where the platform's launcher is. */
    private static final String LAUNCHER = "currentcost.launcher";
    /** The system property by which it says where the platform keeps its settings, if not beside the program. */
    private static final String CONFIGURATION = "currentcost.configuration";
    private static final int PATIENCE_SECONDS = 60;
    private static final int LONGEST_SENTENCE = 4096;

    private PlatformFeatures() {
    }

    /** {@return a sentence on how to get a kind of source; empty if nothing is known to bring it} */
    static Optional<String> whereToGet(String scheme) {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            return Optional.empty();
        }
        try {
            var process = new ProcessBuilder(command(launcher, scheme)).redirectError(Redirect.DISCARD).start();
            process.getOutputStream().close();
            // A sentence has room in the pipe: the end is waited for first, which one that hangs never comes to.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String sentence = new String(process.getInputStream().readNBytes(LONGEST_SENTENCE),
                    StandardCharsets.UTF_8).strip();
            return process.exitValue() == CommandLineMain.OK && !sentence.isEmpty()
                    ? Optional.of(sentence)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<String> command(String launcher, String scheme) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", launcher, "-application",
                "org.currentcost.app.command", "-data", "@noDefault", "-nl", UserLocale.language().toString()));
        String configuration = System.getProperty(CONFIGURATION, "");
        if (!configuration.isEmpty()) {
            command.addAll(List.of("-configuration", configuration));
        }
        command.addAll(List.of("feature", "find", scheme));
        return command;
    }
}
