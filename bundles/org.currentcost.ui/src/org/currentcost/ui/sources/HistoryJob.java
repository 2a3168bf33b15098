package org.currentcost.ui.sources;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.currentcost.recorder.HistoryDownload;
import org.currentcost.recorder.HistoryDownload.Outcome;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.Action;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.progress.IProgressConstants;

/**
 * Waits, in the Progress view, until a running source's meter has sent its memory. It only looks on: the recorder keeps
 * what comes, with or without it, so that to cancel it loses nothing. Its result stays in the view until it is removed.
 */
final class HistoryJob extends Job {

    private static final int WORK = 1000;
    private static final int LOOK_MILLIS = 200;

    private final Recorder recorder;
    private final String source;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch canceled = new CountDownLatch(1);

    private HistoryJob(Recorder recorder, SourceRow source, IWorkbenchWindow window) {
        super(Messages.bind(Messages.DownloadName, source.meter()));
        this.recorder = recorder;
        this.source = source.id();
        setProperty(IProgressConstants.KEEP_PROPERTY, Boolean.TRUE);
        setProperty(IProgressConstants.ICON_PROPERTY, StateMarks.icon("download"));
        setProperty(IProgressConstants.ACTION_PROPERTY, new Action(Messages.DownloadShow) {
            @Override
            public void run() {
                show(window, ViewIds.SOURCES);
            }
        });
    }

    /**
     * Starts to wait, unless somebody waits for this source already, and shows that in the Progress view.
     *
     * @return the job that waits
     */
    static Job start(Recorder recorder, SourceRow source, IWorkbenchWindow window) {
        show(window, IProgressConstants.PROGRESS_VIEW_ID);
        for (var job : getJobManager().find(HistoryJob.class)) {
            if (job instanceof HistoryJob waiting && waiting.source.equals(source.id())) {
                return waiting;
            }
        }
        var job = new HistoryJob(recorder, source, window);
        job.schedule();
        return job;
    }

    private static void show(IWorkbenchWindow window, String view) {
        try {
            window.getActivePage().showView(view, null, IWorkbenchPage.VIEW_VISIBLE);
        } catch (PartInitException e) {
            Problems.show(window.getShell(), Messages.ViewProblem, e);
        }
    }

    @Override
    public boolean belongsTo(Object family) {
        return family == HistoryJob.class;
    }

    @Override
    protected void canceling() {
        canceled.countDown();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        // The job has a name already; what is told here would stand before every sentence
        monitor.beginTask("", WORK);
        var download = new HistoryDownload(clock.instant(), ZoneId.systemDefault());
        int worked = 0;
        String reported = "";
        try {
            do {
                var look = download.look(
                        recorder.sources().stream().filter(one -> one.row().id().equals(source)).findFirst(),
                        clock.instant());
                if (!look.words().equals(reported)) {
                    reported = look.words();
                    monitor.subTask(reported);
                }
                int done = (int) (WORK * look.part());
                monitor.worked(Math.max(0, done - worked));
                worked = Math.max(worked, done);
                if (look.over()) {
                    // A warning goes into the log: one line for a transfer that left gaps
                    int severity = look.outcome() == Outcome.INCOMPLETE ? IStatus.WARNING : IStatus.OK;
                    return new Status(severity, HistoryJob.class, reported);
                }
            } while (!canceled.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            return Status.CANCEL_STATUS;
        } catch (InterruptedException e) {
            // The platform shuts down
            return Status.CANCEL_STATUS;
        } finally {
            monitor.done();
        }
    }
}
