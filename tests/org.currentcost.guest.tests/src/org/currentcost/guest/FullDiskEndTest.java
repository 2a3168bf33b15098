package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.currentcost.testkit.TestDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process ends while the disk is full and readings wait. The disk is one of its own, where the account that runs the
 * tests may mount one.
 */
class FullDiskEndTest extends SharedFolder {

    /** As many as wait in memory at most. */
    private static final int MOST = 150_000;

    private TestDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = new TestDisk(folder.resolve("disk"));
        // so that SQLite's own library is not what fills the disk
        location().open(ZONE).close();
        disk.mount(200);
    }

    @AfterEach
    void unmount() throws Exception {
        closeAll();
        disk.close();
    }

    private StoreLocation onDisk() {
        return new SqliteEngine().in(disk.path().resolve("data"));
    }

    private FolderAccess record() throws StoreException {
        var access = FolderAccess.open(onDisk(), ZONE, records(ProcessKind.RECORDER));
        open.add(access);
        return access;
    }

    private Path reserved() {
        return disk.path().resolve("data").resolve(DataFolder.RESERVED);
    }

    private void bring(FolderAccess access, int from, int count) throws Exception {
        for (int number = from; number < from + count; number++) {
            source.readings.add(regular(number));
        }
        var last = regular(from + count - 1);
        Patience.await("the last to come", () -> access.recorder().live().latest(HOUSE).filter(last::equals)
                .isPresent());
        access.recorder().flush();
    }

    private static int waiting(FolderAccess access) {
        return access.recorder().storeTrouble().map(StoreTrouble::waiting).orElse(0);
    }

    private static long stored(ReadingStore store) throws StoreException {
        long[] count = {0};
        store.forEachRawReading(HOUSE, TimeRange.ALL, reading -> count[0]++);
        return count[0];
    }

    @Test
    void allThatWaitsIsWrittenIntoTheRoomThatIsKeptForThat() throws Exception {
        var access = record();
        access.recorder().add("Home", "test:one");
        bring(access, 0, 10);
        assertTrue(Files.exists(reserved()));
        disk.fill();
        bring(access, 10, MOST);
        assertTrue(waiting(access) > MOST - 20_000, () -> "waiting: " + waiting(access));
        access.close();
        assertEquals(Optional.empty(), access.lost());
        assertFalse(Files.exists(reserved()));
        try (var beside = onDisk().openBeside()) {
            assertEquals(MOST + 10, stored(beside));
        }
        Files.delete(disk.path().resolve("ballast"));
        var next = record();
        assertTrue(Files.exists(reserved()), "for the next time");
        assertEquals(MOST + 10, stored(next.store()));
        assertEquals(List.of(), next.store().verify(part -> {
        }).differing());
    }

    @Test
    void whatCannotBeWrittenAtAllIsCounted() throws Exception {
        var access = record();
        access.recorder().add("Home", "test:one");
        bring(access, 0, 10);
        Files.delete(reserved());
        disk.fill();
        // The file may have some room of its own; then the disk is full for good.
        int number = 10;
        for (; waiting(access) == 0; number += 1000) {
            bring(access, number, 1000);
        }
        bring(access, number, 5);
        access.close();
        var lost = access.lost().orElseThrow();
        assertEquals(regular(number + 4).time(), lost.last());
        assertTrue(lost.words().contains(lost.first().toString()), lost.words());
        assertTrue(lost.words(time -> "<" + time.toEpochMilli() + ">").contains("<" + lost.last().toEpochMilli() + ">"),
                "a window writes times as its user does");
        Files.delete(disk.path().resolve("ballast"));
        try (var store = onDisk().open(ZONE)) {
            assertEquals(number + 5, stored(store) + lost.count());
            assertEquals(lost.first().minus(Duration.ofSeconds(6)), store.latest(HOUSE).orElseThrow().time());
        }
    }

    @Test
    void aGuestThatRecordsGivesTheOwnerThatRoom() throws Exception {
        record().close();
        assertTrue(Files.exists(reserved()));
        var owner = FolderAccess.open(onDisk(), ZONE, looks());
        open.add(owner);
        var access = record();
        access.recorder().add("Home", "test:one");
        bring(access, 0, 10);
        disk.fill();
        int number = 10;
        for (; waiting(access) == 0; number += 1000) {
            bring(access, number, 1000);
        }
        access.close();
        assertEquals(Optional.empty(), access.lost());
        assertEquals(number, stored(owner.store()));
        assertFalse(Files.exists(reserved()));
    }
}
