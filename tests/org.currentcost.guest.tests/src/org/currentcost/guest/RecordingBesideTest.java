package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that holds the folder for long records nothing: who is there to record does it meanwhile. */
class RecordingBesideTest extends SharedFolder {

    /** How many recorders run. */
    private final AtomicInteger running = new AtomicInteger();
    private FolderAccess command;

    @BeforeEach
    void begin() throws StoreException {
        command = open(Participant.command(new SourceTypes(), InstantSource.system()));
        command.store().saveSource(new SourceRow("id", "Home", "test:one", true));
    }

    private FolderAccess open(ProcessKind kind) throws StoreException {
        return open(records(kind, store -> {
            running.incrementAndGet();
            return store;
        }));
    }

    private static boolean records(FolderAccess access) {
        return access.role() instanceof Role.Guest guest && guest.records();
    }

    private static void bring(TestSource source, FolderAccess access, int number) throws Exception {
        source.readings.add(regular(number));
        Patience.await("reading " + number, () -> access.recorder().live().latest(HOUSE)
                .filter(regular(number)::equals).isPresent());
    }

    @Test
    void aWindowRecordsBesideACommandAndGoesOnWhenThatHasEnded() throws Exception {
        var window = open(ProcessKind.WINDOW);
        assertTrue(records(window), window.role()::words);
        assertEquals(Optional.of(ProcessHandle.current().pid()), window.recordingGuest());
        assertEquals(window.recordingGuest(), command.recordingGuest());
        bring(source, window, 0);
        assertInstanceOf(SourceState.Live.class, window.recorder().sources().getFirst().state());
        window.recorder().flush();
        assertEquals(List.of(regular(0)), stored(command));
        try (var log = command.store().startImport("long", Instant.EPOCH)) {
            bring(source, window, 1);
            window.recorder().flush();
            assertEquals(2, stored(window).size());
        }
        // What is in memory when the command ends is written by the window itself, before all that comes later.
        bring(source, window, 2);
        command.close();
        Patience.await("the window to hold it", () -> window.role() instanceof Role.Owner);
        assertEquals(Optional.empty(), window.recordingGuest());
        bring(source, window, 3);
        window.recorder().flush();
        assertEquals(List.of(regular(0), regular(1), regular(2), regular(3)), stored(window));
    }

    @Test
    void oneWindowRecordsAtATime() throws Exception {
        var first = open(ProcessKind.WINDOW);
        var second = open(ProcessKind.WINDOW);
        assertTrue(records(first));
        assertFalse(records(second));
        assertThrows(StoreException.class, () -> second.recorder().start("id"));
        bring(source, first, 0);
        Patience.await("it to be live at the other", () -> second.recorder().live().latest(HOUSE).isPresent());
        assertEquals(1, running.get());
        first.close();
        Patience.await("the other to record", () -> records(second));
        bring(source, second, 1);
        second.recorder().flush();
        assertEquals(List.of(regular(0), regular(1)), stored(command));
    }

    @Test
    void aRecorderProcessTakesThatFromAWindow() throws Exception {
        var window = open(ProcessKind.WINDOW);
        var recorder = open(ProcessKind.RECORDER);
        assertTrue(records(recorder));
        Patience.await("the window to leave it to that", () -> !records(window));
        bring(source, recorder, 0);
        Patience.await("it to be live at the window", () -> window.recorder().live().latest(HOUSE).isPresent());
        recorder.recorder().flush();
        assertEquals(List.of(regular(0)), stored(window));
    }

    @Test
    void oneThatCannotBeginLeavesItToAnother() throws Exception {
        var failing = open(records(ProcessKind.WINDOW, store -> {
            throw new IllegalStateException("it does not begin");
        }));
        assertFalse(records(failing));
        assertEquals(Optional.empty(), command.recordingGuest());
        var other = open(ProcessKind.WINDOW);
        assertTrue(records(other), other.role()::words);
        bring(source, other, 0);
        Patience.await("it to be live at the other", () -> failing.recorder().live().latest(HOUSE).isPresent());
        assertFalse(records(failing));
    }

    /** As one that was killed, or stopped, before it could say so. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatGoesOrStandsStillLeavesItToAnother(boolean goes) throws Exception {
        var receiver = new FromOwner(Optional::empty, new Reservation(), () -> {
        }, () -> {
        });
        try (var still = new OwnerLink(location().owner().orElseThrow().socket().orElseThrow(),
                new Hello(OwnerProtocol.VERSION, "1.0", ProcessKind.WINDOW, 1), receiver, () -> {
                })) {
            assertTrue(still.mayRecordInstead());
            var window = open(ProcessKind.WINDOW);
            assertFalse(records(window));
            if (goes) {
                still.close();
            }
            Patience.await("the window to record", () -> records(window));
            bring(source, window, 0);
            assertTrue(goes || !still.mayRecordInstead());
        }
    }

    @Test
    void nobodyDoesBesideWhoRecords() throws Exception {
        command.close();
        var owner = open(ProcessKind.RECORDER);
        var window = open(ProcessKind.WINDOW);
        assertFalse(records(window));
        assertEquals(1, running.get());
        bring(source, owner, 0);
    }
}
