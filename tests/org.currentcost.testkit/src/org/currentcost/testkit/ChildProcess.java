package org.currentcost.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another Java process, which runs a class of a test and is to be killed. For one thread. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    /**
     * Starts it.
     *
     * @param program   the class whose {@code main} it runs
     * @param classes   one of each bundle that it needs beside that of the program
     * @param arguments for {@code main}
     */
    public ChildProcess(Class<?> program, Collection<Class<?>> classes, Object... arguments) throws IOException {
        var path = new ArrayList<String>();
        path.add(root(program));
        for (var type : classes) {
            path.add(root(type));
        }
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp",
                path.stream().distinct().collect(Collectors.joining(File.pathSeparator)), program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        lines = process.inputReader();
    }

    /** {@return where the classes of a bundle are, which in a development build is below the bundle's folder} */
    private static String root(Class<?> type) {
        Path location;
        try {
            location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        var name = type.getName().replace('.', '/') + ".class";
        return Stream.of(location, location.resolve("target/classes"), location.resolve("bin"))
                .filter(root -> Files.isRegularFile(root) || Files.exists(root.resolve(name))).findFirst()
                .orElseThrow(() -> new IllegalStateException("no classes in " + location)).toString();
    }

    /** {@return the next line that it prints, empty if it has ended} */
    public String line() throws IOException {
        var line = lines.readLine();
        return line == null ? "" : line;
    }

    /** {@return the number of the process} */
    public long pid() {
        return process.pid();
    }

    /** Sends it a signal. @param name such as {@code STOP} */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Kills it and waits until it is dead. {@return what it had printed until then} */
    public List<String> kill() {
        // by its handle: Process.destroyForcibly would close the stream with what it had printed
        process.toHandle().destroyForcibly();
        var rest = lines.lines().toList();
        process.onExit().join();
        return rest;
    }

    /** Says a word to it. */
    public void say(String word) throws IOException {
        process.getOutputStream().write((word + '\n').getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Lets it go on that waits for a word. */
    public void goOn() throws IOException {
        process.getOutputStream().close();
    }

    /** Lets it go on that waits for a word. {@return its exit code, once it has ended} */
    public int end() throws IOException {
        goOn();
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        lines.close();
    }
}
