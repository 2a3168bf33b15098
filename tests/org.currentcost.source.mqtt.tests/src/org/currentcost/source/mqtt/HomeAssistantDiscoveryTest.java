package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
}
