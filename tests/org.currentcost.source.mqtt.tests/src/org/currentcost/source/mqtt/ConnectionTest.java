package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.payload.Mapping;

import java.util.List;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.transport.Broker.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

    @Test
    void readsAddressesAsPeopleTypeThem() {
        var connection = Connection.parse("tcp://host:1884?topic=tele/+/SENSOR&profile=tasmota");
        assertEquals("host:1884", connection.place());
        assertEquals(List.of(new Choice("tasmota", List.of("tele/+/SENSOR"))), connection.choices());
        assertEquals("tele/+/SENSOR", connection.allMappings().getFirst().filter());
        assertEquals(1883, Connection.parse("//host").port());
        assertEquals(8883, Connection.parse("ssl://host/").port());
        assertEquals("mqtt", Connection.parse("ws://host").broker().path());
        assertEquals("::1", Connection.parse("tcp://[::1]:1883").host());
        assertEquals(List.of(new Choice("rsmb", List.of()), new Choice("number", List.of("a/#", "b/+"))),
                Connection.parse("tcp://h?profile=rsmb&profile=number&topic=a/#&topic=b/%2B").choices());
        assertEquals(List.of("x/+"), Connection.parse("tcp://h?topic=x/+").allMappings().stream()
                .map(Mapping::filter).toList());
    }

    @Test
    void addressesSurviveBeingWritten() {
        for (String address : List.of("tcp://h:1/", "ssl://u@h:8883/?name=My%20house&clientId=x&clean=false"
                + "&keepAlive=5&version=3.1&ca=/a b/c.pem&cert=/k.pem&key=/k.key&verifyHost=false&qos=1&profile=rsmb"
                + "&profile=number&topic=a/+/b&topic=c/#", "wss://h:443/path?profile=homeassistant")) {
            var connection = Connection.parse(address);
            assertEquals(connection, Connection.parse(connection.address()));
        }
        var own = Connection.parse("tcp://h?topic=a/+&profile=number").reading(List.of(), List.of(
                Mapping.fromJson("{\"topic\":\"x/+/y\",\"kind\":\"JSON\",\"path\":\"/a&b/c d\"}")));
        assertEquals(own, Connection.parse(own.address()));
        var guessed = Connection.parse("tcp://h?topic=a/+");
        assertEquals(guessed.allMappings(), Connection.parse(guessed.address()).allMappings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://h", "tcp://h:0", "tcp://h:70000", "tcp://h:x", "tcp:// ", "tcp://h?profile=nope",
        "tcp://h?wrong=1", "tcp://h?qos=3", "tcp://h?topic=a/#/b", "tcp://h?keepAlive=0", "tcp://h?version=5",
        "tcp://h?clean=false", "tcp://h?map={}"})
    void refusesWithASentence(String address) {
        var problem = assertThrows(IllegalArgumentException.class, () -> Connection.parse(address));
        assertTrue(problem.getMessage().endsWith("."), problem.getMessage());
    }

    @Test
    void aSourceNeedsSomethingToRead() {
        assertThrows(IllegalArgumentException.class, () -> new MqttSourceType().create("tcp://h:1883"));
        assertTrue(Transport.TLS.secure());
    }
}
