package org.currentcost.source.mqtt.payload;

import static org.currentcost.model.SensorRole.EXPORT;
import static org.currentcost.model.SensorRole.HOUSE;
import static org.currentcost.model.SensorRole.INSIDE_HOUSE;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Reading;

/** The profiles that come with the program. */
public final class BuiltInProfiles {

    private static final BigDecimal KILO = BigDecimal.valueOf(1000);
    /** A watt-minute in Wh. */
    private static final BigDecimal WATT_MINUTE = new BigDecimal("0.0166666666666667");
    /** Longer than the longest time after which plugs tell even what has not changed, which is an hour as a rule. */
    private static final Duration ON_CHANGE = Duration.ofHours(2);
    /** Three times the interval that Tasmota comes with. */
    private static final Duration TASMOTA = Duration.ofMinutes(15);
    /** Three times the minute after which a Shelly tells its counter at the latest. */
    private static final Duration SHELLY = Duration.ofMinutes(3);
    private static final int APPLIANCES = 9;

    private static final List<Profile> ALL = List.of(rsmb(), xml(), bridges(), tasmota(), tasmotaEnergy(), shelly1(),
            shelly1Energy(), shelly2(), shelly2Energy(), zigbee(), zigbeeEnergy(), emon(), dsmr(), dsmrEnergy(), glow(),
            glowEnergy(), radio(), number(), new Profile(Profile.DISCOVERY, List.of()));

    private BuiltInProfiles() {
    }

    /** {@return all of them} */
    public static List<Profile> all() {
        return ALL;
    }

    /** {@return the profile of a name} */
    public static Optional<Profile> find(String id) {
        return ALL.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    private static Mapping number(String topic) {
        return Mapping.watts(topic);
    }

    private static Mapping json(String topic, String path) {
        return Mapping.watts(topic).withKind(PayloadKind.JSON, path);
    }

    private static Mapping plug(Mapping mapping, String sensor) {
        return mapping.withSensor("", sensor, INSIDE_HOUSE);
    }

    private static Mapping kilowatts(Mapping mapping) {
        return mapping.withMeasure(Measure.POWER, KILO);
    }

    private static Mapping kilowattHours(Mapping mapping) {
        return mapping.withMeasure(Measure.ENERGY_COUNTER, KILO);
    }

    private static Mapping wattHours(Mapping mapping) {
        return mapping.withMeasure(Measure.ENERGY_COUNTER, BigDecimal.ONE);
    }

    private static Mapping temperature(Mapping mapping) {
        return mapping.withMeasure(Measure.TEMPERATURE, BigDecimal.ONE);
    }

    private static Mapping available(String topic) {
        return plug(number(topic), "{device}").withMeasure(Measure.AVAILABILITY, BigDecimal.ONE);
    }

    private static Mapping onChange(Mapping mapping) {
        return mapping.withDurations(Duration.ZERO, ON_CHANGE);
    }

    /** The topics of the community that the first program was written for: kW on change, and the meter's memory. */
    private static Profile rsmb() {
        var list = Mapping.watts("PowerMeter/history/{meter}/hours").withKind(PayloadKind.LIST, "")
                .withSensor("{meter}", "", HOUSE);
        return new Profile("rsmb", List.of(
                onChange(kilowatts(number("PowerMeter/CC/{meter}").withSensor("{meter}", "", HOUSE))),
                onChange(temperature(number("PowerMeter/temp/{meter}").withSensor("{meter}", "", HOUSE))),
                list.withMeasure(Measure.HISTORY_HOURS, KILO),
                list.withTopic("PowerMeter/history/{meter}/days").withMeasure(Measure.HISTORY_DAYS, KILO),
                list.withTopic("PowerMeter/history/{meter}/months").withMeasure(Measure.HISTORY_MONTHS, KILO)));
    }

    private static Profile xml() {
        return new Profile("xml", List.of(
                number("sensors/{meter}/raw").withKind(PayloadKind.XML, "").withSensor("{meter}", "", HOUSE),
                number("raw/cc2mqtt/{meter+}").withKind(PayloadKind.XML, "").withSensor("{meter}", "", HOUSE),
                number("/raw/cc2mqtt/{meter+}").withKind(PayloadKind.XML, "").withSensor("{meter}", "", HOUSE)));
    }

    private static Profile bridges() {
        var mappings = new ArrayList<>(List.of(
                number("metrics/current-cost/watts"), temperature(number("metrics/current-cost/temperature")),
                temperature(json("{meter}/CurrentCost/Temperature", "/state")).withSensor("{meter}", "", HOUSE),
                json("maison/conso/realTime", "/msg/ch1/watts /msg/ch2/watts /msg/ch3/watts")
                        .withSensor("", "{/msg/sensor}", HOUSE),
                temperature(json("maison/conso/realTime", "/msg/tmpr")),
                number("sensors/cc128/watt"), temperature(number("sensors/cc128/temp")),
                number("home/power/global"), temperature(number("home/temperature/placard")),
                number("currentcost/power/usage"), json("home/garage/powermeter", "/power"),
                temperature(json("home/garage/powermeter", "/temp")),
                onChange(plug(number("/devices/{device}/controls/power"), "{device}")),
                number("homeassistant/currentcost/power"), temperature(number("homeassistant/currentcost/temperature")),
                json("homeassistant/sensor/currentcost", "/power0 /power1 /power2"),
                number("sensors/power/p1meter/actual_consumption")));
        for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
            // The clamps of a house together are the house, each with messages of its own.
            mappings.add(json("{meter}/CurrentCost/Power/Total/Ch" + channel, "/state")
                    .withSensor("{meter}", channel == 1 ? "" : "Ch" + channel, HOUSE));
            for (int i = 1; i <= APPLIANCES; i++) {
                String appliance = "Appliance" + i;
                mappings.add(json("{meter}/CurrentCost/Power/" + appliance + "/Ch" + channel, "/state")
                        .withSensor("{meter}", channel == 1 ? appliance : appliance + " Ch" + channel, INSIDE_HOUSE));
            }
        }
        return new Profile("bridges", mappings);
    }

    private static Profile tasmota() {
        var mappings = new ArrayList<Mapping>();
        mappings.add(plug(json("tele/{device}/SENSOR", "/ENERGY/Power"), "{device}"));
        // A house's meter behind an optical head; its script names the meter and its values.
        for (String name : List.of("Power_curr", "power_curr", "Power_cur", "Power_total", "curr_w", "Leistung")) {
            mappings.add(json("tele/{device}/SENSOR", "/*/" + name).withSensor("", "{device}", HOUSE));
        }
        for (String name : List.of("Power", "power", "P", "Watt")) {
            mappings.add(json("tele/{device}/SENSOR", "/SML/" + name).withSensor("", "{device}", HOUSE));
        }
        mappings.replaceAll(mapping -> mapping.withDurations(Duration.ZERO, TASMOTA));
        mappings.add(available("tele/{device}/LWT"));
        return new Profile("tasmota", mappings);
    }

    private static Profile tasmotaEnergy() {
        var mappings = new ArrayList<Mapping>();
        mappings.add(kilowattHours(plug(json("tele/{device}/SENSOR", "/ENERGY/Total"), "{device}")));
        for (String name : List.of("Total_in", "total_in", "Total_kwh", "total_kwh", "E_in")) {
            mappings.add(kilowattHours(json("tele/{device}/SENSOR", "/*/" + name)).withSensor("", "{device}", HOUSE));
        }
        for (String name : List.of("Total_out", "total_out", "E_out")) {
            mappings.add(kilowattHours(json("tele/{device}/SENSOR", "/*/" + name))
                    .withSensor("", "{device} returned", EXPORT));
        }
        mappings.replaceAll(mapping -> mapping.withTime("/Time", ""));
        return new Profile("tasmota-energy", mappings);
    }

    private static Profile shelly1() {
        return new Profile("shelly1", List.of(
                plug(number("shellies/{device}/emeter/{n}/power"), "{device} {n}"),
                plug(number("shellies/{device}/relay/{n}/power"), "{device} {n}"),
                plug(number("shellies/{device}/meter/{n}/power"), "{device} {n}"),
                available("shellies/{device}/online")));
    }

    private static Profile shelly1Energy() {
        return new Profile("shelly1-energy", List.of(
                wattHours(plug(number("shellies/{device}/emeter/{n}/total"), "{device} {n}")),
                wattHours(number("shellies/{device}/emeter/{n}/total_returned"))
                        .withSensor("", "{device} {n} returned", EXPORT),
                plug(number("shellies/{device}/relay/{n}/energy"), "{device} {n}")
                        .withMeasure(Measure.ENERGY_COUNTER, WATT_MINUTE)));
    }

    private static Profile shelly2() {
        var mappings = new ArrayList<Mapping>();
        for (int i = 0; i < 4; i++) {
            String sensor = i == 0 ? "{device}" : "{device} " + i;
            for (String part : List.of("switch:", "pm1:", "cover:")) {
                mappings.add(plug(json("{device}/status/" + part + i, "/apower"), sensor));
                mappings.add(plug(json("{device}/events/rpc", "/params/" + part + i + "/apower"), sensor));
            }
            mappings.add(plug(json("{device}/status/em1:" + i, "/act_power"), sensor));
            mappings.add(plug(json("{device}/events/rpc", "/params/em1:" + i + "/act_power"), sensor));
        }
        mappings.add(plug(json("{device}/status/em:0", "/total_act_power"), "{device}"));
        mappings.add(plug(json("{device}/events/rpc", "/params/em:0/total_act_power"), "{device}"));
        mappings.replaceAll(mapping -> mapping.withDurations(Duration.ZERO, SHELLY));
        mappings.add(available("{device}/online"));
        return new Profile("shelly2", mappings);
    }

    private static Profile shelly2Energy() {
        var mappings = new ArrayList<Mapping>();
        for (int i = 0; i < 4; i++) {
            String sensor = i == 0 ? "{device}" : "{device} " + i;
            for (String part : List.of("switch:", "pm1:")) {
                mappings.add(wattHours(plug(json("{device}/status/" + part + i, "/aenergy/total"), sensor)));
            }
        }
        mappings.add(wattHours(plug(json("{device}/status/emdata:0", "/total_act"), "{device}")));
        mappings.add(wattHours(json("{device}/status/emdata:0", "/total_act_ret"))
                .withSensor("", "{device} returned", EXPORT));
        for (int i = 0; i < 3; i++) {
            String sensor = i == 0 ? "{device}" : "{device} " + i;
            mappings.add(wattHours(plug(json("{device}/status/em1data:" + i, "/total_act_energy"), sensor)));
            mappings.add(wattHours(json("{device}/status/em1data:" + i, "/total_act_ret_energy"))
                    .withSensor("", sensor + " returned", EXPORT));
        }
        return new Profile("shelly2-energy", mappings);
    }

    private static Profile zigbee() {
        return new Profile("zigbee2mqtt", List.of(
                onChange(plug(json("zigbee2mqtt/{device+}", "/power"), "{device}")),
                available("zigbee2mqtt/{device+}/availability"),
                available("zigbee2mqtt/bridge/state").withSensor("", Presence.ALL, INSIDE_HOUSE)));
    }

    private static Profile zigbeeEnergy() {
        return new Profile("zigbee2mqtt-energy", List.of(
                kilowattHours(plug(json("zigbee2mqtt/{device+}", "/energy"), "{device}"))));
    }

    private static Profile emon() {
        var mappings = new ArrayList<Mapping>();
        for (int i = 1; i <= 4; i++) {
            mappings.add(plug(number("emon/{node}/power" + i), "{node} power" + i));
        }
        for (int i = 1; i <= 2; i++) {
            mappings.add(plug(number("emonhub/rx/{node}/values").withKind(PayloadKind.CSV, String.valueOf(i - 1)),
                    "{node} power" + i));
        }
        // An emonPi, which is node 5, has the sum of both there, and then its volts.
        for (int node : List.of(7, 8, 9, 10)) {
            for (int i = 3; i <= 4; i++) {
                mappings.add(plug(number("emonhub/rx/" + node + "/values")
                        .withKind(PayloadKind.CSV, String.valueOf(i - 1)), node + " power" + i));
            }
        }
        return new Profile("emon", mappings);
    }

    private static Profile dsmr() {
        return new Profile("dsmr", List.of(
                kilowatts(number("dsmr/reading/electricity_currently_delivered")),
                kilowatts(number("dsmr/reading/electricity_currently_returned")).withSensor("", "returned", EXPORT)));
    }

    private static Profile dsmrEnergy() {
        return new Profile("dsmr-energy", List.of(
                kilowattHours(number("dsmr/reading/electricity_delivered_1")).withSensor("", "tariff 1", HOUSE),
                kilowattHours(number("dsmr/reading/electricity_delivered_2")).withSensor("", "tariff 2", HOUSE),
                kilowattHours(number("dsmr/reading/electricity_returned_1")).withSensor("", "returned 1", EXPORT),
                kilowattHours(number("dsmr/reading/electricity_returned_2")).withSensor("", "returned 2", EXPORT)));
    }

    private static Profile glow() {
        return new Profile("glow", List.of(
                kilowatts(json("glow/{meter}/SENSOR/electricitymeter", "/electricitymeter/power/value"))
                        .withSensor("{meter}", "", HOUSE).withTime("/electricitymeter/timestamp", "")));
    }

    private static Profile glowEnergy() {
        var counter = kilowattHours(json("glow/{meter}/SENSOR/electricitymeter",
                "/electricitymeter/energy/import/cumulative")).withSensor("{meter}", "", HOUSE)
                .withTime("/electricitymeter/timestamp", "");
        return new Profile("glow-energy", List.of(counter,
                counter.withKind(PayloadKind.JSON, "/electricitymeter/energy/export/cumulative")
                        .withSensor("{meter}", "export", EXPORT)));
    }

    private static Profile radio() {
        return new Profile("rtl433", List.of(
                plug(json("rtl_433/{host}/events", "/power0_W /power1_W /power2_W"), "{/id}"),
                plug(json("rtl_433/{host}/events", "/power0 /power1 /power2"), "{/dev_id}"),
                plug(number("rtl_433/{host}/devices/{model}/{id}/power0_W"), "{id}")));
    }

    private static Profile number() {
        return new Profile("number", List.of(plug(number("{sensor+}"), "{sensor}")));
    }
}
