package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month against its target, and the cheapest hours, of a house in Berlin that uses 1 kW. */
class TargetMonthTest {

    private AccountedHouse house;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        house = new AccountedHouse(folder, "2025-03-11T00:00");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Optional<TargetMonth> month() throws Exception {
        var accounting = house.accounting();
        return new CostReader(accounting).targetMonth(accounting.household().sensor(AccountedHouse.HOUSE));
    }

    private static String rounded(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private void target(long amount, Target.Unit unit) throws Exception {
        new Household(house.store()).save(Optional.of(new Target(BigDecimal.valueOf(amount), unit)));
    }

    @Test
    void withoutATargetThereIsNothingToHoldTheMonthAgainst() throws Exception {
        assertEquals(Optional.empty(), month());
    }

    @Test
    void aMonthStandsAgainstTheTargetOfItsDaysSoFar() throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-02-20T00:00", "2025-03-11T00:00"), 1_000_000);
        target(7300, Target.Unit.ENERGY);
        var month = month().orElseThrow();
        assertEquals(AccountedHouse.range("2025-03-01T00:00", "2025-04-01T00:00"), month.month());
        assertEquals("240.00", rounded(month.soFar().total()));
        assertEquals("200.00", rounded(month.shareSoFar()), "20 kWh a day");
        assertEquals("620.00", rounded(month.share()));
        assertEquals("40.00", rounded(month.excess()));
    }

    @Test
    void whatIsNotKnownIsHeldAgainstNothing() throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-02-20T00:00", "2025-03-02T00:00"), 1_000_000);
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-03-10T00:00", "2025-03-11T00:00"), 1_000_000);
        target(7300, Target.Unit.ENERGY);
        var month = month().orElseThrow();
        assertEquals("48.00", rounded(month.soFar().total().setScale(0, RoundingMode.HALF_UP)));
        assertEquals("40", month.shareSoFar().setScale(0, RoundingMode.HALF_UP).toPlainString(), "two of ten days");
    }

    @Test
    void aMonthThatNothingIsKnownOfHasNoAmount() throws Exception {
        target(7300, Target.Unit.ENERGY);
        assertFalse(month().orElseThrow().soFar().hasAmount());
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2024-02-20T00:00", "2024-02-21T00:00"), 1_000_000);
        assertFalse(month().orElseThrow().soFar().hasAmount());
    }

    @Test
    void aTargetInMoneyWaitsForATariff() throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-02-20T00:00", "2025-03-11T00:00"), 1_000_000);
        target(365, Target.Unit.MONEY);
        assertFalse(month().orElseThrow().available());
        house.pays(TariffVersion.flat(LocalDate.of(2020, 1, 1), BigDecimal.ZERO, new BigDecimal("0.30")));
        var month = month().orElseThrow();
        assertTrue(month.available());
        assertEquals("72.00", rounded(month.soFar().total()));
        assertEquals("31.00", rounded(month.share()));
    }

    @Test
    void theFirstMomentOfAMonthIsNoError() throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-02-20T00:00", "2025-03-01T00:00"), 1_000_000);
        house.isNow("2025-03-01T00:00");
        target(7300, Target.Unit.ENERGY);
        assertFalse(month().orElseThrow().soFar().hasAmount());
    }

    @Test
    void theCheapestHoursAreThoseOfTheTariffThatCounts() throws Exception {
        assertEquals(Optional.empty(), new CostReader(house.accounting()).cheapest());
        var night = TimeBand.daily("night", LocalTime.of(23, 0), LocalTime.of(6, 0), new BigDecimal("0.07"));
        house.pays(new TariffVersion(LocalDate.of(2020, 1, 1), BigDecimal.ZERO, new BigDecimal("0.30"), List.of(night),
                List.of(), Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(), Optional.empty()));
        var cheapest = new CostReader(house.accounting()).cheapest().orElseThrow();
        assertEquals("EUR", cheapest.currency().getCurrencyCode());
        assertEquals(AccountedHouse.range("2025-03-11T00:00", "2025-03-11T06:00"),
                cheapest.hours().spans().getFirst().range());
    }

    @Test
    void ofTiersTheUseOfTheMonthSoFarDecides() throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range("2025-02-20T00:00", "2025-03-11T00:00"), 1_000_000);
        house.pays(new TariffVersion(LocalDate.of(2020, 1, 1), BigDecimal.ZERO, new BigDecimal("0.30"), List.of(),
                List.of(new Tier(BigDecimal.valueOf(200), new BigDecimal("0.10"))), Tier.Period.MONTH,
                BigDecimal.ZERO, true, Optional.empty(), Optional.empty()));
        var hours = new CostReader(house.accounting()).cheapest().orElseThrow().hours();
        assertTrue(hours.same());
        assertEquals(0, new BigDecimal("0.30").compareTo(hours.now().orElseThrow().perKilowattHour()),
                "240 kWh are past the first 200");
    }
}
