package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoringTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);

    private final Log log = new Log();

    @Test
    void storesOneBatchAfterTheOther() throws Exception {
        try (var storing = new Storing(log)) {
            assertEquals(Map.of(), storing.store(batch(1)));
            assertEquals(Map.of(HOUSE, new Stored(1, 0, 0)), storing.store(batch(2)));
            assertEquals(Map.of(HOUSE, new Stored(1, 0, 0)), storing.await());
            assertEquals(Map.of(), storing.await());
        }
        assertEquals(List.of(1L, 2L), log.stored);
    }

    @Test
    void saysHowFarApartReadingsComeBetweenTheBatches() throws Exception {
        log.held = new CountDownLatch(1);
        try (var storing = new Storing(log)) {
            storing.store(batch(1));
            log.begun.await();
            storing.expect(HOUSE, 30_000);
            assertEquals(List.of(), log.expected, "while the first is being stored");
            log.held.countDown();
            storing.store(batch(2));
        }
        assertEquals(List.of("30000 after 1"), log.expected);
    }

    @Test
    void storesAllSeriesOfABatchAtOnce() throws Exception {
        var batch = new HashMap<>(batch(1));
        batch.put(SeriesKey.power("Home", 1), List.of());
        try (var storing = new Storing(log)) {
            storing.store(batch);
            assertEquals(Map.of(HOUSE, new Stored(1, 0, 0), SeriesKey.power("Home", 1), Stored.NOTHING),
                    storing.await());
        }
        assertEquals(1, log.appends);
    }

    @Test
    void readsOnWhileABatchIsStored() throws Exception {
        log.held = new CountDownLatch(1);
        try (var storing = new Storing(log)) {
            storing.store(batch(1));
            log.begun.await();
            assertEquals(List.of(), log.stored);
            log.held.countDown();
        }
        assertEquals(List.of(1L), log.stored);
    }

    @Test
    void tellsOfAFailureOnceWhenTheNextBatchComes() throws Exception {
        log.failure = new StoreException(StoreException.Kind.values()[0], "full", "", new java.io.IOException("full"));
        try (var storing = new Storing(log)) {
            storing.store(batch(1));
            assertSame(log.failure, assertThrows(StoreException.class, () -> storing.store(batch(2))));
            assertEquals(Map.of(), storing.await());
        }
        assertEquals(List.of(), log.stored);
    }

    @Test
    void anErrorIsNotHidden() throws Exception {
        log.failure = new OutOfMemoryError("made up");
        try (var storing = new Storing(log)) {
            storing.store(batch(1));
            assertSame(log.failure, assertThrows(OutOfMemoryError.class, storing::await));
        }
    }

    @Test
    void anInterruptedReaderStillWaitsForItsBatch() throws Exception {
        try (var storing = new Storing(log)) {
            storing.store(batch(1));
            Thread.currentThread().interrupt();
            assertEquals(Map.of(HOUSE, new Stored(1, 0, 0)), storing.await());
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatIsBeingStoredWhenTheReaderGivesUpIsStored() {
        log.held = new CountDownLatch(1);
        assertThrows(CancellationException.class, () -> {
            try (var storing = new Storing(log)) {
                storing.store(batch(1));
                log.begun.await();
                log.held.countDown();
                throw new CancellationException();
            }
        });
        assertEquals(List.of(1L), log.stored);
        assertFalse(log.closed);
    }

    private static Map<SeriesKey, List<Reading>> batch(long millis) {
        return Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(millis), 1000)));
    }

    /** What is appended, or why not. */
    private static final class Log implements ImportLog {

        private final List<Long> stored = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private CountDownLatch held = new CountDownLatch(0);
        private Throwable failure;
        private boolean closed;
        private int appends;

        @Override
        public Map<SeriesKey, Stored> append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
            begun.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (failure instanceof StoreException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            batch.values().forEach(readings -> readings.forEach(reading -> stored.add(reading.timeMillis())));
            appends++;
            var result = new HashMap<SeriesKey, Stored>();
            batch.forEach((series, readings) -> result.put(series, new Stored(readings.size(), 0, 0)));
            return result;
        }

        @Override
        public long id() {
            return 1;
        }

        @Override
        public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Note saveNote(Note note) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void expect(SeriesKey key, long nominalMillis) {
            expected.add(nominalMillis + " after " + stored.size());
        }

        @Override
        public void add(SeriesKey key, Reading reading) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stored stored() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
