package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was counted over an interval covers it, however long it is, and nothing beyond. */
public abstract class CountedReadingsContract extends StoreContract {

    protected static final ZoneId ZONE = ZoneId.of("Europe/London");
    protected static final SeriesKey METER = SeriesKey.power("house", 3);
    protected static final long START = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final Instant NOW = Instant.parse("2026-11-22T10:11:12Z");

    protected CountedReadingsContract(EngineUnderTest engine) {
        super(engine);
    }

    protected static Reading counted(long startMinute, long minutes, long watts) {
        return Reading.counted(START + startMinute * MINUTE, minutes * MINUTE, watts * 1000);
    }

    private static TimeRange minutes(long from, long to) {
        return TimeRange.ofMillis(START + from * MINUTE, START + to * MINUTE);
    }

    protected static Bucket total(List<Bucket> buckets) {
        return buckets.stream().reduce(Bucket::plus).orElseThrow();
    }

    private static void assertSound(ReadingStore store) throws StoreException {
        var verification = store.verify(part -> {
        });
        assertTrue(verification.isGood(), verification::toString);
    }

    @Test
    void aPauseCoversAllDaysAndIsMarkedAsEstimatedWithin() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(counted(0, 5, 100), counted(5, 5 * 1440, 200))));
            for (int round = 0; round < 2; round++) {
                var days = store.buckets(METER, TimeRange.ALL, Resolution.DAY);
                assertEquals(6, days.size());
                assertEquals(List.of(DAY, DAY, DAY, DAY),
                        days.subList(1, 5).stream().map(Bucket::coveredMillis).toList());
                assertTrue(days.get(2).isCourseEstimated());
                assertEquals(DAY, days.get(2).estimatedMillis());
                assertEquals(100_000L * 5 * MINUTE + 200_000L * 5 * DAY, total(days).integral());
                // sealed the second time
                assertSound(store);
            }
            // in the middle of it
            var hour = store.query(METER, minutes(3000, 3060), 100);
            assertEquals(List.of(START + 5 * MINUTE), hour.stream().map(Bucket::startMillis).toList());
            assertEquals(200, hour.getFirst().mean() / 1000);
            assertTrue(hour.getFirst().isCourseEstimated());
            assertEquals(Instant.ofEpochMilli(START + 5 * MINUTE + 5 * DAY), store.series().getFirst().end());
        }
        try (var store = location(folder).open(ZONE)) {
            assertEquals(counted(5, 5 * 1440, 200), store.latest(METER).orElseThrow());
            assertEquals(1, store.query(METER, minutes(3000, 3060), 100).size());
            assertEquals(Instant.ofEpochMilli(START + 5 * MINUTE + 5 * DAY), store.series().getFirst().end());
        }
    }

    @Test
    void whatWasCountedIsNotHeld() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(Reading.counted(START, 1_000, 5_000), Reading.counted(START + 1_000, 7,
                    9_000))));
            assertEquals(1_007, total(store.buckets(METER, TimeRange.ALL, Resolution.HOUR)).coveredMillis());
            assertEquals(5_000 * 1_000 + 9_000 * 7,
                    total(store.buckets(METER, TimeRange.ALL, Resolution.HOUR)).integral());
        }
    }

    @Test
    void readingsThatDifferInTheirIntervalAreInConflict() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            for (int round = 0; round < 2; round++) {
                assertEquals(round == 0 ? 1 : 0, store.append(Map.of(METER, List.of(counted(0, 5, 100)))).stored());
                assertEquals(1, store.append(Map.of(METER, List.of(counted(0, 5, 100)))).same());
                assertEquals(1, store.tryAppend(Map.of(METER, List.of(counted(0, 5, 100)))).same());
                assertEquals(1, store.append(Map.of(METER, List.of(counted(0, 6, 100)))).conflicting());
                assertEquals(1, store.append(Map.of(METER,
                        List.of(Reading.of(Instant.ofEpochMilli(START), 100_000)))).conflicting());
                assertSound(store);
            }
        }
    }

    @Test
    void aLateReadingCutsALongOneOnEveryDayThatItReached() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(counted(0, 5 * 1440, 200), counted(6 * 1440, 5, 1))));
            assertSound(store);
            store.append(Map.of(METER, List.of(counted(1440, 10, 1000))));
            assertSound(store);
            var total = total(store.buckets(METER, TimeRange.ALL, Resolution.DAY));
            assertEquals(DAY + 15 * MINUTE, total.coveredMillis());
            assertEquals(200_000 * DAY + 1_000_000 * 10 * MINUTE + 1_000 * 5 * MINUTE, total.integral());
            store.replace(METER, minutes(1440, 1450), List.of());
            assertSound(store);
            assertEquals(200_000 * 5 * DAY + 1_000 * 5 * MINUTE,
                    total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).integral());
            store.replace(METER, minutes(-1, 1), List.of());
            assertSound(store);
            assertEquals(5 * MINUTE, total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).coveredMillis());
        }
    }

    @Test
    void anImportOfCountsIsUndoneWithAllThatTheyCovered() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(counted(4000, 5, 1))));
            long id;
            try (var log = store.startImport("counts", NOW)) {
                log.add(METER, counted(0, 2000, 200));
                log.add(METER, counted(2000, 2000, 300));
                id = log.id();
            }
            assertSound(store);
            assertEquals(4005 * MINUTE, total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).coveredMillis());
            store.undoImport(id, part -> {
            });
            assertSound(store);
            assertEquals(5 * MINUTE, total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).coveredMillis());
        }
    }

    private static List<Reading> readings(ReadingStore store, TimeRange range) throws StoreException {
        var found = new ArrayList<Reading>();
        store.forEachReading(METER, range, found::add);
        return found;
    }

    @Test
    void anExcludedPartIsCutOutAndTheRestStays() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(counted(0, 4 * 1440, 200), counted(4 * 1440, 5, 7))));
            var edit = store.edit(Edit.exclude(METER, minutes(1440, 3000), NOW, "holidays"));
            var expected = List.of(counted(0, 1440, 200), counted(3000, 4 * 1440 - 3000, 200), counted(4 * 1440, 5, 7));
            for (int round = 0; round < 2; round++) {
                assertEquals(expected, readings(store, TimeRange.ALL));
                assertEquals(expected.subList(1, 2), readings(store, minutes(2990, 3010)));
                assertEquals((1440 + 4 * 1440 - 3000) * MINUTE * 200_000 + 5 * MINUTE * 7_000,
                        total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).integral());
                assertEquals(List.of(), store.query(METER, minutes(2000, 2100), 10));
                assertEquals(200_000 * 10 * MINUTE, total(store.query(METER, minutes(2990, 3010), 1000)).integral()
                        - 200_000 * (4 * 1440 - 3010) * MINUTE);
                assertSound(store);
            }
            store.setUndone(edit.id(), true);
            assertSound(store);
            assertEquals(4 * DAY * 200_000 + 5 * MINUTE * 7_000,
                    total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).integral());
        }
    }

    @Test
    void aShiftMovesAnIntervalAndAFactorScalesItsPart() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(METER, List.of(counted(0, 1000, 200))));
            store.edit(Edit.scale(METER, minutes(500, 600), BigDecimal.valueOf(3), NOW, ""));
            assertEquals(List.of(counted(0, 500, 200), counted(500, 100, 600), counted(600, 400, 200)),
                    readings(store, TimeRange.ALL));
            store.edit(Edit.shift(METER, minutes(0, 600), Duration.ofDays(-3), NOW, ""));
            assertEquals(List.of(counted(-3 * 1440, 500, 200), counted(500 - 3 * 1440, 100, 600),
                    counted(600, 400, 200)), readings(store, TimeRange.ALL));
            assertEquals((900 * 200_000L + 100 * 600_000L) * MINUTE,
                    total(store.buckets(METER, TimeRange.ALL, Resolution.DAY)).integral());
            assertSound(store);
        }
    }

    /** By the words of the definition, a minute at a time: {@link Reading#ABSENT} where nothing is known. */
    private static void apply(long[] course, Edit edit) {
        int from = Math.clamp((edit.range().startMillis() - START) / MINUTE, 0, course.length);
        int to = Math.clamp((edit.range().endMillis() - START) / MINUTE, 0, course.length);
        for (int minute = from; minute < to; minute++) {
            if (course[minute] != Reading.ABSENT) {
                course[minute] = edit.kind() == EditKind.EXCLUDE
                        ? Reading.ABSENT
                        : course[minute] * edit.factor().intValueExact();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void editsOfPartsOfIntervalsAreOfThoseParts(long seed) throws Exception {
        var random = new Random(seed);
        var course = new long[9 * 1440];
        Arrays.fill(course, Reading.ABSENT);
        var readings = new ArrayList<Reading>();
        for (int minute = random.nextInt(100); minute < course.length;) {
            int length = Math.min(course.length - minute,
                    1 + random.nextInt(random.nextInt(20) == 0 ? 4000 : 60));
            long watts = random.nextInt(3000);
            readings.add(counted(minute, length, watts));
            Arrays.fill(course, minute, minute + length, watts * 1000);
            minute += length + (random.nextInt(5) == 0 ? random.nextInt(200) : 0);
        }
        try (var store = location(folder).open(ZONE)) {
            int later = readings.size() / 2;
            store.append(Map.of(METER, readings.subList(0, later)));
            assertSound(store);
            var edits = new ArrayList<Edit>();
            for (int count = 0; count < 6; count++) {
                int from = random.nextInt(course.length);
                int to = from + 1 + random.nextInt(random.nextBoolean() ? 3000 : 30);
                var edit = random.nextBoolean()
                        ? Edit.exclude(METER, minutes(from, to), NOW, "")
                        : Edit.scale(METER, minutes(from, to), BigDecimal.valueOf(2 + random.nextInt(3)), NOW, "");
                edits.add(store.edit(edit));
            }
            store.append(Map.of(METER, readings.subList(later, readings.size())));
            store.setUndone(edits.get(2).id(), true);
            edits.remove(2);
            edits.forEach(edit -> apply(course, edit));
            for (int round = 0; round < 2; round++) {
                assertCourse(course, store.buckets(METER, TimeRange.ALL, Resolution.FIVE_MINUTES), seed);
                for (int query = 0; query < 20; query++) {
                    int from = random.nextInt(course.length - 60);
                    assertPart(course, from, store.query(METER, minutes(from, from + 60), 10_000), seed);
                }
                assertSound(store);
            }
            store.rebuild(part -> {
            });
            assertCourse(course, store.buckets(METER, TimeRange.ALL, Resolution.FIVE_MINUTES), seed);
        }
    }

    private static void assertCourse(long[] course, List<Bucket> buckets, long seed) {
        var integrals = new long[course.length / 5];
        var found = new long[course.length / 5];
        for (int minute = 0; minute < course.length; minute++) {
            integrals[minute / 5] += course[minute] == Reading.ABSENT ? 0 : course[minute] * MINUTE;
        }
        for (var bucket : buckets) {
            found[(int) ((bucket.startMillis() - START) / MINUTE / 5)] += bucket.integral();
        }
        assertArrayEquals(integrals, found, "seed " + seed);
    }

    private static void assertPart(long[] course, int from, List<Bucket> single, long seed) {
        for (int minute = from; minute < from + 60; minute++) {
            long time = START + minute * MINUTE;
            var value = single.stream().filter(bucket -> bucket.startMillis() <= time && bucket.endMillis() > time)
                    .map(Bucket::max).findFirst();
            assertEquals(course[minute] == Reading.ABSENT ? Optional.empty() : Optional.of(course[minute]), value,
                    "seed " + seed + ", minute " + minute);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tenThousandIntervalsAddUpToWhatWasCounted(long seed) throws Exception {
        var random = new Random(seed);
        long time = START;
        long integral = 0;
        try (var store = location(folder).open(ZONE)) {
            var batch = new ArrayList<Reading>();
            for (int count = 0; count < 10_000; count++) {
                long interval = 1 + random.nextInt(random.nextInt(100) == 0 ? 10_000_000 : 60_000);
                long value = random.nextInt(5_000_000);
                batch.add(Reading.counted(time, interval, value));
                integral += value * interval;
                time += interval;
                if (random.nextInt(100) == 0) {
                    store.append(Map.of(METER, batch));
                    batch.clear();
                }
            }
            store.append(Map.of(METER, batch));
            for (var resolution : Resolution.values()) {
                var total = total(store.buckets(METER, TimeRange.ALL, resolution));
                assertEquals(integral, total.integral());
                assertEquals(time - START, total.coveredMillis());
                assertEquals(10_000, total.readings());
            }
        }
    }

    @Test
    void nothingLongerThanAYearAndNothingBeyondTheEndOfTimeIsKept() throws Exception {
        long year = StorableRule.LONGEST_INTERVAL_MILLIS;
        assertEquals(Optional.empty(), StorableRule.refusal(METER, Reading.counted(START, year, 1)));
        assertTrue(StorableRule.refusal(METER, Reading.counted(START, year + 1, 1)).orElseThrow().contains("366"));
        assertTrue(StorableRule.refusal(METER, Reading.counted(START, Long.MAX_VALUE, 1)).isPresent());
        long last = TimeRange.ALL.endMillis() - 1;
        assertEquals(Optional.empty(), StorableRule.refusal(METER, Reading.counted(last, 1, 1)));
        assertTrue(StorableRule.refusal(METER, Reading.counted(last, 2, 1)).isPresent());
        try (var store = location(folder).open(ZONE)) {
            assertThrows(IllegalArgumentException.class,
                    () -> store.append(Map.of(METER, List.of(Reading.counted(START, year + 1, 1)))));
            store.append(Map.of(METER, List.of(Reading.counted(START, year, 1_000))));
            assertEquals(1_000 * year, total(store.buckets(METER, TimeRange.ALL, Resolution.MONTH)).integral());
            assertSound(store);
        }
    }
}
