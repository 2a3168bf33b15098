package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.transport.MqttLink;

/**
 * The last messages of each topic of a broker that is looked at for some seconds, as far as there is room. Sensors that
 * announce themselves have a room of their own, so that nothing else crowds them out. Safe for several threads.
 */
final class ReceivedMessages implements MqttLink.Listener {

    static final int MOST_TOPICS = 10_000;
    static final int MOST_BYTES = 24 * 1024 * 1024;
    /** Of one topic: a plug tells its power, its switch and its network in turn, at the same topic. */
    static final int MOST_MESSAGES = 5;
    /** Of longer ones a topic has the last only: they are pictures rather than readings. */
    private static final int LONG = 4 * 1024;

    private final Room announcements = new Room();
    private final Room others = new Room();
    private final Set<String> live = new HashSet<>();

    /** Messages within bounds. */
    private static final class Room {

        private final Map<String, List<byte[]>> messages = new HashMap<>();
        private long bytes;

        void put(String topic, byte[] payload) {
            var kept = messages.get(topic);
            if (kept == null) {
                long size = bytes + payload.length + 2L * topic.length();
                if (size <= MOST_BYTES && messages.size() < MOST_TOPICS) {
                    messages.put(topic, new ArrayList<>(List.of(payload)));
                    bytes = size;
                }
                return;
            }
            if (kept.removeIf(one -> Arrays.equals(one, payload))) {
                kept.addFirst(payload);
                return;
            }
            long before = kept.stream().mapToLong(one -> one.length).sum();
            if (bytes - before + payload.length > MOST_BYTES) {
                return;
            }
            int most = payload.length > LONG ? 1 : MOST_MESSAGES;
            while (kept.size() >= most || bytes + payload.length > MOST_BYTES) {
                bytes -= kept.removeLast().length;
            }
            kept.addFirst(payload);
            bytes += payload.length;
        }
    }

    @Override
    public synchronized void message(String topic, byte[] payload, int qos, boolean retained) {
        // Nothing that makes a sensor is as long.
        if (topic.length() <= TopicTree.LONGEST_TOPIC && payload.length <= TopicTree.LONGEST_PAYLOAD) {
            (HomeAssistantDiscovery.isAnnouncement(topic) ? announcements : others).put(topic, payload);
            if (!retained && live.size() < MOST_TOPICS) {
                live.add(topic);
            }
        }
    }

    @Override
    public void ended(SourceProblem why) {
        // what was heard until then is shown
    }

    /** {@return the topics at which something was said, and not only kept by the broker} */
    synchronized Set<String> live() {
        return Set.copyOf(live);
    }

    /** {@return the last messages by their topics, no two of a topic alike, the youngest first} */
    synchronized Map<String, List<byte[]>> messages() {
        var all = new HashMap<String, List<byte[]>>();
        announcements.messages.forEach((topic, kept) -> all.put(topic, List.copyOf(kept)));
        others.messages.forEach((topic, kept) -> all.put(topic, List.copyOf(kept)));
        return all;
    }
}
