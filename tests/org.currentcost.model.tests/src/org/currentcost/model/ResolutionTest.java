package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where buckets begin and end, checked against days and hours worked out by hand. */
class ResolutionTest {

    @ParameterizedTest
    @CsvSource({
        // zone, resolution, instant, start, hours
        "Europe/London, DAY, 2026-03-29T12:00:00Z, 2026-03-29T00:00:00Z, 23",
        "Europe/London, DAY, 2026-10-25T12:00:00Z, 2026-10-24T23:00:00Z, 25",
        "America/Sao_Paulo, DAY, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 23",
        "Asia/Kathmandu, DAY, 2026-01-01T00:00:00Z, 2025-12-31T18:15:00Z, 24",
        "Asia/Kathmandu, HOUR, 2026-01-01T00:00:00Z, 2025-12-31T23:15:00Z, 1",
        "Australia/Adelaide, HOUR, 2026-06-01T00:10:00Z, 2026-05-31T23:30:00Z, 1",
        "Europe/London, HOUR, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 1",
        "Europe/Berlin, MONTH, 2026-03-15T00:00:00Z, 2026-02-28T23:00:00Z, 743",
        "UTC, FIVE_MINUTES, 1970-01-01T00:04:59.999Z, 1970-01-01T00:00:00Z, 0",})
    void bucketsBeginWhereTheZoneSays(String zone, Resolution resolution, Instant instant, Instant start, long hours) {
        var id = ZoneId.of(zone);
        long from = resolution.startOf(instant.toEpochMilli(), id);
        long to = resolution.endOf(instant.toEpochMilli(), id);
        assertEquals(start, Instant.ofEpochMilli(from));
        assertEquals(hours, Duration.ofMillis(to - from).toHours());
    }

    @Test
    void lordHoweHasAHalfHour() {
        var zone = ZoneId.of("Australia/Lord_Howe");
        long change = Instant.parse("2026-04-04T15:00:00Z").toEpochMilli();
        assertEquals(change, Resolution.HOUR.startOf(change, zone));
        assertEquals(30, Duration.ofMillis(Resolution.HOUR.endOf(change, zone) - change).toMinutes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/London", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe",
        "Australia/Adelaide", "America/New_York", "Pacific/Apia"})
    void bucketsFollowEachOtherAndHoldWholeFinerOnes(String zone) {
        var id = ZoneId.of(zone);
        long end = Instant.parse("2019-02-01T00:00:00Z").toEpochMilli();
        for (var resolution : Resolution.values()) {
            long at = resolution.startOf(Instant.parse("2018-01-01T00:00:00Z").toEpochMilli(), id);
            while (at < end) {
                long next = resolution.endOf(at, id);
                assertTrue(next > at, resolution + " at " + Instant.ofEpochMilli(at));
                assertEquals(at, resolution.startOf(at, id));
                assertEquals(at, resolution.startOf(next - 1, id));
                for (var finer : Resolution.values()) {
                    if (finer.ordinal() < resolution.ordinal()) {
                        assertEquals(at, finer.startOf(at, id), () -> finer + " in " + resolution);
                    }
                }
                at = next;
            }
        }
    }
}
