package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings wait in memory while the disk is full: no change of who writes, or of the file, may lose them. */
class FullDiskTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private final FullDisk disk = new FullDisk();
    private final TestSource source = new TestSource();
    private final List<FolderAccess> open = new ArrayList<>();
    private FolderAccess owner;

    @BeforeEach
    void record() throws StoreException {
        owner = open(ProcessKind.RECORDER);
        owner.recorder().add("Home", "test:one");
    }

    @AfterEach
    void closeAll() {
        open.reversed().forEach(FolderAccess::close);
    }

    private FolderAccess open(ProcessKind kind) throws StoreException {
        var types = new SourceTypes();
        types.add(source);
        var access = FolderAccess.open(location(), ZONE, new Participant(kind, types, Optional.of((store, live) -> {
            var recorder = new LocalRecorder(disk.of(store), types, InstantSource.system(), Instant.EPOCH, live);
            recorder.startConfigured();
            return recorder;
        }), () -> true, Optional.empty(), InstantSource.system()));
        open.add(access);
        return access;
    }

    private StoreLocation location() {
        return new SqliteEngine().in(folder.resolve("data"));
    }

    private static Reading reading(int number) {
        return Reading.of(NOW.plusSeconds(6L * number), 1000L * number);
    }

    /** Brings readings that can't be written. */
    private void bringToAFullDisk(int from, int count) throws Exception {
        disk.full = true;
        for (int number = from; number < from + count; number++) {
            source.readings.add(reading(number));
        }
        Patience.await("all to wait", () -> {
            flush();
            return waiting() == count;
        });
    }

    private void flush() throws InterruptedException {
        owner.recorder().flush();
    }

    private int waiting() {
        return owner.recorder().storeTrouble().map(StoreTrouble::waiting).orElse(0);
    }

    private List<Reading> stored(FolderAccess access) throws StoreException {
        var stored = new ArrayList<Reading>();
        access.store().forEachRawReading(HOUSE, TimeRange.ALL, stored::add);
        return stored;
    }

    @Test
    void theFolderIsNotHandedOverWhileReadingsWait() throws Exception {
        bringToAFullDisk(0, 3);
        var next = open(ProcessKind.WINDOW);
        var refused = assertThrows(StoreException.class, next::takeOver);
        assertTrue(refused.getMessage().contains("3") && refused.getMessage().contains("The disk is full."),
                refused.getMessage());
        assertEquals("Make room.", refused.remedy());
        assertInstanceOf(Role.Owner.class, owner.role());
        disk.full = false;
        next.takeOver();
        assertInstanceOf(Role.Owner.class, next.role());
        assertEquals(List.of(reading(0), reading(1), reading(2)), stored(next));
    }

    @Test
    void whatWaitsIsWrittenIntoTheFileThatABackupHasReplaced() throws Exception {
        var backup = folder.resolve("backup.sqlite");
        owner.store().backup(backup, part -> {
        });
        bringToAFullDisk(0, 3);
        owner.restore(backup);
        source.readings.add(reading(3));
        disk.full = false;
        Patience.await("all to be there, in their order", () -> {
            flush();
            return stored(owner).equals(List.of(reading(0), reading(1), reading(2), reading(3)));
        });
    }

    /** A full disk is why it is moved. */
    @Test
    void whatWaitsIsWrittenWhereTheFolderIsMovedTo() throws Exception {
        bringToAFullDisk(0, 3);
        owner.move(folder.resolve("other disk"), part -> disk.full = false);
        source.readings.add(reading(3));
        Patience.await("all to be there", () -> {
            flush();
            return stored(owner).equals(List.of(reading(0), reading(1), reading(2), reading(3)));
        });
    }

    @Test
    void whatWaitsIsKeptWhereTheFileCanNotBeRestored() throws Exception {
        bringToAFullDisk(0, 3);
        assertThrows(StoreException.class, () -> owner.restore(folder.resolve("missing.sqlite")));
        Patience.await("it to wait on", () -> waiting() == 3);
        disk.full = false;
        Patience.await("all to be there", () -> {
            flush();
            return stored(owner).size() == 3;
        });
    }
}
