package org.currentcost.analysis;

import static org.currentcost.analysis.PricingTest.assertAmount;
import static org.currentcost.analysis.PricingTest.days;
import static org.currentcost.analysis.PricingTest.decimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.currentcost.analysis.TargetProgress.Day;
import org.currentcost.analysis.TargetProgress.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of targets, and projections worked out by hand. */
class TargetTest {

    private static final Target TARGET = new Target(decimal("3650"), Target.Unit.ENERGY);

    private static void put(Map<LocalDate, Day> days, String first, String end, String amount, double share) {
        for (var date = LocalDate.parse(first); date.isBefore(LocalDate.parse(end)); date = date.plusDays(1)) {
            days.put(date, new Day(decimal(amount), share));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // 3650 a year are 10 a day of 2026, on days of 23 and 25 hours too, and over years 3650 each.
        "Europe/London, 2026-01-01, 2027-01-01, 3650", "Europe/London, 2026-03-29, 2026-03-30, 10",
        "Europe/London, 2026-10-25, 2026-10-26, 10", "Europe/London, 2026-02-01, 2026-03-01, 280",
        "Asia/Kathmandu, 2025-12-31, 2026-01-02, 20", "America/Sao_Paulo, 2018-11-04, 2018-11-05, 10",
        "Europe/London, 2023-01-01, 2026-01-01, 10950"})
    void everyDayOfAYearHasTheSameShare(String zone, String first, String end, String expected) {
        var id = ZoneId.of(zone);
        assertAmount(expected, TARGET.share(days(first, end, id), id));
    }

    @Test
    void anHourHasItsPartOfItsDay() {
        // 366 in 2024 are 1 a day: an hour of a day of 24 hours has 1/24, to ten decimals of a day.
        var zone = ZoneId.of("Europe/London");
        var hour = PeriodKind.HOUR.periods(days("2024-01-10", "2024-01-11", zone), zone).getFirst();
        assertAmount("0.0416666666", new Target(decimal("366"), Target.Unit.MONEY).share(hour, zone));
    }

    @Test
    void missingDaysAndDaysToComeAreExpectedToBeLikeTheKnownOnes() {
        // 10 January: 5 days of 12 known, 3 missing, one half known with 6, today a quarter known with 3.
        // Known: 69 in 5.75 days, which is 12 a day: 365 * 12 = 4380, 730 above the target.
        var days = new HashMap<LocalDate, Day>();
        put(days, "2026-01-01", "2026-01-06", "12", 1);
        put(days, "2026-01-09", "2026-01-10", "6", 0.5);
        put(days, "2026-01-10", "2026-01-11", "3", 0.25);
        put(days, "2026-01-11", "2026-01-12", "1000", 1);
        var progress = TargetProgress.of(TARGET, LocalDate.of(2026, 1, 10), days);
        assertAmount("69", progress.soFar());
        assertAmount("5.75", progress.knownDays());
        assertAmount("3.5", progress.missingDays());
        assertAmount("92.5", progress.targetSoFar());
        assertAmount("4380", progress.projection().orElseThrow());
        assertAmount("730", progress.projectedExcess().orElseThrow());
        assertEquals(Method.MEAN, progress.method());
    }

    @Test
    void lastYearTellsHowTheSeasonsWeigh() {
        // Last year's days, 52 weeks earlier, were 20 for the first 100 days and 5 for the 265 after: 3325.
        // This year the first 50 are 10 each, half of last year's: half of 3325 = 1662.5.
        var days = new HashMap<LocalDate, Day>();
        var firstBefore = LocalDate.of(2026, 1, 1).minusWeeks(52);
        put(days, firstBefore.toString(), firstBefore.plusDays(100).toString(), "20", 1);
        put(days, firstBefore.plusDays(100).toString(), "2026-01-01", "5", 1);
        put(days, "2026-01-01", "2026-02-20", "10", 1);
        // The last day of 2026 is 31 December 2025 less a weekday: 1 January 2026 stands in, which is 10, not 5.
        var progress = TargetProgress.of(TARGET, LocalDate.of(2026, 2, 19), days);
        assertEquals(Method.LAST_YEAR, progress.method());
        assertAmount("500", progress.soFar());
        // So the year before comes to 3325 - 5 + 10 = 3330.
        assertAmount("1665", progress.projection().orElseThrow());
    }

    @Test
    void nothingIsProjectedFromLessThanADay() {
        var days = Map.of(LocalDate.of(2026, 1, 1), new Day(decimal("12"), 0.9));
        var progress = TargetProgress.of(TARGET, LocalDate.of(2026, 1, 1), days);
        assertEquals(true, progress.projection().isEmpty());
        assertAmount("12", progress.soFar());
        assertThrows(IllegalArgumentException.class, () -> new Target(BigDecimal.ZERO, Target.Unit.CARBON));
    }
}
