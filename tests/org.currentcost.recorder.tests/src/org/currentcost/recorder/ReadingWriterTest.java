package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of readings to the disk, and what happens when it is barred. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReadingWriterTest {

    private static final SeriesKey SERIES = SeriesKey.power("Home", 0);
    private static final SeriesKey OTHER = SeriesKey.power("Home", 1);

    private final SettableClock clock = new SettableClock("2026-01-31T12:00:00Z");
    private final MemoryStore store = new MemoryStore();
    private final AtomicInteger changes = new AtomicInteger();
    private final ReadingWriter writer = new ReadingWriter(store, clock,
            new ComputerClock(clock, System::nanoTime, Instant.EPOCH), changes::incrementAndGet);
    private final AtomicLong stored = new AtomicLong();
    private final ReadingWriter.StoredListener listener = stored::addAndGet;
    private long next;

    @AfterEach
    void closeTheWriter() {
        store.work();
        writer.close();
    }

    private void add(int readings) throws InterruptedException {
        for (int i = 0; i < readings; i++) {
            writer.add(SERIES, new Reading(next++, 1, Reading.ABSENT, Reading.ABSENT), listener, false);
        }
    }

    /** Runs something on another thread. {@return that thread and how it ends} */
    private static Side aside(Step step) {
        var outcome = new CompletableFuture<Void>();
        var thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                step.take();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        return new Side(thread, outcome);
    }

    private interface Step {
        void take() throws Exception;
    }

    private record Side(Thread thread, CompletableFuture<Void> outcome) {

        void awaitWaiting() throws InterruptedException {
            Bench.awaitUnreported("the thread to wait", () -> thread.getState() == Thread.State.WAITING);
        }
    }

    @Test
    void flushPutsEverythingOnTheDiskInOneBatch() throws Exception {
        add(1000);
        writer.flush();
        assertEquals(1000, store.readings(SERIES).size());
        assertEquals(1000, stored.get());
        assertEquals(1, store.batches().size());
        writer.flush();
        assertEquals(1, store.batches().size());
    }

    @Test
    void writesByItselfWhenMuchWaits() throws Exception {
        add(20_000);
        Bench.awaitUnreported("the batch", () -> store.readings(SERIES).size() == 20_000);
    }

    @Test
    void closeWritesWhatIsInMemory() throws Exception {
        add(3);
        writer.close();
        assertEquals(3, store.readings(SERIES).size());
        assertEquals(3, stored.get());
    }

    @Test
    void nothingIsTakenAfterClose() {
        writer.close();
        assertThrows(InterruptedException.class, () -> add(1));
        writer.close();
        assertEquals(0, store.readings(SERIES).size());
    }

    @Test
    void flushAfterCloseReturns() throws Exception {
        writer.close();
        writer.flush();
        assertEquals(Optional.empty(), writer.trouble());
    }

    @Test
    void readingsWaitInMemoryWhileTheStoreFailsAndAreWrittenOnceWhenItWorks() throws Exception {
        store.failFromNowOn();
        var since = clock.instant();
        add(3);
        writer.flush();
        assertEquals(Optional.of(new StoreTrouble(since, "There is no room.", "Make room.", 3, 0)), writer.trouble());
        clock.advance(Duration.ofMinutes(5));
        add(2);
        writer.flush();
        assertEquals(Optional.of(new StoreTrouble(since, "There is no room.", "Make room.", 5, 0)), writer.trouble());
        assertEquals(0, stored.get());
        int before = changes.get();

        store.work();
        writer.flush();
        assertEquals(Optional.empty(), writer.trouble());
        assertEquals(5, store.readings(SERIES).size());
        assertEquals(5, stored.get());
        assertEquals(0, store.repeated());
        // Told by the thread that writes, after the one that waited for it may go on.
        Bench.awaitUnreported("the change to be told", () -> changes.get() > before);
    }

    @Test
    void triesAgainByItself() throws Exception {
        store.failFromNowOn();
        add(3);
        writer.flush();
        store.work();
        Bench.awaitUnreported("another attempt", () -> writer.trouble().isEmpty());
        assertEquals(3, store.readings(SERIES).size());
    }

    @Test
    void troubleBeginsAnewAfterItWasOver() throws Exception {
        store.failFromNowOn();
        add(1);
        writer.flush();
        store.work();
        writer.flush();
        clock.advance(Duration.ofMinutes(5));
        store.failFromNowOn();
        add(1);
        writer.flush();
        assertEquals(clock.instant(), writer.trouble().orElseThrow().since());
    }

    @Test
    void aBatchThatFailedHalfWayCountsNothingTwice() throws Exception {
        var otherStored = new AtomicLong();
        ReadingWriter.StoredListener otherListener = otherStored::addAndGet;
        store.failAfter(1);
        add(3);
        for (int i = 0; i < 4; i++) {
            writer.add(OTHER, new Reading(i, 1, 1, Reading.ABSENT), otherListener, false);
        }
        writer.flush();
        assertTrue(writer.trouble().isPresent());
        assertEquals(1, store.batches().size());
        store.work();
        writer.flush();
        assertEquals(3, stored.get());
        assertEquals(8, otherStored.get());
        assertEquals(3, store.readings(SERIES).size());
        assertEquals(4, store.readings(OTHER).size());
    }

    @Test
    void theOldestAreGivenUpWhenTooManyWait() throws Exception {
        store.failFromNowOn();
        add(1);
        writer.flush();
        add(ReadingWriter.WAITING_LIMIT + 9);
        writer.flush();
        var trouble = writer.trouble().orElseThrow();
        assertEquals(ReadingWriter.WAITING_LIMIT, trouble.waiting());
        assertEquals(10, trouble.givenUp());
        add(5);
        writer.flush();
        assertEquals(15, writer.trouble().orElseThrow().givenUp());

        store.work();
        writer.flush();
        var kept = store.readings(SERIES);
        assertEquals(ReadingWriter.WAITING_LIMIT, kept.size());
        assertEquals(15, kept.getFirst().timeMillis());
        assertEquals(next - 1, kept.getLast().timeMillis());
        assertEquals(ReadingWriter.WAITING_LIMIT, stored.get());
    }

    @Test
    void theBoundHoldsWhileAnAttemptHangs() throws Exception {
        store.failFromNowOn();
        add(1);
        writer.flush();
        var gate = store.hang();
        var flusher = aside(writer::flush);
        store.awaitHanging();
        add(2 * ReadingWriter.WAITING_LIMIT);
        gate.countDown();
        flusher.outcome.get();
        var trouble = writer.trouble().orElseThrow();
        assertEquals(ReadingWriter.WAITING_LIMIT, trouble.waiting());
        assertEquals(ReadingWriter.WAITING_LIMIT + 1, trouble.givenUp());
    }

    @Test
    void aDefectOfTheStoreIsTroubleAndNotTheEnd() throws Exception {
        store.throwFromNowOn(new IllegalStateException("made to"));
        add(3);
        writer.flush();
        var trouble = writer.trouble().orElseThrow();
        assertTrue(trouble.reason().contains("made to"), trouble.reason());
        assertFalse(trouble.remedy().isEmpty());
        assertEquals(3, trouble.waiting());
        store.work();
        writer.flush();
        assertEquals(3, store.readings(SERIES).size());
    }

    @Test
    void addWaitsForAStoreThatIsSlow() throws Exception {
        var gate = store.hang();
        add(20_000);
        store.awaitHanging();
        var adder = aside(() -> add(ReadingWriter.BACKLOG + 20_000));
        adder.awaitWaiting();
        gate.countDown();
        adder.outcome.get();
        writer.flush();
        assertEquals(ReadingWriter.BACKLOG + 40_000, store.readings(SERIES).size());
    }

    @Test
    void aLiveReadingNeverWaitsForAStoreThatFailsButARecordingDoes() throws Exception {
        store.failFromNowOn();
        add(1);
        writer.flush();
        add(ReadingWriter.BACKLOG);
        var reader = aside(
                () -> writer.add(SERIES, new Reading(next++, 1, Reading.ABSENT, Reading.ABSENT), listener, true));
        reader.awaitWaiting();
        store.work();
        reader.outcome.get();
        writer.flush();
        assertEquals(ReadingWriter.BACKLOG + 2, store.readings(SERIES).size());
    }

    @Test
    void closeEndsAnAddThatWaits() throws Exception {
        var gate = store.hang();
        add(20_000);
        store.awaitHanging();
        var adder = aside(() -> add(ReadingWriter.BACKLOG + 20_000));
        adder.awaitWaiting();
        var closer = aside(writer::close);
        var refused = assertThrows(ExecutionException.class, adder.outcome::get);
        assertInstanceOf(InterruptedException.class, refused.getCause());
        gate.countDown();
        closer.outcome.get();
        // all but the one that was refused, and what would have come after it
        assertEquals(next - 1, store.readings(SERIES).size());
        assertEquals(next - 1, stored.get());
    }

    @Test
    void flushWaitsForTheLastWriteOfClose() throws Exception {
        var gate = store.hang();
        add(1);
        var flusher = aside(writer::flush);
        store.awaitHanging();
        var closer = aside(writer::close);
        Bench.awaitUnreported("close to wait", () -> closer.thread.getState() == Thread.State.TIMED_WAITING);
        assertFalse(flusher.outcome.isDone());
        gate.countDown();
        flusher.outcome.get();
        closer.outcome.get();
        assertEquals(1, store.readings(SERIES).size());
    }

    @Test
    void closeTriesOnceMoreWhenTheStoreFails() throws Exception {
        store.failFromNowOn();
        add(2);
        writer.flush();
        store.work();
        writer.close();
        assertEquals(2, store.readings(SERIES).size());
        assertEquals(Optional.empty(), writer.trouble());
    }

    @Test
    void closeReturnsThoughTheStoreFails() throws Exception {
        store.failFromNowOn();
        add(2);
        writer.close();
        assertEquals(2, writer.trouble().orElseThrow().waiting());
    }

    @Test
    void theRecorderTellsTroubleAndThatItIsOver() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            bench.store.failFromNowOn();
            source.say(MeterMessages.live("12:00:00", 0, 417));
            bench.recorder.flush();
            // the power and the temperature
            assertEquals(2, bench.recorder.storeTrouble().orElseThrow().waiting());
            assertEquals(1, bench.status("a").counters().readings());
            assertEquals(0, bench.status("a").counters().stored());
            bench.store.work();
            bench.recorder.flush();
            assertEquals(Optional.empty(), bench.recorder.storeTrouble());
            assertEquals(1, bench.status("a").counters().stored());
        }
    }

    /** Keeps what is set aside. */
    private final class Aside implements ReadingWriter.StoredListener {
        private final List<String> reported = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void stored(long channelValues) {
            stored.addAndGet(channelValues);
        }

        @Override
        public void setAside(SeriesKey series, Reading reading, String reason) {
            reported.add(series.sensor() + " " + reading.timeMillis() + " " + reading.channel1());
        }

        @Override
        public void setAside(SeriesKey series, HistoryBlock block, String reason) {
            reported.add(series.quantity() + " " + block.startMillis() + " " + block.wattHours());
        }
    }

    @Test
    void whatNoStoreCanHoldIsSetAsideAndHoldsNothingUp() throws Exception {
        var aside = new Aside();
        for (long time : new long[]{-1, TimeRange.ALL.endMillis(), Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertFalse(writer.add(SERIES, new Reading(time, 7, Reading.ABSENT, Reading.ABSENT), aside, false));
        }
        for (String meter : List.of("m".repeat(256), "m" + (char) 0xD800, "m" + (char) 0)) {
            assertFalse(writer.add(SeriesKey.power(meter, 0), Reading.of(clock.instant(), 1), aside, false));
        }
        for (long time : new long[]{0, TimeRange.ALL.endMillis() - 1}) {
            assertTrue(writer.add(SERIES, new Reading(time, 1_000_000_000, Reading.ABSENT, -1_000_000_000), aside,
                    false));
        }
        writer.flush();
        assertEquals(Optional.empty(), writer.trouble());
        assertEquals(7, aside.reported.size());
        assertEquals("0 -1 7", aside.reported.getFirst());
        assertEquals(2, store.readings(SERIES).size());
        assertEquals(4, stored.get());
    }

    @Test
    void whatNoSensorCanMeasureIsSetAsideAndHarmsNothingElse() throws Exception {
        var aside = new Aside();
        var temperature = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
        for (long milliwatts : new long[]{1_000_000_001, -1_000_000_001, 2_147_483_647_000L, Long.MAX_VALUE}) {
            assertFalse(writer.add(SERIES, Reading.of(clock.instant(), milliwatts), aside, false));
        }
        assertFalse(writer.add(temperature, Reading.of(clock.instant(), 999_000), aside, false));
        assertTrue(writer.add(temperature, Reading.of(clock.instant(), 21_000), aside, false));
        assertTrue(writer.add(SERIES, Reading.of(clock.instant(), -1_000_000_000), aside, false));
        writer.addHistory(Map.of(SERIES, List.of(new HistoryBlock(HistorySpan.TWO_HOURS, 0, 7_200_000, 2_000_001),
                new HistoryBlock(HistorySpan.TWO_HOURS, 7_200_000, 14_400_000, 2_000_000))), aside, true);
        writer.flush();
        assertEquals(6, aside.reported.size());
        assertEquals(1, store.readings(SERIES).size());
        assertEquals(1, store.readings(temperature).size());
        assertEquals(1, store.history(SERIES, HistorySpan.TWO_HOURS, TimeRange.ALL).size());
    }

    @Test
    void blocksThatNoStoreCanHoldAreSetAside() throws Exception {
        var aside = new Aside();
        long day = 86_400_000;
        writer.addHistory(Map.of(SERIES,
                List.of(new HistoryBlock(HistorySpan.DAY, -day, 0, 10),
                        new HistoryBlock(HistorySpan.DAY, day, 2 * day, 20),
                        new HistoryBlock(HistorySpan.DAY, 3 * day, 4 * day, Long.MAX_VALUE),
                        new HistoryBlock(HistorySpan.DAY, 0, Long.MAX_VALUE, 30))),
                aside, true);
        writer.addHistory(Map.of(new SeriesKey("Home", 0, Quantity.TEMPERATURE),
                List.of(new HistoryBlock(HistorySpan.DAY, day, 2 * day, 40))), aside, true);
        writer.flush();
        add(1);
        writer.flush();
        assertEquals(Optional.empty(), writer.trouble());
        assertEquals(List.of("POWER -86400000 10", "POWER 259200000 " + Long.MAX_VALUE, "POWER 0 30",
                "TEMPERATURE 86400000 40"), aside.reported);
        assertEquals(1, store.history(SERIES, HistorySpan.DAY, TimeRange.ALL).size());
    }

    @Test
    void aSingleReadingThatTheStoreRefusesIsFoundAndSetAside() throws Exception {
        var aside = new Aside();
        store.refuse(reading -> reading.channel1() == 13);
        for (int i = 0; i < 100; i++) {
            writer.add(i % 2 == 0 ? SERIES : OTHER, new Reading(1000 + i, i, Reading.ABSENT, Reading.ABSENT), aside,
                    false);
        }
        writer.flush();
        assertEquals(Optional.empty(), writer.trouble());
        assertEquals(List.of("1 1013 13"), aside.reported);
        assertEquals(99, store.readings(SERIES).size() + store.readings(OTHER).size());
        assertEquals(99, stored.get());
    }

    @Test
    void aSeriesThatCantBeWrittenKeepsNoOtherWaiting() throws Exception {
        store.damage(SERIES);
        add(3);
        for (int i = 0; i < 4; i++) {
            writer.add(OTHER, new Reading(i, 1, Reading.ABSENT, Reading.ABSENT), listener, false);
        }
        writer.flush();
        assertEquals(4, store.readings(OTHER).size());
        assertEquals(4, stored.get());
        assertEquals(3, writer.trouble().orElseThrow().waiting());
        store.work();
        writer.flush();
        assertEquals(3, store.readings(SERIES).size());
        assertEquals(7, stored.get());
        assertEquals(Optional.empty(), writer.trouble());
    }
}
