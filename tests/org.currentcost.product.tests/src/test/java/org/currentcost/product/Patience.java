package org.currentcost.product;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is true, and fails when it never becomes true. */
final class Patience {

    /** So long that only what never happens takes it, on a slow machine too. */
    static final Duration LIMIT = Duration.ofSeconds(120);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Something that is true or not. */
    interface Condition {
        boolean holds() throws Exception;
    }

    private Patience() {
    }

    /**
     * Returns when the condition holds.
     *
     * @param what   names the condition in the failure
     * @param things are shown in the failure, such as the process that was watched
     */
    static void await(String what, Condition condition, Object... things) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what + describe(things));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private static String describe(Object... things) {
        var text = new StringBuilder();
        for (var thing : things) {
            text.append(System.lineSeparator()).append(thing);
        }
        return text.toString();
    }
}
