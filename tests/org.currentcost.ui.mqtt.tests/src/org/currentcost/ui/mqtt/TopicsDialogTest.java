package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.Profiles;
import org.junit.jupiter.api.Test;

class TopicsDialogTest {

    @Test
    void theUsualTopicsAreNotToldOneByOne() {
        var profile = Profiles.find("rsmb").orElseThrow();
        var usual = TopicsDialog.topics(new Choice("rsmb", List.of()));
        assertTrue(usual.contains("PowerMeter/CC/{meter}"), usual::toString);
        assertEquals(new Choice("rsmb", List.of()), TopicsDialog.told("rsmb", usual));
        assertEquals(new Choice("rsmb", List.of()), TopicsDialog.merged(profile, List.of()));
    }

    @Test
    void aProfileThatWasChosenTwiceKeepsTheTopicsOfBoth() {
        var profile = Profiles.find("tasmota").orElseThrow();
        assertEquals(new Choice("tasmota", List.of("a/+/SENSOR", "b/+/SENSOR")), TopicsDialog.merged(profile,
                List.of(new Choice("tasmota", List.of("a/+/SENSOR")), new Choice("tasmota", List.of("b/+/SENSOR")))));
    }

    @Test
    void aProfileReadsTheTopicsThatTheUserHas() {
        var mappings = TopicsDialog.mappings(TopicsDialog.told("zigbee2mqtt", List.of("plugs/#")));
        assertEquals(List.of("plugs/#"), mappings.stream().map(Mapping::filter).toList());
        assertEquals("kitchen/oven", MappingDraft.sensor(mappings.getFirst(), "plugs/kitchen/oven"));
    }
}
