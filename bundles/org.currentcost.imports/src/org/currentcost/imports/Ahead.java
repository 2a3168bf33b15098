package org.currentcost.imports;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that does one piece of work while its owner does another, and is waited for before the next. To be used by
 * one thread.
 *
 * @param <T> what comes of the work
 * @param <E> what it may fail with
 */
final class Ahead<T, E extends Exception> implements AutoCloseable {

    /** A piece of work. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private final Class<E> failure;
    private final ExecutorService thread;
    private Optional<Future<T>> begun = Optional.empty();

    /**
     * Prepares the thread.
     *
     * @param name    of the thread
     * @param failure what the work may fail with
     */
    Ahead(String name, Class<E> failure) {
        this.failure = failure;
        thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins a piece of work; the one before has to be waited for. */
    void begin(Work<T, E> work) {
        if (begun.isPresent()) {
            throw new IllegalStateException("not waited for");
        }
        begun = Optional.of(thread.submit(work::run));
    }

    /**
     * Waits for the work that was begun, interrupted or not: it is done or failed, never left half done.
     *
     * @return what came of it, once; empty if nothing was begun
     */
    Optional<T> await() throws E {
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        var work = begun.get();
        begun = Optional.empty();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(work.get());
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private E failure(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> failure.cast(cause);
        };
    }

    /** Ends the thread; what was begun is finished before. */
    @Override
    public void close() {
        thread.close();
    }
}
