package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.Measure;
import org.currentcost.source.mqtt.payload.PayloadKind;
import org.junit.jupiter.api.Test;

/** How old the values are that <i>Look</i> shows. */
class ReceivedValuesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Mapping PLUG = Mapping.watts("plug/{name}").withKind(PayloadKind.JSON, "/power");

    private static ReceivedValues.Value value(String payload, String... live) {
        return value(PLUG, payload, live);
    }

    private static ReceivedValues.Value value(Mapping mapping, String payload, String... live) {
        var values = new ReceivedValues(Map.of("plug/a", List.of(payload.getBytes(StandardCharsets.UTF_8))),
                Set.of(live),
                NOW).read(List.of(mapping));
        assertEquals(Set.of("plug/a"), values.keySet());
        return values.get("plug/a");
    }

    @Test
    void whatIsSaidNowHasNoAge() {
        var value = value("{\"power\":12}", "plug/a");
        assertEquals("12\u202fW", value.reported());
        assertTrue(value.fresh());
        assertTrue(value.power());
    }

    @Test
    void whatWasKeptTellsItsOwnAge() {
        for (String time : List.of("\"last_seen\":\"2026-11-11T12:00:00Z\"", "\"last_seen\":1794398400000",
                "\"time\":1794398400", "\"timestamp\":\"2026-11-11T13:00:00+01:00\"")) {
            var value = value("{\"power\":12," + time + "}");
            assertEquals("12\u202fW, 9 days ago", value.reported());
            assertFalse(value.fresh());
        }
    }

    @Test
    void whatTellsNoTimeIsOfUnknownAge() {
        var value = value("{\"power\":12}");
        assertEquals("12\u202fW, age unknown", value.reported());
        assertFalse(value.fresh());
    }

    @Test
    void whatWasKeptMinutesAgoIsOfAPlugThatIsThere() {
        assertTrue(value("{\"power\":12,\"last_seen\":\"2026-11-20T11:55:00Z\"}").fresh());
        assertFalse(value("{\"power\":12,\"last_seen\":\"2026-11-20T11:30:00Z\"}").fresh());
    }

    @Test
    void whatIsPowerIsKnownByWhatIsReadNotByItsWords() {
        var number = Mapping.watts("plug/{name}");
        assertTrue(value(number, "12").power());
        assertTrue(value(number.withDurations(Duration.ofMinutes(30), Duration.ZERO)
                .withMeasure(Measure.ENERGY_PERIOD, BigDecimal.ONE), "12").power());
        assertFalse(value(number.withMeasure(Measure.ENERGY_COUNTER, BigDecimal.ONE), "12").power());
        assertFalse(value(number.withMeasure(Measure.TEMPERATURE, BigDecimal.ONE), "12").power());
        var xml = number.withKind(PayloadKind.XML, "");
        assertTrue(value(xml, "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:02:39</time><tmpr>18.7</tmpr>"
                + "<sensor>1</sensor><id>01234</id><type>1</type><ch1><watts>00345</watts></ch1></msg>").power());
    }

    @Test
    void theFreshestStandsForSeveralAndWattsBeforeTheRest() {
        var stale = new ReceivedValues.Value("stale", true, false);
        var degrees = new ReceivedValues.Value("20 °C", false, true);
        var watts = new ReceivedValues.Value("12\u202fW", true, true);
        assertEquals(watts, ReceivedValues.best(List.of(stale, degrees, watts)).orElseThrow());
        assertEquals(degrees, ReceivedValues.best(List.of(stale, degrees)).orElseThrow());
        assertTrue(ReceivedValues.best(List.of()).isEmpty());
    }
}
