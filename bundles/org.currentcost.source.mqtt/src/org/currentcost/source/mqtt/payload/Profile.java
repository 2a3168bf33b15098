package org.currentcost.source.mqtt.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
            var own = TopicFilter.parse(mapping.topic());
            own.narrowed(wanted).map(filter -> filter.concrete() || filter.names().containsAll(own.names())
                    ? mapping.withTopic(filter.toString())
                    : opened(mapping, filter)).ifPresent(result::add);
        }
        if (topic.endsWith("/#") && (result.isEmpty() || topic.endsWith("/+/#"))) {
            var read = result.stream().map(Mapping::filter).collect(Collectors.toSet());
            mappings.forEach(mapping -> under(mapping, topic.substring(0, topic.length() - 2))
                    .filter(one -> !read.contains(one.filter())).ifPresent(result::add));
        }
        if (result.isEmpty()) {
            mappings.stream().findFirst().ifPresent(first -> result.add(opened(first, wanted)));
        }
        return result;
    }

    /**
     * {@return a mapping with all its topics below another beginning} That stands for a fixed first level of the
     * mapping's own topics, or for the name of the device with which they begin.
     */
    private static Optional<Mapping> under(Mapping mapping, String prefix) {
        String own = mapping.topic();
        int slash = own.indexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        String first = own.substring(0, slash);
        String rest = own.substring(slash);
        if (!first.startsWith("{")) {
            return Optional.of(mapping.withTopic(prefix + rest));
        }
        int plus = prefix.lastIndexOf('+');
        if (plus >= 0) {
            return Optional
                    .of(mapping.withTopic(prefix.substring(0, plus) + first + prefix.substring(plus + 1) + rest));
        }
        String device = prefix.substring(prefix.lastIndexOf('/') + 1);
        return Optional.of(mapping.withTopic(prefix + rest).withSensor(mapping.meter().replace(first, device),
                mapping.sensor().replace(first, device), mapping.role()));
    }

    /** Where the levels are others than the profile's, all that are open make the name: no two topics may share it. */
    private static Mapping opened(Mapping mapping, TopicFilter filter) {
        var name = openName(mapping);
        if (name.isEmpty()) {
            return mapping.withTopic(filter.toString());
        }
        var named = filter.named(name.get());
        boolean bySensor = mapping.sensor().startsWith("{");
        return mapping.withTopic(named.toString()).withSensor(bySensor ? mapping.meter() : named.template(),
                bySensor ? named.template() : mapping.sensor(), mapping.role());
    }

    private static Optional<String> openName(Mapping mapping) {
        String template = mapping.sensor().startsWith("{") ? mapping.sensor() : mapping.meter();
        return template.startsWith("{") && !template.startsWith("{/")
                ? Optional.of(template.substring(1, template.indexOf('}')))
                : Optional.empty();
    }
}
