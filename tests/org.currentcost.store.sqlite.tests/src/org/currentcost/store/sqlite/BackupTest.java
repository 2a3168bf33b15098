package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.Backup;
import org.currentcost.store.StoreLocation.BackupKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups, migration, restoring and moving; nothing is lost on any of these ways. */
class BackupTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant NOW = Instant.parse("2026-11-22T10:11:12.345Z");

    @TempDir
    private Path root;

    private Path folder() {
        return root.resolve("data");
    }

    private static Reading reading(int index) {
        return new Reading(1_767_225_600_000L + index * 6_000L, index % 900 * 1000L, Reading.ABSENT, Reading.ABSENT);
    }

    private void fill(int from, int to) throws StoreException {
        try (var store = SqliteLocation.of(folder()).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = from; index < to; index++) {
                bulk.add(HOUSE, reading(index));
            }
        }
    }

    private long readings() throws StoreException {
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            return store.statistics().readings();
        }
    }

    private static void ignore(double part) {
        assertTrue(part >= 0 && part <= 1);
    }

    private static StoreException.Kind refusal(Executable action) {
        var refusal = assertThrows(StoreException.class, action);
        assertFalse(refusal.getMessage().isEmpty());
        assertFalse(refusal.remedy().isEmpty());
        return refusal.kind();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileOfAnEarlierVersionIsBroughtUpToDateAfterABackup(int version) throws Exception {
        fill(0, 5000);
        Content.makeOld(folder(), version);
        var before = Content.of(folder());
        try (var store = SqliteLocation.of(folder()).open(ZONE, InstantSource.fixed(NOW))) {
            assertEquals(Schema.VERSION, store.statistics().schemaVersion());
            store.saveDocument("tariffs", "none");
            store.edit(Edit.exclude(HOUSE, TimeRange.ALL, NOW, ""));
            store.setFirstChannelOnly(HOUSE, true);
        }
        var backup = SqliteLocation.of(folder()).backups().getFirst();
        assertEquals(new Backup(folder().resolve("backups/readings-20261122T101112345Z-v" + version
                + "-automatic.sqlite"), NOW, Files.size(backup.path()), BackupKind.AUTOMATIC), backup);
        var copy = Files.createDirectories(root.resolve("copy"));
        Files.copy(backup.path(), copy.resolve(DataFolder.FILE_NAME));
        assertEquals(before, Content.of(copy));
        assertEquals(Integer.toString(version), Content.ask(copy, "PRAGMA user_version"));
        SqliteLocation.of(folder()).restore(backup.path(), NOW.plusSeconds(1));
        try (var store = SqliteLocation.of(folder()).open(ZONE, InstantSource.fixed(NOW.plusSeconds(2)))) {
            assertEquals(5000, store.statistics().readings());
            assertEquals(List.of(), store.edits());
            assertEquals(Optional.empty(), store.document("tariffs"));
        }
    }

    @Test
    void threeOfTheAutomaticOnesAreKeptAndAllOthers() throws Exception {
        fill(0, 10);
        for (int second = 0; second < 5; second++) {
            Content.makeOld(folder(), 2);
            int now = second;
            try (var store = SqliteLocation.of(folder()).open(ZONE, () -> NOW.plusSeconds(now))) {
                store.backup(SqliteLocation.of(folder()).backupName(NOW.plusSeconds(now)), BackupTest::ignore);
            }
        }
        SqliteLocation.of(folder()).open(ZONE).close();
        var backups = SqliteLocation.of(folder()).backups();
        assertEquals(5, backups.stream().filter(backup -> backup.kind() == BackupKind.ON_DEMAND).count());
        assertEquals(List.of(NOW.plusSeconds(4), NOW.plusSeconds(3), NOW.plusSeconds(2)), backups.stream()
                .filter(backup -> backup.kind() == BackupKind.AUTOMATIC).map(Backup::time).toList());
        assertEquals(backups.stream().map(Backup::time).sorted(Comparator.reverseOrder()).toList(),
                backups.stream().map(Backup::time).toList());
    }

    @Test
    void aBackupHoldsAllThatWasThereWhenItWasMadeAlsoInAnOpenStore() throws Exception {
        fill(0, 30_000);
        var target = root.resolve("elsewhere/deep/copy.sqlite");
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            store.append(Map.of(HOUSE, List.of(reading(30_000))));
            var note = store.saveNote(new Note(0, TimeRange.endingAt(NOW, Duration.ZERO), "oven"));
            var parts = new ArrayList<Double>();
            store.backup(target, parts::add);
            assertEquals(1.0, parts.getLast());
            store.append(Map.of(HOUSE, List.of(reading(30_001))));
            assertEquals(StoreException.Kind.OTHER, refusal(() -> store.backup(target, BackupTest::ignore)));
            store.removeNote(note.id());
        }
        var aside = SqliteLocation.of(folder()).restore(target, NOW).orElseThrow();
        assertTrue(Files.exists(target));
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            assertEquals(30_001, store.statistics().readings());
            assertEquals(1, store.notes(TimeRange.ALL).size());
        }
        assertEquals(List.of(aside), SqliteLocation.of(folder()).backups().stream().map(Backup::path).toList());
        assertEquals(BackupKind.REPLACED, SqliteLocation.of(folder()).backups().getFirst().kind());
        SqliteLocation.of(folder()).restore(aside, NOW.plusSeconds(1));
        assertEquals(30_002, readings());
    }

    @Test
    void aCancelledBackupLeavesNoFile() throws Exception {
        fill(0, 400_000);
        var target = root.resolve("copies/copy.sqlite");
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            assertThrows(CancellationException.class, () -> store.backup(target, part -> {
                throw new CancellationException();
            }));
            try (var left = Files.list(target.getParent())) {
                assertEquals(List.of(), left.toList());
            }
            store.backup(target, BackupTest::ignore);
        }
        assertTrue(Files.exists(target));
    }

    @Test
    void whatIsNoBackupIsRefusedAndThePresentFileStays() throws Exception {
        fill(0, 50_000);
        var good = root.resolve("good.sqlite");
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            store.backup(good, BackupTest::ignore);
            assertEquals(StoreException.Kind.IN_USE, refusal(() -> SqliteLocation.of(folder()).restore(good, NOW)));
        }
        var text = Files.writeString(root.resolve("text.sqlite"), "watts\n".repeat(5000));
        var damaged = root.resolve("damaged.sqlite");
        var bytes = Files.readAllBytes(good);
        Arrays.fill(bytes, 8192, bytes.length - 4096, (byte) 0x55);
        Files.write(damaged, bytes);
        var foreign = Files.createDirectories(root.resolve("foreign"));
        Content.execute(foreign, "CREATE TABLE bookmarks (name TEXT)");
        var later = Files.createDirectories(root.resolve("later"));
        Files.copy(good, later.resolve(DataFolder.FILE_NAME));
        Content.execute(later, "PRAGMA user_version = 99");
        assertEquals(StoreException.Kind.DAMAGED, refusal(() -> SqliteLocation.of(folder()).restore(text, NOW)));
        assertEquals(StoreException.Kind.DAMAGED, refusal(() -> SqliteLocation.of(folder()).restore(damaged, NOW)));
        assertEquals(StoreException.Kind.OTHER,
                refusal(() -> SqliteLocation.of(folder()).restore(foreign.resolve(DataFolder.FILE_NAME), NOW)));
        assertEquals(StoreException.Kind.TOO_NEW,
                refusal(() -> SqliteLocation.of(folder()).restore(later.resolve(DataFolder.FILE_NAME), NOW)));
        refusal(() -> SqliteLocation.of(folder()).restore(root.resolve("missing.sqlite"), NOW));
        assertEquals(50_000, readings());
        assertEquals(List.of(), SqliteLocation.of(folder()).backups());
        try (var left = Files.list(folder())) {
            assertEquals(List.of(), left.filter(path -> path.getFileName().toString().contains("restor")).toList());
        }
    }

    @Test
    void aDamagedFileIsPutAsideAndABackupTakesItsPlace() throws Exception {
        fill(0, 1000);
        var good = root.resolve("good.sqlite");
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            store.backup(good, BackupTest::ignore);
        }
        Files.writeString(folder().resolve(DataFolder.FILE_NAME), "watts\n".repeat(5000));
        var aside = SqliteLocation.of(folder()).restore(good, NOW).orElseThrow();
        assertTrue(Files.readString(aside).startsWith("watts"));
        assertEquals(1000, readings());
    }

    @Test
    void aRestoringThatDiedInTheMiddleIsFinished() throws Exception {
        fill(0, 1000);
        Files.move(folder().resolve(DataFolder.FILE_NAME), folder().resolve(DataFolder.FILE_NAME + ".restored"));
        assertEquals(1000, readings());
        Files.writeString(folder().resolve(DataFolder.FILE_NAME + ".restored"), "left over");
        assertEquals(1000, readings());
        assertFalse(Files.exists(folder().resolve(DataFolder.FILE_NAME + ".restored")));
    }

    @Test
    void aMovedFolderHasEverythingAndTheOldOneNothing() throws Exception {
        fill(0, 5000);
        Files.createDirectories(folder().resolve("captures/deep"));
        Files.writeString(folder().resolve("captures/deep/raw.txt"), "<msg>");
        var content = Content.of(folder());
        var target = root.resolve("new/place");
        var parts = new ArrayList<Double>();
        SqliteLocation.of(folder()).move(target, parts::add);
        assertEquals(parts.stream().sorted().toList(), parts);
        assertEquals(content, Content.of(target));
        assertEquals("<msg>", Files.readString(target.resolve("captures/deep/raw.txt")));
        assertFalse(Files.exists(folder().resolve(DataFolder.FILE_NAME)));
        assertFalse(Files.exists(folder().resolve("captures")));
        try (var store = SqliteLocation.of(target).open(ZONE)) {
            assertEquals(5000, store.statistics().readings());
        }
    }

    @Test
    void aMoveThatCannotBeMadeChangesNothing() throws Exception {
        fill(0, 5000);
        var content = Content.of(folder());
        var full = Files.createDirectories(root.resolve("full"));
        Files.writeString(full.resolve("letter.txt"), "Dear");
        var target = root.resolve("target");
        assertEquals(StoreException.Kind.OTHER,
                refusal(() -> SqliteLocation.of(folder()).move(full, BackupTest::ignore)));
        assertEquals(StoreException.Kind.OTHER,
                refusal(() -> SqliteLocation.of(folder()).move(folder().resolve("inside"), BackupTest::ignore)));
        assertEquals(StoreException.Kind.OTHER,
                refusal(() -> SqliteLocation.of(folder()).move(folder(), BackupTest::ignore)));
        assertEquals(StoreException.Kind.OTHER,
                refusal(() -> SqliteLocation.of(target).move(full, BackupTest::ignore)));
        assertThrows(CancellationException.class, () -> SqliteLocation.of(folder()).move(target, part -> {
            throw new CancellationException();
        }));
        assertFalse(Files.exists(target.resolve(DataFolder.FILE_NAME)));
        try (var store = SqliteLocation.of(folder()).open(ZONE)) {
            assertEquals(StoreException.Kind.IN_USE,
                    refusal(() -> SqliteLocation.of(folder()).move(target, BackupTest::ignore)));
            assertEquals(5000, store.statistics().readings());
        }
        assertEquals(content, Content.of(folder()));
        assertEquals("Dear", Files.readString(full.resolve("letter.txt")));
        SqliteLocation.of(folder()).move(target, BackupTest::ignore);
        assertEquals(content, Content.of(target));
    }
}
