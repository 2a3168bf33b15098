package org.currentcost.source.stream;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a connection may say nothing before the other side counts as gone: a minute, or three of the intervals at
 * which it speaks if that is longer. A computer that loses its power or its network says no goodbye.
 * <p>
 * Belongs to one source over all its connections, and to one thread at a time.
 */
final class Patience {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int INTERVALS = 3;
    /** What comes in pieces is one message. */
    private static final long SAME_MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long listeningSince;
    private boolean heardBefore;
    private long heardNanos;
    /** The time between two messages as a rule; 0 until it is known. */
    private long intervalNanos;

    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A connection is open. */
    void begin() {
        listeningSince = nanoTime.getAsLong();
    }

    /** Bytes came. */
    void heard() {
        long now = nanoTime.getAsLong();
        long since = now - heardNanos;
        if (heardBefore && since >= SAME_MOMENT_NANOS) {
            // Falls at once to what is regular. Grows at most twofold: a night without a network is no interval, and
            // a meter that has become slower is still learnt
            intervalNanos = intervalNanos == 0 || since < intervalNanos
                    ? since
                    : Math.min(since, 2 * intervalNanos);
        }
        heardBefore = true;
        heardNanos = now;
        listeningSince = now;
    }

    /** {@return whether nothing came for so long that nobody can be there} */
    boolean isOver() {
        return nanoTime.getAsLong() - listeningSince > allowedNanos();
    }

    /** {@return for how long nothing came on this connection, in seconds} */
    long silentSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - listeningSince);
    }

    private long allowedNanos() {
        return Math.max(LEAST_NANOS, INTERVALS * intervalNanos);
    }
}
