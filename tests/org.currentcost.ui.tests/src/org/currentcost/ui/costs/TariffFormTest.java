package org.currentcost.ui.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.ui.costs.TariffForm.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;

class TariffFormTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final Currency EURO = Currency.getInstance("EUR");

    private final TariffForm form = new TariffForm(Locale.US, EURO, JUNE, Set.of("Other"), Set.of(MARCH));

    private Optional<Field> wrong() {
        return form.problem().map(TariffForm.Problem::field);
    }

    @Test
    void namesTheFirstFieldThatIsWrong() {
        assertEquals(Optional.of(Field.NAME), wrong());
        form.name = "Other";
        assertEquals(Optional.of(Field.NAME), wrong());
        form.name = "Mine";
        assertEquals(Optional.of(Field.PRICE), wrong());
        form.price = "0.3x";
        assertEquals(Optional.of(Field.PRICE), wrong());
        form.price = "0.30";
        form.validFrom = MARCH;
        assertEquals(Optional.of(Field.VALID_FROM), wrong());
        form.validFrom = JUNE;
        form.standingCharge = "much";
        assertEquals(Optional.of(Field.STANDING_CHARGE), wrong());
        form.standingCharge = "";
        form.vat = "101";
        assertEquals(Optional.of(Field.VAT), wrong());
        form.vat = "19";
        form.exportPrice = "-";
        assertEquals(Optional.of(Field.EXPORT_PRICE), wrong());
        form.exportPrice = "";
        form.price = "1000000";
        assertEquals(Optional.of(Field.PRICE), wrong());
        form.price = "0.30";
        assertEquals(Optional.empty(), wrong());
    }

    /** A charge is kept for a day, exactly enough to be shown again as it was typed. */
    @ParameterizedTest
    @CsvSource({"DAY, 0.45, 0.45", "HUNDREDTHS_OF_DAY, 53.35, 0.5335", "MONTH, 10.00, 0.328767123288",
        "MONTH, 36.50, 1.2", "YEAR, 120, 0.328767123288", "YEAR, 99.99, 0.273945205479", "DAY, 0, 0",
        "YEAR, -1, -0.002739726027"})
    void aStandingChargeIsOfADayAMonthOrAYear(StandingUnit unit, String typed, BigDecimal perDay) {
        form.price = "0.3";
        form.standingUnit = unit;
        form.standingCharge = typed;
        assertEquals(perDay, form.version().standingChargePerDay());
        var again = new TariffForm(Locale.US, EURO, JUNE, Set.of(), Set.of())
                .fill(new Tariff("Mine", EURO, List.of(form.version())), form.version());
        assertEquals(form.version(), again.version(), "it is the same when it is changed later");
        assertTrue(again.standingCharge.length() <= 7, again.standingCharge + " " + again.standingUnit);
    }

    @Test
    void startsWithANightBand() {
        form.name = "Mine";
        form.price = "0.30";
        form.start(TariffForm.Preset.DAY_AND_NIGHT);
        assertEquals(Optional.of(Field.SECOND_PRICE), wrong());
        form.setSecondPrice("0.10");
        assertEquals(Optional.empty(), wrong());
        var band = form.version().bands().getFirst();
        assertEquals("00:30 07:30 0.10", band.from() + " " + band.to() + " " + band.price());
    }

    @Test
    void startsWithATier() {
        form.start(TariffForm.Preset.TIERS);
        form.price = "0.30";
        form.setSecondPrice("0.20");
        assertEquals(List.of(new Tier(BigDecimal.valueOf(200), new BigDecimal("0.20"))), form.version().tiers());
        form.start(TariffForm.Preset.FLAT);
        assertEquals(List.of(), form.version().tiers());
    }

    @Test
    void aNewPriceLeavesTheOldOneAndAChangeDoesNot() {
        var old = TariffVersion.flat(MARCH, BigDecimal.ZERO, new BigDecimal("0.25"));
        var tariff = new Tariff("Mine", EURO, List.of(old));
        form.fill(tariff, old);
        form.price = "0.30";
        var next = TariffVersion.flat(JUNE, BigDecimal.ZERO, new BigDecimal("0.30"));
        assertEquals(List.of(old, next), form.tariff(Optional.of(tariff), Optional.empty()).versions());
        form.validFrom = MARCH;
        assertEquals(List.of(TariffVersion.flat(MARCH, BigDecimal.ZERO, new BigDecimal("0.30"))),
                form.tariff(Optional.of(tariff), Optional.of(MARCH)).versions());
    }
}
