package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.currentcost.model.Bucket;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard live tells by its first readings how far apart they come, and loses no energy by it. */
public abstract class LearntIntervalContract extends StoreContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey SKETCH = SeriesKey.power("house", 3);
    private static final SeriesKey METER = SeriesKey.power("house", 0);
    private static final long START = Instant.parse("2026-03-10T23:50:00Z").toEpochMilli();

    protected LearntIntervalContract(EngineUnderTest engine) {
        super(engine);
    }

    private static Reading watts(long second, long watts) {
        return Reading.of(Instant.ofEpochMilli(START + second * 1000), watts * 1000);
    }

    private static Bucket total(ReadingStore store, SeriesKey series) throws StoreException {
        return store.buckets(series, TimeRange.ALL, Resolution.DAY).stream().reduce(Bucket::plus).orElseThrow();
    }

    private static void assertSound(ReadingStore store) throws StoreException {
        var verification = store.verify(part -> {
        });
        assertTrue(verification.isGood(), verification::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 26, 30, 60, 300, 3600})
    void aSlowSensorLosesNothing(int seconds) throws Exception {
        long revision;
        try (var store = location(folder).open(ZONE)) {
            revision = store.revision();
            for (int i = 0; i < 3; i++) {
                store.appendLive(Map.of(SKETCH, List.of(watts(i * seconds, 500))));
            }
            assertEquals(revision, store.revision());
            assertEquals(6_000, store.nominalMillis(SKETCH));
        }
        // sealed meanwhile
        try (var store = location(folder).open(ZONE)) {
            revision = store.revision();
            for (int i = 3; i < 100; i++) {
                store.appendLive(Map.of(SKETCH, List.of(watts(i * seconds, 500))));
            }
            assertEquals(seconds * 1000L, store.nominalMillis(SKETCH));
            assertTrue(store.revision() > revision);
            assertEquals(102L * seconds * 1000, total(store, SKETCH).coveredMillis());
            assertEquals(102L * seconds * 500_000_000, total(store, SKETCH).integral());
            assertEquals(START + 102L * seconds * 1000, store.series().getFirst().end().toEpochMilli());
            assertSound(store);
        }
        try (var store = location(folder).open(ZONE)) {
            assertEquals(102L * seconds * 1000, total(store, SKETCH).coveredMillis());
            assertSound(store);
        }
    }

    @Test
    void aRecordingAtOnceLosesNothing() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < 20_000; i++) {
                readings.add(watts(i * 30L, i % 2 == 0 ? 100 : 300));
            }
            store.appendLive(Map.of(SKETCH, readings));
            assertEquals(20_002L * 30_000, total(store, SKETCH).coveredMillis());
            assertSound(store);
        }
    }

    @Test
    void aMeterBesideItThatLosesMessagesKeepsItsOwn() throws Exception {
        var random = new Random(11);
        try (var store = location(folder).open(ZONE)) {
            long covered = 0;
            long last = 0;
            for (int i = 0; i < 1000; i++) {
                if (random.nextInt(10) >= 3) {
                    covered += Math.min(18, i * 6 - last);
                    last = i * 6;
                    store.appendLive(Map.of(METER, List.of(watts(i * 6, 100))));
                }
                if (i % 10 == 0) {
                    store.appendLive(Map.of(SKETCH, List.of(watts(i * 6, 500))));
                }
            }
            assertEquals(6_000, store.nominalMillis(METER));
            assertEquals(60_000, store.nominalMillis(SKETCH));
            assertEquals((covered + 18) * 1000, total(store, METER).coveredMillis());
            assertEquals(102L * 60_000, total(store, SKETCH).coveredMillis());
            assertSound(store);
        }
    }

    @Test
    void aGapStaysOne() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            for (int i = 0; i < 30; i++) {
                store.appendLive(Map.of(SKETCH, List.of(watts(i * 60 + (i < 2 ? 0 : 7200), 500))));
            }
            assertEquals(60_000, store.nominalMillis(SKETCH));
            assertEquals((1 + 3 + 27 + 3) * 60_000L, total(store, SKETCH).coveredMillis());
            assertSound(store);
        }
    }

    @Test
    void anOldSeriesKeepsItsMeaning() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            var old = new ArrayList<Reading>();
            for (int i = 0; i < 600; i++) {
                old.add(watts(i * 60, 500));
            }
            store.append(Map.of(SKETCH, old));
            store.appendLive(Map.of(SKETCH, List.of(watts(600 * 60, 500))));
            assertEquals(6_000, store.nominalMillis(SKETCH));
        }
    }

    @Test
    void whatWasCountedTellsNoInterval() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            for (int i = 0; i < 30; i++) {
                store.appendLive(Map.of(SKETCH, List.of(Reading.counted(START + i * 60_000, 60_000, 7))));
            }
            assertEquals(6_000, store.nominalMillis(SKETCH));
        }
    }
}
