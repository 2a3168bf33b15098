package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.MappingReader;
import org.currentcost.source.mqtt.payload.PayloadKind;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as devices send them, and the reading that each becomes. */
class BuiltInProfilesTest {

    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "rsmb; PowerMeter/CC/dale; 0.35; dale||HOUSE|POWER|350000",
        "rsmb; PowerMeter/temp/dale; 18; dale||HOUSE|TEMPERATURE|18000",
        "tasmota; tele/plug/SENSOR; {\"ENERGY\":{\"Total\":514.153,\"Power\":56}}; |plug|INSIDE_HOUSE|POWER|56000",
        "tasmota; tele/dual/SENSOR; {\"ENERGY\":{\"Power\":[56,-420]}}; |dual|INSIDE_HOUSE|POWER|-364000",
        "shelly1; shellies/em-1/emeter/0/power; -8.40; |em-1 0|INSIDE_HOUSE|POWER|-8400",
        "shelly1; shellies/plug-2/relay/0/power; 56.20; |plug-2 0|INSIDE_HOUSE|POWER|56200",
        "shelly2; plus-3/status/switch:0; {\"id\":0,\"apower\":8.6}; |plus-3|INSIDE_HOUSE|POWER|8600",
        "shelly2; pro-4/status/em:0; {\"total_act_power\":1011.0}; |pro-4|INSIDE_HOUSE|POWER|1011000",
        "shelly2; plus-3/events/rpc; {\"method\":\"NotifyStatus\",\"params\":{\"switch:0\":{\"apower\":9}}}; |plus-3|INSIDE_HOUSE|POWER|9000",
        "zigbee2mqtt; zigbee2mqtt/kitchen/kettle; {\"power\":12.3,\"state\":\"ON\"}; |kitchen/kettle|INSIDE_HOUSE|POWER|12300",
        "emon; emon/emontx/power1; 100; |emontx power1|INSIDE_HOUSE|POWER|100000",
        "dsmr; dsmr/reading/electricity_currently_delivered; 0.412; ||HOUSE|POWER|412000",
        "dsmr; dsmr/reading/electricity_currently_returned; 0.000; |returned|EXPORT|POWER|0",
        "bridges; sensors/power/p1meter/actual_consumption; 412; ||HOUSE|POWER|412000",
        "glow; glow/44/SENSOR/electricitymeter; {\"electricitymeter\":{\"timestamp\":\"2022-06-24T13:02:29Z\",\"power\":{\"value\":0.623,\"units\":\"kW\"}}}; 44||HOUSE|POWER|623000",
        "rtl433; rtl_433/pi/events; {\"model\":\"CurrentCost-TX\",\"id\":2302,\"power0_W\":1073,\"power1_W\":0,\"power2_W\":0}; |2302|INSIDE_HOUSE|POWER|1073000 0 0",
        "rtl433; rtl_433/pi/devices/CurrentCost-EnviR/2302/power0_W; 1073; |2302|INSIDE_HOUSE|POWER|1073000",
        "bridges; metrics/current-cost/watts; 1234; ||HOUSE|POWER|1234000",
        "bridges; metrics/current-cost/temperature; 21.6; ||HOUSE|TEMPERATURE|21600",
        "bridges; homected/CurrentCost/Power/Total/Ch1; {\"state\": \"1234\"}; homected||HOUSE|POWER|1234000",
        "bridges; homected/CurrentCost/Power/Appliance1/Ch1; {\"state\": \"53\"}; homected|Appliance1|INSIDE_HOUSE|POWER|53000",
        "bridges; homected/CurrentCost/Power/Appliance2/Ch3; {\"state\": \"5\"}; homected|Appliance2 Ch3|INSIDE_HOUSE|POWER|5000",
        "bridges; sensors/cc128/watt; 345; ||HOUSE|POWER|345000",
        "bridges; home/garage/powermeter; {\"temp\":\"19.8\",\"power\":\"00655\"}; ||HOUSE|POWER|655000,||HOUSE|TEMPERATURE|19800",
        "bridges; maison/conso/realTime; {\"msg\": {\"sensor\": \"1\", \"ch1\": {\"watts\": \"00060\"}}}; |1|INSIDE_HOUSE|POWER|60000",
        "bridges; maison/conso/realTime; {\"msg\": {\"sensor\": \"0\", \"ch1\": {\"watts\": \"00500\"}}}; ||HOUSE|POWER|500000",
        "bridges; home/power/global; 00655; ||HOUSE|POWER|655000",
        "bridges; currentcost/power/usage; 655; ||HOUSE|POWER|655000",
        "bridges; /devices/cc-power/controls/power; 655; |cc-power|INSIDE_HOUSE|POWER|655000",
        "bridges; homeassistant/sensor/currentcost; {\"power0\":617,\"power1\":0,\"power2\":0}; ||HOUSE|POWER|617000 0 0",
        "number; my/own/topic; 7; |my/own/topic|INSIDE_HOUSE|POWER|7000"})
    void readsWhatDevicesSend(String profile, String topic, String payload, String expected) throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find(profile).orElseThrow().mappings()).take(topic, bytes(payload), false, NOW,
                reported);
        assertEquals(List.of(), reported.damage);
        assertEquals(List.of(expected.split(",")), reported.readings);
    }

    /** What a counter shows first and 60 s later, and the power between. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "tasmota-energy; tele/plug/SENSOR; {\"Time\":\"2023-11-14T21:13:20\",\"ENERGY\":{\"Total\":1.000}}; {\"Time\":\"2023-11-14T21:14:20\",\"ENERGY\":{\"Total\":1.001}}; |plug|INSIDE_HOUSE|POWER|60000",
        "tasmota-energy; tele/dual/SENSOR; {\"Time\":\"2023-11-14T21:13:20\",\"ENERGY\":{\"Total\":[1.000,2.0]}}; {\"Time\":\"2023-11-14T21:14:20\",\"ENERGY\":{\"Total\":[1.001,2.001]}}; |dual|INSIDE_HOUSE|POWER|120000",
        "shelly1-energy; shellies/em-1/emeter/0/total; 10.0; 11.0; |em-1 0|INSIDE_HOUSE|POWER|60000",
        "shelly1-energy; shellies/em-1/emeter/0/total_returned; 10.0; 11.0; |em-1 0 returned|EXPORT|POWER|60000",
        "shelly1-energy; shellies/plug-2/relay/0/energy; 600; 660; |plug-2 0|INSIDE_HOUSE|POWER|60000",
        "shelly2-energy; plus-3/status/switch:0; {\"aenergy\":{\"total\":13652.762}}; {\"aenergy\":{\"total\":13653.762}}; |plus-3|INSIDE_HOUSE|POWER|60000",
        "shelly2-energy; pro-4/status/em1data:1; {\"total_act_energy\":5}; {\"total_act_energy\":6}; |pro-4 1|INSIDE_HOUSE|POWER|60000",
        "zigbee2mqtt-energy; zigbee2mqtt/plug; {\"energy\":4.56}; {\"energy\":4.57}; |plug|INSIDE_HOUSE|POWER|600000",
        "dsmr-energy; dsmr/reading/electricity_delivered_2; 5.000; 5.001; |tariff 2|HOUSE|POWER|60000",
        "glow-energy; glow/44/SENSOR/electricitymeter; {\"electricitymeter\":{\"timestamp\":\"2023-11-14T22:13:20Z\",\"energy\":{\"import\":{\"cumulative\":4595.563}}}}; {\"electricitymeter\":{\"timestamp\":\"2023-11-14T22:14:20Z\",\"energy\":{\"import\":{\"cumulative\":4595.564}}}}; 44||HOUSE|POWER|60000"})
    void readsTheCountersOfDevices(String profile, String topic, String first, String second, String expected)
            throws Exception {
        var reported = new CollectedReadings();
        // Tasmota tells the time of its zone, without saying which that is.
        var reader = new MappingReader(BuiltInProfiles.find(profile).orElseThrow().mappings(), false,
                ZoneOffset.ofHours(-1));
        reader.take(topic, bytes(first), false, NOW, reported);
        reader.take(topic, bytes(second), false, NOW + 60_000, reported);
        assertEquals(List.of(), reported.damage);
        assertEquals(List.of(expected), reported.readings);
        assertEquals(NOW, reported.raw.getFirst().timeMillis());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "tasmota; tele/plug/SENSOR; {\"ENERGY\":{\"Power\":56}}; tele/plug/LWT; Offline; Online",
        "shelly2; plus-3/status/switch:1; {\"apower\":9}; plus-3/online; false; true",
        "zigbee2mqtt; zigbee2mqtt/plug; {\"power\":12.3}; zigbee2mqtt/plug/availability; {\"state\":\"offline\"}; {\"state\":\"online\"}"})
    void nothingHoldsOfADeviceThatHasLeft(String profile, String topic, String payload, String availability,
            String away, String there) throws Exception {
        var reported = new CollectedReadings();
        var reader = reader(BuiltInProfiles.find(profile).orElseThrow().mappings());
        reader.take(topic, bytes(payload), false, NOW, reported);
        reader.take(availability, bytes(there), true, NOW, reported);
        reader.tick(NOW + 30_000, reported);
        assertEquals(2, reported.readings.size());
        reader.take(availability, bytes(away), false, NOW + 31_000, reported);
        reader.tick(NOW + 60_000, reported);
        assertEquals(2, reported.readings.size());
        assertEquals(List.of(), reported.damage);
    }

    @Test
    void metersWhoseTopicsDifferStayApart() throws Exception {
        var reported = new CollectedReadings();
        var reader = reader(BuiltInProfiles.find("xml").orElseThrow().at("out/+/raw"));
        reader.take("out/cable/raw", bytes("<msg>x</msg>"), false, NOW, reported);
        reader.take("out/shed/raw", bytes("<msg>y</msg>"), false, NOW, reported);
        assertEquals(List.of("cable><msg>x</msg>", "shed><msg>y</msg>"), reported.payloads);
        var alone = reader(BuiltInProfiles.find("xml").orElseThrow().at("sensors/cc128/raw"));
        reported.payloads.clear();
        alone.take("sensors/cc128/raw", bytes("<msg>z</msg>"), false, NOW, reported);
        assertEquals(List.of("><msg>z</msg>"), reported.payloads);
    }

    @Test
    void namesWithBlanksAreFoundInMessages() throws Exception {
        var reported = new CollectedReadings();
        reader(List.of(Mapping.watts("x").withKind(PayloadKind.JSON, "/a/b c /d"))).take("x",
                bytes("{\"a\":{\"b c\":5},\"d\":6}"), false, NOW, reported);
        assertEquals(List.of("||HOUSE|POWER|5000 6000"), reported.readings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "number; a/#; a/b/c; |b/c",
        "number; a/+; a/b; |b",
        "number; a/+/power; a/b/power; |b",
        "number; a/+/+/power; a/b/c/power; |b c",
        "number; a/b; a/b; |",
        "rsmb; PowerMeter/CC/+; PowerMeter/CC/dale; dale|",
        "rsmb; other/+/+; other/x/y; x y|"})
    void noTwoTopicsOfTheUsersChoiceShareASensor(String profile, String filter, String topic, String sensor)
            throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find(profile).orElseThrow().at(filter)).take(topic, bytes("0.5"), false, NOW, reported);
        assertEquals(1, reported.readings.size(), reported.readings::toString);
        assertEquals(sensor, reported.readings.getFirst().split("\\|HOUSE|\\|INSIDE_HOUSE")[0]);
    }

    @Test
    void topicsWithoutAProfileAreNamedByAllThatIsOpen() throws Exception {
        var reported = new CollectedReadings();
        var reader = reader(List.of(MappingReader.guess("a/+/power/+"), MappingReader.guess("b/{room}/x")));
        reader.take("a/hall/power/2", bytes("5"), false, NOW, reported);
        reader.take("b/attic/x", bytes("6"), false, NOW, reported);
        assertEquals(List.of("|hall 2|INSIDE_HOUSE|POWER|5000", "|attic|INSIDE_HOUSE|POWER|6000"), reported.readings);
    }

    @Test
    void emonHubsListHasAChannelAtEachPlace() throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find("emon").orElseThrow().mappings()).take("emonhub/rx/10/values",
                bytes("100,0,0,0,230.1"), false, NOW, reported);
        assertEquals(List.of("|10 power1|INSIDE_HOUSE|POWER|100000", "|10 power2|INSIDE_HOUSE|POWER|0",
                "|10 power3|INSIDE_HOUSE|POWER|0", "|10 power4|INSIDE_HOUSE|POWER|0"), reported.readings);
    }

    @Test
    void rawXmlGoesToTheParser() throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find("xml").orElseThrow().mappings()).take("sensors/cc128/raw", bytes("<msg>x</msg>"),
                false,
                NOW, reported);
        assertEquals(List.of("cc128><msg>x</msg>"), reported.payloads);
    }

    @Test
    void theMetersMemoryIsDatedByItsArrival() throws Exception {
        var reported = new CollectedReadings();
        var reader = reader(BuiltInProfiles.find("rsmb").orElseThrow().mappings());
        reader.take("PowerMeter/CC/dale", bytes("0.35"), false, NOW, reported);
        // 2023-11-14T22:13:20Z: blocks end at odd hours, days at 23:00
        reader.take("PowerMeter/history/dale/hours", bytes("0.3 0.6 0.4 0.0 0.0 "), true, NOW, reported);
        assertEquals(2, reported.blocks.size());
        assertEquals(600, reported.blocks.getFirst().wattHours());
        assertEquals("2023-11-14T19:00:00Z", Instant.ofEpochMilli(reported.blocks.getFirst().startMillis())
                .toString());
        reported.blocks.clear();
        reader.take("PowerMeter/history/dale/days", bytes("8 9 7 0"), true, NOW, reported);
        assertEquals(3, reported.blocks.size());
        assertEquals(8000, reported.blocks.getFirst().wattHours());
        assertEquals("2023-11-13T23:00:00Z", Instant.ofEpochMilli(reported.blocks.getFirst().endMillis())
                .toString());
        reported.blocks.clear();
        reader.take("PowerMeter/history/dale/months", bytes("264 251 0 0"), true, NOW, reported);
        assertEquals(2, reported.blocks.size());
        reader.take("PowerMeter/history/dale/years", bytes("0 0 0 0"), true, NOW, reported);
        assertEquals(List.of(), reported.damage);
    }

    @Test
    void aTopicOfTheUsersNarrowsAProfile() {
        var rsmb = BuiltInProfiles.find("rsmb").orElseThrow();
        assertEquals(List.of("PowerMeter/CC/dale"), rsmb.at("PowerMeter/CC/dale").stream().map(Mapping::topic)
                .toList());
        assertEquals(List.of("PowerMeter/CC/{meter}"), rsmb.at("PowerMeter/CC/+").stream().map(Mapping::topic)
                .toList());
        assertEquals(5, rsmb.at("PowerMeter/#").size());
        assertEquals(List.of("local/PowerMeter/CC/{meter}"), rsmb.at("local/PowerMeter/CC/+").stream()
                .map(Mapping::topic).toList());
        assertEquals(List.of("my/{device}/sensor"),
                BuiltInProfiles.find("tasmota").orElseThrow().at("my/+/sensor").stream()
                        .map(Mapping::topic).toList());
    }

    @Test
    void everyProfileHasItsTexts() {
        for (var profile : BuiltInProfiles.all()) {
            assertFalse(profile.title().isBlank());
            assertFalse(profile.description().isBlank());
        }
    }

    private static MappingReader reader(List<Mapping> mappings) {
        return new MappingReader(mappings, false, ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "shelly2;home/kitchen/#;home/kitchen/status/switch:0;{\"apower\":5};|kitchen",
        "shelly2;home/kitchen/#;home/kitchen/status/em:0;{\"total_act_power\":5};|kitchen",
        "shelly2;home/kitchen/#;home/kitchen/events/rpc;{\"params\":{\"pm1:2\":{\"apower\":5}}};|kitchen 2",
        "shelly2;home/+/#;home/kitchen/status/em1:1;{\"act_power\":5};|kitchen 1",
        "shelly1;remote/shellies/#;remote/shellies/plug/meter/0/power;5;|plug 0",
        "shelly1;remote/shellies/#;remote/shellies/plug/emeter/1/power;5;|plug 1",
        "zigbee2mqtt;z2m/#;z2m/hall/plug;{\"power\":5};|hall/plug"})
    void allOfAProfileIsReadBelowAnotherBeginning(String profile, String filter, String topic, String payload,
            String sensor) throws Exception {
        var reported = new CollectedReadings();
        var reader = reader(BuiltInProfiles.find(profile).orElseThrow().at(filter));
        reader.take(topic, bytes(payload), false, NOW, reported);
        assertEquals(List.of(sensor + "|INSIDE_HOUSE|POWER|5000"), reported.readings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{\"SML\":{\"Total_in\":1234.5678,\"Power_curr\":560}};560000",
        "{\"Time\":\"2024-03-10T12:00:00\",\"MT175\":{\"Total_in\":1,\"Total_out\":0,\"Power_curr\":-12.5}};-12500",
        "{\"SML\":{\"Power\":7}};7000"})
    void aHousesMeterBehindATasmotaIsRead(String payload, long milliwatts) throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find("tasmota").orElseThrow().mappings()).take("tele/head/SENSOR", bytes(payload), false,
                NOW,
                reported);
        assertEquals(List.of("|head|HOUSE|POWER|" + milliwatts), reported.readings);
    }

    @Test
    void theVoltsOfAnEmonPiAreNoWatts() throws Exception {
        var reported = new CollectedReadings();
        var mappings = BuiltInProfiles.find("emon").orElseThrow().mappings();
        reader(mappings).take("emonhub/rx/5/values", bytes("100,20,120,230.1,0,0"), false, NOW, reported);
        assertEquals(List.of("|5 power1|INSIDE_HOUSE|POWER|100000", "|5 power2|INSIDE_HOUSE|POWER|20000"),
                reported.readings);
    }

    @Test
    void xmlThatBecameJsonHasItsValuesInArraysOfOne() throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find("bridges").orElseThrow().mappings()).take("maison/conso/realTime",
                bytes("{\"msg\":{\"tmpr\":[\"19.3\"],\"sensor\":[\"0\"],\"ch1\":[{\"watts\":[\"00345\"]}]}}"), false,
                NOW,
                reported);
        assertEquals(List.of("||HOUSE|POWER|345000", "||HOUSE|TEMPERATURE|19300"), reported.readings);
    }

    @Test
    void radioOfOlderVersionsIsRead() throws Exception {
        var reported = new CollectedReadings();
        reader(BuiltInProfiles.find("rtl433").orElseThrow().mappings()).take("rtl_433/pi/events",
                bytes("{\"model\":\"CurrentCost TX\",\"dev_id\":1560,\"power0\":5642,\"power1\":0,\"power2\":0}"),
                false,
                NOW, reported);
        assertEquals(List.of("|1560|INSIDE_HOUSE|POWER|5642000 0 0"), reported.readings);
    }
}
