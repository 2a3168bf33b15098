package org.currentcost.source.mqtt.payload;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A rule at one topic. */
final class TopicRule {

    private final MappingRule rule;
    private final String topic;
    private final Map<String, String> names;
    private final Optional<SensorTrack> track;
    private final DeviceClock clock = new DeviceClock();
    private int lastPayload;
    private boolean hasPayload;
    private boolean keysReported;

    TopicRule(MappingRule rule, String topic, Map<String, String> names, Optional<SensorTrack> track) {
        this.rule = rule;
        this.topic = topic;
        this.names = names;
        this.track = track;
    }

    MappingRule rule() {
        return rule;
    }

    String topic() {
        return topic;
    }

    /** {@return what the topic has at the places that the rule's filter leaves open, by their names} */
    Map<String, String> names() {
        return names;
    }

    /** {@return the sensor, where the topic alone says which; otherwise each message does} */
    Optional<SensorTrack> track() {
        return track;
    }

    DeviceClock clock() {
        return clock;
    }

    /** {@return whether what its messages have besides was reported} */
    boolean hasReportedKeys() {
        return keysReported;
    }

    void reportedKeys() {
        keysReported = true;
    }

    boolean holds() {
        return track.isPresent() && track.get().holds();
    }

    /** {@return whether the message says what the one before said; that may be one from before a break} */
    boolean repeats(PayloadMessage message) {
        int hash = Arrays.hashCode(message.payload());
        boolean same = hasPayload && hash == lastPayload;
        hasPayload = true;
        lastPayload = hash;
        return same;
    }
}
