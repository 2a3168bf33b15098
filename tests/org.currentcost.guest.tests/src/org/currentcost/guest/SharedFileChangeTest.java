package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.SourceState;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** The file is restored or moved while several processes use it. */
class SharedFileChangeTest extends SharedFolder {

    @Test
    void aBackupIsRestoredWhileEverybodyGoesOn() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.recorder().add("Home", "test:one");
        var guest = open(looks());
        guest.store().saveNote(note("kept"));
        var backup = folder.resolve("backup.sqlite");
        guest.store().backup(backup, part -> {
        });
        guest.store().saveNote(note("later"));
        long version = guest.store().version();
        assertTrue(guest.restore(backup).isPresent());
        assertEquals(List.of("kept"), notes(owner));
        Patience.await("the guest to read the other file", () -> notes(guest).equals(List.of("kept")));
        assertTrue(guest.store().version() > version);
        guest.store().saveNote(note("again"));
        assertEquals(List.of("kept", "again"), notes(owner));
        source.readings.add(reading(0));
        Patience.await("it to go on recording", () -> guest.recorder().live().latest(HOUSE).isPresent());
        assertThrows(StoreException.class, () -> guest.restore(folder.resolve("none.sqlite")));
        assertEquals(List.of("kept", "again"), notes(guest));
        guest.store().saveNote(note("and again"));
        assertEquals(3, notes(owner).size());
    }

    @Test
    void theFolderIsMovedWhileEverybodyGoesOn() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(looks());
        guest.store().saveNote(note("before"));
        var target = folder.resolve("elsewhere");
        guest.store().append(Map.of(HOUSE, List.of(reading(0))));
        var parts = new ArrayList<Double>();
        guest.move(target, part -> {
            parts.add(part);
            // whoever draws meanwhile draws what was known last
            assertEquals(List.of(HOUSE), guest.store().series().stream().map(one -> one.key()).toList());
            assertEquals(6_000, guest.store().nominalMillis(HOUSE));
            assertTrue(guest.store().version() > 0);
            assertEquals(ZONE, guest.store().zone());
        });
        assertFalse(parts.isEmpty());
        assertTrue(Files.exists(target.resolve(DataFolder.FILE_NAME)));
        assertFalse(Files.exists(folder.resolve("data").resolve(DataFolder.FILE_NAME)));
        Patience.await("the guest to read it there", () -> notes(guest).equals(List.of("before")));
        assertEquals(target, owner.location().folder());
        assertEquals(target, guest.location().folder());
        guest.store().saveNote(note("after"));
        assertEquals(List.of("before", "after"), notes(owner));
        assertThrows(StoreException.class, () -> guest.move(target.resolve("inside"), part -> {
        }));
        guest.store().saveNote(note("still"));
        assertEquals(3, notes(guest).size());
        // a third one finds its way
        assertEquals(3, notes(open(looks())).size());
    }

    @Test
    void whatWasFoundAtTheOpeningIsKnownWhileTheOwnerMovesTheFolder() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        var found = owner.store().remarks();
        var zones = new ArrayList<ZoneId>();
        // A recorder looks each second, and a move takes as long as the disk wants: it waited a minute and failed.
        owner.move(folder.resolve("elsewhere"), part -> {
            assertEquals(found, owner.store().remarks());
            zones.add(owner.store().zone());
        });
        assertEquals(ZONE, zones.getFirst());
    }

    @Test
    void whoeverDrawsIsAnsweredWhileItsOwnProcessMovesTheFolder() throws Exception {
        var owner = open(records(ProcessKind.WINDOW));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        owner.recorder().add("Home", "test:one");
        var parts = new AtomicInteger();
        owner.move(folder.resolve("elsewhere"), part -> {
            parts.incrementAndGet();
            // a command that records would end with its sources
            assertFalse(owner.recorder().sources().getFirst().state() instanceof SourceState.Stopped);
            assertEquals(List.of(HOUSE), owner.store().series().stream().map(one -> one.key()).toList());
            assertEquals(6_000, owner.store().nominalMillis(HOUSE));
            assertEquals(Set.of(), owner.store().firstChannelOnly());
            assertTrue(owner.store().version() > 0);
        });
        assertTrue(parts.get() > 0);
        owner.store().append(Map.of(SeriesKey.power("Other", 0), List.of(reading(0))));
        assertEquals(2, owner.store().series().size());
    }

    @Test
    void whoLooksOnLooksAgainWhenTheFileIsBack() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        var store = open(looks()).store();
        long before = store.version();
        var versions = new ArrayList<Long>();
        var revisions = new ArrayList<Long>();
        owner.move(folder.resolve("elsewhere"), part -> {
            versions.add(store.version());
            revisions.add(store.revision());
        });
        assertEquals(List.of(before), versions.stream().distinct().toList(), "there is nothing to look at");
        Patience.await("it to look again", () -> store.version() > versions.getLast()
                && store.revision() > revisions.getLast());
        assertEquals(List.of(HOUSE), store.series().stream().map(one -> one.key()).toList());
    }

    @Test
    void aReaderThatDoesNotLetGoKeepsTheFileAsItIs() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        var backup = folder.resolve("backup.sqlite");
        owner.store().backup(backup, part -> {
        });
        owner.store().saveNote(note("later"));
        var guest = open(looks());
        guest.store().forEachReading(HOUSE, TimeRange.ALL, reading -> {
            var refused = assertThrows(StoreException.class, () -> owner.restore(backup));
            assertEquals(StoreException.Kind.IN_USE, refused.kind());
            assertTrue(refused.getMessage().contains(ProcessKind.WINDOW.words()), refused.getMessage());
        });
        assertEquals(List.of("later"), notes(guest));
        assertEquals(List.of("later"), notes(owner));
        guest.store().saveNote(note("more"));
        assertEquals(2, notes(owner).size());
    }
}
