package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged program for Linux as the build has made it, started by its launch script. */
final class Product {

    /** The folder that a user unpacks. */
    static final Path FOLDER = Path.of(System.getProperty("currentcost.product"));

    static {
        startForTheFirstTime();
    }

    private Product() {
    }

    /** The first start writes down what is installed: tests that all begin with it would do so over each other. */
    private static void startForTheFirstTime() {
        try (var command = start("--version")) {
            assertEquals(0, command.exitCode(), command::toString);
        } catch (Exception e) {
            throw new AssertionError("the program does not start", e);
        }
    }

    /** Starts a command of the program. The caller closes it. */
    static Command start(String... arguments) throws IOException {
        return new Command(builder(FOLDER, Map.of(), arguments));
    }

    /** Starts a command of the program with further variables in its environment. The caller closes it. */
    static Command start(Map<String, String> environment, String... arguments) throws IOException {
        return new Command(builder(FOLDER, environment, arguments));
    }

    /** Prepares a process in a defined environment: English, UTC, no display. */
    static ProcessBuilder builder(Path folder, Map<String, String> environment, String... arguments) {
        var script = folder.resolve("currentcost");
        if (!Files.isExecutable(script)) {
            throw new AssertionError("there is no packaged program in " + folder + "; build the whole project");
        }
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
        var variables = builder.environment();
        List.of("DISPLAY", "WAYLAND_DISPLAY", "CURRENTCOST_LANGUAGE", "LANG", "LANGUAGE", "JAVA_TOOL_OPTIONS")
                .forEach(variables::remove);
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", "UTC");
        variables.putIfAbsent("CURRENTCOST_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Most of these processes live for seconds: a thorough compiler takes more time than it saves.
        variables.put("CURRENTCOST_VMARGS", "-XX:TieredStopAtLevel=1");
        variables.putAll(environment);
        return builder;
    }

    /** Runs a command to its end and asserts that it succeeds. @return its standard output, a line each */
    static List<String> run(String... arguments) throws Exception {
        try (var command = start(arguments)) {
            assertEquals(0, command.exitCode(), command::toString);
            // An import tells on the error output how to take it back, and what takes long how far it is.
            assertEquals(List.of(), command.err().stream()
                    .filter(line -> !line.startsWith("This is import ") && !line.matches("\\d+ %")).toList(),
                    command::toString);
            return command.out();
        }
    }

    /** {@return what a raw export of a data folder says, in its order} */
    static List<ExportedRow> export(Path data) throws Exception {
        return ExportedRow.read(run("export", "--data", data.toString()));
    }
}
