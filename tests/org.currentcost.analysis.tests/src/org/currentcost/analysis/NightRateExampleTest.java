package org.currentcost.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** The example of {@code releng/docs/add-a-unit-or-tariff-rule.md}: a rule against a sum worked out by hand. */
class NightRateExampleTest {

    // begin: the rule by hand
    @Test
    void aNightBandPricesTheNightAlone() {
        var night = TimeBand.daily("Night", LocalTime.of(0, 0), LocalTime.of(7, 0), new BigDecimal("0.10"));
        var version = new TariffVersion(LocalDate.of(2026, 1, 1), BigDecimal.ZERO, new BigDecimal("0.30"),
                List.of(night), List.of(), Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(),
                Optional.empty());
        var pricing = new Pricing(new Tariff("Example", Currency.getInstance("GBP"), List.of(version)),
                ZoneId.of("Europe/London"));
        TimeRange day = Quarters.range("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");

        // a kilowatt all day: 7 kWh at 0.10 and 17 kWh at 0.30
        var cost = pricing.costs(Quarters.full(day, at -> 1000), List.of(day)).getFirst();

        assertEquals(0, new BigDecimal("5.80").compareTo(cost.total()), cost::toString);
    }
    // end
}
