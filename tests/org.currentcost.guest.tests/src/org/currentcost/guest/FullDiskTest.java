package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings wait in memory while the disk is full: no change of who writes, or of the file, may lose them. */
class FullDiskTest extends SharedFolder {

    private final FullDisk disk = new FullDisk();
    private FolderAccess owner;

    @BeforeEach
    void record() throws StoreException {
        owner = open(records(ProcessKind.RECORDER, disk::of));
        owner.recorder().add("Home", "test:one");
    }

    /** Brings readings that can't be written. */
    private void bringToAFullDisk(int from, int count) throws Exception {
        disk.full = true;
        for (int number = from; number < from + count; number++) {
            source.readings.add(regular(number));
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

    @Test
    void theFolderIsNotHandedOverWhileReadingsWait() throws Exception {
        bringToAFullDisk(0, 3);
        var next = open(records(ProcessKind.WINDOW, disk::of));
        var refused = assertThrows(StoreException.class, next::takeOver);
        assertTrue(refused.getMessage().contains("3") && refused.getMessage().contains("The disk is full."),
                refused.getMessage());
        assertEquals("Make room.", refused.remedy());
        assertInstanceOf(Role.Owner.class, owner.role());
        disk.full = false;
        next.takeOver();
        assertInstanceOf(Role.Owner.class, next.role());
        assertEquals(List.of(regular(0), regular(1), regular(2)), stored(next));
    }

    @Test
    void whatWaitsIsWrittenIntoTheFileThatABackupHasReplaced() throws Exception {
        var backup = folder.resolve("backup.sqlite");
        owner.store().backup(backup, part -> {
        });
        bringToAFullDisk(0, 3);
        owner.restore(backup);
        source.readings.add(regular(3));
        disk.full = false;
        Patience.await("all to be there, in their order", () -> {
            flush();
            return stored(owner).equals(List.of(regular(0), regular(1), regular(2), regular(3)));
        });
    }

    /** A full disk is why it is moved. */
    @Test
    void whatWaitsIsWrittenWhereTheFolderIsMovedTo() throws Exception {
        bringToAFullDisk(0, 3);
        owner.move(folder.resolve("other disk"), part -> disk.full = false);
        source.readings.add(regular(3));
        Patience.await("all to be there", () -> {
            flush();
            return stored(owner).equals(List.of(regular(0), regular(1), regular(2), regular(3)));
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
