package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet would take for a formula is text in a file of ours, and comes back as it was. */
class CsvCellTest {

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\",\"y\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx",
        "-", "+", "=", "-1,5", "-1.5.2", "-1e", "--1", "+49 30 1", "-12.5 W", "'=x", "''=x", "'-x", "-.", "-1e+"})
    void aFormulaIsMarked(String text) {
        assertTrue(content(CsvCell.of(text)).startsWith("'"), CsvCell.of(text));
        assertEquals(text, CsvCell.read(content(CsvCell.of(text))));
        assertEquals(text, CsvCell.read(content(CsvCell.ofText(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Kitchen", "-12.5", "+3", "-1e6", "-1.5E-3", "+.5", "-5.", "'", "''", "'hello", "'-5",
        "O'Hara", "a=b", " =x", "1-2", "2026-01-31T18:00:00Z", "a\tb", "line\nline"})
    void anythingElseIsAsItIs(String text) {
        assertEquals(text, content(CsvCell.of(text)));
        assertEquals(text, CsvCell.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"a,b|\"a,b\"", "a\"b|\"a\"\"b\"", "a;b|\"a;b\"",
        "a b|a b"})
    void quotesAreSetWhereTheyAreNeeded(String text, String cell) {
        assertEquals(cell, CsvCell.of(text));
    }

    @Test
    void nothingSteersATerminal() {
        assertEquals("\u241b[31mred\u2407 <U+009B><U+202E>", CsvCell.of("\u001b[31mred\u0007 \u009b\u202e"));
        assertEquals("\"\u241b]0;x\"", CsvCell.ofText("\u001b]0;x"));
        // Line ends of both kinds belong to a text.
        assertEquals("\"a\r\nb\rc\"", CsvCell.of("a\r\nb\rc"));
    }

    private static String content(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
