package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.MappingReader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.model.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What brokers and gateways have kept, and of senders that are away: by its own time, or not at all. */
class StaleValuesTest {

    private static final long NOW = Instant.parse("2024-03-10T12:00:00Z").toEpochMilli();
    private static final long LONG_AGO = Instant.parse("2024-03-01T08:15:00Z").toEpochMilli();

    private final CollectedReadings reported = new CollectedReadings();

    private static MappingReader reader(String profile) {
        return new MappingReader(BuiltInProfiles.find(profile).orElseThrow().mappings(), false, ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Long> watts() {
        return reported.raw.stream().map(one -> one.channel1() / 1000).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"shelly1;shellies/plug/relay/0/power;56.20",
        "bridges;/devices/cc-power/controls/power;655", "rsmb;PowerMeter/CC/dale;0.35",
        "rsmb;PowerMeter/temp/dale;18", "xml;sensors/cc128/raw;<msg><ch1><watts>00655</watts></ch1></msg>",
        "zigbee2mqtt;zigbee2mqtt/hall/plug;{\"power\":12.3}", "tasmota;tele/plug/SENSOR;{\"ENERGY\":{\"Power\":56}}"})
    void whatABrokerHasKeptIsNotOfNow(String profile, String topic, String payload) throws Exception {
        var reader = reader(profile);
        reader.take(topic, bytes(payload), true, NOW, reported);
        reader.tick(NOW + 31_000, reported);
        reader.disconnected();
        reader.take(topic, bytes(payload), true, NOW + 60_000, reported);
        reader.tick(NOW + 91_000, reported);
        assertEquals(List.of(), reported.raw);
        assertEquals(List.of(), reported.payloads);
        assertEquals(List.of(), reported.damage);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "tasmota;tele/plug/SENSOR;{\"Time\":\"2024-03-01T08:15:00\",\"ENERGY\":{\"Power\":56}}",
        "zigbee2mqtt;zigbee2mqtt/plug;{\"power\":56,\"last_seen\":\"2024-03-01T08:15:00+00:00\"}",
        "zigbee2mqtt;zigbee2mqtt/plug;{\"power\":56,\"last_seen\":1709280900000}",
        "rtl433;rtl_433/pi/events;{\"time\":\"2024-03-01 08:15:00\",\"id\":7,\"power0_W\":56}"})
    void whatSaysWhenItIsOfIsOfThen(String profile, String topic, String payload) throws Exception {
        var reader = reader(profile);
        for (int i = 0; i < 3; i++) {
            reader.take(topic, bytes(payload), true, NOW + i * 60_000, reported);
            reader.tick(NOW + i * 60_000 + 31_000, reported);
            reader.disconnected();
        }
        assertEquals(List.of(LONG_AGO), reported.raw.stream().map(Reading::timeMillis).distinct().toList());
        assertEquals(List.of(56L), watts().stream().distinct().toList());
    }

    @Test
    void afterABreakWhatIsKeptOfASenderThatWasHeardGoesOn() throws Exception {
        var reader = reader("bridges");
        String topic = "/devices/cc-power/controls/power";
        reader.take(topic, bytes("600"), false, NOW, reported);
        reader.disconnected();
        reader.take(topic, bytes("700"), true, NOW + 60_000, reported);
        assertEquals(List.of(600L, 700L), watts());
        reader.disconnected();
        reader.take(topic, bytes("800"), true, NOW + Duration.ofHours(3).toMillis(), reported);
        assertEquals(List.of(600L, 700L), watts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zigbee2mqtt/hall/plug/availability", "zigbee2mqtt/bridge/state"})
    void nothingIsOfNowWhileItsSenderIsAway(String availability) throws Exception {
        var reader = reader("zigbee2mqtt");
        reader.take(availability, bytes("{\"state\":\"offline\"}"), true, NOW, reported);
        // What the gateway remembers of a device, told anew when it starts.
        reader.take("zigbee2mqtt/hall/plug", bytes("{\"power\":1500}"), false, NOW + 1000, reported);
        reader.take("zigbee2mqtt/hall/plug", bytes("{\"power\":1500,\"update\":{}}"), false, NOW + 2000, reported);
        reader.tick(NOW + 40_000, reported);
        assertEquals(List.of(), watts());
        reader.take(availability, bytes("online"), false, NOW + 50_000, reported);
        reader.take("zigbee2mqtt/hall/plug", bytes("{\"power\":20}"), false, NOW + 51_000, reported);
        assertEquals(List.of(20L), watts());
        reader.take(availability, bytes("offline"), false, NOW + 60_000, reported);
        reader.tick(NOW + 100_000, reported);
        assertEquals(List.of(20L), watts());
    }

    @Test
    void aSenderThatSpeaksIsThereWhateverIsSaidOfIt() throws Exception {
        var reader = reader("tasmota");
        reader.take("tele/plug/LWT", bytes("Offline"), true, NOW, reported);
        reader.take("tele/plug/SENSOR", bytes("{\"ENERGY\":{\"Power\":56}}"), false, NOW + 1000, reported);
        reader.take("tele/plug/SENSOR", bytes("{\"ENERGY\":{\"Power\":57}}"), false, NOW + 301_000, reported);
        reader.take("tele/plug/SENSOR", bytes("{\"ENERGY\":{\"Power\":57}}"), false, NOW + 601_000, reported);
        assertEquals(List.of(57L, 57L), watts());
    }
}
