package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others have made, or changed, to do harm. */
class ForeignFileTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant NOW = Instant.parse("2026-11-22T10:11:12.345Z");

    @TempDir
    private Path root;
    private Path folder;
    private Path others;
    private Path backup;

    @BeforeEach
    void fill() throws Exception {
        folder = root.resolve("data");
        others = root.resolve("others");
        backup = others.resolve(DataFolder.FILE_NAME);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            store.append(Map.of(HOUSE, List.of(Reading.of(NOW, 1000), Reading.of(NOW.plusSeconds(6), 2000))));
            store.appendHistory(HOUSE, List.of(new HistoryBlock(HistorySpan.DAY, 0, 86_400_000, 10)));
            store.edit(Edit.exclude(HOUSE, TimeRange.ofMillis(0, 1), NOW, ""));
            store.saveNote(new Note(0, TimeRange.ofMillis(0, 1), "note"));
            store.backup(backup, part -> {
            });
        }
    }

    private void assertRefused() throws Exception {
        var refusal = assertThrows(StoreException.class, () -> SqliteLocation.of(folder).restore(backup, NOW));
        assertFalse(refusal.remedy().isEmpty());
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(2, store.statistics().readings(), "the present file stays");
            assertEquals(List.of(), store.remarks());
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(path -> path.toString().endsWith(".part")).toList());
        }
        var before = Files.readAllBytes(backup);
        var opening = assertThrows(StoreException.class, () -> SqliteLocation.of(others).open(ZONE).close());
        assertFalse(opening.remedy().isEmpty());
        assertEquals(refusal.kind(), opening.kind());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(backup)), "nothing of it was run");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TRIGGER harm AFTER INSERT ON hot BEGIN DELETE FROM chunk; DELETE FROM hot; END",
        "CREATE TRIGGER harm AFTER UPDATE ON property BEGIN DELETE FROM hot; END",
        "CREATE VIEW harm AS SELECT 1", "CREATE TABLE harm (id INTEGER)", "CREATE INDEX harm ON chunk (readings)",
        "CREATE UNIQUE INDEX harm ON hot (time_millis)", "CREATE INDEX harm ON chunk (abs(readings))",
        "CREATE VIRTUAL TABLE harm USING fts5(text)",
        "ALTER TABLE note ADD COLUMN harm GENERATED ALWAYS AS ('x')",
        "ALTER TABLE note ADD COLUMN harm TEXT DEFAULT 'x'", "ALTER TABLE note RENAME COLUMN text TO words",
        "ALTER TABLE note RENAME TO notes", "DROP TABLE chunk", "DROP TABLE note", "PRAGMA application_id = 1",
        "PRAGMA application_id = 0", "PRAGMA user_version = 99", "PRAGMA user_version = -1", "PRAGMA user_version = 1",
        "UPDATE property SET value = 'Mars/Olympus' WHERE name = 'zone'", "DELETE FROM property WHERE name = 'zone'"})
    void aFileWithAnythingThatIsNotOursIsRefusedAndNotRun(String harm) throws Exception {
        Content.execute(others, harm);
        assertRefused();
    }

    @Test
    void aTableThatOnlyLooksLikeOursIsRefused() throws Exception {
        Content.execute(others, "DROP TABLE note");
        Content.execute(others,
                "CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, start_millis INTEGER NOT NULL,"
                        + " end_millis INTEGER NOT NULL, text TEXT NOT NULL, CHECK (text <> 'x'))");
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE series SET quantity = 'LOVE'", "UPDATE series SET meter = ''",
        "UPDATE series SET sensor = 99999999999", "UPDATE edit SET factor = 'much'", "UPDATE edit SET kind = 'X'",
        "UPDATE edit SET end_millis = -5"})
    void aRowThatIsNoneIsDamageWithItsPlace(String harm) throws Exception {
        Content.execute(others, harm);
        var damage = assertThrows(StoreException.class, () -> SqliteLocation.of(others).open(ZONE).close());
        assertEquals(StoreException.Kind.DAMAGED, damage.kind());
        assertTrue(damage.getMessage().contains("1"), damage::getMessage);
        SqliteLocation.of(folder).open(ZONE).close();
    }

    @Test
    void rowsThatAreReadLaterAreDamageToo() throws Exception {
        Content.execute(others, "UPDATE history SET watt_hours = -1");
        Content.execute(others, "UPDATE note SET end_millis = -1");
        Content.execute(others, "UPDATE series SET first_channel_only = 'x'");
        try (var store = SqliteLocation.of(others).open(ZONE)) {
            assertEquals(StoreException.Kind.DAMAGED, assertThrows(StoreException.class,
                    () -> store.history(HOUSE, HistorySpan.DAY, TimeRange.ALL)).kind());
            assertEquals(StoreException.Kind.DAMAGED, assertThrows(StoreException.class,
                    () -> store.notes(TimeRange.ofMillis(-10, 10))).kind());
            assertEquals(2, store.statistics().readings());
        }
    }

    @Test
    void analyzingAFileHarmsNobody() throws Exception {
        Content.execute(others, "ANALYZE");
        SqliteLocation.of(folder).restore(backup, NOW);
        SqliteLocation.of(folder).open(ZONE).close();
    }

    @Test
    void aJournalThatComesWithABackupIsNotRun() throws Exception {
        Files.write(Path.of(backup + "-journal"), new byte[4096]);
        SqliteLocation.of(folder).restore(backup, NOW);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(2, store.statistics().readings());
        }
        assertTrue(Files.exists(Path.of(backup + "-journal")));
    }

    @Test
    void mutatedFilesAreSoundOrDamagedAndNothingElse() throws Exception {
        try (var store = SqliteLocation.of(others).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < 20_000; index++) {
                bulk.add(HOUSE, new Reading(NOW.toEpochMilli() + index * 6_000L, index % 977 * 1000L, Reading.ABSENT,
                        Reading.ABSENT));
            }
        }
        Content.execute(others, "PRAGMA journal_mode = DELETE");
        var good = Files.readAllBytes(backup);
        var random = new Random(9);
        var mutated = Files.createDirectories(root.resolve("mutated"));
        int damaged = 0;
        for (int round = 0; round < 150; round++) {
            var bytes = good.clone();
            for (int change = 1 + random.nextInt(20); change > 0; change--) {
                bytes[random.nextInt(round % 3 == 0 ? 4096 : bytes.length)] = (byte) random.nextInt();
            }
            var file = mutated.resolve(DataFolder.FILE_NAME);
            Files.write(file, bytes);
            try (var store = SqliteLocation.of(mutated).open(ZONE)) {
                var found = new ArrayList<Reading>();
                for (var series : store.series()) {
                    store.forEachReading(series.key(), TimeRange.ALL, found::add);
                    for (var resolution : Resolution.values()) {
                        store.buckets(series.key(), TimeRange.ALL, resolution);
                    }
                }
                damaged += store.verify(part -> {
                }).isGood() ? 0 : 1;
            } catch (StoreException e) {
                damaged++;
            }
            try (var files = Files.list(mutated)) {
                for (var left : files.toList()) {
                    if (Files.isRegularFile(left)) {
                        Files.delete(left);
                    }
                }
            }
        }
        assertTrue(damaged > 50, damaged + " of 150");
        Files.move(backup, mutated.resolve(DataFolder.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
        SqliteLocation.of(mutated).open(ZONE).close();
    }
}
