package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Mosquitto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceProblem;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What was used, as those tell it whose meters the first program read. */
@Isolated("sets the time zone of the whole process")
class PublishedHistoryTest {

    private static final Instant NOW = Instant.parse("2026-03-10T14:30:00Z");

    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    private Path folder;

    @BeforeEach
    void liveInUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void liveWhereWeWere() {
        TimeZone.setDefault(zone);
    }

    @Test
    void isToldInTheBlocksOfAMeter() throws Exception {
        var received = new ConcurrentHashMap<String, String>();
        var types = new SourceTypes();
        types.add(new MqttPublisherType());
        try (var broker = new Mosquitto(folder.resolve("broker"));
                var store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
                var recorder = new LocalRecorder(store, types, InstantSource.fixed(NOW));
                var link = MqttLink.open(Broker.to("127.0.0.1", broker.port()), BrokerFixture.SECRETS,
                        new MqttLink.Listener() {
                            @Override
                            public void message(String topic, byte[] payload, int qos, boolean retained) {
                                received.put(topic, new String(payload, StandardCharsets.US_ASCII));
                            }

                            @Override
                            public void ended(SourceProblem why) {
                                received.put("ended", why.toString());
                            }
                        })) {
            link.subscribe(List.of("PowerMeter/history/#"), 1);
            // 1 kW for the two days before
            var readings = new ArrayList<Reading>();
            for (var at = NOW.minusSeconds(2 * 86_400); at.isBefore(NOW); at = at.plusSeconds(6)) {
                readings.add(Reading.of(at, 1_000_000));
            }
            store.append(Map.of(SeriesKey.power("Home", 0), readings));
            recorder.publish("mqtt:tcp://127.0.0.1:" + broker.port() + "/?format=rsmb");
            Patience.await("all lists", () -> received.size() == 3);
        }
        // The block from 13:00 on still grows.
        assertEquals("1.5 " + "2.0 ".repeat(12), received.get("PowerMeter/history/Home/hours"));
        // From 23:00 to 23:00; what is not known is not told; the oldest of them began at 14:30.
        assertEquals("24 9 ", received.get("PowerMeter/history/Home/days"));
        assertEquals("33 ", received.get("PowerMeter/history/Home/months"));
    }

    @Test
    void whatOthersHaveToldStaysWhereWeKnowNothing() throws Exception {
        var types = new SourceTypes();
        types.add(new MqttPublisherType());
        var ears = new Ears();
        try (var broker = new Mosquitto(folder.resolve("broker"));
                var store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
                var recorder = new LocalRecorder(store, types, InstantSource.fixed(NOW));
                var link = MqttLink.open(Broker.to("127.0.0.1", broker.port()), BrokerFixture.SECRETS, ears)) {
            link.publish("PowerMeter/history/Home/hours", bytes("0.1 0.2 0.3 0.4 "), 1, true);
            link.publish("PowerMeter/history/Home/days", bytes("7 8 9 "), 1, true);
            var readings = new ArrayList<Reading>();
            for (var at = NOW.minusSeconds(3600); at.isBefore(NOW); at = at.plusSeconds(6)) {
                readings.add(Reading.of(at, 1_000_000));
            }
            store.append(Map.of(SeriesKey.power("Home", 0), readings));
            recorder.publish("mqtt:tcp://127.0.0.1:" + broker.port() + "/?format=rsmb");
            link.subscribe(List.of("PowerMeter/history/#"), 1);
            Patience.await("our list",
                    () -> ears.textsAt("PowerMeter/history/Home/hours").contains("1.0 0.2 0.3 0.4 "));
        }
        assertEquals(List.of(), ears.all.stream().filter(one -> one.text().matches("(.* )?0 .*")).toList());
    }

    @Test
    void whatWasKeptMovesWithTime() throws Exception {
        var list = new RetainedList();
        list.retained("1 2 3");
        assertEquals(Optional.of("9 2 3 "), list.filled(List.of("9", "", "", ""), 100));
        assertEquals(Optional.empty(), list.filled(List.of("9", "", "", ""), 100));
        // Of the block between we have known nothing: what comes after it has no place.
        assertEquals(Optional.of("8 9 2 3 "), list.filled(List.of("8", "9", "", ""), 101));
        assertEquals(Optional.of("7 "), list.filled(List.of("7", "", "", ""), 103));
        assertEquals(Optional.empty(), new RetainedList().filled(List.of("", "1"), 1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
