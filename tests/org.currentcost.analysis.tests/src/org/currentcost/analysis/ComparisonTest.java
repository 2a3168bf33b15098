package org.currentcost.analysis;

import static org.currentcost.analysis.PricingTest.assertAmount;
import static org.currentcost.analysis.PricingTest.constant;
import static org.currentcost.analysis.PricingTest.days;
import static org.currentcost.analysis.PricingTest.decimal;
import static org.currentcost.analysis.PricingTest.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** Bills and tariffs beside each other, worked out by hand. */
class ComparisonTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

    private static Tariff tariff(String name, TariffVersion... versions) {
        return new Tariff(name, Currency.getInstance("GBP"), List.of(versions));
    }

    private static TariffVersion flat(LocalDate from, String standing, String price) {
        return TariffVersion.flat(from, decimal(standing), decimal(price));
    }

    @Test
    void aBillIsComparedWithWhatIsKnownOfItsTime() {
        // 10 days of 24 h, of which 8 are known at 1 kW: 192 kWh at 0.25 and 10 days at 0.50 are 48 + 5 = 53.
        var pricing = new Pricing(tariff("flat", flat(LONG_AGO, "0.50", "0.25")), LONDON);
        var known = constant(1000, days("2026-01-01", "2026-01-09", LONDON));
        var time = BillCheck.range(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 11), LONDON);
        var check = new BillCheck(pricing.costs(known, List.of(time)).getFirst(), decimal("250"), decimal("67.50"));
        assertAmount("192", check.ourKilowattHours());
        assertAmount("58", check.kilowattHoursDifference());
        assertAmount("23.2", check.kilowattHoursPercent().orElseThrow());
        assertAmount("14.50", check.amountDifference());
        assertAmount("21.48", check.amountPercent().orElseThrow().setScale(2, RoundingMode.HALF_UP));
        // Two missing days at 1 kW are 48 kWh or 12.00 of the difference; 10 kWh and 2.50 stay unexplained.
        assertAmount("48", check.missingKilowattHours().orElseThrow());
        assertAmount("10", check.unexplainedKilowattHours().orElseThrow());
        assertAmount("12", check.missingAmount().orElseThrow());
        assertAmount("2.50", check.unexplainedAmount().orElseThrow());
        assertEquals(0.8, check.ours().energy().knownShare(), 1e-12);
    }

    @Test
    void aBillOfATimeWithoutFiguresIsNotExplained() {
        var time = BillCheck.range(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1), LONDON);
        var check = new BillCheck(CostSum.nothing(time.startMillis(), time.endMillis()), BigDecimal.ZERO,
                decimal("10"));
        assertTrue(check.kilowattHoursPercent().isEmpty());
        assertTrue(check.missingKilowattHours().isEmpty());
        assertTrue(check.unexplainedAmount().isEmpty());
        assertAmount("10", check.amountDifference());
    }

    @Test
    void oneHistoryCostsDifferentlyUnderDifferentTariffs() {
        // 1 kW in January (744 h) and February (672 h). Flat 0.20: 148.80 and 134.40; 0.10 and 1.00 a day: 74.40 + 31
        // and 67.20 + 28.
        var time = days("2026-01-01", "2026-03-01", LONDON);
        var costs = TariffCosts.compare(
                List.of(tariff("flat", flat(LONG_AGO, "0", "0.20")), tariff("base", flat(LONG_AGO, "1", "0.10"))),
                LONDON, constant(1000, time), PeriodKind.MONTH.periods(time, LONDON), TimeRange.ALL);
        assertEquals(List.of("flat", "base"), costs.stream().map(each -> each.tariff().name()).toList());
        assertAmount("148.80", costs.get(0).periods().get(0).total());
        assertAmount("283.20", costs.get(0).total().total());
        assertAmount("105.40", costs.get(1).periods().get(0).total());
        assertAmount("95.20", costs.get(1).periods().get(1).total());
        assertAmount("200.60", costs.get(1).total().total());
    }

    @Test
    void aChangeRepricesOnlyWhatItConcerns() {
        // A new price from 15 February on: 14 days of February's 28 at 1 kW are 336 kWh, 0.30 instead of 0.20.
        var time = days("2026-01-01", "2026-03-01", LONDON);
        var before = tariff("flat", flat(LONG_AGO, "0", "0.20"));
        var after = tariff("flat", flat(LONG_AGO, "0", "0.20"), flat(LocalDate.of(2026, 2, 15), "0", "0.30"));
        var repricing = Repricing.of(before, after, LONDON, constant(1000, time),
                PeriodKind.MONTH.periods(time, LONDON),
                TimeRange.ALL);
        assertEquals(1, repricing.changes().size());
        assertAmount("134.40", repricing.changes().getFirst().before().total());
        assertAmount("168.00", repricing.changes().getFirst().after().total());
        assertAmount("283.20", repricing.totalBefore().total());
        assertAmount("316.80", repricing.totalAfter().total());
        assertTrue(Repricing.of(before, before, LONDON, constant(1000, time), List.of(time), TimeRange.ALL).changes()
                .isEmpty());
        // A first day later than the history leaves it without a price, which is a change too.
        var unpriced = tariff("free", flat(LocalDate.of(2026, 2, 1), "0", "0"));
        var free = tariff("free", flat(LONG_AGO, "0", "0"));
        var january = range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        assertEquals(1, Repricing.of(free, unpriced, LONDON, constant(1000, time), List.of(january), TimeRange.ALL)
                .changes().size());
    }
}
