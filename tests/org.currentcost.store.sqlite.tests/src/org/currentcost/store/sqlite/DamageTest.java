package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One day of ten is damaged. */
class DamageTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final TimeRange BEFORE = new TimeRange(START, START.plus(DAY.multipliedBy(4)));
    private static final TimeRange DAMAGED = TimeRange.endingAt(BEFORE.end().plus(DAY), DAY);
    private static final TimeRange AFTER = new TimeRange(DAMAGED.end(), START.plus(DAY.multipliedBy(10)));
    private static final TimeRange ALL_DAYS = new TimeRange(BEFORE.start(), AFTER.end());
    private static final int A_DAY = 14_400;

    @TempDir
    private Path folder;

    private static Reading reading(int index) {
        return Reading.of(START.plusSeconds(index * 6L), index % 701 * 1000L);
    }

    @BeforeEach
    void damage() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < 10 * A_DAY; index++) {
                bulk.add(HOUSE, reading(index));
            }
        }
        Content.execute(folder, "UPDATE chunk SET data = substr(data, 1, length(data) - 1)"
                + " WHERE first_millis = " + DAMAGED.startMillis());
    }

    private static int count(ReadingStore store, TimeRange range) throws StoreException {
        var readings = new ArrayList<Reading>();
        store.forEachReading(HOUSE, range, readings::add);
        return readings.size();
    }

    @Test
    void onlyTheDamagedDayIsReported() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            var damage = assertThrows(StoreException.class, () -> count(store, DAMAGED));
            assertEquals(StoreException.Kind.DAMAGED, damage.kind());
            assertTrue(damage.getMessage().contains("2026-05-05"), damage::getMessage);
            assertEquals(4 * A_DAY, count(store, BEFORE));
            assertEquals(5 * A_DAY, count(store, AFTER));
            assertEquals(10, store.buckets(HOUSE, ALL_DAYS, Resolution.DAY).size());
            var verification = store.verify(part -> {
            });
            assertEquals(9 * A_DAY, verification.readings());
            // 288 buckets of five minutes, 24 hours, the day, the month, and what the day holds into the next one is
            // nothing, as a reading begins it
            assertEquals(288 + 24 + 1 + 1, verification.differingBuckets());
        }
    }

    @Test
    void otherDaysStillTakeReadings() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            var late = new ArrayList<Reading>();
            for (int index = 0; index < 10 * A_DAY; index += 100) {
                late.add(Reading.of(START.plusSeconds(index * 6L + 1), 5000));
            }
            var stored = store.append(Map.of(HOUSE, late));
            assertEquals(new SeriesStore.Stored(9 * A_DAY / 100, 0, A_DAY / 100), stored);
            assertEquals(4 * A_DAY + 4 * A_DAY / 100, count(store, BEFORE));
        }
    }

    @Test
    void replacingTheDayMakesItGood() throws Exception {
        var day = new ArrayList<Reading>();
        for (int index = 4 * A_DAY; index < 5 * A_DAY; index++) {
            day.add(reading(index));
        }
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            store.replace(HOUSE, DAMAGED, day);
            assertEquals(10 * A_DAY, count(store, TimeRange.ALL));
            assertEquals(List.of(), store.verify(part -> {
            }).differing());
        }
    }

    @Test
    void aDamagedPageOfSumsHarmsNoAnswerAndIsMadeAnewByTheNextReading() throws Exception {
        Content.execute(folder, "UPDATE sums_hour SET data = substr(data, 1, length(data) - 1)"
                + " WHERE id = (SELECT min(id) FROM sums_hour)");
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(240, store.buckets(HOUSE, ALL_DAYS, Resolution.HOUR).size(), "from the readings");
            assertTrue(store.verify(part -> {
            }).differing().stream()
                    .anyMatch(difference -> difference.resolution() == Resolution.HOUR));
            store.append(Map.of(HOUSE, List.of(Reading.of(START.plusSeconds(1), 5000))));
            assertEquals(240, store.buckets(HOUSE, ALL_DAYS, Resolution.HOUR).size());
            assertTrue(store.verify(part -> {
            }).differing().stream()
                    .noneMatch(difference -> difference.resolution() == Resolution.HOUR
                            && difference.kept().isEmpty()));
        }
    }

    @Test
    void readingsOfADamagedDayThatAreStillHotHoldUpNoLargeBatch() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            var last = START.plusSeconds((10 * A_DAY - 1) * 6L);
            store.append(Map.of(HOUSE, List.of(Reading.of(last.plusSeconds(1), 5000))));
            Content.execute(folder, "UPDATE chunk SET data = substr(data, 1, length(data) - 1)"
                    + " WHERE id = (SELECT max(id) FROM chunk)");
            var batch = new ArrayList<Reading>();
            for (int index = 0; index < 5_000; index++) {
                batch.add(Reading.of(last.plusSeconds(index * 6L + 6), 5000));
            }
            assertEquals(5_000, store.append(Map.of(HOUSE, batch)).stored());
        }
    }
}
