package org.currentcost.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.currentcost.recorder.BuildTime;
import org.currentcost.recorder.HistoryDownload;
import org.currentcost.recorder.HistoryDownload.Look;
import org.currentcost.recorder.HistoryDownload.Outcome;
import org.currentcost.recorder.HistoryWords;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Records one source until its meter has sent all that it remembers. */
@Command(name = "download", mixinStandardHelpOptions = true)
final class DownloadCommand implements Callable<Integer> {

    /** The meter's memory did not come as a whole. */
    static final int INCOMPLETE = 3;

    private static final String ID = "download";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** A scheduled transfer tells something new every 10 s. */
    private static final Duration TELL_RECEIVING_EVERY = Duration.ofSeconds(10);
    private static final Duration TELL_WAITING_EVERY = Duration.ofMinutes(10);

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--source", paramLabel = "ADDRESS", required = true)
    private String address;

    @Option(names = "--meter", paramLabel = "NAME", converter = MeterNameConverter.class)
    private Optional<String> meter = Optional.empty();

    @Option(names = "--for", paramLabel = "TIME", converter = DurationConverter.class)
    private Optional<Duration> duration = Optional.empty();

    private final InstantSource clock = InstantSource.system();
    private Optional<Outcome> reportedOutcome = Optional.empty();
    private String reported = "";
    private Instant reportedAt = Instant.EPOCH;
    private boolean reportedClock;

    @Override
    public Integer call() throws Exception {
        try {
            main.types().create(address).close();
        } catch (IllegalArgumentException e) {
            throw new WrongAddress(spec.commandLine(), e);
        }
        try (var shutdown = new Shutdown(); var folder = data.open()) {
            return download(folder.store(), shutdown.asked());
        }
    }

    private int download(ReadingStore store, CountDownLatch stop) throws Exception {
        Look look;
        Optional<StoreTrouble> trouble;
        try (var recorder = new LocalRecorder(store, main.types(), clock, BuildTime.get())) {
            recorder.startUnsaved(new SourceRow(ID, meter.orElse(RecordCommand.meterOf(address)), address, true));
            long end = System.nanoTime() + duration.orElse(DurationConverter.LONGEST).toNanos();
            look = await(recorder, store, stop, end);
            recorder.close();
            trouble = recorder.storeTrouble();
        }
        if (trouble.isPresent()) {
            throw new CommandFailed((trouble.get().reason() + " " + trouble.get().remedy()).strip());
        }
        return switch (look.outcome()) {
            case COMPLETE -> CommandLineMain.OK;
            case STOPPED -> CommandLineMain.FAILED;
            case INCOMPLETE -> INCOMPLETE;
            case WAITING, RECEIVING -> {
                say(CommandMessages.get("download.ended"));
                yield INCOMPLETE;
            }
        };
    }

    /** Where a transfer leaves gaps, one more is waited for: what it leaves out again, the meter doesn't have. */
    private Look await(Recorder recorder, ReadingStore store, CountDownLatch stop, long end)
            throws InterruptedException {
        var download = new HistoryDownload(clock.instant(), store.zone());
        boolean again = false;
        while (true) {
            var source = recorder.sources().stream().findFirst();
            var look = download.look(source, clock.instant());
            source.ifPresent(one -> tellClock(one, store));
            tell(look);
            if (look.outcome() == Outcome.INCOMPLETE && !again) {
                again = true;
                download.waitForNext(clock.instant());
            } else if (look.over() || System.nanoTime() - end > 0
                    || stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return look;
            }
        }
    }

    private void tell(Look look) {
        var now = clock.instant();
        var pause = look.outcome() == Outcome.RECEIVING ? TELL_RECEIVING_EVERY : TELL_WAITING_EVERY;
        boolean changed = !Optional.of(look.outcome()).equals(reportedOutcome);
        if (!look.words().equals(reported) && (changed || look.over() || reportedAt.plus(pause).isBefore(now))) {
            say(look.words());
            reported = look.words();
            reportedOutcome = Optional.of(look.outcome());
            reportedAt = now;
        }
    }

    private void tellClock(SourceStatus source, ReadingStore store) {
        if (!reportedClock) {
            HistoryWords.clock(source, clock.instant(), store.zone()).ifPresent(words -> {
                reportedClock = true;
                say(words);
            });
        }
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }
}
