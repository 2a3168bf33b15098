package org.currentcost.accounting;

import static org.currentcost.accounting.AccountedHouse.HOUSE;
import static org.currentcost.accounting.AccountedHouse.OVEN;
import static org.currentcost.accounting.AccountedHouse.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came from the grid on a morning of four hours, and what went there. */
class GridReaderTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final SeriesKey SUN = SeriesKey.power("Home", 5);
    private static final SeriesKey WIND = SeriesKey.power("Home", 6);
    private static final SeriesKey FED = SeriesKey.power("Home", 7);
    private static final SeriesKey FED_TOO = SeriesKey.power("Home", 8);

    @TempDir
    private Path folder;
    private AccountedHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AccountedHouse(folder, "2025-06-11T04:00");
        plays(SUN, SensorRole.GENERATION);
        plays(WIND, SensorRole.GENERATION);
        plays(FED, SensorRole.EXPORT);
        plays(FED_TOO, SensorRole.EXPORT);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void plays(SeriesKey key, SensorRole role) throws Exception {
        house.accounting().household()
                .save(new Sensor(key, new SensorSettings("", role, false, Optional.empty(), Optional.empty())));
    }

    /** Records the power of each of the four hours in watts; none where a dash stands. */
    private void record(SeriesKey key, String watts) throws Exception {
        String[] hours = watts.split(" ");
        for (int i = 0; i < hours.length; i++) {
            if (!hours[i].equals("-")) {
                house.record(key, range("2025-06-11T0" + i + ":00", "2025-06-11T0" + (i + 1) + ":00"),
                        1000L * Integer.parseInt(hours[i]));
            }
        }
    }

    private static SeriesKey key(String name) {
        return switch (name) {
            case "H" -> HOUSE;
            case "1" -> OVEN;
            case "G1" -> SUN;
            case "G2" -> WIND;
            case "E1" -> FED;
            case "E2" -> FED_TOO;
            default -> throw new AssertionError(name);
        };
    }

    private GridToday grid(SeriesKey... keys) throws Exception {
        return new TodayReader(house.accounting()).read(house.sensors(keys)).grid().orElseThrow();
    }

    private static String words(GridToday.Flow flow) {
        return flow.unknown().map(GridToday.Unknown::name)
                .orElseGet(() -> String.format(Locale.ROOT, "%.2f %.0f%%", total(flow, AmountUnit.ENERGY),
                        100 * flow.known().orElseThrow().knownShare()) + (flow.byQuarter() ? " by quarter" : ""));
    }

    private static double total(GridToday.Flow flow, AmountUnit unit) {
        return flow.amount(unit).orElseThrow().total().doubleValue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // what the house used came from the grid
        "H=1000 1000 1000 2000 | 5.00 100% | 0.00 100%",
        "H=1000 1000 1000 2000; 1=500 500 500 500 | 5.00 100% | 0.00 100%",
        "H=1000 - 1000 2000 | 4.03 76% | 0.00 76%",
        // (the last reading before a gap holds two minutes more), and what some watts below zero are is the clamp
        "H=-5 -5 1000 1000 | 2.00 100% | 0.00 100%",
        // the sun, and what both don't know
        "H=1000 1000 1000 1000; G1=0 0 400 3000 | 2.60 100% by quarter | 2.00 100% by quarter",
        "H=1000 1000 1000 1000; G1=-20 -20 400 3000 | 2.60 100% by quarter | 2.00 100% by quarter",
        "H=1000 1000 1000 1000; G1=0 - 400 3000 | 1.63 76% by quarter | 2.00 76% by quarter",
        "H=1000 1000 1000 1000; G1=0 0 400 3000; G2=500 500 500 500 | 1.10 100% by quarter | 2.50 100% by quarter",
        "H=1000 1000 1000 1000; G1=- | SILENT_SENSOR | SILENT_SENSOR",
        "H=1000 -; G1=- - 400 3000 | SILENT_SENSOR | SILENT_SENSOR",
        // what is fed in is measured
        "H=1000 1000 1000 1000; G1=0 0 400 3000; E1=0 0 0 2100 | 2.70 100% by quarter | 2.10 100%",
        "H=1000 1000 1000 1000; G1=0 0 400 3000; E1=0 0 0 1100; E2=0 0 0 1000 | 2.70 100% by quarter | 2.10 100%",
        "H=1000 1000 1000 1000; E1=0 0 0 2100 | GENERATION_NOT_MEASURED | 2.10 100%",
        // a house that tells what goes through its meter, whatever is made behind it
        "H=1000 1000 600 -2000 | 2.60 100% by quarter | 2.00 100% by quarter",
        "H=1000 1000 600 -2000; G1=0 0 400 3000 | 2.60 100% by quarter | 2.00 100% by quarter",
        "H=1000 1000 600 -2000; E1=0 0 0 2100 | 2.60 100% by quarter | 2.10 100%",
        // no sensor of the house
        "1=500 500 500 500 | HOUSE_NOT_MEASURED | HOUSE_NOT_MEASURED",
        "1=500 500 500 500; G1=0 0 400 3000; E1=0 0 0 2100 | HOUSE_NOT_MEASURED | 2.10 100%",
        "G1=0 0 400 3000; E1=0 0 0 2100 | HOUSE_NOT_MEASURED | 2.10 100%",
        "G1=0 0 400 3000 | HOUSE_NOT_MEASURED | HOUSE_NOT_MEASURED"})
    void whatCameAndWentIsWorkedOutWhereItCanBeKnown(String recorded, String imported, String exported)
            throws Exception {
        var parts = List.of(recorded.split("; "));
        for (var part : parts) {
            record(key(part.split("=")[0]), part.split("=")[1]);
        }
        var grid = grid(parts.stream().map(part -> key(part.split("=")[0])).toArray(SeriesKey[]::new));
        assertEquals(imported, words(grid.imported()));
        assertEquals(exported, words(grid.exported()));
        assertEquals(recorded.startsWith("H=1000 1000 600 -2000"), grid.netMeter());
    }

    @Test
    void withoutSensorsNothingIsAsked() throws Exception {
        assertEquals(Optional.empty(), new TodayReader(house.accounting()).read(List.of()).grid());
    }

    @Test
    void whatComesIsPaidAndWhatGoesIsEarnedWhereThereIsAPriceForIt() throws Exception {
        record(HOUSE, "1000 1000 1000 1000");
        record(SUN, "0 0 400 3000");
        var flat = TariffVersion.flat(FIRST, new BigDecimal("0.60"), new BigDecimal("0.25"));
        house.pays(flat);
        house.accounting().household().save(new CarbonFactors(
                List.of(new CarbonFactor(FIRST, new BigDecimal("400"))), Optional.empty()));
        var grid = grid(HOUSE, SUN);
        assertEquals(2.6 * 0.25 + 0.10, total(grid.imported(), AmountUnit.MONEY), 1e-6);
        assertEquals(2.6 * 0.4, total(grid.imported(), AmountUnit.CARBON), 1e-6);
        assertEquals(2 * 0.4, total(grid.exported(), AmountUnit.CARBON), 1e-6);
        assertEquals(Optional.empty(), grid.exported().amount(AmountUnit.MONEY), "no price is no money");
        house.pays(new TariffVersion(flat.validFrom(), flat.standingChargePerDay(), flat.pricePerKilowattHour(),
                flat.bands(), flat.tiers(), flat.tierPeriod(), flat.vatPercent(), flat.pricesIncludeVat(),
                Optional.of(new BigDecimal("0.08")), flat.halfHourly()));
        assertEquals(-0.16, total(grid(HOUSE, SUN).exported(), AmountUnit.MONEY), 1e-6);
        assertEquals(2.6 * 0.25 + 0.10, total(grid(HOUSE, SUN).imported(), AmountUnit.MONEY), 1e-6);
    }

    @Test
    void tiersAreFilledByWhatCameFromTheGrid() throws Exception {
        record(HOUSE, "1000 1000 1000 1000");
        record(SUN, "0 0 400 3000");
        var flat = TariffVersion.flat(FIRST, BigDecimal.ZERO, new BigDecimal("0.20"));
        house.pays(new TariffVersion(flat.validFrom(), flat.standingChargePerDay(), flat.pricePerKilowattHour(),
                flat.bands(), List.of(new Tier(new BigDecimal("2"), new BigDecimal("0.40"))), Tier.Period.MONTH,
                flat.vatPercent(), flat.pricesIncludeVat(), flat.exportPricePerKilowattHour(), flat.halfHourly()));
        assertEquals(2 * 0.40 + 0.6 * 0.20, total(grid(HOUSE, SUN).imported(), AmountUnit.MONEY), 1e-6);
    }

    @Test
    void ofAHouseWithoutGenerationTheGridGivesWhatItUses() throws Exception {
        record(HOUSE, "1000 - 1000 2000");
        house.pays(TariffVersion.flat(FIRST, new BigDecimal("0.60"), new BigDecimal("0.25")));
        var parts = new TodayReader(house.accounting()).read(house.sensors(HOUSE));
        var used = parts.of(HOUSE).orElseThrow();
        var imported = parts.grid().orElseThrow().imported();
        assertEquals(used.known(), imported.known().orElseThrow());
        assertEquals(used.money().orElseThrow().today(), imported.amount(AmountUnit.MONEY).orElseThrow());
        assertFalse(imported.known().orElseThrow().allMeasured());
        assertTrue(imported.unknown().isEmpty());
    }
}
