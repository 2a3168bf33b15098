package org.currentcost.guest;

/** A number that never falls, of things that follow each other and each begin to count anew. Safe for all threads. */
final class Monotonic {

    private long base;
    private long last;

    /** {@return the number, by that of the thing that there is now} */
    synchronized long of(long now) {
        last = Math.max(last, base + now);
        return last;
    }

    /** Something else is there from now on. @param now its number */
    synchronized void follow(long now) {
        base = last + 1 - now;
    }
}
