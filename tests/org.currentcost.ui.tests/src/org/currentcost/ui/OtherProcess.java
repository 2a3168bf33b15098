package org.currentcost.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** A command of the program as a process of its own, on a class path of the bundles that these tests run with. */
public final class OtherProcess implements AutoCloseable {

    /** What a command needs, as the start script chooses it. */
    private static final Predicate<String> NEEDED = Pattern
            .compile("org\\.currentcost\\.(?!app|ui|testkit).*(?<!\\.tests)|org\\.eclipse\\.lsp4j.*|com\\.google\\.gson"
                    + "|com\\.fazecast.*|picocli|org\\.xerial.*|com\\.sun\\.jna.*")
            .asMatchPredicate();

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Starts a recorder of a data folder, and comes back when it records. */
    public static OtherProcess recorder(Path data) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-Duser.language=en", "-cp", classPath(),
                "org.currentcost.cli.Program", "recorder", "run", "--data", data.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var said = new ArrayList<String>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.contains("Recording into")) {
                drain(out);
                return new OtherProcess(process);
            }
        }
        throw new AssertionError("the recorder did not start: " + String.join("\n", said));
    }

    /** Whoever is not listened to stands still some time. */
    private static void drain(BufferedReader out) {
        var thread = new Thread(() -> {
            try {
                while (out.readLine() != null) {
                    continue;
                }
            } catch (IOException e) {
                // It was killed.
                return;
            }
        }, "other-process");
        thread.setDaemon(true);
        thread.start();
    }

    private static String classPath() {
        return String.join(System.getProperty("path.separator"), bundles().filter(
                bundle -> NEEDED.test(bundle.getSymbolicName())).flatMap(OtherProcess::places).toList());
    }

    private static Stream<Bundle> bundles() {
        return Arrays.stream(FrameworkUtil.getBundle(OtherProcess.class).getBundleContext().getBundles());
    }

    /** A bundle of this build may be a folder whose classes lie beside their texts. */
    private static Stream<String> places(Bundle bundle) {
        var file = FileLocator.getBundleFileLocation(bundle).orElseThrow().toPath();
        var classes = file.resolve("target").resolve("classes");
        return Files.isDirectory(classes) ? Stream.of(classes.toString(), file.toString()) : Stream.of(file.toString());
    }

    /** {@return its number} */
    public long pid() {
        return process.pid();
    }

    /** Ends it at once; it can't do anything about it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
