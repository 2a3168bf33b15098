package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One period for all who say it. */
class PeriodRuleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-29T23:46:00, 30, 2026-10-31", "2026-11-29T00:01:00, 30, 2026-10-31",
        "2026-11-29T00:00:00, 30, 2026-10-30", "2026-11-03T12:00:00, 7, 2026-10-28",
        "2026-03-30T12:00:00, 2, 2026-03-29", "2026-10-25T02:30:00, 7, 2026-10-19",
        "2026-11-29T12:00:00, 365, 2025-11-30"})
    void daysAreThoseOfTheCalendarWithToday(String now, int days, LocalDate first) {
        var range = PeriodRule.last(Duration.ofDays(days), at(now), BERLIN);
        assertEquals(new TimeRange(first.atStartOfDay(BERLIN).toInstant(), at(now)), range);
        var whole = PeriodRule.whole(range, BERLIN);
        assertEquals(first.plusDays(days).atStartOfDay(BERLIN).toInstant(), whole.end());
        assertEquals(range.start(), whole.start());
        assertEquals(range, PeriodRule.atLeast(range, days, BERLIN));
    }

    @Test
    void hoursBeginWithAnHour() {
        assertEquals(new TimeRange(at("2026-11-28T15:00:00"), at("2026-11-29T14:20:00")),
                PeriodRule.last(Duration.ofDays(1), at("2026-11-29T14:20:00"), BERLIN));
        assertEquals(new TimeRange(at("2026-11-29T13:20:00"), at("2026-11-29T14:20:00")),
                PeriodRule.last(Duration.ofHours(1), at("2026-11-29T14:20:00"), BERLIN));
    }

    @Test
    void aRangeThatWasZoomedIsWidenedToWhatItTouches() {
        assertEquals(new TimeRange(at("2026-11-03T00:00:00"), at("2026-11-11T00:00:00")),
                PeriodRule.whole(new TimeRange(at("2026-11-03T20:15:00"), at("2026-11-10T20:15:00")), BERLIN));
        assertEquals(new TimeRange(at("2026-11-03T20:00:00"), at("2026-11-03T22:00:00")),
                PeriodRule.whole(new TimeRange(at("2026-11-03T20:15:00"), at("2026-11-03T22:00:00")), BERLIN));
    }

    @Test
    void theDayOfTheSwitchIsOneDay() {
        // 25 hours, and no hour of the next day.
        var day = new TimeRange(at("2026-10-25T00:00:00"), at("2026-10-26T00:00:00"));
        assertEquals(Duration.ofHours(25), day.length());
        assertEquals(day, PeriodRule.whole(day, BERLIN));
    }

    @ParameterizedTest
    @CsvSource({"HOUR,7,300,HOUR", "HOUR,14,300,TWO_HOURS", "HOUR,30,300,DAY", "HOUR,3653,300,MONTH",
        "DAY,365,300,WEEK", "DAY,300,300,DAY", "MONTH,3653,100,QUARTER", "YEAR,36525,50,YEAR"})
    void longerPeriodsAreTakenWhereThereWouldBeTooMany(PeriodKind length, int days, int most, PeriodKind expected) {
        assertEquals(expected, PeriodRule.fitting(length,
                TimeRange.endingAt(at("2026-11-22T10:00:00"), Duration.ofDays(days)), most));
    }

    @ParameterizedTest
    @EnumSource(PeriodKind.class)
    void theUsualLengthIsAboutThatOfARealPeriod(PeriodKind length) {
        long at = at("2026-11-22T10:00:00").toEpochMilli();
        long real = length.endOf(at, BERLIN) - length.startOf(at, BERLIN);
        assertTrue(Math.abs(PeriodRule.usualMillis(length) - real) <= real * 0.03, length + " " + real);
    }
}
