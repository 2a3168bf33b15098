package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceState;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Several processes with one folder, here all in this one: who holds it, who is a guest, and how that changes. */
class FolderAccessTest extends SharedFolder {

    @Test
    void theFirstHoldsTheFolderAndTheNextIsItsGuest() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(records(ProcessKind.WINDOW));
        assertInstanceOf(Role.Owner.class, owner.role());
        var role = assertInstanceOf(Role.Guest.class, guest.role());
        assertEquals(ProcessKind.RECORDER, role.owner().kind());
        assertEquals(ProcessHandle.current().pid(), guest.ownerStatus().pid());
        assertTrue(guest.ownerStatus().records());
        assertTrue(guest.ownerStatus().memoryBytes() > 0);
        assertEquals(owner.store().statistics().schemaVersion(), guest.ownerStatus().schemaVersion());
    }

    @Test
    void aGuestSeesAndSteersWhatTheOwnerRecords() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(looks());
        var told = new AtomicInteger();
        guest.recorder().addListener(told::incrementAndGet);
        var row = guest.recorder().add("Home", "test:one");
        assertEquals(List.of(row), guest.recorder().sources().stream().map(one -> one.row()).toList());
        assertEquals(owner.recorder().sources().size(), guest.recorder().sources().size());
        assertThrows(IllegalArgumentException.class, () -> guest.recorder().add("Home", "test:two"));
        assertThrows(IllegalArgumentException.class, () -> guest.recorder().add("Other", "test:nowhere"));
        source.readings.add(reading(0));
        Patience.await("the reading to be live at the guest", () -> guest.recorder().live().latest(HOUSE).isPresent());
        assertTrue(told.get() > 0);
        Patience.await("the source to be live", () -> guest.recorder().sources().getFirst()
                .state() instanceof SourceState.Live);
        guest.recorder().flush();
        assertEquals(1, guest.store().series().size());
        guest.recorder().stop(row.id());
        assertInstanceOf(SourceState.Stopped.class, guest.recorder().sources().getFirst().state());
        guest.recorder().start(row.id());
        assertFalse(guest.recorder().sources().getFirst().state() instanceof SourceState.Stopped);
        assertEquals(0, guest.recorder().received(row.id()).length);
        assertEquals(List.of(), guest.recorder().notUnderstood(row.id()));
        guest.recorder().delete("Home", () -> guest.store().deleteMeter("Home", Map.of("name", "text")));
        assertEquals(List.of(), guest.recorder().sources());
        assertEquals(Optional.of("text"), guest.store().document("name"));
        Patience.await("nothing to be live", () -> guest.recorder().live().latest().isEmpty());
        assertEquals(List.of(), owner.store().series());
    }

    @Test
    void whatOneGuestHandsOverLiveIsLiveEverywhere() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(looks());
        var other = open(looks());
        guest.store().appendLive(Map.of(HOUSE, List.of(reading(0))));
        assertEquals(1, owner.recorder().live().latest().size());
        Patience.await("it to be live at the other", () -> other.recorder().live().latest().size() == 1);
    }

    @Test
    void readingsOfACommandThatHoldsTheFolderAreLiveAtItsGuests() throws Exception {
        var owner = open(Participant.command(new SourceTypes(), InstantSource.system()));
        var guest = open(looks());
        owner.store().appendLive(Map.of(HOUSE, List.of(reading(0))));
        Patience.await("it to be live at the guest", () -> guest.recorder().live().latest().size() == 1);
        owner.store().saveSource(new org.currentcost.store.SourceStore.SourceRow("id", "Home", "test:one", true));
        var waiting = assertInstanceOf(SourceState.WaitingToRetry.class,
                guest.recorder().sources().getFirst().state());
        assertTrue(waiting.reason().contains(ProcessKind.COMMAND.words()), waiting.reason());
        assertThrows(StoreException.class, () -> guest.recorder().start("id"));
    }

    @Test
    void whoReadsForLongKeepsNobodyFromTakingTheFolder() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        var guest = open(records(ProcessKind.WINDOW));
        var reads = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var count = new AtomicInteger();
        var threads = Executors.newCachedThreadPool();
        try {
            var reading = threads.submit(() -> {
                guest.store().forEachReading(HOUSE, TimeRange.ALL, one -> {
                    reads.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    count.incrementAndGet();
                });
                return true;
            });
            reads.await();
            owner.close();
            Patience.await("the guest to hold it", () -> guest.role() instanceof Role.Owner);
            assertEquals(1, guest.store().query(HOUSE, TimeRange.ALL, 100).size());
            var next = open(records(ProcessKind.RECORDER));
            assertTimeoutPreemptively(Patience.LIMIT, next::takeOver);
            assertInstanceOf(Role.Owner.class, next.role());
            assertFalse(reading.isDone());
            goOn.countDown();
            assertTrue(reading.get());
            assertEquals(1, count.get());
        } finally {
            goOn.countDown();
            threads.shutdown();
        }
    }

    @Test
    void aGuestThatMayNotTakeTheFolderReadsOnInSeveralThreads() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.store().append(Map.of(HOUSE, List.of(reading(0))));
        var guest = open(looks());
        guest.store().forEachReading(HOUSE, TimeRange.ALL, one -> {
            owner.close();
            try {
                Patience.await("it to say so", () -> guest.role() instanceof Role.Reader);
                try (var threads = Executors.newCachedThreadPool()) {
                    assertEquals(1, threads.submit(() -> guest.store().series()).get(1, TimeUnit.MINUTES).size());
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aFolderWhoseNameHasTwoLinesHasGuestsToo() throws Exception {
        var location = new SqliteEngine().in(folder.resolve("two\nlines"));
        var owner = FolderAccess.open(location, ZONE, records(ProcessKind.RECORDER));
        open.add(owner);
        var guest = FolderAccess.open(location, ZONE, looks());
        open.add(guest);
        guest.store().saveNote(note("here"));
        assertEquals(List.of("here"), notes(owner));
        assertEquals(List.of(), owner.store().remarks());
    }

    @Test
    void aGuestSaysThatTheNextOwnerIsOfAnotherVersion() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var looker = open(looks());
        owner.close();
        Patience.await("it to be alone", () -> looker.role() instanceof Role.Reader);
        try (var held = location().open(ZONE); var place = SocketPlace.bind(location().folder())) {
            var refusing = new Thread(() -> refuse(place));
            refusing.setDaemon(true);
            refusing.start();
            held.announce(place.path());
            Patience.await("it to say so", () -> looker.role().words().equals("Another version. End it."));
        }
    }

    /** As one does that was stopped just then. */
    @Test
    void anOwnerThatAnswersNothingMoreIsWaitedForOnlySoLong() throws Exception {
        try (var held = location().open(ZONE); var place = SocketPlace.bind(location().folder())) {
            var connections = new CopyOnWriteArrayList<SocketChannel>();
            var answering = new Thread(() -> answerHello(place, connections));
            answering.setDaemon(true);
            answering.start();
            held.announce(place.path());
            assertTimeoutPreemptively(Patience.LIMIT, () -> {
                var guest = open(records(ProcessKind.WINDOW));
                var refused = assertThrows(StoreException.class, guest::takeOver);
                assertFalse(refused.getMessage().isEmpty());
                guest.close();
            });
            for (var one : connections) {
                one.close();
            }
        }
    }

    /** Says once who it is, and nothing more; lets nobody else in. */
    private static void answerHello(SocketPlace place, List<SocketChannel> connections) {
        byte[] answer = ("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"kind\":\"RECORDER\",\"pid\":1,"
                + "\"since\":\"1970-01-01T00:00:00Z\",\"build\":\"\",\"schemaVersion\":1,\"memoryBytes\":0,\"records\":true}}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            var channel = place.accept().orElseThrow();
            connections.add(channel);
            channel.read(ByteBuffer.allocate(1000));
            channel.write(ByteBuffer.wrap(("Content-Length: " + answer.length + "\r\n\r\n").getBytes(
                    StandardCharsets.UTF_8)));
            channel.write(ByteBuffer.wrap(answer));
        } catch (IOException e) {
            // the test is over
            return;
        }
    }

    /** Answers each hello as an owner of another version does. */
    private static void refuse(SocketPlace place) {
        byte[] answer = ("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":-32803,\"message\":\"\",\"data\":"
                + "{\"of\":\"STORE\",\"kind\":[\"IN_USE\"],\"message\":\"Another version.\",\"remedy\":\"End it.\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            while (true) {
                try (var channel = place.accept().orElseThrow()) {
                    channel.read(ByteBuffer.allocate(1000));
                    channel.write(ByteBuffer.wrap(("Content-Length: " + answer.length + "\r\n\r\n").getBytes(
                            StandardCharsets.UTF_8)));
                    channel.write(ByteBuffer.wrap(answer));
                    channel.read(ByteBuffer.allocate(1000));
                }
            }
        } catch (IOException e) {
            // the test is over
            return;
        }
    }

    @Test
    void aGuestThatMayTakesTheFolderOverWhenItsOwnerGoes() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(records(ProcessKind.WINDOW));
        var looker = open(looks());
        var store = guest.store();
        var recorder = guest.recorder();
        guest.recorder().add("Home", "test:one");
        var roles = new ArrayList<Role>();
        guest.addListener(role -> {
            synchronized (roles) {
                roles.add(role);
            }
        });
        long version = store.version();
        long recorderVersion = recorder.version();
        long liveVersion = recorder.live().version();
        owner.close();
        Patience.await("the guest to hold it", () -> guest.role() instanceof Role.Owner);
        assertSame(store, guest.store());
        assertSame(recorder, guest.recorder());
        assertTrue(store.version() > version);
        assertTrue(recorder.version() > recorderVersion);
        assertTrue(recorder.live().version() >= liveVersion);
        source.readings.add(reading(0));
        Patience.await("it to go on recording", () -> recorder.live().latest(HOUSE).isPresent());
        Patience.await("the third to be its guest", () -> looker.role() instanceof Role.Guest now
                && now.owner().kind() == ProcessKind.WINDOW);
        looker.store().saveNote(note("still here"));
        assertEquals(List.of("still here"), notes(guest));
        synchronized (roles) {
            assertInstanceOf(Role.Owner.class, roles.getLast());
        }
    }

    @Test
    void aGuestThatMayNotSaysSoAndGoesOnWithTheNextOwner() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        owner.recorder().add("Home", "test:one");
        owner.store().saveNote(note("first"));
        var looker = open(looks());
        assertEquals(1, looker.recorder().sources().size());
        owner.close();
        Patience.await("it to say so", () -> looker.role() instanceof Role.Reader);
        assertFalse(looker.role().words().isEmpty());
        assertEquals(List.of("first"), notes(looker));
        assertInstanceOf(SourceState.WaitingToRetry.class, looker.recorder().sources().getFirst().state());
        var next = open(records(ProcessKind.RECORDER));
        Patience.await("it to be a guest again", () -> looker.role() instanceof Role.Guest);
        looker.store().saveNote(note("second"));
        assertEquals(List.of("first", "second"), notes(next));
        Patience.await("its sources to be those that run", () -> !(looker.recorder().sources().getFirst()
                .state() instanceof SourceState.WaitingToRetry));
    }

    @Test
    void theFolderIsHandedOverOnRequestWhileOthersGoOn() throws Exception {
        var window = open(records(ProcessKind.WINDOW));
        window.recorder().add("Home", "test:one");
        var looker = open(looks());
        var recorder = open(records(ProcessKind.RECORDER));
        for (int round = 0; round < 5; round++) {
            var from = round % 2 == 0 ? window : recorder;
            var to = round % 2 == 0 ? recorder : window;
            assertInstanceOf(Role.Owner.class, from.role());
            to.takeOver();
            assertInstanceOf(Role.Owner.class, to.role());
            Patience.await("the former one to be a guest", () -> from.role() instanceof Role.Guest);
            from.store().saveNote(note("from " + round));
            looker.store().saveNote(note("looker " + round));
            int count = 2 * round + 2;
            assertEquals(count, notes(to).size());
            assertEquals(count, notes(from).size());
            assertEquals(count, notes(looker).size());
            var reading = reading(round);
            source.readings.add(reading);
            Patience.await("the reading to be live everywhere", () -> Stream.of(from, to, looker).allMatch(one -> one
                    .recorder().live().latest(HOUSE).filter(reading::equals).isPresent()));
        }
    }

    @Test
    void whoeverReadsAndChangesGoesOnWhileTheFolderIsHandedToAndFro() throws Exception {
        var first = open(records(ProcessKind.WINDOW));
        var second = open(records(ProcessKind.RECORDER));
        first.store().append(Map.of(HOUSE, List.of(reading(0), reading(6))));
        var done = new AtomicBoolean();
        var begun = new AtomicInteger();
        var saved = new AtomicInteger();
        var threads = Executors.newCachedThreadPool();
        try {
            var outcomes = new ArrayList<Future<Boolean>>();
            for (var access : List.of(first, second, open(looks()))) {
                outcomes.add(threads.submit(() -> {
                    long version = 0;
                    while (!done.get()) {
                        // Two that are the same are one where the owner goes before it answers.
                        access.store().saveNote(note("note " + begun.incrementAndGet()));
                        saved.incrementAndGet();
                        assertEquals(2, access.store().query(HOUSE, TimeRange.ALL, 100).size());
                        assertEquals(1, access.store().series().size());
                        assertTrue(access.store().version() >= version);
                        version = access.store().version();
                        access.recorder().sources();
                    }
                    return true;
                }));
            }
            for (int round = 0; round < 10; round++) {
                int before = saved.get();
                Patience.await("more to be saved", () -> saved.get() > before + 10
                        || outcomes.stream().anyMatch(Future::isDone));
                (round % 2 == 0 ? second : first).takeOver();
            }
            done.set(true);
            for (var outcome : outcomes) {
                assertTrue(outcome.get());
            }
            assertEquals(saved.get(), notes(first).size());
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void nothingIsHandedOverInTheMiddleOfAnImport() throws Exception {
        var owner = open(records(ProcessKind.WINDOW));
        var guest = open(records(ProcessKind.RECORDER));
        try (var log = owner.store().startImport("own", Instant.EPOCH)) {
            log.add(HOUSE, reading(0));
            assertEquals(StoreException.Kind.IN_USE, assertThrows(StoreException.class, guest::takeOver).kind());
        }
        var looker = open(looks());
        try (var log = looker.store().startImport("a guest's", Instant.EPOCH)) {
            log.add(HOUSE, reading(1));
            assertEquals(StoreException.Kind.IN_USE, assertThrows(StoreException.class, guest::takeOver).kind());
        }
        assertInstanceOf(Role.Owner.class, owner.role());
        guest.takeOver();
        assertInstanceOf(Role.Owner.class, guest.role());
    }

    private static boolean isTaken(FolderAccess access) throws StoreException {
        try {
            access.takeOver();
            return true;
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            return false;
        }
    }

    /** A hand-over came between an import's beginning and what was known of it, and cut it off. */
    @Test
    void noHandOverCutsOffWhatIsImported() throws Exception {
        var first = open(records(ProcessKind.WINDOW));
        var second = open(records(ProcessKind.RECORDER));
        var third = open(looks());
        var done = new AtomicBoolean();
        var imported = new AtomicInteger();
        var threads = Executors.newCachedThreadPool();
        try {
            var outcomes = new ArrayList<Future<Boolean>>();
            for (var access : List.of(first, second, third)) {
                outcomes.add(threads.submit(() -> {
                    while (!done.get()) {
                        // there is one at a time
                        synchronized (imported) {
                            try (var log = access.store().startImport("one", Instant.EPOCH)) {
                                log.append(Map.of(HOUSE, List.of(reading(imported.incrementAndGet()))));
                            }
                        }
                        Patience.holdsWithin(Duration.ofMillis(20), done::get);
                    }
                    return true;
                }));
            }
            for (int round = 0; round < 5; round++) {
                var to = round % 2 == 0 ? second : first;
                Patience.await("a moment without an import", () -> isTaken(to));
            }
            done.set(true);
            for (var outcome : outcomes) {
                assertTrue(outcome.get());
            }
            assertEquals(imported.get(), stored(third).size());
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void anImportWhoseGuestGoesCanBeUndone() throws Exception {
        var owner = open(records(ProcessKind.RECORDER));
        var guest = open(looks());
        var log = guest.store().startImport("broken", Instant.EPOCH);
        log.append(Map.of(HOUSE, List.of(reading(0), reading(1))));
        guest.close();
        try (var next = open(looks())) {
            Patience.await("the next import to be let in", () -> {
                try (var other = next.store().startImport("next", Instant.EPOCH)) {
                    return other.id() > log.id();
                } catch (IllegalStateException e) {
                    return false;
                }
            });
        }
        assertEquals(List.of("broken"), owner.store().imports().stream().map(one -> one.name()).toList());
        owner.store().undoImport(log.id(), part -> {
        });
        assertEquals(List.of(), owner.store().series());
    }

    /** As a service does whose folder a window has taken: it would go on as soon as that one is closed. */
    @Test
    void recordersThatWaitAreToldOfAndEnded() throws Exception {
        var ended = new AtomicInteger();
        var window = open(records(ProcessKind.WINDOW));
        var plain = records(ProcessKind.RECORDER);
        open(new Participant(plain.kind(), plain.types(), plain.recorder(), plain.mayTakeOver(),
                Optional.of(ended::incrementAndGet), plain.clock()));
        var looker = open(looks());
        var processes = List.of(ProcessHandle.current().pid());
        assertEquals(processes, looker.waitingRecorders(false));
        assertEquals(processes, window.waitingRecorders(false));
        assertEquals(0, ended.get());
        assertEquals(processes, looker.waitingRecorders(true));
        Patience.await("it to be ended", () -> ended.get() == 1);
    }

    @Test
    void nobodyEndsAProcessThatIsNotToBeEnded() throws Exception {
        var ended = new AtomicInteger();
        var plain = records(ProcessKind.RECORDER);
        var owner = open(new Participant(plain.kind(), plain.types(), plain.recorder(), plain.mayTakeOver(),
                Optional.of(ended::incrementAndGet), plain.clock()));
        var guest = open(records(ProcessKind.WINDOW));
        guest.stopOwner();
        assertEquals(1, ended.get());
        owner.close();
        Patience.await("the guest to hold it", () -> guest.role() instanceof Role.Owner);
        var looker = open(looks());
        assertThrows(StoreException.class, looker::stopOwner);
    }
}
