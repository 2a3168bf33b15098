package org.currentcost.source.mqtt.payload;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A rule at one topic. */
final class TopicRule {

    final MappingRule rule;
    final String topic;
    final Map<String, String> names;
    final Optional<SensorTrack> track;
    final DeviceClock clock = new DeviceClock();
    private int lastPayload;
    private boolean hasPayload;
    boolean keysReported;

    TopicRule(MappingRule rule, String topic, Map<String, String> names, Optional<SensorTrack> track) {
        this.rule = rule;
        this.topic = topic;
        this.names = names;
        this.track = track;
    }

    boolean holds() {
        return track.isPresent() && track.get().holds();
    }

    /** {@return whether the message says what the one before said; that may be one from before a break} */
    boolean repeats(PayloadMessage message) {
        int hash = Arrays.hashCode(message.payload);
        boolean same = hasPayload && hash == lastPayload;
        hasPayload = true;
        lastPayload = hash;
        return same;
    }
}
