package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.payload.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections in a list, in a file, and as somebody types them. */
class ConnectionsTest {

    private static Connections.Named named(String id, String meter, String address) {
        return new Connections.Named(id, meter, Connection.parse(address)
                .reading(List.of(), List.of(Mapping.watts("home/power"))));
    }

    private static final List<Connections.Named> TWO = List.of(named("1", "House", "localhost:1883"),
            named("2", "Garage", "tcp://localhost:1883?name=second"), named("3", "Attic", "tcp://me@attic:1884"));

    @Test
    void connectionsToOneBrokerHaveNamesOfTheirOwn() {
        assertEquals(List.of("House (localhost:1883)", "Garage (localhost:1883, second)", "Attic (me@attic:1884)"),
                TWO.stream().map(Connections.Named::label).toList());
        for (var one : TWO) {
            assertEquals(Optional.of(one), Connections.find(TWO, one.label()));
        }
    }

    @Test
    void aBrokerMeansAConnectionIfNoOtherIsToTheSame() {
        assertEquals(Optional.empty(), Connections.find(TWO, "localhost:1883"));
        assertEquals("3", Connections.find(TWO, "attic:1884").orElseThrow().id());
        assertEquals(Optional.empty(), Connections.find(TWO, "elsewhere:1883"));
        assertTrue(TWO.get(0).isLike(TWO.get(1).connection()));
        assertFalse(TWO.get(0).isLike(TWO.get(2).connection()));
        assertFalse(TWO.get(2).isLike(Connection.parse("attic:1884")), "another user");
        assertFalse(TWO.get(2).isLike(Connection.parse("ssl://me@attic:1884")), "another way");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        String text = Connections.toJson(TWO);
        var read = Connections.fromJson(text);
        assertEquals(List.of("House", "Garage", "Attic"), read.stream().map(Connections.Filed::meter).toList());
        for (int i = 0; i < TWO.size(); i++) {
            assertEquals(TWO.get(i).connection(),
                    Connection.parse(read.get(i).address().substring(Connections.PREFIX.length())));
        }
    }

    @Test
    void anAddressInAFileWithAPasswordIsRefusedAndNotRepeated() {
        var problem = assertThrows(IllegalArgumentException.class, () -> Connections.fromJson(
                "[{\"meter\":\"House\",\"address\":\"mqtt:tcp://me:h%75sh@localhost?topic=a\"}]"));
        assertTrue(problem.getMessage().contains("CURRENTCOST_MQTT_PASSWORD"), problem::getMessage);
        assertFalse(problem.getMessage().contains("sh@"), problem::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{}]", "[{\"meter\":\"a\"}]", "[{\"address\":\"mqtt:localhost\"}]",
        "[{\"meter\":\"a\",\"address\":\"mqtt:\"}]", "[{\"meter\":{},\"address\":\"mqtt:localhost\"}]",
        "[{\"meter\":null,\"address\":null}]", "{broken"})
    void aFileOfSomethingElseIsRefusedWithASentence(String text) {
        var problem = assertThrows(IllegalArgumentException.class, () -> Connections.fromJson(text));
        assertFalse(problem.getMessage().isBlank());
    }

    @Test
    void aCopyHasAnIdOfItsOwn() {
        var original = Connection.parse("tcp://me@broker?clientId=recorder&clean=false&topic=a");
        var copy = Connection.parse(Connections.copy(original, "-copy").substring(Connections.PREFIX.length()));
        assertNotEquals(original.session().clientId(), copy.session().clientId());
        assertFalse(copy.session().clean());
        assertEquals(original.allMappings(), copy.allMappings());
        assertEquals("", Connection.parse(Connections.copy(Connection.parse("broker?topic=a"), "-copy")
                .substring(Connections.PREFIX.length())).session().clientId());
    }
}
