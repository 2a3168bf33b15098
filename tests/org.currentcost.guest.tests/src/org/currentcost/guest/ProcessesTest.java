package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner is another process, and is killed. */
class ProcessesTest {

    @TempDir
    private Path folder;

    private FolderAccess open(boolean mayTakeOver) throws StoreException {
        var types = new SourceTypes();
        return FolderAccess.open(new SqliteEngine().in(folder.resolve("data")), FolderProgram.ZONE,
                new Participant(ProcessKind.WINDOW, types, Optional.of((store, live) -> new LocalRecorder(store, types,
                        InstantSource.system(), Instant.EPOCH, live)), () -> mayTakeOver, Optional.empty(),
                        InstantSource.system()));
    }

    private static Note note(String text) {
        return new Note(0, TimeRange.ofMillis(1000, 1000), text);
    }

    @Test
    void aGuestSaysSoWithinTwoSecondsWhenItsOwnerIsKilled() throws Exception {
        try (var owner = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", owner.line());
            try (var guest = open(false)) {
                assertInstanceOf(Role.Guest.class, guest.role());
                guest.store().saveNote(note("kept"));
                owner.kill();
                assertTrue(Patience.holdsWithin(Duration.ofSeconds(2), () -> guest.role() instanceof Role.Reader));
                assertEquals(1, guest.store().notes(TimeRange.ALL).size());
                try (var next = FolderProgram.start(folder.resolve("data"), "hold")) {
                    assertEquals("open", next.line());
                    guest.store().saveNote(note("again"));
                    assertEquals(2, guest.store().notes(TimeRange.ALL).size());
                }
            }
        }
    }

    /** As one is whose disk hangs: nobody waits for it for ever. */
    @Test
    void aStoppedOwnerIsToldApartFromABusyOne() throws Exception {
        try (var owner = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", owner.line());
            try (var guest = open(true)) {
                guest.store().saveNote(note("before"));
                owner.signal("STOP");
                assertThrows(StoreException.class, () -> guest.store().saveNote(note("meanwhile")));
                // who asked may hear it before the one who looks after the owner has come to its end
                Patience.await("it to be on its own", () -> guest.role() instanceof Role.Reader);
                var reader = assertInstanceOf(Role.Reader.class, guest.role());
                assertTrue(reader.reason().contains(Long.toString(owner.pid())), reader.reason());
                assertEquals("before", guest.store().notes(TimeRange.ALL).getFirst().text());
                owner.signal("CONT");
                Patience.await("it to be a guest again", () -> guest.role() instanceof Role.Guest);
                guest.store().saveNote(note("after"));
                assertEquals("after", guest.store().notes(TimeRange.ALL).getLast().text());
            }
        }
    }

    /** What is answered is there once, whatever is killed in the middle of it. */
    @Test
    void everyChangeThatIsAnsweredIsThereOnceThoughOwnersAreKilled() throws Exception {
        try (var first = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", first.line());
            try (var guest = open(false)) {
                var done = new AtomicBoolean();
                var answered = new ArrayList<String>();
                var changing = Executors.newSingleThreadExecutor();
                try {
                    var changes = changing.submit(() -> {
                        for (int index = 0; !done.get(); index++) {
                            guest.store().saveNote(note("note " + index));
                            guest.store().saveNote(note("the same"));
                            guest.store().edit(Edit.exclude(FolderProgram.HOUSE, TimeRange.ofMillis(0, 1),
                                    Instant.ofEpochMilli(index), "edit " + index));
                            long time = FolderProgram.START + index * 6_000L;
                            guest.store().appendLive(Map.of(FolderProgram.HOUSE,
                                    List.of(FolderProgram.reading(time))));
                            synchronized (answered) {
                                answered.add("" + index);
                            }
                        }
                        return true;
                    });
                    var owner = first;
                    for (int round = 0; round < 4; round++) {
                        int before;
                        synchronized (answered) {
                            before = answered.size();
                        }
                        Patience.await("changes to be answered", () -> {
                            synchronized (answered) {
                                return answered.size() > before + 20;
                            }
                        });
                        owner.close();
                        owner = FolderProgram.start(folder.resolve("data"), "hold");
                        assertEquals("open", owner.line());
                    }
                    done.set(true);
                    assertTrue(changes.get());
                    var all = guest.store().notes(TimeRange.ALL).stream().map(Note::text).toList();
                    assertEquals(answered.size(), Collections.frequency(all, "the same"));
                    var texts = all.stream().filter(text -> !text.equals("the same")).toList();
                    assertEquals(answered.size(), texts.size());
                    assertEquals(texts.size(), new HashSet<>(texts).size());
                    var reasons = guest.store().edits().stream().map(Edit::reason).toList();
                    assertEquals(answered.size(), reasons.size());
                    assertEquals(reasons.size(), new HashSet<>(reasons).size());
                    assertEquals(answered.size(), guest.store().series().getFirst().readings());
                    owner.close();
                } finally {
                    done.set(true);
                    changing.shutdownNow();
                }
            }
        }
    }

    @Test
    void whoMayTakesTheFolderOverWithinFiveSeconds() throws Exception {
        try (var owner = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", owner.line());
            try (var guest = open(true); var other = open(true)) {
                guest.store().saveNote(note("kept"));
                owner.kill();
                assertTrue(Patience.holdsWithin(Duration.ofSeconds(5), () -> guest.role() instanceof Role.Owner
                        || other.role() instanceof Role.Owner));
                Patience.await("the other to be a guest", () -> guest.role() instanceof Role.Guest
                        || other.role() instanceof Role.Guest);
                other.store().saveNote(note("and more"));
                assertEquals(2, guest.store().notes(TimeRange.ALL).size());
            }
        }
    }

    @Test
    void anImportWhoseProcessIsKilledCanBeUndone() throws Exception {
        try (var owner = open(true); var importing = FolderProgram.start(folder.resolve("data"), "import")) {
            long id = Long.parseLong(importing.line());
            importing.line();
            importing.kill();
            Patience.await("the import to be over", () -> {
                try (var next = owner.store().startImport("next", Instant.EPOCH)) {
                    return next.id() > id;
                } catch (IllegalStateException e) {
                    return false;
                }
            });
            assertTrue(owner.store().series().getFirst().readings() >= 2000);
            owner.store().undoImport(id, part -> {
            });
            assertEquals(List.of(), owner.store().series());
        }
    }

    @Test
    void anImportWhoseOwnerIsKilledSaysWhatBecameOfIt() throws Exception {
        try (var owner = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", owner.line());
            try (var guest = open(true)) {
                var log = guest.store().startImport("broken", Instant.EPOCH);
                log.append(Map.of(FolderProgram.HOUSE, List.of(FolderProgram.reading(FolderProgram.START))));
                owner.kill();
                Callable<Object> next = () -> log.append(
                        Map.of(FolderProgram.HOUSE, List.of(FolderProgram.reading(FolderProgram.START + 1))));
                var broken = assertThrows(StoreException.class, next::call);
                assertTrue(broken.remedy().contains(Long.toString(log.id())), broken.remedy());
                Patience.await("the guest to hold it", () -> guest.role() instanceof Role.Owner);
                guest.store().undoImport(log.id(), part -> {
                });
                assertEquals(List.of(), guest.store().series());
            }
        }
    }

    /** Then nobody tells its guests that they may open the file again. */
    @Test
    void guestsGoOnWhenTheirOwnerIsKilledWhileItRestores() throws Exception {
        for (int round = 0; round < 4; round++) {
            var data = folder.resolve("data " + round);
            try (var owner = FolderProgram.start(data, "restore")) {
                assertEquals("open", owner.line());
                try (var guest = FolderAccess.open(new SqliteEngine().in(data), FolderProgram.ZONE,
                        new Participant(ProcessKind.WINDOW, new SourceTypes(), Optional.empty(), () -> true,
                                Optional.empty(), InstantSource.system()))) {
                    owner.goOn();
                    for (int restored = 0; restored <= round; restored++) {
                        assertEquals("restored", owner.line());
                    }
                    owner.kill();
                    Patience.await("the guest to hold it", () -> guest.role() instanceof Role.Owner);
                    guest.store().saveNote(note("after it"));
                    assertEquals(1, guest.store().notes(TimeRange.ALL).size());
                }
            }
        }
    }

    @Test
    void tenGuestsReadAndChangeAtOnce() throws Exception {
        try (var owner = FolderProgram.start(folder.resolve("data"), "hold")) {
            assertEquals("open", owner.line());
            var threads = Executors.newFixedThreadPool(10);
            try {
                var outcomes = new ArrayList<java.util.concurrent.Future<Boolean>>();
                for (int number = 0; number < 10; number++) {
                    int own = number;
                    outcomes.add(threads.submit(() -> readAndChange(own)));
                }
                for (var outcome : outcomes) {
                    assertTrue(outcome.get());
                }
            } finally {
                threads.shutdownNow();
            }
            try (var guest = open(false)) {
                assertEquals(10 * 50, guest.store().notes(TimeRange.ALL).size());
                assertEquals(10 * 50 * 20, guest.store().series().getFirst().readings());
            }
        }
    }

    private boolean readAndChange(int number) throws StoreException {
        try (var guest = open(false)) {
            for (int round = 0; round < 50; round++) {
                var readings = new ArrayList<org.currentcost.model.Reading>();
                for (int index = 0; index < 20; index++) {
                    readings.add(FolderProgram.reading(FolderProgram.START
                            + ((round * 20L + index) * 10 + number) * 6_000));
                }
                assertEquals(20, guest.store().append(Map.of(FolderProgram.HOUSE, readings)).stored()
                        / readings.getFirst().channelCount());
                guest.store().saveNote(note(number + " " + round));
                var found = new HashSet<org.currentcost.model.Reading>();
                guest.store().forEachRawReading(FolderProgram.HOUSE, TimeRange.ALL, found::add);
                assertTrue(found.containsAll(readings), "what was answered is read at once");
                assertTrue(found.stream().allMatch(one -> one.equals(FolderProgram.reading(one.timeMillis()))));
            }
        }
        return true;
    }

    /** It would load what no path of it has. */
    @Test
    void whoOnlyReadsNeverConnects() throws Exception {
        try (var owner = open(true)) {
            owner.store().append(Map.of(FolderProgram.HOUSE, List.of(FolderProgram.reading(FolderProgram.START))));
            try (var reader = FolderProgram.start(folder.resolve("data"), "look")) {
                assertEquals("1", reader.line());
            }
        }
    }
}
