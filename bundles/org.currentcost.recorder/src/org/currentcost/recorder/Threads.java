package org.currentcost.recorder;

import java.time.Duration;

/** Ends threads politely. */
final class Threads {

    private Threads() {
    }

    /** Waits for a thread to end, at most so long; keeps the caller's interrupt. */
    static void join(Thread thread, Duration longest) {
        boolean interrupted = false;
        long end = System.nanoTime() + longest.toNanos();
        while (thread.isAlive()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
