package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Nothing that is printed steers a terminal. */
class ShownTextTest {

    @Test
    void everyControlCharacterIsShown() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (Character.isISOControl(c) || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
                    || c == '\u2028' || c == '\u2029') {
                String shown = ShownText.of("a" + c + "b");
                assertEquals('a', shown.charAt(0));
                assertEquals('b', shown.charAt(shown.length() - 1));
                assertFalse(shown.chars().anyMatch(one -> ShownText.steers((char) one)), shown);
            }
        }
        assertEquals("\u241b[2J\u240a\u240d\u2409\u2421<U+0085><U+202E>",
                ShownText.of("\u001b[2J\n\r\t\u007f\u0085\u202e"));
    }

    @Test
    void linesStayLines() {
        assertEquals("a\nb\tc\r\nd\u240de\u241b", ShownText.ofLines("a\nb\tc\r\nd\re\u001b"));
        assertEquals("a\u240d", ShownText.ofLines("a\r"));
    }

    @Test
    void ordinaryTextIsLeftAlone() {
        String text = "Küche – 台所 \u05de\u05d8\u05d1\u05d7 \ud83d\udca1\u200d x";
        assertSame(text, ShownText.of(text));
        assertSame(text, ShownText.ofLines(text));
    }
}
