package org.currentcost.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.currentcost.testkit.Patience;

/** A display of its own with a window manager, and the keyboard before it. */
final class Screen implements AutoCloseable {

    private final Process server;
    private final Process manager;
    private final String name;

    /** Switches it on. */
    Screen() throws IOException {
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
                .redirectError(Redirect.DISCARD).start();
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        if (number == null) {
            throw new AssertionError("Xvfb ended");
        }
        name = ":" + number;
        manager = start("openbox");
    }

    /** {@return the variables of a process that is to show its windows here} */
    Map<String, String> environment() {
        return Map.of("DISPLAY", name, "GDK_BACKEND", "x11", "NO_AT_BRIDGE", "1");
    }

    private Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        builder.environment().put("DISPLAY", name);
        return builder.start();
    }

    /** {@return whether a window with this title can be seen} */
    boolean shows(String title) throws Exception {
        while (true) {
            // GTK may put a space behind it.
            var builder = new ProcessBuilder("xdotool", "search", "--onlyvisible", "--name", "^" + title + " *$")
                    .redirectErrorStream(true);
            builder.environment().put("DISPLAY", name);
            var search = builder.start();
            var said = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            search.waitFor();
            // A window that went while it was looked at: what is there now is not known yet.
            if (!said.contains("BadWindow")) {
                return !said.isBlank();
            }
        }
    }

    /** Waits for a window, as long as its process lives. */
    void awaitWindow(String title, Command process) throws Exception {
        process.await("the window " + title, () -> shows(title));
    }

    /** Waits until a window is gone. */
    void awaitNo(String title) throws Exception {
        Patience.await("the end of the window " + title, () -> !shows(title));
    }

    /** Presses keys, by the names that X gives them. */
    void press(String... keys) throws Exception {
        run(Stream.concat(Stream.of("key", "--clearmodifiers"), Stream.of(keys)).toList());
    }

    /** Types a text. */
    void type(String text) throws Exception {
        run(List.of("type", text));
    }

    private void run(List<String> words) throws Exception {
        var command = new ArrayList<>(words);
        command.addFirst("xdotool");
        int code = start(command.toArray(String[]::new)).waitFor();
        if (code != 0) {
            throw new AssertionError(command + " failed: " + code);
        }
    }

    @Override
    public void close() throws Exception {
        manager.destroyForcibly().waitFor();
        server.destroyForcibly().waitFor();
    }
}
