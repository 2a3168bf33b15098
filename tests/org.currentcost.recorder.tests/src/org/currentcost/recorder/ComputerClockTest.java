package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A computer that does not know the time, or changes its mind. */
class ComputerClockTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final SeriesKey SERIES = SeriesKey.power("Home", 0);

    private final MemoryStore store = new MemoryStore();
    private Instant shown = Instant.ofEpochSecond(100);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ComputerClock clock = new ComputerClock(() -> shown, nanos::get, MADE);
    private final ReadingWriter writer = new ReadingWriter(store, () -> shown, clock, () -> {
    });
    private final List<String> aside = new ArrayList<>();
    private final ReadingWriter.StoredListener listener = new ReadingWriter.StoredListener() {
        @Override
        public void stored(long channelValues) {
            // What is stored is looked at in the store
        }

        @Override
        public void setAside(SeriesKey series, Reading reading, String reason) {
            aside.add(reason);
        }

        @Override
        public void setAside(SeriesKey series, HistoryBlock block, String reason) {
            aside.add(reason);
        }
    };

    @AfterEach
    void closeTheWriter() {
        writer.close();
    }

    private void pass(Duration time) {
        shown = shown.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    private boolean add(Instant time, boolean recorded) throws InterruptedException {
        return writer.add(SERIES, Reading.of(time, 1000), listener, recorded);
    }

    private List<Instant> stored() throws InterruptedException {
        writer.flush();
        return store.readings(SERIES).stream().map(Reading::time).sorted().toList();
    }

    @Test
    void liveReadingsWaitForTheRightTimeAndAreDatedByWhatHasPassedMeanwhile() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertFalse(add(shown, false));
            pass(Duration.ofSeconds(6));
            writer.lookAtClock();
        }
        assertEquals(List.of(), stored());
        var trouble = writer.trouble().orElseThrow();
        assertEquals(3, trouble.waiting());
        assertEquals(Instant.ofEpochSecond(100), trouble.since());
        assertTrue(trouble.reason().contains("1970"), trouble.reason());

        shown = Instant.parse("2026-11-30T12:00:00.3Z");
        writer.lookAtClock();
        assertEquals(List.of(Instant.parse("2026-11-30T11:59:42Z"), Instant.parse("2026-11-30T11:59:48Z"),
                Instant.parse("2026-11-30T11:59:54Z")), stored());
        assertEquals(Optional.empty(), writer.trouble());
        assertTrue(add(shown, false));
        assertEquals(4, stored().size());
        assertEquals(List.of(), aside);
    }

    @Test
    void whatHasATimeOfItsOwnOrIsRecordedDoesNotWait() throws Exception {
        assertTrue(add(Instant.parse("2011-05-01T00:00:00Z"), false));
        assertTrue(add(Instant.parse("2026-05-01T00:00:00Z"), false));
        assertTrue(add(shown, true));
        assertEquals(3, stored().size());
        assertEquals(Optional.empty(), writer.trouble());
    }

    @Test
    void whatGoesBeyondTheBoundIsCounted() throws Exception {
        shown = Instant.ofEpochSecond(1000);
        for (int i = 0; i < ComputerClock.MOST_WAITING + 7; i++) {
            assertFalse(add(shown.minusMillis(i), false));
        }
        assertEquals(7, aside.size());
        assertEquals(7, writer.trouble().orElseThrow().givenUp());
        shown = MADE;
        writer.lookAtClock();
        assertEquals(ComputerClock.MOST_WAITING, stored().size());
    }

    @Test
    void whatStillWaitsAtTheEndIsCounted() throws Exception {
        add(shown, false);
        add(shown.plusSeconds(1), false);
        writer.close();
        assertEquals(2, aside.size());
        assertEquals(List.of(), store.readings(SERIES));
    }

    @Test
    void aMemoryThatTheWrongClockDatesIsSetAside() throws Exception {
        var block = new HistoryBlock(HistorySpan.TWO_HOURS, 0, 7_200_000, 100);
        writer.addHistory(Map.of(SERIES, List.of(block)), listener, true);
        assertEquals(1, aside.size());
        writer.addHistory(Map.of(SERIES, List.of(block)), listener, false);
        writer.flush();
        assertEquals(1, aside.size());
        add(shown, true);
        writer.flush();
        assertEquals(List.of(block), store.history(SERIES, HistorySpan.TWO_HOURS, TimeRange.ALL));
    }

    @Test
    void aJumpIsNoticedOnceAndSlowChangesAreNot() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1));
            shown = shown.plusMillis(500);
            assertEquals(Optional.empty(), clock.look());
        }
        shown = shown.minus(Duration.ofHours(1));
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.of(Duration.ofHours(-1)), clock.look());
        assertEquals(Optional.empty(), clock.look());
        shown = shown.plus(Duration.ofDays(2));
        pass(Duration.ofSeconds(2));
        assertEquals(Optional.of(Duration.ofDays(2)), clock.look());
        assertEquals(Optional.empty(), clock.look());
    }

    @Test
    void theVersionTellsWhenTheProgramWasMade() {
        assertEquals(Instant.parse("2026-11-30T00:20:00Z"), BuildTime.of("1.0.0.202611300020"));
        assertEquals(Instant.EPOCH, BuildTime.of("1.0.0.qualifier"));
        assertEquals(Instant.EPOCH, BuildTime.of("null"));
        assertFalse(BuildTime.get().isAfter(Instant.now()));
    }
}
