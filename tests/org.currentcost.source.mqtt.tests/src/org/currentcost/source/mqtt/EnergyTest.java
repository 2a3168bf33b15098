package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.MappingReader;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.currentcost.model.Bucket;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.SensorLabel;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However seldom a sender speaks, as long as it does so as its profile says, its energy is whole. */
class EnergyTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final SeriesKey SERIES = SeriesKey.power("Home", 0);

    /** What comes to a sink goes into a file, all of it to one series. */
    private static final class Filed extends CollectedReadings {

        private final ReadingStore store;

        Filed(ReadingStore store) {
            this.store = store;
        }

        @Override
        public long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis) {
            store.expect(SERIES, wishedMillis);
            return store.nominalMillis(SERIES);
        }

        @Override
        public void damage(String where, String reason, byte[] payload) {
            throw new AssertionError(where + ": " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the reader is, where, how far apart messages are, and the file's own interval if it has one
        "rsmb, PowerMeter/CC/dale, 3000, 0", "rsmb, PowerMeter/CC/dale, 600, 0", "rsmb, PowerMeter/CC/dale, 600, 6",
        "tasmota, tele/plug/SENSOR, 300, 0", "tasmota, tele/plug/SENSOR, 300, 6",
        "tasmota-energy, tele/plug/SENSOR, 300, 0", "tasmota-energy, tele/plug/SENSOR, 300, 6",
        "tasmota-energy, tele/plug/SENSOR, 3600, 0", "number, any, 30, 0", "number, any, 60, 0",
        "zigbee2mqtt, zigbee2mqtt/plug, 3600, 0", "shelly2, plug/status/switch:0, 60, 0",
        "glow, glow/AB/SENSOR/electricitymeter, 10, 0"})
    void ofFourHoursIsWhole(String profile, String topic, int seconds, int nominalSeconds, @TempDir Path folder)
            throws Exception {
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            if (nominalSeconds > 0) {
                store.expect(SERIES, nominalSeconds * 1000L);
            }
            var sink = new Filed(store);
            var reader = new MappingReader(BuiltInProfiles.find(profile).orElseThrow().mappings(), false,
                    ZoneOffset.UTC);
            int hours = 4;
            // An hour more, so that the energy up to the end has been told by then.
            for (int second = 0; second <= (hours + 1) * 3600; second++) {
                var now = START.plusSeconds(second);
                if (second % seconds == 0) {
                    reader.take(topic, payload(profile, now, second), false, now.toEpochMilli(), sink);
                }
                reader.tick(now.toEpochMilli(), sink);
            }
            store.append(Map.of(SERIES, sink.raw));
            var range = new TimeRange(START, START.plus(Duration.ofHours(hours)));
            // in buckets of five minutes, which end where the range does
            var buckets = store.query(SERIES, range, hours * 12);
            long covered = buckets.stream().mapToLong(Bucket::coveredMillis).sum();
            long microjoules = buckets.stream().mapToLong(Bucket::integral).sum();
            assertEquals(Duration.ofHours(hours).toMillis(), covered);
            // 360 W
            assertEquals(360_000L * Duration.ofHours(hours).toMillis(), microjoules);
        }
    }

    private static byte[] payload(String profile, Instant now, int second) {
        String text = switch (profile) {
            case "rsmb" -> "0.36";
            case "tasmota" -> "{\"ENERGY\":{\"Power\":360}}";
            // 0.1 Wh a second
            case "tasmota-energy" -> "{\"Time\":\"" + now.toString().replace("Z", "") + "\",\"ENERGY\":{\"Total\":"
                    + (5_000_000 + second) / 10_000 + "." + "%04d".formatted(second % 10_000) + "}}";
            case "zigbee2mqtt" -> "{\"power\":360}";
            case "shelly2" -> "{\"apower\":360.0}";
            case "glow" -> "{\"electricitymeter\":{\"timestamp\":\"" + now + "\",\"power\":{\"value\":0.36}}}";
            default -> "360";
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
