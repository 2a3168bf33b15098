package org.currentcost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.currentcost.cli.service.InstalledProgram;
import org.currentcost.cli.service.LogInStart;
import org.currentcost.cli.service.LoggerLines;
import org.currentcost.cli.service.RecorderCall;
import org.currentcost.cli.service.RecorderLog;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.cli.service.RecorderProcess;
import org.currentcost.cli.service.RecorderStart;
import org.currentcost.cli.service.ServiceManager;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.OwnerStatus;
import org.currentcost.guest.ProcessKind;
import org.currentcost.model.Counters;
import org.currentcost.model.ShownText;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.StoreLocation.Owner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs, starts and stops the recorder, which needs no window, and says how it is. */
@Command(name = "recorder", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class RecorderCommand implements Callable<Integer> {

    /** Nobody records: what systemctl and the scripts of services tell of one that is not running. */
    static final int NOT_RUNNING = 3;
    /** For a service manager: start this again, which is another program by now (EX_TEMPFAIL of sysexits.h). */
    static final int AGAIN = 75;
    /** For a service manager: somebody has to mend something first (EX_CONFIG of sysexits.h). */
    static final int NEEDS_SOMEBODY = 78;

    /** The start script gives it to a recorder's Java; what stands further behind in a command line may be cut off. */
    private static final String MARK = "-Dcurrentcost.process=recorder";
    private static final Path ERROR_OUTPUT = Path.of("/proc/self/fd/2");
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    /** One that ends sooner would only end again. */
    private static final Duration LIFE_WORTH_ANOTHER = Duration.ofMinutes(1);
    private static final double BYTES_PER_MEGABYTE = 1e6;

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), CommandMessages.get("recorder.which"));
    }

    @Command(name = "run", mixinStandardHelpOptions = true)
    int run(@Mixin DataOption data, @Option(names = RecorderStart.DETACHED, hidden = true) boolean detached)
            throws Exception {
        var clock = InstantSource.system();
        var log = new RecorderLog(err(), RecorderLog.outputOf(System.getenv("JOURNAL_STREAM"), ERROR_OUTPUT), clock);
        LoggerLines.writeTo(log);
        var stop = new CountDownLatch(1);
        var manager = ServiceManager.ofThisProcess();
        var program = InstalledProgram.ofThisProcess();
        long began = System.nanoTime();
        try (var shutdown = new Shutdown(stop::countDown)) {
            var end = new RecorderProcess(data.location(), main.types(), log, manager, clock, stop,
                    location -> startAnother(location, log)).run(program, sentence -> {
                        if (detached) {
                            tellStarter(sentence, log);
                        }
                    });
            return switch (end) {
                case STOPPED -> CommandLineMain.OK;
                case PROGRAM_CHANGED -> AGAIN;
                case LOST -> shutdown.fails();
            };
        } catch (StoreException e) {
            var sentence = (e.getMessage() + " " + e.remedy()).strip();
            log.end(data.location().folder(), sentence);
            if (manager.isPresent() && !RecorderProcess.isWorthWaiting(e)) {
                err().println(ShownText.of(sentence));
                return NEEDS_SOMEBODY;
            }
            throw e;
        } catch (RuntimeException | Error | InterruptedException e) {
            // Something that nobody expected ends this one. Nobody but a service manager would start the next.
            log.end(data.location().folder(), e.toString());
            if (detached && System.nanoTime() - began > LIFE_WORTH_ANOTHER.toNanos()) {
                // The flag is that of an interrupt which has done its work.
                Thread.interrupted();
                startAnother(data.location(), log);
            }
            throw e;
        }
    }

    /** Who has started a recorder that is to outlive them hears the first line on the standard output, and no more. */
    private void tellStarter(String sentence, RecorderLog log) {
        out().println(sentence);
        out().flush();
        log.detach();
    }

    /** Starts another recorder of what is installed, which asks this process to hand over. */
    private static void startAnother(StoreLocation location, RecorderLog log) throws InterruptedException {
        var script = InstalledProgram.script();
        try {
            if (script.isPresent()) {
                RecorderStart.start(script.get(), location.folder(), line -> {
                });
            }
        } catch (RecorderStart.NotStarted e) {
            log.write(Grade.ERROR, "another", e.getMessage());
        }
    }

    @Command(name = "start", mixinStandardHelpOptions = true)
    int start(@Mixin DataOption data) throws Exception {
        var location = data.location();
        var owner = ask(data);
        if (owner.isPresent() && owner.get().kind() == ProcessKind.RECORDER) {
            out().println(CommandMessages.get("recorder.runs", location.folder(), since(owner.get()),
                    owner.get().pid()));
            return CommandLineMain.OK;
        }
        var script = script();
        if (LogInStart.ofThisSystem(RecorderCall.ofThisProcess(script, location.folder())).startNow()) {
            out().println(CommandMessages.get("recorder.startedBySystem", location.folder()));
            return CommandLineMain.OK;
        }
        try {
            var process = RecorderStart.start(script, location.folder(), line -> {
            });
            out().println(CommandMessages.get("recorder.started", location.folder(), process.pid()));
        } catch (RecorderStart.NotStarted e) {
            throw new CommandFailed(e.getMessage());
        }
        return CommandLineMain.OK;
    }

    @Command(name = "stop", mixinStandardHelpOptions = true)
    int stop(@Mixin DataOption data) throws Exception {
        var location = data.location();
        var owner = owner(location);
        if (owner.isEmpty()) {
            out().println(CommandMessages.get("recorder.none", location.folder()));
            return CommandLineMain.OK;
        }
        var status = ask(data);
        boolean othersEnded = status.isPresent() && endWaiting(data);
        if (status.isPresent() && status.get().kind() != ProcessKind.RECORDER) {
            if (othersEnded) {
                return CommandLineMain.OK;
            }
            throw new CommandFailed(CommandMessages.get("recorder.other", who(status.get()), location.folder()));
        }
        boolean inTrouble = false;
        if (status.isPresent()) {
            try (var access = data.open()) {
                var recorder = access.recorder();
                // Whoever knows its role has heard of what waits there.
                access.role();
                inTrouble = recorder.storeTrouble().isPresent();
                access.stopOwner();
            }
        } else if (owner.get().elsewhere().isPresent()) {
            throw new CommandFailed(CommandMessages.get("recorder.elsewhere", location.folder(), owner.get().pid(),
                    owner.get().elsewhere().get()));
        } else {
            // It does not answer: the system ends it in order all the same.
            ProcessHandle.of(owner.get().pid()).filter(RecorderCommand::isRecorder).filter(ProcessHandle::destroy)
                    .orElseThrow(() -> new CommandFailed(CommandMessages.get("recorder.silent", location.folder(),
                            owner.get().pid())));
        }
        awaitEnd(owner.get().pid());
        if (inTrouble) {
            throw new CommandFailed(CommandMessages.get("recorder.stoppedInTrouble",
                    location.folder().resolve(RecorderLog.NAME)));
        }
        out().println(CommandMessages.get("recorder.stopped", location.folder()));
        return CommandLineMain.OK;
    }

    /** Ends the recorders that wait for the folder: they would go on as soon as it is free. {@return if any did} */
    private boolean endWaiting(DataOption data) throws Exception {
        List<Long> waiting;
        try (var access = data.open()) {
            waiting = access.waitingRecorders(true);
        }
        for (long pid : waiting) {
            awaitEnd(pid);
            out().println(CommandMessages.get("recorder.waitingStopped", data.location().folder(), pid));
        }
        return !waiting.isEmpty();
    }

    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            try {
                process.get().onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new CommandFailed(CommandMessages.get("recorder.goesOn", pid));
            }
        }
    }

    @Command(name = "enable", mixinStandardHelpOptions = true)
    int enable(@Mixin DataOption data) throws Exception {
        return settle(LogInStart.ofThisSystem(RecorderCall.ofThisProcess(script(), data.location().folder()))::enable);
    }

    @Command(name = "disable", mixinStandardHelpOptions = true)
    int disable() throws Exception {
        return settle(LogInStart.ofThisSystem(RecorderCall.ofThisProcess(script(), DataFolder.standard()))::disable);
    }

    private interface Settling {
        List<String> settle() throws IOException;
    }

    private int settle(Settling settling) throws CommandFailed {
        try {
            settling.settle().forEach(out()::println);
            return CommandLineMain.OK;
        } catch (IOException e) {
            throw new CommandFailed(CommandMessages.get("recorder.notSettled", CommandFailed.reasonOf(e)));
        }
    }

    private static Path script() throws CommandFailed {
        return InstalledProgram.script()
                .orElseThrow(() -> new CommandFailed(CommandMessages.get("recorder.noScript")));
    }

    private static boolean isRecorder(ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(MARK)).isPresent();
    }

    @Command(name = "status", mixinStandardHelpOptions = true)
    int status(@Mixin DataOption data) throws Exception {
        var location = data.location();
        if (owner(location).isEmpty()) {
            out().println(CommandMessages.get("recorder.none", location.folder()));
            return NOT_RUNNING;
        }
        try (var access = data.open()) {
            var owner = access.ownerStatus();
            var recorder = access.recorder();
            // Whoever knows its role has heard of the sources.
            access.role();
            var sources = recorder.sources();
            out().println(CommandMessages.get(owner.records() ? "recorder.records" : "recorder.holds",
                    who(owner), location.folder(), since(owner)));
            var guest = access.recordingGuest();
            guest.ifPresent(pid -> out().println(CommandMessages.get("recorder.recordsBeside", pid)));
            for (long waiting : access.waitingRecorders(false)) {
                if (!guest.equals(Optional.of(waiting))) {
                    out().println(CommandMessages.get("recorder.waits", waiting));
                }
            }
            for (var source : sources) {
                out().println(line(access, source));
            }
            var counters = sources.stream().map(SourceStatus::counters).reduce(Counters.NONE, Counters::plus);
            out().println(CommandMessages.get("recorder.readings", counters.readings(), counters.damaged()));
            access.recorder().storeTrouble()
                    .ifPresent(trouble -> out().println(trouble.reason() + " " + trouble.remedy()));
            if (owner.memoryBytes() > 0) {
                out().println(CommandMessages.get("recorder.memory", owner.memoryBytes() / BYTES_PER_MEGABYTE));
            }
            return owner.records() || guest.isPresent() ? CommandLineMain.OK : NOT_RUNNING;
        }
    }

    /** {@return who holds the folder, as a sentence begins} */
    private static String who(OwnerStatus owner) {
        String words = owner.words();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Instant since(OwnerStatus owner) {
        return owner.since().truncatedTo(ChronoUnit.SECONDS);
    }

    private String line(FolderAccess access, SourceStatus source) {
        return CommandMessages.get("recorder.source", source.row().meter(),
                access.recorder().types().describe(source.row().address()),
                StateWords.of(source, Instant.now()), source.counters().readings());
    }

    /** {@return who holds the folder} */
    private static Optional<Owner> owner(StoreLocation location) throws StoreException {
        return Files.isDirectory(location.folder()) ? location.owner() : Optional.empty();
    }

    /** {@return who holds the folder, as it says itself; empty if nobody does, or the one who does says nothing} */
    private static Optional<OwnerStatus> ask(DataOption data) throws StoreException {
        if (owner(data.location()).isEmpty()) {
            return Optional.empty();
        }
        try (var access = data.open()) {
            return Optional.of(access.ownerStatus());
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.IN_USE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
