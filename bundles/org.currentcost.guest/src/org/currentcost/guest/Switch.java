package org.currentcost.guest;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What leads to one thing now and to another one later; knows who is using it, so that a former one is closed only when
 * nobody is. Safe for all threads.
 *
 * @param <T> what it leads to
 */
final class Switch<T> {

    private Target<T> current;
    private boolean paused;

    Switch(T first) {
        current = new Target<>(first);
    }

    /** One of the things, and how many use it. */
    private static final class Target<T> {
        private final T it;
        private int users;

        Target(T it) {
            this.it = it;
        }
    }

    /** A use, to be closed. */
    final class Use implements AutoCloseable {

        private final Target<T> target;

        private Use(Target<T> target) {
            this.target = target;
        }

        T it() {
            return target.it;
        }

        @Override
        public void close() {
            synchronized (Switch.this) {
                target.users--;
                Switch.this.notifyAll();
            }
        }
    }

    /**
     * {@return the use of what there is now} While there is nothing, it is waited for.
     *
     * @throws IllegalStateException if there is nothing for so long
     */
    synchronized Use use(Duration longest) {
        if (!await(() -> !paused, longest)) {
            throw new IllegalStateException(Messages.get("fileClosed"));
        }
        current.users++;
        return new Use(current);
    }

    synchronized T now() {
        return current.it;
    }

    /** Nothing is there until {@link #to}. {@return whether nobody uses it any more; otherwise all is as it was} */
    synchronized boolean pause(Duration longest) {
        paused = true;
        var last = current;
        if (await(() -> last.users == 0, longest)) {
            return true;
        }
        resume();
        return false;
    }

    /** What was there is there again. */
    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Leads to something else from now on. */
    synchronized void to(T next) {
        current = new Target<>(next);
        resume();
    }

    /** Leads to something else from now on, and waits until nobody uses what was there, but no longer than this. */
    synchronized void to(T next, Duration longest) {
        var last = current;
        to(next);
        await(() -> last.users == 0, longest);
    }

    private boolean await(BooleanSupplier condition, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
