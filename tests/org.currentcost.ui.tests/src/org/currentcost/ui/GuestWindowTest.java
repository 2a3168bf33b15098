package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.accounting.Household;
import org.currentcost.analysis.Target;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.Role;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.ViewIds;
import org.currentcost.ui.sources.FolderRole;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window on a folder in which another process records: it shows and does what one that records itself does. */
class GuestWindowTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Demo", 0);
    private static final TimeRange ALWAYS = TimeRange.ofMillis(0, Long.MAX_VALUE / 2);

    private static OtherProcess recorder;
    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() throws Exception {
        RunningWorkbench.configure(RunningWorkbench.fastDemo(), new SourceRow("off", "Off", "demo:1", false));
        recorder = OtherProcess.recorder(RunningWorkbench.dataFolder());
        workbench = RunningWorkbench.start();
    }

    @AfterAll
    static void stop() throws Exception {
        workbench.closeWithoutErrors();
        recorder.close();
    }

    /** A recorder asks for the folder that the window holds, and the window hands it over. */
    @BeforeEach
    void anotherProcessRecords() throws Exception {
        if (role() instanceof Role.Owner) {
            recorder.close();
            recorder = OtherProcess.recorder(RunningWorkbench.dataFolder());
        }
        workbench.await("the window is a guest", () -> role() instanceof Role.Guest);
        awaitLive();
    }

    @AfterEach
    void nothingWasLogged() {
        workbench.assertNoErrors();
    }

    private static <T> T context(Class<T> type) {
        return workbench.ui(() -> workbench.window().getService(IEclipseContext.class).get(type));
    }

    private static Role role() {
        return context(FolderRole.class).now();
    }

    private static SourceStatus source(String id) {
        return workbench.recorder().sources().stream().filter(one -> one.row().id().equals(id)).findFirst()
                .orElseThrow();
    }

    private static long lastMillis() {
        return workbench.recorder().live().latest(HOUSE).map(reading -> reading.timeMillis()).orElse(0L);
    }

    /** Two readings more: the first may have been on its way. */
    private static void awaitLive() {
        for (int more = 0; more < 2; more++) {
            long before = lastMillis();
            workbench.await("a later value of the house", () -> lastMillis() > before);
        }
    }

    private static List<String> statusLine() {
        return workbench.ui(() -> Widgets.words(workbench.window().getShell()));
    }

    private static void awaitStatus(String beginning) {
        workbench.await(beginning, () -> Widgets.words(workbench.window().getShell()).stream()
                .anyMatch(text -> text.startsWith(beginning)));
    }

    /** {@return what another process reads in the file} */
    private static <T> T elsewhere(Question<T> question) throws Exception {
        try (ReadingStore file = new SqliteEngine().in(RunningWorkbench.dataFolder()).openBeside()) {
            return question.of(file);
        }
    }

    private interface Question<T> {
        T of(ReadingStore store) throws Exception;
    }

    @Test
    void saysWhoRecordsAndShowsWhatIsLive() {
        awaitStatus("recording: the recorder, since ");
        assertTrue(statusLine().stream().anyMatch(text -> text.startsWith("Demo: live")), () -> "" + statusLine());
        workbench.await("Live shows the house",
                () -> Widgets.words(workbench.window().getShell()).contains("Demo · House"));
        assertTrue(workbench.recorder().received("fast-demo").length > 0, "what the source heard");
    }

    @Test
    void stopsAndStartsWhatTheOtherProcessRuns() throws Exception {
        workbench.recorder().stop("fast-demo");
        workbench.await("it is stopped", () -> source("fast-demo").state() instanceof SourceState.Stopped);
        assertEquals(List.of(false, false), elsewhere(store -> store.sources().stream().map(SourceRow::enabled)
                .toList()));
        awaitStatus("recording: nobody");
        workbench.recorder().start("fast-demo");
        workbench.await("it is live", () -> source("fast-demo").state() instanceof SourceState.Live);
        awaitStatus("recording: the recorder, since ");
    }

    @Test
    void addsASourceAndRemovesIt() throws Exception {
        var row = workbench.recorder().add("Shed", "demo:60");
        workbench.await("it is live", () -> source(row.id()).state() instanceof SourceState.Live);
        assertTrue(elsewhere(ReadingStore::sources).stream().anyMatch(one -> one.meter().equals("Shed")));
        workbench.recorder().remove(row.id());
        assertTrue(elsewhere(ReadingStore::sources).stream().noneMatch(one -> one.meter().equals("Shed")));
    }

    @Test
    void deletesAMeterThatTheOtherProcessReceives() throws Exception {
        workbench.recorder().add("Barn", "demo:60");
        workbench.await("it is live",
                () -> workbench.recorder().live().latest(SeriesKey.power("Barn", 0)).isPresent());
        workbench.recorder().delete("Barn", () -> context(FigureServices.class).household().deleteMeter("Barn"));
        assertTrue(elsewhere(ReadingStore::sources).stream().noneMatch(one -> one.meter().equals("Barn")));
        assertTrue(elsewhere(ReadingStore::series).stream().noneMatch(one -> one.key().meter().equals("Barn")));
        workbench.await("it is not live any more",
                () -> workbench.recorder().live().latest(SeriesKey.power("Barn", 0)).isEmpty());
    }

    @Test
    void keepsNotesEditsAndSettingsInTheOtherProcess() throws Exception {
        var services = context(FigureServices.class);
        var now = services.clock().instant();
        workbench.post(() -> NoteDialog.open(workbench.window().getShell(), services,
                new TimeRange(now.minusSeconds(60), now)));
        var dialog = workbench.dialog("New note");
        workbench.act(() -> {
            Widgets.all(dialog, Text.class).filter(text -> (text.getStyle() & SWT.MULTI) != 0).findFirst().orElseThrow()
                    .setText("by a guest");
            Widgets.press(dialog, "Save");
        });
        workbench.await("the dialog is closed", dialog::isDisposed);
        assertTrue(elsewhere(store -> store.notes(ALWAYS)).stream().map(Note::text).anyMatch("by a guest"::equals));

        var edit = services.store().edit(Edit.exclude(HOUSE, new TimeRange(now.minusSeconds(10), now), now, "why"));
        assertTrue(elsewhere(ReadingStore::edits).stream().anyMatch(one -> one.id() == edit.id() && !one.undone()));
        services.store().setUndone(edit.id(), true);
        assertTrue(elsewhere(ReadingStore::edits).stream().anyMatch(one -> one.id() == edit.id() && one.undone()));

        var target = Optional.of(new Target(new BigDecimal(3000), Target.Unit.ENERGY));
        services.household().save(target);
        assertEquals(target, elsewhere(store -> new Household(store).target()));
    }

    @Test
    void showsWhatAnotherGuestHasChanged() throws Exception {
        var services = context(FigureServices.class);
        var target = Optional.of(new Target(new BigDecimal(1234), Target.Unit.ENERGY));
        workbench.act(() -> workbench.show(ViewIds.NOTES));
        try (var other = FolderAccess.open(new SqliteEngine().in(RunningWorkbench.dataFolder()), ZoneId.of("UTC"),
                Participant.command(workbench.recorder().types(), InstantSource.system()))) {
            long before = services.household().revision();
            new Household(other.store()).save(target);
            workbench.await("settings are noticed", () -> services.household().revision() > before);
            assertEquals(target, services.household().target());
            other.store().saveNote(new Note(0,
                    new TimeRange(services.clock().instant().minusSeconds(5), services.clock().instant()),
                    "by another one"));
        }
        workbench.await("its note is shown", () -> services.store().notes(ALWAYS).stream().map(Note::text)
                .anyMatch("by another one"::equals));
    }

    @Test
    void takesTheFolderOverWhenTheOtherProcessIsKilled() throws Exception {
        awaitStatus("recording: the recorder, since ");
        var gone = new AtomicLong();
        long killed = System.nanoTime();
        recorder.kill();
        workbench.await("the window says so", () -> {
            boolean said = Widgets.words(workbench.window().getShell()).stream()
                    .noneMatch(text -> text.startsWith("recording: the recorder"));
            gone.compareAndSet(0, said ? System.nanoTime() : 0);
            return said;
        });
        assertTrue(Duration.ofNanos(gone.get() - killed).toSeconds() < 3,
                () -> "said after " + Duration.ofNanos(gone.get() - killed));
        awaitStatus("recording: this window, since ");
        awaitLive();
        assertEquals(List.of("Demo", "Off"), workbench.recorder().sources().stream().map(one -> one.row().meter())
                .toList());
        assertTrue(source("off").state() instanceof SourceState.Stopped);
    }
}
