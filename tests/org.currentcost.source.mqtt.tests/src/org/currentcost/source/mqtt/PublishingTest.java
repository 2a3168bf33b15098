package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Mosquitto;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.recorder.Publishing;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** What arrives at others of what we publish, in all formats, and what does after the broker was away. */
class PublishingTest extends BrokerFixture {

    private static final SeriesKey POWER = SeriesKey.power("cable", 0);
    private static final SeriesKey TEMPERATURE = new SeriesKey("cable", 0, Quantity.TEMPERATURE);

    private final Ears ears = new Ears();

    private void publish(int port, String query) throws Exception {
        recorder.publish("mqtt:tcp://127.0.0.1:" + port + "/?" + query);
    }

    private Publishing.Status publishing() {
        return recorder.publishing().getFirst();
    }

    private void awaitLive() throws Exception {
        Patience.await("the publisher to be connected", () -> publishing().state() instanceof SourceState.Live);
    }

    private void awaitPublished(long readings) throws Exception {
        Patience.await(readings + " readings to be published", () -> publishing().published() >= readings);
    }

    private MqttLink hear(String filter) throws Exception {
        var link = link(broker.port(), ears);
        link.subscribe(List.of(filter), 1);
        return link;
    }

    /** Stands for a meter on a cable. */
    private void measure(Instant time, long milliwatts) throws Exception {
        store.append(Map.of(POWER, List.of(Reading.of(time, milliwatts))));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    @Test
    void xmlIsOneDocumentAndOurOwnParserReadsItBack() throws Exception {
        try (var subscriber = hear("#")) {
            publish(broker.port(), "format=xml&prefix=out");
            awaitLive();
            var time = now();
            store.append(Map.of(TEMPERATURE, List.of(Reading.of(time, 21_460))));
            awaitPublished(1);
            store.append(Map.of(POWER, List.of(new Reading(time.toEpochMilli(), 1_234_400, 5_000,
                    Reading.ABSENT)),
                    SeriesKey.power("cable", 1000), List.of(Reading.of(time, 1_000))));
            awaitPublished(3);
            Patience.await("the message", () -> !ears.all.isEmpty());
            // A CurrentCost meter has no sensor with a name.
            assertEquals(1, ears.all.size());
            String text = ears.textsAt("out/cable/raw").getFirst();
            var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(bytes(text)));
            assertEquals("msg", document.getDocumentElement().getTagName());
            assertEquals("21.5", document.getElementsByTagName("tmpr").item(0).getTextContent());
            var parser = new MeterParser();
            parser.feed(bytes(text), 0, bytes(text).length);
            parser.endOfInput();
            var live = assertInstanceOf(MeterEvent.Live.class, parser.next());
            assertEquals(time.toEpochMilli(), parser.leadingTimeMillis());
            assertEquals(1234, live.watts1());
            assertEquals(5, live.watts2());
            assertEquals(0, live.sensor());
            assertEquals(21_500, live.milliCelsius());
            assertEquals(null, parser.next());
        }
    }

    @Test
    void rsmbTopicsTellWhatChanges() throws Exception {
        var time = Instant.parse("2026-05-01T10:00:00Z");
        clock = () -> time;
        try (var subscriber = hear("PowerMeter/#")) {
            publish(broker.port(), "format=rsmb");
            awaitLive();
            var at = List.of(0, 6, 72, 78, 84);
            var watts = List.of(1_234_000L, 1_231_000L, 1_229_000L, 2_500_000L, 1_000_000L);
            for (int i = 0; i < at.size(); i++) {
                var now = time.plusSeconds(at.get(i));
                clock = () -> now;
                measure(now, watts.get(i));
                awaitPublished(i + 1);
            }
            // Kilowatts with two digits; before the step what held for longer than a minute.
            Patience.await("the last", () -> ears.textsAt("PowerMeter/CC/cable").contains("1.00"));
            assertEquals(List.of("1.23", "1.23", "2.50", "1.00"), ears.textsAt("PowerMeter/CC/cable"));
            var now = time.plusSeconds(90);
            clock = () -> now;
            store.append(Map.of(TEMPERATURE, List.of(Reading.of(now, 21_400))));
            awaitPublished(6);
            store.append(Map.of(TEMPERATURE, List.of(Reading.of(now.plusMillis(1), 20_600))));
            awaitPublished(7);
            Patience.await("the temperature", () -> !ears.at("PowerMeter/temp/cable").isEmpty());
        }
        var late = new Ears();
        try (var link = link(broker.port(), late)) {
            // What a house has used is kept too, and has a test of its own.
            link.subscribe(List.of("PowerMeter/CC/#", "PowerMeter/temp/#"), 1);
            Patience.await("what the broker keeps", () -> !late.all.isEmpty());
            assertEquals(List.of(new Ears.Received("PowerMeter/temp/cable", "21", true)), late.all);
        }
        assertEquals(List.of("21"), ears.textsAt("PowerMeter/temp/cable"));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private List<Instant> times(String topic) {
        return ears.textsAt(topic).stream().map(text -> Instant.parse(json(text).get("time").getAsString())).toList();
    }

    @Test
    void jsonSaysWhatItIsOf() throws Exception {
        new NamedSensors(store).number("a/b+c#", "Kettle", SensorRole.INSIDE_HOUSE);
        try (var subscriber = hear("out/#")) {
            publish(broker.port(), "format=json&prefix=out");
            awaitLive();
            var time = now();
            store.append(Map.of(SeriesKey.power("a/b+c#", 1000), List.of(new Reading(time.toEpochMilli(), -500_250,
                    1_000_000, Reading.ABSENT))));
            Patience.await("the message", () -> !ears.all.isEmpty());
            assertEquals("out/a_b_c_/10/power", ears.all.getFirst().topic());
            assertEquals(json("{\"time\":\"" + time + "\",\"meter\":\"a/b+c#\",\"sensor\":10,\"name\":\"Kettle\","
                    + "\"watts\":499.75}"), json(ears.all.getFirst().text()));
        }
    }

    @Test
    void whatWasMissedArrivesInOrderAndOnce() throws Exception {
        try (var proxy = new Proxy(broker.port()); var subscriber = hear("out/#")) {
            publish(proxy.port, "format=json&prefix=out&keepAlive=1");
            awaitLive();
            var begin = now();
            measure(begin, 0);
            awaitPublished(1);
            proxy.refuse(true);
            // More than are read from the store at once.
            var missed = Stream.iterate(begin.plusMillis(1), time -> time.plusMillis(1)).limit(2500).toList();
            store.append(Map.of(POWER, missed.stream().map(time -> Reading.of(time, 1000)).toList()));
            Patience.await("the loss to be noticed",
                    () -> publishing().state() instanceof SourceState.WaitingToRetry);
            proxy.refuse(false);
            awaitPublished(2501);
            Patience.await("all of them", () -> ears.all.size() >= 2501);
            assertEquals(Stream.concat(Stream.of(begin), missed.stream()).toList(), times("out/cable/0/power"));
            assertEquals(0, publishing().skipped());
        }
    }

    @Test
    void whatWasMissedComesRoundAsXmlWithItsOwnTime() throws Exception {
        try (var proxy = new Proxy(broker.port())) {
            publish(proxy.port, "keepAlive=1&format=xml&prefix=out");
            listen("in", broker.address() + "?profile=xml&topic=out/%2B/raw");
            Patience.await("both connections", () -> {
                measure(now(), 1_000);
                return received("in") > 0;
            });
            proxy.swallow(true);
            Patience.await("the loss to be noticed", () -> {
                measure(now(), 2_000);
                return !(publishing().state() instanceof SourceState.Live);
            });
            var at = now().plusMillis(50);
            measure(at, 77_000);
            proxy.swallow(false);
            var series = SeriesKey.power("in/cable", 0);
            Patience.await("the reading to come round", () -> recorder.live().latest(series)
                    .filter(reading -> reading.channel1() == 77_000).isPresent());
            assertEquals(at.toEpochMilli(), recorder.live().latest(series).orElseThrow().timeMillis());
            assertEquals(0, publishing().skipped());
        }
    }

    @Test
    void howFarItWasIsKnownAfterARestart() throws Exception {
        try (var subscriber = hear("out/#")) {
            publish(broker.port(), "format=json&prefix=out");
            awaitLive();
            var begin = now();
            measure(begin, 1);
            awaitPublished(1);
            recorder.close();
            measure(begin.plusMillis(1), 2);
            recorder = newRecorder();
            publish(broker.port(), "format=json&prefix=out");
            measure(begin.plusMillis(2), 3);
            Patience.await("the last", () -> times("out/cable/0/power").contains(begin.plusMillis(2)));
            assertEquals(List.of(begin, begin.plusMillis(1), begin.plusMillis(2)), times("out/cable/0/power"));
        }
    }

    /** The first broker that was never there: nothing was acknowledged, and all the same it is known what waits. */
    @Test
    void whatWasMissedFromTheBeginningIsKnownAfterARestart() throws Exception {
        try (var proxy = new Proxy(broker.port()); var subscriber = hear("out/#")) {
            proxy.refuse(true);
            var before = now().minusSeconds(60);
            measure(before, 1);
            publish(proxy.port, "format=json&prefix=out");
            Patience.await("the refusal", () -> publishing().state() instanceof SourceState.WaitingToRetry);
            var begin = now();
            measure(begin, 2);
            recorder.close();
            var restart = begin.plusSeconds(60);
            clock = () -> restart;
            recorder = newRecorder();
            proxy.refuse(false);
            publish(proxy.port, "format=json&prefix=out");
            measure(restart, 3);
            Patience.await("the last", () -> times("out/cable/0/power").contains(restart));
            assertEquals(List.of(begin, restart), times("out/cable/0/power"));
        }
    }

    @Test
    void whatIsOlderThanAWeekIsGivenUpAndCounted() throws Exception {
        var begin = Instant.parse("2026-05-01T10:00:00Z");
        clock = () -> begin;
        try (var proxy = new Proxy(broker.port()); var subscriber = hear("out/#")) {
            proxy.refuse(true);
            publish(proxy.port, "format=json&prefix=out");
            Patience.await("the refusal", () -> publishing().state() instanceof SourceState.WaitingToRetry);
            var later = begin.plus(Duration.ofDays(8));
            var kept = later.minus(Publishing.MOST_AGE);
            for (var time : List.of(begin.plusSeconds(1), begin.plusSeconds(2), kept.minusMillis(1), kept, later)) {
                measure(time, 1000);
            }
            clock = () -> later;
            proxy.refuse(false);
            awaitPublished(2);
            Patience.await("both", () -> ears.all.size() >= 2);
            assertEquals(List.of(kept, later), times("out/cable/0/power"));
            assertEquals(3, publishing().skipped());
        }
    }

    @Test
    void whatCarriesNoTimeIsGivenUpAfterAMinute() throws Exception {
        var begin = Instant.parse("2026-05-01T10:00:00Z");
        clock = () -> begin;
        try (var proxy = new Proxy(broker.port()); var subscriber = hear("PowerMeter/#")) {
            proxy.refuse(true);
            publish(proxy.port, "format=rsmb");
            Patience.await("the refusal", () -> publishing().state() instanceof SourceState.WaitingToRetry);
            var later = begin.plusSeconds(120);
            measure(begin.plusSeconds(1), 1_000_000);
            measure(later, 2_000_000);
            clock = () -> later;
            proxy.refuse(false);
            awaitPublished(1);
            Patience.await("the message", () -> !ears.all.isEmpty());
            assertEquals(List.of("2.00"), ears.textsAt("PowerMeter/CC/cable"));
            assertEquals(1, publishing().skipped());
        }
    }

    @Test
    void closingWhileConnectingLeavesNothing() throws Exception {
        try (var hole = Hole.silent(); var black = Hole.black()) {
            publish(hole.port, "format=json");
            hole.awaitVisitor();
            assertAtOnce(() -> recorder.setPublishAddresses(List.of()));
            publish(black.port, "format=json");
            Patience.await("it to connect", () -> threads("MQTT Con") > 0);
            assertAtOnce(() -> recorder.setPublishAddresses(List.of()));
            publish(Mosquitto.freePort(), "format=json");
            Patience.await("it to wait", () -> publishing().state() instanceof SourceState.WaitingToRetry);
            assertAtOnce(() -> recorder.setPublishAddresses(List.of()));
            assertEquals(0, threads("publisher-"));
        }
    }

    @Test
    void severalPublishToSeveralBrokers() throws Exception {
        try (var other = new Mosquitto(folder.resolve("other"));
                var hole = Hole.silent();
                var subscriber = hear("one/#");
                var otherSubscriber = link(other.port(), ears)) {
            otherSubscriber.subscribe(List.of("two/#"), 1);
            publish(hole.port, "format=json");
            hole.awaitVisitor();
            publish(broker.port(), "format=json&prefix=one");
            publish(other.port(), "format=json&prefix=two");
            Patience.await("both to be connected", () -> recorder.publishing().stream()
                    .filter(one -> one.state() instanceof SourceState.Live).count() == 2);
            var time = now();
            measure(time, 1000);
            Patience.await("both messages", () -> ears.all.size() >= 2);
            assertEquals(List.of(time), times("one/cable/0/power"));
            assertEquals(List.of(time), times("two/cable/0/power"));
            // A message is counted once the broker has acknowledged it, which may be after it was passed on.
            Patience.await("both to be counted", () -> recorder.publishing().stream()
                    .map(Publishing.Status::published).toList().equals(List.of(0L, 1L, 1L)));
        }
    }
}
