package org.currentcost.source.mqtt.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {

    /** MQTT 3.1.1, 4.7: topic names and topic filters. */
    @ParameterizedTest
    @CsvSource({"sport/#, sport, true", "sport/#, sport/tennis/1, true", "#, a/b, true", "+, a, true", "+, a/b, false",
        "+/+, /finance, true", "/+, /finance, true", "+, /finance, false", "a/+/c, a/b/c, true",
        "a/+/c, a/b/d, false", "#, $SYS/x, false", "+/x, $SYS/x, false", "$SYS/#, $SYS/x, true", "a, a, true",
        "a, A, false", "a/, a, false", "zigbee2mqtt/{d+}, zigbee2mqtt/a/b, true", "x/{d+}, x, false"})
    void matches(String filter, String topic, boolean expected) {
        assertEquals(expected, TopicFilter.parse(filter).match(topic).isPresent());
    }

    @Test
    void namesLevels() {
        assertEquals(Optional.of(Map.of("a", "1", "b", "2/3")), TopicFilter.parse("x/{a}/{b+}").match("x/1/2/3"));
        assertEquals("x/+/#", TopicFilter.parse("x/{a}/{b+}").filter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#/b", "a+", "a/b#", "{a+}/{b}", "{a+}/+", "{a+}/#", "{a+}/{b+}"})
    void refuses(String filter) {
        assertThrows(IllegalArgumentException.class, () -> TopicFilter.parse(filter));
    }

    @Test
    void aNameOfSeveralLevelsMayStandBeforePlainOnes() {
        var filter = TopicFilter.parse("z/{device+}/availability");
        assertEquals("z/#", filter.filter());
        assertEquals(Optional.of(Map.of("device", "hall/plug")), filter.match("z/hall/plug/availability"));
        assertEquals(Optional.of(Map.of("device", "plug")), filter.match("z/plug/availability"));
        assertEquals(Optional.empty(), filter.match("z/availability"));
        assertEquals(Optional.empty(), filter.match("z/plug/state"));
        assertEquals(Optional.of(filter.toString()),
                filter.narrowed(TopicFilter.parse("z/hall/#")).map(TopicFilter::toString));
        assertEquals(Optional.empty(), filter.narrowed(TopicFilter.parse("y/#")));
    }
}
