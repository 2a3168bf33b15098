package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.currentcost.source.Rhythm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a source may say nothing. */
class RhythmTest {

    private final Rhythm rhythm = new Rhythm();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private void speaks(double... seconds) {
        for (double pause : seconds) {
            now = now.plusMillis(Math.round(1000 * pause));
            rhythm.received(now);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 18", "6, 18", "20, 60", "26, 78", "60, 180", "300, 900", "3600, 10800", "86400, 259200"})
    void threeIntervalsAreSilence(double interval, long silence) {
        speaks(0, interval);
        assertEquals(Duration.ofSeconds(silence), rhythm.silence());
        speaks(interval, interval, interval, interval);
        assertEquals(Duration.ofSeconds(silence), rhythm.silence());
    }

    @Test
    void oneThatHasHardlySpokenMayWait() {
        assertEquals(Rhythm.UNKNOWN_SILENCE, rhythm.silence());
        speaks(0, 0.2, 0.1);
        assertEquals(Rhythm.UNKNOWN_SILENCE, rhythm.silence());
    }

    @Test
    void aBurstEveryFiveMinutesIsNoSilence() {
        speaks(0, 0.1, 297, 1.2, 1.5, 0.3);
        for (int i = 0; i < 30; i++) {
            speaks(297, 1.2, 1.5, 0.3);
            assertTrue(rhythm.silence().compareTo(Duration.ofSeconds(800)) > 0, "after burst " + i);
        }
    }

    @Test
    void aSlowerSensorThatIsLeftIsLearntFromTwoOfItsMessages() {
        speaks(0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6);
        speaks(26);
        assertEquals(Duration.ofSeconds(18), rhythm.silence());
        speaks(26);
        assertEquals(Duration.ofSeconds(78), rhythm.silence());
    }

    @Test
    void aBreakIsForgotten() {
        speaks(0, 6, 6, 6, 3600, 6, 6);
        assertEquals(Duration.ofSeconds(18), rhythm.silence());
        now = now.plus(Duration.ofDays(3));
        speaks(0, 6);
        assertEquals(Duration.ofSeconds(18), rhythm.silence());
    }
}
