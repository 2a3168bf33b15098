package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.currentcost.model.SensorRole;

/**
 * Finds the sensors of power and energy that announce themselves on a broker the way Home Assistant's
 * <i>MQTT discovery</i> has it: retained JSON at {@code homeassistant/<component>/[<node>/]<object>/config}, of a
 * sensor or of a device with all its components, with long names or their documented short forms. For one thread.
 */
public final class HomeAssistantDiscovery {

    /** What to subscribe to. */
    public static final List<String> FILTERS = List.of("homeassistant/+/+/config", "homeassistant/+/+/+/config");

    private static final int LONGEST = 64 * 1024;
    /** Of a template: each of its parts takes a level of the matcher's stack. */
    private static final int LONGEST_TEMPLATE = 300;
    private static final int MOST = 10_000;
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);
    private static final int MOST_COMPONENTS = 1000;
    private static final String SENSOR = "sensor";
    /** Between a topic and the name of a component; no topic has it. */
    private static final String PART = "#";
    private static final String FILTER_WORDS = "(?:\\|\\s*(?:float|int|round|default|d)\\s*(?:\\([^)]*\\))?\\s*)*";
    /** A value, or a place in a JSON value, perhaps with a number to multiply or divide by. */
    private static final Pattern TEMPLATE = Pattern
            .compile("\\{\\{\\s*\\(?\\s*value(_json((?:\\.get\\(\\s*'[^']*'\\s*(?:,[^()]*)?\\)"
                    + "|\\.[A-Za-z_]\\w*|\\[\\s*'[^']*'\\s*]|\\[\\s*\"[^\"]*\"\\s*]|\\[\\s*\\d+\\s*])+))?\\s*"
                    + FILTER_WORDS
                    + "\\)?\\s*" + FILTER_WORDS + "(?:([*/])\\s*([0-9.]+)\\s*)?\\)?\\s*" + FILTER_WORDS + "}}");
    private static final Pattern STEP = Pattern
            .compile(
                    "\\.get\\(\\s*'([^']*)'\\s*(?:,[^()]*)?\\)|\\.([A-Za-z_]\\w*)"
                            + "|\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d+))\\s*]");
    private static final Map<String, BigDecimal> POWER_UNITS = Map.of("mW", new BigDecimal("0.001"), "W",
            BigDecimal.ONE, "kW", BigDecimal.valueOf(1000), "MW", BigDecimal.valueOf(1_000_000));
    private static final Map<String, BigDecimal> ENERGY_UNITS = Map.of("Wh", BigDecimal.ONE, "kWh",
            BigDecimal.valueOf(1000), "MWh", BigDecimal.valueOf(1_000_000));

    private final Map<String, Candidate> found = new LinkedHashMap<>();

    /** {@return whether a topic is one at which sensors announce themselves} */
    public static boolean isAnnouncement(String topic) {
        return topic.startsWith("homeassistant/") && topic.endsWith("/config");
    }

    /** Takes an announcement; an empty one takes the former one at its topic back. */
    public void take(String topic, byte[] payload) {
        found.keySet().removeIf(known -> known.equals(topic) || known.startsWith(topic + PART));
        if (payload.length == 0 || payload.length > LONGEST || found.size() >= MOST) {
            return;
        }
        try {
            if (JsonParser.parseString(new String(payload, StandardCharsets.UTF_8)) instanceof JsonObject json) {
                var parts = json.has("components") ? json.get("components") : json.get("cmps");
                if (parts instanceof JsonObject components) {
                    components.entrySet().stream().filter(part -> part.getValue() instanceof JsonObject)
                            .limit(MOST_COMPONENTS).forEach(part -> readPart(topic, json, part.getKey(),
                                    part.getValue().getAsJsonObject()));
                } else if (topic.split("/")[1].equals(SENSOR)) {
                    read(topic, json).ifPresent(candidate -> found.put(topic, candidate));
                }
            }
        } catch (JsonParseException | UnsupportedOperationException | IllegalStateException e) {
            found.put(topic, new Candidate(topic, topic, "", Messages.text("discovery.json")));
        }
    }

    /** A component of a device has what the device says for all of them, unless it says something else itself. */
    private void readPart(String topic, JsonObject device, String name, JsonObject own) {
        if (text(own, "platform", "p").equals(SENSOR)) {
            var part = new JsonObject();
            device.entrySet().stream().filter(one -> !one.getValue().equals(device.get("components"))
                    && !one.getValue().equals(device.get("cmps"))).forEach(
                            one -> part.add(one.getKey(), one.getValue()));
            own.entrySet().forEach(one -> part.add(one.getKey(), one.getValue()));
            read(topic + PART + name, part).ifPresent(candidate -> found.put(topic + PART + name, candidate));
        }
    }

    /** {@return the sensors of power and energy that were announced, in the order in which they came} */
    public List<Candidate> candidates() {
        return new ArrayList<>(found.values());
    }

    /** {@return the same by the topics at which they were announced} */
    Map<String, Candidate> byTopic() {
        return Collections.unmodifiableMap(found);
    }

    private static Optional<Candidate> read(String topic, JsonObject json) {
        String unit = text(json, "unit_of_measurement", "unit_of_meas");
        String kind = text(json, "device_class", "dev_cla");
        boolean power = kind.equals("power") || kind.isEmpty() && POWER_UNITS.containsKey(unit);
        boolean energy = kind.equals("energy") || kind.isEmpty() && ENERGY_UNITS.containsKey(unit);
        if (!power && !energy) {
            return Optional.empty();
        }
        String state = topic(json, text(json, "state_topic", "stat_t"));
        String name = text(json, "name", "name");
        String device = "";
        JsonElement part = json.has("device") ? json.get("device") : json.get("dev");
        if (part instanceof JsonObject object) {
            device = text(object, "name", "name");
            if (text(object, "manufacturer", "mf").equals(HomeAssistantSensors.ORIGIN)) {
                // What is ours is recorded already.
                return Optional.of(new Candidate(topic, (device + " " + name).strip(), device,
                        Messages.text("discovery.own")));
            }
        }
        String title = name.isEmpty() ? device.isEmpty() ? topic : device : name;
        String id = text(json, "unique_id", "uniq_id");
        String sensor = device.isEmpty() || title.contains(device) ? title : device + " " + title;
        var factor = (power ? POWER_UNITS : ENERGY_UNITS).get(unit);
        if (factor == null) {
            return Optional.of(new Candidate(id.isEmpty() ? topic : id, title, device,
                    Messages.text("discovery.unit", unit)));
        }
        String template = text(json, "value_template", "val_tpl").strip();
        // Blanks in a row would be tried in every combination.
        var matcher = TEMPLATE.matcher(template.isEmpty() ? "{{ value }}" : template.replaceAll("\\s+", " "));
        if (state.isEmpty() || template.length() > LONGEST_TEMPLATE || !matcher.matches()) {
            return Optional.of(new Candidate(id.isEmpty() ? topic : id, title, device,
                    state.isEmpty()
                            ? Messages.text("discovery.noTopic")
                            : Messages.text("discovery.template", truncated(template))));
        }
        try {
            return Optional.of(new Candidate(id.isEmpty() ? topic : id, title, device,
                    Optional.of(mapping(state, matcher, factor, power, sensor, expiry(json))), "",
                    availability(json), mode(json)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of(new Candidate(id.isEmpty() ? topic : id, title, device,
                    Messages.text("discovery.template", template)));
        }
    }

    /** {@return a topic with what stands for its beginning or its end written out} */
    private static String topic(JsonObject json, String topic) {
        String base = text(json, "~", "~");
        return topic.startsWith("~")
                ? base + topic.substring(1)
                : topic.endsWith("~") ? topic.substring(0, topic.length() - 1) + base : topic;
    }

    private static Duration expiry(JsonObject json) {
        String seconds = text(json, "expire_after", "exp_aft");
        return seconds.matches("[1-9]\\d{0,7}") ? Duration.ofSeconds(Long.parseLong(seconds)) : LONGEST_HOLD;
    }

    private static AvailabilityTopics.Mode mode(JsonObject json) {
        return switch (text(json, "availability_mode", "avty_mode")) {
            case "all" -> AvailabilityTopics.Mode.ALL;
            case "any" -> AvailabilityTopics.Mode.ANY;
            default -> AvailabilityTopics.Mode.LATEST;
        };
    }

    private static List<AvailabilityTopics.Place> availability(JsonObject json) {
        var places = new ArrayList<AvailabilityTopics.Place>();
        var list = json.has("availability") ? json.get("availability") : json.get("avty");
        if (list instanceof JsonArray several) {
            several.forEach(one -> place(json, one, "topic", "t", "value_template", "val_tpl").ifPresent(places::add));
        } else if (list instanceof JsonObject) {
            place(json, list, "topic", "t", "value_template", "val_tpl").ifPresent(places::add);
        }
        place(json, json, "availability_topic", "avty_t", "availability_template", "avty_tpl").ifPresent(places::add);
        return places;
    }

    /** {@return a place at which it is said whether a sensor is there; empty if what is said there can't be read} */
    private static Optional<AvailabilityTopics.Place> place(JsonObject json, JsonElement said, String topicName,
            String shortTopic, String templateName, String shortTemplate) {
        if (!(said instanceof JsonObject object)) {
            return Optional.empty();
        }
        String topic = topic(json, text(object, topicName, shortTopic));
        String template = text(object, templateName, shortTemplate).strip();
        var matcher = TEMPLATE.matcher(template.isEmpty() ? "{{ value }}" : template.replaceAll("\\s+", " "));
        if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0
                || template.length() > LONGEST_TEMPLATE
                || !matcher.matches()) {
            return Optional.empty();
        }
        String there = text(object, "payload_available", "pl_avail");
        String away = text(object, "payload_not_available", "pl_not_avail");
        return Optional.of(new AvailabilityTopics.Place(topic, path(matcher), there.isEmpty() ? "online" : there,
                away.isEmpty() ? "offline" : away));
    }

    private static Mapping mapping(String state, Matcher matcher, BigDecimal unit, boolean power, String sensor,
            Duration expiry) {
        var factor = unit;
        if (matcher.group(3) != null) {
            var number = new BigDecimal(matcher.group(4));
            factor = matcher.group(3).equals("*")
                    ? unit.multiply(number)
                    : unit.divide(number, MathContext.DECIMAL64);
        }
        String path = path(matcher);
        return new Mapping(state, path.isEmpty() ? PayloadKind.NUMBER : PayloadKind.JSON, path,
                power ? Measure.POWER : Measure.ENERGY_COUNTER, factor, false, "", sensor, SensorRole.INSIDE_HOUSE, "",
                "", Duration.ZERO, power && expiry.compareTo(LONGEST_HOLD) < 0
                        ? expiry
                        : power ? LONGEST_HOLD : Duration.ZERO);
    }

    /** {@return where the value of a template stands, a pointer; empty for the whole message} */
    private static String path(Matcher matcher) {
        var path = new StringBuilder();
        if (matcher.group(1) != null) {
            var step = STEP.matcher(matcher.group(2));
            while (step.find()) {
                for (int i = 1; i <= step.groupCount(); i++) {
                    if (step.group(i) != null) {
                        path.append('/').append(step.group(i).replace("~", "~0").replace("/", "~1"));
                    }
                }
            }
        }
        return path.toString();
    }

    private static String truncated(String template) {
        return template.length() <= LONGEST_TEMPLATE ? template : template.substring(0, LONGEST_TEMPLATE) + "…";
    }

    private static String text(JsonObject json, String name, String shortName) {
        JsonElement value = json.has(name) ? json.get(name) : json.get(shortName);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
