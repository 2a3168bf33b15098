package org.currentcost.app;

import java.util.function.LongSupplier;
import org.currentcost.cli.service.GrownHeap;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** Gives memory back that the window does not use any more: what its start has left over, then what it grew by. */
final class UnusedMemory extends Job {

    private static final long LOOK_MILLIS = 60_000;
    private static final long WORTH_BYTES = 16L << 20;

    private final GrownHeap heap;

    /** Prepares it for this process; to be begun once. */
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
        heap = new GrownHeap(WORTH_BYTES, heapBytes, collector);
        setSystem(true);
        setPriority(DECORATE);
    }

    /** Begins to look, once the window has come to rest. */
    void begin() {
        schedule(LOOK_MILLIS);
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
        heap.look();
    }
}
