package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.currentcost.model.Bucket;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random readings, by any way into the store, against the definition. */
public abstract class RollupContract extends StoreContract {

    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final SeriesKey IMPULSES = SeriesKey.power("house", 4);
    private static final SeriesKey DISPLAY = new SeriesKey("house", 0, Quantity.TEMPERATURE);

    protected RollupContract(EngineUnderTest engine) {
        super(engine);
    }

    private static SortedMap<Long, Reading> random(Random random, Instant around, long nominalMillis) {
        var readings = new TreeMap<Long, Reading>();
        long time = around.minus(Duration.ofHours(30)).toEpochMilli();
        long end = around.plus(Duration.ofHours(30)).toEpochMilli();
        long watts = 300;
        boolean wholeSeconds = random.nextInt(4) > 0;
        int channels = 1 + random.nextInt(7);
        while (time < end) {
            int chance = random.nextInt(1000);
            long interval = chance < 950
                    ? nominalMillis + (random.nextInt(3) - 1) * 1000L
                    : chance < 990
                            ? random.nextInt((int) (5 * nominalMillis)) + 1
                            : random.nextInt((int) (1500 * nominalMillis)) + 1;
            time += Math.max(1, wholeSeconds ? interval / 1000 * 1000 : interval);
            if (wholeSeconds) {
                time = time / 1000 * 1000 + 1000;
            }
            watts = random.nextInt(50) == 0 ? random.nextInt(5000) - 500 : watts + random.nextInt(9) - 4;
            int mask = random.nextInt(100) == 0 ? 1 + random.nextInt(7) : channels;
            readings.put(time, new Reading(time, (mask & 1) == 0 ? Reading.ABSENT : watts * 1000,
                    (mask & 2) == 0 ? Reading.ABSENT : watts * 500, (mask & 4) == 0 ? Reading.ABSENT : -watts));
        }
        return readings;
    }

    /** Counts that follow each other, with pauses of days, gaps, some cut short by the next, and some read values. */
    private static SortedMap<Long, Reading> counted(Random random, Instant around) {
        var readings = new TreeMap<Long, Reading>();
        long time = Math.max(0, around.minus(Duration.ofDays(9)).toEpochMilli());
        long end = around.plus(Duration.ofDays(9)).toEpochMilli();
        while (time < end) {
            int chance = random.nextInt(1000);
            long interval = chance < 900
                    ? 20_000 + random.nextInt(200_000)
                    : chance < 997 ? 1 + random.nextInt(7_200_000) : 1 + random.nextInt(4 * 86_400_000);
            long value = random.nextInt(3_000_000);
            readings.put(time, chance % 100 == 7
                    ? Reading.of(Instant.ofEpochMilli(time), value)
                    : Reading.counted(time, interval, value));
            time += chance % 50 == 3 ? 1 + interval / 3 : chance % 50 == 4 ? interval + 100_000 : interval;
        }
        return readings;
    }

    private static void assertSums(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> expected,
            long nominalMillis, String seed) throws StoreException {
        for (var resolution : Resolution.values()) {
            assertEquals(BruteForce.buckets(expected, nominalMillis, resolution, store.zone()),
                    store.buckets(key, TimeRange.ofMillis(-40 * 86_400_000L, TimeRange.ALL.endMillis()), resolution),
                    () -> seed + ", " + resolution);
        }
        var readings = new ArrayList<Reading>();
        store.forEachReading(key, TimeRange.ALL, readings::add);
        assertEquals(List.copyOf(expected.values()), readings, seed);
        assertEquals(expected.get(expected.lastKey()), store.latest(key).orElseThrow(), seed);
        var info = store.series().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        assertEquals(expected.size(), info.readings(), seed);
        assertEquals(expected.firstKey(), info.first().toEpochMilli(), seed);
        assertEquals(expected.lastKey(), info.last().toEpochMilli(), seed);
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 2026-03-29T01:00:00Z", "Europe/London, 2026-10-25T01:00:00Z",
        "Australia/Adelaide, 2026-10-03T16:30:00Z", "Asia/Kathmandu, 2026-05-31T18:15:00Z",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z", "Australia/Lord_Howe, 2026-04-04T15:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:30:00Z", "America/New_York, 1970-01-02T06:00:00Z"})
    void everyWayInGivesTheSumsOfTheDefinitionAndTheSameFile(ZoneId zone, Instant around) throws Exception {
        long seed = zone.hashCode() * 31L + around.getEpochSecond();
        var named = "seed " + seed;
        var random = new Random(seed);
        var power = random(random, around, 6_000);
        var temperature = random(random, around, 300_000);
        var impulses = counted(random, around);
        List<String> content = List.of();
        for (var way : Way.values()) {
            var target = folder.resolve(way.name());
            try (var store = location(target).open(zone)) {
                way.put(store, HOUSE, power, random);
                way.put(store, DISPLAY, temperature, random);
                way.put(store, IMPULSES, impulses, random);
                assertSums(store, HOUSE, power, 6_000, named + ", " + way);
                assertSums(store, DISPLAY, temperature, 300_000, named + ", " + way);
                assertSums(store, IMPULSES, impulses, 6_000, named + ", " + way);
                var verification = store.verify(part -> {
                });
                assertEquals(List.of(), verification.differing(), () -> named + ", " + way);
                assertEquals(power.size() + temperature.size() + impulses.size(), verification.readings());
                assertTrue(verification.buckets() > 0);
            }
            try (var store = location(target).open(ZoneId.of("UTC"))) {
                assertEquals(zone, store.zone());
                assertSums(store, HOUSE, power, 6_000, named + ", " + way + ", opened again");
                assertSums(store, IMPULSES, impulses, 6_000, named + ", " + way + ", opened again");
            }
            var now = content(target);
            assertFalse(now.isEmpty());
            if (!content.isEmpty()) {
                assertEquals(content, now, () -> named + ", " + way);
            }
            content = now;
        }
    }

    /** Ways for readings to get into a store. */
    private enum Way {
        IN_ONE {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                var stored = store.append(Map.of(key, List.copyOf(readings.values())));
                assertEquals(values(readings.values()), stored.stored());
            }
        },
        BULK_IN_ORDER {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                try (var bulk = store.bulkAppend()) {
                    for (var reading : readings.values()) {
                        bulk.add(key, reading);
                    }
                }
            }
        },
        LIVE {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                batches(store, key, new ArrayList<>(readings.values()), random, 40);
            }
        },
        SHUFFLED_WITH_DUPLICATES {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                var list = new ArrayList<>(readings.values());
                list.addAll(list.subList(0, list.size() / 3));
                Collections.shuffle(list, random);
                var stored = batches(store, key, list, random, 3000);
                assertEquals(values(readings.values()), stored.stored());
                assertEquals(values(list) - stored.stored(), stored.same());
                assertEquals(0, stored.conflicting());
            }
        },
        LATE_DAYS_FIRST_AND_BULK_SHUFFLED {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                var list = new ArrayList<>(readings.values());
                int middle = list.size() / 2;
                batches(store, key, list.subList(middle, list.size()), random, 1000);
                var early = new ArrayList<>(list.subList(0, middle));
                Collections.shuffle(early, random);
                try (var bulk = store.bulkAppend()) {
                    for (var reading : early) {
                        bulk.add(key, reading);
                    }
                }
            }
        },
        BY_REPLACING_OTHERS {
            @Override
            void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                    throws StoreException {
                var wrong = new ArrayList<Reading>();
                var right = new ArrayList<>(readings.values());
                for (var reading : right) {
                    if (random.nextBoolean()) {
                        wrong.add(Reading.of(reading.time().plusMillis(random.nextInt(2000)), random.nextInt(9000)));
                    }
                }
                Collections.shuffle(right, random);
                batches(store, key, wrong, random, 500);
                long from = readings.firstKey();
                long to = Math.max(readings.lastKey(), wrong.getLast().timeMillis()) + 1;
                long middle = from + (to - from) / 3;
                for (var range : List.of(TimeRange.ofMillis(middle, to), TimeRange.ofMillis(from, middle))) {
                    store.replace(key, range,
                            right.stream().filter(reading -> range.contains(reading.time())).toList());
                }
            }
        };

        abstract void put(ReadingStore store, SeriesKey key, SortedMap<Long, Reading> readings, Random random)
                throws StoreException;

        static long values(Iterable<Reading> readings) {
            long values = 0;
            for (var reading : readings) {
                values += reading.channelCount();
            }
            return values;
        }

        static SeriesStore.Stored batches(ReadingStore store, SeriesKey key, List<Reading> readings, Random random,
                int most) throws StoreException {
            var total = SeriesStore.Stored.NOTHING;
            int from = 0;
            while (from < readings.size()) {
                int to = Math.min(readings.size(), from + 1 + random.nextInt(most));
                var batch = Map.of(key, readings.subList(from, to));
                var foreseen = store.tryAppend(batch);
                var stored = store.append(batch);
                assertEquals(foreseen, stored);
                total = total.plus(stored);
                from = to;
            }
            return total;
        }
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 11", "Australia/Adelaide, 12", "Asia/Kathmandu, 13"})
    void queriesAddUpToTheReadings(ZoneId zone, long seed) throws Exception {
        var random = new Random(seed);
        var readings = random(random, Instant.parse("2026-03-29T01:00:00Z"), 6_000);
        var list = List.copyOf(readings.values());
        try (var store = location(folder).open(zone)) {
            int sealed = list.size() - 700;
            try (var bulk = store.bulkAppend()) {
                for (var reading : list.subList(0, sealed)) {
                    bulk.add(HOUSE, reading);
                }
            }
            Way.batches(store, HOUSE, list.subList(sealed, list.size()), random, 20);
            assertQueries(store, readings, zone, seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 21", "Australia/Adelaide, 22", "Asia/Kathmandu, 23"})
    void queriesOfCountsAddUpToTheCounts(ZoneId zone, long seed) throws Exception {
        var random = new Random(seed);
        var readings = counted(random, Instant.parse("2026-03-29T01:00:00Z"));
        try (var store = location(folder).open(zone)) {
            Way.batches(store, HOUSE, List.copyOf(readings.values()), random, 20);
            assertQueries(store, readings, zone, seed);
        }
    }

    private static void assertQueries(ReadingStore store, SortedMap<Long, Reading> readings, ZoneId zone, long seed)
            throws StoreException {
        var total = total(BruteForce.buckets(readings, 6_000, Resolution.MONTH, zone));
        for (int most : new int[]{1, 2, 3, 10, 50, 100, 333, 1000, 5000, 20_000, 100_000}) {
            for (var range : List.of(TimeRange.ALL,
                    TimeRange.ofMillis(readings.firstKey(), readings.lastKey() + 5 * 86_400_000L))) {
                var buckets = store.query(HOUSE, range, most);
                assertTrue(buckets.size() <= most, () -> "seed " + seed + ", " + most + ": " + buckets.size());
                var sum = total(buckets);
                assertEquals(total.readings(), sum.readings(), () -> "seed " + seed + ", " + most);
                assertEquals(total.coveredMillis(), sum.coveredMillis(), () -> "seed " + seed + ", " + most);
                assertEquals(total.integral(), sum.integral(), () -> "seed " + seed + ", " + most);
                assertEquals(total.min(), sum.min(), () -> "seed " + seed + ", " + most);
                assertEquals(total.max(), sum.max(), () -> "seed " + seed + ", " + most);
                assertEquals(total.estimatedMillis(), sum.estimatedMillis(), () -> "seed " + seed + ", " + most);
                for (int index = 1; index < buckets.size(); index++) {
                    assertTrue(buckets.get(index - 1).endMillis() <= buckets.get(index).startMillis());
                }
            }
        }
    }

    private static Bucket total(List<Bucket> buckets) {
        return buckets.stream().reduce(Bucket::plus).orElseThrow();
    }
}
