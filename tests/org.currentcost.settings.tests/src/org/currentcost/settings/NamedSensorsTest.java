package org.currentcost.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.currentcost.model.SensorRole;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that a sensor was given stays its own, or is not told. */
class NamedSensorsTest {

    @TempDir
    private Path folder;
    private ReadingStore store;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static OptionalInt number(NamedSensors sensors, String name) throws StoreException {
        return sensors.number("Plugs", name, SensorRole.INSIDE_HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"version\":2,\"content\":[{\"meter\":\"Plugs\",\"sensor\":1000,\"name\":\"Kettle\",\"role\":\"NEW\"}]}",
        "{\"version\":3,\"content\":[]}", "{\"version\":2,\"content\":[{\"me",
        "of later\n", "Plugs\t1000\tINSIDE_HOUSE\tKettle\t7\n", "hello", "[]x"})
    void noneIsGivenWhereItCantBeReadWhichOnesWere(String text) throws Exception {
        store.saveDocument("labels", text);
        for (var sensors : List.of(new NamedSensors(store), NamedSensors.trial(store))) {
            var refusal = assertThrows(StoreException.class, () -> number(sensors, "Kettle"));
            assertTrue(refusal.getMessage().contains("Kettle"), refusal::getMessage);
            assertFalse(refusal.remedy().isEmpty());
            assertThrows(StoreException.class, () -> number(sensors, "3"));
            assertEquals(OptionalInt.of(0), number(sensors, ""), "the main sensor needs no number");
            assertEquals(List.of(), sensors.all());
        }
        assertEquals(Optional.of(text), store.document("labels"));
        assertEquals(Optional.empty(), store.document("labels aside"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"version\":3}", "{a", "[]"})
    void aMeterOfTheFormerListMayHaveAnyName(String meter) throws Exception {
        store.saveDocument("labels", meter + "\t1000\tINSIDE_HOUSE\tKettle\nPlugs\t1007\tINSIDE_HOUSE\tKettle\n");
        var sensors = new NamedSensors(store);
        assertEquals(OptionalInt.of(1007), number(sensors, "Kettle"));
        assertEquals(OptionalInt.of(1000), sensors.number(meter, "Kettle", SensorRole.INSIDE_HOUSE));
    }

    @Test
    void theFormerListMayHaveNothingInIt() throws Exception {
        store.saveDocument("labels", "");
        assertEquals(OptionalInt.of(1000), number(new NamedSensors(store), "Kettle"));
    }

    @Test
    void theyAreGivenAgainOnceItCanBeRead() throws Exception {
        var sensors = new NamedSensors(store);
        assertEquals(OptionalInt.of(1000), number(sensors, "Kettle"));
        String readable = store.document("labels").orElseThrow();
        store.saveDocument("labels", "{");
        assertThrows(StoreException.class, () -> number(sensors, "Kettle"));
        store.saveDocument("labels", readable);
        assertEquals(OptionalInt.of(1000), number(sensors, "Kettle"));
        assertEquals(OptionalInt.of(1001), number(sensors, "Lamp"));
    }

    @Test
    void whatCantBeReadStaysWhenAMeterGoes() throws Exception {
        store.saveDocument("labels", "{");
        var texts = new HashMap<String, String>();
        new NamedSensors(store).withdraw("Plugs", texts);
        assertEquals(Map.of(), texts);
    }
}
