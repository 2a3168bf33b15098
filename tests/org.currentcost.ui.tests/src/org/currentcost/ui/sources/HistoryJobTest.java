package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.progress.IProgressConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Downloading the history of meters that send it when asked, or not yet. */
@ExtendWith(EverydayWorkbench.class)
class HistoryJobTest {

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void removeWhatWasAdded() throws Exception {
        Job.getJobManager().cancel(HistoryJob.class);
        workbench.deleteMetersButTheDemo();
    }

    private static Job download(SourceRow source) {
        return workbench.ui(() -> HistoryJob.start(workbench.recorder(), source, workbench.window()));
    }

    @Test
    void whatCameStaysReadable() throws Exception {
        var attic = workbench.recorder().add("Attic", "demo:1?seed=9&history=true&clock=12:30:00");
        var job = download(attic);
        assertSame(job, download(attic), "nobody waits twice");
        assertEquals("Download history: Attic", job.getName());
        workbench.await("the job is done", () -> job.getResult() != null);
        assertEquals(IStatus.OK, job.getResult().getSeverity());
        assertTrue(job.getResult().getMessage().startsWith("Done: 372 two-hour values, 90 days, "),
                job.getResult().getMessage());
        assertEquals(Boolean.TRUE, job.getProperty(IProgressConstants.KEEP_PROPERTY));
        workbench.recorder().flush();
        assertEquals(372, workbench.store()
                .history(SeriesKey.power("Attic", 0), HistorySpan.TWO_HOURS, TimeRange.ALL).size());

        var table = workbench.ui(() -> Widgets.all(Widgets.pane(workbench.view(ViewIds.SOURCES)), Table.class)
                .findFirst().orElseThrow());
        workbench.await("the source is listed", () -> table.getItemCount() == 2);
        workbench.act(() -> {
            table.setSelection(1);
            table.notifyListeners(SWT.Selection, new Event());
        });
        workbench.await("the view tells it, too", () -> Widgets.words(table.getParent()).stream()
                .anyMatch(text -> text.startsWith("Memory: Done: 372 two-hour values")));
    }

    @Test
    void waitingCanBeCanceled() throws Exception {
        var attic = workbench.recorder().add("Attic", "demo:1?seed=9&clock=12:30:00");
        var job = download(attic);
        workbench.await("it waits", () -> job.getState() == Job.RUNNING);
        job.cancel();
        workbench.await("it has ended", () -> job.getResult() != null);
        assertEquals(IStatus.CANCEL, job.getResult().getSeverity());
        assertTrue(workbench.recorder().sources().stream().anyMatch(
                source -> source.row().equals(attic) && DownloadHistoryHandler.isRunning(source.state())),
                "the source goes on");
    }

    @Test
    void asksWhoseWhereSeveralMetersAreHeard() throws Exception {
        workbench.recorder().add("Attic", "demo:1?seed=9&clock=12:30:00");
        workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(),
                "File"), "Download history")));
        var dialog = workbench.dialog("Download history");
        workbench.act(() -> {
            var sources = Widgets.all(dialog, Table.class).findFirst().orElseThrow();
            assertEquals(2, sources.getItemCount());
            assertTrue(Arrays.stream(sources.getItems()).map(TableItem::getText).toList()
                    .contains("Attic (demo:1?seed=9&clock=12:30:00)"));
            Widgets.press(dialog, "Cancel");
        });
        workbench.await("the dialog is gone", dialog::isDisposed);
        assertEquals(0, Job.getJobManager().find(HistoryJob.class).length);
    }
}
