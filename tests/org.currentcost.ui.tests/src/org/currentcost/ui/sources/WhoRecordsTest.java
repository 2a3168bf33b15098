package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.currentcost.guest.OwnerStatus;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.model.Counters;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.junit.jupiter.api.Test;

/** Who records, in the status line: at a glance, and what follows from it. */
class WhoRecordsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-05-01T09:12:30Z");
    private static final List<SourceStatus> LIVE = sources(new SourceState.Live(SINCE, ""));
    private static final List<SourceStatus> REFUSED = sources(new SourceState.Refused(SINCE, "It may not.", ""));
    private static final List<SourceStatus> STOPPED = sources(new SourceState.Stopped(SINCE));

    private static List<SourceStatus> sources(SourceState state) {
        return List.of(new SourceStatus(new SourceRow("1", "Home", "fake:", true), state, Counters.NONE,
                Optional.empty(), Optional.empty(), Optional.empty(), HistoryProgress.NONE));
    }

    private static WhoRecords tell(Role role, boolean goesOn, List<SourceStatus> sources) {
        return WhoRecords.of(role, goesOn, sources, NOW, ZoneOffset.UTC);
    }

    private static Role guestOf(ProcessKind kind, Instant since, boolean records) {
        return new Role.Guest(NOW, new OwnerStatus(kind, 4711, since, "", 1, 0, records), false);
    }

    /** Narrow no-break spaces stand between a time and its half of the day. */
    private static String words(Role role, List<SourceStatus> sources) {
        return tell(role, false, sources).words().replace('\u202f', ' ');
    }

    @Test
    void tellsWhoRecordsAndSinceWhen() {
        assertEquals("recording: this window, since 9:12 AM", words(new Role.Owner(SINCE), LIVE));
        assertEquals("recording: this window, since 9:12 AM", words(new Role.Owner(SINCE), REFUSED));
        assertEquals("recording: the recorder, since 9:12 AM",
                words(guestOf(ProcessKind.RECORDER, SINCE, true), LIVE));
        assertEquals("recording: another window, since 9:12 AM",
                words(guestOf(ProcessKind.WINDOW, SINCE, true), LIVE));
        assertEquals("recording: the recorder, since Apr 30, 2026",
                words(guestOf(ProcessKind.RECORDER, SINCE.minusSeconds(86_400), true), LIVE));
    }

    @Test
    void saysThatThisWindowRecordsBesideACommand() {
        var role = new Role.Guest(SINCE, new OwnerStatus(ProcessKind.COMMAND, 4711, SINCE, "", 1, 0, false), true);
        assertEquals("recording: this window, since 9:12 AM", words(role, LIVE));
        assertEquals("The data folder is open in a command (process 4711), which is handed the readings.",
                tell(role, true, LIVE).more());
    }

    @Test
    void tellsWhatBecomesOfTheRecordingWithoutThisWindow() {
        assertEquals(Messages.RecordingEnds, tell(new Role.Owner(SINCE), false, LIVE).more());
        assertEquals(Messages.RecordingGoesOn, tell(new Role.Owner(SINCE), true, LIVE).more());
        assertEquals("Process 4711. It goes on when this window is closed.",
                tell(guestOf(ProcessKind.RECORDER, SINCE, true), true, LIVE).more());
        assertEquals("Process 4711. When it ends, this window goes on recording.",
                tell(guestOf(ProcessKind.COMMAND, SINCE, true), true, LIVE).more());
    }

    @Test
    void saysThatNobodyRecordsAndWhatToDo() {
        assertEquals(new WhoRecords("recording: nobody", "No source is on. Start one, or add one."),
                tell(new Role.Owner(SINCE), true, STOPPED));
        assertEquals(tell(new Role.Owner(SINCE), true, STOPPED), tell(new Role.Owner(SINCE), true, List.of()));
        assertEquals(tell(new Role.Owner(SINCE), true, STOPPED),
                tell(guestOf(ProcessKind.RECORDER, SINCE, true), true, STOPPED));
        assertEquals(new WhoRecords("recording: nobody", "Process 1 does not answer. Try again."),
                tell(new Role.Reader(SINCE, "Process 1 does not answer. Try again."), true, LIVE));
        assertEquals(new WhoRecords("recording: nobody", "The data folder is open in a command (process 4711), which"
                + " does not record. This window records as soon as that has ended."),
                tell(guestOf(ProcessKind.COMMAND, SINCE, false), true, LIVE));
    }
}
