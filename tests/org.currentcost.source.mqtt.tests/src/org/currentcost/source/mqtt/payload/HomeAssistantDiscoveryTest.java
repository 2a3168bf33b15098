package org.currentcost.source.mqtt.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.mqtt.CollectedReadings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeAssistantDiscoveryTest {

    private static final String TOPIC = "homeassistant/sensor/x/config";

    private final HomeAssistantDiscovery discovery = new HomeAssistantDiscovery();

    private Candidate announce(String json) {
        discovery.take(TOPIC, json.getBytes(StandardCharsets.UTF_8));
        return discovery.candidates().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{{ value }}; NUMBER; ''; 1", "{{value_json.A.B}}; JSON; /A/B; 1",
        "{{ value_json['A'][\"b c\"] }}; JSON; /A/b c; 1", "{{ value_json.A[1] | float }}; JSON; /A/1; 1",
        "{{ value_json.A | float(0) * 1000 }}; JSON; /A; 1000",
        "{{ (value_json.A | float) / 10 | round(2) }}; JSON; /A; 0.1",
        "{{ value | int }}; NUMBER; ''; 1"})
    void readsTemplates(String template, PayloadKind kind, String path, BigDecimal factor) {
        var mapping = announce("{\"name\":\"P\",\"state_topic\":\"a/b\",\"unit_of_measurement\":\"W\","
                + "\"device_class\":\"power\",\"value_template\":\"" + template.replace("\"", "\\\"") + "\"}")
                .mapping().orElseThrow();
        assertEquals(kind, mapping.kind());
        assertEquals(path, mapping.path());
        assertEquals(0, factor.compareTo(mapping.factor()));
        assertEquals("a/b", mapping.topic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ value | multiply(2) }}", "{% if value %}1{% endif %}", "{{ states('x') }}"})
    void saysWhichTemplatesItCannotRead(String template) {
        var candidate = announce("{\"name\":\"P\",\"stat_t\":\"a\",\"unit_of_meas\":\"W\",\"val_tpl\":\"" + template
                + "\"}");
        assertTrue(candidate.mapping().isEmpty());
        assertTrue(candidate.why().contains(template));
    }

    @Test
    void knowsTheShortNames() {
        var candidate = announce("{\"name\":\"Energy\",\"uniq_id\":\"k\",\"~\":\"tele/plug\",\"stat_t\":\"~/SENSOR\","
                + "\"val_tpl\":\"{{ value_json.ENERGY.Total }}\",\"unit_of_meas\":\"kWh\",\"dev_cla\":\"energy\","
                + "\"stat_cla\":\"total_increasing\",\"dev\":{\"name\":\"Plug\"}}");
        var mapping = candidate.mapping().orElseThrow();
        assertEquals("k", candidate.id());
        assertEquals("Plug", candidate.device());
        assertEquals("tele/plug/SENSOR", mapping.topic());
        assertEquals(Measure.ENERGY_COUNTER, mapping.measure());
        assertEquals(0, BigDecimal.valueOf(1000).compareTo(mapping.factor()));
        assertEquals("Plug Energy", mapping.sensor());
    }

    @Test
    void leavesOutWhatIsNoEnergyAndWhatWasTakenBack() {
        discovery.take(TOPIC, "{\"stat_t\":\"a\",\"unit_of_meas\":\"%\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(0, discovery.candidates().size());
        announce("{\"stat_t\":\"a\",\"unit_of_meas\":\"W\"}");
        discovery.take(TOPIC, new byte[0]);
        assertEquals(0, discovery.candidates().size());
        discovery.take(TOPIC, "{broken".getBytes(StandardCharsets.UTF_8));
        assertTrue(discovery.candidates().stream().allMatch(one -> one.mapping().isEmpty()));
    }

    @Test
    void readsWhatADeviceAnnouncesOfAllItsComponents() {
        var discovery = new HomeAssistantDiscovery();
        String topic = "homeassistant/device/0AFFD2/config";
        discovery.take(topic, bytes("{\"dev\":{\"ids\":\"ea334450945afc\",\"name\":\"Kitchen\"},"
                + "\"o\":{\"name\":\"bla2mqtt\"},\"~\":\"sensorBedroom\",\"stat_t\":\"~/state\","
                + "\"avty_t\":\"~/there\",\"cmps\":{"
                + "\"a\":{\"p\":\"sensor\",\"dev_cla\":\"power\",\"unit_of_meas\":\"W\",\"name\":\"Power\","
                + "\"val_tpl\":\"{{ value_json.power | default(0) | float(0) }}\",\"uniq_id\":\"p\"},"
                + "\"b\":{\"p\":\"sensor\",\"dev_cla\":\"energy\",\"unit_of_meas\":\"kWh\",\"name\":\"Energy\","
                + "\"stat_t\":\"other\",\"val_tpl\":\"{{ value_json.get('e', 0) }}\",\"uniq_id\":\"e\"},"
                + "\"c\":{\"p\":\"number\",\"dev_cla\":\"power\",\"unit_of_meas\":\"W\",\"uniq_id\":\"n\"},"
                + "\"d\":{\"p\":\"sensor\"}}}"));
        var mappings = discovery.candidates().stream().map(one -> one.mapping().orElseThrow()).toList();
        assertEquals(List.of("sensorBedroom/state", "other"), mappings.stream().map(Mapping::topic).toList());
        assertEquals(List.of("/power", "/e"), mappings.stream().map(Mapping::path).toList());
        assertEquals(List.of("Kitchen Power", "Kitchen Energy"), mappings.stream().map(Mapping::sensor).toList());
        assertEquals(List.of("sensorBedroom/there"), discovery.candidates().getFirst().availability().stream()
                .map(AvailabilityTopics.Place::topic).toList());
        discovery.take(topic, new byte[0]);
        assertEquals(List.of(), discovery.candidates());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"avty_t\":\"x/LWT\",\"pl_avail\":\"Online\",\"pl_not_avail\":\"Offline\";Offline;Online",
        "\"availability\":[{\"topic\":\"x/LWT\"}];offline;online",
        "\"availability\":[{\"topic\":\"x/LWT\",\"value_template\":\"{{ value_json.state }}\"}];{\"state\":\"offline\"};{\"state\":\"online\"}",
        "\"avty\":[{\"t\":\"x/LWT\"},{\"t\":\"y\"}],\"avty_mode\":\"all\";offline;online"})
    void knowsWhetherWhoAnnouncedItselfIsThere(String words, String away, String there) throws Exception {
        var reader = new MappingReader(List.of(), true, ZoneOffset.UTC);
        var reported = new CollectedReadings();
        long now = Instant.parse("2024-03-10T12:00:00Z").toEpochMilli();
        reader.take("homeassistant/sensor/a/config", bytes("{\"name\":\"A\",\"uniq_id\":\"a\",\"stat_t\":\"x/power\","
                + "\"dev_cla\":\"power\",\"unit_of_meas\":\"W\"," + words + "}"), true, now, reported);
        assertTrue(reader.filters().containsAll(List.of("x/power", "x/LWT")), reader.filters()::toString);
        reader.take("x/LWT", bytes(away), true, now, reported);
        reader.take("x/power", bytes("5"), true, now, reported);
        reader.take("x/power", bytes("5"), false, now, reported);
        assertEquals(List.of(), reported.raw);
        reader.take("x/LWT", bytes(there), false, now + 1000, reported);
        reader.take("x/power", bytes("6"), false, now + 2000, reported);
        assertEquals(1, reported.raw.size());
        reader.take("x/LWT", bytes(away), false, now + 3000, reported);
        reader.tick(now + 40_000, reported);
        assertEquals(1, reported.raw.size());
    }

    @Test
    void leavesOutWhatIsOurOwn() {
        var discovery = new HomeAssistantDiscovery();
        var ours = new HomeAssistantSensors("currentcost", "abc");
        var series = SeriesKey.power("cable", 0);
        discovery.take(ours.announcementTopic(series, HomeAssistantSensors.Kind.POWER),
                ours.announcement(series, HomeAssistantSensors.Kind.POWER, "", Duration.ofSeconds(6)));
        assertEquals(List.of(Optional.empty()), discovery.candidates().stream().map(Candidate::mapping).toList());
        assertTrue(discovery.candidates().getFirst().why().contains("itself"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
