package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.currentcost.model.Edit;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.SourceState;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/**
 * What Home Assistant finds of ours on a broker, held against what its documentation says of <i>MQTT discovery</i>, the
 * <i>MQTT sensor</i> and the <i>sensor</i> entity.
 */
class HomeAssistantPublishingTest extends BrokerFixture {

    private static final SeriesKey POWER = SeriesKey.power("cable", 0);
    private static final SeriesKey TEMPERATURE = new SeriesKey("cable", 0, Quantity.TEMPERATURE);

    /** The variables of an MQTT sensor, and how their values are written. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(Map.entry("availability", "list"),
            Map.entry("availability_mode", "all|any|latest"), Map.entry("availability_template", "string"),
            Map.entry("availability_topic", "string"), Map.entry("default_entity_id", "string"),
            Map.entry("device", "map"), Map.entry("device_class", "power|energy|temperature"),
            Map.entry("enabled_by_default", "boolean"), Map.entry("encoding", "string"),
            Map.entry("entity_category", "diagnostic"), Map.entry("expire_after", "integer"),
            Map.entry("force_update", "boolean"), Map.entry("icon", "string"),
            Map.entry("json_attributes_template", "string"), Map.entry("json_attributes_topic", "string"),
            Map.entry("name", "string"), Map.entry("origin", "map"), Map.entry("payload_available", "string"),
            Map.entry("payload_not_available", "string"), Map.entry("qos", "integer"),
            Map.entry("state_class", "measurement|total|total_increasing"), Map.entry("state_topic", "string"),
            Map.entry("suggested_display_precision", "integer"), Map.entry("unique_id", "string"),
            Map.entry("unit_of_measurement", "string"), Map.entry("value_template", "string"));
    private static final Set<String> DEVICE = Set.of("configuration_url", "connections", "hw_version", "identifiers",
            "manufacturer", "model", "model_id", "name", "serial_number", "suggested_area", "sw_version", "via_device");
    private static final Set<String> ORIGIN = Set.of("name", "sw_version", "support_url");
    /** Of which units and state classes a device class may be. */
    private static final Map<String, Set<String>> UNITS = Map.of("power", Set.of("mW", "W", "kW", "MW", "GW", "TW"),
            "energy", Set.of("mWh", "Wh", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "MJ", "GJ"), "temperature",
            Set.of("°C", "°F", "K"));
    private static final Map<String, Set<String>> STATES = Map.of("power", Set.of("measurement"), "energy",
            Set.of("total", "total_increasing"), "temperature", Set.of("measurement"));

    private final Ears ears = new Ears();

    private static void assertSchema(Ears.Received one) {
        String[] levels = one.topic().split("/");
        assertTrue(one.retained(), one.topic());
        assertTrue(one.topic().matches("homeassistant/sensor/([a-zA-Z0-9_-]+/)?[a-zA-Z0-9_-]+/config"), one.topic());
        var config = json(one.text());
        for (var variable : config.entrySet()) {
            String form = VARIABLES.get(variable.getKey());
            assertTrue(form != null, variable.getKey() + " is no variable");
            assertTrue(isOfForm(variable.getValue(), form), variable + " is not " + form);
        }
        assertTrue(config.has("state_topic") && config.has("unique_id"), one.text());
        assertFalse(config.has("availability") && config.has("availability_topic"), one.text());
        String kind = config.get("device_class").getAsString();
        assertTrue(UNITS.get(kind).contains(config.get("unit_of_measurement").getAsString()), one.text());
        assertTrue(STATES.get(kind).contains(config.get("state_class").getAsString()), one.text());
        var device = config.getAsJsonObject("device");
        assertTrue(DEVICE.containsAll(device.keySet()), one.text());
        assertTrue(device.has("identifiers") || device.has("connections"), one.text());
        assertTrue(ORIGIN.containsAll(config.getAsJsonObject("origin").keySet()), one.text());
        assertEquals("CurrentCost Workbench", config.getAsJsonObject("origin").get("name").getAsString());
        assertEquals(config.get("unique_id").getAsString(), levels[levels.length - 2]);
    }

    private static boolean isOfForm(JsonElement value, String form) {
        return switch (form) {
            case "list" -> value.isJsonArray();
            case "map" -> value.isJsonObject();
            case "boolean" -> value.toString().matches("true|false");
            case "integer" -> value.toString().matches("\\d+");
            case "string" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
                    && !value.getAsString().isEmpty();
            default -> value.isJsonPrimitive() && value.getAsString().matches(form);
        };
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private void publish(int port) {
        recorder.publish("mqtt:tcp://127.0.0.1:" + port + "/?format=homeassistant&prefix=out&keepAlive=5");
    }

    private void awaitLive() throws Exception {
        Patience.await("the publisher to be connected",
                () -> recorder.publishing().getFirst().state() instanceof SourceState.Live);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    /** {@return what the broker keeps, once that is as much} Who comes late hears that first, and the mark after it. */
    private List<Ears.Received> kept(String filter, int count) throws Exception {
        var kept = new ArrayList<Ears.Received>();
        Patience.await(count + " at " + filter, () -> {
            var late = new Ears();
            try (var link = link(broker.port(), late)) {
                link.subscribe(List.of(filter, "mark"), 1);
                link.publish("mark", bytes("1"), 1, false);
                Patience.await("the mark", () -> !late.at("mark").isEmpty());
            }
            kept.clear();
            late.all.stream().filter(Ears.Received::retained).forEach(kept::add);
            return kept.size() == count;
        });
        return kept;
    }

    private static Map<String, JsonObject> byName(List<Ears.Received> announcements) {
        return announcements.stream().map(one -> json(one.text()))
                .collect(Collectors.toMap(one -> one.get("name").getAsString(), one -> one));
    }

    @Test
    void itFindsWhatWePublish() throws Exception {
        new NamedSensors(store).number("cable", "Kettle 🫖", SensorRole.INSIDE_HOUSE);
        try (var proxy = new Proxy(broker.port()); var subscriber = link(broker.port(), ears)) {
            subscriber.subscribe(List.of("out/#"), 1);
            publish(proxy.port);
            awaitLive();
            var time = now();
            store.append(Map.of(POWER, List.of(Reading.of(time, 1_234_500)), TEMPERATURE,
                    List.of(Reading.of(time, 21_460)), SeriesKey.power("cable", 1000),
                    List.of(Reading.of(time, 7_000))));
            var announced = kept("homeassistant/#", 5);
            announced.forEach(HomeAssistantPublishingTest::assertSchema);
            var byName = byName(announced);
            assertEquals(Set.of("Power", "Energy", "Temperature", "Kettle 🫖 power", "Kettle 🫖 energy"),
                    byName.keySet());
            assertEquals("total_increasing", byName.get("Energy").get("state_class").getAsString());
            assertTrue(byName.get("Power").has("expire_after"));
            assertFalse(byName.get("Energy").has("expire_after"));
            String power = byName.get("Power").get("state_topic").getAsString();
            Patience.await("the states", () -> ears.textsAt(power).size() == 1);
            assertEquals("1234.5", json(ears.textsAt(power).getFirst()).get("watts").getAsString());
            assertFalse(ears.at(power).getFirst().retained());
            String degrees = byName.get("Temperature").get("state_topic").getAsString();
            assertEquals("21.46", json(ears.textsAt(degrees).getFirst()).get("celsius").getAsString());

            // Our own announcements are none of other devices.
            var discovery = new HomeAssistantDiscovery();
            announced.forEach(one -> discovery.take(one.topic(), bytes(one.text())));
            assertEquals(List.of(), discovery.candidates().stream().filter(one -> one.mapping().isPresent()).toList());

            // The broker says it in our name when the line is dead, and we say it when we are back.
            String status = byName.get("Power").get("availability_topic").getAsString();
            Patience.await("the greeting", () -> ears.textsAt(status).equals(List.of("online")));
            proxy.refuse(true);
            store.append(Map.of(POWER, List.of(Reading.of(now(), 2_000_000))));
            Patience.await("the will", () -> ears.textsAt(status).contains("offline"));
            proxy.refuse(false);
            Patience.await("the return", () -> ears.at(status).size() >= 3);
            awaitLive();
            recorder.setPublishAddresses(List.of());
            Patience.await("the leave", () -> ears.at(status).size() >= 4);
            assertEquals(List.of("online", "offline", "online", "offline"), ears.textsAt(status));
            assertEquals(List.of(new Ears.Received(status, "offline", true)), kept(status, 1));
        }
    }

    /** A plug that tells its register every five minutes: what it says now began five minutes ago. */
    @Test
    void whatWasCountedIsPowerUntilTheNextCountIsDue() throws Exception {
        long interval = Duration.ofMinutes(5).toMillis();
        var begin = Instant.parse("2026-05-01T10:00:00Z");
        var counted = begin.plusSeconds(301);
        clock = () -> begin;
        try (var subscriber = link(broker.port(), ears)) {
            subscriber.subscribe(List.of("out/#"), 1);
            publish(broker.port());
            awaitLive();
            store.append(Map.of(POWER, List.of(Reading.counted(begin.toEpochMilli() + 1000, interval, 800_000))));
            clock = () -> counted;
            var power = byName(kept("homeassistant/#", 2)).get("Power");
            assertTrue(power.get("expire_after").getAsInt() > 600, power::toString);
            String topic = power.get("state_topic").getAsString();
            Patience.await("the power", () -> ears.textsAt(topic).size() == 1);
            assertEquals("800", json(ears.textsAt(topic).getFirst()).get("watts").getAsString());
        }
    }

    /** After a holiday, in which nothing was used, the power is not taken for valid for as long as that was. */
    @Test
    void oneCountOfManyHoursDoesNotKeepPowerValidForDays() throws Exception {
        var begin = Instant.parse("2026-05-01T10:00:00Z");
        var hours = new AtomicLong();
        clock = () -> begin.plus(Duration.ofHours(hours.get()));
        try (var subscriber = link(broker.port(), ears)) {
            subscriber.subscribe(List.of("out/#"), 1);
            publish(broker.port());
            awaitLive();
            int reported = 0;
            for (long each : new long[]{1, 1, 30, 1}) {
                store.append(Map.of(POWER, List.of(Reading.counted(begin.toEpochMilli() + hours.get() * 3_600_000,
                        each * 3_600_000, 500_000 + reported))));
                hours.addAndGet(each);
                reported++;
                int all = reported;
                var power = byName(kept("homeassistant/#", 2)).get("Power");
                Patience.await("the power", () -> ears.textsAt(power.get("state_topic").getAsString()).size() == all);
                int seconds = byName(kept("homeassistant/#", 2)).get("Power").get("expire_after").getAsInt();
                assertTrue(seconds > 7200 && seconds < 14_400, "valid for " + seconds + " s");
            }
        }
    }

    /** Two programs, whose meters are called the same, and one whose meters' names differ in what no topic may hold. */
    @Test
    void twoProgramsNeverMeet() throws Exception {
        var types = new SourceTypes();
        types.add(new MqttPublisherType());
        try (var otherStore = new SqliteEngine().in(folder.resolve("other")).open(ZoneOffset.UTC);
                var other = new LocalRecorder(otherStore, types, () -> clock.instant())) {
            publish(broker.port());
            other.publish("mqtt:tcp://127.0.0.1:" + broker.port() + "/?format=homeassistant&prefix=out");
            awaitLive();
            Patience.await("the other", () -> other.publishing().getFirst().state() instanceof SourceState.Live);
            for (String meter : List.of("cable", "a/b", "a_b", "a+b", "Küche", "Kuche", "a b", "A b")) {
                store.append(Map.of(SeriesKey.power(meter, 0), List.of(Reading.of(now(), 1000))));
                otherStore.append(Map.of(SeriesKey.power(meter, 0), List.of(Reading.of(now(), 2000))));
            }
            var announced = kept("homeassistant/#", 32);
            announced.forEach(HomeAssistantPublishingTest::assertSchema);
            var ids = new TreeSet<String>();
            var topics = new TreeSet<String>();
            var states = new TreeSet<String>();
            for (var one : announced) {
                ids.add(json(one.text()).get("unique_id").getAsString());
                topics.add(json(one.text()).get("state_topic").getAsString());
                states.add(json(one.text()).get("availability_topic").getAsString());
            }
            assertEquals(List.of(32, 32, 2), List.of(ids.size(), topics.size(), states.size()));
            other.close();
            Patience.await("one of them to be gone",
                    () -> kept("out/+/status", 2).stream().map(Ears.Received::text).sorted().toList()
                            .equals(List.of("offline", "online")));
        }
    }

    private static BigDecimal kwh(String text) {
        return json(text).get("kwh").getAsBigDecimal();
    }

    private void awaitCounter(String wanted) throws Exception {
        Patience.await(wanted + " kWh", () -> ears.all.stream().anyMatch(one -> one.topic().endsWith("/0/energy")
                && kwh(one.text()).compareTo(new BigDecimal(wanted)) == 0));
    }

    /** By the recorder's own clock, an hour takes no time. */
    @Test
    void theCounterNeverFalls() throws Exception {
        var begin = Instant.parse("2026-05-01T10:00:00Z");
        clock = () -> begin;
        try (var proxy = new Proxy(broker.port()); var subscriber = link(broker.port(), ears)) {
            subscriber.subscribe(List.of("out/#"), 1);
            publish(proxy.port);
            awaitLive();
            hour(begin, 1_000_000);
            awaitCounter("1");
            // What an edit takes away was counted.
            var second = new TimeRange(begin.plusSeconds(1800), begin.plusSeconds(3600));
            var edit = store.edit(Edit.exclude(POWER, second, begin, ""));
            hour(begin.plusSeconds(3600), 1_000_000);
            awaitCounter("2");
            // And what is given back is not counted again.
            store.setUndone(edit.id(), true);
            hour(begin.plusSeconds(7200), 1_000_000);
            awaitCounter("3");
            // While the broker is away, the counter counts; old powers are nobody's any more.
            long powers = ears.all.stream().filter(one -> one.topic().endsWith("/0/power")).count();
            proxy.refuse(true);
            hour(begin.plusSeconds(10_800), 1_000_000);
            Patience.await("the loss to be noticed",
                    () -> recorder.publishing().getFirst().state() instanceof SourceState.WaitingToRetry);
            proxy.refuse(false);
            awaitCounter("4");
            Patience.await("nothing to wait", () -> recorder.publishing().getFirst().skipped() > 0);
            long later = ears.all.stream().filter(one -> one.topic().endsWith("/0/power")).count();
            assertTrue(later - powers <= 15, "old powers: " + (later - powers));
            recorder.close();
            recorder = newRecorder();
            publish(proxy.port);
            hour(begin.plusSeconds(14_400), 1_000_000);
            awaitCounter("5");
        }
        var counters = new HashMap<String, List<BigDecimal>>();
        ears.all.stream().filter(one -> one.topic().endsWith("/energy"))
                .forEach(one -> counters.computeIfAbsent(one.topic(), key -> new ArrayList<>()).add(kwh(one.text())));
        assertEquals(1, counters.size());
        counters.values().forEach(values -> assertEquals(values.stream().sorted().toList(), values));
    }

    /** An hour of one power, up to its end; and the recorder's clock is there. */
    private void hour(Instant from, long milliwatts) throws Exception {
        var readings = new ArrayList<Reading>();
        for (var at = from; !at.isAfter(from.plusSeconds(3600)); at = at.plusSeconds(6)) {
            readings.add(Reading.of(at, milliwatts));
        }
        store.append(Map.of(POWER, readings));
        var end = from.plus(Duration.ofHours(1));
        clock = () -> end;
    }
}
