package org.currentcost.cli.service;

import java.util.function.LongSupplier;

/**
 * Gives memory back that is not used any more. Left alone, Java's collector lets the heap of a process that runs for
 * weeks and does little grow up to its limit before it looks for what is left over among what has lived long; and what
 * an import took it would keep. A collection stops the process for about a tenth of a second: it is worth that only
 * after the heap has grown, and once after the start, which leaves more over than hours of the same. Used by one
 * thread.
 */
public final class GrownHeap {

    private final LongSupplier heapBytes;
    private final Runnable collector;
    private final long worthBytes;
    private long smallest;

    /** Looks at the heap of this process. @param worthBytes the growth that is worth a collection */
    public GrownHeap(long worthBytes) {
        this(worthBytes, Runtime.getRuntime()::totalMemory, System::gc);
    }

    /**
     * Looks at a heap.
     *
     * @param heapBytes says how much memory the heap takes now
     * @param collector gives back what is not used of it
     */
    public GrownHeap(long worthBytes, LongSupplier heapBytes, Runnable collector) {
        this.worthBytes = worthBytes;
        this.heapBytes = heapBytes;
        this.collector = collector;
    }

    /** Looks whether the heap has grown by much since it was smallest, or this is the first look; then collects it. */
    public void look() {
        if (heapBytes.getAsLong() - worthBytes >= smallest) {
            collector.run();
            // What is in use now is the measure, be it more than ever.
            smallest = heapBytes.getAsLong();
        }
        smallest = Math.min(smallest, heapBytes.getAsLong());
    }
}
