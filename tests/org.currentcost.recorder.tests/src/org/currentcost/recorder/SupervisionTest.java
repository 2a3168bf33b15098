package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.model.Counters;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.Rhythm;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States, retries, and sources that misbehave. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SupervisionTest {

    private static final String MESSAGE = MeterMessages.live("12:00:00", 0, 417);

    /** What a source may do wrong. */
    private enum Misbehaviour implements FakeSource.Step<ByteSink> {
        THROWS_A_RUNTIME_EXCEPTION {
            @Override
            public Optional<MeterSource.End> take(ByteSink sink) {
                throw new IllegalStateException("made to");
            }
        },
        THROWS_A_LINKAGE_ERROR {
            @Override
            public Optional<MeterSource.End> take(ByteSink sink) {
                throw new UnsatisfiedLinkError("made to");
            }
        },
        THROWS_ANOTHER_ERROR {
            @Override
            public Optional<MeterSource.End> take(ByteSink sink) {
                throw new StackOverflowError("made to");
            }
        },
        INTERRUPTS_ITSELF {
            @Override
            public Optional<MeterSource.End> take(ByteSink sink) throws InterruptedException {
                Thread.currentThread().interrupt();
                throw new InterruptedException("made to");
            }
        }
    }

    /** Waits for ever, whatever is done about it. */
    private static void ignoreEverything(CountDownLatch release) {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                // on purpose
            }
        }
    }

    @Test
    void connectsHearsFallsSilentAndHearsAgain() throws Exception {
        var clock = new SettableClock("2026-01-31T12:00:00Z");
        var store = new MemoryStore();
        var type = new FakeType();
        var types = new SourceTypes();
        types.add(type);
        var fake = new FakeSource();
        type.put("a", () -> fake);
        var start = clock.instant();
        try (var writer = new ReadingWriter(store, clock,
                new ComputerClock(clock, System::nanoTime, Instant.EPOCH), () -> {
                })) {
            var source = new RunningSource(new SourceRow("a", "Home", "fake:a", true), ZoneOffset.UTC, types, clock,
                    new Destination(writer, new NamedSensors(new MemoryStore()), new LiveBus()), () -> 0, () -> {
                    });
            assertEquals(new SourceState.Stopped(start), source.status().state());
            source.start();
            fake.connect("/dev/ttyUSB0, 57600 baud");
            assertEquals(new SourceState.Connecting(start), source.status().state());

            clock.advance(Rhythm.SHORTEST_SILENCE);
            source.watch();
            assertInstanceOf(SourceState.Connecting.class, source.status().state());
            clock.advance(Duration.ofMillis(1));
            source.watch();
            assertEquals(new SourceState.Silent(start, "/dev/ttyUSB0, 57600 baud"), source.status().state());

            fake.say(MESSAGE);
            clock.advance(Duration.ofSeconds(6));
            fake.say(MESSAGE);
            var received = clock.instant();
            assertEquals(new SourceState.Live(received.minusSeconds(6), "/dev/ttyUSB0, 57600 baud"),
                    source.status().state());
            clock.advance(Duration.ofSeconds(18));
            source.watch();
            assertInstanceOf(SourceState.Live.class, source.status().state());
            clock.advance(Duration.ofMillis(1));
            source.watch();
            assertEquals(new SourceState.Silent(received, "/dev/ttyUSB0, 57600 baud"), source.status().state());

            fake.say(MESSAGE);
            assertEquals(new SourceState.Live(clock.instant(), "/dev/ttyUSB0, 57600 baud"), source.status().state());
            source.stop();
            assertEquals(new SourceState.Stopped(clock.instant()), source.status().state());
            assertEquals(1, fake.closings());
        }
    }

    @Test
    void theRecorderWatchesByItself() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MESSAGE);
            bench.await("a", SourceState.Live.class);
            bench.clock.advance(Duration.ofSeconds(6));
            source.say(MESSAGE);
            bench.clock.advance(Duration.ofSeconds(19));
            bench.await("a", SourceState.Silent.class);
        }
    }

    @Test
    void anUnopenedConnectionIsNotSilent() throws Exception {
        try (var bench = new Bench()) {
            var slow = bench.start("slow");
            var open = bench.start("open");
            open.connect("");
            bench.clock.advance(Duration.ofHours(1));
            bench.await("open", SourceState.Silent.class);
            assertInstanceOf(SourceState.Connecting.class, bench.status("slow").state());
            slow.hangUp();
            bench.await("slow", SourceState.WaitingToRetry.class);
        }
    }

    @Test
    void retriesLaterAndLater() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            var problem = SourceProblem.passing("The port is busy.", "Close the other program.");
            for (long pause : List.of(1, 2, 4, 4, 4, 4, 4, 4, 8, 15, 30, 60, 60)) {
                int before = source.attempts();
                source.fail(problem);
                bench.await("a", status -> status.state() instanceof SourceState.WaitingToRetry waiting
                        && waiting.until().equals(waiting.since().plusSeconds(pause))
                        && waiting.reason().equals("The port is busy.")
                        && waiting.remedy().equals("Close the other program."));
                bench.recorder.start("a");
                bench.await("the next attempt", () -> source.attempts() > before);
            }
        }
    }

    @Test
    void aMessageEndsTheBackingOff() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.hangUp();
            bench.await("a", SourceState.WaitingToRetry.class);
            bench.recorder.start("a");
            source.hangUp();
            bench.await("a", status -> status.state() instanceof SourceState.WaitingToRetry waiting
                    && waiting.until().equals(waiting.since().plusSeconds(2)));
            bench.recorder.start("a");
            source.say(MESSAGE);
            source.hangUp();
            bench.await("a", status -> status.state() instanceof SourceState.WaitingToRetry waiting
                    && waiting.until().equals(waiting.since().plusSeconds(1)));
        }
    }

    @Test
    void retriesWithoutBeingReported() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.hangUp();
            bench.await("the second attempt", () -> source.attempts() == 2);
            source.say(MESSAGE);
            bench.await("a", SourceState.Live.class);
        }
    }

    @Test
    void stopsAndIsRemovedWhileItWaits() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a").hangUp();
            bench.await("a", SourceState.WaitingToRetry.class);
            bench.recorder.stop("a");
            assertInstanceOf(SourceState.Stopped.class, bench.status("a").state());
            var other = bench.start("b").hangUp();
            bench.await("b", SourceState.WaitingToRetry.class);
            bench.recorder.remove("b");
            assertEquals(1, bench.recorder.sources().size());
            assertEquals(1, source.attempts());
            assertEquals(1, other.attempts());
        }
    }

    @Test
    void refusesWhatOnlyTheUserCanEnd() throws Exception {
        try (var bench = new Bench()) {
            bench.start("a").fail(SourceProblem.permanent("You may not read it.", "Join the group dialout."));
            var refused = bench.await("a", SourceState.Refused.class);
            assertEquals("You may not read it.", refused.reason());
            assertEquals("Join the group dialout.", refused.remedy());
        }
    }

    @Test
    void startsAgainAtOnceAfterItRefused() throws Exception {
        try (var bench = new Bench()) {
            // Started from the very change of state: the old thread lives still.
            var restarted = new AtomicInteger();
            bench.recorder.addListener(() -> {
                if (bench.recorder.sources().stream().anyMatch(one -> one.state() instanceof SourceState.Refused)
                        && restarted.getAndIncrement() == 0) {
                    try {
                        bench.recorder.start("a");
                    } catch (StoreException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            var source = bench.start("a");
            source.fail(SourceProblem.permanent("no", ""));
            bench.await("the second attempt", () -> source.attempts() == 2);
            source.say(MESSAGE);
            bench.await("a", SourceState.Live.class);
        }
    }

    @Test
    void anAddressThatMeansNothingIsRefused() throws Exception {
        try (var bench = new Bench()) {
            bench.recorder.startUnsaved(new SourceRow("a", "Home", "fake:nothing", true));
            assertEquals("There is no nothing.", bench.await("a", SourceState.Refused.class).reason());
            bench.recorder.startUnsaved(new SourceRow("b", "Home", "other:x", true));
            var reason = bench.await("b", SourceState.Refused.class).reason();
            assertTrue(reason.contains("other") && reason.contains("fake"), reason);
        }
    }

    @Test
    void aKindThatFailsToMakeItsSourceIsRefused() throws Exception {
        try (var bench = new Bench()) {
            bench.type.put("a", () -> {
                throw new NoClassDefFoundError("a/native/Library");
            });
            bench.recorder.startUnsaved(new SourceRow("a", "Home", "fake:a", true));
            var refused = bench.await("a", SourceState.Refused.class);
            assertTrue(refused.reason().contains("a/native/Library"), refused.reason());
            assertFalse(refused.remedy().isEmpty());
        }
    }

    @Test
    void inputThatEndsIsFinished() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MESSAGE);
            source.endInput();
            bench.await("a", SourceState.Finished.class);
            assertEquals(1, bench.store.readings(Bench.HOUSE).size(), "on the disk before it is told");
            bench.recorder.stop("a");
            assertInstanceOf(SourceState.Finished.class, bench.status("a").state(),
                    "stopping changes nothing any more");
        }
    }

    @ParameterizedTest
    @EnumSource
    void misbehaviourIsRetriedAndDisturbsNobody(Misbehaviour misbehaviour) throws Exception {
        try (var bench = new Bench()) {
            var good = bench.start("good");
            var bad = bench.start("bad");
            bad.then(misbehaviour);
            var waiting = bench.await("bad", SourceState.WaitingToRetry.class);
            assertTrue(waiting.reason().contains("made to"), waiting.reason());
            assertFalse(waiting.remedy().isEmpty());
            good.say(MESSAGE);
            bench.await("good", SourceState.Live.class);
            bench.recorder.start("bad");
            bad.say(MeterMessages.live("12:00:00", 1, 10));
            bench.await("bad", SourceState.Live.class);
        }
    }

    @Test
    void aSourceThatHangsAndIgnoresInterruptsIsLeftBehind() throws Exception {
        var release = new CountDownLatch(1);
        var hanging = new CountDownLatch(1);
        var late = new AtomicReference<Throwable>();
        var ended = new CountDownLatch(1);
        try (var bench = new Bench()) {
            var good = bench.start("good");
            bench.start("bad").then(sink -> {
                hanging.countDown();
                ignoreEverything(release);
                try {
                    var bytes = MESSAGE.getBytes();
                    sink.bytes(bytes, 0, bytes.length);
                } catch (InterruptedException e) {
                    late.set(e);
                }
                ended.countDown();
                return Optional.of(MeterSource.End.HUNG_UP);
            });
            good.say(MESSAGE);
            bench.await("good", SourceState.Live.class);
            // Interrupted before it hangs, it would just end.
            hanging.await();
            bench.recorder.stop("bad");
            assertInstanceOf(SourceState.Stopped.class, bench.status("bad").state());
            release.countDown();
            ended.await();
            assertInstanceOf(InterruptedException.class, late.get(), "what it brings is not taken any more");
            assertEquals(Counters.NONE, bench.status("bad").counters());
            assertInstanceOf(SourceState.Stopped.class, bench.status("bad").state());
        }
    }

    @Test
    void aSourceWhoseCloseHangsHoldsNobodyUp() throws Exception {
        var release = new CountDownLatch(1);
        var bench = new Bench();
        try {
            bench.type.put("bad", () -> new ByteSource() {
                @Override
                public End run(ByteSink sink) {
                    ignoreEverything(release);
                    return End.HUNG_UP;
                }

                @Override
                public void close() {
                    ignoreEverything(release);
                }
            });
            bench.recorder.startUnsaved(new SourceRow("bad", "Home", "fake:bad", true));
            bench.start("good").say(MESSAGE);
            bench.recorder.stop("bad");
            bench.recorder.start("bad");
            bench.close();
            assertEquals(1, bench.store.readings(Bench.HOUSE).size());
        } finally {
            release.countDown();
        }
    }

    @Test
    void aSourceWhoseCloseThrowsStopsAllTheSame() throws Exception {
        try (var bench = new Bench()) {
            bench.type.put("bad", () -> new ByteSource() {
                @Override
                public End run(ByteSink sink) throws InterruptedException {
                    new CountDownLatch(1).await();
                    return End.HUNG_UP;
                }

                @Override
                public void close() {
                    throw new IllegalStateException("made to");
                }
            });
            bench.recorder.startUnsaved(new SourceRow("bad", "Home", "fake:bad", true));
            bench.recorder.stop("bad");
            assertInstanceOf(SourceState.Stopped.class, bench.status("bad").state());
        }
    }

    @Test
    void stopsWhileItConnectsAndStartsAgain() throws Exception {
        try (var bench = new Bench()) {
            var first = bench.start("a");
            bench.await("the first attempt", () -> first.attempts() == 1);
            bench.recorder.stop("a");
            assertInstanceOf(SourceState.Stopped.class, bench.status("a").state());
            bench.recorder.start("a");
            first.say(MESSAGE);
            bench.await("a", SourceState.Live.class);
            assertEquals(2, first.attempts());
        }
    }

    @Test
    void theNextRunWaitsUntilTheLastOneLetGo() throws Exception {
        try (var bench = new Bench()) {
            var open = new AtomicInteger();
            var overlaps = new AtomicInteger();
            var runs = new AtomicInteger();
            bench.type.put("port", () -> new ByteSource() {

                private final CountDownLatch hold = new CountDownLatch(1);

                @Override
                public End run(ByteSink sink) {
                    runs.incrementAndGet();
                    overlaps.addAndGet(open.getAndIncrement());
                    // holds its port until it is closed, whatever interrupts it
                    ignoreEverything(hold);
                    open.decrementAndGet();
                    return End.HUNG_UP;
                }

                @Override
                public void close() {
                    hold.countDown();
                }
            });
            bench.recorder.startUnsaved(new SourceRow("port", "Home", "fake:port", true));
            for (int i = 1; i <= 50; i++) {
                int count = i;
                bench.await("run " + i, () -> runs.get() == count);
                var stopper = new Thread(() -> stopQuietly(bench));
                stopper.start();
                bench.await("port", status -> status.state() instanceof SourceState.Stopped);
                bench.recorder.start("port");
                stopper.join();
            }
            assertEquals(0, overlaps.get());
        }
    }

    private static void stopQuietly(Bench bench) {
        try {
            bench.recorder.stop("port");
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingStartsAfterClose() throws Exception {
        var bench = new Bench();
        var source = bench.start("a");
        source.say(MESSAGE);
        bench.close();
        bench.close();
        assertEquals(1, bench.store.readings(Bench.HOUSE).size());
        int attempts = source.attempts();
        bench.recorder.start("a");
        var late = bench.start("b");
        assertInstanceOf(SourceState.Stopped.class, bench.status("a").state());
        assertInstanceOf(SourceState.Stopped.class, bench.status("b").state());
        assertEquals(attempts, source.attempts());
        assertEquals(0, late.attempts());
    }

    @Test
    void aListenerThatThrowsCostsNobodyAnything() throws Exception {
        try (var bench = new Bench()) {
            bench.recorder.addListener(() -> {
                throw new IllegalStateException("made to");
            });
            var received = new AtomicInteger();
            Runnable counting = received::incrementAndGet;
            bench.recorder.addListener(counting);
            var source = bench.start("a");
            source.say(MESSAGE);
            bench.await("a", SourceState.Live.class);
            bench.recorder.flush();
            assertEquals(1, bench.store.readings(Bench.HOUSE).size());
            assertTrue(received.get() > 0);
            bench.recorder.removeListener(counting);
            int before = received.get();
            source.say(MESSAGE);
            bench.recorder.flush();
            assertEquals(before, received.get());
        }
    }

    @Test
    void configuredSourcesAreRememberedStartedStoppedAndForgotten() throws Exception {
        try (var bench = new Bench()) {
            var source = new FakeSource();
            bench.type.put("a", () -> source);
            bench.store.saveSource(new SourceRow("off", "Home", "fake:a", false));
            bench.recorder.startConfigured();
            assertInstanceOf(SourceState.Stopped.class, bench.status("off").state());
            assertEquals(0, source.attempts());

            var row = bench.recorder.add("Shed", "fake:a");
            assertEquals(List.of("off", row.id()), bench.store.sources().stream().map(SourceRow::id).toList());
            bench.await("the first attempt", () -> source.attempts() == 1);
            bench.recorder.stop(row.id());
            assertFalse(bench.store.sources().get(1).enabled());
            bench.recorder.start(row.id());
            assertTrue(bench.store.sources().get(1).enabled());
            bench.recorder.remove(row.id());
            assertEquals(List.of("off"), bench.store.sources().stream().map(SourceRow::id).toList());
            assertEquals(List.of("off"), bench.recorder.sources().stream().map(one -> one.row().id()).toList());

            assertThrows(IllegalArgumentException.class, () -> bench.recorder.add("Shed", "fake:nothing"));
            assertEquals(1, bench.store.sources().size());
        }
    }

    @Test
    void enabledSourcesStartWithTheProgram() throws Exception {
        try (var bench = new Bench()) {
            var source = new FakeSource();
            bench.type.put("a", () -> source);
            bench.store.saveSource(new SourceRow("on", "Home", "fake:a", true));
            bench.recorder.startConfigured();
            source.say(MESSAGE);
            bench.await("on", SourceState.Live.class);
        }
    }

    @Test
    void stopsAndStartsThoughNothingCanBeSaved() throws Exception {
        try (var bench = new Bench()) {
            var source = new FakeSource();
            bench.type.put("a", () -> source);
            var row = bench.recorder.add("Home", "fake:a");
            source.say(MESSAGE);
            bench.store.failFromNowOn();
            assertThrows(StoreException.class, () -> bench.recorder.stop(row.id()));
            assertInstanceOf(SourceState.Stopped.class, bench.status(row.id()).state());
            assertThrows(StoreException.class, () -> bench.recorder.start(row.id()));
            source.say(MESSAGE);
            bench.await(row.id(), SourceState.Live.class);
            assertThrows(StoreException.class, () -> bench.recorder.remove(row.id()));
            assertEquals(List.of(), bench.recorder.sources());
            bench.store.work();
        }
    }

    @Test
    void kindsComeAndGo() {
        var types = new SourceTypes();
        var type = new FakeType();
        types.add(type);
        assertEquals(List.of("fake"), types.schemes());
        var source = new FakeSource();
        type.put("", () -> source);
        assertEquals(source, types.create("FAKE"));
        assertThrows(IllegalArgumentException.class, () -> types.create("-"));
        types.remove(type);
        assertThrows(IllegalArgumentException.class, () -> types.create("fake"));
    }
}
