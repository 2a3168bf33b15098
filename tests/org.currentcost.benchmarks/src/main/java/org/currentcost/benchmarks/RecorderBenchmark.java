package org.currentcost.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.Simulation;
import org.currentcost.source.demo.SimulatorSettings;
import org.currentcost.store.SourceStore.SourceRow;

/**
 * What the recorder of the packaged program costs, as {@code /proc} tells it: resident memory, processor time, threads
 * and open files, as time goes on. Linux only. Arguments: the program's folder, for how many minutes (24, which are a
 * day of meters at 60 times their speed), how many times faster than real meters speak (60), and how many of them there
 * are (10). They are simulated here, and heard by TCP.
 */
public final class RecorderBenchmark {

    private static final long MINUTES = 24;
    private static final int SPEED = 60;
    private static final int METERS = 10;
    private static final long FIRST_SECONDS = 20;
    private static final long LIMIT_SECONDS = 60;

    private RecorderBenchmark() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true);
        if (arguments.length == 0) {
            out.println("RecorderBenchmark PROGRAM_FOLDER [MINUTES [SPEED [METERS]]]");
            return;
        }
        String program = Path.of(arguments[0], "currentcost").toString();
        long minutes = number(arguments, 1, MINUTES);
        long speed = number(arguments, 2, SPEED);
        long meters = number(arguments, 3, METERS);
        String data = Files.createTempDirectory("recorder-benchmark").resolve("data").toString();
        try (var store = Embedded.in(Path.of(data)).open(ZoneId.systemDefault())) {
            for (int i = 1; i <= meters; i++) {
                store.saveSource(new SourceRow("meter-" + i, "Meter " + i, "tcp:localhost:" + meter(i, speed), true));
            }
        }
        var recorder = new ProcessBuilder(program, "recorder", "run", "--data", data)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (recorder.errorReader().readLine() == null) {
                throw new IllegalStateException("it does not start");
            }
            out.printf("%d meters at %d times their speed%n%-10s %9s %12s %12s %8s %6s %9s%n", meters, speed, "after",
                    "resident", "processor", "of a core", "threads", "files", "on disk");
            long started = System.nanoTime();
            double before = 0;
            double beforeSeconds = 0;
            for (long minute = 0; minute <= minutes; minute++) {
                double wanted = minute == 0 ? FIRST_SECONDS : minute * 60.0;
                TimeUnit.MILLISECONDS.sleep(Math.max(0, (long) (wanted * 1e3 - (System.nanoTime() - started) / 1e6)));
                double seconds = (System.nanoTime() - started) / 1e9;
                double processor = ProcessFiles.processorSeconds(recorder.pid());
                out.printf("%7.1f min %6.1f MB %10.2f s %10.2f %% %8d %6d %6.1f MB%n", seconds / 60,
                        ProcessFiles.mebibytes(recorder.pid(), "VmRSS"), processor,
                        100 * (processor - before) / (seconds - beforeSeconds), ProcessFiles.threads(recorder.pid()),
                        files(recorder.pid()), bytes(Path.of(data)) / 1e6);
                before = processor;
                beforeSeconds = seconds;
            }
            out.printf("at most %.1f MB%n", ProcessFiles.mebibytes(recorder.pid(), "VmHWM"));
            for (var line : lines(program, "recorder", "status", "--data", data)) {
                out.println(line);
            }
        } finally {
            recorder.destroy();
            recorder.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        lines(program, "verify", "--data", data).forEach(out::println);
    }

    /** Lets a meter speak to whoever connects. @return the port */
    @SuppressWarnings("resource") // as long as this process
    private static int meter(long seed, double speed) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            while (true) {
                try (var line = server.accept()) {
                    var clock = InstantSource.system();
                    var settings = SimulatorSettings.of(MeterModel.CC128_V129, clock.instant(), ZoneId.systemDefault())
                            .withSeed(seed);
                    Simulation.run(new MeterSimulator(settings), speed, line.getOutputStream(), clock,
                            new AtomicBoolean(), () -> {
                            });
                } catch (IOException e) {
                    // The recorder has hung up.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }, "meter-" + seed);
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private static long number(String[] arguments, int index, long otherwise) {
        return arguments.length > index ? Long.parseLong(arguments[index]) : otherwise;
    }

    private static long files(long pid) throws IOException {
        try (var all = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return all.count();
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            long sum = 0;
            for (var file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static List<String> lines(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new ArrayList<String>();
        try (var reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        }
        process.waitFor();
        return lines;
    }
}
