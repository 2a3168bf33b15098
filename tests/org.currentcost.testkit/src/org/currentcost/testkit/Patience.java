package org.currentcost.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is so, and fails when it never is. Nothing else in tests waits for time to pass. */
public final class Patience {

    /** So long that only what never happens takes it, on a slow machine too. */
    public static final Duration LIMIT = Duration.ofSeconds(120);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {
    }

    /** Something that is so or not. */
    public interface Condition {
        /** {@return whether it is so by now} */
        boolean holds() throws Exception;
    }

    /**
     * Returns when a condition holds.
     *
     * @param what   names the condition in the failure
     * @param things are shown in the failure, such as the process that was watched
     * @throws AssertionError when it does not hold for {@link #LIMIT}
     */
    public static void await(String what, Condition condition, Object... things) throws Exception {
        if (!holdsWithin(LIMIT, condition)) {
            var text = new StringBuilder("waited in vain for: " + what);
            for (var thing : things) {
                text.append(System.lineSeparator()).append(thing);
            }
            throw new AssertionError(text);
        }
    }

    /** {@return whether a condition holds before this time is over} */
    public static boolean holdsWithin(Duration limit, Condition condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
