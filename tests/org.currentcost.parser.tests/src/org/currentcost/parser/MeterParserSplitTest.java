package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.currentcost.parser.MeterEvent.Damage;
import org.currentcost.parser.MeterEvent.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes give the same events, however they are cut, whatever they are, and whatever came before them. */
class MeterParserSplitTest {

    private static final long SEED = 20_261_130;

    /** What no meter sends, and some of it twice so that it is hit often. */
    private static final List<String> PIECES = List.of("<msg >", "<msg >", "<msg\t>", "<msg\n>", "<MSG>", "<Msg>",
            "<msg a='1'>", "<msg b=\"</msg>\">", "<msg/>", "<msg />", "</msg >", "</msg\r\n>", "</MSG>", "<msg",
            "</msg",
            "msg>", "g>", "<msg>", "</msg>", "<!--", "-->", "<!-- <msg> -->", "<!-- </msg> -->", "<![CDATA[", "]]>",
            "<![CDATA[<msg>]]>", "<?xml version='1.0'?>", "<!DOCTYPE x>", "<!ENTITY x>", "\u00ef\u00bb\u00bf", "\0",
            "\0\0\0",
            "&", "&amp;", "'", "\"", "<", ">", "/", "=", " ", "\r", "\n", "\r\n", "<ch1>", "</ch1>", "<ch1 >", "<msgs>",
            "<a:msg>", "<msg.>", "\u0001", "\u00ff", "2019-01-09T21:05:30Z ", "<watts>", "</watts>", "<longer-name>");

    @ParameterizedTest
    @ValueSource(strings = {"<msg>\n<msg ><ch1></ch1></msg>", "<msg><msg ></msg>&", "<msg><msg ></msg>\u0001",
        "<msg><msg\t></msg><", "<msg><a><msg ></msg></a></msg>", "<msg><msg x='1'></msg>abc"})
    void theEndOfAMessageIsTheEndWhateverFollows(String text) {
        assertSame(bytes(text));
        assertSame(bytes(text + SampleMessages.CC128));
        var parser = new MeterParser();
        parser.feed(bytes(text), 0, bytes(text).length);
        assertEquals(Reason.MALFORMED, ((Damage) parser.next()).reason());
    }

    @Test
    void anythingInAMessageGivesTheSameEventsForEveryCut() {
        var random = new Random(SEED);
        for (int round = 0; round < 400; round++) {
            assertSame(mutated(random, 1 + random.nextInt(3), 1 + random.nextInt(4)));
        }
    }

    @Test
    void manyMutationsGiveTheSameEventsByteByByteAndInRandomPieces() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = mutated(random, 1 + random.nextInt(4), 1 + random.nextInt(8));
            String expected = reported(stream, new int[]{stream.length}, false);
            assertEquals(expected, reported(stream, new int[]{1}, round % 2 == 0), () -> text(stream));
            int[] lengths = random.ints(20, 1, 40).toArray();
            assertEquals(expected, reported(stream, lengths, round % 2 == 1), () -> text(stream));
        }
    }

    /** Cut in two at any place, in single bytes, and after another stream that filled the buffer. */
    private static void assertSame(byte[] stream) {
        String expected = reported(stream, new int[]{stream.length}, false);
        assertEquals(expected, reported(stream, new int[]{1}, false), () -> text(stream));
        assertEquals(expected, reported(stream, new int[]{stream.length}, true), () -> text(stream));
        for (int cut = 1; cut < stream.length; cut++) {
            assertEquals(expected, reported(stream, new int[]{cut, stream.length - cut}, cut % 2 == 0),
                    () -> text(stream));
        }
    }

    private static byte[] mutated(Random random, int messages, int mutations) {
        var text = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            text.append(SampleMessages.ALL.get(random.nextInt(SampleMessages.ALL.size())));
        }
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                case 1 -> text.insert(at, (char) random.nextInt(256));
                default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return bytes(text.toString());
    }

    /** @param used whether the parser has read something else before, which is still in its buffer */
    private static String reported(byte[] stream, int[] lengths, boolean used) {
        var parser = new MeterParser();
        if (used) {
            byte[] before = bytes("&<\u0001>\"".repeat(1000) + "\n");
            parser.feed(before, 0, before.length);
            parser.endOfInput();
            while (parser.next() != null) {
                // What came before is not compared
                continue;
            }
        }
        long line = used ? 1 : 0;
        var reported = new ArrayList<String>();
        for (int from = 0, i = 0; from < stream.length; i++) {
            int length = Math.min(stream.length - from, lengths[i % lengths.length]);
            parser.feed(stream, from, length);
            from += length;
            drain(parser, line, reported);
        }
        parser.endOfInput();
        drain(parser, line, reported);
        return String.join("\n", reported);
    }

    private static void drain(MeterParser parser, long linesBefore, List<String> reported) {
        for (var event = parser.next(); event != null; event = parser.next()) {
            String words = event instanceof Damage damage
                    ? damage.reason() + " " + damage.length() + " " + text(damage.bytes())
                    : event.toString();
            reported.add(parser.line() - linesBefore + " " + parser.leadingTimeMillis() + " " + words);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
