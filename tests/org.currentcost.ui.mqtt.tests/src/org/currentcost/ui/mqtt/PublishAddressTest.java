package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttPublisherType;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Broker.Session;
import org.currentcost.source.mqtt.transport.Broker.Transport;
import org.currentcost.source.mqtt.transport.Broker.Trust;
import org.currentcost.source.mqtt.transport.Broker.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishAddressTest {

    private static final Connection SECURE = new Connection(new Broker(Transport.TLS, "broker.example", 8884, "",
            "me@home", new Session("writer", false, 30, Version.V3_1), new Trust("/certs/a b&c?.pem",
                    "/certs/me.pem", "/certs/me.key", false)),
            "the attic", 1, List.of(), List.of());

    @Test
    void whatWasSavedIsShownAgain() {
        for (String format : PublishAddress.FORMATS) {
            for (String prefix : List.of("currentcost", "home/power", "a b", "50%", "a&b=c", "Zähler/Straße")) {
                for (var connection : List.of(SECURE, Connection.to("localhost", 1883), Connection.to("::1", 1884))) {
                    var saved = new PublishAddress(connection, format, prefix);
                    assertEquals(saved, PublishAddress.parse(saved.address()), saved::address);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "rsmb", "homeassistant"})
    void theRecorderUnderstandsIt(String format) throws Exception {
        for (String prefix : List.of("home/power", "a b", "50%", "a&b=c", "Zähler/Straße", "{x}:y")) {
            String address = new PublishAddress(SECURE, format, prefix).address();
            assertTrue(address.startsWith("mqtt:ssl://"), address);
            String rest = address.substring("mqtt:".length());
            new MqttPublisherType().create(rest).close();
            assertEquals(rest, new MqttPublisherType().normalized(rest), "it is kept as it was written");
        }
    }

    @Test
    void addressesThatWereSavedBeforeAreUnderstood() {
        var plain = PublishAddress.parse("mqtt:localhost:1884?format=rsmb&prefix=home");
        assertEquals(new PublishAddress(Connection.to("localhost", 1884), "rsmb", "home"), plain);
        var usual = PublishAddress.parse("mqtt:tcp://localhost");
        assertEquals(new PublishAddress(Connection.to("localhost", 1883), "json", "currentcost"), usual);
        var authority = PublishAddress.parse("mqtt:ssl://h/?ca=/x.pem&format=xml&prefix=p");
        assertEquals("/x.pem", authority.connection().trust().authorityFile());
        assertEquals("xml", authority.format());
    }

    @Test
    void aPasswordInItIsRefusedAndNotRepeated() {
        var problem = assertThrows(IllegalArgumentException.class,
                () -> PublishAddress.parse("mqtt:tcp://me:hush@localhost?format=json"));
        assertFalse(problem.getMessage().contains("hush"), problem::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/#", "+/a"})
    void aPrefixThatNoTopicCanHaveIsRefused(String prefix) {
        assertThrows(IllegalArgumentException.class,
                () -> new PublishAddress(Connection.to("localhost", 1883), "json", prefix));
    }

    @Test
    void oneAddressIsReplacedAndAllOthersStay() {
        var all = List.of("file:/tmp/x", "mqtt:a", "mqtt:b");
        assertEquals(List.of("file:/tmp/x", "mqtt:c", "mqtt:b"), PublishAddress.replaced(all, "mqtt:a", "mqtt:c"));
        assertEquals(List.of("file:/tmp/x", "mqtt:b"), PublishAddress.replaced(all, "mqtt:a", ""));
        assertEquals(List.of("file:/tmp/x", "mqtt:a", "mqtt:b", "mqtt:c"),
                PublishAddress.replaced(all, "", "mqtt:c"));
        assertEquals(all, PublishAddress.replaced(all, "", ""));
        assertEquals(all, PublishAddress.replaced(all, "mqtt:a", "mqtt:a"));
        assertEquals(List.of("file:/tmp/x", "mqtt:b"), PublishAddress.replaced(all, "mqtt:a", "mqtt:b"));
    }
}
