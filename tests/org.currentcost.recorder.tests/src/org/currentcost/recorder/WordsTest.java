package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Counters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words for states and meters, in both languages. */
class WordsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static <T> T in(Locale language, Supplier<T> words) {
        var before = Locale.getDefault();
        Locale.setDefault(language);
        try {
            return words.get();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static SourceStatus status(SourceState state, Optional<Instant> lastReceived) {
        return new SourceStatus(new SourceRow("a", "Home", "fake:a", true), state, Counters.NONE, lastReceived,
                Optional.empty(), Optional.empty(), HistoryProgress.NONE);
    }

    private static void assertWords(String english, String german, SourceState state, Optional<Instant> lastReceived) {
        assertEquals(english, in(Locale.ENGLISH, () -> StateWords.of(status(state, lastReceived), NOW)));
        assertEquals(german, in(Locale.GERMANY, () -> StateWords.of(status(state, lastReceived), NOW)));
    }

    @Test
    void everyStateHasWordsInBothLanguages() {
        var since = NOW.minusSeconds(200);
        assertWords("connecting", "verbindet", new SourceState.Connecting(since), Optional.empty());
        assertWords("live, 4 s ago", "live, vor 4 s", new SourceState.Live(since, ""),
                Optional.of(NOW.minusSeconds(4)));
        assertWords("live", "live", new SourceState.Live(since, ""), Optional.empty());
        assertWords("silent for 3 min", "still seit 3 min", new SourceState.Silent(since, ""), Optional.of(since));
        assertWords("trying again in 8 s: It's busy.", "nächster Versuch in 8 s: It's busy.",
                new SourceState.WaitingToRetry(since, NOW.plusSeconds(8), "It's busy.", ""), Optional.empty());
        assertWords("You may not {0}.", "You may not {0}.", new SourceState.Refused(since, "You may not {0}.", ""),
                Optional.empty());
        assertWords("stopped", "angehalten", new SourceState.Stopped(since), Optional.empty());
        assertWords("read to its end", "zu Ende gelesen", new SourceState.Finished(since), Optional.empty());
    }

    @Test
    void aRemedyIsThereWhereTheUserCanDoSomething() {
        var waiting = new SourceState.WaitingToRetry(NOW, NOW, "busy", "Close it.");
        var refused = new SourceState.Refused(NOW, "no", "Ask.");
        var silent = new SourceState.Silent(NOW, "");
        assertEquals("Close it.", StateWords.remedy(waiting));
        assertEquals("Ask.", StateWords.remedy(refused));
        assertTrue(in(Locale.ENGLISH, () -> StateWords.remedy(silent)).contains("transmitter"));
        assertTrue(in(Locale.GERMAN, () -> StateWords.remedy(silent)).contains("Sender"));
        for (var state : Set.of(new SourceState.Connecting(NOW), new SourceState.Live(NOW, ""),
                new SourceState.Stopped(NOW), new SourceState.Finished(NOW))) {
            assertEquals("", StateWords.remedy(state));
        }
    }

    @ParameterizedTest
    @CsvSource({"-5, 0 s, 0 s", "0, 0 s, 0 s", "59, 59 s, 59 s", "60, 1 min, 1 min", "3599, 59 min, 59 min",
        "3600, 1 h, 1 h", "172799, 47 h, 47 h", "172800, 2 days, 2 Tagen", "864000000, '10,000 days', 10.000 Tagen"})
    void aLengthOfTimeIsToldInItsLargestUnit(long seconds, String english, String german) {
        assertEquals(english, in(Locale.ENGLISH, () -> StateWords.length(NOW, NOW.plusSeconds(seconds))));
        assertEquals(german, in(Locale.GERMANY, () -> StateWords.length(NOW, NOW.plusSeconds(seconds))));
        assertEquals(english + " ago", in(Locale.ENGLISH, () -> StateWords.age(NOW.minusSeconds(seconds), NOW)));
        assertEquals("vor " + german, in(Locale.GERMANY, () -> StateWords.age(NOW.minusSeconds(seconds), NOW)));
    }

    @ParameterizedTest
    @CsvSource({"'0', sensor 0, Sensor 0", "'03', sensors 0 and 3, Sensoren 0 und 3",
        "'3190', 'sensors 0, 1, 3 and 9', 'Sensoren 0, 1, 3 und 9'"})
    void aMeterIsKnownByWhatItSays(String sensors, String english, String german) {
        var text = new StringBuilder("noise, a cut message <msg><src>CC").append(MeterMessages.HISTORY);
        sensors.chars().forEach(sensor -> text.append(MeterMessages.live("12:00:00", sensor - '0', 10)));
        var meter = DetectedMeter.in(text.toString().getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
        assertEquals("CC128 v1.29", meter.name());
        assertEquals(english, in(Locale.ENGLISH, meter::sensorWords));
        assertEquals(german, in(Locale.GERMANY, meter::sensorWords));
    }

    @Test
    void aClassicAndAMeterThatTellsOnlyHistoryAreKnownToo() {
        var classic = DetectedMeter
                .in(MeterMessages.classic("12:00:00", 1, 2, 3).getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("CC02 v1.06", classic.orElseThrow().name());
        assertEquals(Set.of(0), classic.orElseThrow().sensors());
        var history = DetectedMeter.in(MeterMessages.HISTORY.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
        assertEquals("CC128 v1.29", history.name());
        assertEquals("no sensor yet", in(Locale.ENGLISH, history::sensorWords));
        assertEquals("noch kein Sensor", in(Locale.GERMANY, history::sensorWords));
    }

    @Test
    void bytesWithoutAGoodMessageAreNoMeter() {
        assertEquals(Optional.empty(), DetectedMeter.in(new byte[0]));
        assertEquals(Optional.empty(), DetectedMeter.in(MeterMessages.DAMAGED.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
