package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that holds the folder for long records nothing: who is there to record does it meanwhile. */
class RecordingBesideTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private final TestSource source = new TestSource();
    /** How many recorders run. */
    private final AtomicInteger running = new AtomicInteger();
    private final List<FolderAccess> open = new ArrayList<>();
    private FolderAccess command;

    @BeforeEach
    void begin() throws StoreException {
        command = open(Participant.command(new SourceTypes(), InstantSource.system()));
        command.store().saveSource(new SourceRow("id", "Home", "test:one", true));
    }

    @AfterEach
    void closeAll() {
        open.reversed().forEach(FolderAccess::close);
    }

    private FolderAccess open(Participant participant) throws StoreException {
        var access = FolderAccess.open(new SqliteEngine().in(folder.resolve("data")), ZONE, participant);
        open.add(access);
        return access;
    }

    private FolderAccess open(ProcessKind kind) throws StoreException {
        var types = new SourceTypes();
        types.add(source);
        return open(new Participant(kind, types, Optional.of((store, live) -> {
            var recorder = new LocalRecorder(store, types, InstantSource.system(), Instant.EPOCH, live);
            recorder.startConfigured();
            running.incrementAndGet();
            return recorder;
        }), () -> true, Optional.empty(), InstantSource.system()));
    }

    private static Reading reading(int number) {
        return Reading.of(NOW.plusSeconds(6L * number), 1000L * number);
    }

    private static boolean records(FolderAccess access) {
        return access.role() instanceof Role.Guest guest && guest.records();
    }

    private static void bring(TestSource source, FolderAccess access, int number) throws Exception {
        source.readings.add(reading(number));
        Patience.await("reading " + number, () -> access.recorder().live().latest(HOUSE)
                .filter(reading(number)::equals).isPresent());
    }

    private static List<Reading> stored(FolderAccess access) throws StoreException {
        var stored = new ArrayList<Reading>();
        access.store().forEachRawReading(HOUSE, TimeRange.ALL, stored::add);
        return stored;
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
        assertEquals(List.of(reading(0)), stored(command));
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
        assertEquals(List.of(reading(0), reading(1), reading(2), reading(3)), stored(window));
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
        assertEquals(List.of(reading(0), reading(1)), stored(command));
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
        assertEquals(List.of(reading(0)), stored(window));
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
