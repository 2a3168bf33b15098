package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.parser.CountedEnergy;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.SensorLabel;

/**
 * Turns the messages of a broker into readings, as {@link Mapping mappings} say. Keeps what it needs to know of former
 * messages: counters, values that hold, times that were given. For one thread.
 * <p>
 * A cumulative counter becomes the mean power between two counts, as {@link CountedEnergy} says. Times that messages
 * tell are those of their device's {@linkplain DeviceClock clock}.
 */
public final class MappingReader {

    /** Topics beyond these are damage: nobody has so many meters, and memory is finite. */
    static final int MOST_TOPICS = 100_000;

    /** Longer topics are damage: the specification has 65 535, no meter has two hundred. */
    static final int LONGEST_TOPIC = 1000;

    private static final int LONGEST_PAYLOAD = 256 * 1024;
    private static final int LONGEST_NAME = 100;
    /** Names under which bridges and plugs tell watts. */
    private static final List<String> USUAL_POWER = List.of("/ENERGY/Power", "/power", "/apower", "/total_act_power",
            "/act_power", "/watts", "/power0_W", "/power0", "/msg/ch1/watts", "/state", "/value");
    private static final Pattern POINTER = Pattern.compile("\\{(/[^{}]*+)}");
    /** The words with which senders, or brokers in their name, say that they have left. */
    private static final Pattern AWAY = Pattern.compile("(?i)\\boffline\\b|^\\s*(false|0)\\s*$");
    private static final Optional<String> FINE = Optional.empty();

    private final ZoneId zone;
    private final List<MappingRule> rules = new ArrayList<>();
    private final Map<String, List<TopicRule>> topics = new HashMap<>();
    private final Map<TrackKey, SensorTrack> tracks = new HashMap<>();
    private final Map<SeriesName, SensorTrack.Written> written = new HashMap<>();
    private final List<SensorTrack> holding = new ArrayList<>();
    private final Presence presence = new Presence();
    private final Optional<HomeAssistantDiscovery> discovery;
    private final AvailabilityTopics availability = new AvailabilityTopics();
    /** The rules for sensors that announced themselves, by the topics at which they did. */
    private Map<String, MappingRule> announced = Map.of();
    private boolean announcedAnew;
    /** The meters that were heard since the connection began, and the memories that wait for theirs. */
    private final Set<String> liveMeters = new HashSet<>();
    private final Map<SensorTrack, MemoryList> waiting = new LinkedHashMap<>();

    /**
     * @param mappings what to read
     * @param discover whether sensors that announce themselves the way Home Assistant finds them are read too
     * @param zone     where the meters are
     */
    public MappingReader(Collection<Mapping> mappings, boolean discover, ZoneId zone) {
        this.zone = zone;
        mappings.forEach(mapping -> rules.add(new MappingRule(mapping)));
        discovery = discover ? Optional.of(new HomeAssistantDiscovery()) : Optional.empty();
    }

    /** {@return the filters to subscribe to; may grow with every message where sensors announce themselves} */
    public Set<String> filters() {
        readAnnouncements();
        var filters = new LinkedHashSet<String>();
        rules.forEach(rule -> filters.add(rule.filter.filter()));
        announced.values().forEach(rule -> filters.add(rule.filter.filter()));
        if (discovery.isPresent()) {
            filters.addAll(HomeAssistantDiscovery.FILTERS);
            filters.addAll(availability.topics());
        }
        return filters;
    }

    /**
     * Reads a message; one that can't be read is told to the sink as damage.
     *
     * @param arrivalMillis when it arrived
     */
    public void take(String topic, byte[] payload, boolean retained, long arrivalMillis, ReadingSink sink)
            throws InterruptedException {
        if (discovery.isPresent() && HomeAssistantDiscovery.isAnnouncement(topic)) {
            sink.received(false);
            discovery.get().take(topic, payload);
            announcedAnew = true;
            return;
        }
        availability.take(topic, payload).forEach((mapping, away) -> say(
                new Presence.Sender(mapping.meter(), mapping.sensor(), mapping.topic()), away));
        if (topic.length() > LONGEST_TOPIC) {
            sink.damage(topic.substring(0, LONGEST_NAME), Messages.text("reader.topic", topic.length()), payload);
            return;
        }
        var bounds = topics.get(topic);
        if (bounds == null) {
            bounds = bind(topic);
            if (topics.size() < MOST_TOPICS) {
                topics.put(topic, bounds);
            } else if (!bounds.isEmpty()) {
                sink.damage(topic, Messages.text("reader.topics", MOST_TOPICS), payload);
                return;
            }
        }
        if (bounds.isEmpty()) {
            sink.unread(topic, Messages.text("reader.unreadTopic"));
            return;
        }
        if (payload.length > LONGEST_PAYLOAD) {
            sink.damage(topic, Messages.text("reader.long", LONGEST_PAYLOAD), Arrays.copyOf(payload, 200));
            return;
        }
        var message = new PayloadMessage(payload, retained, arrivalMillis);
        for (var bound : bounds) {
            var damage = read(bound, message, sink);
            if (damage.isPresent()) {
                sink.damage(topic, damage.get(), payload);
                return;
            }
        }
        if (!bounds.getFirst().hasReportedKeys() && message.readJson().isPresent()) {
            bounds.getFirst().reportedKeys();
            UnreadKeys.words(message.readJson().get(), bounds.stream().map(one -> one.rule().mapping).toList())
                    .ifPresent(words -> sink.unread(topic, words));
        }
        if (!message.isReadByParser()) {
            sink.received(!message.isMemory());
        }
    }

    /** {@return whether messages of a topic have no time of their own, so that they are dated by their arrival} */
    public boolean datesByArrival(String topic) {
        // By the rules and not by the topics that were met: after a start none were.
        return Stream.concat(rules.stream(), announced.values().stream())
                .filter(rule -> rule.filter.match(topic).isPresent())
                .allMatch(rule -> rule.mapping.timePath().isEmpty() && rule.mapping.kind() != PayloadKind.XML);
    }

    /** Repeats the values that hold for senders that speak on change alone; to be called about once a second. */
    public void tick(long nowMillis, ReadingSink sink) throws InterruptedException {
        readAnnouncements();
        for (var track : holding) {
            track.tick(nowMillis, sink);
        }
    }

    /** The connection ended. */
    public void disconnected() {
        tracks.values().forEach(SensorTrack::interrupt);
        liveMeters.clear();
        waiting.clear();
    }

    /** Follows what was announced, changed and taken back; all at once, since a broker tells thousands at once. */
    private void readAnnouncements() {
        if (!announcedAnew) {
            return;
        }
        announcedAnew = false;
        var candidates = discovery.orElseThrow().byTopic();
        availability.follow(candidates.values());
        var withPower = new HashSet<String>();
        candidates.values().stream().filter(candidate -> !candidate.device().isEmpty())
                .filter(candidate -> candidate.mapping().map(Mapping::measure).equals(Optional.of(Measure.POWER)))
                .forEach(candidate -> withPower.add(candidate.device()));
        var next = new LinkedHashMap<String, MappingRule>();
        candidates.forEach((topic, candidate) -> candidate.mapping()
                // A device that tells its power too would be counted twice.
                .filter(mapping -> mapping.measure() == Measure.POWER || !withPower.contains(candidate.device()))
                .ifPresent(mapping -> {
                    var known = announced.get(topic);
                    next.put(topic, known != null && known.mapping.equals(mapping) ? known : new MappingRule(mapping));
                }));
        if (!next.equals(announced)) {
            var gone = new HashSet<>(announced.values());
            gone.removeAll(next.values());
            tracks.keySet().removeIf(key -> gone.contains(key.rule));
            holding.retainAll(new HashSet<>(tracks.values()));
            announced = next;
            topics.clear();
        }
    }

    private List<TopicRule> bind(String topic) {
        var bounds = new ArrayList<TopicRule>();
        Stream.concat(rules.stream(), announced.values().stream()).forEach(rule -> rule.filter.match(topic)
                .ifPresent(names -> bounds.add(new TopicRule(rule, topic, names, track(rule, names)))));
        return List.copyOf(bounds);
    }

    private Optional<SensorTrack> track(MappingRule rule, Map<String, String> names) {
        return rule.needsJson
                ? Optional.empty()
                : track(rule, fill(rule.mapping.meter(), names), fill(rule.mapping.sensor(), names));
    }

    /** {@return what is known of a sensor; empty if there are too many} */
    private Optional<SensorTrack> track(MappingRule rule, String meter, String sensor) {
        var own = SensorNumber.ownOf(sensor);
        boolean main = sensor.isEmpty() || own.equals(OptionalInt.of(SensorNumber.OWN.first()));
        // Where messages name their sensors, the house is the one that is called 0; the others are in it.
        var role = !main && rule.needsJson && rule.mapping.role() == SensorRole.HOUSE
                ? SensorRole.INSIDE_HOUSE
                : rule.mapping.role();
        var label = new SensorLabel(truncated(meter),
                main ? "" : own.isPresent() ? Integer.toString(own.getAsInt()) : truncated(sensor), role);
        var key = new TrackKey(rule, label);
        var known = Optional.ofNullable(tracks.get(key));
        if (known.isPresent() || tracks.size() >= MOST_TOPICS) {
            return known;
        }
        var track = new SensorTrack(rule.mapping, label, written.computeIfAbsent(
                new SeriesName(label.meter(), label.name(), SensorTrack.quantity(rule.mapping)),
                name -> new SensorTrack.Written()));
        tracks.put(key, track);
        if (track.holds()) {
            holding.add(track);
        }
        return Optional.of(track);
    }

    private static String truncated(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static String fill(String template, Map<String, String> names) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        String text = template;
        for (var name : names.entrySet()) {
            text = text.replace("{" + name.getKey() + "}", name.getValue());
        }
        // What is not open in the topic any more needs no name.
        return text.replaceAll("\\{[^/{}][^{}]*+}", "").strip();
    }

    private static String fill(String template, PayloadMessage message) {
        if (template.indexOf("{/") < 0) {
            return template;
        }
        return POINTER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(message.json()
                .flatMap(root -> JsonValues.at(root, found.group(1))).map(JsonValues::only)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString).orElse(""))).strip();
    }

    /** {@return why the message could not be read, if so} */
    private Optional<String> read(TopicRule bound, PayloadMessage message, ReadingSink sink)
            throws InterruptedException {
        var rule = bound.rule();
        var kind = rule.mapping.kind() == PayloadKind.ANY ? message.looksLike() : rule.mapping.kind();
        if (message.payload().length == 0) {
            return message.isRetained() || rule.filter.filter().endsWith("#")
                    ? FINE
                    : Optional.of(Messages.text("reader.empty"));
        }
        if (rule.mapping.measure() == Measure.AVAILABILITY) {
            say(bound, AWAY.matcher(message.text()).find());
            return FINE;
        }
        boolean same = bound.repeats(message);
        if (message.isRetained() && same && !bound.holds()) {
            return FINE;
        }
        if (kind == PayloadKind.XML) {
            if (message.isRetained()) {
                return FINE;
            }
            message.readByParser();
            sink.payload(truncated(fill(rule.mapping.meter(), bound.names())), message.payload());
            return FINE;
        }
        if (kind == PayloadKind.JSON) {
            return readJson(bound, message, sink);
        }
        if (bound.track().isEmpty()) {
            return Optional.of(Messages.text("reader.topics", MOST_TOPICS));
        }
        var track = bound.track().get();
        if (rule.history) {
            return readHistory(rule, track, message, sink);
        }
        OptionalLong value;
        if (kind == PayloadKind.NUMBER) {
            value = PayloadDecimals.milli(message.payload(), rule.mapping.factor(), rule.wholeFactor);
        } else {
            String[] parts = message.text().strip().split(kind == PayloadKind.LIST ? "\\s+" : "[,;]");
            int place = rule.mapping.place();
            if (place >= parts.length) {
                return Optional.of(Messages.text("reader.place", parts.length, place));
            }
            value = PayloadDecimals.milli(parts[place], rule.mapping.factor());
        }
        if (value.isEmpty()) {
            return Optional.of(Messages.text("reader.number"));
        }
        return keep(bound, track, new long[]{value.getAsLong()}, Optional.empty(), message, sink);
    }

    /** Nothing holds any more of a sender that has left, with all its channels. */
    private void say(TopicRule bound, boolean away) {
        String device = fill(bound.rule().mapping.sensor(), bound.names());
        say(new Presence.Sender(fill(bound.rule().mapping.meter(), bound.names()), device,
                device.equals(Presence.ALL) ? TopicFilter.withoutLast(bound.topic(), 2) : ""), away);
    }

    private void say(Presence.Sender sender, boolean away) {
        presence.say(sender, away);
        if (away) {
            topics.values().forEach(bounds -> bounds.forEach(one -> one.track().filter(track -> sender.has(one.topic(),
                    track.label().meter(), track.label().name())).ifPresent(SensorTrack::interrupt)));
        }
    }

    /** @param reported the message's own time */
    private Optional<String> keep(TopicRule bound, SensorTrack track, long[] values, Optional<Instant> reported,
            PayloadMessage message, ReadingSink sink) throws InterruptedException {
        long time = reported.map(Instant::toEpochMilli).orElse(message.arrivalMillis());
        // What a broker has kept may be of any time; it is of now only for a sender that was heard and repeats nothing.
        if (message.isRetained() && (reported.isPresent() ? time <= track.receivedMillis() : !track.heldAt(time))
                || presence.leavesOut(bound.topic(), track.label().meter(), track.label().name(), values,
                        message.isRetained())) {
            return FINE;
        }
        if (!message.isRetained() && liveMeters.add(track.label().meter())) {
            for (var memory : waiting.entrySet()) {
                if (memory.getKey().label().meter().equals(track.label().meter())) {
                    var dated = memory.getValue().dated(message.arrivalMillis(), zone);
                    if (!dated.isEmpty()) {
                        sink.history(memory.getKey().label(), dated);
                    }
                }
            }
            waiting.keySet().removeIf(one -> one.label().meter().equals(track.label().meter()));
        }
        return track.take(values, time, message.isRetained() && reported.isEmpty(), sink);
    }

    private Optional<String> readJson(TopicRule bound, PayloadMessage message, ReadingSink sink)
            throws InterruptedException {
        var rule = bound.rule();
        var root = message.json();
        if (root.isEmpty()) {
            // Beside the states of devices, everything below a topic may hold words.
            if (!rule.filter.filter().endsWith("#")) {
                return Optional.of(Messages.text("reader.json"));
            }
            sink.unread(bound.topic(), Messages.text("reader.unreadTopic"));
            return FINE;
        }
        String[] paths = rule.paths;
        if (rule.mapping.kind() == PayloadKind.ANY) {
            paths = USUAL_POWER.stream().filter(path -> JsonValues.at(root.get(), path).isPresent()).limit(1)
                    .toArray(String[]::new);
            if (paths.length == 0) {
                return Optional.of(Messages.text("reader.noPower"));
            }
        }
        var values = new long[paths.length];
        for (int i = 0; i < paths.length; i++) {
            var element = JsonValues.at(root.get(), paths[i]);
            if (element.isEmpty() || element.get().isJsonNull()) {
                if (i == 0) {
                    // Many devices tell in each message only what has changed.
                    return FINE;
                }
                values[i] = Reading.ABSENT;
                continue;
            }
            var value = JsonValues.number(element.get(), rule.mapping.factor());
            if (value.isEmpty()) {
                return Optional.of(Messages.text("reader.numberAt", paths[i]));
            }
            values[i] = value.getAsLong();
        }
        var there = rule.mapping.zone().isEmpty() ? zone : ZoneId.of(rule.mapping.zone());
        boolean wanted = !rule.mapping.timePath().isEmpty();
        var reported = wanted
                ? PayloadTime.at(root.get(), rule.mapping.timePath(), there)
                : message.isRetained() ? PayloadTime.usual(root.get(), there) : Optional.<Instant>empty();
        if (wanted && reported.isEmpty()) {
            return Optional.of(Messages.text("reader.time", rule.mapping.timePath()));
        }
        if (reported.isPresent()) {
            reported = bound.clock().sent(reported.get(), message.isRetained(), message.arrivalMillis());
            bound.clock().news().ifPresent(words -> sink.unread(bound.topic(), words));
            if (wanted && reported.isEmpty()) {
                // Kept by the broker since nobody knows when.
                return FINE;
            }
        }
        var track = rule.needsJson
                ? track(rule, fill(fill(rule.mapping.meter(), message), bound.names()),
                        fill(fill(rule.mapping.sensor(), message), bound.names()))
                : bound.track();
        return track.isEmpty()
                ? Optional.of(Messages.text("reader.topics", MOST_TOPICS))
                : keep(bound, track.get(), values, reported, message, sink);
    }

    private Optional<String> readHistory(MappingRule rule, SensorTrack track, PayloadMessage message, ReadingSink sink)
            throws InterruptedException {
        message.readAsMemory();
        var memory = MemoryList.parse(message.text(), rule.mapping);
        if (memory.isEmpty()) {
            return Optional.of(Messages.text("reader.number"));
        }
        if (message.isRetained() && !liveMeters.contains(track.label().meter()) && hearsLive(track)) {
            // The broker may have kept it since the meter fell silent days ago: it is of now if the meter is heard now.
            waiting.put(track, memory.get());
            return FINE;
        }
        var dated = memory.get().dated(message.arrivalMillis(), zone);
        if (!dated.isEmpty()) {
            sink.history(track.label(), dated);
        }
        return FINE;
    }

    /** {@return whether anything else than memories is read of a meter} */
    private boolean hearsLive(SensorTrack track) {
        return rules.stream().filter(rule -> !rule.history && rule.mapping.measure() == Measure.POWER)
                .anyMatch(rule -> rule.mapping.meter().contains("{")
                        || rule.mapping.meter().equals(track.label().meter()));
    }

    private record TrackKey(MappingRule rule, SensorLabel label) {
    }

    private record SeriesName(String meter, String sensor, Quantity quantity) {
    }

    /** {@return a mapping of whatever a topic brings, for a user who says no more than the topic} */
    public static Mapping guess(String topic) {
        var filter = TopicFilter.parse(topic).named("sensor");
        return new Mapping(filter.toString(), PayloadKind.ANY, "", Measure.POWER, BigDecimal.ONE, false, "",
                filter.template(), filter.concrete() ? SensorRole.HOUSE : SensorRole.INSIDE_HOUSE, "", "",
                Duration.ZERO, Duration.ZERO);
    }
}
