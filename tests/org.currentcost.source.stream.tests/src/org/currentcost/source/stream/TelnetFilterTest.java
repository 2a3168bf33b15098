package org.currentcost.source.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A meter's bytes come through a server that speaks Telnet as they would on a cable. */
class TelnetFilterTest {

    private static final String MESSAGE = "<msg>one</msg>\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What comes out where it comes in pieces. @param cuts where they begin, ascending */
    private static String filter(String text, int... cuts) {
        var filter = new TelnetFilter();
        var out = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? text.length() : cuts[i];
            // As a buffer that holds more than what came
            byte[] piece = bytes(text.substring(from));
            out.writeBytes(filter.filter(piece, to - from));
            from = to;
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static void assertFiltered(String expected, String text) {
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                assertEquals(expected, filter(text, first, second), first + ", " + second);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00fb\u0001", "\u00ff\u00fc\u0003", "\u00ff\u00fd\u0000", "\u00ff\u00fe\u002c",
        "\u00ff\u00f1", "\u00ff\u00f9", "\u00ff\u00ef", "\u00ff\u00fd\u00ff",
        // RFC 2217: the speed is 57600; the line's state, with a byte that is doubled; one without content
        "\u00ff\u00fa\u002c\u0065\u0000\u0000\u00e1\u0000\u00ff\u00f0",
        "\u00ff\u00fa\u002c\u006a\u00ff\u00ff\u00ff\u00f0", "\u00ff\u00fa\u00ff\u00f0",
        // and a server's name that holds what a message looks like
        "\u00ff\u00fa\u002c\u0064<msg>\u00ff\u00f0", "\u00ff\u00fb\u0001\u00ff\u00fd\u0003\u00ff\u00f1"})
    void takesCommandsOutWhereverTheyAre(String command) {
        for (int at = 0; at <= MESSAGE.length(); at++) {
            assertFiltered(MESSAGE, MESSAGE.substring(0, at) + command + MESSAGE.substring(at));
        }
    }

    @Test
    void aDoubledByteIsTheByte() {
        assertFiltered("a\u00ffb\u00ff\u00ffc", "a\u00ff\u00ffb\u00ff\u00ff\u00ff\u00ffc");
        assertFiltered("\u00ff\u00fb\u0001", "\u00ff\u00ff\u00fb\u0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00ff\u00fb", "\u00ff\u0000", "\u00ff\u00eb", "noise \u00ff\u00fd"})
    void noiseCostsNoMessage(String noise) {
        assertFiltered(noise + MESSAGE, noise + MESSAGE);
    }

    @Test
    void aNegotiationThatNeverEndsCostsNoMessageEither() {
        var text = "\u00ff\u00fa" + MESSAGE.repeat(20);
        assertEquals(text, filter(text));
        assertEquals(text, filter(text, 1, 2, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whateverComesTheCutsChangeNothing(int seed) {
        var random = new Random(seed);
        int[] likely = {255, 255, 250, 240, 251, 254, 44, '<', 1, 0};
        for (int run = 0; run < 300; run++) {
            var text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append((char) likely[random.nextInt(likely.length)]);
            }
            var whole = filter(text.toString());
            var cuts = random.ints(5, 0, 41).sorted().toArray();
            assertEquals(whole, filter(text.toString(), cuts), () -> Arrays.toString(bytes(text.toString())));
        }
    }
}
