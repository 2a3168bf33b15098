package org.currentcost.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.currentcost.analysis.ParsedRates.Kind;
import org.currentcost.analysis.ParsedRates.Problem;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of rates in the forms that suppliers and people write. */
class RateTableTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static ParsedRates parse(ZoneId zone, String... lines) {
        return RateTable.parse(List.of(lines), zone, BigDecimal.ONE);
    }

    private static RateTable.Entry entry(String start, String end, String rate) {
        return new RateTable.Entry(new TimeRange(Instant.parse(start), Instant.parse(end)), new BigDecimal(rate));
    }

    @Test
    void readsTheFormOfASupplierNewestFirstInPence() {
        var parsed = RateTable.parse(
                List.of("value_exc_vat,value_inc_vat,valid_from,valid_to,payment_method",
                        "20.00,21.00,2026-01-01T00:30:00Z,2026-01-01T01:00:00Z,",
                        "-1.00,-1.05,2026-01-01T00:00:00Z,2026-01-01T00:30:00Z,"),
                UTC, new BigDecimal("0.01"));
        assertEquals(List.of(), parsed.problems());
        assertEquals(List.of(entry("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z", "-0.0105"),
                entry("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z", "0.2100")), parsed.table().entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00Z,2026-01-01T01:00Z,0.25", "2026-01-01 01:00;2026-01-01 02:00;0,25",
        "2026-01-01T00:00:00+00:00\t2026-01-01T02:00+01:00\t0,25", "\"2026-01-01T01:00\",\"2026-01-01T02:00\",\"0,25\"",
        "\uFEFF2026-01-01T01:00:00, 2026-01-01T02:00:00, .25, \"a \"\"note\"\", or two\""})
    void readsAllSeparatorsQuotesAndTimes(String line) {
        var parsed = parse(BERLIN, line);
        assertEquals(List.of(), parsed.problems());
        assertEquals(1, parsed.table().entries().size());
        var only = parsed.table().entries().getFirst();
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), only.range().start());
        assertEquals(Duration.ofHours(1), only.range().length());
        assertEquals(0, new BigDecimal("0.25").compareTo(only.rate()));
    }

    @Test
    void aTimestampHoldsForTheStepOfTheFileAndNotThroughAGap() {
        var parsed = parse(UTC, "timestamp,price", "2026-01-01T00:00Z,1", "2026-01-01T00:30Z,2", "2026-01-01T04:00Z,3");
        assertEquals(List.of(entry("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z", "1"),
                entry("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z", "2"),
                entry("2026-01-01T04:00:00Z", "2026-01-01T04:30:00Z", "3")), parsed.table().entries());
    }

    @Test
    void theHourThatComesTwiceIsTakenTwice() {
        // Berlin, 25 October 2026: 02:00 comes at 00:00 and at 01:00 UTC.
        var parsed = parse(BERLIN, "start;end;price", "2026-10-25T01:30;2026-10-25T02:00;1",
                "2026-10-25T02:00;2026-10-25T02:30;2", "2026-10-25T02:30;2026-10-25T03:00;3",
                "2026-10-25T02:00;2026-10-25T02:30;4", "2026-10-25T02:30;2026-10-25T03:00;5",
                "2026-10-25T03:00;2026-10-25T03:30;6");
        assertEquals(List.of(), parsed.problems());
        var expected = Instant.parse("2026-10-24T23:30:00Z");
        for (var entry : parsed.table().entries()) {
            assertEquals(TimeRange.endingAt(expected.plusSeconds(1800), Duration.ofMinutes(30)), entry.range());
            expected = expected.plusSeconds(1800);
        }
        assertEquals(Instant.parse("2026-10-25T02:30:00Z"), expected);
    }

    @Test
    void whatIsWrongIsToldByLineAndTheRestIsTaken() {
        var parsed = parse(BERLIN, "start,end,price", "2026-01-01T00:00,2026-01-01T01:00,1", "",
                "2026-01-01T01:00,2026-01-01T02:00", "yesterday,2026-01-01T02:00,1",
                "2026-01-01T01:00,2026-01-01T02:00,cheap", "2026-01-01T02:00,2026-01-01T01:00,1",
                "2026-03-29T02:30,2026-03-29T03:00,1", "2026-01-01T00:30,2026-01-01T01:30,2",
                "\"2026-01-01T05:00,2026-01-01T06:00,1", "2026-01-01T05:00,2026-01-01T06:00,1000000",
                "2026-01-01T00:00,2026-01-01T01:00,1.0", "2026-01-01T05:00,later,1");
        assertEquals(List.of(new Problem(4, Kind.TOO_FEW_FIELDS, "2026-01-01T01:00,2026-01-01T02:00"),
                new Problem(5, Kind.NOT_A_TIME, "yesterday"), new Problem(6, Kind.NOT_A_NUMBER, "cheap"),
                new Problem(7, Kind.END_NOT_AFTER_START, "2026-01-01T01:00"),
                new Problem(8, Kind.SKIPPED_BY_CLOCK, "2026-03-29T02:30"),
                new Problem(9, Kind.OVERLAP, "2026-01-01T00:30"),
                new Problem(10, Kind.OPEN_QUOTE, "\"2026-01-01T05:00,2026-01-01T06:00,1"),
                new Problem(11, Kind.NOT_A_NUMBER, "1000000"), new Problem(13, Kind.NOT_A_TIME, "later")),
                parsed.problems());
        assertEquals(1, parsed.table().entries().size());
    }

    @Test
    void anEmptyFileHasNoRatesAndNoProblems() {
        assertTrue(parse(UTC).table().entries().isEmpty());
        assertTrue(parse(UTC, "start,end,price", "").problems().isEmpty());
    }
}
