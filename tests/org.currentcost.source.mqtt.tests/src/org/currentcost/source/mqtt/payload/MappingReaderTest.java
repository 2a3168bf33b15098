package org.currentcost.source.mqtt.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.mqtt.CollectedReadings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final String TOPIC = "a/b";

    private final CollectedReadings reported = new CollectedReadings();

    private static MappingReader reader(Mapping... mappings) {
        return new MappingReader(List.of(mappings), false, ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mapping counter() {
        return Mapping.watts(TOPIC).withMeasure(Measure.ENERGY_COUNTER, BigDecimal.valueOf(1000));
    }

    @Test
    void aCounterBecomesTheMeanPowerFromItsFirstCountOn() throws Exception {
        var reader = reader(counter());
        reader.take(TOPIC, bytes("514.153"), false, NOW, reported);
        reader.take(TOPIC, bytes("514.163"), false, NOW + 36_000, reported);
        // 10 Wh in 36 s are 1000 W
        assertEquals(List.of(Reading.counted(NOW, 36_000, 1_000_000)), reported.raw);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 26, 300, 3600, 3 * 3600, 86_400, 3 * 86_400})
    void whatWasCountedCoversItsIntervalHoweverLongAndHoweverOftenTheConnectionBroke(long seconds) throws Exception {
        var reader = reader(counter());
        reader.take(TOPIC, bytes("1"), false, NOW, reported);
        reader.disconnected();
        reader.take(TOPIC, bytes("1.003"), false, NOW + 1000 * seconds, reported);
        assertEquals(List.of(Reading.counted(NOW, 1000 * seconds, Math.round(3 * 3.6e6 / seconds))), reported.raw);
    }

    @Test
    void aBurstAddsNothing() throws Exception {
        var reader = reader(counter());
        reader.take(TOPIC, bytes("1"), false, NOW, reported);
        reader.take(TOPIC, bytes("1.05"), false, NOW + 300_000, reported);
        reader.take(TOPIC, bytes("1.05"), false, NOW + 301_000, reported);
        assertEquals(List.of(Reading.counted(NOW, 300_000, 600_000), Reading.counted(NOW + 300_000, 1000, 0)),
                reported.raw);
    }

    @Test
    void aCounterThatIsToldAtTwoTopicsCountsOnce() throws Exception {
        var reader = reader(counter(), counter().withTopic("c/d"));
        for (int i = 0; i < 4; i++) {
            reader.take(TOPIC, bytes("1.0" + i), false, NOW + i * 36_000, reported);
            reader.take("c/d", bytes("1.0" + i), false, NOW + i * 36_000 + 9000, reported);
        }
        assertEquals(3, reported.raw.size());
        assertTrue(reported.raw.stream().allMatch(reading -> reading.channel1() == 1_000_000));
    }

    @Test
    void aResetCountsWhatTheCounterShowsSince() throws Exception {
        var reader = reader(counter());
        reader.take(TOPIC, bytes("407.8"), false, NOW, reported);
        reader.take(TOPIC, bytes("0.001"), false, NOW + 60_000, reported);
        reader.take(TOPIC, bytes("0.002"), false, NOW + 120_000, reported);
        assertEquals(List.of(Reading.counted(NOW, 60_000, 60_000), Reading.counted(NOW + 60_000, 60_000, 60_000)),
                reported.raw);
    }

    @Test
    void aNetRegisterRunsBackwards() throws Exception {
        var reader = reader(counter());
        String[] counts = {"20", "20.54", "21.08", "20.54", "20", "20.54", "21.08"};
        for (int i = 0; i < counts.length; i++) {
            reader.take(TOPIC, bytes(counts[i]), false, NOW + 300_000L * i, reported);
        }
        assertEquals(1.08, reported.raw.stream().mapToDouble(one -> one.channel1() * 300 / 3.6e9).sum(), 1e-6);
    }

    @Test
    void goesOnFromTheCountThatWasKept() throws Exception {
        reported.lastCounts.put("a/b  1000", new ReadingSink.Count(NOW - 7_200_000, 1_000_000));
        reader(counter()).take(TOPIC, bytes("1.2"), false, NOW, reported);
        assertEquals(List.of(Reading.counted(NOW - 7_200_000, 7_200_000, 100_000)), reported.raw);
        assertEquals(new ReadingSink.Count(NOW, 1_200_000), reported.lastCounts.get("a/b  1000"));
    }

    @Test
    void aKeptCountIsOlderThanItsArrivalAndNoBase() throws Exception {
        var reader = reader(counter());
        reader.take(TOPIC, bytes("1"), true, NOW, reported);
        reader.take(TOPIC, bytes("9"), false, NOW + 10_000, reported);
        reader.take(TOPIC, bytes("9.001"), false, NOW + 20_000, reported);
        assertEquals(List.of("||HOUSE|POWER|360000"), reported.readings);
    }

    @Test
    void energyOfAPeriodIsDatedAtItsStart() throws Exception {
        reader(Mapping.watts(TOPIC).withDurations(Duration.ofMinutes(30), Duration.ZERO)
                .withMeasure(Measure.ENERGY_PERIOD, BigDecimal.ONE)).take(TOPIC, bytes("250"), false, NOW, reported);
        assertEquals(List.of(Reading.counted(NOW - 1_800_000, 1_800_000, 500_000)), reported.raw);
    }

    @Test
    void periodsFollowEachOtherThoughMessagesTakeTheirTime() throws Exception {
        var reader = reader(Mapping.watts(TOPIC).withDurations(Duration.ofMinutes(5), Duration.ZERO)
                .withMeasure(Measure.ENERGY_PERIOD, BigDecimal.ONE));
        for (long at : new long[]{300_000, 600_400, 899_700, 899_900, 1_200_000, 1_800_000}) {
            reader.take(TOPIC, bytes("10"), false, NOW + at, reported);
        }
        // one is told twice, and one is missing
        assertEquals(List.of(NOW, NOW + 300_000, NOW + 600_400, NOW + 899_700, NOW + 1_500_000),
                reported.raw.stream().map(Reading::timeMillis).toList());
        assertEquals(50, reported.raw.stream().mapToDouble(one -> one.channel1() * one.intervalMillis() / 3.6e9).sum(),
                1e-3);
    }

    private static Mapping timed() {
        return Mapping.watts(TOPIC).withKind(PayloadKind.JSON, "/p").withTime("/t", "");
    }

    private List<Long> times(MappingReader reader, long everyMillis, long aheadMillis) throws Exception {
        for (int i = 0; i < 3; i++) {
            long at = NOW + i * everyMillis;
            reader.take(TOPIC, bytes("{\"t\":" + (at + aheadMillis) + ",\"p\":5}"), false, at, reported);
        }
        return reported.raw.stream().map(reading -> reading.timeMillis() - NOW).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 60, 120, 345, 14 * 60})
    void aClockOfAnotherZoneIsCorrectedAndTold(long minutes) throws Exception {
        assertEquals(List.of(-1000L, 299_000L, 599_000L),
                times(reader(timed()), 300_000, minutes * 60_000 - 1000));
        assertEquals(1, reported.unread.size());
        assertTrue(reported.unread.getFirst().contains(minutes + " minutes ahead"), reported.unread.getFirst());
    }

    @Test
    void aClockThatIsBehindIsKnownFromTheSecondMessageOn() throws Exception {
        assertEquals(List.of(-3_601_000L, 299_000L, 599_000L), times(reader(timed()), 300_000, -3_601_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {37 * 60_000L, 40 * 86_400_000L, -1_600_000_000_000L})
    void whereAClockIsWrongTheArrivalCounts(long ahead) throws Exception {
        assertEquals(List.of(0L, 300_000L, 600_000L), times(reader(timed()), 300_000, ahead));
        assertEquals(1, reported.unread.size());
    }

    @Test
    void whatCouldNotBeToldBeforeKeepsItsTime() throws Exception {
        var reader = reader(timed());
        for (int i = 0; i < 12; i++) {
            reader.take(TOPIC, bytes("{\"t\":" + (NOW - 3_600_000 + i * 300_000) + ",\"p\":5}"), false,
                    NOW + i * 11_000, reported);
        }
        assertEquals(NOW - 3_600_000, reported.raw.getFirst().timeMillis());
        assertEquals(NOW - 300_000, reported.raw.getLast().timeMillis());
        assertEquals(List.of(), reported.unread);
    }

    @Test
    void whatWasKeptByTheBrokerIsCorrectedAsItsDeviceIs() throws Exception {
        var reader = reader(timed());
        reader.take(TOPIC, bytes("{\"t\":" + (NOW + 3_600_000) + ",\"p\":4}"), true, NOW, reported);
        assertEquals(List.of(), reported.raw);
        reader.take(TOPIC, bytes("{\"t\":" + (NOW + 3_610_000) + ",\"p\":5}"), false, NOW + 10_000, reported);
        reader.take(TOPIC, bytes("{\"t\":" + (NOW + 3_620_000) + ",\"p\":6}"), true, NOW + 60_000, reported);
        assertEquals(List.of(NOW + 10_000, NOW + 20_000), reported.raw.stream().map(Reading::timeMillis).toList());
    }

    @Test
    void aValueHoldsForASenderThatSpeaksOnChange() throws Exception {
        var reader = reader(Mapping.watts(TOPIC).withDurations(Duration.ZERO, Duration.ofMinutes(2)));
        reader.take(TOPIC, bytes("5"), false, NOW, reported);
        for (int second = 1; second <= 200; second++) {
            reader.tick(NOW + second * 1000L, reported);
        }
        // Every half minute for two minutes, then it is not known any more
        assertEquals(List.of(0L, 30_000L, 60_000L, 90_000L, 120_000L),
                reported.raw.stream().map(reading -> reading.timeMillis() - NOW).toList());
        reported.raw.clear();
        reader.take(TOPIC, bytes("6"), false, NOW + 300_000, reported);
        reader.take(TOPIC, bytes("7"), false, NOW + 310_000, reported);
        assertEquals(List.of(6000L, 6000L, 7000L), reported.raw.stream().map(one -> one.channel1()).toList());
        assertEquals(NOW + 309_000, reported.raw.get(1).timeMillis());
        reader.disconnected();
        reader.tick(NOW + 345_000, reported);
        assertEquals(3, reported.raw.size());
    }

    @Test
    void whatABrokerRepeatsAfterAReconnectIsNotANewReading() throws Exception {
        var reader = reader(Mapping.watts(TOPIC));
        reader.take(TOPIC, bytes("5"), true, NOW, reported);
        reader.take(TOPIC, bytes("5"), true, NOW + 60_000, reported);
        reader.take(TOPIC, bytes("6"), true, NOW + 90_000, reported);
        assertEquals(0, reported.raw.size());
        reader.take(TOPIC, bytes("7"), false, NOW + 95_000, reported);
        reader.disconnected();
        reader.take(TOPIC, bytes("7"), true, NOW + 100_000, reported);
        assertEquals(1, reported.raw.size());
    }

    @Test
    void aKeptMessageOfTheMeterIsNotReadAgain() throws Exception {
        var reader = reader(Mapping.watts(TOPIC).withKind(PayloadKind.XML, ""));
        reader.take(TOPIC, bytes("<msg/>"), false, NOW, reported);
        reader.disconnected();
        reader.take(TOPIC, bytes("<msg/>"), true, NOW + 100_000, reported);
        assertEquals(List.of(">" + "<msg/>"), reported.payloads);
    }

    @Test
    void aKeptMemoryIsOfNowOnlyIfItsMeterIsHeard() throws Exception {
        var all = BuiltInProfiles.find("rsmb").orElseThrow().mappings();
        var reader = new MappingReader(all, false, ZoneOffset.UTC);
        reader.take("PowerMeter/history/dale/hours", bytes("0.3 0.6 1.2 "), true, NOW, reported);
        assertEquals(List.of(), reported.blocks);
        reader.take("PowerMeter/CC/andy", bytes("0.35"), false, NOW + 1000, reported);
        assertEquals(List.of(), reported.blocks);
        reader.take("PowerMeter/CC/dale", bytes("0.35"), false, NOW + 2000, reported);
        assertTrue(reported.blocks.size() >= 2, reported.blocks::toString);
        reader.disconnected();
        reported.blocks.clear();
        // Who subscribes to nothing but the memory wants it as it is.
        var alone = new MappingReader(BuiltInProfiles.find("rsmb").orElseThrow().at("PowerMeter/history/dale/+"), false,
                ZoneOffset.UTC);
        alone.take("PowerMeter/history/dale/hours", bytes("0.3 0.6 1.2 "), true, NOW, reported);
        assertTrue(reported.blocks.size() >= 2, reported.blocks::toString);
        assertEquals(2, reported.memories);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00", "99999999999", "2123-01-01T00:00:00Z"})
    void whereAClockWasNeverSetTheArrivalCounts(String text) throws Exception {
        reader(timed()).take(TOPIC, bytes("{\"p\":1,\"t\":\"" + text + "\"}"), false, NOW, reported);
        assertEquals(List.of(NOW), reported.raw.stream().map(Reading::timeMillis).toList());
        reader(timed()).take(TOPIC, bytes("{\"p\":1,\"t\":\"" + text + "\"}"), true, NOW, reported);
        assertEquals(1, reported.raw.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T00:00:00", "yesterday", ""})
    void timesThatCanNotBeAreDamage(String text) throws Exception {
        reader(Mapping.watts(TOPIC).withKind(PayloadKind.JSON, "/p").withTime("/t", "")).take(TOPIC,
                bytes("{\"p\":1,\"t\":\"" + text + "\"}"), false, NOW, reported);
        assertEquals(List.of(TOPIC), reported.damage);
        assertEquals(List.of(), reported.raw);
    }

    @Test
    void powerThatNoHouseHasIsDamage() throws Exception {
        var reader = reader(Mapping.watts(TOPIC), Mapping.watts("array").withKind(PayloadKind.JSON, "/p"));
        reader.take(TOPIC, bytes("1000001"), false, NOW, reported);
        reader.take("array", bytes("{\"p\":[" + "900000000000,".repeat(20_000) + "1]}"), false, NOW, reported);
        assertEquals(List.of(TOPIC, "array"), reported.damage);
        assertEquals(List.of(), reported.raw);
    }

    @Test
    void whatADeviceTellsAtTwoTopicsIsOneReading() throws Exception {
        var reader = reader(Mapping.watts("status"), Mapping.watts("event"));
        reader.take("status", bytes("5"), false, NOW, reported);
        reader.take("event", bytes("5"), false, NOW + 3, reported);
        reader.take("event", bytes("6"), false, NOW + 900, reported);
        assertEquals(List.of(5000L, 6000L), reported.raw.stream().map(one -> one.channel1()).toList());
        assertEquals(3, reported.received);
    }

    @Test
    void longTopicsAndNamesCostNoMemory() throws Exception {
        var reader = reader(Mapping.watts("x/{sensor+}"), Mapping.watts("json").withKind(PayloadKind.JSON, "/p")
                .withSensor("", "{/name}", SensorRole.HOUSE));
        reader.take("x/" + "y".repeat(60_000), bytes("1"), false, NOW, reported);
        reader.take("json", bytes("{\"p\":1,\"name\":\"" + "n".repeat(60_000) + "\"}"), false, NOW, reported);
        assertEquals(1, reported.damage.size());
        assertEquals(List.of("|" + "n".repeat(100) + "|INSIDE_HOUSE|POWER|1000"), reported.readings);
    }

    @ParameterizedTest
    @CsvSource({"LIST, x, POWER", "LIST, -1, POWER", "CSV, 1.5, POWER", "JSON, /a, HISTORY_HOURS",
        "NUMBER, '', HISTORY_DAYS"})
    void mappingsThatCanNotBeReadByAreRefused(PayloadKind kind, String path, Measure measure) {
        assertThrows(IllegalArgumentException.class, () -> new Mapping(TOPIC, kind, path, measure, BigDecimal.ONE,
                false, "", "", SensorRole.HOUSE, "", "", Duration.ZERO, Duration.ZERO));
    }

    @Test
    void readingsOfOneMillisecondStayApart() throws Exception {
        var reader = reader(Mapping.watts(TOPIC));
        for (int i = 0; i < 5; i++) {
            reader.take(TOPIC, bytes("" + i), false, NOW, reported);
        }
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), reported.raw.stream().map(one -> one.timeMillis() - NOW).toList());
    }

    @ParameterizedTest
    @CsvSource({"2023-05-19T20:52:56Z, 2023-05-19T20:52:56Z", "2023-05-19T20:52:56+02:00, 2023-05-19T18:52:56Z",
        "2023-05-19T20:52:56, 2023-05-19T19:52:56Z", "2023-05-19 20:52:56, 2023-05-19T19:52:56Z",
        "1700000000, 2023-11-14T22:13:20Z", "1700000000.5, 2023-11-14T22:13:20.500Z",
        "1700000000123, 2023-11-14T22:13:20.123Z"})
    void timesOfMessages(String text, Instant expected) throws Exception {
        var mapping = Mapping.watts(TOPIC).withKind(PayloadKind.JSON, "/p").withTime("/t", "");
        new MappingReader(List.of(mapping), false, ZoneId.of("Europe/London")).take(TOPIC,
                bytes("{\"p\":1,\"t\":\"" + text + "\"}"), false, NOW, reported);
        assertEquals(expected, reported.raw.getFirst().time());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1e999", "NaN", "Infinity", "--1", "1.2.3", "0x10", "1e-999999999", "{",
        "[1,2]", "99999999999999999999"})
    void whatIsNoNumberIsDamage(String payload) throws Exception {
        reader(Mapping.watts(TOPIC)).take(TOPIC, bytes(payload), false, NOW, reported);
        assertEquals(List.of(TOPIC), reported.damage);
        assertEquals(List.of(), reported.readings);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.4, -400", "00655, 655000", " 12\t, 12000", "1.2345, 1235", "+7, 7000", "1e3, 1000000",
        ".5, 500", "5., 5000", "123456.789, 123456789"})
    void numbersAreExact(String payload, long milli) throws Exception {
        reader(Mapping.watts(TOPIC)).take(TOPIC, bytes(payload.replace("\\t", "\t")), false, NOW, reported);
        assertEquals(List.of("||HOUSE|POWER|" + milli), reported.readings);
    }

    @Test
    void theFastWayToReadNumbersIsTheSlowOne() {
        var random = new Random(1);
        var factors = List.of(BigDecimal.ONE, BigDecimal.valueOf(1000), new BigDecimal("0.001"));
        for (int i = 0; i < 100_000; i++) {
            String text = BigDecimal.valueOf(random.nextInt(-10_000_000, 10_000_000), random.nextInt(6))
                    .toPlainString();
            var factor = factors.get(i % factors.size());
            assertEquals(PayloadDecimals.milli(text, factor), PayloadDecimals.milli(bytes(text), factor,
                    PayloadDecimals.wholeMilli(factor)), text + " x " + factor);
        }
    }

    @Test
    void noBytesAreAnError() throws Exception {
        var json = Mapping.watts("json").withKind(PayloadKind.JSON, "/a/b/0").withTime("/t", "");
        var reader = reader(json, Mapping.watts("number"), Mapping.watts("list").withKind(PayloadKind.LIST, "3"),
                Mapping.watts("hours").withKind(PayloadKind.LIST, "").withMeasure(Measure.HISTORY_HOURS,
                        BigDecimal.ONE),
                MappingReader.guess("any"));
        var random = new Random(2);
        int damaged = 0;
        for (int i = 0; i < 20_000; i++) {
            var payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (i % 3 == 0) {
                payload = bytes("{\"a\":" + new String(payload, StandardCharsets.ISO_8859_1) + "}");
            }
            reader.take(List.of("json", "number", "list", "hours", "any").get(i % 5), payload, i % 7 == 0, NOW + i,
                    reported);
            damaged = reported.damage.size();
        }
        assertTrue(damaged > 5_000, "only " + damaged);
        reader.take("json", bytes("[".repeat(100_000)), false, NOW, reported);
        reader.take("json", new byte[1_000_000], false, NOW, reported);
        assertEquals(damaged + 2, reported.damage.size());
    }

    @Test
    void deviceNamesComeFromTheTopicOrTheMessage() throws Exception {
        var named = Mapping.watts("x/{house}/{plug}").withSensor("{house}", "plug {plug}", SensorRole.INSIDE_HOUSE);
        var reader = reader(named, Mapping.watts("y").withKind(PayloadKind.JSON, "/w").withSensor("", "{/id}",
                SensorRole.GENERATION));
        reader.take("x/one/two", bytes("1"), false, NOW, reported);
        reader.take("y", bytes("{\"w\":2,\"id\":77}"), false, NOW, reported);
        assertEquals(List.of("one|plug two|INSIDE_HOUSE|POWER|1000", "|77|GENERATION|POWER|2000"), reported.readings);
    }

    @Test
    void mappingsSurviveTheirJson() {
        for (var profile : BuiltInProfiles.all()) {
            for (var mapping : profile.mappings()) {
                assertEquals(mapping, Mapping.fromJson(mapping.toJson()));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Mapping.fromJson("{}"));
        assertThrows(IllegalArgumentException.class, () -> Mapping.fromJson("["));
        assertThrows(IllegalArgumentException.class, () -> Mapping.fromJson("{\"topic\":\"a/#/b\"}"));
    }

    @Test
    void whatNoMappingReadsIsToldOnce() throws Exception {
        var reader = reader(
                Mapping.fromJson("{\"topic\":\"a/b\",\"kind\":\"JSON\",\"path\":\"/power\",\"time\":\"/t\"}"),
                Mapping.fromJson("{\"topic\":\"w/#\",\"kind\":\"JSON\",\"path\":\"/power\"}"));
        for (int i = 0; i < 3; i++) {
            reader.take(TOPIC,
                    bytes("{\"t\":1700000000,\"power\":5,\"x\":{\"power0\":7,\"word\":\"a\"},\"volts\":230}"), false,
                    NOW,
                    reported);
        }
        reader.take("c/d", bytes("12"), false, NOW, reported);
        reader.take("w/e", bytes("words"), false, NOW, reported);
        reader.take("w/f", bytes("{\"dev_id\":1560,\"power0\":5642}"), false, NOW, reported);
        assertEquals(
                List.of("a/b: Numbers that no mapping reads: /x/power0, /volts.", "c/d: A topic that no mapping reads.",
                        "w/e: A topic that no mapping reads.", "w/f: Numbers that no mapping reads: /dev_id, /power0."),
                reported.unread);
        assertEquals(List.of(), reported.damage);
    }

    @Test
    void aMessageOfBlanksTakesNoTime() throws Exception {
        var reader = reader(Mapping.fromJson("{\"topic\":\"a/b\",\"kind\":\"CSV\",\"path\":\"1\"}"));
        reader.take(TOPIC, bytes(" 1 ,  2.5 ; 3"), false, NOW, reported);
        assertEquals(2500, reported.raw.getFirst().channel1());
        reader.take(TOPIC, bytes("1" + " ".repeat(200_000) + "2"), false, NOW, reported);
        assertEquals(1, reported.damage.size());
    }
}
