package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SensorRole;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.Measure;
import org.currentcost.source.mqtt.payload.PayloadKind;
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

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', nullValues = "nothing", value = {
        "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:02:39</time><tmpr>18.7</tmpr><sensor>1</sensor>"
                + "<id>01234</id><type>1</type><ch1><watts>00345</watts></ch1><ch2><watts>02151</watts></ch2></msg>; "
                + "2,496\u202fW",
        "<msg><src>CC128</src>; nothing",
        "hello; nothing"})
    void theXmlOfAMeterTellsItsWatts(String payload, String words) {
        var mapping = Mapping.watts("a").withKind(PayloadKind.XML, "");
        assertEquals(Optional.ofNullable(words), MappingDraft.read(mapping, "a", bytes(payload), 0));
    }

    @Test
    void theFirstMessageThatCanBeReadTells() {
        var mapping = Mapping.watts("a").withKind(PayloadKind.JSON, "/power");
        assertEquals(Optional.of("12.3\u202fW"), MappingDraft.read(mapping, "a",
                List.of(bytes("{\"state\":\"ON\"}"), bytes("{\"power\":12.3}"), bytes("{\"power\":9}")), 0));
    }

    @Test
    void mappingsThatTellTheSameOfOneSensorAreRivals() {
        var profile = Mapping.watts("tele/{device}/SENSOR").withKind(PayloadKind.JSON, "/ENERGY/Power")
                .withSensor("", "{device}", SensorRole.INSIDE_HOUSE);
        var own = Mapping.watts("tele/plug/SENSOR").withKind(PayloadKind.JSON, "/ENERGY/Today")
                .withSensor("", "plug", SensorRole.INSIDE_HOUSE);
        String topic = "tele/plug/SENSOR";
        assertTrue(MappingDraft.areRivals(profile, own, topic));
        assertTrue(MappingDraft.areRivals(profile, own.withMeasure(Measure.ENERGY_COUNTER, BigDecimal.ONE), topic));
        assertFalse(MappingDraft.areRivals(profile, own.withMeasure(Measure.TEMPERATURE, BigDecimal.ONE), topic));
        assertFalse(MappingDraft.areRivals(profile, own.withSensor("", "kettle", SensorRole.HOUSE), topic));
        assertFalse(MappingDraft.areRivals(profile, own.withSensor("Shed", "plug", SensorRole.HOUSE), topic));
        assertFalse(MappingDraft.areRivals(profile, own.withTopic("tele/other/SENSOR"), topic));
    }

    @Test
    void aCounterTellsWhatItCounts() {
        var mapping = Mapping.watts("a").withKind(PayloadKind.JSON, "/energy")
                .withMeasure(Measure.ENERGY_COUNTER, BigDecimal.valueOf(1000));
        String words = MappingDraft.read(mapping, "a", bytes("{\"energy\":514.153}"), 0).orElseThrow();
        assertTrue(words.startsWith("514.153\u202fkWh"), words);
        assertEquals(Optional.empty(), MappingDraft.read(mapping, "a", bytes("{\"state\":\"ON\"}"), 0));
    }
}
