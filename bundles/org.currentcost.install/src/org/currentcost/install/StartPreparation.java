package org.currentcost.install;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/**
 * What the start script calls before the program, where that may not start otherwise: puts back what a killed
 * installation has left half done, and starts the program once alone where nobody ever has, since several that begin at
 * the same time would write Eclipse's caches over each other. It runs without Eclipse.
 */
public final class StartPreparation {

    /** How long to wait for another process that installs, or starts for the first time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CACHES = "org.eclipse.osgi";

    private StartPreparation() {
    }

    /**
     * @param arguments the program's folder, the folder of its configuration, and the command that starts the program
     *                  without doing anything
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset())) {
            prepare(arguments, err);
        }
    }

    private static void prepare(String[] arguments, PrintWriter err) throws IOException, InterruptedException {
        var home = Path.of(arguments[0]);
        var configuration = Path.of(arguments[1]);
        boolean writable = Files.isWritable(home) && Files.isWritable(home.resolve("configuration"));
        // Another first start takes seconds, and is nothing to speak of.
        Runnable waiting = () -> {
            if (new InstallationBackup(home).isChanging()) {
                say(err, "FeatureWaiting");
            }
        };
        // An installation that may not be written has its lock beside the configuration that it has instead.
        try (var lock = InstallationLock.acquire(writable ? home : Files.createDirectories(configuration), PATIENCE,
                waiting).orElse(null)) {
            if (lock == null) {
                return;
            }
            if (writable) {
                var mended = new InstallationBackup(home).settle();
                if (!mended.isEmpty()) {
                    say(err, "FeatureMended", String.join(", ", mended));
                }
            }
            if (!Files.isDirectory(configuration.resolve(CACHES))) {
                start(List.of(arguments).subList(2, arguments.length));
            }
        }
    }

    private static void start(List<String> command) throws IOException, InterruptedException {
        var nothing = new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
        var process = new ProcessBuilder(new ArrayList<>(command)).redirectInput(nothing)
                .redirectOutput(ProcessBuilder.Redirect.to(nothing)).redirectError(ProcessBuilder.Redirect.to(nothing))
                .start();
        // Whoever stops this stops that.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "first-start"));
        process.waitFor();
    }

    private static void say(PrintWriter err, String key, Object... arguments) {
        var texts = ResourceBundle.getBundle(StartPreparation.class.getPackageName() + ".messages");
        err.println(MessageFormat.format(texts.getString(key), arguments));
    }
}
