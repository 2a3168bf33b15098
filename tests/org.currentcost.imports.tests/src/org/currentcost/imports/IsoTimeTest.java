package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import org.currentcost.imports.CsvTime.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    private static final int MANY = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-30T00:59", "2025-03-30 00:59:54", "2025-03-30T00:59:54.25", "2025-12-01T23:59:59Z",
        "2025-03-28T00:59:54.123456789+01:00", "0001-01-01T00:00-17:59", "2024-02-29T12:00Z", "2025-12-31T00:00",
        "2025-03-28 00:59:54.5-00:30"})
    void whatIsUsualIsReadAsAFormatterDoes(String text) {
        assertEquals(byFormatter(text), IsoTime.read(text));
        assertTrue(IsoTime.read(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2025-03-28", "2025-02-30T00:00", "2025-02-29T00:00", "2025-04-31T00:00",
        "2025-01-32T00:00", "2025-13-01T00:00", "2025-03-28T24:00",
        "2025-03-28T12:60", "2025-03-28T12:00:60", "2025-03-28T12:00:", "2025-03-28T12:00:00.",
        "2025-03-28T12:00:00.1234567890", "2025-03-28T12:00Zulu", "2025-03-28T12:00+1", "2025-03-28T12:00+18:30",
        "2025-03-28T12:00 +01:00", "2025-03-28t12:00", "2025-03-28T12:00z", "\u0662025-03-28T12:00",
        "2025/03/28T12:00", "2025-03-28T12.00"})
    void whatIsInDoubtIsLeftToAFormatter(String text) {
        assertEquals(Optional.empty(), IsoTime.read(text));
    }

    @Test
    void noTextIsReadOtherwiseThanByAFormatter() {
        var random = new Random(4);
        var patterns = new String[]{"uuuu-MM-dd'T'HH:mm:ssXXX", "uuuu-MM-dd HH:mm", "uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
            "uuuu-MM-dd HH:mm:ss.SSSSSS", "uuuu-MM-dd'T'HH:mmXXX"};
        int read = 0;
        for (int i = 0; i < MANY; i++) {
            var at = LocalDateTime.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000),
                    ZoneOffset.UTC).atOffset(ZoneOffset.ofTotalSeconds(1800 * (random.nextInt(56) - 28)));
            var text = new StringBuilder(at.format(DateTimeFormatter.ofPattern(patterns[random.nextInt(5)])));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789:-+.TZ ".charAt(random.nextInt(17)));
            }
            var quick = IsoTime.read(text.toString());
            if (quick.isPresent()) {
                read++;
                assertEquals(byFormatter(text.toString()), quick, text::toString);
            }
        }
        assertTrue(read > MANY / 4, String.valueOf(read));
    }

    private static Optional<Parsed> byFormatter(String text) {
        try {
            return Optional.of(CsvTime.parsed(CsvTime.ISO.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
