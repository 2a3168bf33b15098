package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.BackupKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that the program made when files were of version 3, in which no blob knew its place. */
class EarlierFileTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final SeriesKey ONE = SeriesKey.power("house", 1);
    private static final SeriesKey DISPLAY = new SeriesKey("house", 0, Quantity.TEMPERATURE);
    private static final Instant NOW = Instant.parse("2026-11-22T10:11:12.345Z");
    private static final long START = Instant.parse("2026-01-30T12:00:00Z").toEpochMilli();

    @TempDir
    private Path root;
    private Path folder;
    private Path earlier;

    @BeforeEach
    void unpack() throws Exception {
        folder = root.resolve("data");
        earlier = root.resolve("earlier.sqlite");
        try (var packed = new GZIPInputStream(EarlierFileTest.class.getResourceAsStream("version3.sqlite.gz"))) {
            Files.copy(packed, earlier);
        }
    }

    private void assertContent(ReadingStore store) throws StoreException {
        assertEquals(ZoneId.of("Europe/Berlin"), store.zone());
        assertEquals(Map.of(HOUSE, 14_401L, ONE, 2_880L, DISPLAY, 2_880L), Map.of(HOUSE, count(store, HOUSE), ONE,
                raw(store, ONE), DISPLAY, count(store, DISPLAY)));
        assertEquals(List.of(58_626_000_000_000L, 22_515_786_000_000L), integrals(store, HOUSE));
        assertEquals(List.of(1_810_458_360_000L, 680_587_020_000L), integrals(store, ONE));
        assertEquals(1, store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL).size());
        assertEquals(Optional.of("[]"), store.document("tariffs"));
        assertEquals("demo:", store.sources().getFirst().address());
        assertEquals("old capture", store.imports().getFirst().name());
        assertEquals(1, store.edits().size());
        var verification = store.verify(part -> {
        });
        assertTrue(verification.isGood(), verification::toString);
        assertEquals(20_101, verification.readings());
    }

    private static long count(ReadingStore store, SeriesKey key) throws StoreException {
        var found = new ArrayList<Reading>();
        store.forEachReading(key, TimeRange.ALL, found::add);
        return found.size();
    }

    private static long raw(ReadingStore store, SeriesKey key) throws StoreException {
        var found = new ArrayList<Reading>();
        store.forEachRawReading(key, TimeRange.ALL, found::add);
        return found.size();
    }

    private static List<Long> integrals(ReadingStore store, SeriesKey key) throws StoreException {
        return store.buckets(key, TimeRange.ALL, Resolution.MONTH).stream().map(bucket -> bucket.integral()).toList();
    }

    @Test
    void itCanBeRestored() throws Exception {
        assertEquals(Optional.empty(), SqliteLocation.of(folder).restore(earlier, NOW));
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertContent(store);
            assertEquals(Schema.VERSION, store.statistics().schemaVersion());
        }
        assertEquals(BackupKind.AUTOMATIC, SqliteLocation.of(folder).backups().getFirst().kind());
    }

    @Test
    void itsReadingsStandBesideNewOnes() throws Exception {
        Files.createDirectories(folder);
        Files.copy(earlier, folder.resolve(DataFolder.FILE_NAME));
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertContent(store);
            store.append(Map.of(HOUSE, List.of(new Reading(START + 3_000, 7, Reading.ABSENT, Reading.ABSENT))));
            assertEquals(14_402, count(store, HOUSE));
            assertTrue(store.verify(part -> {
            }).isGood());
            store.rebuild(part -> {
            });
            assertTrue(store.verify(part -> {
            }).isGood());
        }
    }

    @Test
    void theFirstFilesOfVersion3HadNoNotesOfImports() throws Exception {
        Files.createDirectories(folder);
        Files.copy(earlier, folder.resolve(DataFolder.FILE_NAME));
        Content.execute(folder, "DROP TABLE import_note");
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertContent(store);
        }
    }

    @Test
    void oneOfVersion4KeepsItsReadingsAndSums() throws Exception {
        Files.createDirectories(folder);
        try (var packed = new GZIPInputStream(EarlierFileTest.class.getResourceAsStream("version4.sqlite.gz"))) {
            Files.copy(packed, folder.resolve(DataFolder.FILE_NAME));
        }
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(Schema.VERSION, store.statistics().schemaVersion());
            assertEquals(Map.of(HOUSE, 28_901L, ONE, 2_880L, DISPLAY, 2_880L), Map.of(HOUSE, count(store, HOUSE), ONE,
                    raw(store, ONE), DISPLAY, count(store, DISPLAY)));
            assertEquals(List.of(88_059_330_021_000L, 32_978_382_000_000L), integrals(store, HOUSE));
            assertEquals(List.of(6_573_420_000_000L, 1_818_180_000_000L), integrals(store, ONE));
            assertEquals("old capture", store.imports().getFirst().name());
            assertTrue(store.verify(part -> {
            }).isGood());
        }
        assertEquals(1, SqliteLocation.of(folder).backups().size());
    }

    /** Programs that know version 5 would take the settings that are written now for damage, and write over them. */
    @Test
    void oneOfVersion5IsNoLongerOneForTheProgramsThatMadeItAndStaysAsABackup() throws Exception {
        Files.createDirectories(folder);
        try (var packed = new GZIPInputStream(EarlierFileTest.class.getResourceAsStream("version5.sqlite.gz"))) {
            Files.copy(packed, folder.resolve(DataFolder.FILE_NAME));
        }
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertVersion5(store);
            store.saveDocument("labels", "{\"version\":2,\"content\":[]}");
        }
        assertEquals(Integer.toString(Schema.VERSION), Content.ask(folder, "PRAGMA user_version"));
        var backup = SqliteLocation.of(folder).backups().getFirst();
        assertTrue(backup.path().getFileName().toString().endsWith("-v5-automatic.sqlite"), backup::toString);

        SqliteLocation.of(folder).restore(backup.path(), NOW);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertVersion5(store);
        }
    }

    private static void assertVersion5(ReadingStore store) throws StoreException {
        assertEquals(2_000, count(store, HOUSE));
        assertEquals(2_000, count(store, SeriesKey.power("Plugs", 1000)));
        assertEquals(Optional.of("Plugs\t1000\tINSIDE_HOUSE\tKettle\n"), store.document("labels"));
        assertTrue(store.document("meters").orElseThrow().startsWith("{\"house\":[\"house\"]"));
        assertTrue(store.verify(part -> {
        }).isGood());
    }

    @Test
    void readingsThatGotToAnotherPlaceAreDamage() throws Exception {
        SqliteLocation.of(folder).restore(earlier, NOW);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            // as they are written now
            var day = new ArrayList<Reading>();
            store.forEachRawReading(HOUSE, TimeRange.ofMillis(START, START + 86_400_000), day::add);
            store.replace(HOUSE, TimeRange.ofMillis(START, START + 86_400_000), day);
            store.replace(ONE, TimeRange.ofMillis(START, START + 86_400_000), day);
        }
        for (String harm : List.of(
                "UPDATE chunk SET id = id + 990000000 WHERE id = (SELECT min(id) FROM chunk)",
                "UPDATE chunk SET data = (SELECT data FROM chunk AS other WHERE other.id = (SELECT min(id) FROM chunk))"
                        + " WHERE id = (SELECT min(id) + 1 FROM chunk)",
                "UPDATE chunk SET data = (SELECT data FROM chunk AS other WHERE other.id % 10000000"
                        + " = chunk.id % 10000000 AND other.id < chunk.id LIMIT 1) WHERE id / 10000000 = (SELECT id FROM series"
                        + " WHERE sensor = 1)",
                "UPDATE sums_day SET id = id + 990000000", "UPDATE chunk SET readings = readings + 1",
                "UPDATE chunk SET data = zeroblob(0)")) {
            var copy = Files.createDirectory(root.resolve("copy" + harm.hashCode()));
            Files.copy(folder.resolve(DataFolder.FILE_NAME), copy.resolve(DataFolder.FILE_NAME));
            Content.execute(copy, harm);
            try (var store = SqliteLocation.of(copy).open(ZONE)) {
                var verification = store.verify(part -> {
                });
                assertFalse(verification.damage().isEmpty(), harm);
            } catch (StoreException e) {
                assertEquals(StoreException.Kind.DAMAGED, e.kind(), harm);
            }
        }
    }

    @Test
    void aPageThatGotToAnotherPlaceIsFound() throws Exception {
        SqliteLocation.of(folder).restore(earlier, NOW);
        try (var store = SqliteLocation.of(folder).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < 300_000; index++) {
                bulk.add(SeriesKey.power("other", 0), new Reading(START + index * 60_000L, index * 7919L % 1_000_003,
                        Reading.ABSENT, Reading.ABSENT));
            }
        }
        Content.execute(folder, "PRAGMA journal_mode = DELETE");
        var file = folder.resolve(DataFolder.FILE_NAME);
        int size = Integer.parseInt(Content.ask(folder, "PRAGMA page_size"));
        // the root of the chunks becomes a copy of the leaf that it begins with: all others are out of reach
        int rootPage = Integer.parseInt(Content.ask(folder, "SELECT rootpage FROM sqlite_schema WHERE name = 'chunk'"));
        var bytes = Files.readAllBytes(file);
        int at = (rootPage - 1) * size;
        assertEquals(5, bytes[at], "an inner page");
        int cell = at + ((bytes[at + 12] & 0xFF) << 8 | bytes[at + 13] & 0xFF);
        int leaf = (bytes[cell] & 0xFF) << 24 | (bytes[cell + 1] & 0xFF) << 16 | (bytes[cell + 2] & 0xFF) << 8
                | bytes[cell + 3] & 0xFF;
        System.arraycopy(bytes, (leaf - 1) * size, bytes, at, size);
        Files.write(file, bytes);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertFalse(store.verify(part -> {
            }).damage().isEmpty());
        }
        assertEquals(StoreException.Kind.DAMAGED, assertThrows(StoreException.class,
                () -> SqliteLocation.of(root.resolve("target")).restore(file, NOW)).kind());
    }

    @Test
    void aVersionIsNeverChangedOnceReleased() throws Exception {
        assertThrows(IndexOutOfBoundsException.class, () -> {
            try (var memory = StoreFile.connectToMemory()) {
                Schema.create(memory, Schema.VERSION + 1);
            }
        });
        assertEquals(7, Schema.VERSION, "a new version needs a file of the one before it here");
    }
}
