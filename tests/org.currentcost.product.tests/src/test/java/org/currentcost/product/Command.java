package org.currentcost.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.currentcost.testkit.Patience;

/** A process of the packaged program. Everything that it says is kept. */
final class Command implements AutoCloseable {

    private final List<String> words;
    private final Process process;
    private final Said out;
    private final Said err;

    /** What came on one of the two outputs so far, a line each. */
    private static final class Said {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final Thread reader;

        Said(String name, InputStream stream) {
            reader = new Thread(() -> read(stream), name);
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("unreadable: " + e);
            }
        }

        List<String> lines() {
            synchronized (lines) {
                return List.copyOf(lines);
            }
        }
    }

    Command(ProcessBuilder builder) throws IOException {
        words = List.copyOf(builder.command());
        process = builder.start();
        out = new Said("output", process.getInputStream());
        err = new Said("errors", process.getErrorStream());
    }

    /** {@return the lines of the standard output so far} */
    List<String> out() {
        return out.lines();
    }

    /** {@return the lines of the error output so far} */
    List<String> err() {
        return err.lines();
    }

    /** {@return the last line of the standard output so far} */
    String closingLine() {
        var lines = out();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /** {@return what the process reads as its standard input} */
    OutputStream in() {
        return process.getOutputStream();
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line on the standard output. */
    Command awaitOut(Predicate<String> wanted) throws Exception {
        return await("a line of the output", () -> out().stream().anyMatch(wanted));
    }

    /** Waits for a line on the error output. */
    Command awaitErr(Predicate<String> wanted) throws Exception {
        return await("a line of the error output", () -> err().stream().anyMatch(wanted));
    }

    /** Waits for a condition that this process is to bring about, at most until it ends. */
    Command await(String what, Patience.Condition condition) throws Exception {
        Patience.await(what, () -> {
            // In this order: what ended well may have met the condition with its last breath.
            boolean ended = !process.isAlive() && !out.reader.isAlive() && !err.reader.isAlive();
            if (condition.holds()) {
                return true;
            }
            if (ended) {
                throw new AssertionError("ended before " + what + ": " + this);
            }
            return false;
        }, this);
        return this;
    }

    /** Asks the process to end, as the system does when it shuts down and as {@code kill} does. */
    Command terminate() {
        // Process.destroy() would also close the streams, and with them what the process says last.
        process.toHandle().destroy();
        return this;
    }

    /** Ends the process at once; it can't do anything about it. */
    Command kill() {
        // A start script's window would live on, and with it the streams that are read to their end.
        var children = process.descendants().toList();
        process.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        return this;
    }

    /** {@return whether the process has ended} */
    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits for the end. @return the exit code */
    int exitCode() throws Exception {
        if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end: " + this);
        }
        out.reader.join();
        err.reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        kill().exitCode();
    }

    @Override
    public String toString() {
        return String.join(" ", words) + (process.isAlive() ? " (running)" : " (exit code " + process.exitValue() + ")")
                + "\nout: " + last(out()) + "\nerr: " + last(err());
    }

    private static String last(List<String> lines) {
        return String.join("\n     ", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
