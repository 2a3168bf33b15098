package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.currentcost.analysis.Quarters.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.currentcost.analysis.DayFilter.Season;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Averages against tables worked out by hand. */
class ProfilesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ToDoubleFunction<EnergySum> KWH = EnergySum::kilowattHours;

    /** Watts that are the hour of the clock x 100, and on weekends 1000 more. */
    private static double byClock(long millis, ZoneId zone) {
        var local = Instant.ofEpochMilli(millis).atZone(zone);
        return 100 * local.getHour() + (local.getDayOfWeek().getValue() > 5 ? 1000 : 0);
    }

    @Test
    void anAverageDayTellsWeekdaysFromWeekends() {
        // A Monday to the Monday two weeks later
        var range = range("2026-02-01T23:00:00Z", "2026-02-15T23:00:00Z");
        var quarters = full(range, at -> byClock(at, BERLIN));
        var weekdays = Profiles.averageDay(quarters, range, BERLIN, DayFilter.WEEKDAYS, KWH);
        var weekends = Profiles.averageDay(quarters, range, BERLIN, DayFilter.WEEKENDS, KWH);
        var all = Profiles.averageDay(quarters, range, BERLIN, DayFilter.ALL, KWH);
        for (int hour = 0; hour < 24; hour++) {
            assertEquals(0.1 * hour, weekdays.get(hour).amount(), 1e-9);
            assertEquals(10, weekdays.get(hour).count());
            assertEquals(1, weekdays.get(hour).coverage());
            assertEquals(0.1 * hour + 1, weekends.get(hour).amount(), 1e-9);
            assertEquals(4, weekends.get(hour).count());
            assertEquals(0.1 * hour + 4 / 14.0, all.get(hour).amount(), 1e-9);
        }
        var summer = Profiles.averageDay(quarters, range, BERLIN, DayFilter.ALL.in(Season.SUMMER.months(false)), KWH);
        assertFalse(summer.getFirst().known());
        assertTrue(Double.isNaN(summer.getFirst().amount()));
        assertEquals(14, Profiles.averageDay(quarters, range, BERLIN, DayFilter.ALL.in(Season.SUMMER.months(true)), KWH)
                .getFirst().count());
    }

    @Test
    void tellsWhatOfTheMeansTheMetersMemoryKnows() {
        // Two days of readings, then two of which the meter remembers 48 kWh.
        var range = range("2026-02-01T23:00:00Z", "2026-02-05T23:00:00Z");
        long border = millis("2026-02-03T23:00:00Z");
        var live = full(range("2026-02-01T23:00:00Z", "2026-02-03T23:00:00Z"), at -> 1000);
        var quarters = GapFiller.fill(live, List.of(Quarters.block(HistorySpan.DAY, border, 48 * HOUR, 48_000)));
        var hours = Profiles.knownByHour(sums(quarters, range, PeriodKind.HOUR), BERLIN, DayFilter.ALL);
        assertEquals(24, hours.size());
        for (var hour : hours) {
            assertEquals(4 * HOUR, hour.endMillis() - hour.startMillis());
            assertEquals(2 * HOUR, hour.measuredMillis());
            assertEquals(2, EnergySum.kilowattHours(hour.memoryMicrojoules() + hour.estimatedMicrojoules()), 1e-6);
        }
        var days = Profiles.knownByWeekday(sums(quarters, range, PeriodKind.DAY), BERLIN, DayFilter.ALL);
        assertEquals(1, days.get(DayOfWeek.MONDAY.ordinal()).measuredShare());
        assertEquals(0, days.get(DayOfWeek.WEDNESDAY.ordinal()).measuredShare());
        assertEquals(1, days.get(DayOfWeek.WEDNESDAY.ordinal()).knownShare());
        assertFalse(days.get(DayOfWeek.SUNDAY.ordinal()).known());
        var weekends = Profiles.knownByHour(sums(quarters, range, PeriodKind.HOUR), BERLIN, DayFilter.WEEKENDS);
        assertFalse(weekends.getFirst().known());
    }

    private static List<EnergySum> sums(QuarterHours quarters, TimeRange range, PeriodKind length) {
        return quarters.sums(length.periods(quarters.clip(range), BERLIN));
    }

    @Test
    void hoursOfWhichHalfIsKnownAreScaledUpAndOthersDontCount() {
        long start = millis("2026-02-02T00:00:00Z");
        var builder = new QuarterHours.Builder(start, start + 48 * HOUR);
        add(builder, start, QUARTER, 1000);
        add(builder, start + QUARTER, QUARTER, 1000);
        add(builder, start + HOUR, QUARTER, 1000);
        add(builder, start + HOUR + QUARTER, QUARTER - 1, 1000);
        for (int i = 0; i < 4; i++) {
            add(builder, start + 24 * HOUR + i * QUARTER, QUARTER, 3000);
        }
        var day = Profiles.averageDay(builder.build(), TimeRange.ofMillis(start, start + 48 * HOUR), UTC, DayFilter.ALL,
                KWH);
        assertEquals(new Mean(2, 2, 0.75), day.getFirst());
        assertEquals(0, day.get(1).count());
    }

    @Test
    void aChangeOfTheClockRepeatsAnHourOrLeavesOneOut() {
        var spring = range("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
        var march = Profiles.loadProfile(full(spring, at -> byClock(at, BERLIN)), spring, BERLIN, KWH);
        assertEquals(1, march.days());
        assertEquals(LocalDate.of(2026, 3, 29), march.date(0));
        assertTrue(Double.isNaN(march.amount(0, 2)));
        assertEquals(0, march.coverage(0, 2));
        assertEquals(1.1, march.amount(0, 1), 1e-9);
        assertEquals(1.3, march.amount(0, 3), 1e-9);
        assertEquals(3.3, march.largest(), 1e-9);

        var autumn = range("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        // 02:00 is 1 kWh in summer time and 3 kWh after it.
        var october = Profiles.loadProfile(full(autumn,
                at -> at < millis("2026-10-25T00:00:00Z") ? 500 : at < millis("2026-10-25T01:00:00Z") ? 1000 : 3000),
                autumn, BERLIN, KWH);
        assertEquals(0.5, october.amount(0, 1), 1e-9);
        assertEquals(2, october.amount(0, 2), 1e-9);
        assertEquals(3, october.amount(0, 3), 1e-9);
        assertEquals(1, october.coverage(0, 2));
    }

    @Test
    void halfAnHourOfChangeIsScaledToAnHour() {
        var zone = ZoneId.of("Australia/Lord_Howe");
        var range = range("2026-04-03T13:00:00Z", "2026-04-05T13:30:00Z");
        var profile = Profiles.loadProfile(full(range, at -> 1000), range, zone, KWH);
        assertEquals(2, profile.days());
        for (int hour = 0; hour < 24; hour++) {
            assertEquals(1, profile.amount(0, hour), 1e-9);
            assertEquals(1, profile.amount(1, hour), 1e-9);
        }
    }

    @Test
    void aDayThatAZoneLeavesOutIsUnknown() {
        var zone = ZoneId.of("Pacific/Apia");
        var range = range("2011-12-28T10:00:00Z", "2011-12-31T10:00:00Z");
        var profile = Profiles.loadProfile(full(range, at -> 1000), range, zone, KWH);
        assertEquals(4, profile.days());
        assertEquals(LocalDate.of(2011, 12, 31), profile.date(3));
        assertEquals(1, profile.amount(1, 12), 1e-9);
        assertTrue(Double.isNaN(profile.amount(2, 12)));
        assertEquals(1, profile.amount(3, 12), 1e-9);
        assertEquals(3, Profiles.averageWeek(full(range, at -> 1000), range, zone, DayFilter.ALL, KWH).values().stream()
                .mapToInt(Mean::count).sum());
    }

    @Test
    void aProfileReachesOnlyOverWhatThereIs() {
        var data = range("2026-02-03T06:00:00Z", "2026-02-04T06:00:00Z");
        var profile = Profiles.loadProfile(full(data, at -> 1000), TimeRange.ALL, UTC, KWH);
        assertEquals(2, profile.days());
        assertTrue(Double.isNaN(profile.amount(0, 5)));
        assertEquals(1, profile.amount(0, 6), 1e-9);
        assertEquals(0, Profiles.loadProfile(QuarterHours.NONE, TimeRange.ALL, UTC, KWH).days());
        assertTrue(Double.isNaN(Profiles.loadProfile(QuarterHours.NONE, TimeRange.ALL, UTC, KWH).largest()));
    }

    @Test
    void anAverageWeekHasMeansOfCompleteDays() {
        // Monday to the Wednesday two weeks later; the second Tuesday lacks an hour, the second Monday two.
        var range = range("2026-02-02T00:00:00Z", "2026-02-18T00:00:00Z");
        var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
        for (long at = range.startMillis(); at < range.endMillis(); at += QUARTER) {
            boolean monday = at >= millis("2026-02-09T10:00:00Z") && at < millis("2026-02-09T12:00:00Z");
            boolean tuesday = at >= millis("2026-02-10T10:00:00Z") && at < millis("2026-02-10T11:00:00Z");
            if (!monday && !tuesday) {
                add(builder, at, QUARTER, 1000 * Instant.ofEpochMilli(at).atZone(UTC).getDayOfWeek().getValue());
            }
        }
        var week = Profiles.averageWeek(builder.build(), range, UTC, DayFilter.ALL, KWH);
        assertEquals(List.of(DayOfWeek.values()), List.copyOf(week.keySet()));
        week.forEach((day, mean) -> assertEquals(24 * day.getValue(), mean.amount(), 1e-9));
        assertEquals(2, week.get(DayOfWeek.MONDAY).count());
        assertEquals(3, week.get(DayOfWeek.TUESDAY).count());
        assertEquals((2 + 23 / 24.0) / 3, week.get(DayOfWeek.TUESDAY).coverage(), 1e-9);
        assertEquals(2, week.get(DayOfWeek.SUNDAY).count());
        var weekends = Profiles.averageWeek(builder.build(), range, UTC, DayFilter.WEEKENDS, KWH);
        assertFalse(weekends.get(DayOfWeek.FRIDAY).known());
        assertTrue(weekends.get(DayOfWeek.SATURDAY).known());
    }

    @Test
    void theUnitIsTheCallers() {
        var range = range("2026-02-02T00:00:00Z", "2026-02-09T00:00:00Z");
        var quarters = full(range, at -> 1000);
        long night = 6 * HOUR;
        ToDoubleFunction<EnergySum> cheapNights = sum -> sum.kilowattHours()
                * (Math.floorMod(sum.startMillis(), 24 * HOUR) < night ? 0.1 : 0.3);
        var day = Profiles.averageDay(quarters, range, UTC, DayFilter.ALL, cheapNights);
        assertEquals(0.1, day.get(5).amount(), 1e-9);
        assertEquals(0.3, day.get(6).amount(), 1e-9);
        var unpriced = Profiles.averageDay(quarters, range, UTC, DayFilter.ALL, sum -> Double.NaN);
        assertFalse(unpriced.getFirst().known());
        assertFalse(Profiles.averageWeek(quarters, range, UTC, DayFilter.ALL, sum -> Double.NaN).get(DayOfWeek.MONDAY)
                .known());
    }

    @Test
    void seasonsAreThreeWholeMonths() {
        assertEquals(Set.of(Month.MARCH, Month.APRIL, Month.MAY), Season.SPRING.months(false));
        assertEquals(Set.of(Month.MARCH, Month.APRIL, Month.MAY), Season.AUTUMN.months(true));
        assertEquals(Set.of(Month.DECEMBER, Month.JANUARY, Month.FEBRUARY), Season.WINTER.months(false));
        assertEquals(Set.of(Month.JUNE, Month.JULY, Month.AUGUST), Season.WINTER.months(true));
        for (boolean southern : new boolean[]{false, true}) {
            var all = EnumSet.noneOf(Month.class);
            Arrays.stream(Season.values()).forEach(season -> all.addAll(season.months(southern)));
            assertEquals(EnumSet.allOf(Month.class), all);
        }
        var winterWeekends = DayFilter.WEEKENDS.in(Season.WINTER.months(false));
        assertTrue(winterWeekends.test(LocalDate.of(2026, 1, 3)));
        assertFalse(winterWeekends.test(LocalDate.of(2026, 1, 5)));
        assertFalse(winterWeekends.test(LocalDate.of(2026, 7, 4)));
    }

    @ParameterizedTest
    @MethodSource("org.currentcost.analysis.PeriodKindTest#zones")
    void fullCoverageAddsUpToTheWhole(String name) {
        var zone = ZoneId.of(name);
        var random = new Random(name.hashCode());
        var range = TimeRange.ofMillis(
                PeriodKind.DAY.startOf(millis("2011-07-01T12:00:00Z"), zone),
                PeriodKind.DAY.startOf(millis("2012-07-01T12:00:00Z"), zone));
        var quarters = full(range, at -> random.nextInt(3000));
        var profile = Profiles.loadProfile(quarters, range, zone, KWH);
        double total = 0;
        for (var period : PeriodKind.HOUR.periods(range, zone)) {
            var local = period.start().atZone(zone);
            int day = (int) (local.toLocalDate().toEpochDay() - profile.date(0).toEpochDay());
            total += profile.amount(day, local.getHour()) * period.length().toMillis() / HOUR;
        }
        assertEquals(quarters.sum(range.startMillis(), range.endMillis()).kilowattHours(), total, 1e-6);
        double days = Profiles.averageWeek(quarters, range, zone, DayFilter.ALL, KWH).values().stream()
                .mapToDouble(mean -> mean.amount() * mean.count()).sum();
        assertEquals(total, days, 1e-6);
    }
}
