package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.settings.Tariffs;
import org.junit.jupiter.api.Test;

/** Which tariffs are compared, and by which prices. */
class TariffComparisonTest {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Currency POUND = Currency.getInstance("GBP");

    private static Tariff flat(String name, Currency currency, LocalDate from) {
        return new Tariff(name, currency, List.of(TariffVersion.flat(from, BigDecimal.ZERO, new BigDecimal("0.3"))));
    }

    @Test
    void theFirstTariffCountsUntilAnotherOneIsChosen() {
        var from = LocalDate.of(2026, 1, 1);
        var one = flat("One", EURO, from);
        var two = flat("Two", EURO, from);
        var both = Tariffs.NONE.with(Optional.empty(), one).with(Optional.empty(), two);
        assertEquals(Optional.of(one), both.inForce());
        assertEquals(Optional.of(two), both.using("Two").inForce());
        assertEquals(Optional.of(two), both.without("One").inForce());
        var renamed = flat("New name", EURO, from);
        assertEquals(new Tariffs(List.of(renamed, two), "New name"), both.with(Optional.of("One"), renamed));
    }

    @Test
    void comparesTariffsOfOneCurrencyTheOneThatCountsFirst() {
        var from = LocalDate.of(2026, 1, 1);
        var one = flat("One", EURO, from);
        var two = flat("Two", EURO, from);
        var three = flat("Three", POUND, from);
        assertEquals(List.of(two, one), TariffComparison.comparable(new Tariffs(List.of(one, two, three), "Two")));
        assertEquals(List.of(), TariffComparison.comparable(Tariffs.NONE));
    }

    @Test
    void triesATariffOnUseFromBeforeItsFirstDay() {
        var tariff = flat("One", EURO, LocalDate.of(2026, 6, 1));
        var start = LocalDate.of(2026, 3, 10).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertEquals(flat("One", EURO, LocalDate.of(2026, 3, 10)),
                TariffComparison.extended(tariff, start, ZoneOffset.UTC));
        var early = flat("One", EURO, LocalDate.of(2026, 3, 10));
        assertSame(early, TariffComparison.extended(early, start, ZoneOffset.UTC));
    }
}
