package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.NamedSensors;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with values of several sensors in one column: each becomes a sensor of its own, by its name. */
class NamedSensorsImportTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2025-02-01T00:00:00Z");
    private static final String HISTORY = """
            entity_id,state,last_changed
            binary_sensor.door,off,2025-01-05T10:00:00.000Z
            binary_sensor.door,on,2025-01-05T10:07:00.000Z
            sensor.fridge_power,82.5,2025-01-05T10:00:00.000Z
            sensor.fridge_power,unavailable,2025-01-05T10:00:05.000Z
            sensor.fridge_power,3.5,2025-01-05T10:00:10.000Z
            sensor.house_energy,18894.5,2025-01-05T10:00:00.000Z
            sensor.house_energy,18894.7,2025-01-05T11:00:00.000Z
            sensor.house_power,412.0,2025-01-05T10:00:00.000Z
            sensor.house_power,415.0,2025-01-05T10:00:06.000Z
            sensor.kitchen_temperature,21.5,2025-01-05T10:00:00.000Z
            sensor.mains_voltage,240.5,2025-01-05T10:00:00.000Z
            """;

    @TempDir
    private Path folder;
    private ReadingStore store;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ImportInput input(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ImportInput("test.csv", bytes.length, () -> new java.io.ByteArrayInputStream(bytes));
    }

    private static CsvProposal propose(String text) throws Exception {
        return CsvSource.propose(input(text), ZONE).orElseThrow();
    }

    private CsvMapping clear(String text) throws Exception {
        var proposal = propose(text);
        assertEquals(List.of(), proposal.doubts());
        return proposal.mapping();
    }

    private ImportOutcome run(String text, CsvMapping mapping) throws Exception {
        // What is told to the user does the same when it is given back.
        var given = CsvMapping.parse(mapping.toString(), CsvMapping.standard(ZoneId.of("Asia/Tokyo")));
        assertEquals(mapping, given);
        var source = new CsvSource(input(text), given, "Home");
        var trial = new Import(store, source).dryRun(part -> {
        });
        var outcome = new Import(store, source).run(NOW, part -> {
        });
        assertEquals(trial.parts(), outcome.parts());
        return outcome;
    }

    /** {@return the readings and spans of each sensor, by its name; those without one by their number} */
    private TreeMap<String, String> stored() throws Exception {
        var names = new TreeMap<Integer, String>();
        new NamedSensors(store).all().stream().filter(one -> !one.name().isEmpty())
                .forEach(one -> names.put(one.sensor(), one.name()));
        var all = new TreeMap<String, String>();
        for (var info : store.series()) {
            var text = new StringBuilder();
            store.forEachRawReading(info.key(), TimeRange.ALL,
                    one -> text.append(text.isEmpty() ? "" : " ").append(one.channel(1) / 1000.0));
            all.put(name(names, info.key()) + (info.key().quantity() == Quantity.TEMPERATURE ? " C" : " W"),
                    text.toString());
        }
        for (var key : store.seriesWithHistory()) {
            for (var span : org.currentcost.model.HistorySpan.values()) {
                var sum = store.history(key, span, TimeRange.ALL).stream().mapToLong(one -> one.wattHours()).sum();
                if (sum > 0) {
                    all.put(name(names, key) + " Wh", Long.toString(sum));
                }
            }
        }
        return all;
    }

    private static String name(TreeMap<Integer, String> names, SeriesKey key) {
        return names.getOrDefault(key.sensor(), Integer.toString(key.sensor()));
    }

    @Test
    void eachEntityOfAHistoryIsASensorOfItsOwn() throws Exception {
        run(HISTORY, clear(HISTORY));
        assertEquals("{0 C=21.5, sensor.fridge_power W=82.5 3.5, sensor.house_energy Wh=200,"
                + " sensor.house_power W=412.0 415.0}", stored().toString());
        var hint = propose(HISTORY).hints().getFirst();
        assertTrue(hint.contains("binary_sensor.door, sensor.mains_voltage"), hint);
    }

    @Test
    void theSameFileOnceMoreMeetsTheSameSensors() throws Exception {
        run(HISTORY, clear(HISTORY));
        var before = stored();
        var again = run(HISTORY + "sensor.boiler_power,2000,2025-01-05T10:00:00.000Z\n",
                clear(HISTORY + "sensor.boiler_power,2000,2025-01-05T10:00:00.000Z\n"));
        assertEquals(1, again.total().added());
        before.put("sensor.boiler_power W", "2000.0");
        assertEquals(before, stored());
    }

    @Test
    void aTrialGivesNoNumbers() throws Exception {
        new Import(store, new CsvSource(input(HISTORY), clear(HISTORY), "Home")).dryRun(part -> {
        });
        assertEquals(List.of(), new NamedSensors(store).all());
    }

    /** The first rows of such a file are all of one entity. */
    @Test
    void entitiesFarDownInTheFileAreFound() throws Exception {
        var text = new StringBuilder("entity_id,state,last_changed\n");
        for (int i = 0; i < 5000; i++) {
            text.append("sensor.house_power,").append(400 + i % 100).append(".0,")
                    .append(Instant.parse("2025-01-05T00:00:00Z").plusSeconds(6 * i)).append('\n');
        }
        text.append("sensor.fridge_power,90.0,2025-01-05T00:00:00Z\n");
        run(text.toString(), clear(text.toString()));
        assertEquals("90.0", stored().get("sensor.fridge_power W"));
        assertEquals("columns=name,W,time", clear(text.toString()).toString().split(";")[0]);
    }

    @Test
    void whatIsUnclearIsAskedAndTheGuessMixesNothing() throws Exception {
        String text = HISTORY + "sensor.thing,17.0,2025-01-05T10:00:00.000Z\n"
                + "sensor.other,18.0,2025-01-05T10:00:00.000Z\n";
        var proposal = propose(text);
        assertEquals(1, proposal.doubts().size());
        assertTrue(proposal.doubts().getFirst().contains("sensor.thing, sensor.other"));
        var mapping = proposal.mapping();
        assertTrue(mapping.toString().contains("names=binary_sensor.door:-,sensor.fridge_power:W,"
                + "sensor.house_energy:kWh-count,sensor.house_power:W,sensor.kitchen_temperature:C:0,"
                + "sensor.mains_voltage:-,sensor.thing:W,sensor.other:W"), mapping.toString());
        run(text, mapping);
        assertEquals("17.0", stored().get("sensor.thing W"));
        assertEquals("18.0", stored().get("sensor.other W"));
    }

    @Test
    void aNameThatTheMappingDoesNotKnowIsToldAndLeftOut() throws Exception {
        var mapping = CsvMapping.parse("columns=name,W,time;names=sensor.house_power:W:0", clear(HISTORY));
        var outcome = run(HISTORY, mapping);
        assertEquals("{0 W=412.0 415.0}", stored().toString());
        assertEquals(9, outcome.damaged());
        assertTrue(outcome.kinds().getFirst().example().reason().contains("binary_sensor.door"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"time,device,power_w\n", "time,Appliance name,watts\n", "time,name,P [W]\n",
        "time,channel,W\n", "Zeit,Ger\u00e4t,Leistung W\n"})
    void aColumnThatNamesTheSensorMakesSensors(String heading) throws Exception {
        String text = heading + "2025-01-05T10:00:00Z,\"Fridge, old: 2\",90\n2025-01-05T10:00:00Z,Kettle,2000\n"
                + "2025-01-05T10:00:06Z,\"Fridge, old: 2\",91\n2025-01-05T10:00:06Z,Kettle,2001\n";
        run(text, clear(text));
        assertEquals("{Fridge, old: 2 W=90.0 91.0, Kettle W=2000.0 2001.0}", stored().toString());
    }

    @Test
    void numbersOfDevicesAreSensorsToo() throws Exception {
        String text = "time,device_id,W\n2025-01-05T10:00:00Z,3,90\n2025-01-05T10:00:00Z,770000123,2000\n"
                + "2025-01-05T10:00:06Z,3,91\n2025-01-05T10:00:06Z,770000123,2001\n";
        run(text, clear(text));
        assertEquals("{3 W=90.0 91.0, 770000123 W=2000.0 2001.0}", stored().toString());
    }

    @Test
    void theUnitBesideTheValueCountsForEachSensor() throws Exception {
        String text = """
                time,device,value,unit
                2025-01-05T10:00:00Z,Boiler,2,kW
                2025-01-05T10:00:00Z,Heat pump meter reading,1000.5,kWh
                2025-01-05T10:00:00Z,Humidity,55,%
                2025-01-05T10:00:00Z,Plug: 1,95,W
                2025-01-05T11:00:00Z,Boiler,1,kW
                2025-01-05T11:00:00Z,Heat pump meter reading,1000.9,kWh
                2025-01-05T11:00:00Z,Humidity,56,%
                2025-01-05T11:00:00Z,Plug: 1,96,W
                """;
        run(text, clear(text));
        assertEquals("{Boiler W=2000.0 1000.0, Heat pump meter reading Wh=400, Plug: 1 W=95.0 96.0}",
                stored().toString());
    }

    @Test
    void withoutAnyUnitEachSensorIsAsked() throws Exception {
        String text = "time,room,device,value\n2025-01-05T10:00:00Z,a,Fridge,9\n2025-01-05T10:00:00Z,b,Kettle,2\n"
                + "2025-01-05T10:00:06Z,a,Fridge,8\n2025-01-05T10:00:06Z,b,Kettle,3\n";
        var proposal = propose(text);
        assertTrue(proposal.doubts().getFirst().contains("Fridge, Kettle"), proposal.doubts().toString());
        run(text, proposal.mapping());
        assertEquals("{Fridge W=9.0 8.0, Kettle W=2.0 3.0}", stored().toString());
    }

    @Test
    void energiesOfSpansStayApart() throws Exception {
        String text = "start,meter_id,kWh\n2025-01-05T10:00:00Z,A1,0.5\n2025-01-05T10:00:00Z,B1,0.25\n"
                + "2025-01-05T10:30:00Z,A1,0.5\n2025-01-05T10:30:00Z,B1,0.125\n";
        run(text, clear(text));
        assertEquals("{A1 Wh=1000, B1 Wh=375}", stored().toString());
    }
}
