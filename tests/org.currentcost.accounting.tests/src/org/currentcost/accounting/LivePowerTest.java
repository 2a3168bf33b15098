package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.Formula;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a formula makes of the courses of its sensors. */
class LivePowerTest {

    private static Formula formula(String text) {
        return assertInstanceOf(Formula.Right.class, Formula.parse(text)).formula();
    }

    private static Bucket single(long start, long end, long milliwatts) {
        return new Bucket(start, end, 1, end - start, milliwatts, milliwatts, milliwatts * (end - start));
    }

    @Test
    void readingsHoldUntilTheNextOneOfAnySensor() {
        var house = List.of(single(0, 6, 1000), single(6, 12, 2000));
        var solar = List.of(single(4, 10, 300));
        assertEquals(List.of(single(4, 6, 700), single(6, 10, 1700)),
                LivePower.computed(formula("0 - 5"), Map.of(0, house, 5, solar)));
    }

    @Test
    void nothingIsKnownWhereOneSensorIsNot() {
        assertEquals(List.of(), LivePower.computed(formula("0 - 5"), Map.of(0, List.of(single(0, 6, 1000)), 5,
                List.of())));
    }

    @Test
    void sumsCountByTheirMeansAndTheLeastCoverage() {
        var house = List.of(new Bucket(0, 100, 10, 100, 500, 3000, 100_000));
        var solar = List.of(new Bucket(0, 100, 5, 50, 0, 400, 10_000));
        assertEquals(List.of(new Bucket(0, 100, 10, 50, 800, 800, 40_000)),
                LivePower.computed(formula("0 - 5"), Map.of(0, house, 5, solar)));
    }

    @Test
    void aSensorMayStandTwice() {
        assertEquals(List.of(single(0, 6, 2000)),
                LivePower.computed(formula("1 + 1"), Map.of(1, List.of(single(0, 6, 1000)))));
    }

    @Test
    void whatIsShownFollowsTheStoreWhoeverChangedIt(@TempDir Path folder) throws Exception {
        var key = SeriesKey.power("Home", 0);
        var start = Instant.parse("2026-11-02T12:00:00Z");
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            store.append(Map.of(key, List.of(Reading.of(start, 178_000))));
            var power = new LivePower(new LiveBus(), store);
            assertEquals(178_000, milliwatts(power, key));
            try (var log = store.startImport("more.csv", start)) {
                log.append(Map.of(key, List.of(Reading.of(start.plusSeconds(6), 200_000))));
            }
            assertEquals(200_000, milliwatts(power, key), "after an import of later readings");
            store.edit(
                    Edit.scale(key, TimeRange.ofMillis(0, start.toEpochMilli() + 60_000), new BigDecimal("0.5"), start,
                            ""));
            assertEquals(100_000, milliwatts(power, key), "after an edit");
            store.undoImport(1, part -> {
            });
            assertEquals(89_000, milliwatts(power, key), "after the import was undone");
            store.deleteMeter("Home", Map.of());
            assertEquals(Optional.empty(), power.reading(key, start));
        }
    }

    private static Reading withoutFirst(Instant time) {
        return new Reading(time.toEpochMilli(), Reading.ABSENT, 1_500_000, 1_700_000);
    }

    @Test
    void whatLacksTheOnlyChannelThatCountsIsNoLatestReading(@TempDir Path folder) throws Exception {
        var key = SeriesKey.power("Home", 0);
        var start = Instant.parse("2026-11-02T12:00:00Z");
        var range = new TimeRange(start, start.plusSeconds(60));
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            var live = new LiveBus();
            var power = new LivePower(live, store);
            live.publish(key, new Reading(start.toEpochMilli(), 200_000, 1_500_000, 1_700_000));
            store.append(Map.of(key, List.of(new Reading(start.toEpochMilli(), 200_000, 1_500_000, 1_700_000))));
            store.setFirstChannelOnly(key, true);
            live.publish(key, withoutFirst(start.plusSeconds(6)));
            assertEquals(200_000, milliwatts(power, key), "heard, and not in the store yet");
            assertEquals(200_000L * 18_000, power.course(key, range, 100).stream().mapToLong(Bucket::integral).sum());
            store.append(Map.of(key, List.of(withoutFirst(start.plusSeconds(6)))));
            assertEquals(200_000, milliwatts(power, key), "in the store too");
            store.append(Map.of(key, List.of(withoutFirst(start.plus(Duration.ofDays(400))))));
            assertEquals(200_000, milliwatts(power, key), "a year before the last one without it");
            assertEquals(Optional.of(start), power.reading(key, start).map(Reading::time));
            live.publish(key, new Reading(start.plus(Duration.ofDays(401)).toEpochMilli(), 300_000, 1, Reading.ABSENT));
            assertEquals(300_000, milliwatts(power, key));
            store.setFirstChannelOnly(key, false);
            assertEquals(300_001, milliwatts(power, key));
        }
    }

    @Test
    void nothingIsKnownOfASensorThatNeverHadTheOnlyChannelThatCounts(@TempDir Path folder) throws Exception {
        var key = SeriesKey.power("Home", 0);
        var start = Instant.parse("2026-11-02T12:00:00Z");
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            store.append(Map.of(key, List.of(withoutFirst(start), withoutFirst(start.plusSeconds(86_400)))));
            store.setFirstChannelOnly(key, true);
            var sensor = new Sensor(key, SensorSettings.standard(0));
            assertEquals(Optional.empty(), new LivePower(new LiveBus(), store).latest(sensor, one -> sensor, start));
        }
    }

    private static long milliwatts(LivePower power, SeriesKey key) {
        var sensor = new Sensor(key, SensorSettings.standard(0));
        return power.latest(sensor, one -> sensor, Instant.parse("2026-11-29T12:00:00Z")).orElseThrow().power()
                .milliwatts();
    }
}
