package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.NamedSensors;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.BackupKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of version 4, in which sensors with names and a meter's own met from 10 on, and others from 100 on. */
class SensorRenumberingTest {

    @TempDir
    private Path root;
    private Path folder;

    @BeforeEach
    void unpack() throws Exception {
        folder = Files.createDirectory(root.resolve("data"));
        try (var packed = new GZIPInputStream(EarlierFileTest.class.getResourceAsStream("version4.sqlite.gz"))) {
            Files.copy(packed, folder.resolve(DataFolder.FILE_NAME));
        }
    }

    private ReadingStore open() throws StoreException {
        return SqliteLocation.of(folder).open(ZoneId.of("UTC"));
    }

    private void keep(String name, String text) throws Exception {
        Content.execute(folder, "INSERT OR REPLACE INTO document VALUES ('" + name + "', '" + text + "')");
    }

    private static List<SeriesKey> keys(ReadingStore store) {
        return store.series().stream().map(SeriesInfo::key).toList();
    }

    @Test
    void sensorsWithNamesMoveAndAMetersOwnStay() throws Exception {
        Content.execute(folder, "UPDATE series SET meter = 'Hub', sensor = 12 WHERE quantity = 'POWER' AND sensor = 1");
        Content.execute(folder, "UPDATE series SET meter = 'Csv', sensor = 12 WHERE quantity = 'POWER' AND sensor = 0");
        Content.execute(folder, "UPDATE series SET meter = 'Csv', sensor = 120 WHERE quantity = 'TEMPERATURE'");
        keep("labels", "Hub\t0\tHOUSE\t\nHub\t12\tINSIDE_HOUSE\tFreezer\nHub\t99\tINSIDE_HOUSE\t3\nof no use\n");
        try (var store = open()) {
            assertEquals(List.of("Csv 12 POWER", "Csv 1110 TEMPERATURE", "Hub 1002 POWER"), keys(store).stream()
                    .map(key -> key.meter() + " " + key.sensor() + " " + key.quantity()).toList());
            assertTrue(store.verify(part -> {
            }).isGood());
            var names = new NamedSensors(store);
            assertEquals(List.of("Hub 0 ", "Hub 1002 Freezer", "Hub 1089 3", "Csv 1110 120"), names.all().stream()
                    .map(one -> one.meter() + " " + one.sensor() + " " + one.name()).toList());
            assertEquals(OptionalInt.of(1002), names.number("Hub", "Freezer", SensorRole.INSIDE_HOUSE));
            assertEquals(OptionalInt.of(1089), names.number("Hub", "3", SensorRole.INSIDE_HOUSE));
            assertEquals(OptionalInt.of(4), names.number("Hub", "04", SensorRole.INSIDE_HOUSE));
            assertEquals(OptionalInt.of(1090), names.number("Hub", "Kettle", SensorRole.INSIDE_HOUSE));
        }
        assertEquals(BackupKind.AUTOMATIC, SqliteLocation.of(folder).backups().getFirst().kind());
        try (var again = open()) {
            assertEquals(List.of(12, 1110, 1002), keys(again).stream().map(SeriesKey::sensor).toList());
        }
    }

    @Test
    void settingsAndFormulasKeepTheirMeaning() throws Exception {
        keep("labels", "Hub\t10\tINSIDE_HOUSE\tFreezer\nHub\t11\tINSIDE_HOUSE\tKettle\n");
        keep("sensors", """
                {"0|Hub":{"name":"House","formula":[]},"11|Hub":{"name":"A \\"b\\" | c","formula":[],"color":[3]},\
                "11|Csv":{"name":"","formula":[]},"100|Hub":{"name":"","formula":["0 - 10-11 + 12"]},\
                "101|a|b":{"name":"","formula":["-100 + 9 + 5000"],"temperatureOffset":-1.5},"odd":{"name":"x"}}""");
        keep("published mqtt://here", "begun\t7\nHub\t0\tPOWER\t8\nHub\t11\tPOWER\t9\nCsv\t11\tPOWER\t9\n"
                + "energy\tHub\t10\t1\t2\t3\t4\n");
        try (var store = open()) {
            assertEquals(
                    Optional.of(
                            """
                                    {"0|Hub":{"name":"House","formula":[]},"1001|Hub":{"name":"A \\"b\\" | c","formula":[],"color":[3]},\
                                    "11|Csv":{"name":"","formula":[]},"10000|Hub":{"name":"","formula":["0 - 1000-1001 + 12"]},\
                                    "10001|a|b":{"name":"","formula":["-10000 + 9 + 5000"],"temperatureOffset":-1.5},"odd":{"name":"x"}}\
                                    """),
                    store.document("sensors"));
            assertEquals(Optional.of("begun\t7\nHub\t0\tPOWER\t8\nHub\t1001\tPOWER\t9\nCsv\t11\tPOWER\t9\n"
                    + "energy\tHub\t1000\t1\t2\t3\t4\n"), store.document("published mqtt://here"));
        }
    }

    @Test
    void settingsThatAreNoneStayAsTheyAre() throws Exception {
        keep("sensors", "{not json");
        try (var store = open()) {
            assertEquals(Optional.of("{not json"), store.document("sensors"));
        }
    }

    @Test
    void aFileThatCannotBeRenumberedStaysOfItsVersion() throws Exception {
        Content.execute(folder, "UPDATE series SET meter = 'Hub', sensor = 12 WHERE quantity = 'POWER' AND sensor = 1");
        // as no program of ours made it: the place is taken
        Content.execute(folder,
                "UPDATE series SET meter = 'Hub', sensor = 1002 WHERE quantity = 'POWER' AND sensor = 0");
        keep("labels", "Hub\t12\tINSIDE_HOUSE\tFreezer\n");
        assertThrows(StoreException.class, this::open);
        assertEquals("4", Content.ask(folder, "PRAGMA user_version"));
        assertEquals("Hub\t12\tINSIDE_HOUSE\tFreezer\n", Content.ask(folder,
                "SELECT text FROM document WHERE name = 'labels'"));
        assertEquals("12", Content.ask(folder, "SELECT min(sensor) FROM series WHERE meter = 'Hub'"));
    }
}
