package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows at the topics that sensors named when they announced themselves whether they are there. For one thread. */
public final class AvailabilityTopics {

    private final Map<String, String> said = new HashMap<>();
    private Map<String, List<Candidate>> sensors = Map.of();

    /**
     * Where it is said.
     *
     * @param topic where
     * @param path  of the word in JSON, a pointer; empty for the whole message
     * @param there the word that says that it is there
     * @param away  the word that says that it is not
     */
    public record Place(String topic, String path, String there, String away) {

        private Optional<Boolean> isAway(Optional<String> message) {
            return message.map(this::word)
                    .flatMap(word -> word.equals(away)
                            ? Optional.of(true)
                            : word.equals(there) ? Optional.of(false) : Optional.empty());
        }

        private String word(String message) {
            if (path.isEmpty()) {
                return message;
            }
            try {
                return JsonValues.at(JsonParser.parseString(message), path).filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString).orElse("");
            } catch (JsonParseException e) {
                // some write the bare word after all
                return message;
            }
        }
    }

    /** What several places together say. */
    public enum Mode {
        /** It is there if all say so. */
        ALL,
        /** It is there if one says so. */
        ANY,
        /** What was said last counts. */
        LATEST
    }

    /** Follows these from now on. */
    void follow(Collection<Candidate> candidates) {
        var next = new LinkedHashMap<String, List<Candidate>>();
        for (var candidate : candidates) {
            candidate.availability().stream().map(Place::topic).distinct().forEach(
                    topic -> next.merge(topic, List.of(candidate), AvailabilityTopics::joined));
        }
        sensors = next;
        said.keySet().retainAll(next.keySet());
    }

    private static List<Candidate> joined(List<Candidate> some, List<Candidate> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** {@return where to listen} */
    Set<String> topics() {
        return sensors.keySet();
    }

    /** Takes a message. {@return what is known by it of the sensors that named its topic: whether they are away} */
    Map<Mapping, Boolean> take(String topic, byte[] payload) {
        var concerned = sensors.getOrDefault(topic, List.of());
        var known = new LinkedHashMap<Mapping, Boolean>();
        if (!concerned.isEmpty()) {
            said.put(topic, new String(payload, StandardCharsets.UTF_8).strip());
            concerned.forEach(one -> one.mapping().ifPresent(
                    mapping -> isAway(one, topic).ifPresent(away -> known.put(mapping, away))));
        }
        return known;
    }

    private Optional<Boolean> isAway(Candidate sensor, String lastTopic) {
        var all = sensor.availability().stream().filter(
                place -> sensor.mode() != Mode.LATEST || place.topic().equals(lastTopic))
                .flatMap(place -> place.isAway(Optional.ofNullable(said.get(place.topic()))).stream()).toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(sensor.mode() == Mode.ANY ? !all.contains(false) : all.contains(true));
    }
}
