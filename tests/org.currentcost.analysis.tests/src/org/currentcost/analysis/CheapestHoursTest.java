package org.currentcost.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** When electricity is cheapest today and tomorrow. */
class CheapestHoursTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Currency POUND = Currency.getInstance("GBP");
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant();
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(at(from), at(to));
    }

    private static TimeBand daily(String from, String to, String price) {
        return TimeBand.daily("night", LocalTime.parse(from), LocalTime.parse(to), new BigDecimal(price));
    }

    private static TariffVersion version(String price, List<TimeBand> bands, List<Tier> tiers,
            Optional<RateTable> table) {
        return new TariffVersion(LONG_AGO, BigDecimal.ZERO, new BigDecimal(price), bands, tiers, Tier.Period.MONTH,
                BigDecimal.ZERO, true, Optional.empty(), table);
    }

    private static TariffVersion banded(String price, TimeBand... bands) {
        return version(price, List.of(bands), List.of(), Optional.empty());
    }

    private static CheapestHours cheapest(String now, TariffVersion... versions) {
        return CheapestHours.of(new Pricing(new Tariff("mine", POUND, List.of(versions)), LONDON), QuarterHours.NONE,
                at(now), LONDON);
    }

    private static List<TimeRange> ranges(CheapestHours hours) {
        return hours.spans().stream().map(CheapestHours.Span::range).toList();
    }

    @Test
    void onePriceIsTheSameAllDay() {
        var hours = cheapest("2026-11-30T14:10", banded("0.30"));
        assertTrue(hours.same());
        assertEquals(List.of(), hours.spans());
        assertEquals(0, new BigDecimal("0.30").compareTo(hours.now().orElseThrow().perKilowattHour()));
        assertEquals(at("2026-12-02T00:00"), hours.until());
    }

    @Test
    void aPriceOfNothingIsAPrice() {
        assertTrue(cheapest("2026-11-30T14:10", banded("0")).same());
    }

    @Test
    void aBandOfThePriceOfTheRestIsNoCheaper() {
        assertTrue(cheapest("2026-11-30T14:10", banded("0.30", daily("01:00", "05:00", "0.30"))).same());
    }

    @Test
    void aBandThatIsOnlyOnOtherDaysMakesNoHourOfTheseCheaper() {
        // Monday and Tuesday.
        var weekend = new TimeBand("weekend", Set.of(), Set.of(DayOfWeek.SATURDAY), LocalTime.of(1, 0),
                LocalTime.of(5, 0), new BigDecimal("0.05"));
        assertTrue(cheapest("2026-11-30T14:10", banded("0.30", weekend)).same());
        assertEquals(List.of(range("2026-12-05T01:00", "2026-12-05T05:00")),
                ranges(cheapest("2026-12-04T14:10", banded("0.30", weekend))));
    }

    @Test
    void theNightBandComesTomorrow() {
        var hours = cheapest("2026-11-30T14:10", banded("0.30", daily("00:30", "07:30", "0.07")));
        assertFalse(hours.same());
        assertEquals(List.of(new CheapestHours.Span(range("2026-12-01T00:30", "2026-12-01T07:30"),
                new BigDecimal("0.07"))), hours.spans());
        assertEquals(PriceSource.Kind.BASE, hours.now().orElseThrow().source().kind());
    }

    @Test
    void aBandThatHasBegunBeginsNow() {
        var hours = cheapest("2026-11-30T05:10", banded("0.30", daily("00:30", "07:30", "0.07")));
        assertEquals(List.of(range("2026-11-30T05:10", "2026-11-30T07:30"),
                range("2026-12-01T00:30", "2026-12-01T07:30")), ranges(hours));
        assertEquals("night", hours.now().orElseThrow().source().name());
    }

    @Test
    void aBandOverMidnightIsOneSpanAndToldWholeAlsoAfterTomorrow() {
        var hours = cheapest("2026-11-30T14:10", banded("0.30", daily("23:00", "06:00", "0.07")));
        assertEquals(List.of(range("2026-11-30T23:00", "2026-12-01T06:00"),
                range("2026-12-01T23:00", "2026-12-02T06:00")), ranges(hours));
    }

    @Test
    void ofSeveralBandsTheCheapestCounts() {
        var hours = cheapest("2026-11-30T14:10", banded("0.30", daily("13:00", "16:00", "0.15"),
                daily("02:00", "05:00", "0.14")));
        assertEquals(List.of(range("2026-12-01T02:00", "2026-12-01T05:00")), ranges(hours));
    }

    @Test
    void bandsThatFollowOnEachOtherAtOnePriceAreOneSpan() {
        var hours = cheapest("2026-11-30T14:10", banded("0.30", daily("01:00", "03:00", "0.07"),
                TimeBand.daily("late", LocalTime.of(3, 0), LocalTime.of(5, 0), new BigDecimal("0.07"))));
        assertEquals(List.of(range("2026-12-01T01:00", "2026-12-01T05:00")), ranges(hours));
    }

    @Test
    void whereTheClockIsChangedHoursAreThoseOfTheClock() {
        var night = banded("0.30", daily("00:30", "04:30", "0.07"));
        // 23 hours: from 00:30 to 04:30 it is three hours.
        var spring = cheapest("2026-03-28T14:00", night);
        assertEquals(List.of(range("2026-03-29T00:30", "2026-03-29T04:30")), ranges(spring));
        assertEquals(Duration.ofHours(3), spring.spans().getFirst().range().length());
        assertEquals(at("2026-03-30T00:00"), spring.until());
        // 25 hours: five.
        var autumn = cheapest("2026-10-24T14:00", night);
        assertEquals(List.of(range("2026-10-25T00:30", "2026-10-25T04:30")), ranges(autumn));
        assertEquals(Duration.ofHours(5), autumn.spans().getFirst().range().length());
        assertEquals(at("2026-10-26T00:00"), autumn.until());
    }

    @Test
    void aTariffThatBeginsLaterHasNoPriceYet() {
        var later = new TariffVersion(LocalDate.of(2027, 1, 1), BigDecimal.ZERO, BigDecimal.ONE, List.of(), List.of(),
                Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(), Optional.empty());
        assertEquals(new CheapestHours(Optional.empty(), false, List.of(), at("2026-11-30T14:10")),
                cheapest("2026-11-30T14:10", later));
        assertEquals(new CheapestHours(Optional.empty(), false, List.of(), at("2026-11-30T14:10")),
                cheapest("2026-11-30T14:10"));
    }

    @Test
    void aVersionThatBeginsTomorrowIsCheaperThen() {
        var next = new TariffVersion(LocalDate.of(2026, 12, 1), BigDecimal.ZERO, new BigDecimal("0.2"), List.of(),
                List.of(), Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(), Optional.empty());
        var hours = cheapest("2026-11-30T14:10", banded("0.30"), next);
        assertEquals(at("2026-12-01T00:00"), ranges(hours).getFirst().start());
    }

    private static RateTable halfHours(String first, String... prices) {
        var entries = new ArrayList<RateTable.Entry>();
        var start = at(first);
        for (String price : prices) {
            entries.add(new RateTable.Entry(new TimeRange(start, start.plusSeconds(1800)), new BigDecimal(price)));
            start = start.plusSeconds(1800);
        }
        return new RateTable(entries);
    }

    @Test
    void ofHalfHourlyPricesNeighboursThatAreNearlyAsCheapCountTogether() {
        var table = halfHours("2026-11-30T14:00", "0.30", "0.11", "0.10", "0.12", "0.20", "0.115");
        var hours = cheapest("2026-11-30T14:10", version("0.05", List.of(), List.of(), Optional.of(table)));
        assertEquals(List.of(
                new CheapestHours.Span(range("2026-11-30T14:30", "2026-11-30T16:00"), new BigDecimal("0.11")),
                new CheapestHours.Span(range("2026-11-30T16:30", "2026-11-30T17:00"), new BigDecimal("0.115"))),
                hours.spans(), "what is not published is not as cheap as the price that stands in for it");
        assertEquals(at("2026-11-30T17:00"), hours.until());
    }

    @Test
    void afterTheLastHalfHourlyPriceTheOthersCount() {
        var table = halfHours("2026-11-29T14:00", "0.01");
        var hours = cheapest("2026-11-30T14:10", version("0.30", List.of(), List.of(), Optional.of(table)));
        assertTrue(hours.same());
    }

    @Test
    void pricesBelowZeroAreTheCheapest() {
        var prices = new String[48];
        Arrays.fill(prices, "0.20");
        prices[4] = "-0.03";
        var hours = cheapest("2026-11-30T14:10", version("0.30", List.of(), List.of(),
                Optional.of(halfHours("2026-11-30T14:00", prices))));
        assertEquals(List.of(range("2026-11-30T16:00", "2026-11-30T16:30")), ranges(hours));
    }

    @Test
    void ofTiersThoseThatTheUseHasReachedCount() {
        var tiers = List.of(new Tier(new BigDecimal("100"), new BigDecimal("0.10")));
        var hours = cheapest("2026-11-10T14:10", version("0.30", List.of(daily("01:00", "02:00", "0.20")), tiers,
                Optional.empty()));
        assertEquals(at("2026-11-10T14:10"), ranges(hours).getFirst().start(), "the first kilowatt-hours are cheaper");
    }
}
