package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who pass readings on are told of sensors: the user's names, and energy with what fills its gaps. */
class HouseholdSensorsTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Instant START = Instant.parse("2026-01-11T00:00:00Z");
    private static final TimeRange FOUR_HOURS = new TimeRange(START, START.plus(Duration.ofHours(4)));
    private static final long MICROJOULES_PER_KILOWATT_HOUR = 3_600_000_000_000L;

    @TempDir
    private Path folder;
    private ReadingStore store;
    private HouseholdSensors sensors;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
        sensors = new HouseholdSensors(store);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    /** A kilowatt every six seconds. */
    private void measure(Instant from, Instant to) throws Exception {
        var readings = new ArrayList<Reading>();
        for (var at = from; at.isBefore(to); at = at.plusSeconds(6)) {
            readings.add(Reading.of(at, 1_000_000));
        }
        store.append(Map.of(HOUSE, readings));
    }

    @Test
    void tellsTheNameThatTheUserGaveAndNoneWhereNobodyDid() throws Exception {
        measure(START, START.plusSeconds(60));
        assertEquals("", sensors.name(HOUSE));
        new Household(store).save(new Sensor(HOUSE,
                new SensorSettings("Old barn", SensorRole.HOUSE, false, Optional.empty(), Optional.empty())));
        assertEquals("Old barn", sensors.name(HOUSE));
        assertEquals("", sensors.name(SeriesKey.power("Home", 3)));
    }

    @Test
    void tellsWhatWasMeasuredAndOfHowMuchTimeThatIsKnown() throws Exception {
        measure(START, START.plus(Duration.ofHours(2)));
        var used = sensors.used(HOUSE, FOUR_HOURS);
        assertEquals(2.0, used.microjoules() / (double) MICROJOULES_PER_KILOWATT_HOUR, 0.01);
        assertEquals(2.0, used.knownMillis() / 3_600_000.0, 0.01);
        assertEquals(0, sensors.used(SeriesKey.power("Home", 3), FOUR_HOURS).microjoules());
    }

    /** A counter counts on every half minute, and begins whenever publishing does. */
    @Test
    void aSpanWithinAQuarterOfAnHourIsKnownToo() throws Exception {
        measure(START, START.plus(Duration.ofHours(2)));
        long sum = 0;
        for (var at = START.plusSeconds(100); at.isBefore(START.plusSeconds(3700)); at = at.plusSeconds(30)) {
            var used = sensors.used(HOUSE, new TimeRange(at, at.plusSeconds(30)));
            assertEquals(30_000, used.knownMillis());
            sum += used.microjoules();
        }
        assertEquals(1.0, sum / (double) MICROJOULES_PER_KILOWATT_HOUR, 0.001);
        var whole = sensors.used(HOUSE, new TimeRange(START.plusSeconds(100), START.plusSeconds(3700)));
        assertEquals(sum, whole.microjoules(), 1000);
    }

    /** What is said once is never taken back: a gap is filled when the meter has told what was in it. */
    @Test
    void aGapIsFilledFromTheMetersMemoryWhenThatComes() throws Exception {
        measure(START, START.plus(Duration.ofHours(2)));
        measure(START.plus(Duration.ofHours(4)), START.plus(Duration.ofHours(5)));
        var before = sensors.used(HOUSE, FOUR_HOURS);
        store.appendHistory(HOUSE, List.of(new HistoryBlock(HistorySpan.TWO_HOURS,
                START.plus(Duration.ofHours(2)).toEpochMilli(), START.plus(Duration.ofHours(4)).toEpochMilli(), 3000)));
        var after = sensors.used(HOUSE, FOUR_HOURS);
        assertEquals(3.0, (after.microjoules() - before.microjoules()) / (double) MICROJOULES_PER_KILOWATT_HOUR, 0.02);
        assertEquals(FOUR_HOURS.length().toMillis(), after.knownMillis());
    }

    @Test
    void whatTheUserExcludedIsNotPassedOn() throws Exception {
        measure(START, START.plus(Duration.ofHours(4)));
        long before = sensors.used(HOUSE, FOUR_HOURS).microjoules();
        store.edit(Edit.exclude(HOUSE, new TimeRange(START, START.plus(Duration.ofHours(1))), START, "test"));
        long after = sensors.used(HOUSE, FOUR_HOURS).microjoules();
        assertEquals(-1.0, (after - before) / (double) MICROJOULES_PER_KILOWATT_HOUR, 0.01);
    }
}
