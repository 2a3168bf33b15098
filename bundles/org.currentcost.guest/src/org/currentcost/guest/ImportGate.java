package org.currentcost.guest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.currentcost.store.StoreException;

/**
 * Where guests' imports begin. While it is shut they wait: the folder is about to be another process's, or its file
 * another one, and an import that began meanwhile would be cut off. Safe for all threads.
 */
final class ImportGate {

    /** So long an import waits for what keeps it from beginning. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private int passing;
    private boolean shut;

    /** Something that begins an import. */
    @FunctionalInterface
    interface Beginning<T> {
        T begin() throws StoreException;
    }

    /** Begins an import, which has begun for everybody when this returns. */
    <T> T pass(Beginning<T> beginning) throws StoreException {
        enter();
        try {
            return beginning.begin();
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws StoreException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shut) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            try {
                if (millis > 0) {
                    wait(millis);
                    continue;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new StoreException(StoreException.Kind.IN_USE, Messages.get("fileClosed"),
                    Messages.get("fileClosed.remedy"), null);
        }
        passing++;
    }

    private synchronized void leave() {
        passing--;
    }

    /** {@return whether an import is just beginning} */
    synchronized boolean isPassed() {
        return passing > 0;
    }

    /** Lets none begin from now on. */
    synchronized void shut() {
        shut = true;
    }

    /** Lets them begin again. */
    synchronized void open() {
        shut = false;
        notifyAll();
    }
}
