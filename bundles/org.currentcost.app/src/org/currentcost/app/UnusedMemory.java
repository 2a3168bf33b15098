package org.currentcost.app;

import java.util.function.LongSupplier;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/**
 * Gives memory back that is not used any more. Left alone, Java's collector lets the heap of a window that is open for
 * weeks grow up to its limit before it looks for what is left over among what has lived long; and what an import took
 * it would keep. A collection stops the window for about a tenth of a second: it is worth that only after the heap has
 * grown, once in an hour when nothing happens.
 */
final class UnusedMemory extends Job {

    private static final long LOOK_MILLIS = 60_000;
    private static final long WORTH_BYTES = 16L << 20;

    private final LongSupplier heapBytes;
    private final Runnable collector;
    private long smallest = Long.MAX_VALUE;

    /** Prepares it for this process; to be scheduled once. */
    UnusedMemory() {
        this(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /**
     * Prepares it.
     *
     * @param heapBytes says how much memory the heap takes now
     * @param collector gives back what is not used of it
     */
    UnusedMemory(LongSupplier heapBytes, Runnable collector) {
        super("memory");
        this.heapBytes = heapBytes;
        this.collector = collector;
        setSystem(true);
        setPriority(DECORATE);
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        look();
        if (!monitor.isCanceled()) {
            schedule(LOOK_MILLIS);
        }
        return Status.OK_STATUS;
    }

    /** Looks whether the heap has grown by much since it was smallest, and has it collected then. */
    void look() {
        if (heapBytes.getAsLong() - WORTH_BYTES >= smallest) {
            collector.run();
            // What is in use now is the measure, be it more than ever.
            smallest = heapBytes.getAsLong();
        }
        smallest = Math.min(smallest, heapBytes.getAsLong());
    }
}
