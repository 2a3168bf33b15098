package org.currentcost.recorder;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceSink;

/** A source that does, one after the other, what a test tells it to. */
final class FakeSource implements MeterSource {

    /** Something to do on the source's thread. */
    interface Step {
        /** {@return how the connection ends by it, if it does} */
        Optional<End> take(SourceSink sink) throws SourceProblem, InterruptedException;
    }

    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private volatile boolean back;

    @Override
    public End run(SourceSink sink) throws SourceProblem, InterruptedException {
        attempts.incrementAndGet();
        while (true) {
            var end = steps.take().take(sink);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }

    @Override
    public boolean mayBeBack() {
        return back;
    }

    /** Settles how it looks from afar while it waits. */
    void setBack(boolean back) {
        this.back = back;
    }

    /** {@return how often a connection was attempted} */
    int attempts() {
        return attempts.get();
    }

    /** {@return how often it was closed} */
    int closings() {
        return closings.get();
    }

    /** Adds a step, and does not wait for it. */
    FakeSource then(Step step) {
        steps.add(step);
        return this;
    }

    /** Adds bytes, and returns when they were taken. */
    void say(String text) throws InterruptedException {
        var done = new CountDownLatch(1);
        steps.add(sink -> {
            try {
                var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                sink.bytes(bytes, 0, bytes.length);
            } finally {
                done.countDown();
            }
            return Optional.empty();
        });
        done.await();
    }

    /** Tells that the connection is open, and returns when that was taken. */
    void connect(String detail) throws InterruptedException {
        var done = new CountDownLatch(1);
        steps.add(sink -> {
            sink.connected(detail);
            done.countDown();
            return Optional.empty();
        });
        done.await();
    }

    FakeSource hangUp() {
        return then(sink -> Optional.of(End.HUNG_UP));
    }

    FakeSource endInput() {
        return then(sink -> Optional.of(End.EXHAUSTED));
    }

    FakeSource fail(SourceProblem problem) {
        return then(sink -> {
            throw problem;
        });
    }

    FakeSource fail(RuntimeException exception) {
        return then(sink -> {
            throw exception;
        });
    }

    FakeSource fail(Error error) {
        return then(sink -> {
            throw error;
        });
    }
}
