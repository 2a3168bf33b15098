package org.currentcost.ui.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.MqttLink;

/**
 * The last message of each topic of a broker that is looked at for some seconds, as far as there is room. Sensors that
 * announce themselves have a room of their own, so that nothing else crowds them out. Safe for several threads.
 */
final class Heard implements MqttLink.Listener {

    static final int MOST_TOPICS = 10_000;
    static final int MOST_BYTES = 24 * 1024 * 1024;

    private final Room announcements = new Room();
    private final Room others = new Room();

    /** Messages within bounds. */
    private static final class Room {

        private final Map<String, byte[]> messages = new HashMap<>();
        private long bytes;

        void put(String topic, byte[] payload) {
            var before = messages.get(topic);
            long size = bytes + payload.length - (before == null ? -2L * topic.length() : before.length);
            if (size <= MOST_BYTES && (before != null || messages.size() < MOST_TOPICS)) {
                messages.put(topic, payload);
                bytes = size;
            }
        }
    }

    @Override
    public synchronized void message(String topic, byte[] payload, int qos, boolean retained) {
        // Nothing that makes a sensor is as long.
        if (topic.length() <= TopicTree.LONGEST_TOPIC && payload.length <= TopicTree.LONGEST_PAYLOAD) {
            (HomeAssistantDiscovery.isAnnouncement(topic) ? announcements : others).put(topic, payload);
        }
    }

    @Override
    public void ended(SourceProblem why) {
        // what was heard until then is shown
    }

    /** {@return the last messages by their topics} */
    synchronized Map<String, byte[]> messages() {
        var all = new HashMap<>(announcements.messages);
        all.putAll(others.messages);
        return all;
    }
}
