package org.currentcost.accounting;

import static org.currentcost.accounting.AccountedHouse.HOUSE;
import static org.currentcost.accounting.AccountedHouse.OVEN;
import static org.currentcost.accounting.AccountedHouse.days;
import static org.currentcost.accounting.AccountedHouse.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a house of 1 kW used today so far, and yesterday up to the same time of the clock. */
class TodayReaderTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @TempDir
    private Path folder;
    private AccountedHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AccountedHouse(folder, "2025-06-11T12:07");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private TodaySoFar today(SeriesKey key) throws Exception {
        return new TodayReader(house.accounting()).read(house.sensors(key).getFirst());
    }

    private static double total(TodaySoFar.Amounts amounts) {
        return amounts.today().total().doubleValue();
    }

    @Test
    void todayIsComparedWithYesterdayUpToTheSameMinute() throws Exception {
        house.record(HOUSE, days("2025-06-10", 1), 1_000_000);
        house.record(HOUSE, range("2025-06-11T00:00", "2025-06-11T12:07"), 1_500_000);
        var answer = today(HOUSE);
        assertEquals(range("2025-06-11T00:00", "2025-06-11T12:07"), answer.today());
        assertEquals(range("2025-06-10T00:00", "2025-06-10T12:07"), answer.yesterday());
        double hours = 12 + 7 / 60.0;
        assertEquals(1.5 * hours, total(answer.energy()), 1e-6);
        assertEquals(hours, answer.energy().yesterday().total().doubleValue(), 1e-6);
        assertEquals(0.5, answer.energy().change().orElseThrow(), 1e-6);
        assertTrue(answer.known().allMeasured());
        assertEquals(Optional.empty(), answer.money());
        assertEquals(Optional.empty(), answer.carbon());
    }

    /** Views that ask some seconds after each other tell the same, whatever came between. */
    @Test
    void todayGoesOnByStepsOfSomeSeconds() throws Exception {
        house.record(HOUSE, days("2025-06-11", 1), 1_000_000);
        house.isNow("2025-06-11T12:07:05");
        var answer = today(HOUSE);
        house.isNow("2025-06-11T12:07:09.999");
        assertEquals(answer, today(HOUSE));
        house.isNow("2025-06-11T12:07:10");
        assertEquals(range("2025-06-11T00:00", "2025-06-11T12:07:10"), today(HOUSE).today());
        house.isNow("2025-06-11T00:00:00.500");
        assertEquals(range("2025-06-11T00:00", "2025-06-11T00:00:00.001"), today(HOUSE).today());
    }

    @ParameterizedTest
    @CsvSource({
        // the clock goes on from 02:00 to 03:00 on 30 March, and back from 03:00 to 02:00 on 26 October
        "2025-03-30T12:00, 11, 12", "2025-03-31T12:00, 12, 11", "2025-03-31T02:30, 2.5, 2",
        "2025-10-26T12:00, 13, 12", "2025-10-27T12:00, 12, 13", "2025-10-27T02:30, 2.5, 2.5",
        "2025-10-27T03:00, 3, 4"})
    void daysOf23And25HoursAreCutByTheClock(String now, double hours, double before) throws Exception {
        house.isNow(now);
        var day = LocalDate.parse(now.substring(0, 10));
        house.record(HOUSE, days(day.minusDays(1).toString(), 2), 1_000_000);
        var answer = today(HOUSE);
        assertEquals(hours, total(answer.energy()), 1e-6);
        assertEquals(before, answer.energy().yesterday().total().doubleValue(), 1e-6);
    }

    /** On 25 April the clock of Cairo goes on from 00:00 to 01:00. */
    @Test
    void yesterdayBeginsAtMidnightWhereTodayBeginsAtOne() throws Exception {
        var cairo = ZoneId.of("Africa/Cairo");
        try (var store = new SqliteEngine().in(folder.resolve("Cairo")).open(cairo)) {
            var now = LocalDateTime.parse("2025-04-25T09:00").atZone(cairo).toInstant();
            var accounting = Accounting.of(store, InstantSource.fixed(now));
            var answer = new TodayReader(accounting).read(accounting.household().sensor(HOUSE));
            assertEquals(new TimeRange(Instant.parse("2025-04-24T22:00:00Z"), now), answer.today());
            assertEquals(new TimeRange(Instant.parse("2025-04-23T22:00:00Z"), Instant.parse("2025-04-24T07:00:00Z")),
                    answer.yesterday());
        }
    }

    @Test
    void moneyAndCarbonHaveTheirPriceAndFactorAndTheStandingChargeOfTheTimeSoFar() throws Exception {
        house.record(HOUSE, days("2025-06-10", 2), 1_000_000);
        house.record(OVEN, days("2025-06-10", 2), 400_000);
        house.isNow("2025-06-11T12:00");
        house.pays(TariffVersion.flat(FIRST, new BigDecimal("0.50"), new BigDecimal("0.25")));
        house.accounting().household().save(new CarbonFactors(
                List.of(new CarbonFactor(FIRST, new BigDecimal("400"))), Optional.empty()));
        assertEquals(3.25, total(today(HOUSE).money().orElseThrow()), 1e-6);
        assertEquals(0, today(HOUSE).money().orElseThrow().change().orElseThrow(), 1e-6);
        assertEquals(4.8, total(today(HOUSE).carbon().orElseThrow()), 1e-6);
        assertEquals(1.2, total(today(OVEN).money().orElseThrow()), 1e-6);
        assertEquals(Optional.of(today(OVEN).energy()), today(OVEN).amounts(AmountUnit.ENERGY));
        assertEquals(today(OVEN).money(), today(OVEN).amounts(AmountUnit.MONEY));
        assertEquals(today(OVEN).carbon(), today(OVEN).amounts(AmountUnit.CARBON));
    }

    @Test
    void tiersAreFilledByTheDaysBefore() throws Exception {
        house.record(HOUSE, days("2025-06-01", 12), 1_000_000);
        house.isNow("2025-06-11T12:00");
        var flat = TariffVersion.flat(FIRST, BigDecimal.ZERO, new BigDecimal("0.20"));
        house.pays(new TariffVersion(flat.validFrom(), flat.standingChargePerDay(), flat.pricePerKilowattHour(),
                flat.bands(), List.of(new Tier(new BigDecimal("100"), new BigDecimal("0.40"))), Tier.Period.MONTH,
                flat.vatPercent(), flat.pricesIncludeVat(), flat.exportPricePerKilowattHour(), flat.halfHourly()));
        assertEquals(12 * 0.20, total(today(HOUSE).money().orElseThrow()), 1e-6);
    }

    @Test
    void whatACircuitAndItsPlugsLeaveIsCountedOnce() throws Exception {
        var plug = SeriesKey.power("Home", 2);
        house.record(HOUSE, days("2025-06-11", 1), 1_000_000);
        house.record(OVEN, days("2025-06-11", 1), 600_000);
        house.record(plug, days("2025-06-11", 1), 200_000);
        house.accounting().household().save(new Sensor(plug, SensorSettings.standard(2).inside(Optional.of(1))));
        house.isNow("2025-06-11T10:00");
        var parts = new TodayReader(house.accounting()).read(house.sensors(HOUSE, OVEN, plug));
        assertEquals(10, total(parts.of(HOUSE).orElseThrow().energy()), 1e-6);
        assertEquals(4, parts.rest(HOUSE, AmountUnit.ENERGY).orElseThrow().total().doubleValue(), 1e-6);
        assertEquals(4, parts.rest(OVEN, AmountUnit.ENERGY).orElseThrow().total().doubleValue(), 1e-6);
        assertEquals(Optional.empty(), parts.rest(HOUSE, AmountUnit.MONEY));
        assertEquals(Optional.empty(), parts.rest(SeriesKey.power("Home", 7), AmountUnit.ENERGY));
        assertEquals(Optional.empty(), TodayParts.NONE.of(HOUSE));
    }

    @Test
    void whatASumAddsUpIsCountedOnce() throws Exception {
        var other = SeriesKey.power("Home", 2);
        var sum = SeriesKey.power("Home", 10_000);
        var overlapping = SeriesKey.power("Home", 10_001);
        house.record(HOUSE, days("2025-06-11", 1), 1_000_000);
        house.record(OVEN, days("2025-06-11", 1), 400_000);
        house.record(other, days("2025-06-11", 1), 200_000);
        house.accounting().household().save(new Sensor(sum, new SensorSettings("", SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.of("1 + 2"))));
        house.accounting().household().save(new Sensor(overlapping, new SensorSettings("", SensorRole.INSIDE_HOUSE,
                false, Optional.empty(), Optional.of("1 + 1"))));
        house.isNow("2025-06-11T10:00");
        var parts = new TodayReader(house.accounting()).read(house.sensors(HOUSE, OVEN, other, sum, overlapping));
        assertEquals(6, total(parts.of(sum).orElseThrow().energy()), 1e-6);
        assertEquals(4, parts.rest(HOUSE, AmountUnit.ENERGY).orElseThrow().total().doubleValue(), 1e-6);
        assertEquals(0, parts.rest(sum, AmountUnit.ENERGY).orElseThrow().total().doubleValue(), 1e-6);
    }

    @Test
    void whatIsNotMeasuredIsToldAndNotCompared() throws Exception {
        house.record(HOUSE, range("2025-06-10T00:00", "2025-06-10T06:00"), 1_000_000);
        house.record(HOUSE, range("2025-06-11T00:00", "2025-06-11T09:00"), 1_000_000);
        house.isNow("2025-06-11T12:00");
        var answer = today(HOUSE);
        assertEquals(0.75, answer.known().knownShare(), 0.01);
        assertEquals(OptionalDouble.empty(), answer.energy().change());
    }

    @Test
    void whatWasBeforeTheFirstReadingEverIsNotMissing() throws Exception {
        house.record(HOUSE, range("2025-06-11T10:00", "2025-06-11T12:00"), 1_000_000);
        house.isNow("2025-06-11T12:00");
        var answer = today(HOUSE);
        assertEquals(range("2025-06-11T10:00", "2025-06-11T12:00"), answer.today());
        assertEquals(1, answer.known().knownShare());
        assertEquals(OptionalDouble.empty(), answer.energy().change());
    }

    @Test
    void nothingIsKnownOfASensorThatWasNeverHeardNorAtMidnight() throws Exception {
        assertFalse(today(HOUSE).known().known());
        assertFalse(today(HOUSE).energy().today().hasAmount());
        house.record(HOUSE, days("2025-06-10", 1), 1_000_000);
        house.isNow("2025-06-11T00:00");
        assertEquals(0, total(today(HOUSE).energy()), 1e-3);
        assertEquals(0, today(HOUSE).energy().yesterday().total().doubleValue(), 1e-3);
    }
}
