package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.block;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.currentcost.analysis.Quarters.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Power;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.currentcost.analysis.Trend.Direction;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts, against data whose answers are plain. */
class TrendsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static List<Trend> trends(QuarterHours quarters, ZoneId zone, String now) {
        return Trends.of(quarters, TimeRange.ALL, zone, Instant.parse(now), EnergySum::kilowattHours);
    }

    private static <T extends Trend> Optional<T> find(List<Trend> trends, Class<T> type) {
        return trends.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Optional<Trend.Extremes> extremes(List<Trend> trends, PeriodKind period) {
        return trends.stream().filter(Trend.Extremes.class::isInstance).map(Trend.Extremes.class::cast)
                .filter(each -> each.period() == period).findFirst();
    }

    private static LocalDate day(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    /** From 12 January to 12 February 2026, Monday to Thursday, by UTC. */
    private static QuarterHours month(LongToDoubleFunction watts) {
        return full(range("2026-01-12T00:00:00Z", "2026-02-12T00:00:00Z"), watts);
    }

    @Test
    void periodsHaveTheirShareOfAStandingChargeAndMeansHaveNone() {
        var trends = Trends.of(month(at -> 1000), TimeRange.ALL, UTC, Instant.parse("2026-02-12T12:00:00Z"),
                EnergySum::kilowattHours,
                sum -> sum.kilowattHours() + (sum.endMillis() - sum.startMillis()) / (double) DAY);
        assertEquals(25, find(trends, Trend.Yesterday.class).orElseThrow().yesterday().amount(), 1e-9);
        assertEquals(25, extremes(trends, PeriodKind.DAY).orElseThrow().lowest().amount(), 1e-9);
        assertEquals(2, find(trends, Trend.BusiestHours.class).orElseThrow().mean().amount(), 1e-9);
        assertEquals(24, find(trends, Trend.BusiestWeekday.class).orElseThrow().mean().amount(), 1e-9);
    }

    @Test
    void theFirstPeriodCanBeHighestAndLowest() {
        var falling = trends(month(at -> 4000 - (at - millis("2026-01-12T00:00:00Z")) / QUARTER), UTC,
                "2026-02-12T00:00:00Z");
        var pairs = extremes(falling, PeriodKind.TWO_HOURS).orElseThrow();
        assertEquals(millis("2026-01-12T00:00:00Z"), pairs.highest().sum().startMillis());
        assertEquals(millis("2026-02-11T22:00:00Z"), pairs.lowest().sum().startMillis());
        assertEquals(2 * 3.9965, pairs.highest().amount(), 1e-9);
        assertEquals(31 * 12, pairs.periods());
        assertEquals(1, pairs.coverage());
        var days = extremes(falling, PeriodKind.DAY).orElseThrow();
        assertEquals(millis("2026-01-12T00:00:00Z"), days.highest().sum().startMillis());
        var rising = trends(month(at -> (at - millis("2026-01-12T00:00:00Z")) / QUARTER), UTC, "2026-02-12T00:00:00Z");
        assertEquals(millis("2026-01-12T00:00:00Z"), extremes(rising, PeriodKind.DAY).orElseThrow().lowest().sum()
                .startMillis());
        assertEquals(millis("2026-02-11T00:00:00Z"), extremes(rising, PeriodKind.DAY).orElseThrow().highest().sum()
                .startMillis());
    }

    @Test
    void onlyCompletePeriodsThatAreOverCount() {
        // A dip in a pair that lacks 7 minutes, and one that is still running at 11:58.
        var builder = new QuarterHours.Builder(millis("2026-01-12T00:00:00Z"), millis("2026-01-12T12:00:00Z"));
        for (long at = millis("2026-01-12T00:00:00Z"); at < millis("2026-01-12T12:00:00Z"); at += QUARTER) {
            boolean dip = at >= millis("2026-01-12T04:00:00Z") && at < millis("2026-01-12T06:00:00Z");
            boolean running = at >= millis("2026-01-12T10:00:00Z");
            long missing = at == millis("2026-01-12T04:00:00Z")
                    ? 420_000
                    : at == millis("2026-01-12T11:45:00Z") ? 120_000 : 0;
            add(builder, at, QUARTER - missing, dip || running ? 100 : 1000);
        }
        var pairs = extremes(trends(builder.build(), UTC, "2026-01-12T11:58:00Z"), PeriodKind.TWO_HOURS).orElseThrow();
        assertEquals(4, pairs.periods());
        assertEquals(2, pairs.lowest().amount(), 0.01);
        assertTrue(extremes(trends(builder.build(), UTC, "2026-01-12T12:00:00Z"), PeriodKind.TWO_HOURS).orElseThrow()
                .lowest()
                .amount() < 0.3);
    }

    @Test
    void aShortPairAtAChangeOfTheClockIsNoRecord() {
        var range = range("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z");
        var pairs = extremes(trends(full(range, at -> 1000), BERLIN, "2026-03-30T22:00:00Z"), PeriodKind.TWO_HOURS)
                .orElseThrow();
        assertEquals(2, pairs.lowest().amount(), 1e-9);
        assertEquals(35, pairs.periods());
    }

    @ParameterizedTest
    @CsvSource({"1000, 1200, LOWER", "1200, 1000, HIGHER", "1000, 1005, SAME", "0, 0, SAME", "-100, 100, LOWER"})
    void yesterdayIsHeldAgainstTheSameWeekday(double yesterday, double before, Direction direction) {
        var quarters = month(at -> switch (day(at, UTC).getDayOfMonth()) {
            case 10 -> yesterday;
            case 3 -> before;
            default -> 777;
        });
        var fact = find(trends(quarters, UTC, "2026-02-11T09:00:00Z"), Trend.Yesterday.class).orElseThrow();
        assertEquals(direction, fact.direction());
        assertEquals(LocalDate.of(2026, 2, 10), fact.yesterday().sum().day(UTC));
        assertEquals(LocalDate.of(2026, 2, 3), fact.weekBefore().sum().day(UTC));
        assertEquals(yesterday * 24 / 1000, fact.yesterday().amount(), 1e-9);
        assertEquals(1, fact.coverage());
    }

    @Test
    void withoutTheDayAWeekBeforeYesterdayIsAbsent() {
        var zone = ZoneId.of("Pacific/Apia");
        var quarters = full(range("2011-12-20T10:00:00Z", "2012-01-10T10:00:00Z"), at -> 1000);
        assertTrue(find(trends(quarters, zone, "2012-01-06T00:00:00Z"), Trend.Yesterday.class).isPresent());
        // Friday 6 January against Friday 30 December, which Samoa never had
        assertFalse(find(trends(quarters, zone, "2012-01-06T12:00:00Z"), Trend.Yesterday.class).isPresent());
        assertFalse(find(trends(month(at -> 1), UTC, "2026-01-18T12:00:00Z"), Trend.Yesterday.class).isPresent());
        assertFalse(find(trends(month(at -> 1), UTC, "2026-02-14T12:00:00Z"), Trend.Yesterday.class).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        // mean W from January to June, direction, months
        "100 200 300 400 500 600, HIGHER, 6", "600 500 400 300 200 100, LOWER, 6", "100 300 900 600 400 200, LOWER, 4",
        "100 300 200 300 200 300, HIGHER, 2",})
    void aRunOfMonthsIsToldFromTheNewestBack(String watts, Direction direction, int months) {
        var means = Arrays.stream(watts.split(" ")).mapToDouble(Double::parseDouble).toArray();
        var quarters = full(range("2025-12-31T23:00:00Z", "2026-07-10T00:00:00Z"),
                at -> means[Math.min(5, day(at, BERLIN).getMonthValue() - 1)]);
        var run = find(trends(quarters, BERLIN, "2026-07-10T00:00:00Z"), Trend.MonthRun.class).orElseThrow();
        assertEquals(direction, run.direction());
        assertEquals(months, run.months().size());
        assertEquals(LocalDate.of(2026, 6, 1), run.months().getFirst().sum().day(BERLIN));
        assertEquals(1, run.coverage());
    }

    @Test
    void monthsAreSameAndBreakOffWhereOneIsIncomplete() {
        // July and August have 31 days each; June lacks two days.
        var builder = new QuarterHours.Builder(millis("2026-05-01T00:00:00Z"), millis("2026-09-02T00:00:00Z"));
        for (long at = millis("2026-05-01T00:00:00Z"); at < millis("2026-09-02T00:00:00Z"); at += QUARTER) {
            if (at < millis("2026-06-10T00:00:00Z") || at >= millis("2026-06-12T00:00:00Z")) {
                add(builder, at, QUARTER, 500);
            }
        }
        var run = find(trends(builder.build(), UTC, "2026-09-02T00:00:00Z"), Trend.MonthRun.class).orElseThrow();
        assertEquals(Direction.SAME, run.direction());
        assertEquals(2, run.months().size());
        assertFalse(find(trends(builder.build(), UTC, "2026-08-02T00:00:00Z"), Trend.MonthRun.class).isPresent(),
                "July alone is no run");
        assertFalse(find(trends(builder.build(), UTC, "2026-12-02T00:00:00Z"), Trend.MonthRun.class).isPresent());
    }

    @Test
    void theBusiestHoursAndDayAreByTheClock() {
        // From 18 to 20 o'clock in Berlin, on both sides of the change of the clock, and on Thursdays
        var range = range("2026-03-01T23:00:00Z", "2026-04-26T22:00:00Z");
        var trends = trends(full(range, at -> {
            var local = Instant.ofEpochMilli(at).atZone(BERLIN);
            return (local.getHour() / 2 == 9 ? 2000 : 400) + (local.getDayOfWeek() == DayOfWeek.THURSDAY ? 100 : 0);
        }), BERLIN, "2026-04-26T22:00:00Z");
        var hours = find(trends, Trend.BusiestHours.class).orElseThrow();
        assertEquals(18, hours.startHour());
        assertEquals(2 * (2 + 0.1 / 7), hours.mean().amount(), 1e-9);
        assertEquals(56, hours.mean().count());
        var weekday = find(trends, Trend.BusiestWeekday.class).orElseThrow();
        assertEquals(DayOfWeek.THURSDAY, weekday.weekday());
        assertEquals(24 * 0.5 + 2 * 1.6, weekday.mean().amount(), 1e-9);
        assertEquals(8, weekday.mean().count());
        assertEquals(1, weekday.coverage());
    }

    @Test
    void fewDaysMakeNothingTypical() {
        var range = range("2026-02-02T00:00:00Z", "2026-02-08T00:00:00Z");
        var trends = trends(full(range, at -> 100), UTC, "2026-02-08T00:00:00Z");
        assertFalse(find(trends, Trend.BusiestHours.class).isPresent());
        assertFalse(find(trends, Trend.BusiestWeekday.class).isPresent());
        assertEquals(List.of(), trends(QuarterHours.NONE, UTC, "2026-02-08T00:00:00Z"));
        var hour = full(range("2026-02-02T00:00:00Z", "2026-02-02T01:00:00Z"), at -> 100);
        assertEquals(List.of(Trend.Peak.class), trends(hour, UTC, "2026-02-08T00:00:00Z").stream().map(Trend::getClass)
                .toList());
    }

    @Test
    void theBaseLoadIsTheFifthPercentileOfQuarters() {
        // 200 quarters of 1 to 200 W in some order: the tenth smallest is the percentile.
        long start = millis("2026-02-02T00:00:00Z");
        var quarters = full(TimeRange.ofMillis(start, start + 200 * QUARTER),
                at -> 1 + (at - start) / QUARTER * 77 % 200);
        var base = find(trends(quarters, UTC, "2026-03-01T00:00:00Z"), Trend.BaseLoad.class).orElseThrow();
        assertEquals(new Trend.BaseLoad(new Power(10_000), 200, 1), base);
        var day = TimeRange.ofMillis(start, start + DAY);
        assertTrue(find(trends(full(day, at -> 5), UTC, "2026-03-01T00:00:00Z"), Trend.BaseLoad.class).isPresent());
        day = TimeRange.ofMillis(start, start + DAY - QUARTER);
        assertFalse(find(trends(full(day, at -> 5), UTC, "2026-03-01T00:00:00Z"), Trend.BaseLoad.class).isPresent());
    }

    @Test
    void baseLoadAndPeakStandOnReadingsAlone() {
        long start = millis("2026-02-02T00:00:00Z");
        var live = full(TimeRange.ofMillis(start + DAY, start + 2 * DAY), at -> at == start + DAY + HOUR ? 4000 : 300);
        var filled = GapFiller.fill(live, List.of(block(HistorySpan.DAY, start, DAY, 100)));
        var trends = trends(filled, UTC, "2026-03-01T00:00:00Z");
        assertEquals(300_000, find(trends, Trend.BaseLoad.class).orElseThrow().power().milliwatts());
        assertEquals(0.5, find(trends, Trend.BaseLoad.class).orElseThrow().coverage(), 1e-9);
        assertEquals(new Trend.Peak(new Power(8_000_000), Instant.ofEpochMilli(start + DAY + HOUR), 0.5),
                find(trends, Trend.Peak.class).orElseThrow());
        assertTrue(extremes(trends, PeriodKind.DAY).isPresent(), "a day of the meter's memory is complete");
    }

    @Test
    void theUnitIsTheCallers() {
        // Dear days turn the order of days round.
        var quarters = month(at -> day(at, UTC).equals(LocalDate.of(2026, 1, 20)) ? 900 : 1000);
        var trends = Trends.of(quarters, TimeRange.ALL, UTC, Instant.parse("2026-02-12T00:00:00Z"), sum -> sum
                .kilowattHours() * (sum.day(UTC).equals(LocalDate.of(2026, 1, 20)) ? 10 : 1));
        var days = extremes(trends, PeriodKind.DAY).orElseThrow();
        assertEquals(LocalDate.of(2026, 1, 20), days.highest().sum().day(UTC));
        assertEquals(216, days.highest().amount(), 1e-9);
        var unpriced = Trends.of(quarters, TimeRange.ALL, UTC, Instant.parse("2026-02-12T00:00:00Z"),
                sum -> Double.NaN);
        assertEquals(List.of(Trend.BaseLoad.class, Trend.Peak.class), unpriced.stream().map(Trend::getClass).toList());
    }

    @Test
    void theRangeLimitsWhatItShould() {
        var quarters = month(at -> (at - millis("2026-01-12T00:00:00Z")) / QUARTER);
        var trends = Trends.of(quarters, range("2026-01-20T00:00:00Z", "2026-01-25T00:00:00Z"), UTC,
                Instant.parse("2026-02-12T00:00:00Z"), EnergySum::kilowattHours);
        assertEquals(5, extremes(trends, PeriodKind.DAY).orElseThrow().periods());
        assertEquals(millis("2026-01-24T23:45:00Z"), find(trends, Trend.Peak.class).orElseThrow().quarter()
                .toEpochMilli());
        assertTrue(find(trends, Trend.Yesterday.class).isPresent());
    }

    @Test
    void selectionFindsWhatSortingFinds() {
        var random = new Random(11);
        for (int round = 0; round < 500; round++) {
            int count = 1 + random.nextInt(60);
            var values = random.longs(count + 5L, 0, 1 + random.nextInt(50)).toArray();
            var sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            int rank = random.nextInt(count);
            assertEquals(sorted[rank], Trends.select(values, count, rank));
        }
    }
}
