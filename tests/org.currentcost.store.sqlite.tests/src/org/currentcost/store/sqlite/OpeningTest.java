package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Reading READING = Reading.of(Instant.parse("2026-01-01T00:00:00Z"), 1000);

    @TempDir
    private Path folder;

    private void fill() throws StoreException {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            store.append(Map.of(HOUSE, List.of(READING)));
        }
    }

    private StoreException refusal() {
        return assertThrows(StoreException.class, () -> SqliteLocation.of(folder).open(ZONE).close());
    }

    private void assertReadable() throws StoreException {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(READING, store.latest(HOUSE).orElseThrow());
            assertEquals(1, store.statistics().readings());
        }
    }

    @Test
    void aMissingFolderIsMade() throws Exception {
        var deep = folder.resolve("a/b/c");
        SqliteLocation.of(deep).open(ZONE).close();
        assertTrue(Files.exists(deep.resolve(DataFolder.FILE_NAME)));
        assertFalse(Files.exists(deep.resolve(DataFolder.FILE_NAME + "-wal")));
    }

    @Test
    void aSecondStoreOfTheProcessIsRefusedAndTheFirstKeepsTheFolder() throws Exception {
        try (var first = SqliteLocation.of(folder).open(ZONE)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                var refusal = refusal();
                assertEquals(StoreException.Kind.IN_USE, refusal.kind());
                assertTrue(refusal.getMessage().contains(Long.toString(ProcessHandle.current().pid())),
                        refusal::getMessage);
                assertFalse(refusal.remedy().isEmpty());
            }
            assertEquals(ZONE, first.zone());
            try (var other = StoreProgram.start(folder, "try")) {
                assertEquals("IN_USE " + ProcessHandle.current().pid(), other.line());
            }
        }
        fill();
    }

    @Test
    void anotherProcessIsNamedAndLeavesTheFolderWhenItDies() throws Exception {
        try (var other = StoreProgram.start(folder, "hold")) {
            assertEquals("open", other.line());
            var refusal = refusal();
            assertEquals(StoreException.Kind.IN_USE, refusal.kind());
            assertTrue(refusal.getMessage().contains(Long.toString(other.pid())), refusal::getMessage);
        }
        assertTrue(Files.exists(folder.resolve(".lock")));
        fill();
        assertReadable();
    }

    @Test
    void anEmptyFileIsMadeIntoAStore() throws Exception {
        Files.createFile(folder.resolve(DataFolder.FILE_NAME));
        fill();
        assertReadable();
        assertEquals(Integer.toString(Schema.VERSION), Content.ask(folder, "PRAGMA user_version"));
    }

    @Test
    void aFileOfVersionZeroWithoutTablesIsMigrated() throws Exception {
        Content.execute(folder, "PRAGMA application_id = " + Schema.APPLICATION_ID);
        Content.execute(folder, "PRAGMA user_version = 0");
        fill();
        assertReadable();
    }

    @Test
    void aFileOfALaterVersionIsRefusedAndNotTouched() throws Exception {
        fill();
        Content.execute(folder, "PRAGMA user_version = 99");
        var before = Files.readAllBytes(folder.resolve(DataFolder.FILE_NAME));
        assertEquals(StoreException.Kind.TOO_NEW, refusal().kind());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve(DataFolder.FILE_NAME))));
        Content.execute(folder, "PRAGMA user_version = " + Schema.VERSION);
        assertReadable();
    }

    @Test
    void anotherProgramsFileIsRefused() throws Exception {
        Content.execute(folder, "CREATE TABLE bookmarks (name TEXT)");
        assertEquals(StoreException.Kind.OTHER, refusal().kind());
        assertEquals("0", Content.ask(folder, "SELECT count(*) FROM bookmarks"));
    }

    @Test
    void whatIsNoDatabaseIsDamaged() throws Exception {
        Files.writeString(folder.resolve(DataFolder.FILE_NAME), "watts\n".repeat(5000));
        var refusal = refusal();
        assertEquals(StoreException.Kind.DAMAGED, refusal.kind());
        assertFalse(refusal.remedy().isEmpty());
    }

    @Test
    void aFileThatWasNotClosedIsChecked() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < 50_000; index++) {
                bulk.add(HOUSE, new Reading(index * 6_000L, index % 977 * 1000L, Reading.ABSENT, Reading.ABSENT));
            }
        }
        Content.execute(folder, "UPDATE property SET value = '0' WHERE name = 'closed_cleanly'");
        SqliteLocation.of(folder).open(ZONE).close();
        Content.execute(folder, "UPDATE property SET value = '0' WHERE name = 'closed_cleanly'");
        Content.execute(folder, "PRAGMA journal_mode = DELETE");
        int root = Integer.parseInt(Content.ask(folder, "SELECT rootpage FROM sqlite_schema WHERE name = 'chunk'"));
        var file = folder.resolve(DataFolder.FILE_NAME);
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, (root - 1) * 4096 + 8, (root - 1) * 4096 + 200, (byte) 0xFF);
        Files.write(file, bytes);
        assertEquals(StoreException.Kind.DAMAGED, refusal().kind());
    }

    @Test
    void aReadOnlyFolderIsRefused() throws Exception {
        fill();
        try {
            assertTrue(folder.toFile().setWritable(false));
            assumeFalse(Files.isWritable(folder), "this account may write everywhere");
            assertEquals(StoreException.Kind.READ_ONLY, refusal().kind());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
        assertReadable();
    }

    @Test
    @SuppressWarnings("resource") // it is closed, twice
    void aClosedStoreSaysSo() throws Exception {
        var store = SqliteLocation.of(folder).open(ZONE);
        store.append(Map.of(HOUSE, List.of(READING)));
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> store.query(HOUSE, TimeRange.ALL, 10));
        assertThrows(IllegalStateException.class, () -> store.append(Map.of(HOUSE, List.of(READING))));
        assertReadable();
    }
}
