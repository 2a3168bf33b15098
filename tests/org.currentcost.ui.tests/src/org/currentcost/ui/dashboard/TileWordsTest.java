package org.currentcost.ui.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.CheapestPrices;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.RecentCoverage;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TargetMonth;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.analysis.CheapestHours;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.PriceInForce;
import org.currentcost.analysis.PriceSource;
import org.currentcost.analysis.Target;
import org.currentcost.model.Bucket;
import org.currentcost.model.Power;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.ui.kit.AmountWords;
import org.junit.jupiter.api.Test;

/** What tiles say. The tests run in American English. */
class TileWordsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Currency POUND = Currency.getInstance("GBP");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Sensor SENSOR = new Sensor(HOUSE, SensorSettings.standard(0));
    private static final Instant NOW = at("2026-11-30T14:00");
    private static final long HOUR = 3_600_000;
    private static final long KILOWATT_HOUR = 3_600_000_000_000L;

    private final TileWords words = new TileWords(new AmountWords(Optional.of(POUND), LONDON), LONDON, false);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant();
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(at(from), at(to));
    }

    private static String plain(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    private String shown(TileKind kind, TileAnswer answer) {
        return shown(kind, answer, Optional.empty());
    }

    private String shown(TileKind kind, TileAnswer answer, Optional<LiveNow> power) {
        var content = words.content(kind, answer, power, NOW);
        return plain(content.title() + "|" + content.figure() + (content.stale() ? " (stale)" : "") + "|"
                + String.join("|", content.lines())
                + content.offer().map(offer -> offer.sentence() + "|" + offer.link()).orElse(""));
    }

    private static LiveNow power(long milliwatts, int secondsAgo, boolean stale, boolean cost) {
        var value = new LivePower.Value(new Power(milliwatts), NOW.minusSeconds(secondsAgo), stale);
        return new LiveNow(List.of(new LiveNow.Sensed(SENSOR, Optional.of(value))), cost
                ? Optional.of(new LiveNow.Cost(new BigDecimal("0.5526"), POUND, price("0.30"), stale))
                : Optional.empty(), Optional.empty());
    }

    private static PriceInForce price(String price) {
        return new PriceInForce(new BigDecimal(price), BigDecimal.ZERO,
                new PriceSource(PriceSource.Kind.BASE, ""));
    }

    private static EnergySum energy(double kilowattHours, long hours, long measuredHours) {
        return new EnergySum(0, hours * HOUR, Math.round(kilowattHours * KILOWATT_HOUR), measuredHours * HOUR, 0, 0,
                0, 0, 0);
    }

    private static AmountSum sum(String amount, EnergySum energy) {
        return new AmountSum(energy, new BigDecimal(amount), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, true);
    }

    @Test
    void nowTellsThePowerItsAgeAndWhatItCosts() {
        assertEquals("Now: House|1.84 kW|4 s ago|£0.55/h at £0.30/kWh",
                shown(TileKind.NOW, new TileAnswer.Now(SENSOR), Optional.of(power(1_842_000, 4, false, true))));
        assertEquals("Now: House|842 W|4 s ago",
                shown(TileKind.NOW, new TileAnswer.Now(SENSOR), Optional.of(power(842_000, 4, false, false))));
    }

    @Test
    void whatNoLongerHoldsSaysSinceWhen() {
        assertEquals("Now: House|842 W (stale)|2 min ago · 1:57 PM",
                shown(TileKind.NOW, new TileAnswer.Now(SENSOR), Optional.of(power(842_000, 150, true, false))));
    }

    @Test
    void whatWasNeverReceivedIsNoZero() {
        var never = new LiveNow(List.of(new LiveNow.Sensed(SENSOR, Optional.empty())), Optional.empty(),
                Optional.empty());
        assertEquals("Now: House|– (stale)|nothing received yet",
                shown(TileKind.NOW, new TileAnswer.Now(SENSOR), Optional.of(never)));
        assertEquals("Coverage: House|–|nothing received yet",
                shown(TileKind.COVERAGE, new TileAnswer.Coverage(SENSOR, Optional.empty())));
        assertEquals("Today: House|–|nothing known of today yet", shown(TileKind.TODAY, today(
                sum("0", energy(0, 14, 0)), sum("0", energy(0, 14, 0)), Optional.empty())));
    }

    private static TileAnswer today(AmountSum today, AmountSum yesterday, Optional<TodaySoFar.Amounts> money) {
        return new TileAnswer.Today(new TodaySoFar(SENSOR, range("2026-11-30T00:00", "2026-11-30T14:00"),
                range("2026-11-29T00:00", "2026-11-29T14:00"), new TodaySoFar.Amounts(today, yesterday), money,
                Optional.empty()));
    }

    @Test
    void todayTellsEnergyMoneyAndHowThatStandsAgainstYesterday() {
        var energy = energy(6.2, 14, 14);
        assertEquals("Today: House|6.20 kWh|£1.86|24% more than yesterday by now", shown(TileKind.TODAY,
                today(sum("6.2", energy), sum("5.0", energy(5, 14, 14)),
                        Optional.of(new TodaySoFar.Amounts(sum("1.86", energy), sum("1.5", energy))))));
    }

    @Test
    void whatIsMissingOfTodayIsTold() {
        assertEquals("Today: House|3.10 kWh|50% measured, 50% missing", shown(TileKind.TODAY,
                today(sum("3.1", energy(3.1, 14, 7)), sum("5.0", energy(5, 14, 14)), Optional.empty())));
    }

    private static TargetMonth month(Target.Unit unit, boolean available, AmountSum soFar, String share) {
        return new TargetMonth(new Target(BigDecimal.valueOf(7300), unit), available,
                range("2026-11-01T00:00", "2026-12-01T00:00"), soFar, new BigDecimal(share), new BigDecimal("600"));
    }

    @Test
    void theMonthStandsAgainstItsTarget() {
        assertEquals("Month against target|640 kWh|of 600 kWh in November|40.0 kWh above the target so far",
                shown(TileKind.MONTH, new TileAnswer.Month(Optional.of(month(Target.Unit.ENERGY, true,
                        sum("640", energy(640, 710, 710)), "600")))));
        assertEquals("Month against target|£64.00|of £600.00 in November|£36.00 below the target so far"
                + "|75% measured, 25% missing",
                shown(TileKind.MONTH, new TileAnswer.Month(Optional.of(month(Target.Unit.MONEY, true,
                        sum("64", energy(640, 400, 300)), "100")))));
        assertEquals("Month against target|–|of 600 kWh in November|nothing known of this month yet",
                shown(TileKind.MONTH, new TileAnswer.Month(Optional.of(month(Target.Unit.ENERGY, true,
                        sum("0", energy(0, 400, 0)), "0")))));
    }

    @Test
    void whatLacksSomethingOffersIt() {
        assertEquals("Now||No readings yet.|Connect a meter…", shown(TileKind.NOW, new TileAnswer.NoReadings()));
        assertEquals("Month against target||No target yet.|Set a target…",
                shown(TileKind.MONTH, new TileAnswer.Month(Optional.empty())));
        assertEquals("Month against target||No tariff yet.|Enter a tariff…", shown(TileKind.MONTH,
                new TileAnswer.Month(Optional.of(month(Target.Unit.MONEY, false, sum("0", energy(6, 4, 4)), "0")))));
        assertEquals("Month against target||No CO₂ factor yet.|Enter a CO₂ factor…", shown(TileKind.MONTH,
                new TileAnswer.Month(Optional.of(month(Target.Unit.CARBON, false, sum("0", energy(6, 4, 4)), "0")))));
        assertEquals("Cheapest hours||No tariff yet.|Enter a tariff…",
                shown(TileKind.CHEAPEST, new TileAnswer.Cheapest(Optional.empty())));
        assertEquals("Last 24 hours||Home · Sensor 7 is no longer there.|Remove this tile",
                shown(TileKind.COURSE, new TileAnswer.Gone(SeriesKey.power("Home", 7))));
        assertEquals("Today|– (stale)|The readings can't be read.",
                shown(TileKind.TODAY, new TileAnswer.Unreadable()));
    }

    @Test
    void coverageIsThatOfTheWeekAndOfToday() {
        assertEquals("Coverage: House|97% measured|last 7 days: 97% measured, 3% missing|today: all measured",
                shown(TileKind.COVERAGE, new TileAnswer.Coverage(SENSOR,
                        Optional.of(new RecentCoverage(energy(5, 14, 14), energy(50, 100, 97))))));
        assertEquals("Coverage: House|over 99% measured|last 7 days: over 99% measured, under 1% missing"
                + "|today: 100% missing",
                shown(TileKind.COVERAGE, new TileAnswer.Coverage(SENSOR,
                        Optional.of(new RecentCoverage(energy(0, 14, 0), energy(50, 1000, 999))))));
    }

    private static TileAnswer cheapest(boolean same, String until, CheapestHours.Span... spans) {
        return new TileAnswer.Cheapest(Optional.of(new CheapestPrices(POUND,
                new CheapestHours(Optional.of(price("0.30")), same, List.of(spans), at(until)))));
    }

    private static CheapestHours.Span span(String from, String to, String mean) {
        return new CheapestHours.Span(range(from, to), new BigDecimal(mean));
    }

    @Test
    void theCheapestHoursComeOrHaveBegun() {
        assertEquals("Cheapest hours|12:30 AM–7:30 AM tomorrow|£0.07/kWh|now £0.30/kWh", shown(TileKind.CHEAPEST,
                cheapest(false, "2026-12-02T00:00", span("2026-12-01T00:30", "2026-12-01T07:30", "0.07"))));
        assertEquals("Cheapest hours|now–4:00 PM|£0.07/kWh|then 1:00 PM–4:00 PM tomorrow, £0.07/kWh",
                shown(TileKind.CHEAPEST, cheapest(false, "2026-12-02T00:00",
                        span("2026-11-30T14:00", "2026-11-30T16:00", "0.07"),
                        span("2026-12-01T13:00", "2026-12-01T16:00", "0.07"))));
    }

    @Test
    void onePriceIsTheSameAllDay() {
        assertEquals("Cheapest hours|£0.30/kWh|The same price all day",
                shown(TileKind.CHEAPEST, cheapest(true, "2026-12-02T00:00")));
    }

    @Test
    void halfHourlyPricesEndWhereTheyArePublished() {
        assertEquals("Cheapest hours|4:00 PM–5:30 PM today|£0.1108/kWh|now £0.30/kWh|prices known until 11:00 PM today",
                shown(TileKind.CHEAPEST, cheapest(false, "2026-11-30T23:00",
                        span("2026-11-30T16:00", "2026-11-30T17:30", "0.110833333"))));
        assertEquals("Cheapest hours|4:00 PM–5:30 PM today|£0.11/kWh|now £0.30/kWh"
                + "|only today's prices are known",
                shown(TileKind.CHEAPEST, cheapest(false, "2026-12-01T00:00",
                        span("2026-11-30T16:00", "2026-11-30T17:30", "0.11"))));
    }

    @Test
    void aTariffThatBeginsLaterHasNoPriceYet() {
        assertEquals("Cheapest hours||No price is known of today and tomorrow.|Open the tariffs…",
                shown(TileKind.CHEAPEST, cheapest(false, "2026-11-30T14:00")));
    }

    @Test
    void theCourseTellsTheHighestPower() {
        var day = new TimeRange(NOW.minusSeconds(86_400), NOW);
        var buckets = List.of(
                new Bucket(day.startMillis(), day.startMillis() + HOUR, 10, HOUR, 200_000, 3_410_000,
                        500_000L * HOUR, 0),
                new Bucket(day.startMillis() + HOUR, day.endMillis(), 0, 0, 0, 9_999_000, 0, 0));
        var course = new TileAnswer.Course(SENSOR, day, buckets);
        assertEquals("Last 24 hours: House|842 W|4 s ago|last 24 h, up to 3.41 kW",
                shown(TileKind.COURSE, course, Optional.of(power(842_000, 4, false, true))));
        assertTrue(words.content(TileKind.COURSE, course, Optional.empty(), NOW).course().isPresent());
        assertEquals("Last 24 hours: House|842 W|4 s ago|no readings in the last 24 h",
                shown(TileKind.COURSE, new TileAnswer.Course(SENSOR, day, List.of()),
                        Optional.of(power(842_000, 4, false, true))));
    }

    @Test
    void aScreenReaderHearsAllOfIt() {
        var content = words.content(TileKind.NOW, new TileAnswer.Now(SENSOR),
                Optional.of(power(1_842_000, 4, false, true)), NOW);
        assertEquals("1.84 kW, 4 s ago, £0.55/h at £0.30/kWh", plain(content.value()));
        assertEquals("No readings yet.",
                words.content(TileKind.NOW, new TileAnswer.NoReadings(), Optional.empty(), NOW).value());
    }

    @Test
    void aSensorOfOneOfSeveralMetersIsToldWithItsMeter() {
        var several = new TileWords(words.amounts(), LONDON, true);
        assertEquals("Now: Home · House", several.content(TileKind.NOW, new TileAnswer.Now(SENSOR),
                Optional.of(power(1, 1, false, false)), NOW).title());
    }
}
