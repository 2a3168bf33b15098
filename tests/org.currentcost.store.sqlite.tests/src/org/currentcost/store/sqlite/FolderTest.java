package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.currentcost.model.NativeLibraryFolder;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Who may read what is in a data folder, and what there is in it that is not ours. */
class FolderTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant NOW = Instant.parse("2026-11-22T10:11:12.345Z");

    @TempDir
    private Path root;
    private Path folder;

    @BeforeEach
    void choose() {
        folder = root.resolve("home/data");
    }

    private static void assumePermissions(Path path) {
        assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("unix"), "no permissions here");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private void append(ReadingStore store, int second) throws StoreException {
        store.append(Map.of(HOUSE, List.of(Reading.of(NOW.plusSeconds(second), 1000))));
    }

    @Test
    void whatWeMakeIsTheOwnersAlone() throws Exception {
        assumePermissions(root);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            append(store, 0);
            store.backup(SqliteLocation.of(folder).backupName(NOW), part -> {
            });
            assertEquals(List.of(), store.remarks());
            for (String name : List.of("", "-wal", "-shm")) {
                assertEquals("rw-------", permissions(Path.of(folder.resolve(DataFolder.FILE_NAME) + name)), name);
            }
        }
        SqliteLocation.of(folder).restore(SqliteLocation.of(folder).backups().getFirst().path(), NOW.plusSeconds(1));
        var target = root.resolve("elsewhere/data");
        SqliteLocation.of(folder).move(target, part -> {
        });
        assertEquals("rwx------", permissions(root.resolve("home")));
        for (var place : List.of(folder, target)) {
            try (var files = Files.walk(place)) {
                for (var file : files.toList()) {
                    assertEquals(Files.isDirectory(file) ? "rwx------" : "rw-------", permissions(file),
                            file.toString());
                }
            }
        }
    }

    /** What comes into the old folder meanwhile can't be removed with it, once the old readings have gone. */
    @Test
    void afterAMoveThatFailsAtItsEndTheReadingsAreOpenedWhereTheyAre() throws Exception {
        var before = SqliteLocation.of(folder);
        try (var store = before.open(ZONE)) {
            append(store, 0);
            store.backup(before.backupName(NOW), part -> {
            });
        }
        var target = root.resolve("elsewhere");
        var late = folder.resolve(DataFolder.BACKUPS).resolve("late.txt");
        var failure = assertThrows(StoreException.class, () -> before.move(target, part -> {
            try {
                Files.writeString(late, "late");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        assertFalse(failure.remedy().isEmpty());
        assertFalse(Files.exists(folder.resolve(DataFolder.FILE_NAME)));

        for (var location : List.of(before, SqliteLocation.of(folder), SqliteLocation.of(target))) {
            try (var store = location.open(ZONE)) {
                assertEquals(1, store.statistics().readings());
            }
        }
        assertFalse(Files.exists(folder.resolve(DataFolder.FILE_NAME)), "no empty file takes their place");
        assertEquals(target.toRealPath(), SqliteLocation.of(folder).folder());
        assertFalse(Files.exists(target.resolve(DataFolder.MOVING)));
        assertTrue(Files.exists(late));
    }

    @Test
    void aFolderThatIsThereIsLeftAsItIsAndTold() throws Exception {
        assumePermissions(root);
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(1, store.remarks().size());
            assertTrue(store.remarks().getFirst().contains("---r-xr-x"), store.remarks()::toString);
        }
        assertEquals("rwxr-xr-x", permissions(folder));
        assertEquals("rw-------", permissions(folder.resolve(DataFolder.FILE_NAME)));
    }

    @Test
    void aLockThatIsALinkIsNotFollowed() throws Exception {
        assumePermissions(root);
        var letter = Files.writeString(root.resolve("letter.txt"), "Dear");
        Files.createDirectories(folder);
        var lock = folder.resolve(".lock");
        Files.createSymbolicLink(lock, letter);
        assertRefused(lock, letter);
        Files.createSymbolicLink(lock, root.resolve("missing"));
        assertRefused(lock, letter);
        assertFalse(Files.exists(root.resolve("missing")));
        Files.createLink(lock, letter);
        assertRefused(lock, letter);
        Files.createDirectory(lock);
        assertRefused(lock, letter);
        SqliteLocation.of(folder).open(ZONE).close();
    }

    private void assertRefused(Path lock, Path letter) throws Exception {
        var refusal = assertThrows(StoreException.class, () -> SqliteLocation.of(folder).open(ZONE).close());
        assertTrue(refusal.getMessage().contains(lock.toString()), refusal::getMessage);
        assertFalse(refusal.remedy().isEmpty());
        assertThrows(StoreException.class, () -> SqliteLocation.of(folder).restore(letter, NOW));
        assertEquals("Dear", Files.readString(letter));
        Files.delete(lock);
    }

    @Test
    void aLinkInThePlaceOfANewFileIsNotFollowed() throws Exception {
        assumePermissions(root);
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve(DataFolder.FILE_NAME), root.resolve("missing"));
        assertThrows(StoreException.class, () -> SqliteLocation.of(folder).open(ZONE).close());
        assertFalse(Files.exists(root.resolve("missing")));
        Files.delete(folder.resolve(DataFolder.FILE_NAME));
        var target = root.resolve("backup.sqlite");
        Files.createSymbolicLink(target, root.resolve("missing"));
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertThrows(StoreException.class, () -> store.backup(target, part -> {
            }));
        }
        assertFalse(Files.exists(root.resolve("missing")));
    }

    @Test
    void aBackupTouchesNothingBesideIt() throws Exception {
        var target = root.resolve("backup.sqlite");
        var mine = Files.writeString(root.resolve("backup.sqlite.part"), "mine");
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            append(store, 0);
            store.backup(target, part -> {
            });
            assertThrows(StoreException.class, () -> store.backup(target, part -> {
            }));
        }
        assertEquals("mine", Files.readString(mine));
        try (var files = Files.list(root)) {
            assertEquals(Set.of(target, mine, root.resolve("home")), Set.copyOf(files.toList()));
        }
    }

    @Test
    void whatKilledProcessesLeftIsDeletedAndTold() throws Exception {
        SqliteLocation.of(folder).open(ZONE).close();
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        var backups = Files.createDirectories(folder.resolve("backups"));
        String end = dead.pid() + "-0123456789abcdef.part";
        for (var left : List.of(folder.resolve("readings.sqlite." + end), backups.resolve("x." + end),
                backups.resolve("x." + end + "-journal"))) {
            Files.writeString(left, "left");
        }
        var mine = Files.writeString(folder.resolve("letter.part"), "mine");
        var living = Files.writeString(
                folder.resolve("x." + ProcessHandle.current().pid() + "-0123456789abcdef.part"), "living");
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(1, store.remarks().size());
            assertTrue(store.remarks().getFirst().contains("3"), store.remarks()::toString);
        }
        assertTrue(Files.exists(mine) && Files.exists(living));
        try (var left = Files.list(backups)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theLibraryOfTheDatabaseIsWhereNobodyElseCanPutAnother() throws Exception {
        assumeTrue(System.getProperty("org.sqlite.lib.path", "").contains("database"), "set by whoever runs this");
        SqliteLocation.of(folder).open(ZONE).close();
        var place = Path.of(System.getProperty("org.sqlite.lib.path"));
        assertTrue(place.startsWith(NativeLibraryFolder.get()));
        assertFalse(Files.exists(folder.resolve(".native")));
    }

    @Test
    void aRestoreThatDiedBeforeItsLastStepIsUndoneAndTold() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            append(store, 0);
        }
        var aside = Files.createDirectories(folder.resolve("backups"))
                .resolve("readings-20261122T101112345Z-v4-replaced.sqlite");
        Files.createLink(aside, folder.resolve(DataFolder.FILE_NAME));
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(1, store.remarks().size());
            assertEquals(1, store.statistics().readings());
            append(store, 6);
        }
        assertFalse(Files.exists(aside));
        // an earlier version of the program could leave the folder without its file
        Files.move(folder.resolve(DataFolder.FILE_NAME), aside);
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertTrue(store.remarks().getFirst().contains(aside.toString()), store.remarks()::toString);
        }
    }

    @Test
    void aFileThatIsThereIsNeverWrittenOver() throws Exception {
        var file = Files.writeString(root.resolve("letter.txt"), "Dear");
        assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.create(file));
        assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.copy(file, file, length -> {
        }));
        assertEquals("Dear", Files.readString(file));
        PrivateFiles.write(file, "Sir");
        assertEquals("Sir", Files.readString(file));
    }

    @Test
    void whereNothingCanBeLockedItIsSaid() {
        var file = new StoreFile(folder.resolve(DataFolder.FILE_NAME));
        for (var code : List.of(SQLiteErrorCode.SQLITE_IOERR_LOCK, SQLiteErrorCode.SQLITE_IOERR_SHMLOCK,
                SQLiteErrorCode.SQLITE_PROTOCOL)) {
            var problem = file.problem(new SQLiteException("locking protocol", code));
            assertEquals(FolderLock.noLocks(folder, new IOException("locking protocol")).getMessage(),
                    problem.getMessage());
            assertFalse(problem.remedy().isEmpty());
        }
    }

    @Test
    void aRefusedBackupIsCalledByTheNameThatTheUserKnows() throws Exception {
        SqliteLocation.of(folder).open(ZONE).close();
        var letter = Files.writeString(root.resolve("letter.txt"), "Dear");
        var refusal = assertThrows(StoreException.class, () -> SqliteLocation.of(folder).restore(letter, NOW));
        assertTrue(refusal.getMessage().contains(letter.toString()), refusal::getMessage);
        assertFalse(refusal.getMessage().contains(".part"), refusal::getMessage);
    }
}
