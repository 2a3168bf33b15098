package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, against doing the same to a map of all readings, one by one. */
public abstract class EditContract extends StoreContract {

    protected static final ZoneId ZONE = ZoneId.of("Europe/London");
    protected static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    protected static final long START = Instant.parse("2026-03-28T12:00:00Z").toEpochMilli();
    protected static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");
    private static final TimeRange EVERYTHING = TimeRange.ofMillis(-40 * 86_400_000L, TimeRange.ALL.endMillis());

    protected EditContract(EngineUnderTest engine) {
        super(engine);
    }

    private static SortedMap<Long, Reading> edited(SortedMap<Long, Reading> raw, List<Edit> edits) {
        SortedMap<Long, Reading> result = new TreeMap<>(raw);
        for (var edit : edits) {
            if (!edit.undone()) {
                result = edited(result, edit);
            }
        }
        return result;
    }

    private static SortedMap<Long, Reading> edited(SortedMap<Long, Reading> before, Edit edit) {
        var after = new TreeMap<Long, Reading>();
        var moved = new ArrayList<Reading>();
        for (var reading : before.values()) {
            if (!edit.range().contains(reading.time())) {
                after.put(reading.timeMillis(), reading);
            } else if (edit.kind() == EditKind.SCALE) {
                after.put(reading.timeMillis(), new Reading(reading.timeMillis(), scaled(reading.channel1(), edit),
                        scaled(reading.channel2(), edit), scaled(reading.channel3(), edit)));
            } else if (edit.kind() == EditKind.SHIFT) {
                moved.add(reading.at(reading.timeMillis() + edit.shift().toMillis()));
            }
        }
        for (var reading : moved) {
            if (reading.timeMillis() >= 0) {
                after.putIfAbsent(reading.timeMillis(), reading);
            }
        }
        return after;
    }

    private static long scaled(long value, Edit edit) {
        return value == Reading.ABSENT
                ? value
                : BigDecimal.valueOf(value).multiply(edit.factor()).setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    protected static Reading random(Random random, long time) {
        long watts = random.nextInt(3000);
        return switch (random.nextInt(12)) {
            case 0 -> new Reading(time, Reading.ABSENT, watts * 1000, Reading.ABSENT);
            case 1 -> new Reading(time, watts * 1000, 144_000, -watts);
            default -> new Reading(time, watts * 1000 + random.nextInt(3), Reading.ABSENT, Reading.ABSENT);
        };
    }

    private static Edit random(Random random, long from, long to) {
        long length = to - from;
        long start = from - length / 4 + random.nextLong(length * 3 / 2);
        long end = random.nextInt(6) == 0
                ? TimeRange.ALL.endMillis()
                : start + 1 + random.nextLong(random.nextBoolean() ? 3_600_000 : length);
        var range = TimeRange.ofMillis(start, end);
        return switch (random.nextInt(3)) {
            case 0 -> Edit.exclude(HOUSE, range, MADE, "");
            case 1 -> Edit.scale(HOUSE, range, BigDecimal.valueOf(random.nextInt(3000) - 500, 3), MADE, "twice");
            default -> {
                long seconds = random.nextBoolean() ? random.nextInt(200) * 6 + 6 : 1 + random.nextInt(90_000);
                yield Edit.shift(HOUSE, range, Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds), MADE, "");
            }
        };
    }

    private static List<Reading> read(ReadingStore store, boolean raw) throws StoreException {
        var readings = new ArrayList<Reading>();
        if (raw) {
            store.forEachRawReading(HOUSE, TimeRange.ALL, readings::add);
        } else {
            store.forEachReading(HOUSE, TimeRange.ALL, readings::add);
        }
        return readings;
    }

    private static void assertEdited(ReadingStore store, SortedMap<Long, Reading> raw, List<Edit> edits, String named)
            throws StoreException {
        assertEquals(edits, store.edits(), named);
        var expected = edited(raw, edits);
        assertEquals(List.copyOf(raw.values()), read(store, true), named);
        assertEquals(List.copyOf(expected.values()), read(store, false), named);
        assertEquals(expected.isEmpty() ? Optional.empty() : Optional.of(expected.get(expected.lastKey())),
                store.latest(HOUSE), named);
        var counted = new TreeMap<Long, Reading>();
        expected.forEach((time, reading) -> {
            if (!store.firstChannelOnly().contains(HOUSE)) {
                counted.put(time, reading);
            } else if (reading.channel1() != Reading.ABSENT) {
                counted.put(time, Reading.of(reading.time(), reading.channel1()));
            }
        });
        for (var resolution : Resolution.values()) {
            assertEquals(BruteForce.buckets(counted, 6_000, resolution, ZONE),
                    store.buckets(HOUSE, EVERYTHING, resolution), () -> named + ", " + resolution);
        }
        var total = BruteForce.buckets(counted, 6_000, Resolution.MONTH, ZONE).stream().reduce(Bucket::plus);
        for (int most : new int[]{1, 100, 3000, 100_000}) {
            var queried = store.query(HOUSE, TimeRange.ALL, most).stream().reduce(Bucket::plus);
            assertEquals(total.map(Bucket::integral), queried.map(Bucket::integral), () -> named + ", " + most);
            assertEquals(total.map(Bucket::readings), queried.map(Bucket::readings), () -> named + ", " + most);
        }
        for (var info : store.series()) {
            if (!expected.isEmpty()) {
                assertTrue(info.first().toEpochMilli() <= expected.firstKey(), named);
                assertTrue(info.last().toEpochMilli() >= expected.lastKey(), named);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomEditsAndReadingsGiveWhatDoingSoOneByOneGives(long seed) throws Exception {
        var random = new Random(seed);
        var raw = new TreeMap<Long, Reading>();
        var edits = new ArrayList<Edit>();
        long end = START;
        var store = location(folder).open(ZONE);
        try {
            for (int step = 0; step < 25; step++) {
                var named = "seed " + seed + ", step " + step;
                long version = store.version();
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        var batch = new ArrayList<Reading>();
                        int count = random.nextInt(4) == 0 ? 6000 : random.nextInt(300) + 1;
                        for (int index = 0; index < count; index++) {
                            end += random.nextInt(40) == 0 ? 1000L * random.nextInt(4000) + 6000 : 6_000;
                            batch.add(random(random, end));
                        }
                        batch.forEach(reading -> raw.put(reading.timeMillis(), reading));
                        store.append(Map.of(HOUSE, batch));
                    }
                    case 2 -> {
                        try (var bulk = store.bulkAppend()) {
                            for (int index = 0; index < 500; index++) {
                                var reading = random(random, START + random.nextLong(end - START + 1));
                                raw.putIfAbsent(reading.timeMillis(), reading);
                                bulk.add(HOUSE, reading);
                            }
                        }
                    }
                    case 3 -> {
                        if (edits.isEmpty()) {
                            continue;
                        }
                        int which = random.nextInt(edits.size());
                        var edit = edits.get(which);
                        store.setUndone(edit.id(), !edit.undone());
                        edits.set(which, new Edit(edit.id(), edit.series(), edit.range(), edit.kind(), edit.factor(),
                                edit.shift(), edit.made(), !edit.undone(), edit.reason()));
                    }
                    default -> edits.add(store.edit(random(random, START, Math.max(end, START + 86_400_000))));
                }
                assertTrue(store.version() > version, named);
                assertEdited(store, raw, edits, named);
                if (step % 8 == 7) {
                    assertEquals(List.of(), store.verify(part -> {
                    }).differing(), named);
                    store.setFirstChannelOnly(HOUSE, random.nextBoolean());
                    assertEdited(store, raw, edits, named + ", channels");
                    store.close();
                    store = location(folder).open(ZONE);
                    assertEdited(store, raw, edits, named + ", opened again");
                }
            }
        } finally {
            store.close();
        }
    }

    @Test
    void undoingAnEditBringsTheSameFileBack() throws Exception {
        try (var store = location(folder).open(ZONE); var bulk = store.bulkAppend()) {
            var random = new Random(5);
            for (int index = 0; index < 50_000; index++) {
                bulk.add(HOUSE, random(random, START + index * 6_000L));
            }
        }
        var before = content(folder);
        var edit = Edit.shift(HOUSE, TimeRange.ofMillis(START + 100_000_000, START + 150_000_000),
                Duration.ofDays(-40), MADE, "wrong clock");
        try (var store = location(folder).open(ZONE)) {
            edit = store.edit(edit);
            store.setFirstChannelOnly(HOUSE, true);
            assertEquals(Set.of(HOUSE), store.firstChannelOnly());
        }
        assertTrue(!before.equals(content(folder)));
        try (var store = location(folder).open(ZONE)) {
            store.setUndone(edit.id(), true);
            store.setFirstChannelOnly(HOUSE, false);
        }
        assertEquals(before, content(folder));
    }

    @ParameterizedTest
    @CsvSource({"5, 0.5, 2", "7, 0.5, 4", "-5, 0.5, -2", "-7, 0.5, -4", "3, 1.5, 4", "1000, 0.333333333, 333",
        "9223372036854775807, 1, 9223372036854775807", "9223372036854775807, 1000000, 9223372036854775807",
        "-9223372036854775807, 2, -9223372036854775807", "9223372036854775806, 0.5, 4611686018427387903",
        "4000000000000000, 0.123456789, 493827156000000", "17, -1, -17", "17, 1E+3, 17000", "17, 0, 0"})
    void valuesAreRoundedHalfEven(long value, BigDecimal factor, long expected) throws Exception {
        try (var store = location(folder).open(ZONE)) {
            store.append(Map.of(HOUSE, List.of(new Reading(START, Reading.ABSENT, value, Reading.ABSENT))));
            store.edit(Edit.scale(HOUSE, TimeRange.ALL, factor, MADE, ""));
            assertEquals(List.of(new Reading(START, Reading.ABSENT, expected, Reading.ABSENT)), read(store, false));
        }
    }

    @Test
    void edgesOfARangeAreInclusiveAndExclusive() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            for (long second = 0; second < 4; second++) {
                store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + second * 1000), second))));
            }
            var edit = store.edit(Edit.exclude(HOUSE, TimeRange.ofMillis(START + 1000, START + 3000), MADE, "spike"));
            assertEquals(List.of(0L, 3L), read(store, false).stream().map(Reading::channel1).toList());
            store.setUndone(edit.id(), true);
            store.edit(Edit.shift(HOUSE, TimeRange.ofMillis(START, START + 2000), Duration.ofSeconds(2), MADE, ""));
            assertEquals(List.of(2L, 3L), read(store, false).stream().map(Reading::channel1).toList(),
                    "those that are there win");
            assertThrows(IllegalArgumentException.class, () -> store.setUndone(99, true));
            assertThrows(IllegalArgumentException.class, () -> store.edit(edit));
        }
    }

    @Test
    void theRevisionGrowsWithChangesOfThePastAlone() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            for (int index = 0; index < 5000; index++) {
                store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + index * 6000L), 1))));
            }
            store.saveDocument("name", "text");
            assertEquals(0, store.revision());
            assertTrue(store.version() >= 5001);
            store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + 1), 1))));
            assertEquals(1, store.revision());
            store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + 1), 1))));
            assertEquals(1, store.revision(), "it was there already");
            var edit = store.edit(Edit.shift(HOUSE, TimeRange.ALL, Duration.ofHours(-1), MADE, ""));
            assertEquals(2, store.revision());
            store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + 40_000_000), 1))));
            assertEquals(2, store.revision(), "an hour earlier than it says is still behind all others");
            store.setUndone(edit.id(), true);
            assertEquals(3, store.revision());
        }
    }
}
