package org.currentcost.ui.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
