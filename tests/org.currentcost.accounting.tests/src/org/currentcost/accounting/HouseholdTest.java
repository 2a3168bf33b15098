package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.Bucket;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Bill;
import org.currentcost.settings.SensorSettings;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user settles, kept in the file and read again by a later start. */
class HouseholdTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path folder;
    private ReadingStore store;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(BERLIN);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Household afterRestart() throws Exception {
        store.close();
        store = new SqliteEngine().in(folder.resolve("data")).open(BERLIN);
        return new Household(store);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static RateTable halfHours() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        return new RateTable(List.of(
                new RateTable.Entry(new TimeRange(start, start.plusSeconds(1800)), decimal("0.1234")),
                new RateTable.Entry(new TimeRange(start.plusSeconds(1800), start.plusSeconds(3600)),
                        decimal("-0.01"))));
    }

    @Test
    void aTariffOfEveryKindOfPriceIsReadAsItWasEntered() throws Exception {
        var night = new TimeBand("Night", Set.of(Month.JANUARY, Month.FEBRUARY), Set.of(DayOfWeek.MONDAY),
                LocalTime.of(23, 30), LocalTime.of(6, 30), decimal("0.070"));
        var version = new TariffVersion(LocalDate.of(2025, 4, 1), decimal("0.1582"), decimal("0.30"), List.of(night),
                List.of(new Tier(decimal("225"), decimal("0.40"))), Tier.Period.QUARTER, decimal("5"), false,
                Optional.of(decimal("0.08")), Optional.of(halfHours()));
        var flat = TariffVersion.flat(LocalDate.of(2024, 1, 1), decimal("0"), decimal("0.28"));
        var entered = new Tariffs(
                List.of(new Tariff("Home", Currency.getInstance("GBP"), List.of(flat, version))), "Home");
        new Household(store).save(entered);
        assertEquals(entered, afterRestart().tariffs());
        assertEquals("Home", afterRestart().tariffs().inForce().orElseThrow().name());
    }

    @Test
    void carbonTargetAndBillsAreReadAsTheyWereEntered() throws Exception {
        var factors = new CarbonFactors(List.of(new CarbonFactor(LocalDate.of(2025, 1, 1), decimal("363"))),
                Optional.of(halfHours()));
        var target = Optional.of(new Target(decimal("1200.50"), Target.Unit.MONEY));
        var bill = new Bill(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), decimal("912"), decimal("301.77"));
        var household = new Household(store);
        household.save(factors);
        household.save(target);
        household.save(List.of(bill));
        household = afterRestart();
        assertEquals(Optional.of(factors), household.carbon());
        assertEquals(target, household.target());
        assertEquals(List.of(bill), household.bills());
        household.save(Optional.empty());
        household.removeCarbon();
        assertEquals(Optional.empty(), afterRestart().target());
        assertEquals(Optional.empty(), afterRestart().carbon());
    }

    @Test
    void aComputedSensorIsThereUntilItIsRemoved() throws Exception {
        var household = new Household(store);
        var key = household.nextComputed("Home");
        assertEquals(SensorNumber.COMPUTED.first(), key.sensor());
        var sensor = new Sensor(key, new SensorSettings("Rest", SensorRole.INSIDE_HOUSE, false, Optional.of(3),
                Optional.of("0 - 1")));
        household.save(sensor);
        assertEquals(List.of(sensor), afterRestart().sensors());
        assertEquals(SensorNumber.COMPUTED.first() + 1, afterRestart().nextComputed("Home").sensor());
        household = afterRestart();
        household.remove(key);
        assertEquals(List.of(), household.sensors());
    }

    @Test
    void sensorsAreTheHouseOrInsideItUntilSomethingElseIsSettled() throws Exception {
        var household = new Household(store);
        var solar = SeriesKey.power("Home", 2);
        assertEquals(SensorRole.HOUSE, household.sensor(SeriesKey.power("Home", 0)).settings().role());
        assertEquals(SensorRole.INSIDE_HOUSE, household.sensor(solar).settings().role());
        long before = household.revision();
        household.save(new Sensor(solar, new SensorSettings("Solar", SensorRole.GENERATION, true, Optional.empty(),
                Optional.empty())));
        assertTrue(household.revision() > before);
        assertEquals(SensorRole.GENERATION, afterRestart().sensor(solar).settings().role());
    }

    @Test
    void housesOfSeveralMetersAndComputedSensorsHaveColoursOfTheirOwn() throws Exception {
        var household = new Household(store);
        var later = Instant.parse("2026-02-01T00:00:00Z");
        store.append(Map.of(SeriesKey.power("Home", 0), List.of(Reading.of(later.minusSeconds(60), 1_000))));
        store.append(Map.of(SeriesKey.power("Barn", 0), List.of(Reading.of(later, 1_000)),
                SeriesKey.power("Barn", 1), List.of(Reading.of(later, 1_000))));
        var net = household.nextComputed("Home");
        household.save(new Sensor(net, new SensorSettings("Net", SensorRole.HOUSE, false, Optional.empty(),
                Optional.of("0 - 1"))));
        var colours = household.sensors().stream().map(Sensor::color).toList();
        assertEquals(colours.stream().distinct().toList(), colours);
        // The meter that came first keeps the blue of a house, though the other one is before it in the alphabet.
        assertEquals(0, household.sensor(SeriesKey.power("Home", 0)).color());
        assertNotEquals(0, household.sensor(SeriesKey.power("Barn", 0)).color());
    }

    @Test
    void noSensorHasTheColourOfItsHouseOrOfTheUnknownRest() {
        for (int number : new int[]{1, 6, 7, 8, 9, 100, 101, 105, 106, 120}) {
            int colour = new Sensor(SeriesKey.power("Home", number), SensorSettings.standard(number)).color();
            assertTrue(colour > 0 && colour < 7, number + " has " + colour);
        }
    }

    @Test
    void noTwoSensorsOfAMeterLookAlikeWhileThereAreColoursLeft() throws Exception {
        var household = new Household(store);
        var time = Instant.parse("2026-02-01T00:00:00Z");
        store.append(Map.of(SeriesKey.power("Home", 0), List.of(Reading.of(time, 1_000))));
        for (int number : new int[]{0, 1, 5, 7}) {
            store.append(
                    Map.of(SeriesKey.power("Barn", number), List.of(Reading.of(time.plusSeconds(1 + number), 1_000))));
        }
        var before = colours(household);
        assertEquals(Map.of(0, 5, 1, 1, 5, 2, 7, 3), before, "5 and 7 look like others by themselves");
        household.save(new Sensor(SeriesKey.power("Barn", 1), new SensorSettings("Pump", SensorRole.INSIDE_HOUSE, false,
                Optional.of(2), Optional.empty())));
        assertEquals(Map.of(0, 5, 1, 2, 5, 3, 7, 1), colours(household), "one that the user chose is not free");
        for (int number = 2; number <= 9; number++) {
            store.append(Map.of(SeriesKey.power("Barn", number), List.of(Reading.of(time.plusSeconds(60), 1_000))));
        }
        assertTrue(colours(household).values().containsAll(Set.of(1, 2, 3, 4, 5, 6)), "all are used");
    }

    private static Map<Integer, Integer> colours(Household household) throws Exception {
        return household.sensors().stream().filter(one -> one.key().meter().equals("Barn"))
                .collect(Collectors.toMap(one -> one.key().sensor(), Sensor::color));
    }

    @Test
    void aDocumentThatCannotBeReadIsAsIfItWereNotThere() throws Exception {
        store.saveDocument("tariffs", "{ not JSON");
        assertEquals(Tariffs.NONE, new Household(store).tariffs());
    }

    @Test
    void theThermometersOffsetIsAddedToWhatIsShownAndNeverToWhatIsStored() throws Exception {
        var household = new Household(store);
        var bucket = new Bucket(0, 10, 2, 5, 21_000, 23_000, 110_000);
        assertEquals(List.of(bucket), household.corrected("Home", List.of(bucket)));
        household.save(new Sensor(SeriesKey.power("Home", 0), new SensorSettings("", SensorRole.HOUSE, false,
                Optional.empty(), Optional.empty(), -3)));
        household = afterRestart();
        assertEquals(-3_000, household.temperatureOffset("Home"));
        assertEquals(0, household.temperatureOffset("Other"));
        assertEquals(List.of(new Bucket(0, 10, 2, 5, 18_000, 20_000, 95_000)),
                household.corrected("Home", List.of(bucket)));
    }

    @Test
    void settingsOfBeforeThereWereOffsetsAreRead() throws Exception {
        store.saveDocument("sensors",
                "{\"0|Home\":{\"name\":\"All\",\"role\":\"HOUSE\",\"negated\":false,\"color\":[],\"formula\":[]}}");
        var settings = new Household(store).sensor(SeriesKey.power("Home", 0)).settings();
        assertEquals("All", settings.name());
        assertEquals(0, settings.temperatureOffset());
    }

    private static OfferedSettings offered() {
        return new OfferedSettings("Old", Currency.getInstance("GBP"), Optional.of(decimal("0.14")),
                Optional.of(decimal("600")));
    }

    @Test
    void offeredSettingsAreTakenWhereThereAreNone() throws Exception {
        var household = new Household(store);
        var missing = offered().missingIn(household);
        assertEquals(offered(), missing);
        missing.adopt(household, LocalDate.of(2009, 4, 1));
        var tariff = afterRestart().tariffs().inForce().orElseThrow();
        assertEquals("Old", tariff.name());
        assertEquals(List.of(TariffVersion.flat(LocalDate.of(2009, 4, 1), BigDecimal.ZERO, decimal("0.14"))),
                tariff.versions());
        household = afterRestart();
        assertEquals(Optional.of(new Target(decimal("600"), Target.Unit.MONEY)), household.target());
        assertTrue(offered().missingIn(household).isEmpty(), "both are there now");
        offered().withdraw(household);
        assertEquals(Tariffs.NONE, afterRestart().tariffs());
        assertEquals(Optional.empty(), afterRestart().target());
    }

    @Test
    void offeredSettingsNeverReplaceWhatTheUserSettled() throws Exception {
        var household = new Household(store);
        var own = new Tariff("Own", Currency.getInstance("EUR"),
                List.of(TariffVersion.flat(LocalDate.of(2024, 1, 1), decimal("0"), decimal("0.28"))));
        household.save(Tariffs.NONE.with(Optional.empty(), own));
        var missing = offered().missingIn(household);
        assertTrue(missing.isEmpty(), "a target of pounds makes no sense by a tariff of euros");
        missing.adopt(household, LocalDate.of(2009, 4, 1));
        offered().withdraw(household);
        assertEquals(List.of(own), afterRestart().tariffs().all());
    }
}
