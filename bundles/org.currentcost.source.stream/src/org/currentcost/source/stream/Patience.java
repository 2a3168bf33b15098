package org.currentcost.source.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.currentcost.source.Rhythm;

/**
 * How long a connection may say nothing before the other side counts as gone: a minute, or what the source's own {@link
 * Rhythm} allows if that is longer. A computer that loses its power or its network says no goodbye.
 * <p>
 * While the rhythm is not known, each connection after the first on which nothing came lets the next one wait twice as
 * long: a source that speaks every five minutes is heard in the end. Belongs to one source over all its connections,
 * and to one thread at a time.
 */
final class Patience {

    private static final Duration LEAST = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 4;

    private final LongSupplier nanoTime;
    private final Rhythm rhythm = new Rhythm();
    /** So many connections one after the other said nothing, this one too. */
    private int silentConnections;
    private long listeningSince;

    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A connection is open. */
    void begin() {
        silentConnections++;
        listeningSince = nanoTime.getAsLong();
    }

    /** Bytes came. */
    void received() {
        silentConnections = 0;
        listeningSince = nanoTime.getAsLong();
        rhythm.received(Instant.EPOCH.plusNanos(listeningSince));
    }

    /** {@return whether nothing came for so long that nobody can be there} */
    boolean isOver() {
        return nanoTime.getAsLong() - listeningSince > allowed().toNanos();
    }

    /** {@return for how long nothing came on this connection, in seconds} */
    long silentSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - listeningSince);
    }

    private Duration allowed() {
        if (!rhythm.isKnown()) {
            return LEAST.multipliedBy(1L << Math.clamp(silentConnections - 2, 0, MOST_DOUBLINGS));
        }
        var silence = rhythm.silence();
        return silence.compareTo(LEAST) > 0 ? silence : LEAST;
    }
}
