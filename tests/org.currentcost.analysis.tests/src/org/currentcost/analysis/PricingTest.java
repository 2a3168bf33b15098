package org.currentcost.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs against sums worked out by hand. A constant kilowatt makes a kilowatt-hour an hour. */
class PricingTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Currency POUND = Currency.getInstance("GBP");
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);
    private static final long MICROJOULES_PER_WATT_QUARTER = 900_000_000L;

    static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }

    static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }

    static TimeRange days(String first, String end, ZoneId zone) {
        return new TimeRange(LocalDate.parse(first).atStartOfDay(zone).toInstant(),
                LocalDate.parse(end).atStartOfDay(zone).toInstant());
    }

    static QuarterHours constant(long watts, TimeRange range) {
        var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
        for (long at = range.startMillis(); at < range.endMillis(); at += QuarterHours.QUARTER_MILLIS) {
            builder.add(at, QuarterHours.QUARTER_MILLIS, watts * 1000, watts * MICROJOULES_PER_WATT_QUARTER);
        }
        return builder.build();
    }

    private static TariffVersion version(LocalDate from, String standing, String price, List<TimeBand> bands,
            List<Tier> tiers, Tier.Period period) {
        return new TariffVersion(from, decimal(standing), decimal(price), bands, tiers, period, BigDecimal.ZERO, true,
                Optional.empty(), Optional.empty());
    }

    private static TariffVersion banded(String price, TimeBand... bands) {
        return version(LONG_AGO, "0", price, List.of(bands), List.of(), Tier.Period.MONTH);
    }

    private static TariffVersion halfHourly(String price, String vat, boolean included, RateTable.Entry... entries) {
        return new TariffVersion(LONG_AGO, BigDecimal.ZERO, decimal(price), List.of(), List.of(), Tier.Period.MONTH,
                decimal(vat), included, Optional.empty(), Optional.of(new RateTable(List.of(entries))));
    }

    private static Pricing pricing(ZoneId zone, TariffVersion... versions) {
        return new Pricing(new Tariff("test", POUND, List.of(versions)), zone);
    }

    private static CostSum cost(Pricing pricing, QuarterHours quarters, TimeRange period) {
        return pricing.costs(quarters, List.of(period)).getFirst();
    }

    static void assertAmount(String expected, BigDecimal actual) {
        assertEquals(0, decimal(expected).compareTo(actual), () -> expected + " but was " + actual.toPlainString());
    }

    @Test
    void oldUseKeepsItsPriceAndTheNewDayBeginsAtLocalMidnight() {
        // 1 July 2026 in London begins at 23:00 UTC. An hour on either side: 1 kWh at 0.20 and 1 kWh at 0.30.
        var pricing = pricing(LONDON, TariffVersion.flat(LONG_AGO, BigDecimal.ZERO, decimal("0.20")),
                TariffVersion.flat(LocalDate.of(2026, 7, 1), BigDecimal.ZERO, decimal("0.30")));
        var hours = range("2026-06-30T22:00:00Z", "2026-07-01T00:00:00Z");
        assertAmount("0.50", cost(pricing, constant(1000, hours), hours).total());
        assertAmount("0.20",
                pricing.costs(constant(1000, hours), PeriodKind.HOUR.periods(hours, LONDON)).get(0).total());
    }

    @Test
    void useBeforeTheFirstVersionHasNoPriceAndSaysSo() {
        var pricing = pricing(UTC, TariffVersion.flat(LocalDate.of(2026, 1, 2), decimal("0.24"), decimal("0.10")));
        var days = range("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z");
        var cost = cost(pricing, constant(1000, days), days);
        // The second day: 24 kWh at 0.10, and a day's standing charge. The first: 24 kWh of 3.6 million joules.
        assertAmount("2.64", cost.total());
        assertEquals(24 * 3_600_000_000_000L, cost.unpriced().microjoules());
        assertEquals(24 * 3_600_000L, cost.unpricedMillis());
        assertFalse(cost.priced());
        assertEquals(0.5, cost.pricedShare());
        assertTrue(pricing.priceAt(Instant.parse("2026-01-01T23:59:59Z"), QuarterHours.NONE).isEmpty());
        assertAmount("0.10", pricing.priceAt(Instant.parse("2026-01-02T00:00:00Z"), QuarterHours.NONE).orElseThrow()
                .perKilowattHour());
    }

    @Test
    void missingTimeCostsItsStandingChargeAndNoMore() {
        var pricing = pricing(UTC, TariffVersion.flat(LONG_AGO, decimal("0.50"), decimal("0.10")));
        var day = range("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
        var cost = cost(pricing, constant(1000, range("2026-01-01T06:00:00Z", "2026-01-01T12:00:00Z")), day);
        assertAmount("1.10", cost.total());
        assertTrue(cost.priced());
        assertEquals(0.25, cost.pricedShare());
        assertAmount("0.50", cost(pricing, QuarterHours.NONE, day).total());
    }

    @ParameterizedTest
    @CsvSource({
        // Economy 7 from 23:30 to 06:30 at 0.10, else 0.30, 1 kW. A usual day has 7 h of night and 17 h of day.
        "2026-06-10, 2026-06-11, 5.80",
        // 29 March has 23 h: 01:00 to 02:00 is missing at night, so 6 h of 0.10 and 17 h of 0.30.
        "2026-03-29, 2026-03-30, 5.70",
        // 25 October has 25 h: 01:00 to 02:00 comes twice, so 8 h of 0.10 and 17 h of 0.30.
        "2026-10-25, 2026-10-26, 5.90"})
    void nightBandsFollowTheClockThroughItsChanges(String first, String end, String expected) {
        var pricing = pricing(LONDON,
                banded("0.30", TimeBand.daily("Night", LocalTime.of(23, 30), LocalTime.of(6, 30), decimal("0.10"))));
        var day = days(first, end, LONDON);
        assertAmount(expected, cost(pricing, constant(1000, day), day).total());
    }

    @ParameterizedTest
    @CsvSource({
        // Offsets of 5:45, 9:30 and 10:30 h, and 4 November 2018 in São Paulo, which begins at 01:00 and has 23 h.
        "Asia/Kathmandu, 2026-06-10, 2026-06-11, 5.80", "Australia/Adelaide, 2026-06-10, 2026-06-11, 5.80",
        "Australia/Lord_Howe, 2026-06-10, 2026-06-11, 5.80", "America/Sao_Paulo, 2018-11-04, 2018-11-05, 5.70"})
    void nightBandsFollowOddZones(String zone, String first, String end, String expected) {
        var id = ZoneId.of(zone);
        var pricing = pricing(id,
                banded("0.30", TimeBand.daily("Night", LocalTime.of(23, 30), LocalTime.of(6, 30), decimal("0.10"))));
        var day = days(first, end, id);
        assertAmount(expected, cost(pricing, constant(1000, day), day).total());
    }

    @Test
    void aBandPastMidnightBelongsToTheDayOnWhichItBegins() {
        // Friday 5 June 2026 from 22:00 to Saturday 06:00 costs 0.10; Friday's own morning does not.
        var pricing = pricing(UTC, banded("0.30", new TimeBand("Friday night", Set.of(), Set.of(DayOfWeek.FRIDAY),
                LocalTime.of(22, 0), LocalTime.of(6, 0), decimal("0.10"))));
        var friday = days("2026-06-05", "2026-06-06", UTC);
        var saturday = days("2026-06-06", "2026-06-07", UTC);
        var quarters = constant(1000, days("2026-06-05", "2026-06-07", UTC));
        assertAmount("6.80", cost(pricing, quarters, friday).total());
        assertAmount("6.00", cost(pricing, quarters, saturday).total());
    }

    @Test
    void theLastBandWinsAndMonthsAndWholeDaysCount() {
        // In January 24 h at 0.40, but for 08:00 to 10:00 at 0.50; at 07:59 of 1 February the December-to-January
        // night has long ended, so the price is the base.
        var pricing = pricing(UTC,
                banded("0.20",
                        new TimeBand("January", Set.of(Month.JANUARY), Set.of(), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT,
                                decimal("0.40")),
                        TimeBand.daily("Morning", LocalTime.of(8, 0), LocalTime.of(10, 0), decimal("0.50"))));
        var january = days("2026-01-31", "2026-02-01", UTC);
        var february = days("2026-02-01", "2026-02-02", UTC);
        var quarters = constant(1000, days("2026-01-31", "2026-02-02", UTC));
        assertAmount("9.80", cost(pricing, quarters, january).total());
        assertAmount("5.40", cost(pricing, quarters, february).total());
        assertEquals(List.of(new PriceSource(PriceSource.Kind.BAND, "January"),
                new PriceSource(PriceSource.Kind.BAND, "Morning")),
                pricing.breakdown(quarters, january, SensorRole.HOUSE, quarters).stream().map(BandCost::source)
                        .toList());
    }

    @Test
    void tiersBeginAnewWithEachMonth() {
        // 1 kW. The first 100 kWh of a month at 0.30, up to 300 kWh at 0.20, then 0.10. January has 744 kWh:
        // 30 + 40 + 44.40; so have the first 744 h of any month.
        var pricing = pricing(UTC, version(LONG_AGO, "0", "0.10", List.of(),
                List.of(new Tier(decimal("100"), decimal("0.30")), new Tier(decimal("300"), decimal("0.20"))),
                Tier.Period.MONTH));
        var quarters = constant(1000, days("2026-01-01", "2026-03-01", UTC));
        assertAmount("114.40", cost(pricing, quarters, days("2026-01-01", "2026-02-01", UTC)).total());
        // 31 January: 24 kWh of the last tier; 1 February: 24 kWh of the first. Out of order on purpose.
        var costs = pricing.costs(quarters,
                List.of(days("2026-02-01", "2026-02-02", UTC), days("2026-01-31", "2026-02-01", UTC)));
        assertAmount("7.20", costs.get(0).total());
        assertAmount("2.40", costs.get(1).total());
        // The hundredth kWh is used at 04:00 on 5 January: 4 kWh at 0.30 and 20 kWh at 0.20.
        assertAmount("5.20", cost(pricing, quarters, days("2026-01-05", "2026-01-06", UTC)).total());
        assertAmount("0.30",
                pricing.priceAt(Instant.parse("2026-01-05T03:59:00Z"), quarters).orElseThrow().perKilowattHour());
        assertAmount("0.20",
                pricing.priceAt(Instant.parse("2026-01-05T04:00:00Z"), quarters).orElseThrow().perKilowattHour());
        // Just after the last reading too: 672 kWh of February are past all tiers on the 28th.
        assertAmount("0.10", pricing.priceAt(Instant.parse("2026-02-28T23:59:00Z"),
                constant(1000, days("2026-02-01", "2026-02-28", UTC))).orElseThrow().perKilowattHour());
    }

    @Test
    void tiersOfAQuarterRunOnThroughItsMonthsAndThroughANewVersion() {
        // The first 1000 kWh of a quarter at 0.40, then 0.10, 1 kW: January's 744 kWh at 0.40; of February's 672 kWh
        // 256 at 0.40 and 416 at 0.10. From 1 February on the first tier costs 0.50: 128 + 41.60.
        var tiers = List.of(new Tier(decimal("1000"), decimal("0.40")));
        var dearer = List.of(new Tier(decimal("1000"), decimal("0.50")));
        var pricing = pricing(UTC, version(LONG_AGO, "0", "0.10", List.of(), tiers, Tier.Period.QUARTER),
                version(LocalDate.of(2026, 2, 1), "0", "0.10", List.of(), dearer, Tier.Period.QUARTER));
        var quarters = constant(1000, days("2026-01-01", "2026-05-01", UTC));
        assertAmount("297.60", cost(pricing, quarters, days("2026-01-01", "2026-02-01", UTC)).total());
        assertAmount("169.60", cost(pricing, quarters, days("2026-02-01", "2026-03-01", UTC)).total());
        assertAmount("12.00", cost(pricing, quarters, days("2026-04-01", "2026-04-02", UTC)).total());
    }

    @Test
    void aTierEndsWithinAQuarterOfAnHour() {
        // 10 kW make 2.5 kWh a quarter: of the first, 1 kWh at 1.00 and 1.5 kWh at 0.10.
        var pricing = pricing(UTC, version(LONG_AGO, "0", "0.10", List.of(),
                List.of(new Tier(BigDecimal.ONE, BigDecimal.ONE)), Tier.Period.MONTH));
        var quarter = range("2026-01-01T00:00:00Z", "2026-01-01T00:15:00Z");
        var house = constant(10_000, quarter);
        assertAmount("1.15", cost(pricing, house, quarter).total());
        // A sensor with half of the house's energy has half of each price.
        assertAmount("0.575", pricing.costs(constant(5000, quarter), List.of(quarter), SensorRole.INSIDE_HOUSE, house,
                TimeRange.ALL).getFirst().total());
    }

    @Test
    void bandsWinOverTiersAndOnlyTheRestIsCounted() {
        // 1 kW; 8 kWh at night at 0.10; of the 16 kWh by day the first 10 at 0.50 and 6 at 0.20.
        var pricing = pricing(UTC, version(LONG_AGO, "0", "0.20",
                List.of(TimeBand.daily("Night", LocalTime.MIDNIGHT, LocalTime.of(8, 0), decimal("0.10"))),
                List.of(new Tier(BigDecimal.TEN, decimal("0.50"))), Tier.Period.MONTH));
        var day = days("2026-01-01", "2026-01-02", UTC);
        var quarters = constant(1000, day);
        assertAmount("7.00", cost(pricing, quarters, day).total());
        var parts = pricing.breakdown(quarters, day, SensorRole.HOUSE, quarters);
        assertEquals(List.of(PriceSource.Kind.TIER, PriceSource.Kind.BASE, PriceSource.Kind.BAND),
                parts.stream().map(part -> part.source().kind()).toList());
        assertEquals(List.of("10", "", "Night"), parts.stream().map(part -> part.source().name()).toList());
        assertAmount("6", parts.get(1).kilowattHours());
        assertAmount("0.80", parts.get(2).cost());
    }

    @Test
    void vatIsAddedOrTakenOut() {
        var day = days("2026-01-01", "2026-01-02", UTC);
        var quarters = constant(1000, day);
        // 24 kWh at 0.25 are 6.00, standing charge 0.40, and 5 % of both: 0.30 and 0.02.
        var added = cost(pricing(UTC, new TariffVersion(LONG_AGO, decimal("0.40"), decimal("0.25"), List.of(),
                List.of(), Tier.Period.MONTH, decimal("5"), false, Optional.empty(), Optional.empty())), quarters, day);
        assertAmount("6.72", added.total());
        assertAmount("0.32", added.vat());
        assertAmount("6.00", added.energyChargeBeforeVat());
        assertAmount("0.40", added.standingChargeBeforeVat());
        // The other way round: 24 kWh at 0.2625 with VAT are 6.30, of which 6.30 * 5 / 105 = 0.30 is VAT.
        var included = cost(pricing(UTC, new TariffVersion(LONG_AGO, decimal("0.42"), decimal("0.2625"), List.of(),
                List.of(), Tier.Period.MONTH, decimal("5"), true, Optional.empty(), Optional.empty())), quarters, day);
        assertAmount("6.72", included.total());
        assertAmount("0.32", included.vat());
        assertAmount("6.40", included.energyChargeBeforeVat().add(included.standingChargeBeforeVat()));
    }

    @Test
    void halfHourlyPricesWinAndFallBackWhereThereIsNone() {
        // Half an hour at 0.10, one at -0.05, then none: 0.5 kWh each, and 1 kWh at the version's 0.30.
        var pricing = pricing(UTC,
                halfHourly("0.30", "0", true,
                        new RateTable.Entry(range("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z"), decimal("-0.05")),
                        new RateTable.Entry(range("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z"), decimal("0.10"))));
        var hours = range("2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z");
        var quarters = constant(1000, hours);
        assertAmount("0.325", cost(pricing, quarters, hours).total());
        // Any order, and the same figures.
        var periods = new ArrayList<>(PeriodKind.HALF_HOUR.periods(hours, UTC)).reversed();
        assertEquals(List.of("0.15", "0.15", "-0.025", "0.05"), pricing.costs(quarters, periods).stream()
                .map(cost -> cost.total().stripTrailingZeros().toPlainString()).toList());
        assertEquals(PriceSource.Kind.HALF_HOURLY,
                pricing.priceAt(Instant.parse("2026-01-01T00:59:59Z"), quarters).orElseThrow().source().kind());
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 2026-03-29", "Europe/London, 2026-10-25", "Europe/London, 2026-06-01",
        "America/Sao_Paulo, 2018-11-04", "Australia/Lord_Howe, 2026-04-05"})
    void aDayHasOneStandingChargeHoweverLongItIs(String zone, String date) {
        var id = ZoneId.of(zone);
        var pricing = pricing(id, TariffVersion.flat(LONG_AGO, decimal("0.1582"), decimal("0.20")));
        var day = days(date, LocalDate.parse(date).plusDays(1).toString(), id);
        assertAmount("0.1582", cost(pricing, QuarterHours.NONE, day).standingCharge());
        var hours = pricing.costs(QuarterHours.NONE, PeriodKind.HOUR.periods(day, id));
        assertAmount("0.1582", hours.stream().reduce(CostSum::plus).orElseThrow().standingCharge());
    }

    @Test
    void theStandingChargeIsDueInTheChargedTimeAndForHousesOnly() {
        var pricing = pricing(UTC, TariffVersion.flat(LONG_AGO, decimal("0.31"), decimal("0.20")));
        var month = days("2026-01-01", "2026-02-01", UTC);
        // From noon of the first on to the start of the tenth: 8.5 days.
        var charged = range("2026-01-01T12:00:00Z", "2026-01-10T00:00:00Z");
        assertAmount("2.635", pricing.costs(QuarterHours.NONE, List.of(month), SensorRole.HOUSE, QuarterHours.NONE,
                charged).getFirst().total());
        assertAmount("0", pricing.costs(QuarterHours.NONE, List.of(month), SensorRole.INSIDE_HOUSE, QuarterHours.NONE,
                charged).getFirst().total());
    }

    @Test
    void exportedEnergyEarnsTheExportPriceOrHasNone() {
        var hour = range("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z");
        var paid = pricing(UTC, new TariffVersion(LONG_AGO, BigDecimal.ZERO, decimal("0.30"), List.of(), List.of(),
                Tier.Period.MONTH, decimal("20"), false, Optional.of(decimal("0.15")), Optional.empty()));
        assertAmount("-0.15", cost(paid, constant(-1000, hour), hour).total());
        assertAmount("-0.15", paid.costs(constant(1000, hour), List.of(hour), SensorRole.EXPORT, QuarterHours.NONE,
                hour).getFirst().total());
        var unpaid = cost(pricing(UTC, banded("0.30")), constant(-1000, hour), hour);
        assertAmount("0", unpaid.total());
        assertEquals(-3_600_000_000_000L, unpaid.unpriced().microjoules());
    }

    @Test
    void partsAreKnownAsTheirEnergyIs() {
        // Two hours, of which the first is read: 1 kWh. The meter says 3 kWh for both, so 2 kWh are from its memory;
        // asked for half of the missing hour alone they are an estimate of 1 kWh.
        var read = range("2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z");
        var block = new HistoryBlock(HistorySpan.TWO_HOURS, read.startMillis(),
                Instant.parse("2026-01-01T03:00:00Z").toEpochMilli(), 3000);
        var quarters = GapFiller.fill(constant(1000, read), List.of(block));
        var pricing = pricing(UTC, banded("0.10"));
        var both = cost(pricing, quarters, range("2026-01-01T01:00:00Z", "2026-01-01T03:00:00Z"));
        assertAmount("0.10", both.measured());
        assertAmount("0.20", both.memory());
        assertAmount("0", both.estimated());
        var half = cost(pricing, quarters, range("2026-01-01T02:00:00Z", "2026-01-01T02:30:00Z"));
        assertAmount("0", half.memory());
        assertAmount("0.10", half.estimated());
    }

    @ParameterizedTest
    @CsvSource({"Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo"})
    void partsAddUpToTheWholeExactly(String zone) {
        var id = ZoneId.of(zone);
        var random = new Random(42);
        var range = range("2018-09-01T00:00:00Z", "2019-05-01T00:00:00Z");
        var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
        for (long at = range.startMillis(); at < range.endMillis(); at += QuarterHours.QUARTER_MILLIS) {
            if (random.nextInt(10) > 0) {
                builder.add(at, random.nextInt((int) QuarterHours.QUARTER_MILLIS), 1,
                        random.nextLong(4_000_000_000_000L)
                                - 100_000_000_000L);
            }
        }
        var blocks = new ArrayList<HistoryBlock>();
        for (long at = range.startMillis(); at < range.endMillis(); at += 8 * QuarterHours.QUARTER_MILLIS) {
            blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, at, at + 8 * QuarterHours.QUARTER_MILLIS,
                    random.nextInt(5000)));
        }
        var quarters = GapFiller.fill(builder.build(), blocks);
        var entries = new ArrayList<RateTable.Entry>();
        for (long at = range.startMillis(); at < range.endMillis(); at += 4 * QuarterHours.QUARTER_MILLIS) {
            entries.add(new RateTable.Entry(TimeRange.ofMillis(at, at + 2 * QuarterHours.QUARTER_MILLIS),
                    BigDecimal.valueOf(random.nextInt(4000), 5)));
        }
        var bands = List.of(TimeBand.daily("Night", LocalTime.of(22, 15), LocalTime.of(6, 45), decimal("0.0777")));
        var tiers = List.of(new Tier(decimal("123.456"), decimal("0.3333")),
                new Tier(decimal("234.5"), decimal("0.2777")));
        var pricing = pricing(id,
                new TariffVersion(LocalDate.of(2018, 9, 20), decimal("0.1582"), decimal("0.2319"), bands, tiers,
                        Tier.Period.MONTH, decimal("5"), true, Optional.of(decimal("0.0411")), Optional.empty()),
                new TariffVersion(LocalDate.of(2018, 12, 13), decimal("0.2007"), decimal("0.1999"), bands, tiers,
                        Tier.Period.QUARTER, decimal("17.5"), true, Optional.empty(),
                        Optional.of(new RateTable(entries))));
        var whole = cost(pricing, quarters, range);
        assertTrue(whole.total().signum() > 0);
        for (var period : PeriodKind.values()) {
            var periods = new ArrayList<>(period.periods(range, id));
            // The outer periods are cut, since they reach beyond the range.
            periods.set(0, new TimeRange(range.start(), periods.getFirst().end()));
            periods.set(periods.size() - 1, new TimeRange(periods.getLast().start(), range.end()));
            var sum = pricing.costs(quarters, periods).stream().reduce(CostSum::plus).orElseThrow();
            assertEquals(0, whole.total().compareTo(sum.total()), period + ": " + whole.total() + " " + sum.total());
            assertEquals(0, whole.vat().compareTo(sum.vat()), period + ": " + whole.vat() + " " + sum.vat());
            assertEquals(whole.unpriced().microjoules(), sum.unpriced().microjoules());
            assertEquals(whole.energy().microjoules(), sum.energy().microjoules());
        }
        var parts = pricing.breakdown(quarters, range, SensorRole.HOUSE, quarters);
        assertEquals(0, whole.energyCharge()
                .compareTo(parts.stream().map(BandCost::cost).reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    @Test
    void moneyIsRoundedOnceAtTheEnd() {
        assertEquals(new Money(decimal("0.13"), POUND), new Money(decimal("0.125"), POUND).rounded());
        assertEquals(new Money(decimal("13"), Currency.getInstance("JPY")),
                new Money(decimal("12.5"), Currency.getInstance("JPY")).rounded());
    }

    @Test
    void contradictionsAreRefused() {
        var version = TariffVersion.flat(LONG_AGO, BigDecimal.ZERO, BigDecimal.ONE);
        var twice = List.of(version, version);
        assertThrows(IllegalArgumentException.class, () -> new Tariff("twice", POUND, twice));
        var tier = new Tier(BigDecimal.TEN, BigDecimal.ONE);
        var level = List.of(tier, tier);
        assertThrows(IllegalArgumentException.class,
                () -> version(LONG_AGO, "0", "0", List.of(), level, Tier.Period.MONTH));
        var entry = new RateTable.Entry(range("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z"), BigDecimal.ONE);
        var overlapping = List.of(entry, entry);
        assertThrows(IllegalArgumentException.class, () -> new RateTable(overlapping));
    }
}
