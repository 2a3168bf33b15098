package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.currentcost.source.mqtt.PayloadKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What <i>Use as sensor</i> makes of a message that was seen, and how messages read. */
class MappingDraftTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "PowerMeter/CC/dale; 0.35; PowerMeter/CC/{meter}; NUMBER; ``",
        "tele/plug/SENSOR; {\"ENERGY\":{\"Power\":56}}; tele/{device}/SENSOR; JSON; /ENERGY/Power",
        "my/topic; 12; my/topic; NUMBER; ``",
        "my/topic; {\"voltage\":234,\"watts\":12}; my/topic; JSON; /watts",
        "my/topic; {\"a\":{\"power_w\":[7]}}; my/topic; JSON; /a/power_w/0",
        "my/topic; <msg/>; my/topic; XML; ``"})
    void theDraftFitsTheMessage(String topic, String payload, String filter, PayloadKind kind, String path) {
        var draft = MappingDraft.of(topic, bytes(payload));
        assertEquals(filter, draft.topic());
        assertEquals(kind, draft.kind());
        assertEquals(path, draft.path());
    }

    @Test
    void placesArePointersToAllNumbersWithTheirNamesEscaped() {
        assertEquals(List.of("/a~1b", "/c/1", "/d"),
                MappingDraft.places(bytes("{\"a/b\":1,\"c\":[\"x\",2],\"d\":\"3.5\",\"e\":null}")));
        assertEquals(List.of(), MappingDraft.places(bytes("{broken")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{broken", "[[[[", "<a><b>", "\u0000\u0001", "\u00ff"})
    void anyMessageReadsSomehow(String text) {
        var payload = text.getBytes(StandardCharsets.ISO_8859_1);
        Payloads.pretty(payload);
        assertTrue(Payloads.line(payload).length() <= 81);
    }

    @Test
    void messagesAreIndentedAndShortened() {
        assertEquals("{\n  \"a\": 1\n}", Payloads.pretty(bytes("{\"a\":1}")));
        assertEquals("<a>\n  <b>1</b>\n</a>\n", Payloads.pretty(bytes("<a><b>1</b></a>")));
        assertEquals(81, Payloads.line(bytes("x".repeat(200))).length());
        assertTrue(Payloads.pretty(new byte[]{0, 1, (byte) 0xab}).contains("00 01 ab"));
    }
}
