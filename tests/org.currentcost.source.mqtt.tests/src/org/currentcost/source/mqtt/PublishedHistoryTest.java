package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceProblem;
import org.currentcost.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was used, as those tell it whose meters the first program read. */
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
        var heard = new ConcurrentHashMap<String, String>();
        var types = new SourceTypes();
        types.add(new MqttPublisherType());
        try (var broker = new Mosquitto(folder.resolve("broker"));
                var store = Stores.open(folder.resolve("data"), ZoneOffset.UTC);
                var recorder = new Recorder(store, types, InstantSource.fixed(NOW));
                var link = MqttLink.open(Connection.to("127.0.0.1", broker.port), Secrets.SHARED,
                        new MqttLink.Listener() {
                            @Override
                            public void message(String topic, byte[] payload, int qos, boolean retained) {
                                heard.put(topic, new String(payload, StandardCharsets.US_ASCII));
                            }

                            @Override
                            public void ended(SourceProblem why) {
                                heard.put("ended", why.toString());
                            }
                        })) {
            link.subscribe(List.of("PowerMeter/history/#"), 1);
            // 1 kW for the two days before
            var readings = new ArrayList<Reading>();
            for (var at = NOW.minusSeconds(2 * 86_400); at.isBefore(NOW); at = at.plusSeconds(6)) {
                readings.add(Reading.of(at, 1_000_000));
            }
            store.append(Map.of(SeriesKey.power("Home", 0), readings));
            recorder.publish("mqtt:tcp://127.0.0.1:" + broker.port + "/?format=rsmb");
            Patience.await("all lists", () -> heard.size() == 3);
        }
        // The block from 13:00 on still grows.
        assertEquals("1.5 " + "2.0 ".repeat(12), heard.get("PowerMeter/history/Home/hours"));
        // From 23:00 to 23:00; the oldest of them began at 14:30.
        assertEquals("24 9 " + "0 ".repeat(29), heard.get("PowerMeter/history/Home/days"));
        assertEquals("33 " + "0 ".repeat(11), heard.get("PowerMeter/history/Home/months"));
    }
}
