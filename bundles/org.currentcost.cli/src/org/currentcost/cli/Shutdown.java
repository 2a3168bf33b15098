package org.currentcost.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command or the window end in order when the process is told to end: what it has heard is still written. */
public final class Shutdown implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int code = CommandLineMain.OK;

    Shutdown() {
        this(() -> {
        });
    }

    /** @param whenAsked what makes an end, on a thread of its own; not run if {@link #close} was called before */
    public Shutdown(Runnable whenAsked) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(whenAsked), "command-shutdown"));
    }

    private void awaitEnd(Runnable whenAsked) {
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
        if (code != CommandLineMain.OK) {
            // A signal has chosen another one, which a service manager takes for an end as asked.
            Runtime.getRuntime().halt(code);
        }
    }

    /** {@return what opens when the process is told to end} */
    CountDownLatch asked() {
        return asked;
    }

    /**
     * Something was lost: the process ends with {@link CommandLineMain#FAILED}, also where it was told to end. To be
     * called when all that there is to say has been said.
     *
     * @return that exit code
     */
    int fails() {
        code = CommandLineMain.FAILED;
        return code;
    }

    /** Everything is written: the process may end. */
    @Override
    public void close() {
        done.countDown();
    }
}
