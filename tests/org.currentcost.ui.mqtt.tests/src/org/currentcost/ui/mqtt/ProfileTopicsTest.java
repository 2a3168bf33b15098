package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Mapping;
import org.junit.jupiter.api.Test;

class ProfileTopicsTest {

    @Test
    void theUsualTopicsAreNotToldOneByOne() {
        var profile = BuiltInProfiles.find("rsmb").orElseThrow();
        var usual = ProfileTopics.of(new Choice("rsmb", List.of()));
        assertTrue(usual.contains("PowerMeter/CC/{meter}"), usual::toString);
        assertEquals(new Choice("rsmb", List.of()), ProfileTopics.choice("rsmb", usual));
        assertEquals(new Choice("rsmb", List.of()), ProfileTopics.merged(profile, List.of()));
    }

    @Test
    void aProfileThatWasChosenTwiceKeepsTheTopicsOfBoth() {
        var profile = BuiltInProfiles.find("tasmota").orElseThrow();
        assertEquals(new Choice("tasmota", List.of("a/+/SENSOR", "b/+/SENSOR")), ProfileTopics.merged(profile,
                List.of(new Choice("tasmota", List.of("a/+/SENSOR")), new Choice("tasmota", List.of("b/+/SENSOR")))));
    }

    @Test
    void aProfileReadsTheTopicsThatTheUserHas() {
        var mappings = ProfileTopics.mappings(ProfileTopics.choice("zigbee2mqtt", List.of("plugs/#")));
        // The values, and who is away: each device by a topic below its own, all of them by the bridge's.
        assertEquals(List.of("plugs/#", "plugs/#", "plugs/bridge/state"),
                mappings.stream().map(Mapping::filter).toList());
        assertEquals("kitchen/oven", MappingDraft.sensor(mappings.getFirst(), "plugs/kitchen/oven"));
    }
}
