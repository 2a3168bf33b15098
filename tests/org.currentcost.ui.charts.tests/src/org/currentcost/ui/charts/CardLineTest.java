package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class CardLineTest {

    private static final ToIntFunction<String> WIDTH = String::length;
    private static final Swatch BLUE = Swatch.line(0);

    private static List<String> joined(int rows, int most, CardLine... lines) {
        return CardLine.joined(List.of(lines), rows, most, WIDTH).stream().map(CardLine::text).toList();
    }

    @Test
    void linesStayAsTheyAreWhereThereIsRoom() {
        assertEquals(List.of("a", "b", "c"), joined(3, 100, new CardLine("a"), new CardLine("b"), new CardLine("c")));
    }

    @Test
    void neighboursShareALineWhereThereIsNot() {
        assertEquals(List.of("a · b", "c"), joined(2, 100, new CardLine("a"), new CardLine("b"), new CardLine("c")));
    }

    @Test
    void noLineIsJoinedToTheOneOfAnotherColourOrBeyondItsWidth() {
        assertEquals(List.of("a", "Oven · b"),
                joined(2, 100, new CardLine("a"), new CardLine("Oven", BLUE), new CardLine("b")));
        assertEquals(List.of("aaaa", "bbbb"), joined(2, 5, new CardLine("aaaa"), new CardLine("bbbb"),
                new CardLine("cccc")));
    }

    @Test
    void aTextTooLongIsShortened() {
        assertEquals("Washing…", ShortenedText.of("Washing machine", 9, WIDTH));
        assertEquals("Oven", ShortenedText.of("Oven", 4, WIDTH));
    }
}
