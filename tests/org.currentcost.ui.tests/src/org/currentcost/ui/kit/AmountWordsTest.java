package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.FillSource;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts and times as people read them. The tests run in American English. */
class AmountWordsTest {

    private final AmountWords words = new AmountWords(Optional.of(Currency.getInstance("EUR")),
            ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({"0,0 kWh", "0.4204,0.420 kWh", "0.055,55.0 Wh", "12.44,12.4 kWh", "1234,1.23 MWh", "-3.5,-3.50 kWh"})
    void scalesEnergyByItsSize(double kilowattHours, String expected) {
        assertEquals(expected, words.amount(kilowattHours, AmountUnit.ENERGY).replace('\u202f', ' '));
    }

    @Test
    void writesMoneyInTheTariffsCurrency() {
        assertEquals("€1,234.50", words.amount(1234.5, AmountUnit.MONEY));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNotKnown(double amount) {
        for (var unit : AmountUnit.values()) {
            assertEquals("–", words.amount(amount, unit));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-10-24T22:00:00Z|2026-10-25T23:00:00Z|Oct 25, 2026",
        "2026-10-01T22:00:00Z|2026-10-31T23:00:00Z|Oct 2, 2026 – Oct 31, 2026",
        "2026-10-01T10:00:00Z|2026-10-01T11:30:00Z|Oct 1, 2026, 12:00 PM–1:30 PM"})
    void tellsARangeAsShortAsItCan(Instant start, Instant end, String expected) {
        assertEquals(expected, words.range(new TimeRange(start, end)).replace('\u202f', ' '));
    }

    @ParameterizedTest
    @CsvSource({"PT5M,5 min", "PT2H12M,2 h 12 min", "PT47H,47 h 0 min", "PT50H,2 d 2 h"})
    void tellsHowLong(Duration length, String expected) {
        assertEquals(expected, words.duration(length));
    }

    @Test
    void tellsHowWellSomethingIsKnown() {
        assertEquals("50% measured, 30% from the meter's memory, 10% estimated, 10% missing",
                words.coverage(new EnergySum(0, 1000, 1, 500, 1, 300, 1, 100, 1)));
        assertEquals("all measured", words.coverage(new EnergySum(0, 1000, 1, 1000, 0, 0, 0, 0, 1)));
        assertEquals("50% measured, 50% from an imported file",
                words.coverage(new EnergySum(0, 1000, 1, 500, 1, 500, 0, 0, 1, FillSource.FILE)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "86400000|all measured",
        "86399999|over 99% measured, under 1% missing",
        "86399500|over 99% measured, under 1% missing",
        "86399000|over 99% measured, under 1% missing",
        "85900000|over 99% measured, under 1% missing",
        "86374080|over 99% measured, under 1% missing",
        "85100000|98% measured, 2% missing",
        "600000|under 1% measured, over 99% missing",
        "0|100% missing"})
    void saysThatAllIsMeasuredOnlyOfWhatLacksNothing(long measured, String expected) {
        assertEquals(expected, words.coverage(new EnergySum(0, 86_400_000, 1, measured, 0, 0, 0, 0, 1)));
    }

    @Test
    void tellsTheShareOfTheStandingChargeInAnAmount() {
        var energy = new EnergySum(0, 1000, 1, 1000, 0, 0, 0, 0, 1);
        var cost = new AmountSum(energy, new BigDecimal("2.19"), BigDecimal.ZERO, BigDecimal.ZERO,
                new BigDecimal("0.10"), true);
        assertEquals("€2.29 with €0.10 standing charge", words.total(cost, AmountUnit.MONEY, 1));
        var made = new AmountSum(energy, new BigDecimal("12.4"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                true);
        assertEquals("-12.4 kWh", words.total(made, AmountUnit.ENERGY, -1).replace('\u202f', ' '));
        assertEquals("–", words.total(new AmountSum(EnergySum.nothing(0, 1000), BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, BigDecimal.TEN, true), AmountUnit.MONEY, 1));
    }

    @Test
    void namesUnitsForFilesInEveryLanguage() {
        assertEquals("eur", words.column(AmountUnit.MONEY));
        assertEquals("kwh", words.column(AmountUnit.ENERGY));
        assertEquals("co2_kg", words.column(AmountUnit.CARBON));
    }

    @Test
    void namesPeriods() {
        var month = PeriodKind.MONTH.periods(new TimeRange(Instant.parse("2026-10-05T00:00:00Z"),
                Instant.parse("2026-10-06T00:00:00Z")), ZoneId.of("Europe/Berlin")).getFirst();
        assertEquals("October 2026", words.period(month, PeriodKind.MONTH));
        assertEquals("Q4 2026", words.period(month, PeriodKind.QUARTER));
    }

    /** Tables of people have the pennies that everything else has, files what was worked out. */
    @ParameterizedTest
    @CsvSource({"3.571964, 3.57, 3.571964", "0.005, 0.01, 0.005", "-0.7685, -0.77, -0.7685", "2, 2.00, 2",
        "NaN, '', ''",
        "0.0000001, 0.00, 0"})
    void cellsOfMoneyHaveTheDecimalsOfItsCurrency(double amount, String shown, String exported) {
        var words = new AmountWords(Optional.of(Currency.getInstance("GBP")), ZoneOffset.UTC);
        assertEquals(shown, TableData.shown(words.cell(amount, AmountUnit.MONEY)));
        assertEquals(exported, TableData.exported(words.cell(amount, AmountUnit.MONEY)));
        assertEquals(exported, TableData.exported(amount), "as without a currency");
        assertEquals(TableData.shown(amount), TableData.shown(words.cell(amount, AmountUnit.CARBON)));
    }
}
