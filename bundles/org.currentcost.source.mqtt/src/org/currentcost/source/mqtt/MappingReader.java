package org.currentcost.source.mqtt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterMemory;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.SourceSink;

/**
 * Turns the messages of a broker into readings, as {@link Mapping mappings} say. Keeps what it needs to know of former
 * messages: counters, values that hold, times that were given. For one thread.
 * <p>
 * A cumulative counter becomes the mean power between two counts, dated at the first of the two, since a reading holds
 * from its instant on; a counter that went back was reset, and what was used in between is not known. Counts more than
 * two hours apart leave a gap.
 */
public final class MappingReader {

    /** Topics beyond these are damage: nobody has so many meters, and memory is finite. */
    static final int MOST_TOPICS = 100_000;

    private static final int LONGEST_PAYLOAD = 256 * 1024;
    private static final long LONGEST_COUNTER_MILLIS = 2 * 3_600_000L;
    private static final long REPEAT_COUNTER_MILLIS = 60_000;
    private static final long REPEAT_HELD_MILLIS = 30_000;
    private static final long HIGHEST_MILLIWATTS = 1_000_000_000L;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int LAST_HOUR_SECONDS = 23 * 3600;
    private static final int DAYS_PER_MONTH = 30;
    private static final long FARTHEST_SHIFT_MILLIS = 1000;
    /** Names under which bridges and plugs tell watts. */
    private static final List<String> USUAL_POWER = List.of("/ENERGY/Power", "/power", "/apower", "/total_act_power",
            "/act_power", "/watts", "/power0_W", "/power0", "/msg/ch1/watts", "/state", "/value");
    private static final DateTimeFormatter WITH_BLANK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern POINTER = Pattern.compile("\\{(/[^}]*)}");
    private static final Optional<String> FINE = Optional.empty();

    private final ZoneId zone;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, List<Bound>> topics = new HashMap<>();
    private final Map<TrackKey, Track> tracks = new HashMap<>();
    private final Map<SeriesName, long[]> lastTimes = new HashMap<>();
    private final List<Track> holding = new ArrayList<>();
    private final Optional<HomeAssistantDiscovery> discovery;

    /**
     * @param mappings what to read
     * @param discover whether sensors that announce themselves the way Home Assistant finds them are read too
     * @param zone     where the meters are
     */
    public MappingReader(Collection<Mapping> mappings, boolean discover, ZoneId zone) {
        this.zone = zone;
        mappings.forEach(mapping -> rules.add(new Rule(mapping)));
        discovery = discover ? Optional.of(new HomeAssistantDiscovery()) : Optional.empty();
    }

    /** {@return the filters to subscribe to; may grow with every message where sensors announce themselves} */
    public Set<String> filters() {
        var filters = new LinkedHashSet<String>();
        rules.forEach(rule -> filters.add(rule.filter.filter()));
        if (discovery.isPresent()) {
            filters.addAll(HomeAssistantDiscovery.FILTERS);
        }
        return filters;
    }

    /**
     * Reads a message; one that can't be read is told to the sink as damage.
     *
     * @param arrivalMillis when it arrived
     */
    public void take(String topic, byte[] payload, boolean retained, long arrivalMillis, SourceSink sink)
            throws InterruptedException {
        if (discovery.isPresent() && HomeAssistantDiscovery.isAnnouncement(topic)) {
            discover(topic, payload);
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
            return;
        }
        if (payload.length > LONGEST_PAYLOAD) {
            sink.damage(topic, Messages.text("reader.long", payload.length), Arrays.copyOf(payload, 200));
            return;
        }
        var message = new Message(payload, retained, arrivalMillis);
        for (var bound : bounds) {
            var damage = read(bound, message, sink);
            if (damage.isPresent()) {
                sink.damage(topic, damage.get(), payload);
                return;
            }
        }
    }

    /** Repeats the values that hold for senders that speak on change alone; to be called about once a second. */
    public void tick(long nowMillis, SourceSink sink) throws InterruptedException {
        for (var track : holding) {
            if (track.held && nowMillis - track.emittedMillis >= REPEAT_HELD_MILLIS
                    && nowMillis - track.heardMillis <= track.holdMillis) {
                track.emit(sink, nowMillis, track.channels);
            }
        }
    }

    /** The connection ended: what changes meanwhile is not heard, so nothing holds any more. */
    public void disconnected() {
        holding.forEach(track -> track.held = false);
    }

    private void discover(String topic, byte[] payload) {
        var found = discovery.orElseThrow();
        int before = found.candidates().size();
        found.take(topic, payload);
        for (var candidate : found.candidates()) {
            candidate.mapping().filter(mapping -> mapping.measure() == Measure.POWER).ifPresent(mapping -> {
                if (rules.stream().noneMatch(rule -> rule.mapping.equals(mapping))) {
                    rules.add(new Rule(mapping));
                    topics.clear();
                }
            });
        }
        if (before != found.candidates().size()) {
            topics.clear();
        }
    }

    private List<Bound> bind(String topic) {
        var bounds = new ArrayList<Bound>();
        for (var rule : rules) {
            rule.filter.match(topic).ifPresent(names -> bounds.add(new Bound(rule, names, track(rule, names))));
        }
        return List.copyOf(bounds);
    }

    private Optional<Track> track(Rule rule, Map<String, String> names) {
        return rule.needsJson
                ? Optional.empty()
                : Optional.of(track(rule, fill(rule.mapping.meter(), names), fill(rule.mapping.sensor(), names)));
    }

    private Track track(Rule rule, String meter, String sensor) {
        var label = new SensorLabel(meter, sensor.equals("0") ? "" : sensor, rule.mapping.role());
        var key = new TrackKey(rule, label);
        var known = tracks.get(key);
        if (known == null) {
            known = new Track(rule, label, lastTimes.computeIfAbsent(
                    new SeriesName(label.meter(), label.name(), rule.quantity), name -> new long[]{Long.MIN_VALUE}));
            tracks.put(key, known);
            if (known.holdMillis > 0) {
                holding.add(known);
            }
        }
        return known;
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
        return text.replaceAll("\\{[^/}][^}]*}", "").strip();
    }

    private static String fill(String template, Message message) {
        if (template.indexOf("{/") < 0) {
            return template;
        }
        return POINTER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(message.json()
                .flatMap(root -> at(root, found.group(1))).filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString).orElse(""))).strip();
    }

    /** {@return why the message could not be read, if so} */
    private Optional<String> read(Bound bound, Message message, SourceSink sink) throws InterruptedException {
        var rule = bound.rule;
        var kind = rule.mapping.kind() == PayloadKind.ANY ? message.looksLike() : rule.mapping.kind();
        if (message.payload.length == 0) {
            return message.retained || rule.filter.filter().endsWith("#")
                    ? FINE
                    : Optional.of(Messages.text("reader.empty"));
        }
        if (kind == PayloadKind.XML) {
            sink.payload(fill(rule.mapping.meter(), bound.names), message.payload);
            return FINE;
        }
        if (kind == PayloadKind.JSON) {
            return readJson(bound, message, sink);
        }
        var track = bound.track.orElseThrow();
        if (message.retained && track.repeats(message)) {
            return FINE;
        }
        if (rule.history) {
            return readHistory(rule, track, message, sink);
        }
        OptionalLong value;
        if (kind == PayloadKind.NUMBER) {
            value = Decimals.milli(message.payload, rule.mapping.factor(), rule.wholeFactor);
        } else {
            String[] parts = message.text().strip().split(kind == PayloadKind.LIST ? "\\s+" : "\\s*[,;]\\s*");
            int place = rule.mapping.path().isEmpty() ? 0 : Integer.parseInt(rule.mapping.path());
            if (place >= parts.length) {
                return Optional.of(Messages.text("reader.place", parts.length, place));
            }
            value = Decimals.milli(parts[place], rule.mapping.factor());
        }
        if (value.isEmpty()) {
            return Optional.of(Messages.text("reader.number"));
        }
        keep(track, new long[]{value.getAsLong()}, message.arrivalMillis, message, sink);
        return FINE;
    }

    private Optional<String> readJson(Bound bound, Message message, SourceSink sink) throws InterruptedException {
        var rule = bound.rule;
        var root = message.json();
        if (root.isEmpty()) {
            // Beside the states of devices, everything below a topic may hold words.
            return rule.filter.filter().endsWith("#") ? FINE : Optional.of(Messages.text("reader.json"));
        }
        String[] paths = rule.paths;
        if (rule.mapping.kind() == PayloadKind.ANY) {
            paths = USUAL_POWER.stream().filter(path -> at(root.get(), path).isPresent()).limit(1)
                    .toArray(String[]::new);
            if (paths.length == 0) {
                return Optional.of(Messages.text("reader.noPower"));
            }
        }
        var values = new long[paths.length];
        for (int i = 0; i < paths.length; i++) {
            var element = at(root.get(), paths[i]);
            if (element.isEmpty() || element.get().isJsonNull()) {
                if (i == 0) {
                    // Many devices tell in each message only what has changed.
                    return FINE;
                }
                values[i] = Reading.ABSENT;
                continue;
            }
            var value = number(element.get(), rule.mapping.factor());
            if (value.isEmpty()) {
                return Optional.of(Messages.text("reader.numberAt", paths[i]));
            }
            values[i] = value.getAsLong();
        }
        long time = message.arrivalMillis;
        if (!rule.mapping.timePath().isEmpty()) {
            var told = at(root.get(), rule.mapping.timePath()).flatMap(element -> time(element, rule));
            if (told.isEmpty()) {
                return Optional.of(Messages.text("reader.time", rule.mapping.timePath()));
            }
            time = told.get().toEpochMilli();
        }
        var track = bound.track.isPresent() && !rule.needsJson
                ? bound.track.get()
                : track(rule, fill(fill(rule.mapping.meter(), message), bound.names),
                        fill(fill(rule.mapping.sensor(), message), bound.names));
        if (!message.retained || !track.repeats(message)) {
            keep(track, values, time, message, sink);
        }
        return FINE;
    }

    /** {@return a number, or the sum of an array of numbers, in thousandths} */
    private static OptionalLong number(JsonElement element, BigDecimal factor) {
        if (element instanceof JsonArray array) {
            long sum = 0;
            for (var one : array) {
                var value = one.isJsonPrimitive() ? Decimals.milli(one.getAsString(), factor) : OptionalLong.empty();
                if (value.isEmpty()) {
                    return value;
                }
                sum += value.getAsLong();
            }
            return array.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
        }
        return element.isJsonPrimitive() ? Decimals.milli(element.getAsString(), factor) : OptionalLong.empty();
    }

    /** {@return what stands at a JSON pointer, RFC 6901} */
    static Optional<JsonElement> at(JsonElement root, String pointer) {
        var element = root;
        int from = pointer.startsWith("/") ? 1 : 0;
        while (from <= pointer.length() && !pointer.isEmpty()) {
            int to = pointer.indexOf('/', from);
            to = to < 0 ? pointer.length() : to;
            String name = pointer.substring(from, to).replace("~1", "/").replace("~0", "~");
            if (element instanceof JsonObject object && object.has(name)) {
                element = object.get(name);
            } else if (element instanceof JsonArray array && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < array.size()) {
                element = array.get(Integer.parseInt(name));
            } else {
                return Optional.empty();
            }
            from = to + 1;
        }
        return Optional.of(element);
    }

    private Optional<Instant> time(JsonElement element, Rule rule) {
        if (!element.isJsonPrimitive()) {
            return Optional.empty();
        }
        String text = element.getAsString().strip();
        var there = rule.mapping.zone().isEmpty() ? zone : ZoneId.of(rule.mapping.zone());
        try {
            if (text.matches("\\d{9,11}(\\.\\d{1,9})?")) {
                return Optional.of(Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue()));
            }
            if (text.matches("\\d{12,14}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            var local = text.indexOf('T') > 0
                    ? LocalDateTime.parse(text)
                    : LocalDateTime.parse(text, WITH_BLANK);
            return Optional.of(local.atZone(there).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void keep(Track track, long[] values, long timeMillis, Message message, SourceSink sink)
            throws InterruptedException {
        var mapping = track.rule.mapping;
        if (mapping.negated()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] == Reading.ABSENT ? Reading.ABSENT : -values[i];
            }
        }
        switch (mapping.measure()) {
            case POWER, TEMPERATURE -> {
                if (track.held && track.emittedMillis < timeMillis - 2 * FARTHEST_SHIFT_MILLIS
                        && timeMillis - track.heardMillis <= track.holdMillis
                        && !Arrays.equals(values, track.channels)) {
                    // The old value held until now: the graph stays flat up to the step.
                    track.emit(sink, timeMillis - FARTHEST_SHIFT_MILLIS, track.channels);
                }
                track.emit(sink, timeMillis, values);
                track.heardMillis = timeMillis;
                track.held = track.holdMillis > 0;
            }
            case ENERGY_COUNTER -> count(track, values[0], timeMillis, message.retained, sink);
            case ENERGY_PERIOD -> {
                long period = mapping.period().toMillis();
                track.emit(sink, timeMillis - period, new long[]{perHour(values[0], period)});
            }
            default -> throw new IllegalStateException(mapping.measure().name());
        }
    }

    private static void count(Track track, long count, long timeMillis, boolean retained, SourceSink sink)
            throws InterruptedException {
        long span = timeMillis - track.countMillis;
        long grown = count - track.count;
        boolean known = track.counted && span > 0 && span <= LONGEST_COUNTER_MILLIS && !retained;
        boolean reset = track.rule.mapping.negated() ? grown > 0 : grown < 0;
        if (track.counted && span <= 0) {
            return;
        }
        if (known && !reset) {
            long milliwatts = perHour(grown, span);
            if (Math.abs(milliwatts) <= HIGHEST_MILLIWATTS) {
                // Repeated, so that a counter that speaks seldom is not taken for one that fell silent.
                for (long at = track.countMillis; at < timeMillis; at += REPEAT_COUNTER_MILLIS) {
                    track.emit(sink, at, new long[]{milliwatts});
                }
            }
        }
        track.counted = true;
        track.count = count;
        track.countMillis = timeMillis;
    }

    private static long perHour(long milliwattHours, long millis) {
        return BigDecimal.valueOf(milliwattHours).multiply(BigDecimal.valueOf(MILLIS_PER_HOUR))
                .divide(BigDecimal.valueOf(millis), 0, RoundingMode.HALF_UP).longValue();
    }

    /** Blocks are dated by the time of arrival, as if the meter's clock were right. */
    private Optional<String> readHistory(Rule rule, Track track, Message message, SourceSink sink)
            throws InterruptedException {
        String[] parts = message.text().strip().split("\\s+");
        var now = Instant.ofEpochMilli(message.arrivalMillis);
        int second = (int) Math.floorMod(
                now.getEpochSecond() + zone.getRules().getStandardOffset(now).getTotalSeconds(), (long) DAY_SECONDS);
        var blocks = new ArrayList<MeterEvent.Block>();
        int last = 0;
        for (int i = 0; i < parts.length; i++) {
            var value = Decimals.milli(parts[i], rule.mapping.factor());
            if (value.isEmpty()) {
                return Optional.of(Messages.text("reader.number"));
            }
            long wattHours = Math.floorDiv(value.getAsLong() + 500, 1000);
            last = wattHours == 0 ? last : i + 1;
            blocks.add(switch (rule.mapping.measure()) {
                case HISTORY_HOURS -> new MeterEvent.Block(0, MeterEvent.Span.HOURS, 2 * (i + 1), wattHours);
                case HISTORY_DAYS -> new MeterEvent.Block(0, MeterEvent.Span.DAYS, i + 1, wattHours);
                default -> new MeterEvent.Block(0, MeterEvent.Span.MONTHS, i + 1, wattHours);
            });
        }
        // Nobody tells the meter's day counter: a list of months is sent when one has ended.
        int day = second < LAST_HOUR_SECONDS ? 0 : DAYS_PER_MONTH - 1;
        // Zeros at the end are of the time before the meter was there.
        var told = blocks.subList(0, last);
        var history = new MeterEvent.History("CC128", day, second, 1, told);
        var memory = MeterMemory.at(history, now, zone).orElseThrow();
        var dated = new ArrayList<HistoryBlock>();
        told.forEach(block -> memory.date(block).ifPresent(dated::add));
        if (!dated.isEmpty()) {
            sink.history(track.label, dated);
        }
        return FINE;
    }

    private record TrackKey(Rule rule, SensorLabel label) {
    }

    private record SeriesName(String meter, String sensor, Quantity quantity) {
    }

    /** A mapping with what is needed of it again and again. */
    private static final class Rule {

        private final Mapping mapping;
        private final TopicFilter filter;
        private final long wholeFactor;
        private final boolean needsJson;
        private final boolean history;
        private final String[] paths;
        private final Quantity quantity;

        Rule(Mapping mapping) {
            this.mapping = mapping;
            filter = TopicFilter.parse(mapping.topic());
            wholeFactor = Decimals.wholeMilli(mapping.factor());
            needsJson = mapping.meter().contains("{/") || mapping.sensor().contains("{/");
            history = switch (mapping.measure()) {
                case HISTORY_HOURS, HISTORY_DAYS, HISTORY_MONTHS -> true;
                default -> false;
            };
            paths = mapping.path().strip().split("\\s+");
            quantity = mapping.measure() == Measure.TEMPERATURE ? Quantity.TEMPERATURE : Quantity.POWER;
        }
    }

    /** A rule at one topic. */
    private record Bound(Rule rule, Map<String, String> names, Optional<Track> track) {
    }

    /** What is known of one sensor by one rule. */
    private static final class Track {

        private final Rule rule;
        private final SensorLabel label;
        private final long holdMillis;
        /** The time of the last reading of the series, which several rules may share. */
        private final long[] lastTime;
        private boolean counted;
        private long count;
        private long countMillis;
        private boolean held;
        private long[] channels = new long[0];
        private long emittedMillis = Long.MIN_VALUE / 2;
        private long heardMillis = Long.MIN_VALUE / 2;
        private int lastPayload;
        private boolean hasPayload;

        Track(Rule rule, SensorLabel label, long[] lastTime) {
            this.rule = rule;
            this.label = label;
            this.lastTime = lastTime;
            holdMillis = rule.mapping.hold().toMillis();
        }

        /** {@return whether a broker that was connected anew tells again what it told last} */
        boolean repeats(Message message) {
            int hash = Arrays.hashCode(message.payload);
            boolean same = hasPayload && hash == lastPayload;
            hasPayload = true;
            lastPayload = hash;
            return same && holdMillis == 0;
        }

        void emit(SourceSink sink, long timeMillis, long[] values) throws InterruptedException {
            long time = timeMillis <= lastTime[0] && timeMillis > lastTime[0] - FARTHEST_SHIFT_MILLIS
                    ? lastTime[0] + 1
                    : timeMillis;
            lastTime[0] = time;
            channels = values;
            emittedMillis = time;
            sink.reading(label, rule.quantity, new Reading(time, values[0],
                    values.length > 1 ? values[1] : Reading.ABSENT, values.length > 2 ? values[2] : Reading.ABSENT));
        }
    }

    /** A message, whose JSON is parsed once at most. */
    private static final class Message {

        private final byte[] payload;
        private final boolean retained;
        private final long arrivalMillis;
        private Optional<JsonElement> json = Optional.empty();
        private boolean parsed;

        Message(byte[] payload, boolean retained, long arrivalMillis) {
            this.payload = payload;
            this.retained = retained;
            this.arrivalMillis = arrivalMillis;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        PayloadKind looksLike() {
            for (byte b : payload) {
                if (b == '<') {
                    return PayloadKind.XML;
                }
                if (b == '{' || b == '[') {
                    return PayloadKind.JSON;
                }
                if (b > ' ') {
                    break;
                }
            }
            return PayloadKind.NUMBER;
        }

        Optional<JsonElement> json() {
            if (!parsed) {
                parsed = true;
                if (looksLike() == PayloadKind.JSON) {
                    try {
                        json = Optional.of(JsonParser.parseString(text()));
                    } catch (JsonParseException e) {
                        // told as damage by whoever needs it
                        json = Optional.empty();
                    }
                }
            }
            return json;
        }
    }

    /** {@return a mapping of whatever a topic brings, for a user who says no more than the topic} */
    public static Mapping guess(String topic) {
        var filter = TopicFilter.parse(topic).named("sensor");
        return new Mapping(filter.toString(), PayloadKind.ANY, "", Measure.POWER, BigDecimal.ONE, false, "",
                filter.template(), filter.concrete() ? SensorRole.HOUSE : SensorRole.INSIDE_HOUSE, "", "",
                Duration.ZERO, Duration.ZERO);
    }
}
