package org.currentcost.analysis;

import static org.currentcost.analysis.PricingTest.assertAmount;
import static org.currentcost.analysis.PricingTest.constant;
import static org.currentcost.analysis.PricingTest.days;
import static org.currentcost.analysis.PricingTest.decimal;
import static org.currentcost.analysis.PricingTest.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Grams of carbon dioxide against sums worked out by hand. */
class CarbonTest {

    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    @Test
    void aFactorHoldsFromItsLocalDayOn() {
        // 2 January in Kathmandu begins at 18:15 UTC of the 1st. 1 kW from 18:00 to 19:00: a quarter at 400 g, three
        // at 200 g are 100 + 150. Before the first factor nothing is made up.
        var carbon = new Carbon(new CarbonFactors(List.of(
                new CarbonFactor(LocalDate.of(2026, 1, 2), decimal("200")),
                new CarbonFactor(LocalDate.of(2026, 1, 1), decimal("400"))), Optional.empty()), KATHMANDU);
        var hour = range("2026-01-01T18:00:00Z", "2026-01-01T19:00:00Z");
        var sum = carbon.sums(constant(1000, hour), List.of(hour)).getFirst();
        assertAmount("250", sum.grams());
        assertAmount("0.25", sum.kilograms());
        var before = days("2025-12-31", "2026-01-01", KATHMANDU);
        var unknown = carbon.sums(constant(1000, before), List.of(before)).getFirst();
        assertAmount("0", unknown.grams());
        assertEquals(24 * 3_600_000_000_000L, unknown.unratedMicrojoules());
        assertEquals(Optional.empty(), carbon.gramsPerKilowattHourAt(before.start()));
        assertAmount("200", carbon.gramsPerKilowattHourAt(hour.end()).orElseThrow());
    }

    @Test
    void halfHourlyIntensityWinsAndHoldsWithoutFactorsToo() {
        // 2 kW make 1 kWh a half-hour: at 55.5 g, and half an hour with nothing known.
        var hour = range("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z");
        var table = new RateTable(List.of(
                new RateTable.Entry(range("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z"), decimal("55.5"))));
        var without = new Carbon(new CarbonFactors(List.of(), Optional.of(table)), KATHMANDU)
                .sums(constant(2000, hour), List.of(hour)).getFirst();
        assertAmount("55.5", without.grams());
        assertEquals(1_800_000L, without.unratedMillis());
        var with = new Carbon(new CarbonFactors(List.of(new CarbonFactor(LocalDate.EPOCH, decimal("100"))),
                Optional.of(table)), KATHMANDU);
        assertAmount("155.5", with.sums(constant(2000, hour), List.of(hour)).getFirst().grams());
        // Exported energy spares what it would cause.
        assertAmount("-155.5", with.sums(constant(-2000, hour), List.of(hour)).getFirst().grams());
        var halves = with.sums(constant(2000, hour), PeriodKind.HALF_HOUR.periods(hour, ZoneId.of("UTC")));
        assertAmount("155.5", halves.stream().reduce(CarbonSum::plus).orElseThrow().measuredGrams());
        assertTrue(with.gramsPerKilowattHourAt(Instant.parse("1969-12-31T00:00:00Z")).isEmpty());
    }

    @Test
    void contradictionsAreRefused() {
        var factor = new CarbonFactor(LocalDate.EPOCH, BigDecimal.ONE);
        var twice = List.of(factor, factor);
        assertThrows(IllegalArgumentException.class, () -> new CarbonFactors(twice, Optional.empty()));
    }
}
