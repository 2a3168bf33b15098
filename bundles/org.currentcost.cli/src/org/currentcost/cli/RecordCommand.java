package org.currentcost.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.currentcost.cli.service.ConfiguredRecorder;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.Role;
import org.currentcost.model.Counters;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.ShownText;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.Publishing;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.source.SourceState;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Records what sources bring until it is stopped. */
@Command(name = "record", mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {

    private static final String DEFAULT_METER = "Home";
    private static final String DEMO_METER = "Demo";
    /** So long whoever records is waited for, to say what. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(5);

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--source", paramLabel = "ADDRESS")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--publish", paramLabel = "ADDRESS")
    private List<String> publishTo = new ArrayList<>();

    @Option(names = "--meter", paramLabel = "NAME", converter = MeterNameConverter.class)
    private List<String> meters = new ArrayList<>();

    @Option(names = "--for", paramLabel = "TIME", converter = DurationConverter.class)
    private Optional<Duration> duration = Optional.empty();

    @Option(names = "--print")
    private boolean print;

    private final Map<String, Class<?>> reported = new HashMap<>();
    private final Map<SeriesKey, Long> printed = new HashMap<>();
    /**
     * What recorded while this process held the folder, if nothing is named on the command line; the last one may
     * still. There is another one after the file was restored or moved, or the folder came back.
     */
    private final List<LocalRecorder> configured = new CopyOnWriteArrayList<>();
    private int remarksReported;
    private long printedFrom = Long.MIN_VALUE;

    @Override
    public Integer call() throws Exception {
        for (String address : addresses) {
            try {
                main.types().create(address).close();
            } catch (IllegalArgumentException e) {
                throw new WrongAddress(spec.commandLine(), e);
            }
        }
        for (String address : publishTo) {
            try {
                main.types().publisher(address).create(address.substring(address.indexOf(':') + 1)).close();
            } catch (IllegalArgumentException e) {
                throw new WrongAddress(spec.commandLine(), e);
            }
        }
        try (var shutdown = new Shutdown(); var folder = data.open(participant())) {
            remarksReported = folder.store().remarks().size();
            long end = System.nanoTime() + duration.orElse(DurationConverter.LONGEST).toNanos();
            var sum = Counters.NONE;
            if (addresses.isEmpty()) {
                // whoever has asked for it before its role knows how sources are as soon as it knows that
                folder.recorder();
            }
            while (true) {
                BooleanSupplier ended = () -> shutdown.asked().getCount() == 0 || System.nanoTime() - end >= 0
                        || print && out().checkError();
                var part = isRecordedHere(folder)
                        ? addresses.isEmpty()
                                ? recordConfigured(folder, shutdown.asked(), ended)
                                : record(folder, shutdown.asked(), ended)
                        : look(folder, shutdown.asked(), ended);
                sum = sum.plus(part.counters);
                if (!part.handedOver) {
                    for (var recorder : configured) {
                        tellWhatWasNotUnderstood(recorder);
                        tellWhatWasPublished(recorder.publishing());
                        sum = sum.plus(counters(recorder));
                    }
                    return end(part, sum, folder, shutdown);
                }
            }
        }
    }

    /**
     * A while in which either this process recorded or another one.
     *
     * @param handedOver whether it ended because that has changed
     */
    private record Part(List<SourceStatus> sources, Counters counters, List<Publishing.Status> published,
            boolean handedOver) {
    }

    /**
     * What is named on the command line is heard here whoever holds the folder; what is configured, by that one, or
     * here while that one does not record.
     */
    private boolean isRecordedHere(FolderAccess folder) {
        return !addresses.isEmpty() || switch (folder.role()) {
            case Role.Owner owner -> true;
            case Role.Guest guest -> guest.records();
            case Role.Reader reader -> false;
        };
    }

    /** What is configured is recorded by whoever holds the folder; guests of this process see it and steer it. */
    private Participant participant() {
        var command = Participant.command(main.types(), InstantSource.system());
        return addresses.isEmpty()
                ? new Participant(command.kind(), command.types(), Optional.of((store, live) -> {
                    var recorder = recorder(store, live);
                    configured.add(recorder);
                    return recorder;
                }), command.mayTakeOver(), command.stop(), command.clock())
                : command;
    }

    private LocalRecorder recorder(ReadingStore store, LiveBus live) throws StoreException {
        return ConfiguredRecorder.start(store, main.types(), InstantSource.system(), live, this::start);
    }

    private Part recordConfigured(FolderAccess folder, CountDownLatch stop, BooleanSupplier ended) throws Exception {
        var recorder = folder.recorder();
        if (recorder.sources().stream().noneMatch(source -> source.row().enabled())) {
            throw new CommandFailed(CommandMessages.get("record.noSource"));
        }
        boolean here = follow(recorder, folder, stop, true, ended);
        var sources = recorder.sources();
        if (here) {
            // writes what was heard
            folder.close();
        }
        var last = configured.getLast();
        return new Part(sources, Counters.NONE, last.publishing(), !here);
    }

    /** What is named on the command line is heard by this process, whoever holds the folder. */
    private Part record(FolderAccess folder, CountDownLatch stop, BooleanSupplier ended) throws Exception {
        try (var recorder = recorder(folder.store(), new LiveBus())) {
            follow(recorder, folder, stop, true, ended);
            var sources = recorder.sources();
            recorder.close();
            folder.finish(recorder);
            tell(folder.store());
            tellWhatWasNotUnderstood(recorder);
            tellWhatWasPublished(recorder.publishing());
            return new Part(sources, counters(recorder), recorder.publishing(), false);
        }
    }

    private static Counters counters(Recorder recorder) {
        return recorder.sources().stream().map(SourceStatus::counters).reduce(Counters.NONE, Counters::plus);
    }

    /** Shows what whoever holds the folder records, and counts what comes meanwhile. */
    private Part look(FolderAccess folder, CountDownLatch stop, BooleanSupplier ended) throws Exception {
        printedFrom = InstantSource.system().millis();
        var recorder = folder.recorder();
        var before = new HashMap<String, Counters>();
        long patience = System.nanoTime() + FIRST_WORD.toNanos();
        while (before.isEmpty() && System.nanoTime() - patience < 0 && !ended.getAsBoolean()) {
            recorder.sources().forEach(source -> before.put(source.row().id(), source.counters()));
            stop.await(50, TimeUnit.MILLISECONDS);
        }
        if (folder.role() instanceof Role.Owner) {
            return new Part(List.of(), Counters.NONE, List.of(), true);
        }
        if (recorder.sources().stream().noneMatch(source -> source.row().enabled())) {
            throw new CommandFailed(CommandMessages.get("record.noSource"));
        }
        say(CommandMessages.get("record.looksOn", folder.role().words()));
        err().flush();
        boolean there = follow(recorder, folder, stop, false, ended);
        var counters = Counters.NONE;
        var sources = recorder.sources();
        for (var source : sources) {
            var former = before.getOrDefault(source.row().id(), Counters.NONE);
            // whoever came in its place has begun to count anew
            counters = counters.plus(former.messages() > source.counters().messages()
                    ? source.counters()
                    : source.counters().minus(former));
        }
        return new Part(sources, counters, List.of(), !there);
    }

    /** {@return whether it went on here, or there, until the end} @param here whether this process records */
    private boolean follow(Recorder recorder, FolderAccess folder, CountDownLatch stop, boolean here,
            BooleanSupplier ended) throws InterruptedException {
        var changed = new Semaphore(0);
        Runnable listener = changed::release;
        recorder.addListener(listener);
        try {
            boolean same = true;
            while (same && !ended.getAsBoolean() && !finished(recorder.sources())) {
                changed.tryAcquire(200, TimeUnit.MILLISECONDS);
                changed.drainPermits();
                tell(recorder);
                tell(folder.store());
                if (changed.availablePermits() == 0) {
                    // Meters speak every few seconds; looking five times a second is enough.
                    stop.await(50, TimeUnit.MILLISECONDS);
                }
                same = isRecordedHere(folder) == here;
            }
            tell(recorder);
            return same;
        } finally {
            recorder.removeListener(listener);
        }
    }

    private void tellWhatWasPublished(List<Publishing.Status> published) {
        for (var publishing : published) {
            err().println(CommandMessages.get("record.published", main.types().describe(publishing.address()),
                    publishing.published(), publishing.skipped(),
                    publishing.state() instanceof SourceState.Refused refused
                            ? refused.reason()
                            : publishing.state() instanceof SourceState.WaitingToRetry waiting
                                    ? waiting.reason()
                                    : "")
                    .strip());
        }
        err().flush();
    }

    /** {@return the exit code} @param counters of all that came */
    private int end(Part last, Counters counters, FolderAccess folder, Shutdown shutdown) {
        out().println(counters.summary());
        out().flush();
        folder.close();
        var lost = folder.lost();
        if (lost.isPresent()) {
            // Here, before whoever waits for the end of this process may end it.
            say((lost.get().words() + " " + lost.get().remedy()).strip());
            err().flush();
            return shutdown.fails();
        }
        // Their lines have told why.
        boolean refused = last.published.stream().anyMatch(one -> one.state() instanceof SourceState.Refused);
        int code = outcome(last.sources, counters);
        if (code == CommandLineMain.OK && !last.sources.isEmpty() && counters.messages() == 0) {
            err().println(CommandMessages.get(counters.damaged() > 0 ? "record.nothing.damaged" : "record.nothing"));
            err().flush();
            code = CommandLineMain.FAILED;
        }
        return refused && code == CommandLineMain.OK ? CommandLineMain.FAILED : code;
    }

    /** Of each source that said anything, or of several: what nobody could make anything of, and which was silent. */
    private void tellWhatWasNotUnderstood(Recorder recorder) {
        var sources = recorder.sources();
        boolean anyMessage = sources.stream().anyMatch(source -> source.counters().messages() > 0);
        for (var source : sources) {
            String name = recorder.types().describe(source.row().address());
            if (anyMessage && source.counters().messages() == 0) {
                say(CommandMessages.get("record.silent", name));
            }
            for (var kind : recorder.notUnderstood(source.row().id())) {
                say(CommandMessages.get("record.notUnderstood", name, kind.count(), kind.reason(), kind.example()));
            }
            if (source.counters().live() > 0 && source.counters().readings() == 0) {
                say(CommandMessages.get("record.noReadings", name, source.counters().live()));
            }
        }
        err().flush();
    }

    private void say(String sentence) {
        err().println(sentence);
    }

    private void start(LocalRecorder recorder) throws StoreException {
        if (addresses.isEmpty()) {
            recorder.startConfigured();
        }
        for (int i = 0; i < addresses.size(); i++) {
            recorder.startUnsaved(new SourceRow("command-" + i, meterOf(i), addresses.get(i), true));
        }
        if (addresses.isEmpty() && publishTo.isEmpty()) {
            // Without the feature that publishes, readings are recorded all the same.
            recorder.startPublishing().forEach(one -> err().println(one.reason()));
            err().flush();
        }
        publishTo.forEach(recorder::publish);
    }

    private String meterOf(int source) {
        if (source < meters.size()) {
            return meters.get(source);
        }
        String name = meterOf(addresses.get(source));
        return source == 0 ? name : name + " " + (source + 1);
    }

    /** {@return the name of the meter at an address if nobody has named it} */
    static String meterOf(String address) {
        return address.startsWith("demo") ? DEMO_METER : DEFAULT_METER;
    }

    private static boolean finished(List<SourceStatus> sources) {
        return sources.stream().allMatch(source -> source.state() instanceof SourceState.Finished
                || source.state() instanceof SourceState.Refused || source.state() instanceof SourceState.Stopped);
    }

    /** A source that refused, or from which nothing was ever heard, is a failure; the state lines have told why. */
    private static int outcome(List<SourceStatus> sources, Counters counters) {
        if (sources.stream().anyMatch(source -> source.state() instanceof SourceState.Refused)) {
            return CommandLineMain.FAILED;
        }
        boolean trouble = sources.stream().anyMatch(source -> source.state() instanceof SourceState.WaitingToRetry);
        return trouble && counters.messages() == 0 ? CommandLineMain.FAILED : CommandLineMain.OK;
    }

    private void tell(Recorder recorder) {
        recorder.sources().forEach(source -> tell(source.row().id(),
                recorder.types().describe(source.row().address()), source));
        for (var publishing : recorder.publishing()) {
            var row = new SourceRow("", "", publishing.address(), true);
            tell("publish " + publishing.address(),
                    CommandMessages.get("record.publishing", recorder.types().describe(publishing.address())),
                    new SourceStatus(row, publishing.state(), Counters.NONE, Optional.empty(), Optional.empty(),
                            Optional.empty(), HistoryProgress.NONE));
        }
        recorder.storeTrouble().ifPresentOrElse(trouble -> {
            if (reported.put("store", trouble.getClass()) == null) {
                err().println(trouble.reason() + " " + trouble.remedy());
                err().flush();
            }
        }, () -> {
            if (reported.remove("store") != null) {
                err().println(CommandMessages.get("record.goesOn"));
                err().flush();
            }
        });
        if (print) {
            printReadings(recorder);
        }
    }

    /** What became of the file meanwhile; what was found at the beginning is told already. */
    private void tell(ReadingStore store) {
        var remarks = store.remarks();
        remarks.stream().skip(remarksReported).forEach(err()::println);
        remarksReported = remarks.size();
        err().flush();
    }

    /** A line for each new state; how to mend it only where it does not mend itself. */
    private void tell(String id, String name, SourceStatus status) {
        var state = status.state();
        if (reported.put(id, state.getClass()) != state.getClass()) {
            String words = StateWords.of(status, InstantSource.system().instant());
            err().println(ShownText.of(name + ": " + (state instanceof SourceState.Refused refused
                    ? (words + " " + refused.remedy()).strip()
                    : words)));
            err().flush();
        }
    }

    private void printReadings(Recorder recorder) {
        for (var series : recorder.live().latest().keySet()) {
            if (series.quantity() != Quantity.POWER) {
                continue;
            }
            for (var reading : recorder.live().since(series, printed.getOrDefault(series, printedFrom))) {
                printed.put(series, reading.timeMillis());
                out().println(CommandMessages.get("record.reading", reading.time(), series.meter(), series.sensor(),
                        Numbers.watts(reading.total())));
            }
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
