package org.currentcost.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.currentcost.model.ImpulseUnit;
import org.currentcost.model.ImpulseUnit.Counted;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a form of their own, as documents were before there was one for all, are read for ever, and written. */
class FormerDocumentsTest {

    private static final String IMPULSES = "Home\t3\tGAS\t100\nHome\t12\tELECTRICITY\t0\nOther\t3\tWATER\t1000\n";
    private static final SeriesKey GAS = new SeriesKey("Home", 3, Quantity.PULSES);
    private static final SeriesKey OTHER = new SeriesKey("Other", 3, Quantity.PULSES);

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

    @Test
    void impulseUnitsAreReadAndWrittenAsProgramsInUseKnowThem() throws Exception {
        store.saveDocument("impulses", IMPULSES);
        var units = new ImpulseUnits(store);
        assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 100)), units.of(GAS));
        units.keep(GAS, new ImpulseUnit(Counted.GAS, 10));
        assertEquals(Set.of("Home\t3\tGAS\t10", "Home\t12\tELECTRICITY\t0", "Other\t3\tWATER\t1000"),
                Set.copyOf(store.document("impulses").orElseThrow().lines().toList()));
        for (var reader : Set.of(units, new ImpulseUnits(store))) {
            assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 10)), reader.of(GAS));
            assertEquals(Optional.of(new ImpulseUnit(Counted.ELECTRICITY, 0)),
                    reader.of(new SeriesKey("Home", 12, Quantity.PULSES)));
            assertEquals(Optional.of(new ImpulseUnit(Counted.WATER, 1000)), reader.of(OTHER));
        }
        assertEquals(Optional.empty(), store.document("impulses" + SettingsDocuments.ASIDE));
    }

    @Test
    void impulseUnitsWithAVersionAreWrittenWithoutOneAgain() throws Exception {
        store.saveDocument("impulses", "{\"version\":2,\"content\":[{\"meter\":\"Home\",\"sensor\":3,"
                + "\"unit\":{\"counted\":\"GAS\",\"perUnit\":100}}]}");
        var units = new ImpulseUnits(store);
        units.keep(OTHER, new ImpulseUnit(Counted.WATER, 1000));
        assertEquals(Optional.of("Home\t3\tGAS\t100\nOther\t3\tWATER\t1000\n"), store.document("impulses"));
        assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 100)), units.of(GAS));
        assertEquals(Optional.empty(), store.document("impulses" + SettingsDocuments.ASIDE));
    }

    @Test
    void whatLinesCannotSayIsKeptWithAVersion() throws Exception {
        var odd = new SeriesKey("North\tWing", 3, Quantity.PULSES);
        new ImpulseUnits(store).keep(odd, new ImpulseUnit(Counted.GAS, 100));
        assertTrue(store.document("impulses").orElseThrow().startsWith("{\"version\":2,"));
        assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 100)), new ImpulseUnits(store).of(odd));
    }

    @Test
    void whatAMeterDoesNotSayAnyMoreStaysKnown() throws Exception {
        var units = new ImpulseUnits(store);
        units.keep(GAS, new ImpulseUnit(Counted.GAS, 100));
        units.keep(GAS, new ImpulseUnit(Counted.GAS, 0));
        assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 100)), units.of(GAS));
        units.keep(GAS, new ImpulseUnit(Counted.WATER, 0));
        assertEquals(Optional.of(new ImpulseUnit(Counted.WATER, 0)), units.of(GAS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Home\t3\tHEAT\t100\n", "Home\t3\tGAS\t100\tnew\n", "Home\tthree\tGAS\t100\n",
        "{\"version\":3,\"content\":[]}", "{\"version\":2,\"content\":[{\"meter\":\"Home\",\"sensor\":3,"
                + "\"unit\":{\"counted\":\"HEAT\",\"perUnit\":1}}]}"})
    void impulseUnitsOfALaterProgramAreKeptAside(String later) throws Exception {
        store.saveDocument("impulses", later);
        var units = new ImpulseUnits(store);
        assertEquals(Optional.empty(), units.of(GAS));
        units.keep(GAS, new ImpulseUnit(Counted.GAS, 100));
        assertEquals(Optional.of(new ImpulseUnit(Counted.GAS, 100)), units.of(GAS));
        assertEquals(Optional.of(later), store.document("impulses" + SettingsDocuments.ASIDE));
    }

    @Test
    void unitsOfAMeterThatIsDeletedGoAlone() throws Exception {
        store.saveDocument("impulses", IMPULSES);
        var texts = new HashMap<String, String>();
        new ImpulseUnits(store).withdraw("Home", texts);
        assertEquals(Set.of("impulses"), texts.keySet());
        store.saveDocument("impulses", texts.get("impulses"));
        assertEquals(Optional.empty(), new ImpulseUnits(store).of(GAS));
        assertEquals(Optional.of(new ImpulseUnit(Counted.WATER, 1000)), new ImpulseUnits(store).of(OTHER));
        texts.clear();
        new ImpulseUnits(store).withdraw("Nobody", texts);
        assertTrue(texts.isEmpty());
    }

    @Test
    void importsOfEnergyAreReadAndWrittenAsProgramsInUseKnowThem() throws Exception {
        store.saveDocument("energy files", "3\n11");
        var files = new EnergyFiles(store);
        assertEquals(Set.of(3L, 11L), files.imports());
        files.add(7);
        files.add(3);
        assertEquals(Optional.of("3\n7\n11"), store.document("energy files"));
        store.saveDocument("energy files", "{\"version\":2,\"content\":[3,7]}");
        files.add(11);
        assertEquals(Optional.of("3\n7\n11"), store.document("energy files"));
        assertEquals(Set.of(3L, 7L, 11L), new EnergyFiles(store).imports());
    }

    @Test
    void importsOfEnergyThatCannotBeReadAreKeptAside() throws Exception {
        store.saveDocument("energy files", "3\nlater");
        var files = new EnergyFiles(store);
        assertEquals(Set.of(), files.imports());
        files.add(7);
        assertEquals(Set.of(7L), files.imports());
        assertEquals(Optional.of("3\nlater"), store.document("energy files" + SettingsDocuments.ASIDE));
    }
}
