package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.parser.MeterEvent.Block;
import org.currentcost.parser.MeterEvent.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the blocks of a meter's memory were, against tables worked out by hand. */
class MeterMemoryTest {

    private static MeterMemory memory(int dsb, String clock, String sentAt, ZoneId zone) {
        var time = LocalTime.parse(clock);
        var message = new MeterEvent.History("CC128-v1.29", dsb, time.toSecondOfDay(), 1, List.of());
        return MeterMemory.at(message, Instant.parse(sentAt), zone).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // meter clock, sent at, zone, tag, index, start, end
        "15:01:00, 2026-01-20T15:01:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        "16:59:00, 2026-01-20T16:59:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        "00:30:00, 2026-01-20T00:30:00Z, UTC, HOURS, 4, 2026-01-19T21:00:00Z, 2026-01-19T23:00:00Z",
        "15:01:00, 2026-01-20T15:01:00Z, UTC, HOURS, 746, 2025-12-20T15:00:00Z, 2025-12-20T17:00:00Z",
        // summer time: the meter shows standard time, and blocks keep its borders
        "14:01:00, 2026-07-20T14:01:00Z, Europe/London, HOURS, 4, 2026-07-20T11:00:00Z, 2026-07-20T13:00:00Z",
        // the user has set the meter to summer time: what it measured from 13:00 to 15:00 by its clock
        "15:01:00, 2026-07-20T14:01:00Z, Europe/London, HOURS, 4, 2026-07-20T12:00:00Z, 2026-07-20T14:00:00Z",
        "15:01:00, 2026-07-20T13:01:00Z, Europe/Berlin, HOURS, 4, 2026-07-20T11:00:00Z, 2026-07-20T13:00:00Z",
        "15:01:00, 2026-07-20T14:01:00Z, Europe/London, DAYS, 1, 2026-07-18T22:00:00Z, 2026-07-19T22:00:00Z",
        "15:01:00, 2026-07-20T14:01:00Z, Europe/London, MONTHS, 1, 2026-06-14T22:00:00Z, 2026-07-14T22:00:00Z",
        "15:01:00, 2026-01-20T14:01:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        // fourteen minutes more is still one hour, sixteen is the nearest border
        "15:15:00, 2026-01-20T14:01:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        "15:17:00, 2026-01-20T14:01:00Z, UTC, HOURS, 4, 2026-01-20T11:00:00Z, 2026-01-20T13:00:00Z",
        "15:01:00, 2026-01-20T14:17:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        // ten minutes slow: the same block
        "14:51:00, 2026-01-20T15:01:00Z, UTC, HOURS, 4, 2026-01-20T11:00:00Z, 2026-01-20T13:00:00Z",
        // one hour fast, near the end of the block that still grows
        "16:30:00, 2026-01-20T15:30:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        // a dump has put it back by a minute: the same again
        "16:29:00, 2026-01-20T15:30:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        // five minutes fast: the block ends in four minutes by the true clock, and is the same in ten
        "15:01:00, 2026-01-20T14:56:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        "15:15:00, 2026-01-20T15:10:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        "23:01:00, 2026-01-20T22:56:00Z, UTC, DAYS, 1, 2026-01-19T23:00:00Z, 2026-01-20T23:00:00Z",
        "23:01:00, 2026-01-20T22:01:00Z, UTC, DAYS, 1, 2026-01-19T22:00:00Z, 2026-01-20T22:00:00Z",
        "00:01:00, 2026-01-20T23:56:00Z, UTC, DAYS, 1, 2026-01-19T23:00:00Z, 2026-01-20T23:00:00Z",
        // four hours slow: everything was four hours later than the meter thinks
        "11:05:00, 2026-01-20T15:05:00Z, UTC, HOURS, 4, 2026-01-20T13:00:00Z, 2026-01-20T15:00:00Z",
        // five hours slow lies between two borders: exactly five hours later
        "10:05:00, 2026-01-20T15:05:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        "09:01:00, 2026-01-20T14:01:00Z, UTC, HOURS, 4, 2026-01-20T12:00:00Z, 2026-01-20T14:00:00Z",
        "15:01:00, 2026-01-20T15:01:00Z, UTC, DAYS, 1, 2026-01-18T23:00:00Z, 2026-01-19T23:00:00Z",
        "23:30:00, 2026-01-20T23:30:00Z, UTC, DAYS, 1, 2026-01-19T23:00:00Z, 2026-01-20T23:00:00Z",
        "15:01:00, 2026-01-20T15:01:00Z, UTC, DAYS, 90, 2025-10-21T23:00:00Z, 2025-10-22T23:00:00Z",
        // dsb 65: five complete days since m001 ended
        "15:01:00, 2026-01-20T15:01:00Z, UTC, MONTHS, 1, 2025-12-15T23:00:00Z, 2026-01-14T23:00:00Z",
        "23:01:00, 2026-01-20T23:01:00Z, UTC, MONTHS, 1, 2025-12-15T23:00:00Z, 2026-01-14T23:00:00Z",
        "15:01:00, 2026-01-20T15:01:00Z, UTC, MONTHS, 2, 2025-11-15T23:00:00Z, 2025-12-15T23:00:00Z",})
    void blocksAreWhereTheNotesSay(String clock, String sentAt, ZoneId zone, Span span, int index, Instant start,
            Instant end) {
        var dated = memory(65, clock, sentAt, zone).date(new Block(0, span, index, 1234)).orElseThrow();
        assertEquals(start, Instant.ofEpochMilli(dated.startMillis()));
        assertEquals(end, Instant.ofEpochMilli(dated.endMillis()));
        assertEquals(1234, dated.wattHours());
    }

    @ParameterizedTest
    @CsvSource({"-3660", "-3600", "-3540", "-300", "-1", "0", "1", "300", "3540", "3600", "3660", "18000"})
    void aBlockIsTheSameWheneverTheMeterTellsIt(long aheadSeconds) {
        var block = new Block(0, Span.HOURS, 4, 500);
        var day = new Block(0, Span.DAYS, 1, 500);
        var meterEnd = LocalTime.of(15, 0);
        var dates = new HashSet<HistoryBlock>();
        var days = new HashSet<HistoryBlock>();
        for (int second = 0; second < 7200; second += 30) {
            var shown = meterEnd.plusSeconds(second);
            var sentAt = Instant.parse("2026-01-20T15:00:00Z").plusSeconds(second - aheadSeconds);
            var message = new MeterEvent.History("CC128-v1.29", 65, shown.toSecondOfDay(), 1, List.of());
            var memory = MeterMemory.at(message, sentAt, ZoneOffset.UTC).orElseThrow();
            dates.add(memory.date(block).orElseThrow());
            days.add(memory.date(day).orElseThrow());
            assertEquals(Duration.ofSeconds(aheadSeconds),
                    MeterMemory.clockAhead(shown.toSecondOfDay(), sentAt, ZoneOffset.UTC));
        }
        assertEquals(1, dates.size(), dates.toString());
        assertEquals(1, days.size(), days.toString());
    }

    @Test
    void zerosFromBeforeAClassicWasSwitchedOnAreNoValues() {
        var message = new MeterEvent.History("CC02-v1.06", 7, 23 * 3600, 1, List.of());
        var memory = MeterMemory.at(message, Instant.parse("2026-01-20T23:00:00Z"), ZoneOffset.UTC).orElseThrow();
        assertTrue(memory.date(new Block(0, Span.DAYS, 8, 0)).isPresent(), "switched on on this day");
        assertEquals(Optional.<HistoryBlock>empty(), memory.date(new Block(0, Span.DAYS, 9, 0)));
        assertEquals(600, memory.date(new Block(0, Span.DAYS, 9, 600)).orElseThrow().wattHours());
        assertEquals(Optional.<HistoryBlock>empty(), memory.date(new Block(0, Span.MONTHS, 2, 0)));
        assertTrue(memory(7, "23:00:00", "2026-01-20T23:00:00Z", ZoneOffset.UTC)
                .date(new Block(0, Span.DAYS, 9, 0)).isPresent(), "a CC128 sends only what it has");
    }

    @Test
    void aMonthIsTheThirtyDaysThatItSums() {
        for (int dsb = 60; dsb < 125; dsb++) {
            for (String clock : List.of("12:00:00", "22:59:59", "23:00:00", "23:59:59")) {
                var memory = memory(dsb, clock, "2026-01-20T" + clock + "Z", ZoneOffset.UTC);
                int open = (dsb + (clock.startsWith("23") ? 1 : 0)) % 30;
                var month = memory.date(new Block(0, Span.MONTHS, 1, 0)).orElseThrow();
                var youngest = memory.date(new Block(0, Span.DAYS, open + 1, 0)).orElseThrow();
                var oldest = memory.date(new Block(0, Span.DAYS, open + 30, 0)).orElseThrow();
                assertEquals(youngest.endMillis(), month.endMillis());
                assertEquals(oldest.startMillis(), month.startMillis());
            }
        }
    }

    @Test
    void twelveBlocksOfHoursAreADay() {
        var memory = memory(65, "15:01:00", "2026-01-20T15:01:00Z", ZoneOffset.UTC);
        var day = memory.date(new Block(0, Span.DAYS, 1, 0)).orElseThrow();
        // h004 ends at 15:00; the day ended 16 hours before, with h020
        assertEquals(day.endMillis(), memory.date(new Block(0, Span.HOURS, 20, 0)).orElseThrow().endMillis());
        assertEquals(day.startMillis(), memory.date(new Block(0, Span.HOURS, 42, 0)).orElseThrow().startMillis());
    }

    @Test
    void aWrappedMonthIsRepaired() {
        var memory = memory(65, "15:01:00", "2026-01-20T15:01:00Z", ZoneOffset.UTC);
        assertEquals(2_071_700, memory.date(new Block(0, Span.MONTHS, 1, -2_024_300)).orElseThrow().wattHours());
        assertEquals(Optional.<HistoryBlock>empty(), memory.date(new Block(0, Span.DAYS, 1, -1)));
    }

    @Test
    void whatIsNoBlockIsLeftOut() {
        var memory = memory(65, "15:01:00", "2026-01-20T15:01:00Z", ZoneOffset.UTC);
        assertTrue(memory.date(new Block(0, Span.HOURS, 2, 100)).isEmpty());
        assertTrue(memory.date(new Block(0, Span.YEARS, 1, 100)).isEmpty());
        assertTrue(memory(MeterEvent.ABSENT, "15:01:00", "2026-01-20T15:01:00Z", ZoneOffset.UTC)
                .date(new Block(0, Span.MONTHS, 1, 100)).isEmpty());
        assertEquals(HistorySpan.DAY, memory.date(new Block(0, Span.DAYS, 1, 0)).orElseThrow().span());
    }

    @ParameterizedTest
    @CsvSource({"23:58:00, 2026-01-20T00:03:00Z, PT5M", "00:03:00, 2026-01-19T23:58:00Z, PT-5M",
        "12:00:00, 2026-01-20T11:59:30Z, PT-30S", "06:00:00, 2026-01-20T15:00:00Z, PT9H"})
    void theOffsetIsWithinHalfADay(String clock, String sentAt, Duration offset) {
        assertEquals(offset, memory(65, clock, sentAt, ZoneOffset.UTC).clockOffset());
    }
}
