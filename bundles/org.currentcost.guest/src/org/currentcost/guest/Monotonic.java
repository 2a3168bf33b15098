package org.currentcost.guest;

import java.util.function.LongSupplier;

/** A number that never falls, of things that follow each other and each begin to count anew. Safe for all threads. */
final class Monotonic {

    private long base;
    private long last;

    /** {@return the number, by that of the thing that there is now; what it was last, if that is being closed} */
    long of(LongSupplier now) {
        long number;
        try {
            number = now.getAsLong();
        } catch (IllegalStateException e) {
            return of(Long.MIN_VALUE);
        }
        return of(number);
    }

    private synchronized long of(long now) {
        last = Math.max(last, now == Long.MIN_VALUE ? last : base + now);
        return last;
    }

    /** Something else is there from now on. @param now its number */
    synchronized void follow(long now) {
        base = last + 1 - now;
    }
}
