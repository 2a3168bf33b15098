package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.model.Bucket;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.SeriesState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings in, in any order and number, and what a series did out of them. */
public abstract class AppendContract extends StoreContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    protected ReadingStore store;

    protected AppendContract(EngineUnderTest engine) {
        super(engine);
    }

    @BeforeEach
    protected void open() throws StoreException {
        store = location(folder).open(ZONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    protected static Reading at(long seconds, long watts) {
        return new Reading(START + seconds * 1000, watts * 1000, Reading.ABSENT, Reading.ABSENT);
    }

    protected Stored append(Reading... readings) throws StoreException {
        return store.append(Map.of(HOUSE, List.of(readings)));
    }

    private List<Reading> readings() throws StoreException {
        var readings = new ArrayList<Reading>();
        store.forEachReading(HOUSE, TimeRange.ALL, readings::add);
        return readings;
    }

    @Test
    void countsChannelValuesAndKeepsTheFirstOfTwo() throws StoreException {
        var two = new Reading(START, 1000, Reading.ABSENT, 3000);
        assertEquals(new Stored(2, 0, 0), append(two));
        assertEquals(new Stored(0, 2, 0), append(two));
        assertEquals(new Stored(0, 0, 1), append(at(0, 1)));
        assertEquals(new Stored(1, 1, 1), append(at(6, 1), at(6, 1), at(6, 2)));
        store.close();
        open();
        assertEquals(new Stored(0, 2, 1), append(two, at(0, 1)), "sealed");
        assertEquals(List.of(two, at(6, 1)), readings());
    }

    @Test
    void tryingChangesNothing() throws StoreException {
        append(at(0, 1));
        var batch = Map.of(HOUSE, List.of(at(0, 1), at(0, 2), at(6, 3), at(6, 3)), SeriesKey.power("house", 3),
                List.of(at(0, 5)));
        assertEquals(new Stored(2, 2, 1), store.tryAppend(batch));
        assertEquals(List.of(at(0, 1)), readings());
        assertEquals(1, store.series().size());
    }

    @Test
    void aSeriesSaysHowMuchOfItThereIs() throws StoreException {
        assertEquals(List.of(), store.series());
        assertEquals(Optional.empty(), store.latest(HOUSE));
        append(at(6, 1), at(0, 2));
        var display = new SeriesKey("house", 0, Quantity.TEMPERATURE);
        store.append(Map.of(display, List.of(at(0, 21))));
        var infos = store.series();
        assertEquals(List.of(HOUSE, display), infos.stream().map(SeriesStore.SeriesInfo::key).toList());
        assertEquals(new SeriesStore.SeriesInfo(HOUSE, 6_000, 2, at(0, 1).time(), at(6, 1).time(),
                at(24, 1).time()),
                infos.getFirst());
        assertEquals(300_000, infos.getLast().nominalMillis());
        assertEquals(3, store.statistics().readings());
        assertEquals(2, store.statistics().series());
        assertTrue(store.statistics().bytes() > 4096);
    }

    @Test
    void aValueHoldsThreeIntervalsAndIsCutAtTheBorder() throws StoreException {
        append(at(294, 100), at(400, 50));
        assertEquals(
                List.of(new Bucket(START, START + 300_000, 1, 6_000, 100_000, 100_000, 600_000_000L),
                        new Bucket(START + 300_000, START + 600_000, 1, 12_000 + 18_000, 50_000, 50_000,
                                1_200_000_000L + 900_000_000L)),
                store.buckets(HOUSE, TimeRange.ofMillis(START, START + 600_000), Resolution.FIVE_MINUTES));
        assertEquals(List.of(new Bucket(START + 300_000, START + 600_000, 0, 12_000, 100_000, 100_000, 1_200_000_000L)),
                afterReplacing(at(400, 50)));
    }

    /** {@return the second bucket once its reading is gone} */
    private List<Bucket> afterReplacing(Reading gone) throws StoreException {
        store.replace(HOUSE, TimeRange.ofMillis(gone.timeMillis(), gone.timeMillis() + 1), List.of());
        return store.buckets(HOUSE, TimeRange.ofMillis(START + 1, START + 600_000), Resolution.FIVE_MINUTES);
    }

    @Test
    void singleReadingsComeAsTheyHold() throws StoreException {
        append(at(0, 1), at(6, 2), at(60, 3));
        assertEquals(
                List.of(single(0, 6, 1), single(6, 24, 2), single(60, 78, 3)),
                store.query(HOUSE, TimeRange.ALL, 3));
        assertEquals(List.of(single(6, 24, 2)),
                store.query(HOUSE, TimeRange.ofMillis(START + 23_999, START + 60_000), 10), "held into the range");
        assertEquals(List.of(), store.query(HOUSE, TimeRange.ofMillis(START + 24_000, START + 60_000), 10));
        assertEquals(List.of(), store.query(HOUSE, TimeRange.ofMillis(START, START), 10));
        assertEquals(List.of(), store.query(SeriesKey.power("house", 4), TimeRange.ALL, 10));
    }

    private static Bucket single(long start, long end, long watts) {
        return new Bucket(START + start * 1000, START + end * 1000, 1, (end - start) * 1000, watts * 1000, watts * 1000,
                watts * 1000 * (end - start) * 1000);
    }

    @Test
    void joinedBucketsAreTheSameWhereverOneLooksFrom() throws StoreException {
        try (var bulk = store.bulkAppend()) {
            for (int index = 0; index < 14_400 * 40; index++) {
                bulk.add(HOUSE, at(index * 6L, index % 577));
            }
        }
        for (long hours : new long[]{6, 24, 24 * 7, 24 * 30}) {
            long length = hours * 3_600_000;
            var first = store.query(HOUSE, TimeRange.ofMillis(START + 3_600_000, START + 3_600_000 + length), 200);
            assertTrue(first.size() > 60, () -> hours + " hours: " + first.size());
            long moved = START + 3_600_000 + length / 7;
            var second = store.query(HOUSE, TimeRange.ofMillis(moved, moved + length), 200);
            var common = new ArrayList<>(first);
            common.retainAll(second);
            assertTrue(common.size() > first.size() * 3 / 4, () -> hours + " hours: " + common.size());
        }
    }

    @Test
    void aReplacementOutsideItsRangeIsRefused() throws StoreException {
        append(at(0, 1));
        assertThrows(IllegalArgumentException.class,
                () -> store.replace(HOUSE, TimeRange.ofMillis(START, START + 1000), List.of(at(1, 1))));
        assertEquals(List.of(at(0, 1)), readings());
    }

    @Test
    void aSeriesWhoseReadingsAreAllReplacedByNoneIsGone() throws Exception {
        append(at(0, 1), at(6, 2));
        store.replace(HOUSE, TimeRange.ALL, List.of());
        assertEquals(List.of(), store.series());
        assertEquals(List.of(), store.query(HOUSE, TimeRange.ALL, 10));
        assertEquals(List.of(), store.buckets(HOUSE, TimeRange.ALL, Resolution.MONTH));
        store.close();
        assertEquals(List.of(), content(folder));
        open();
    }

    @Test
    void aReadingThatNoStoreCanHoldIsRefusedWithItsBatch() throws StoreException {
        var before = new Reading(-1, 5, Reading.ABSENT, Reading.ABSENT);
        assertThrows(IllegalArgumentException.class, () -> append(at(0, 1), before));
        assertEquals(List.of(), readings());
    }

    @Test
    void aClockThatJumpedAheadStopsNothing() throws StoreException {
        append(at(1_000_000_000, 7));
        store.close();
        open();
        for (int index = 0; index < 20; index++) {
            assertEquals(new Stored(1, 0, 0), append(at(index * 6L, index)));
        }
        assertEquals(21, readings().size());
        assertEquals(at(1_000_000_000, 7), store.latest(HOUSE).orElseThrow());
        assertEquals(0, store.verify(part -> {
        }).differingBuckets());
    }

    @Test
    void sourcesKeepTheirOrderAndChange() throws StoreException {
        var cable = new SourceRow("b", "house", "serial:/dev/ttyUSB0", true);
        var demo = new SourceRow("a", "demo", "demo:1", false);
        store.saveSource(cable);
        store.saveSource(demo);
        var changed = new SourceRow("b", "cellar", "serial:/dev/ttyUSB1", false);
        store.saveSource(changed);
        assertEquals(List.of(changed, demo), store.sources());
        store.removeSource("b");
        store.removeSource("unknown");
        assertEquals(List.of(demo), store.sources());
    }

    @Test
    void queriesAndLiveReadingsGoOnDuringAnImport() throws Exception {
        var done = new AtomicBoolean();
        var appliance = SeriesKey.power("house", 1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Long> asking = () -> {
                long seen = 0;
                while (!done.get()) {
                    for (var bucket : store.query(HOUSE, TimeRange.ALL, 50)) {
                        assertTrue(bucket.coveredMillis() <= bucket.endMillis() - bucket.startMillis());
                    }
                    long readings = store.buckets(HOUSE, TimeRange.ALL, Resolution.MONTH).stream()
                            .mapToLong(Bucket::readings).sum();
                    assertTrue(readings >= seen);
                    seen = readings;
                }
                return seen;
            };
            Callable<Long> recording = () -> {
                long count = 0;
                while (!done.get() || count == 0) {
                    store.append(Map.of(appliance, List.of(at(count * 6, count % 100))));
                    count++;
                }
                return count;
            };
            var asked = threads.submit(asking);
            var recorded = threads.submit(recording);
            try (var bulk = store.bulkAppend()) {
                assertThrows(IllegalStateException.class, () -> store.bulkAppend().close());
                for (int index = 0; index < 1_500_000; index++) {
                    bulk.add(HOUSE, at(index * 6L, index % 577));
                }
            } finally {
                done.set(true);
            }
            assertTrue(asked.get() <= 1_500_000);
            long count = recorded.get();
            assertEquals(1_500_000 + count, store.statistics().readings());
        }
        assertEquals(0, store.verify(part -> {
        }).differingBuckets());
    }

    @Test
    void noIntegralWrapsHoweverLargeTheValues() throws Exception {
        long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        long year = Duration.ofDays(365).toMillis();
        store.expect(HOUSE, Duration.ofHours(8).toMillis());
        try (var bulk = store.bulkAppend()) {
            for (long time = start; time < start + year; time += Duration.ofHours(12).toMillis()) {
                bulk.add(HOUSE, new Reading(time, Long.MAX_VALUE, 2_147_483_647_000L, Long.MAX_VALUE));
            }
        }
        long before = 0;
        for (var resolution : Resolution.values()) {
            for (var bucket : store.buckets(HOUSE, TimeRange.ALL, resolution)) {
                assertEquals(SeriesState.MOST_IN_SUMS, bucket.max());
                assertEquals(SeriesState.MOST_IN_SUMS * bucket.coveredMillis(), bucket.integral());
                assertTrue(bucket.integral() > 0);
                before = Math.max(before, bucket.integral());
            }
        }
        var whole = store.query(HOUSE, TimeRange.ofMillis(start, start + year), 1);
        assertEquals(1, whole.size());
        assertEquals(Long.MAX_VALUE, whole.getFirst().integral());
        assertEquals(List.of(), store.verify(part -> {
        }).differing());
    }

    @Test
    void aMeterWithoutAStorableNameIsRefusedInASentence() throws Exception {
        for (String meter : List.of("m".repeat(256), "m" + (char) 0xD800, "m" + (char) 0)) {
            var refusal = assertThrows(StoreException.class, () -> store.append(Map.of(SeriesKey.power(meter, 0),
                    List.of(Reading.of(Instant.EPOCH, 1)))));
            assertFalse(refusal.remedy().isEmpty());
        }
        assertEquals(List.of(), store.series());
        store.append(Map.of(SeriesKey.power("m".repeat(255), Integer.MAX_VALUE),
                List.of(Reading.of(Instant.EPOCH, 1))));
        store.append(Map.of(SeriesKey.power("\uD83C\uDFE0", 0), List.of(Reading.of(Instant.EPOCH, 1))));
        assertEquals(2, store.series().size());
        store.close();
        store = location(folder).open(ZONE);
        assertEquals(2, store.series().size());
    }
}
