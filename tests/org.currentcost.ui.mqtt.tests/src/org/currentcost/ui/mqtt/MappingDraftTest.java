package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.Measure;
import org.currentcost.source.mqtt.PayloadKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What <i>Use as sensor</i> makes of a message that was seen. */
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
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "my/topic; {\"a\":{\"power\":1},\"b\":{\"power\":2}}; /b/power; my/topic; POWER; /b/power",
        "my/topic; {\"a\":{\"power\":1},\"b\":{\"power\":2}}; ``; my/topic; POWER; /a/power",
        "my/topic; {\"power\":1,\"c\":[5,6]}; /c/1; my/topic; POWER; /c/1",
        "my/topic; {\"power\":1}; /none; my/topic; POWER; /power",
        "tele/plug/SENSOR; {\"ENERGY\":{\"Power\":56,\"Total\":1.5}}; /ENERGY/Total; tele/{device}/SENSOR; "
                + "ENERGY_COUNTER; /ENERGY/Total"})
    void theDraftReadsTheNumberThatWasChosen(String topic, String payload, String place, String filter,
            Measure measure, String path) {
        var draft = MappingDraft.of(topic, bytes(payload), place);
        assertEquals(filter, draft.topic());
        assertEquals(measure, draft.measure());
        assertEquals(path, draft.path());
    }

    @Test
    void aMappingThatDoesNotFitTheMessageReadsNothing() {
        var mapping = Mapping.watts("a").withKind(PayloadKind.JSON, "/power");
        for (String text : List.of("", "{broken", "[1]", "{\"power\":\"on\"}", "[".repeat(100_000))) {
            assertEquals(Optional.empty(), MappingDraft.read(mapping, "a", bytes(text), 0), text);
        }
    }
}
