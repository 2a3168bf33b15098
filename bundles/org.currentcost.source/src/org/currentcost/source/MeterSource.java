package org.currentcost.source;

/**
 * One configured place that bytes or readings of a meter come from.
 * <p>
 * The recorder gives every source a thread of its own and calls {@code run} on it, again and again: one call is one
 * attempt to connect and all that follows until the connection ends. A source neither waits between attempts nor
 * remembers its state; the recorder does both, the same way for every kind.
 */
public sealed interface MeterSource extends AutoCloseable permits ByteSource, ReadingSource {

    /**
     * Ends a running {@code run}, from another thread and at once, and lets go of everything held. Never blocks for
     * long, never throws; may be called more than once.
     */
    @Override
    void close();

    /**
     * Looks, cheaply and in less than two seconds, whether what an attempt failed at may be over. The recorder asks
     * now and then while it waits for the next attempt, on the thread that calls {@code run}, and tries at once if so.
     *
     * @return {@code false} if it isn't or that can't be told
     */
    default boolean mayBeBack() {
        return false;
    }

    /** How a connection ended. */
    enum End {
        /** There is no more to come, ever: a file has been read to its end. */
        EXHAUSTED,
        /** The other side hung up; there may be more later. */
        HUNG_UP
    }
}
