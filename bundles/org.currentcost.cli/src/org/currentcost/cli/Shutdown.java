package org.currentcost.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command or the window end in order when the process is told to end: what it has heard is still written. */
public final class Shutdown implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Shutdown() {
        this(() -> {
        });
    }

    /** @param whenAsked what makes an end, on a thread of its own; not run if {@link #close} was called before */
    public Shutdown(Runnable whenAsked) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            if (done.getCount() == 0) {
                return;
            }
            try {
                whenAsked.run();
                done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "command-shutdown"));
    }

    /** {@return what opens when the process is told to end} */
    CountDownLatch asked() {
        return asked;
    }

    /** Everything is written: the process may end. */
    @Override
    public void close() {
        done.countDown();
    }
}
