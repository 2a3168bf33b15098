package org.currentcost.ui.kit;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;

/** Work that the user asked for, in the Progress view, with how far it is and a way to cancel it. */
public final class ProgressJob {

    private static final int PARTS = 1000;

    private ProgressJob() {
    }

    /** What is done. */
    public interface Work {
        /**
         * Does it, on the job's thread.
         *
         * @param progress is to hear of what is done as parts of 1, now and then; throws {@link CancellationException}
         *                 when the user has cancelled
         */
        void run(Consumer<Double> progress) throws Exception;
    }

    /**
     * Starts work. UI thread.
     *
     * @param name    what the Progress view calls it
     * @param problem the sentence for a dialog if it fails; the reason stands behind it
     * @return the job
     */
    public static Job start(String name, String problem, Work work) {
        var display = Display.getCurrent();
        var job = Job.create(name, (IProgressMonitor monitor) -> run(display, name, problem, work, monitor));
        job.schedule();
        return job;
    }

    private static IStatus run(Display display, String name, String problem, Work work, IProgressMonitor monitor) {
        // The job has a name already; what is told here would stand before it
        var parts = SubMonitor.convert(monitor, "", PARTS);
        var done = new int[1];
        try {
            work.run(part -> {
                if (monitor.isCanceled()) {
                    throw new CancellationException(name);
                }
                int now = (int) (Math.min(1, part) * PARTS);
                parts.worked(Math.max(0, now - done[0]));
                done[0] = Math.max(done[0], now);
            });
            return Status.OK_STATUS;
        } catch (CancellationException e) {
            return Status.CANCEL_STATUS;
        } catch (Exception e) {
            if (!display.isDisposed()) {
                display.asyncExec(() -> tell(problem, e));
            }
            return Status.OK_STATUS;
        } finally {
            monitor.done();
        }
    }

    private static void tell(String problem, Exception cause) {
        Services.find(IWorkbench.class).map(IWorkbench::getActiveWorkbenchWindow).ifPresent(
                window -> Problems.show(window.getShell(), problem,
                        cause instanceof StoreException store && !store.remedy().isBlank()
                                ? new StoreProblem(store)
                                : cause));
    }

    /** The reason with what to do about it. */
    private static final class StoreProblem extends Exception {
        private static final long serialVersionUID = 1L;

        StoreProblem(StoreException cause) {
            super(cause.getMessage() + " " + cause.remedy(), cause);
        }
    }
}
