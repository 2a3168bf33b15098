package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.currentcost.recorder.StateWords;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.TopicFilter;

/**
 * What mappings read from the messages that were heard of a broker, and how old that is: what a broker has kept may be
 * of any time, and only a message that tells its own time says of which.
 *
 * @param messages the last messages by their topics, the youngest first
 * @param live     the topics at which something was said meanwhile
 * @param now      when that was
 */
record ReceivedValues(Map<String, List<byte[]>> messages, Set<String> live, Instant now) {

    /** Many plugs speak every five minutes: what was kept since the last time or two is of one that is there. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    /**
     * A value.
     *
     * @param reported  in words, with its age if it is not of now
     * @param power whether it is a power
     * @param fresh whether it is of now, or of not long ago
     */
    record Value(String reported, boolean power, boolean fresh) {
    }

    /** {@return what mappings read, by topic} */
    Map<String, Value> read(List<Mapping> mappings) {
        var found = new LinkedHashMap<String, Value>();
        for (var mapping : mappings) {
            var filter = TopicFilter.parse(mapping.topic());
            messages.forEach((topic, payloads) -> {
                if (!found.containsKey(topic) && filter.match(topic).isPresent()) {
                    MappingDraft.read(mapping, topic, payloads, now.toEpochMilli())
                            .ifPresent(words -> found.put(topic, value(mapping, topic, payloads, words)));
                }
            });
        }
        return found;
    }

    private Value value(Mapping mapping, String topic, List<byte[]> payloads, String words) {
        boolean power = MappingDraft.readsPower(mapping, topic, payloads, now.toEpochMilli());
        if (live.contains(topic)) {
            return new Value(words, power, true);
        }
        return MappingDraft.time(mapping, topic, payloads, now.toEpochMilli())
                .map(time -> new Value(Messages.bind(Messages.KeptSince, words, StateWords.age(time, now)), power,
                        time.isAfter(now.minus(RECENT))))
                .orElseGet(() -> new Value(Messages.bind(Messages.Kept, words), power, false));
    }

    /** {@return the value to show of several: what is fresh before all that is not, watts before all others} */
    static Optional<Value> best(Collection<Value> values) {
        return values.stream().min(Comparator.comparing((Value value) -> !value.fresh)
                .thenComparing(value -> !value.power));
    }
}
