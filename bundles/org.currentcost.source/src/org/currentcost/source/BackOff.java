package org.currentcost.source;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt to connect, after attempts that failed one after the other: soon again for
 * the first minute, in which a broker or a network starts anew; then seldom. For one thread.
 */
public final class BackOff {

    private static final int[] SECONDS = {1, 2, 4, 4, 4, 4, 4, 4, 8, 15, 30, 60};
    /** The longest part of a wait that is left to chance. */
    private static final double RANDOM_PART = 0.2;

    private final DoubleSupplier jitter;
    private int failures;

    /** Makes waits that nothing is random of. */
    public BackOff() {
        this(() -> 0);
    }

    /**
     * Makes waits of which all but the shortest are cut by chance: many that lost the same broker must not all come
     * back in the same moment.
     *
     * @param jitter from 0 to less than 1: by how much of what is random a wait is shorter
     */
    public BackOff(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    /** It worked: the next wait is the shortest again. */
    public void succeeded() {
        failures = 0;
    }

    /** An attempt failed. {@return how long to wait before the next one} */
    public Duration failed() {
        long millis = SECONDS[Math.min(failures, SECONDS.length - 1)] * 1000L;
        double random = failures == 0 ? 0 : jitter.getAsDouble() * RANDOM_PART;
        failures = Math.min(failures + 1, SECONDS.length);
        return Duration.ofMillis(millis - (long) (random * millis));
    }
}
