package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages read, and where their numbers are. */
class PayloadsTest {

    private static final String METER = "<msg><src>CC128-v1.29</src><dsb>00089</dsb><time>13:02:39</time>"
            + "<tmpr>18.7</tmpr><sensor>1</sensor><id>01234</id><type>1</type><ch1><watts>00345</watts></ch1>"
            + "<ch2><watts>02151</watts></ch2></msg>";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the numbers of a message: the line that shows it, and the place that is found by the line} */
    private static List<String> numbers(String text) {
        return Payloads.lines(bytes(text)).stream().filter(line -> line.place().isPresent())
                .map(line -> line.text().strip() + " -> " + line.place().get()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{broken", "[[[[", "<a><b>", "\u0000\u0001", "\u00ff", "{}", "[]", "[null]", "</a></a>",
        "<<<>>>", "12 <", "{\"a\":NaN}"})
    void anyMessageReadsSomehow(String text) {
        var payload = text.getBytes(StandardCharsets.ISO_8859_1);
        Payloads.pretty(payload);
        assertEquals(OptionalDouble.empty(), Payloads.number(payload, "/a"));
        assertTrue(Payloads.line(payload).length() <= 81);
    }

    @Test
    void messagesAreIndentedAndShortened() {
        assertEquals("{\n  \"a\": 1\n}", Payloads.pretty(bytes("{\"a\":1}")));
        assertEquals("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x\\\"<y\",\n  \"c\": null,\n  \"d\": true\n}",
                Payloads.pretty(bytes("{\"a\":[1,{}],\"b\":\"x\\\"<y\",\"c\":null,\"d\":true}")));
        assertEquals("<a>\n  <b>1</b>\n</a>", Payloads.pretty(bytes("<a><b>1</b></a>")));
        assertEquals(81, Payloads.line(bytes("x".repeat(200))).length());
        assertTrue(Payloads.pretty(new byte[]{0, 1, (byte) 0xab}).contains("00 01 ab"));
    }

    @Test
    void eachLineKnowsItsOwnNumberAlthoughNamesRepeat() {
        assertEquals(List.of("\"power\": 1, -> /a/power", "\"name\": \"3.5\" -> /a/name", "\"power\": 2 -> /b/power",
                "7, -> /c/0", "8, -> /c/1", "\"power\": -9e3 -> /c/2/power", "\"x/y~z\": 4 -> /x~1y~0z"),
                numbers("{\"a\":{\"power\":1,\"name\":\"3.5\"},\"b\":{\"power\":2},\"c\":[7,8,{\"power\":-9e3}],"
                        + "\"x/y~z\":4}"));
        assertEquals(List.of("1, -> /0/0", "2 -> /0/1", "1 -> /1"), numbers("[[1,2],1]"));
    }

    @Test
    void ofAKeyThatStandsTwiceTheOneIsShownThatIsRead() {
        assertEquals(List.of("\"a\": 2 -> /a"), numbers("{\"a\":1,\"a\":2}"));
        assertEquals(OptionalDouble.of(2), Payloads.number(bytes("{\"a\":1,\"a\":2}"), "/a"));
    }

    @Test
    void everyPlaceLeadsToItsNumber() {
        byte[] payload = bytes("{\"a\":{\"power\":1},\"b\":{\"power\":2},\"c\":[7,{\"power\":9}]}");
        for (var line : Payloads.lines(payload)) {
            line.place().ifPresent(place -> assertEquals(Double.parseDouble(line.value()),
                    Payloads.number(payload, place).orElseThrow()));
        }
    }

    @ParameterizedTest
    @CsvSource({"/msg/ch1/watts,345", "/msg/ch2/watts,2151", "/msg/tmpr,18.7", "/msg/dsb,89"})
    void numbersInAMetersXmlAreFound(String place, double value) {
        assertEquals(OptionalDouble.of(value), Payloads.number(bytes(METER), place));
        assertEquals(OptionalDouble.of(value), Payloads.number(bytes("2011-03-01T12:00:00Z " + METER), place));
        assertEquals(OptionalDouble.of(value), Payloads.number(bytes("1298980800 " + METER), place));
        assertEquals(OptionalDouble.of(value), Payloads.number(bytes("\n  " + METER + "\r\n"), place));
    }

    @Test
    void elementsOfOneNameAreTakenApart() {
        String history = "<msg><hist><data><sensor>0</sensor><h004>1.5</h004></data><data><sensor>1</sensor>"
                + "<h004>2.5</h004></data></hist></msg>";
        assertEquals(OptionalDouble.of(1.5), Payloads.number(bytes(history), "/msg/hist/data/h004"));
        assertEquals(OptionalDouble.of(2.5), Payloads.number(bytes(history), "/msg/hist/data[2]/h004"));
        assertFalse(numbers(METER).stream().anyMatch(line -> line.contains("13:02")));
    }

    @ParameterizedTest
    @CsvSource({"0.35,0.35", "' 12\n',12", "00655,655", "-3,-3", "1e3,1000", ".5,0.5"})
    void aMessageThatIsANumberIsOne(String text, double value) {
        assertEquals(OptionalDouble.of(value), Payloads.number(bytes(text.strip()), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "NaN", "on", "12 W", "0x10", "1e99999999", ""})
    void whatIsNoNumberIsNotDrawn(String text) {
        assertEquals(OptionalDouble.empty(), Payloads.number(bytes(text), ""));
    }

    @Test
    void longAndDeepMessagesAreReadInReasonableTime() {
        for (String text : List.of("9".repeat(65_536) + "x", "[".repeat(65_536), "<a>".repeat(20_000),
                " ".repeat(65_000) + "x", "<a " + " ".repeat(60_000), "{\"a\":".repeat(10_000) + "1")) {
            Payloads.pretty(bytes(text));
            Payloads.number(bytes(text), "/a");
        }
    }

    @Test
    void aMessageThatWasCutWithinACharacterIsStillText() {
        var message = new TopicTree.Message(0, bytes("x" + "é".repeat(40_000)), 0, false);
        assertTrue(message.isTruncated());
        assertTrue(Payloads.pretty(message.payload()).startsWith("xéé"));
    }

    /** It is what looks as if it could be clicked. */
    @Test
    void eachLineKnowsWhereItsNumberIsShown() {
        for (String text : List.of("{\"ch1\":1,\"1\":\"1\",\"x\":[12,-3.5e2]}", "<msg><ch1>1</ch1><h004>4</h004></msg>",
                " 12 ",
                METER)) {
            var found = Payloads.lines(bytes(text)).stream().filter(line -> line.place().isPresent()).toList();
            assertFalse(found.isEmpty());
            for (var line : found) {
                assertTrue(line.text().startsWith(line.value(), line.valueAt()), line::toString);
                String before = line.text().substring(0, line.valueAt());
                assertTrue(before.isBlank() || before.matches(".*[>: \"]"), line::toString);
            }
        }
        assertEquals(-1, Payloads.lines(bytes("on")).getFirst().valueAt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"{\"linkquality\":80,\"power\":12};/power", "12;``",
        "<msg><dsb>1</dsb><ch1><watts>00345</watts></ch1></msg>;/msg/ch1/watts", "{\"a\":\"x\",\"b\":3};/b"})
    void powerIsTheNumberThatPeopleLookFor(String text, String place) {
        assertEquals(Optional.of(place), Payloads.mainPlace(bytes(text)));
        assertEquals(Optional.empty(), Payloads.mainPlace(bytes("online")));
    }
}
