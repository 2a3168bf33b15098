package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** How values are read and written. */
class ValuesTest {

    private TimeZone before;

    @BeforeEach
    void goToBerlin() {
        before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void goBack() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "5m, PT5M", "2h, PT2H", "1d, PT24H", "0s, PT0S", "PT1.5S, PT1.5S", "P2D, PT48H"})
    void durations(String text, Duration expected) {
        assertEquals(expected, new DurationConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "5min", "-5m", "1.5h", "m", "99999999999999999999s", "99999999999999999d"})
    void whatIsNoDuration(String text) {
        var refused = assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
        assertTrue(refused.getMessage().contains("90s, 5m, 2h"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T18:00:00Z, 2026-01-31T18:00:00Z", "2026-01-31T18:00:00+01:00, 2026-01-31T17:00:00Z",
        "2026-01-31T18:00:00.250Z, 2026-01-31T18:00:00.250Z", "2026-01-31, 2026-01-30T23:00:00Z",
        "2026-07-31, 2026-07-30T22:00:00Z", "2026-07-31T12:00, 2026-07-31T10:00:00Z",
        "2026-07-31T12:00:30, 2026-07-31T10:00:30Z"})
    void instants(String text, Instant expected) {
        assertEquals(expected, new InstantConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-01-31 18:00:00", "1769882400"})
    void whatIsNoInstant(String text) {
        var refused = assertThrows(TypeConversionException.class, () -> new InstantConverter().convert(text));
        assertTrue(refused.getMessage().contains("2026-01-31T18:00:00Z"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.001", "18000, 18", "17999, 17.999", "-500, -0.5", "1200000000, 1200000",
        "9223372036854775807, 9223372036854775.807"})
    void milliwattsAreWatts(long milliwatts, String expected) {
        assertEquals(expected, Numbers.watts(milliwatts));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 0", "1000, 1000, 0.001", "1499, 1000, 0.001", "1500, 1000, 0.002", "-1500, 1000, -0.002",
        "600000000, 6000, 100"})
    void meansAreRoundedToMilliwatts(long integral, long milliseconds, String expected) {
        assertEquals(expected, Numbers.meanWatts(integral, milliseconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000000", "3600000000000, 1.000000", "1800000, 0.000001", "1799999, 0.000000",
        "9223372036854775807, 2562047.788015"})
    void microjoulesAreKilowattHours(long microjoules, String expected) {
        assertEquals(expected, Numbers.kilowattHours(microjoules));
    }

    @ParameterizedTest
    @CsvSource({"0, 86400000, 0", "86400000, 86400000, 1", "86399999, 86400000, 0.999999", "1, 86400000, 0.000001",
        "31535999999, 31536000000, 0.999999", "43200000, 86400000, 0.5"})
    void sharesAreNothingOnlyOfNothingAndAllOnlyOfAll(long part, long whole, String expected) {
        assertEquals(expected, Numbers.share(part, whole));
    }

    @Test
    void figuresDoNotDependOnTheLanguage() {
        assertEquals("1234567.891", Numbers.thousandths(1_234_567_891));
    }
}
