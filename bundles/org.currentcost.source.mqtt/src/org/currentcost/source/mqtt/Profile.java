package org.currentcost.source.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ready set of mappings for senders that many people have.
 *
 * @param id       its name in addresses
 * @param mappings how their messages are read, at the topics that they have as a rule
 */
public record Profile(String id, List<Mapping> mappings) {

    /** The profile of sensors that announce themselves; its mappings come from the broker. */
    public static final String DISCOVERY = "homeassistant";

    public Profile {
        mappings = List.copyOf(mappings);
    }

    /** {@return what it is called} */
    public String title() {
        return Messages.text("profile." + id);
    }

    /** {@return what it is for, a sentence} */
    public String description() {
        return Messages.text("profile." + id + ".description");
    }

    /**
     * {@return the mappings at topics of the user's choice}: those of its own that the user's filter leaves something
     * of, narrowed; or else, where the user's topics are others, its first one at them
     *
     * @throws IllegalArgumentException if the filter is none; the message is a sentence for the user
     */
    public List<Mapping> at(String topic) {
        var wanted = TopicFilter.parse(topic);
        var result = new ArrayList<Mapping>();
        for (var mapping : mappings) {
            TopicFilter.parse(mapping.topic()).narrowed(wanted).map(filter -> mapping.withTopic(filter.toString()))
                    .ifPresent(result::add);
        }
        if (result.isEmpty()) {
            mappings.stream().findFirst().ifPresent(first -> result.add(first.withTopic(
                    wanted.named(openName(first).orElse("sensor")).toString())));
        }
        return result;
    }

    private static Optional<String> openName(Mapping mapping) {
        String template = mapping.sensor().startsWith("{") ? mapping.sensor() : mapping.meter();
        return template.startsWith("{") && !template.startsWith("{/")
                ? Optional.of(template.substring(1, template.indexOf('}')))
                : Optional.empty();
    }
}
