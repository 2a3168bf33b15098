package org.currentcost.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in order when the process is told to end: what it has heard is still written. */
final class Shutdown implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
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

    /** The command has written everything: the process may end. */
    @Override
    public void close() {
        done.countDown();
    }
}
