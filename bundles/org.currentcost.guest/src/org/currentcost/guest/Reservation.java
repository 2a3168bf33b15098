package org.currentcost.guest;

import java.time.Duration;

/** Whom a free folder is left to for a while: who was to have it. Safe for all threads. */
final class Reservation {

    /** So long it is left to that one, before it is anybody's. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private long pid;
    private long untilNanos = System.nanoTime();

    /** Leaves it to a process from now on. */
    synchronized void leaveTo(long toPid) {
        pid = toPid;
        untilNanos = System.nanoTime() + LONGEST.toNanos();
    }

    /** {@return whether it is left to a process that is still there} */
    synchronized boolean holds() {
        return System.nanoTime() - untilNanos < 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
