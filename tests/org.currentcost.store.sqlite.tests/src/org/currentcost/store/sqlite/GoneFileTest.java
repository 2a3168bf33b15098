package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.SystemProgram;
import org.currentcost.testkit.TestDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others remove the file, or its folder, while a store is open; or it lies where nothing can be written. */
class GoneFileTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final SeriesKey OTHER = SeriesKey.power("other", 0);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path root;
    private Path folder;
    private ReadingStore store;

    @BeforeEach
    void open() throws StoreException {
        folder = root.resolve("data");
        store = SqliteLocation.of(folder).open(ZONE);
        append(0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void append(int second) throws StoreException {
        var readings = List.of(Reading.of(START.plusSeconds(second), 1000));
        assertEquals(2, store.append(Map.of(HOUSE, readings, OTHER, readings)).stored());
    }

    private static List<Long> seconds(ReadingStore store) throws StoreException {
        var found = new ArrayList<Long>();
        store.forEachReading(HOUSE, TimeRange.ALL,
                reading -> found.add(reading.time().getEpochSecond() - START.getEpochSecond()));
        return found;
    }

    private void assertWhole(List<Long> expected) throws StoreException {
        assertEquals(expected, seconds(store));
        assertTrue(store.verify(part -> {
        }).isGood());
        store.close();
        try (var again = SqliteLocation.of(folder).open(ZONE)) {
            assertEquals(expected, seconds(again));
            assertTrue(again.verify(part -> {
            }).isGood());
        }
    }

    private void remove() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void recordingGoesOnInANewFileWhereTheFileIsRemovedAndItIsSaid() throws Exception {
        long revision = store.revision();
        Files.delete(folder.resolve(DataFolder.FILE_NAME));
        append(6);
        assertEquals(1, store.remarks().size());
        assertTrue(store.remarks().getFirst().contains(DataFolder.FILE_NAME));
        assertTrue(store.revision() > revision);
        append(12);
        assertWhole(List.of(6L, 12L));
    }

    @Test
    void itDoesSoWhereEverythingInTheFolderIsRemoved() throws Exception {
        store.saveDocument("tariffs", "[]");
        remove();
        append(6);
        assertTrue(store.document("tariffs").isEmpty());
        assertEquals(StoreException.Kind.IN_USE,
                assertThrows(StoreException.class, () -> SqliteLocation.of(folder).open(ZONE).close()).kind());
        assertWhole(List.of(6L));
    }

    @Test
    void aFileThatTookThePlaceIsGoneOnWith() throws Exception {
        var backup = root.resolve("backup.sqlite");
        store.backup(backup, part -> {
        });
        append(6);
        Files.move(backup, folder.resolve(DataFolder.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
        append(12);
        assertEquals(1, store.remarks().size());
        assertWhole(List.of(0L, 12L));
    }

    @Test
    void whatIsNoStoreIsNotWrittenTo() throws Exception {
        var file = folder.resolve(DataFolder.FILE_NAME);
        Files.delete(file);
        Files.writeString(file, "watts\n".repeat(5000));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertEquals(StoreException.Kind.DAMAGED, assertThrows(StoreException.class, () -> append(6)).kind());
        }
        assertTrue(Files.readString(file).startsWith("watts"));
        Files.delete(file);
        append(6);
        assertWhole(List.of(6L));
    }

    @Test
    void aFolderThatIsGoneIsWaitedFor() throws Exception {
        var away = root.resolve("away");
        Files.move(folder, away);
        for (int attempt = 0; attempt < 3; attempt++) {
            var gone = assertThrows(StoreException.class, () -> append(6));
            assertEquals(StoreException.Kind.GONE, gone.kind());
            assertTrue(gone.getMessage().contains(folder.toString()));
        }
        assertFalse(Files.exists(folder));
        Files.move(away, folder);
        append(6);
        assertWhole(List.of(0L, 6L));
    }

    @Test
    void noEmptyStoreIsMadeInAFolderThatIsAnother() throws Exception {
        var away = root.resolve("away");
        Files.move(folder, away);
        Files.createDirectory(folder);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertEquals(StoreException.Kind.GONE, assertThrows(StoreException.class, () -> append(6)).kind());
            // questions must not make a file either, whether they are answered or not
            var threads = new ArrayList<Thread>();
            for (int reader = 0; reader < 4; reader++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        store.latest(HOUSE);
                    } catch (StoreException e) {
                        return;
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
        Files.delete(folder);
        Files.move(away, folder);
        append(6);
        assertWhole(List.of(0L, 6L));
    }

    @Test
    void aStoreThatIsClosedWithoutItsFolderLeavesNothingBehind() throws Exception {
        var away = root.resolve("away");
        Files.move(folder, away);
        store.close();
        assertFalse(Files.exists(folder));
        try (var again = SqliteLocation.of(away).open(ZONE)) {
            assertEquals(List.of(0L), seconds(again));
        }
    }

    @Test
    void aCopyIsReadWhereNothingCanBeWritten() throws Exception {
        try (var mounted = new TestDisk(root.resolve("disk"))) {
            mounted.mount(8);
            var disk = mounted.path();
            // as a process that was killed leaves it: with a log
            for (String ending : List.of("", "-wal")) {
                Files.copy(Path.of(folder.resolve(DataFolder.FILE_NAME) + ending),
                        Path.of(disk.resolve(DataFolder.FILE_NAME) + ending));
            }
            assertTrue(Files.size(Path.of(disk.resolve(DataFolder.FILE_NAME) + "-wal")) > 0);
            assertTrue(SystemProgram.succeeds("mount", "-o", "remount,ro", disk.toString()));
            assertEquals(StoreException.Kind.READ_ONLY,
                    assertThrows(StoreException.class, () -> SqliteLocation.of(disk).open(ZONE).close()).kind());
            for (int attempt = 0; attempt < 2; attempt++) {
                try (var read = SqliteLocation.of(disk).openToRead(ZONE)) {
                    assertEquals(List.of(0L), seconds(read));
                    assertTrue(read.verify(part -> {
                    }).isGood());
                }
            }
            assertTrue(SystemProgram.succeeds("mount", "-o", "remount,rw", disk.toString()));
            try (var written = SqliteLocation.of(disk).openToRead(ZONE)) {
                assertEquals(List.of(0L), seconds(written));
            }
            assertFalse(Files.exists(Path.of(disk.resolve(DataFolder.FILE_NAME) + "-wal")));
        }
    }

    @Test
    void aDiskThatWasTakenAwayIsWaitedForAndNothingIsPutInItsPlace() throws Exception {
        var disk = Files.createDirectory(root.resolve("disk"));
        var image = root.resolve("image");
        assumeTrue(SystemProgram.succeeds("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()),
                "no disk can be mounted");
        try (var away = SqliteLocation.of(disk).open(ZONE)) {
            away.append(Map.of(HOUSE, List.of(Reading.of(START, 1))));
            Files.createDirectory(image);
            assertTrue(SystemProgram.succeeds("mount", "--bind", disk.toString(), image.toString()));
            assertTrue(SystemProgram.succeeds("umount", "-l", disk.toString()));
            for (int attempt = 0; attempt < 2; attempt++) {
                assertEquals(StoreException.Kind.GONE, assertThrows(StoreException.class,
                        () -> away.append(Map.of(HOUSE, List.of(Reading.of(START.plusSeconds(6), 1))))).kind());
            }
            try (var files = Files.list(disk)) {
                assertEquals(List.of(), files.toList());
            }
            assertTrue(SystemProgram.succeeds("mount", "--bind", image.toString(), disk.toString()));
            away.append(Map.of(HOUSE, List.of(Reading.of(START.plusSeconds(6), 1))));
            assertEquals(List.of(0L, 6L), seconds(away));
        } finally {
            SystemProgram.succeeds("umount", "-l", disk.toString());
            SystemProgram.succeeds("umount", "-l", image.toString());
        }
    }
}
