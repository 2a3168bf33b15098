package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Power;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Bucket;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.settings.SensorSettings;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is used now and how it was, of readings that were just heard and of stored ones. */
class LiveUseReaderTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey SOLAR = SeriesKey.power("Home", 5);
    private static final SeriesKey COMPUTED = SeriesKey.power("Home", SensorNumber.COMPUTED.first());
    private static final SeriesKey TEMPERATURE = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @TempDir
    private Path folder;
    private ReadingStore store;
    private Household household;
    private final LiveBus live = new LiveBus();
    private Instant now = NOON;
    private LiveUseReader reader;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
        var accounting = Accounting.of(store, () -> now);
        household = accounting.household();
        reader = new LiveUseReader(live, accounting);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Reading at(int seconds, long value) {
        return Reading.of(NOON.plusSeconds(seconds), value);
    }

    private LiveSensors sensors(SeriesKey... keys) throws Exception {
        var settled = new HashMap<SeriesKey, Sensor>();
        household.allSensors().forEach(one -> settled.put(one.key(), one));
        var none = new LiveSensors(List.of(), settled);
        return new LiveSensors(List.of(keys).stream().map(none::sensor).toList(), settled);
    }

    private LiveCourse course(LiveSensors sensors, boolean temperature) {
        return reader.course(new LiveCourse.Question(sensors, new TimeRange(NOON, NOON.plusSeconds(60)), 100,
                temperature));
    }

    @Test
    void nothingIsKnownBeforeTheFirstReading() throws Exception {
        var shown = reader.now(sensors(HOUSE));
        assertEquals(List.of(new LiveNow.Sensed(sensors(HOUSE).shown().getFirst(), Optional.empty())), shown.powers());
        assertEquals(Optional.empty(), shown.cost());
        assertEquals(Optional.empty(), shown.temperature());
        assertEquals(new LiveCourse(List.of(List.of()), List.of(), List.of(), Optional.empty()),
                course(sensors(HOUSE), true));
        assertEquals(new LiveNow(List.of(), Optional.empty(), Optional.empty()), reader.now(sensors()));
    }

    @Test
    void aPowerIsStaleAfterThreeIntervals() throws Exception {
        live.publish(HOUSE, at(0, 1_842_000));
        now = NOON.plusSeconds(18);
        assertEquals(Optional.of(new LivePower.Value(new Power(1_842_000), NOON, false)),
                reader.now(sensors(HOUSE)).powers().getFirst().power());
        now = NOON.plusMillis(18_001);
        assertTrue(reader.now(sensors(HOUSE)).powers().getFirst().power().orElseThrow().stale());
    }

    @Test
    void aFormulaIsAsOldAndAsStaleAsItsOldestReading() throws Exception {
        household.save(new Sensor(SOLAR, new SensorSettings("", SensorRole.GENERATION, true, Optional.empty(),
                Optional.empty())));
        household.save(new Sensor(COMPUTED, new SensorSettings("Net", SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.of("0 + 5"))));
        store.append(Map.of(SOLAR, List.of(at(0, 300_000))));
        live.publish(HOUSE, at(12, 1_000_000));
        now = NOON.plusSeconds(20);
        var shown = reader.now(sensors(COMPUTED, HOUSE));
        assertEquals(Optional.of(new LivePower.Value(new Power(700_000), NOON, true)),
                shown.powers().getFirst().power(),
                "what is negated counts so in formulas too");
        assertFalse(shown.powers().get(1).power().orElseThrow().stale());
    }

    @Test
    void costIsOfTheFirstPowerByThePriceOfNow() throws Exception {
        var version = TariffVersion.flat(LocalDate.of(2026, 1, 1), BigDecimal.ZERO, new BigDecimal("0.2817"));
        household.save(Tariffs.NONE.with(Optional.empty(),
                new Tariff("Flat", Currency.getInstance("GBP"), List.of(version))));
        live.publish(HOUSE, at(0, 1_234_567));
        assertEquals(Optional.empty(), reader.now(sensors(HOUSE)).cost(), "the price is asked for with the course");
        course(sensors(HOUSE), false);
        var cost = reader.now(sensors(HOUSE)).cost().orElseThrow();
        assertEquals(0, new BigDecimal("0.3477775239").compareTo(cost.perHour()));
        assertEquals("GBP", cost.currency().getCurrencyCode());
        assertFalse(cost.stale());
        now = NOON.plusSeconds(60);
        assertTrue(reader.now(sensors(HOUSE)).cost().orElseThrow().stale());
    }

    @Test
    void anotherSensorHasNoCostBeforeItsOwnPriceIsKnown() throws Exception {
        var version = TariffVersion.flat(LocalDate.of(2026, 1, 1), BigDecimal.ZERO, new BigDecimal("0.30"));
        household.save(Tariffs.NONE.with(Optional.empty(),
                new Tariff("Flat", Currency.getInstance("GBP"), List.of(version))));
        live.publish(HOUSE, at(0, 1_000_000));
        live.publish(SOLAR, at(0, 2_000_000));
        course(sensors(HOUSE), false);
        assertTrue(reader.now(sensors(HOUSE, SOLAR)).cost().isPresent());
        assertEquals(Optional.empty(), reader.now(sensors(SOLAR, HOUSE)).cost());
        course(sensors(SOLAR, HOUSE), false);
        assertEquals(0, new BigDecimal("0.60").compareTo(reader.now(sensors(SOLAR, HOUSE)).cost().orElseThrow()
                .perHour()));
        assertEquals(Optional.empty(), reader.now(sensors(HOUSE)).cost());
    }

    @Test
    void temperatureIsWithoutTheWarmthOfTheDisplay() throws Exception {
        household.save(new Sensor(HOUSE, new SensorSettings("", SensorRole.HOUSE, false, Optional.empty(),
                Optional.empty(), -1.5)));
        live.publish(TEMPERATURE, at(0, 21_000));
        assertEquals(Optional.of(new LiveNow.Temperature(19_500, NOON, false)),
                reader.now(sensors(HOUSE)).temperature());
        assertEquals(List.of(19_500L), course(sensors(HOUSE), true).temperature().stream().map(Bucket::min).toList());
        assertEquals(List.of(), course(sensors(HOUSE), false).temperature());
        now = NOON.plusSeconds(19);
        assertTrue(reader.now(sensors(HOUSE)).temperature().orElseThrow().stale());
    }

    @Test
    void receivedReadingsFollowTheStoredOnesAndCutTheirHold() throws Exception {
        store.append(Map.of(HOUSE, List.of(at(0, 1000), at(6, 2000))));
        live.publish(HOUSE, at(6, 2000));
        live.publish(HOUSE, at(12, 3000));
        var course = course(sensors(HOUSE), false).powers().getFirst();
        long start = NOON.toEpochMilli();
        assertEquals(List.of(new Bucket(start, start + 6000, 1, 6000, 1000, 1000, 6_000_000),
                new Bucket(start + 6000, start + 12_000, 1, 6000, 2000, 2000, 12_000_000),
                new Bucket(start + 12_000, start + 30_000, 1, 18_000, 3000, 3000, 54_000_000)), course);
    }

    @Test
    void notesOfTheRangeAreReported() throws Exception {
        var note = store.saveNote(new Note(0, new TimeRange(NOON, NOON.plus(Duration.ofMinutes(1))),
                "Kettle"));
        assertEquals(List.of(note), course(sensors(HOUSE), false).notes());
    }
}
