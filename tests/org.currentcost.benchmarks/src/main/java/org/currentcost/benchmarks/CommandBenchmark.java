package org.currentcost.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a command of the packaged program costs: time by the clock, processor time and the most memory it held, as
 * {@code /proc} tells them. Linux only. Argument: the program's folder, and how often each command is run.
 */
public final class CommandBenchmark {

    private static final int ROUNDS = 5;
    private static final int FIVE_MINUTES = 300_000;
    private static final int READINGS = 315_360;
    private static final int SIX_SECONDS = 6_000;
    private static final int READINGS_OF_A_YEAR = 5_256_000;

    private record Cost(double seconds, double processorSeconds, double mebibytes) {
    }

    private CommandBenchmark() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true);
        if (arguments.length == 0) {
            out.println("CommandBenchmark PROGRAM_FOLDER [ROUNDS]");
            return;
        }
        var program = Path.of(arguments[0], "currentcost").toString();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        var folder = Files.createTempDirectory("command-benchmark");
        var file = folder.resolve("years.csv");
        var data = folder.resolve("data").toString();
        write(file, READINGS, FIVE_MINUTES);
        var year = folder.resolve("year.csv");
        write(year, READINGS_OF_A_YEAR, SIX_SECONDS);
        out.printf("%-60s %8s %10s %8s%n", "command", "clock s", "processor s", "MB");
        report(out, "import of 315 360 readings (CSV)", List.of(run(program, "import", file.toString(), "--mapping",
                "columns=time,W", "--data", data)));
        report(out, "import of a year of every 6 s (CSV)", List.of(run(program, "import", year.toString(), "--mapping",
                "columns=time,W", "--data", folder.resolve("year").toString())));
        for (var line : List.of("--version", "sources --data " + data,
                "export --every 1d --from 2016-03-01T00:00:00Z --to 2016-03-02T00:00:00Z --data " + data,
                "export --every 5m --data " + data)) {
            var costs = new ArrayList<Cost>();
            for (int i = 0; i <= rounds; i++) {
                costs.add(run(program, line.split(" ")));
            }
            report(out, line.replace(" --data " + data, ""), costs.subList(1, costs.size()));
        }
    }

    private static void write(Path file, int readings, long apartMillis) throws IOException {
        try (var csv = Files.newBufferedWriter(file)) {
            csv.write("time,W\n");
            var start = Instant.parse("2016-01-01T00:00:00Z");
            for (int i = 0; i < readings; i++) {
                csv.write(start.plusMillis(i * apartMillis) + "," + i % 3000 + "\n");
            }
        }
    }

    /** {@return what a command costs} */
    private static Cost run(String program, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        double before = ProcessFiles.processorSecondsOfChildren();
        long started = System.nanoTime();
        var process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        double most = 0;
        while (process.isAlive()) {
            most = Math.max(most, peakMebibytes(process.pid()));
            Thread.sleep(5);
        }
        process.waitFor();
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Cost(seconds, ProcessFiles.processorSecondsOfChildren() - before, most);
    }

    private static double peakMebibytes(long pid) {
        try {
            return ProcessFiles.mebibytes(pid, "VmHWM");
        } catch (IOException | RuntimeException e) {
            // it has ended
            return 0;
        }
    }

    private static void report(PrintStream out, String name, List<Cost> costs) {
        out.printf("%-60s %8.2f %10.2f %8.0f%n", name.length() > 60 ? name.substring(0, 60) : name,
                costs.stream().mapToDouble(Cost::seconds).sorted().skip(costs.size() / 2).findFirst().orElseThrow(),
                costs.stream().mapToDouble(Cost::processorSeconds).sorted().skip(costs.size() / 2).findFirst()
                        .orElseThrow(),
                costs.stream().mapToDouble(Cost::mebibytes).max().orElseThrow());
    }
}
