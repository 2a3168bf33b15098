package org.currentcost.ui.live;

import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TodayParts;
import org.currentcost.accounting.TodayReader;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ProblemLog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/**
 * What sensors used today so far, read by a job: it grows slowly, so that once in some seconds is enough. UI thread,
 * but for the reading.
 */
final class TodayQuery {

    /** Without any news: today begins anew at midnight, and what yesterday came to by now grows. */
    private static final long LONGEST_PAUSE_STEPS = 6;

    private final FigureServices services;
    private final Job job;
    private volatile List<Sensor> asked = List.of();
    private volatile Latest latest;
    private long askedVersion = -1;
    private long askedStep;
    /** Of the job alone. */
    private final ProblemLog problems = new ProblemLog(TodayQuery.class);

    /**
     * What was read last.
     *
     * @param words of its currency
     * @param count how many were read before; it grows with each
     */
    record Latest(TodayParts parts, AmountWords words, long count) {
    }

    TodayQuery(FigureServices services) {
        this.services = services;
        latest = new Latest(TodayParts.NONE, new AmountWords(Optional.empty(), services.store().zone()), 0);
        job = Job.create(Messages.NowTitle, (IProgressMonitor monitor) -> read());
        job.setSystem(true);
    }

    /**
     * Asks about sensors, unless they were asked about in this step of time, or a while ago and nothing is new of them:
     * views that show the same ask together, so that they tell the same.
     */
    void ask(List<Sensor> sensors) {
        boolean others = !sensors.equals(asked);
        long version = services.store().version() + services.household().revision();
        long step = TodayReader.step(services.clock().instant());
        boolean next = version == askedVersion
                ? step / LONGEST_PAUSE_STEPS != askedStep / LONGEST_PAUSE_STEPS
                : step != askedStep;
        if (others || askedVersion == -1 || next) {
            asked = List.copyOf(sensors);
            askedVersion = version;
            askedStep = step;
            job.schedule();
        }
    }

    Latest latest() {
        return latest;
    }

    void close() {
        job.cancel();
    }

    private IStatus read() {
        try {
            var words = services.words();
            latest = new Latest(new TodayReader(services.accounting()).read(asked), words, latest.count() + 1);
            problems.worked();
        } catch (StoreException e) {
            problems.failed(e);
        }
        return Status.OK_STATUS;
    }
}
