package org.currentcost.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the window of the packaged program costs, as {@code /proc} tells it: how long until it can be used, and how much
 * memory is resident a minute later, with all perspectives opened, and as time goes on. Linux only; needs a display
 * with a window manager and xdotool. Arguments: the program's folder, the data folder to open (a new one with the demo
 * house: import or record something before), and how many minutes to look on.
 */
public final class WindowBenchmark {

    private static final int PERSPECTIVES = 4;
    private static final long SETTLING_SECONDS = 60;
    private static final long LOOK_SECONDS = 8;
    private static final long LIMIT_SECONDS = 120;

    private WindowBenchmark() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true);
        if (arguments.length < 2) {
            out.println("WindowBenchmark PROGRAM_FOLDER DATA_FOLDER [MINUTES]");
            return;
        }
        int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        String data = Path.of(arguments[1]).toAbsolutePath().toString();
        long started = System.nanoTime();
        var script = new ProcessBuilder(Path.of(arguments[0], "currentcost").toString(), "--data", data)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            // The title has the program's name from the moment on in which it takes the user's keys.
            while (xdotool("search", "--onlyvisible", "--name", "^CurrentCost Workbench") != 0) {
                if (!script.isAlive() || System.nanoTime() - started > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                    throw new IllegalStateException("no window");
                }
                Thread.sleep(20);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            var window = script.toHandle().descendants().filter(WindowBenchmark::isJava).findFirst().orElseThrow();
            out.printf("window after %.1f s, %.1f s of processor%n", seconds,
                    ProcessFiles.processorSeconds(window.pid()));
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            tell(out, "a minute later", window.pid());
            for (int i = 0; i < PERSPECTIVES; i++) {
                // The list begins with the second; the last one was used longest ago, or never.
                xdotool("key", "ctrl+F8");
                TimeUnit.SECONDS.sleep(2);
                xdotool("key", "Down", "Down", "Return");
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            }
            tell(out, "all perspectives opened", window.pid());
            for (int minute = 1; minute <= minutes; minute++) {
                TimeUnit.MINUTES.sleep(1);
                tell(out, minute + " min", window.pid());
            }
        } finally {
            script.destroy();
            script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
    }

    private static int xdotool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static void tell(PrintStream out, String when, long pid) throws IOException {
        out.printf("%-24s %4.0f MB resident, %6.1f s of processor, %d threads%n", when,
                ProcessFiles.mebibytes(pid, "VmRSS"), ProcessFiles.processorSeconds(pid), ProcessFiles.threads(pid));
    }
}
