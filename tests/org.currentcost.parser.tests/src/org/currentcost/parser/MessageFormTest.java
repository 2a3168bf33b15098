package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message says the same whatever messages were read before it, though most are read by the form of the last ones. */
class MessageFormTest {

    private static final String CHARACTERS = "\0\t\n !&'-./0123456789:<>?msghdy\u007f\u00e9";

    static List<String> messages() {
        return List.of(SampleMessages.CC128, SampleMessages.CC128_THREE_CLAMPS, SampleMessages.PULSES,
                SampleMessages.CLASSIC_GENERATION_1, SampleMessages.CLASSIC, SampleMessages.CLASSIC_WITH_HISTORY,
                SampleMessages.HISTORY, SampleMessages.HISTORY_V009,
                SampleMessages.CC128.replace("</msg>", "<hist></hist></msg>"),
                SampleMessages.CC128.replace("</msg>", "\n</msg>"),
                SampleMessages.CC128.replace("<tmpr>", "<date><hr>01</hr><min>02</min><sec>03</sec></date><tmpr>"),
                SampleMessages.CC128.replace("</msg>", "<host-tstamp>1547067930</host-tstamp></msg>"),
                SampleMessages.CC128_THREE_CLAMPS.replace("<watts>00000", "<watts>-0000"),
                SampleMessages.PULSES.replace("<tmpr>19.5", "<tmpr>"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anyByteOfARepeatedMessageIsSeen(String message) {
        for (int at = 0; at < message.length(); at++) {
            for (char other : CHARACTERS.toCharArray()) {
                var changed = message.substring(0, at) + other + message.substring(at + 1);
                assertSame(message, changed);
            }
            assertSame(message, message.substring(0, at) + message.substring(at + 1));
            assertSame(message, message.substring(0, at) + "0" + message.substring(at));
        }
    }

    @Test
    void anyOrderOfMessagesWithOtherDigitsIsReadAsEachAlone() {
        var random = new Random(20_261_130);
        var all = messages();
        for (int round = 0; round < 2_000; round++) {
            var stream = new ArrayList<String>();
            for (int i = 0; i < 8; i++) {
                var message = all.get(random.nextInt(all.size())).toCharArray();
                for (int at = 0; at < message.length; at++) {
                    if (Character.isDigit(message[at]) && random.nextInt(3) == 0) {
                        message[at] = (char) ('0' + random.nextInt(10));
                    }
                }
                stream.add(new String(message));
            }
            assertSame(stream.subList(0, 7), stream.get(7));
        }
    }

    private static void assertSame(String before, String message) {
        assertSame(List.of(before, before), message);
    }

    private static void assertSame(List<String> before, String message) {
        var used = new MeterParser(ZoneOffset.UTC);
        for (var one : before) {
            events(used, one);
        }
        assertEquals(events(new MeterParser(ZoneOffset.UTC), message), events(used, message),
                () -> message.replaceAll("\\p{Cntrl}", "?"));
    }

    /** {@return the events, each with the time and how many lines it is after the first} */
    private static List<String> events(MeterParser parser, String text) {
        SampleMessages.feed(parser, SampleMessages.bytes(text));
        parser.endOfInput();
        var events = new ArrayList<String>();
        long line = -1;
        for (MeterEvent event = parser.next(); event != null; event = parser.next()) {
            line = line < 0 ? parser.line() : line;
            events.add((event instanceof MeterEvent.Damage damage
                    ? damage.reason() + " of " + damage.length()
                    : event.toString()) + " " + parser.leadingTimeMillis() + " " + (parser.line() - line));
        }
        return events;
    }
}
