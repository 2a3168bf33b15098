package org.currentcost.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;

/** Runs a source on a thread of its own and keeps what it brings. */
public final class SourceRun implements ByteSink {

    private static final long PATIENCE_SECONDS = 20;

    private final StringBuilder text = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private final CompletableFuture<MeterSource.End> end = new CompletableFuture<>();
    private Thread thread;

    /** A run that has not begun: takes what a source brings that the test runs itself. */
    public SourceRun() {
        // begins by start
    }

    /** {@return a run that has begun} */
    public static SourceRun start(ByteSource source) {
        SourceRun running = new SourceRun();
        running.thread = Thread.ofPlatform().daemon().name("source under test").start(() -> {
            try {
                running.end.complete(source.run(running));
            } catch (Throwable e) {
                running.end.completeExceptionally(e);
            }
        });
        return running;
    }

    /** {@return the thread that the source runs on} */
    public Thread thread() {
        return thread;
    }

    /** {@return how the source ended} @throws Exception its problem in an ExecutionException */
    public MeterSource.End end() throws Exception {
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** {@return this, when the source has ended in whatever way} */
    public SourceRun awaitEnd() throws Exception {
        end.handle((result, problem) -> problem).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** {@return all bytes by now, as ISO 8859-1} */
    public synchronized String text() {
        return text.toString();
    }

    /** {@return what was said beside the bytes} */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Waits until all bytes by now are such. */
    public synchronized void await(Predicate<String> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.test(text.toString())) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("heard only: " + text);
            }
            wait(left);
        }
    }

    /** Waits until the source says that it is connected. */
    public synchronized void awaitConnected() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (calls.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no connection");
            }
            wait(left);
        }
    }

    @Override
    public synchronized void connected(String detail) {
        calls.add("connected " + detail);
        notifyAll();
    }

    @Override
    public synchronized void recorded(long lastMillis) {
        calls.add("recorded " + lastMillis);
        notifyAll();
    }

    @Override
    public synchronized void bytes(byte[] buffer, int offset, int length) {
        text.append(new String(buffer, offset, length, StandardCharsets.ISO_8859_1));
        notifyAll();
    }
}
