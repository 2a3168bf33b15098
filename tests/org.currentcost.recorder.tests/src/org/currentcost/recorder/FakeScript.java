package org.currentcost.recorder;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;

/** What a source does, one after the other, as a test tells it to. @param <S> the sink that it fills */
class FakeScript<S> {

    /** Something to do on the source's thread. */
    interface Step<S> {
        /** {@return how the connection ends by it, if it does} */
        Optional<MeterSource.End> take(S sink) throws SourceProblem, InterruptedException;
    }

    private final LinkedBlockingQueue<Step<S>> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private volatile boolean back;

    public MeterSource.End run(S sink) throws SourceProblem, InterruptedException {
        attempts.incrementAndGet();
        while (true) {
            var end = steps.take().take(sink);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    public void close() {
        closings.incrementAndGet();
    }

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
    FakeScript<S> then(Step<S> step) {
        steps.add(step);
        return this;
    }

    FakeScript<S> hangUp() {
        return then(sink -> Optional.of(MeterSource.End.HUNG_UP));
    }

    FakeScript<S> endInput() {
        return then(sink -> Optional.of(MeterSource.End.EXHAUSTED));
    }

    FakeScript<S> fail(SourceProblem problem) {
        return then(sink -> {
            throw problem;
        });
    }

    FakeScript<S> fail(RuntimeException exception) {
        return then(sink -> {
            throw exception;
        });
    }

    FakeScript<S> fail(Error error) {
        return then(sink -> {
            throw error;
        });
    }
}
