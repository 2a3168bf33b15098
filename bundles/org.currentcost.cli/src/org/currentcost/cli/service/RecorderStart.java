package org.currentcost.cli.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts a recorder as a process that depends on nobody: in a session of its own, so that it outlives the terminal, the
 * window or the recorder that has started it.
 */
public final class RecorderStart {

    /** The hidden option by which a recorder knows that nobody reads what it says once it records. */
    public static final String DETACHED = "--detached";

    private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");
    static final String JAVA = "CURRENTCOST_JAVA";
    private static final int MOST_LINES = 50;

    private RecorderStart() {
    }

    /** A recorder did not start. The message is what it said, in sentences for the user. */
    public static final class NotStarted extends Exception {

        private static final long serialVersionUID = 1L;

        NotStarted(String reason) {
            super(reason);
        }
    }

    /**
     * Starts a recorder and waits until it records, or waits for a source to be added.
     *
     * @param script the program's start script
     * @param folder the data folder
     * @param said   hears, line by line and on another thread, what it says meanwhile
     * @return its process
     * @throws NotStarted           if it has ended instead
     * @throws InterruptedException if interrupted; the recorder may start all the same
     */
    public static ProcessHandle start(Path script, Path folder, Consumer<String> said)
            throws NotStarted, InterruptedException {
        try {
            var builder = new ProcessBuilder(command(script, folder))
                    .redirectInput(Redirect.from(IS_WINDOWS ? Path.of("NUL").toFile() : Path.of("/dev/null").toFile()))
                    .directory(Path.of(System.getProperty("user.home")).toFile());
            ServiceManager.OWN_VARIABLES.forEach(builder.environment()::remove);
            builder.environment().putIfAbsent(JAVA,
                    Path.of(System.getProperty("java.home"), "bin", "java").toString());
            var process = builder.start();
            var lines = new ArrayList<String>();
            var errors = new Thread(() -> read(process.getErrorStream(), line -> {
                if (lines.size() < MOST_LINES) {
                    lines.add(line);
                }
                said.accept(line);
            }), "recorder-start");
            errors.setDaemon(true);
            errors.start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (out.readLine() != null) {
                return process.toHandle();
            }
            process.waitFor();
            errors.join();
            throw new NotStarted(lines.isEmpty()
                    ? Messages.get("start.ended", process.exitValue())
                    : String.join(" ", lines));
        } catch (IOException e) {
            throw new NotStarted(Messages.get("start.notRun", script, e.getMessage()));
        }
    }

    private static List<String> command(Path script, Path folder) {
        var command = new ArrayList<String>();
        // Windows runs a script by itself: of a line for cmd.exe with several words in quotes two would be lost.
        if (!IS_WINDOWS && isThere("setsid")) {
            command.add("setsid");
        } else if (!IS_WINDOWS && isThere("nohup")) {
            command.add("nohup");
        }
        command.addAll(List.of(script.toString(), "recorder", "run", "--data", folder.toString(), DETACHED));
        return command;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(folder -> !folder.isEmpty()).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void read(InputStream stream, Consumer<String> action) {
        try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                action.accept(line);
            }
        } catch (IOException e) {
            // It has said all that there is to be heard.
        }
    }
}
