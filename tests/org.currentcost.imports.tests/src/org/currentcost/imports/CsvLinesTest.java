package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged CSV: what is wrong harms its own row alone, and is told. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CsvLinesTest {

    /** The records as they stand in the text, a damaged one with an exclamation mark. */
    private static List<String> records(String text) throws IOException {
        return records(new StringReader(text));
    }

    private static List<String> records(Reader text) throws IOException {
        var records = new ArrayList<String>();
        try (var lines = new CsvLines(text, ',')) {
            for (var record = lines.next(); !record.isEmpty(); record = lines.next()) {
                records.add(lines.line() + (lines.problem().isPresent() ? "!" : "") + String.join("|", record));
            }
        }
        return records;
    }

    @Test
    void quotesHoldSeparatorsAndLines() throws IOException {
        assertEquals(List.of("1a,b|c\nd|e", "3f|g", "4\"h\"|i", "5j\r\nk|l", "7m\rn|o", "9p"),
                records("\"a,b\",\"c\nd\",e\nf,g\n\"\"\"h\"\"\",i\n\"j\r\nk\",l\n\"m\rn\",o\np"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anOpenQuoteEndsWithItsLine(String end) throws IOException {
        // never closed, closed by another row's opening quote, closed at the end
        for (String rest : List.of("", "\"c\",3", "5,\"d")) {
            var found = records(String.join(end, "a,1", "\"b,2", "c,3", "d,4", rest));
            assertEquals(List.of("1a|1", "3c|3", "4d|4"),
                    found.stream().filter(one -> one.matches("[134][^!]*")).toList(), found::toString);
            assertEquals(1, found.stream().filter(one -> one.startsWith("2!")).count(), found::toString);
        }
    }

    @Test
    void recordsAreTheSameHoweverTheTextComes() throws IOException {
        var random = new Random(11);
        for (int round = 0; round < 300; round++) {
            var text = new StringBuilder();
            for (int parts = random.nextInt(60); parts > 0; parts--) {
                text.append(List.of("a", ",", "\"", "\n", "\r\n", "\r", "12", " ", "\"\"", "'=x")
                        .get(random.nextInt(10)));
            }
            assertEquals(records(text.toString()), records(inPieces(text.toString(), 1)), text::toString);
        }
        String field = "x".repeat(CsvLines.LONGEST_FIELD / 3);
        String quoted = '"' + field.replace("xxxx", "x\n,x") + '"';
        var lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(List.of(field, quoted, "\"" + field, "1").get(random.nextInt(4)))
                    .append(random.nextBoolean() ? "," : "\n");
        }
        assertEquals(records(inPieces(lines.toString(), 7)), records(lines.toString()));
    }

    private static Reader inPieces(String text, int most) {
        return new FilterReader(new StringReader(text)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, most));
            }
        };
    }

    @Test
    void oneOpenQuoteOfADayLosesOneRow() throws Exception {
        var text = new StringBuilder("time,W,name\n");
        for (int minute = 0; minute < 1440; minute++) {
            text.append("2026-01-31T%02d:%02d:00Z,%s,%s\n".formatted(minute / 60, minute % 60,
                    minute == 100 ? "\"5" : Integer.toString(minute), minute == 700 ? "\"Kitchen" : "Hall"));
        }
        var input = ImportInput.of("day.csv", text.toString());
        var lines = new ArrayList<String>();
        var mapping = CsvMapping.parse("columns=time,W,-;separator=comma;header=yes",
                CsvMapping.standard(ZoneOffset.UTC));
        assertEquals(1438, new CsvSource(input, mapping, "Home").preview(2000).stream()
                .filter(row -> row.problem().isEmpty()).peek(row -> lines.add(row.fields().getFirst())).count());
        assertEquals(1438, lines.stream().distinct().count());
    }

    @Test
    void aValueHasNoLines() throws Exception {
        // The second stray quote closes the first one as it should be: only what is in the field gives it away.
        var text = "time,W\n2026-01-31T12:00:00Z,\"1\n2026-01-31T12:00:06Z,2\n2026-01-31T12:00:12Z,3\"\n"
                + "2026-01-31T12:00:18Z,4\n";
        var mapping = CsvMapping.parse("columns=time,W", CsvMapping.standard(ZoneOffset.UTC));
        var rows = new CsvSource(ImportInput.of("x.csv", text), mapping, "Home").preview(10);
        assertEquals(List.of(2L, 3L, 4L, 5L), rows.stream().map(CsvSource.PreviewRow::line).toList());
        assertEquals(List.of(true, false, true, false), rows.stream().map(row -> row.problem().isPresent()).toList());
    }

    @Test
    void whatIsBeyondABoundIsTold() throws IOException {
        assertTrue(records("a," + "x".repeat(CsvLines.LONGEST_FIELD) + "\nb,c").getFirst().startsWith("1a|"));
        var found = records("a," + "x".repeat(CsvLines.LONGEST_FIELD + 1) + "\nb,c");
        assertTrue(found.getFirst().startsWith("1!a|"), () -> found.getFirst().substring(0, 10));
        assertEquals("2b|c", found.get(1));
        var wide = records(",".repeat(CsvLines.MOST_FIELDS - 1) + "\n" + ",".repeat(CsvLines.MOST_FIELDS) + "\nb,c");
        assertTrue(wide.get(0).startsWith("1|"));
        assertTrue(wide.get(1).startsWith("2!|"));
        assertEquals("3b|c", wide.get(2));
        // A note of many lines is one field as long as the bound allows.
        String note = "\"" + "line\n".repeat(CsvLines.LONGEST_QUOTE / 5 - 1) + "\",end\nb,c";
        assertEquals(2, records(note).size());
    }

    @Test
    void anApostropheThatMarksTextIsTakenOff() throws IOException {
        assertEquals(List.of("1=x|-5|'a|'=y|@z"), records("'=x,-5,'a,''=y,\"'@z\""));
    }

    /** Some attacks on the length of the search for a quote's end. */
    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a\n", "a,\"b\n", "\"\n,", "\"\"a\n", ",\"", "\"\n\"", "\"x\n\",y\n"})
    void anyFileIsReadInPassing(String part) throws IOException {
        int times = 2_000_000 / part.length();
        try (var lines = new CsvLines(new StringReader(part.repeat(times)), ',')) {
            long records = 0;
            for (var record = lines.next(); !record.isEmpty(); record = lines.next()) {
                records++;
            }
            assertTrue(records <= times + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e2147483647", "1e2147483648", "0e999999999", "9e40",
        "NaN", "Infinity", "", "0x10", "1e", "٣"})
    void numbersOfAnyKindAreReadOrNot(String text) {
        var number = FieldDecimals.scaled(text, false, 6);
        assertTrue(number.isEmpty() || number.equals(OptionalLong.of(0)) || text.equals("٣"), text);
    }

    /** A guess looks at the beginning of a file, whatever is in it. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1.", "0,", "0;0,", "a,", "\"", "1:2:", "2026-01-31 ", "e1", "-", "\t"})
    void anyFileIsGuessedAtInPassing(String part) throws ImportException {
        CsvSource.guess(ImportInput.of("x.csv", part.repeat(3_800_000 / part.length())), ZoneOffset.UTC);
        CsvSource.guess(ImportInput.of("x.csv", (part.repeat(50) + ";x\n").repeat(2000)), ZoneOffset.UTC);
    }
}
