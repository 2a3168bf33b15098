package org.currentcost.ui.kit;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** Runs what may take longer than the window may stand still. */
public final class Background {

    /** What is run; what it throws is told in the Error Log. */
    public interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    private Background() {
    }

    /** Runs {@code work} as a job under a name that the Progress view shows. */
    public static void run(String name, Work work) {
        var job = Job.create(name, monitor -> {
            try {
                work.run();
                return Status.OK_STATUS;
            } catch (Exception e) {
                return new Status(IStatus.ERROR, Background.class, String.valueOf(e.getMessage()), e);
            }
        });
        job.schedule();
    }
}
