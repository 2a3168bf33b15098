package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of CSV as every export writes them. */
class CsvWriterTest {

    private final StringWriter out = new StringWriter();
    private final CsvWriter csv = new CsvWriter(out);

    @Test
    void linesEndAsTheStandardHasIt() throws IOException {
        csv.plain(CsvWriter.START, "sensor").plain(CsvWriter.KILOWATT_HOURS).end();
        csv.plain(Instant.parse("2026-01-31T12:00:00Z"), 5).plain("-0.5").end();
        assertEquals("start_utc,sensor,kwh\r\n2026-01-31T12:00:00Z,5,-0.5\r\n", out.toString());
    }

    @Test
    void quotesStandWhereTheyAreNeeded() throws IOException {
        csv.line(List.of("", "a,b", "said \"no\"", "a\rb", "c;d", "=1+1"));
        csv.text("plain").text("").end();
        assertEquals(",\"a,b\",\"said \"\"no\"\"\",\"a\rb\",\"c;d\",'=1+1\r\n\"plain\",\"\"\r\n", out.toString());
    }

    @Test
    void nothingIsWrittenBeforeALineIsWhole() throws IOException {
        csv.plain(1);
        assertEquals("", out.toString());
        csv.end();
        csv.end();
        assertEquals("1\r\n\r\n", out.toString());
    }

    @Test
    void timesAreWrittenAsInstantsAre() throws IOException {
        var expected = new StringBuilder();
        for (long at : new long[]{0, 1, -1, 10, 100, 999, 1_000, 59_999, 86_399_999, 86_400_000, -86_400_000,
            -86_400_001,
            951_782_400_000L, 1_769_860_800_050L, 253_402_300_799_999L, 253_402_300_800_000L, -62_167_219_200_001L,
            Long.MAX_VALUE, Long.MIN_VALUE}) {
            csv.time(at).end();
            expected.append(Instant.ofEpochMilli(at)).append("\r\n");
        }
        assertEquals(expected.toString(), out.toString());
    }
}
