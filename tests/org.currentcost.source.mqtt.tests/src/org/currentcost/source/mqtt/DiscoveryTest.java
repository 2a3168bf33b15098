package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.transport.MqttLink;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sensors that announce themselves on a real broker the way Home Assistant finds them. */
class DiscoveryTest extends BrokerFixture {

    private MqttLink link;

    @BeforeEach
    void connect() throws Exception {
        listen("ha", broker.address() + "?profile=homeassistant");
        link = link(broker.port(), new Ears());
        announce("marker", "W", "power", "Marker");
        say("marker", "1", 1000);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void announce(String id, String unit, String kind, String device) throws Exception {
        announce(id, "{\"name\":\"" + id + "\",\"unique_id\":\"" + id + "\",\"state_topic\":\"states/" + id
                + "\",\"unit_of_measurement\":\"" + unit + "\",\"device_class\":\"" + kind
                + "\",\"device\":{\"name\":\""
                + device + "\"}}");
    }

    private void announce(String id, String text) throws Exception {
        link.publish("homeassistant/sensor/" + id + "/config", bytes(text), 1, true);
    }

    private Optional<SeriesKey> series(String id) throws Exception {
        return new NamedSensors(store).all().stream()
                .filter(one -> one.meter().equals("ha") && one.name().toLowerCase(Locale.ROOT).contains(id))
                .map(one -> SeriesKey.power("ha", one.sensor())).findFirst();
    }

    private boolean isAt(String id, long milliwatts) throws Exception {
        return series(id).flatMap(recorder.live()::latest).filter(one -> one.channel1() == milliwatts).isPresent();
    }

    /** Says a state until it has come through: when an announcement is read nobody tells. */
    private void say(String id, String state, long milliwatts) throws Exception {
        Patience.await(id + " to be at " + milliwatts, () -> {
            link.publish("states/" + id, bytes(state), 1, false);
            return isAt(id, milliwatts);
        });
    }

    @Test
    void followsWhatIsAnnouncedChangedAndTakenBack() throws Exception {
        announce("plug", "W", "power", "Plug");
        say("plug", "1.5", 1500);
        announce("plug", "kW", "power", "Plug");
        say("plug", "1.5", 1_500_000);
        say("plug", "2", 2_000_000);
        var all = stored(series("plug").orElseThrow()).stream().map(Reading::channel1).toList();
        // One rule at a time: from the change on nothing is a thousandth of what it is.
        assertEquals(List.of(1500L, 1_500_000L, 2_000_000L), all.stream().distinct().toList());

        announce("plug", "");
        // Announced after the other was taken back, so that one is known to be gone when this one is read.
        announce("second", "W", "power", "Second");
        say("second", "3", 3000);
        link.publish("states/plug", bytes("77"), 1, false);
        say("second", "4", 4000);
        assertTrue(isAt("plug", 2_000_000));
        assertEquals(0, status("ha").counters().damaged());

        announce("plug", "W", "power", "Plug");
        say("plug", "5", 5000);
    }

    @Test
    void whatTellsEnergyAloneIsReadAsACounter() throws Exception {
        announce("both", "W", "power", "Both");
        announce("energyofboth", "kWh", "energy", "Both");
        announce("only", "kWh", "energy", "Only");
        var count = new int[]{100_000};
        Patience.await("a mean power", () -> {
            // A watt-hour more each time.
            count[0]++;
            String state = BigDecimal.valueOf(count[0], 3).toPlainString();
            link.publish("states/only", bytes(state), 1, false);
            link.publish("states/energyofboth", bytes(state), 1, false);
            return series("only").flatMap(recorder.live()::latest).filter(one -> one.channel1() > 0).isPresent();
        });
        say("both", "9", 9000);
        // It tells its power, which is all that is stored of it.
        assertEquals(List.of(9000L), stored(series("both").orElseThrow()).stream().map(Reading::channel1)
                .distinct().toList());
        assertFalse(series("energyofboth").isPresent());
    }

    @Test
    void templatesThatAreMonstrousDoNoHarm() throws Exception {
        var monsters = List.of("{{ value_json" + ".a".repeat(1000) + " }}", "{{ value" + " ".repeat(1000),
                "{{ value_json.a" + " ".repeat(1000) + "| float" + " ".repeat(1000) + "x }}");
        for (int i = 0; i < monsters.size(); i++) {
            String text = "{\"name\":\"m\",\"state_topic\":\"states/monster\",\"unit_of_measurement\":\"W\","
                    + "\"value_template\":\"" + monsters.get(i) + "\"}";
            var discovery = new HomeAssistantDiscovery();
            assertAtOnce(() -> discovery.take("homeassistant/sensor/m/config", bytes(text)));
            assertTrue(discovery.candidates().getFirst().mapping().isEmpty());
            announce("monster" + i, text);
        }
        announce("good", "W", "power", "Good");
        say("good", "6", 6000);
        link.publish("states/monster", bytes("{\"a\":1}"), 1, false);
        say("marker", "2", 2000);
        assertInstanceOf(SourceState.Live.class, status("ha").state());
        assertEquals(0, status("ha").counters().damaged());
    }
}
