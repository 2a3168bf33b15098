package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The times that others are compared with. */
class EarlierPeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static TimeRange local(String start, String end, ZoneId zone) {
        return new TimeRange(LocalDateTime.parse(start).atZone(zone).toInstant(),
                LocalDateTime.parse(end).atZone(zone).toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        // what, start, end, other start, other end, by Berlin's clock
        "BEFORE, 2026-10-01T00:00, 2026-11-01T00:00, 2026-09-01T00:00, 2026-10-01T00:00",
        "BEFORE, 2026-03-01T00:00, 2026-04-01T00:00, 2026-02-01T00:00, 2026-03-01T00:00",
        "BEFORE, 2026-07-01T00:00, 2026-10-01T00:00, 2026-04-01T00:00, 2026-07-01T00:00",
        "BEFORE, 2026-01-01T00:00, 2027-01-01T00:00, 2025-01-01T00:00, 2026-01-01T00:00",
        "BEFORE, 2026-10-26T00:00, 2026-11-02T00:00, 2026-10-19T00:00, 2026-10-26T00:00",
        "BEFORE, 2026-10-25T00:00, 2026-10-26T00:00, 2026-10-24T00:00, 2026-10-25T00:00",
        "BEFORE, 2026-11-01T00:00, 2026-11-22T14:10, 2026-10-10T00:00, 2026-10-31T14:10",
        "BEFORE, 2026-11-22T10:00, 2026-11-22T13:30, 2026-11-22T06:00, 2026-11-22T09:30",
        "BEFORE, 2026-11-22T10:00, 2026-11-23T10:00, 2026-11-21T10:00, 2026-11-22T10:00",
        "YEAR_BEFORE, 2026-10-01T00:00, 2026-11-01T00:00, 2025-10-01T00:00, 2025-11-01T00:00",
        "YEAR_BEFORE, 2024-02-29T00:00, 2024-03-01T00:00, 2023-02-28T00:00, 2023-03-01T00:00",
        "YEAR_BEFORE, 2026-11-22T10:00, 2026-11-22T13:30, 2025-11-22T10:00, 2025-11-22T13:30",})
    void rangesMoveByTheCalendar(EarlierPeriod what, String start, String end, String otherStart, String otherEnd) {
        assertEquals(local(otherStart, otherEnd, BERLIN), what.of(local(start, end, BERLIN), BERLIN));
    }

    @Test
    void daysOfAMonthLineUpWithTheMonthBefore() {
        var periods = EarlierPeriod.BEFORE.periods(local("2026-10-01T00:00", "2026-11-01T00:00", BERLIN),
                PeriodKind.DAY,
                BERLIN);
        assertEquals(31, periods.size());
        assertEquals(local("2026-09-01T00:00", "2026-09-02T00:00", BERLIN), periods.getFirst());
        assertEquals(local("2026-09-30T00:00", "2026-10-01T00:00", BERLIN), periods.get(29));
        assertTrue(periods.get(30).length().isZero(), "September has no 31st");
    }

    @Test
    void theLeapDayHasNoneTheYearBefore() {
        var periods = EarlierPeriod.YEAR_BEFORE.periods(local("2024-02-28T00:00", "2024-03-02T00:00", BERLIN),
                PeriodKind.DAY,
                BERLIN);
        assertEquals(List.of(1L, 0L, 1L), periods.stream().map(each -> each.length().toDays()).toList());
        assertEquals(local("2023-03-01T00:00", "2023-03-02T00:00", BERLIN), periods.get(2));
    }

    @Test
    void hoursMissingOrRepeatedHaveNone() {
        // 30 March 2025 had no 02:00; 26 October 2025 two.
        var spring = EarlierPeriod.YEAR_BEFORE.periods(local("2026-03-30T00:00", "2026-03-30T05:00", BERLIN),
                PeriodKind.HOUR,
                BERLIN);
        assertEquals(List.of(1L, 1L, 0L, 1L, 1L), spring.stream().map(each -> each.length().toHours()).toList());
        assertEquals(Instant.parse("2025-03-30T01:00:00Z"), spring.get(3).start());
        var pairs = EarlierPeriod.YEAR_BEFORE.periods(local("2026-03-30T00:00", "2026-03-30T06:00", BERLIN),
                PeriodKind.TWO_HOURS, BERLIN);
        assertEquals(List.of(2L, 1L, 2L), pairs.stream().map(each -> each.length().toHours()).toList());
        var autumn = EarlierPeriod.BEFORE.periods(local("2026-10-25T00:00", "2026-10-26T00:00", BERLIN),
                PeriodKind.HOUR,
                BERLIN);
        assertEquals(25, autumn.size());
        assertEquals(List.of(1L, 1L, 1L, 0L, 1L),
                autumn.subList(0, 5).stream().map(each -> each.length().toHours()).toList());
        assertEquals(Instant.parse("2026-10-24T01:00:00Z"), autumn.get(4).start());
        var year = EarlierPeriod.YEAR_BEFORE.periods(local("2026-10-26T00:00", "2026-10-26T05:00", BERLIN),
                PeriodKind.HOUR,
                BERLIN);
        assertEquals(Instant.parse("2025-10-26T00:00:00Z"), year.get(2).start());
        assertEquals(Instant.parse("2025-10-26T02:00:00Z"), year.get(3).start());
    }

    @Test
    void aDayThatAZoneLeftOutHasNone() {
        var zone = ZoneId.of("Pacific/Apia");
        var days = EarlierPeriod.YEAR_BEFORE.periods(range("2012-12-28T10:00:00Z", "2012-12-31T10:00:00Z"),
                PeriodKind.DAY,
                zone);
        assertEquals(List.of(1L, 0L, 1L), days.stream().map(each -> each.length().toDays()).toList());
        var hours = EarlierPeriod.YEAR_BEFORE.periods(range("2012-12-28T10:00:00Z", "2012-12-31T10:00:00Z"),
                PeriodKind.HOUR,
                zone);
        assertEquals(48, hours.stream().filter(each -> !each.length().isZero()).count());
        assertTrue(IntStream.range(24, 48).allMatch(i -> hours.get(i).length().isZero()));
    }

    @ParameterizedTest
    @CsvSource({
        // what, period, start and end, first other start, by Berlin's clock
        "BEFORE, WEEK, 2026-10-01T00:00, 2026-11-01T00:00, 2026-08-24T00:00",
        "YEAR_BEFORE, WEEK, 2026-10-26T00:00, 2026-11-02T00:00, 2025-10-27T00:00",
        "BEFORE, MONTH, 2026-08-24T10:00, 2026-11-22T10:00, 2026-04-01T00:00",
        "YEAR_BEFORE, MONTH, 2026-08-24T10:00, 2026-11-22T10:00, 2025-08-01T00:00",
        "BEFORE, QUARTER, 2026-08-24T10:00, 2026-11-22T10:00, 2026-01-01T00:00",
        "YEAR_BEFORE, QUARTER, 2026-08-24T10:00, 2026-11-22T10:00, 2025-07-01T00:00",
        "BEFORE, YEAR, 2025-08-24T10:00, 2026-11-22T10:00, 2023-01-01T00:00",
        "YEAR_BEFORE, YEAR, 2026-08-24T10:00, 2026-11-22T10:00, 2025-01-01T00:00",})
    void periodsOfTheCalendarMoveByTheirOwnKind(EarlierPeriod what, PeriodKind period, String start, String end,
            String other) {
        var range = local(start, end, BERLIN);
        var periods = what.periods(range, period, BERLIN);
        assertEquals(period.periods(range, BERLIN).size(), periods.size());
        assertEquals(LocalDateTime.parse(other).atZone(BERLIN).toInstant(), periods.getFirst().start());
        for (var each : periods) {
            assertEquals(period.endOf(each.startMillis(), BERLIN), each.endMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("org.currentcost.analysis.PeriodKindTest#zones")
    void everyPeriodIsOneOfTheClockAndStandsAgainstOneOther(String name) {
        var zone = ZoneId.of(name);
        var ranges = List.of(local("2012-02-27T00:00", "2012-03-02T00:00", zone),
                local("2012-03-05T00:00", "2012-04-20T00:00", zone),
                range("2012-10-01T10:10:00Z", "2012-10-08T11:00:00Z"),
                range("2012-10-01T10:10:00Z", "2012-10-01T17:00:00Z"),
                local("2012-12-28T00:00", "2013-01-01T00:00", zone));
        for (var what : EarlierPeriod.values()) {
            for (var range : ranges) {
                for (var period : PeriodKind.values()) {
                    var periods = period.periods(range, zone);
                    var others = what.periods(range, period, zone);
                    assertEquals(periods.size(), others.size());
                    long end = Long.MIN_VALUE;
                    for (int i = 0; i < periods.size(); i++) {
                        var other = others.get(i);
                        if (!other.length().isZero()) {
                            assertTrue(other.startMillis() >= end, period::name);
                            assertEquals(period.startOf(other.startMillis(), zone), other.startMillis(), period::name);
                            assertEquals(period.endOf(other.startMillis(), zone), other.endMillis(), period::name);
                            end = other.endMillis();
                        }
                    }
                    long without = others.stream().filter(other -> other.length().isZero()).count();
                    // 29 February, the day that Samoa left out, and an hour each at two changes of the clock
                    assertTrue(without <= (name.equals("Pacific/Apia") ? 96 : 48) + 4,
                            () -> period + " has none " + without + " times");
                }
            }
        }
    }
}
