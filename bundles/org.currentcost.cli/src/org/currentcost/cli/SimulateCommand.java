package org.currentcost.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.Simulation;
import org.currentcost.source.demo.SimulatorSettings;
import org.currentcost.store.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Speaks as a meter does. */
@Command(name = "simulate", mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "cc128")
    private String model;

    @Option(names = "--out", paramLabel = "PATH|-", defaultValue = "-")
    private String target;

    @Option(names = "--speed", paramLabel = "N", defaultValue = "1")
    private double speed;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--quirks")
    private boolean quirks;

    @Option(names = "--from", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--for", paramLabel = "TIME", converter = DurationConverter.class)
    private Optional<Duration> duration = Optional.empty();

    @Option(names = "--clock", paramLabel = "HH:MM:SS")
    private Optional<LocalTime> clock = Optional.empty();

    @Option(names = "--history-now")
    private boolean historyNow;

    @Override
    public Integer call() throws Exception {
        var chosen = MeterModel.byId(model).orElseThrow(
                () -> new ParameterException(spec.commandLine(), CommandMessages.get("simulate.model", model)));
        if (!(speed >= Simulation.REAL_TIME && speed <= Simulation.FASTEST)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("simulate.speed"));
        }
        var settings = SimulatorSettings
                .of(chosen, from.orElseGet(InstantSource.system()::instant), ZoneId.systemDefault()).withSeed(seed)
                .withQuirks(quirks);
        settings = clock.map(settings::withClock).orElse(settings);
        try {
            if (target.equals("-")) {
                speakToOutput(settings);
            } else {
                speakInto(OutputFile.at(CommandFailed.path(target)), settings);
            }
        } catch (OutputFailed e) {
            throw e;
        } catch (IOException e) {
            throw new CommandFailed(CommandMessages.get("simulate.out", target, CommandFailed.reasonOf(e)));
        }
        return CommandLineMain.OK;
    }

    private void speakToOutput(SimulatorSettings settings) throws OutputFailed, InterruptedException {
        try {
            speak(settings, OutputFile.standardOutput());
        } catch (IOException e) {
            main.output().failed(e);
            throw new OutputFailed(e);
        }
    }

    /** A meter's speech is never complete: a file has what was said so far. */
    private void speakInto(OutputFile file, SimulatorSettings settings) throws IOException, InterruptedException {
        if (file.path().startsWith("/dev")) {
            makeRaw(file.path());
        }
        try (var out = file.open()) {
            speak(settings, out);
        }
    }

    /** A terminal line changes line ends and echoes unless it is told not to, which Java can't. */
    private static void makeRaw(Path terminal) throws InterruptedException {
        try {
            new ProcessBuilder("stty", "-F", terminal.toString(), "raw", "-echo")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            // No stty on this system: the line stays as its owner set it.
        }
    }

    private void speak(SimulatorSettings settings, OutputStream out) throws IOException, InterruptedException {
        var speaker = new Speaker(settings, out);
        var thread = new Thread(speaker, "simulator");
        thread.setDaemon(true);
        thread.start();
        if (historyNow) {
            var keys = new Thread(() -> holdKeys(speaker.keysHeld), "simulator-keys");
            keys.setDaemon(true);
            keys.start();
        }
        try {
            speaker.begun.await();
            thread.join(duration.orElse(DurationConverter.LONGEST));
        } finally {
            thread.interrupt();
        }
        thread.join();
        if (speaker.failure.isPresent()) {
            throw speaker.failure.get();
        }
    }

    /** Every line of the standard input is another touch of the meter's keys. */
    private static void holdKeys(AtomicBoolean keysHeld) {
        try {
            for (int read = System.in.read(); read >= 0; read = System.in.read()) {
                if (read == '\n') {
                    keysHeld.set(true);
                }
            }
        } catch (IOException e) {
            // Nobody can say anything any more.
            return;
        }
    }

    private final class Speaker implements Runnable {

        private final SimulatorSettings settings;
        private final OutputStream out;
        private final AtomicBoolean keysHeld = new AtomicBoolean(historyNow);
        private final CountDownLatch begun = new CountDownLatch(1);
        private Optional<IOException> failure = Optional.empty();

        Speaker(SimulatorSettings settings, OutputStream out) {
            this.settings = settings;
            this.out = out;
        }

        @Override
        public void run() {
            try {
                Simulation.run(new MeterSimulator(settings), speed, out, InstantSource.system(), keysHeld,
                        begun::countDown);
            } catch (IOException e) {
                failure = Optional.of(e);
            } catch (InterruptedException e) {
                // its time is over
            } finally {
                begun.countDown();
            }
        }
    }
}
