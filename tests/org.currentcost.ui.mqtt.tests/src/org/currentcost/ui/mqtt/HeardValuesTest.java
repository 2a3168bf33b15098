package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.PayloadKind;
import org.junit.jupiter.api.Test;

/** How old the values are that <i>Look</i> shows. */
class HeardValuesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Mapping PLUG = Mapping.watts("plug/{name}").withKind(PayloadKind.JSON, "/power");

    private static HeardValues.Value value(String payload, String... live) {
        var values = new HeardValues(Map.of("plug/a", List.of(payload.getBytes(StandardCharsets.UTF_8))), Set.of(live),
                NOW).read(List.of(PLUG));
        assertEquals(Set.of("plug/a"), values.keySet());
        return values.get("plug/a");
    }

    @Test
    void whatIsSaidNowHasNoAge() {
        var value = value("{\"power\":12}", "plug/a");
        assertEquals("12\u202fW", value.told());
        assertTrue(value.fresh());
        assertTrue(value.power());
    }

    @Test
    void whatWasKeptTellsItsOwnAge() {
        for (String time : List.of("\"last_seen\":\"2026-11-11T12:00:00Z\"", "\"last_seen\":1794398400000",
                "\"time\":1794398400", "\"timestamp\":\"2026-11-11T13:00:00+01:00\"")) {
            var value = value("{\"power\":12," + time + "}");
            assertEquals("12\u202fW, 9 days ago", value.told());
            assertFalse(value.fresh());
        }
    }

    @Test
    void whatTellsNoTimeIsOfUnknownAge() {
        var value = value("{\"power\":12}");
        assertEquals("12\u202fW, age unknown", value.told());
        assertFalse(value.fresh());
    }

    @Test
    void whatWasKeptMinutesAgoIsOfAPlugThatIsThere() {
        assertTrue(value("{\"power\":12,\"last_seen\":\"2026-11-20T11:55:00Z\"}").fresh());
        assertFalse(value("{\"power\":12,\"last_seen\":\"2026-11-20T11:30:00Z\"}").fresh());
    }

    @Test
    void theFreshestStandsForSeveralAndWattsBeforeTheRest() {
        var stale = new HeardValues.Value("stale", true, false);
        var degrees = new HeardValues.Value("20 °C", false, true);
        var watts = new HeardValues.Value("12\u202fW", true, true);
        assertEquals(watts, HeardValues.best(List.of(stale, degrees, watts)).orElseThrow());
        assertEquals(degrees, HeardValues.best(List.of(stale, degrees)).orElseThrow());
        assertTrue(HeardValues.best(List.of()).isEmpty());
    }
}
