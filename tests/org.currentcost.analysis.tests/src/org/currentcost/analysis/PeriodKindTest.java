package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.millis;
import static org.currentcost.analysis.Quarters.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where periods begin and end, and that what they hold adds up, in zones with all kinds of clocks. */
class PeriodKindTest {

    /** Half-hour and quarter offsets, half-hour changes, midnights that are missing, a day that is. */
    static Stream<String> zones() {
        return Stream.of("UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
                "America/Santiago", "Africa/Cairo", "America/Havana", "Pacific/Apia", "America/Sao_Paulo",
                "Pacific/Chatham");
    }

    @ParameterizedTest
    @CsvSource({
        // zone, period, a moment in it, start, minutes
        "Europe/Berlin, HALF_HOUR, 2026-03-29T01:40:00Z, 2026-03-29T01:30:00Z, 30",
        "Europe/Berlin, TWO_HOURS, 2026-03-29T01:40:00Z, 2026-03-29T01:00:00Z, 60",
        "Europe/Berlin, TWO_HOURS, 2026-10-25T01:40:00Z, 2026-10-25T00:00:00Z, 180",
        "Europe/Berlin, TWO_HOURS, 2026-10-25T03:40:00Z, 2026-10-25T03:00:00Z, 120",
        "Europe/Berlin, DAY, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 1380",
        "Europe/Berlin, DAY, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 1500",
        "Europe/Berlin, WEEK, 2026-10-25T12:00:00Z, 2026-10-18T22:00:00Z, 10140",
        "Europe/Berlin, MONTH, 2026-03-15T12:00:00Z, 2026-02-28T23:00:00Z, 44580",
        "Europe/Berlin, QUARTER, 2026-05-15T12:00:00Z, 2026-03-31T22:00:00Z, 131040",
        "Europe/Berlin, YEAR, 2024-05-15T12:00:00Z, 2023-12-31T23:00:00Z, 527040",
        "Asia/Kathmandu, HALF_HOUR, 2026-01-01T00:10:00Z, 2025-12-31T23:45:00Z, 30",
        "Asia/Kathmandu, TWO_HOURS, 2026-01-01T00:10:00Z, 2025-12-31T22:15:00Z, 120",
        "Asia/Kolkata, DAY, 2026-01-01T00:10:00Z, 2025-12-31T18:30:00Z, 1440",
        "Australia/Lord_Howe, HALF_HOUR, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 30",
        "Australia/Lord_Howe, TWO_HOURS, 2026-04-04T15:10:00Z, 2026-04-04T13:00:00Z, 150",
        "Australia/Lord_Howe, DAY, 2026-04-04T15:10:00Z, 2026-04-04T13:00:00Z, 1470",
        "Australia/Lord_Howe, DAY, 2026-10-03T15:10:00Z, 2026-10-03T13:30:00Z, 1410",
        "America/Havana, DAY, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 1380",
        "America/Havana, TWO_HOURS, 2026-03-08T05:30:00Z, 2026-03-08T05:00:00Z, 60",
        "America/Santiago, DAY, 2025-09-07T12:00:00Z, 2025-09-07T04:00:00Z, 1380",
        "Africa/Cairo, DAY, 2025-04-25T12:00:00Z, 2025-04-24T22:00:00Z, 1380",
        "Pacific/Apia, DAY, 2011-12-30T09:59:00Z, 2011-12-29T10:00:00Z, 1440",
        "Pacific/Apia, DAY, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 1440",
        "Pacific/Apia, MONTH, 2011-12-30T10:00:00Z, 2011-12-01T10:00:00Z, 43200",})
    void periodsBeginWhereTheZoneSays(String zone, PeriodKind period, Instant instant, Instant start, long minutes) {
        var id = ZoneId.of(zone);
        long from = period.startOf(instant.toEpochMilli(), id);
        assertEquals(start, Instant.ofEpochMilli(from));
        assertEquals(minutes, (period.endOf(instant.toEpochMilli(), id) - from) / 60_000);
    }

    @ParameterizedTest
    @CsvSource({"MONDAY, 2026-10-18T22:00:00Z, 10140", "SUNDAY, 2026-10-24T22:00:00Z, 10140",
        "SATURDAY, 2026-10-23T22:00:00Z, 10140", "TUESDAY, 2026-10-19T22:00:00Z, 10140"})
    void weeksBeginWithAnyDay(DayOfWeek first, Instant start, long minutes) {
        var berlin = ZoneId.of("Europe/Berlin");
        long moment = Instant.parse("2026-10-25T12:00:00Z").toEpochMilli();
        long from = PeriodKind.WEEK.startOf(moment, berlin, first);
        assertEquals(start, Instant.ofEpochMilli(from));
        assertEquals(minutes, (PeriodKind.WEEK.endOf(moment, berlin, first) - from) / 60_000);
        assertEquals(List.of(TimeRange.ofMillis(from, PeriodKind.WEEK.endOf(moment, berlin, first))),
                PeriodKind.WEEK.periods(TimeRange.ofMillis(moment, moment + 1), berlin, first));
        assertEquals(PeriodKind.MONTH.startOf(moment, berlin), PeriodKind.MONTH.startOf(moment, berlin, first));
    }

    @Test
    void aRangeHasAllPeriodsThatItTouches() {
        var utc = ZoneId.of("UTC");
        assertEquals(List.of(range("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
                range("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")),
                PeriodKind.DAY.periods(range("2026-01-01T23:59:59Z", "2026-01-02T00:00:01Z"), utc));
        assertEquals(1, PeriodKind.DAY.periods(range("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"), utc).size());
        assertEquals(List.of(), PeriodKind.DAY.periods(range("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), utc));
    }

    @ParameterizedTest
    @MethodSource("zones")
    void periodsFollowEachOtherAndHoldWholeQuarters(String name) {
        var zone = ZoneId.of(name);
        var range = range("2010-12-01T00:00:00Z", "2012-02-01T00:00:00Z");
        for (var period : PeriodKind.values()) {
            long at = period.startOf(range.startMillis(), zone);
            for (var each : period.periods(range, zone)) {
                assertEquals(at, each.startMillis(), period::name);
                assertTrue(each.endMillis() > at, period::name);
                assertEquals(0, Math.floorMod(at, QuarterHours.QUARTER_MILLIS), period::name);
                for (long moment : new long[]{at, at + 1, (at + each.endMillis()) / 2, each.endMillis() - 1}) {
                    assertEquals(each, TimeRange.ofMillis(period.startOf(moment, zone), period.endOf(moment, zone)),
                            period::name);
                }
                at = each.endMillis();
            }
            assertTrue(at >= range.endMillis(), period::name);
        }
    }

    @ParameterizedTest
    @MethodSource("zones")
    void hoursDaysMonthsAndYearsAddUpToTheSame(String name) {
        var zone = ZoneId.of(name);
        for (String span : List.of("2011-06-01T00:00:00Z/2012-06-01T00:00:00Z",
                "2024-12-28T00:00:00Z/2026-01-03T00:00:00Z")) {
            var data = range(span.split("/")[0], span.split("/")[1]);
            var random = new Random(span.hashCode() + name.hashCode());
            var live = Quarters.random(random, data);
            var filled = GapFiller.fill(live, Quarters.blocks(random, data.startMillis() + 23 * HOUR, 300));
            var all = filled.sum(data.startMillis(), data.endMillis());
            for (var period : PeriodKind.values()) {
                var sums = filled.sums(period.periods(data, zone));
                var total = sums.stream().reduce(EnergySum::plus).orElseThrow();
                assertEquals(all.measuredMicrojoules(), total.measuredMicrojoules(), period::name);
                assertEquals(all.measuredMillis(), total.measuredMillis(), period::name);
                assertEquals(all.microjoules(), total.microjoules(), period::name);
                assertEquals(all.knownMillis(), total.knownMillis(), period::name);
                assertEquals(all.peakMilliwatts(), total.peakMilliwatts(), period::name);
                for (var sum : sums) {
                    assertTrue(sum.knownMillis() + sum.missingMillis() == sum.endMillis() - sum.startMillis(),
                            period::name);
                }
                if (period == PeriodKind.YEAR) {
                    assertTrue(total.memoryMillis() > 0);
                }
                if (period == PeriodKind.HALF_HOUR) {
                    assertEquals(0, total.memoryMillis(), "no block fits into half an hour");
                }
            }
        }
    }

    @Test
    void longerPeriodsCutFewerBlocks() {
        var zone = ZoneId.of("Europe/Berlin");
        var start = millis("2025-12-31T23:00:00Z");
        var filled = GapFiller.fill(QuarterHours.NONE, Quarters.blocks(new Random(5), start, 30));
        var day = filled.sums(PeriodKind.DAY.periods(TimeRange.ofMillis(start, start + 24 * HOUR), zone)).getFirst();
        var pair = filled.sums(PeriodKind.TWO_HOURS.periods(TimeRange.ofMillis(start, start + 2 * HOUR), zone))
                .getFirst();
        assertTrue(day.memoryMillis() >= pair.memoryMillis());
        assertEquals(day.knownMillis(), day.memoryMillis() + day.estimatedMillis());
    }
}
