package org.currentcost.cli;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Optional;

/** Ends a command when one of its threads has died of something that nobody expected. */
final class FailedThreads implements UncaughtExceptionHandler, AutoCloseable {

    private final Thread command;
    private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private Optional<Throwable> failure = Optional.empty();
    private boolean closed;

    /** @param command is interrupted then */
    FailedThreads(Thread command) {
        this.command = command;
        Thread.setDefaultUncaughtExceptionHandler(this);
    }

    @Override
    public synchronized void uncaughtException(Thread thread, Throwable cause) {
        if (!closed) {
            failure = failure.or(() -> Optional.of(cause));
            command.interrupt();
        }
    }

    /** {@return what the first one died of} */
    synchronized Optional<Throwable> failure() {
        return failure;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Thread.setDefaultUncaughtExceptionHandler(before);
        if (failure.isPresent() && command == Thread.currentThread()) {
            // The interrupt was for the command, not for whoever comes after it.
            Thread.interrupted();
        }
    }
}
