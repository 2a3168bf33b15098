package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.currentcost.testkit.Patience;
import org.currentcost.testkit.PtyPair;
import org.currentcost.testkit.TestDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A window and a recorder on one data folder: whichever of them is killed, and however often one takes over from the
 * other, recording goes on. {@code -Dcurrentcost.endurance=100} makes a short look an endurance run.
 */
class WindowTest {

    private static final int ROUNDS = Integer.getInteger("currentcost.endurance", 1);
    private static final String TITLE = "CurrentCost Workbench";
    private static final String LOSS = "Readings may be lost";
    private static final String WIZARD = "Add a source";
    private static final Duration MAY_BE_LOST = Duration.ofSeconds(10);
    /** Messages of a meter that speaks ten times a second. */
    private static final int MORE_THAN_MAY_BE_LOST = 120;
    private static final Duration TAKES_OVER_WITHIN = Duration.ofSeconds(5);
    /** What is said of the time beside others that run on this computer, too. */
    private static final Duration OTHERS = Duration.ofSeconds(Integer.getInteger("currentcost.slack", 10));
    private static final int MOST_LOST_IN_A_ROW = 2;

    @TempDir
    private Path folder;
    private Screen screen;
    private PtyPair cable;
    private SpeakingMeter meter;
    private String data;
    /** A window notes which sites it knows: others copy the one that was built. */
    private Installation program;

    /** A meter that says another number each time. */
    private static final class SpeakingMeter implements AutoCloseable {

        private final List<Sent> sent = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean ended;

        /** @param watts unlike those of all others @param nanos when it was said */
        record Sent(int watts, long nanos) {
        }

        SpeakingMeter(PtyPair cable, Duration every) {
            thread = new Thread(() -> speak(cable, every), "speaking-meter");
            thread.setDaemon(true);
            thread.start();
        }

        private void speak(PtyPair cable, Duration every) {
            try {
                for (int number = 1; !ended; number++) {
                    cable.send(Meter.message(number, 0, number));
                    sent.add(new Sent(number, System.nanoTime()));
                    Patience.holdsWithin(every, () -> ended);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        void awaitMore(int number) throws Exception {
            int before = sent.size();
            Patience.await(number + " messages more", () -> sent.size() >= before + number);
        }

        @Override
        public void close() throws Exception {
            ended = true;
            thread.join();
        }
    }

    @BeforeEach
    void plugIn() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        screen = new Screen();
        cable = PtyPair.in(folder);
        data = folder.resolve("data").toString();
        Product.run("sources", "add", cable.address(), "--meter", "Home", "--data", data);
    }

    /** Recorders outlive whoever starts them, tests too. */
    @AfterEach
    void putAway() throws Exception {
        if (meter != null) {
            meter.close();
        }
        for (var recorder : recorders()) {
            recorder.destroyForcibly();
            Patience.await("the end of a recorder", () -> !recorder.isAlive());
        }
        cable.close();
        screen.close();
    }

    private List<ProcessHandle> recorders() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> {
                try {
                    var words = List.of(Files.readString(Path.of("/proc", Long.toString(one.pid()), "cmdline"))
                            .split("\0"));
                    return words.contains("recorder") && words.contains(data);
                } catch (IOException e) {
                    // It has ended.
                    return false;
                }
            }).toList();
        }
    }

    private Command openWindow() throws Exception {
        var builder = program.builder("--data", data);
        builder.environment().putAll(screen.environment());
        var window = new Command(builder);
        screen.awaitWindow(TITLE, window);
        return window;
    }

    private Command startRecorder() throws Exception {
        return Product.start("recorder", "run", "--data", data).awaitErr(line -> line.contains("Recording into"));
    }

    /** Adds a source by the keyboard; when this returns, the window has said that it is done. */
    private void addSource(String name, Command window) throws Exception {
        screen.press("ctrl+shift+a");
        screen.awaitWindow(WIZARD, window);
        screen.press("Down", "alt+n");
        screen.type("127.0.0.1");
        screen.press("Tab", "ctrl+a");
        screen.type("9");
        screen.press("Tab", "ctrl+a");
        screen.type(name);
        screen.press("alt+f");
        screen.awaitNo(WIZARD);
    }

    private List<Integer> stored() throws Exception {
        var rows = Product.export(Path.of(data)).stream().map(ExportedRow::watts).toList();
        assertEquals(new HashSet<>(rows).size(), rows.size(), "a reading came twice");
        return rows;
    }

    @Test
    void aKilledWindowTakesNothingWithIt() throws Exception {
        var random = new Random(5);
        var added = new ArrayList<String>();
        try (var recorder = startRecorder()) {
            awaitListener(recorder);
            meter = new SpeakingMeter(cable, Duration.ofMillis(100));
            for (int round = 1; round <= ROUNDS; round++) {
                try (var window = openWindow()) {
                    addSource("Extra " + round, window);
                    added.add("Extra " + round);
                    meter.awaitMore(random.nextInt(30));
                    window.kill().exitCode();
                }
                stored();
                Product.run("verify", "--data", data);
                String sources = String.join("\n", Product.run("sources", "--data", data));
                assertEquals(List.of(), added.stream().filter(name -> !sources.contains(name)).toList(),
                        "sources that the window had added");
            }
            meter.close();
            // What is still in the cable when its reader ends was not received.
            int last = meter.sent.getLast().watts();
            recorder.await("the last reading to be kept", () -> stored().contains(last));
            recorder.terminate().exitCode();
        }
        assertEquals(meter.sent.stream().map(SpeakingMeter.Sent::watts).toList(), stored());
        System.out.println("windows killed: " + ROUNDS + ", with " + added.size() + " sources added, all there; "
                + meter.sent.size() + " readings sent, all stored once");
    }

    @Test
    void aWindowGoesOnWhereTheRecorderWasKilled() throws Exception {
        try (var window = openWindow()) {
            var safe = new ArrayList<Integer>();
            meter = new SpeakingMeter(cable, Duration.ofMillis(100));
            for (int round = 1; round <= ROUNDS; round++) {
                try (var recorder = startRecorder()) {
                    awaitListener(recorder);
                    int begin = meter.sent.size();
                    meter.awaitMore(MORE_THAN_MAY_BE_LOST);
                    long killed = System.nanoTime();
                    int last = meter.sent.getLast().watts();
                    recorder.kill().exitCode();
                    meter.sent.stream().skip(begin).filter(one -> killed - one.nanos() > MAY_BE_LOST.toNanos())
                            .map(SpeakingMeter.Sent::watts).forEach(safe::add);
                    Patience.await("recording goes on", () -> hasPort(window));
                    var needed = Duration.ofNanos(System.nanoTime() - killed);
                    assertTrue(needed.compareTo(TAKES_OVER_WITHIN.plus(OTHERS)) < 0, () -> "it took " + needed);
                    System.out.println("owner killed, round " + round + ": recording again after " + needed.toMillis()
                            + " ms");
                    meter.awaitMore(20);
                    assertTrue(meter.sent.getLast().watts() > last);
                }
                var found = new HashSet<>(stored());
                assertEquals(List.of(), safe.stream().filter(one -> !found.contains(one)).toList());
            }
            assertTrue(safe.size() >= ROUNDS, "only " + safe.size() + " readings were older");
            System.out.println("owners killed: " + ROUNDS + "; all " + safe.size()
                    + " readings that were older than 10 s are there");
            window.terminate().exitCode();
        }
        Product.run("verify", "--data", data);
    }

    private void awaitListener(Command recorder) throws Exception {
        recorder.await("the port to be opened", () -> cable.isOpenIn(recorder.pid()));
    }

    private boolean hasPort(Command window) throws Exception {
        for (var one : ProcessHandle.of(window.pid()).orElseThrow().descendants().toList()) {
            if (cable.isOpenIn(one.pid())) {
                return true;
            }
        }
        return false;
    }

    @Test
    void recordingPassesFromTheWindowToTheRecorderAndBack() throws Exception {
        meter = new SpeakingMeter(cable, Duration.ofSeconds(1));
        try (var window = openWindow()) {
            wantToGoOn(window);
            Patience.await("the window records", () -> hasPort(window));
            meter.awaitMore(3);
            window.terminate().exitCode();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            assertEquals(1, recorders().size(), "the recorder that the window has started");
            try (var window = openWindow()) {
                meter.awaitMore(3);
                Product.run("recorder", "stop", "--data", data);
                Patience.await("the window records", () -> hasPort(window));
                meter.awaitMore(3);
                window.terminate().exitCode();
            }
        }
        meter.awaitMore(3);
        meter.close();
        Product.run("recorder", "stop", "--data", data);
        var found = stored();
        int longest = 0;
        for (int i = 1; i < found.size(); i++) {
            longest = Math.max(longest, found.get(i) - found.get(i - 1) - 1);
        }
        System.out.println(2 * ROUNDS + 1 + " hand-overs of a meter that speaks each second: at most " + longest
                + " readings lost in a row, " + (meter.sent.getLast().watts() - found.getFirst() + 1 - found.size())
                + " of " + found.size() + " in all");
        assertTrue(longest <= MOST_LOST_IN_A_ROW, "lost in a row: " + longest);
        assertTrue(found.getLast() >= meter.sent.getLast().watts() - MOST_LOST_IN_A_ROW, "the last ones");
        Product.run("verify", "--data", data);
    }

    @Test
    void aWindowWhoseReadingsWaitForRoomAsksBeforeItCloses() throws Exception {
        try (var disk = new TestDisk(folder.resolve("disk"))) {
            disk.mount(64);
            data = disk.path().resolve("data").toString();
            Product.run("sources", "add", "demo:60", "--data", data);
            try (var window = openWindow()) {
                var ballast = disk.fill();
                awaitTrouble(true, window);
                // Again and again: a window may be there before the keyboard is its own.
                window.await("the question", () -> {
                    screen.press("alt+F4");
                    return screen.shows(LOSS);
                });
                window.await("the question to be answered", () -> {
                    screen.press("Escape");
                    return !screen.shows(LOSS);
                });
                assertTrue(screen.shows(TITLE));
                Files.delete(ballast);
                awaitTrouble(false, window);
                window.await("its end", () -> {
                    screen.press("alt+F4");
                    return window.hasEnded();
                });
                assertEquals(0, window.exitCode(), window::toString);
            }
            Product.run("verify", "--data", data);
        }
    }

    private void awaitTrouble(boolean wanted, Command window) throws Exception {
        window.await("a word on the disk: " + wanted, () -> {
            try (var status = Product.start("recorder", "status", "--data", data)) {
                return status.exitCode() == 0
                        && status.out().stream().anyMatch(line -> line.contains("no room left")) == wanted;
            }
        });
    }

    /** Ticks <i>Go on recording when the window is closed</i> in the preferences. */
    private void wantToGoOn(Command window) throws Exception {
        screen.press("alt+w");
        screen.press("Up", "Return");
        screen.awaitWindow("Preferences", window);
        screen.press("alt+g", "Return");
        screen.awaitNo("Preferences");
    }
}
