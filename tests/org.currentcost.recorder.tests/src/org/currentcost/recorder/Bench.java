package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.MeterSource;
import org.currentcost.store.SourceStore.SourceRow;

/** A recorder with a store in memory, a clock that stands still and sources that do as they are told. */
final class Bench implements AutoCloseable {

    static final String METER = "Home";
    static final SeriesKey HOUSE = SeriesKey.power(METER, 0);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    final SettableClock clock = new SettableClock("2026-01-31T12:00:00Z");
    final MemoryStore store = new MemoryStore();
    final FakeType type = new FakeType();
    final SourceTypes types = new SourceTypes();
    final LocalRecorder recorder;
    private final Semaphore changes = new Semaphore(0);

    Bench() {
        types.add(type);
        recorder = new LocalRecorder(store, types, clock, () -> 0);
        recorder.addListener(changes::release);
    }

    /** Starts a source under {@code address}, which is its id as well. */
    FakeSource start(String address) {
        return start(address, new FakeSource());
    }

    /** Starts a source of readings under {@code address}, which is its id as well. */
    FakeReadingSource startReadings(String address) {
        return start(address, new FakeReadingSource());
    }

    private <S extends MeterSource> S start(String address, S source) {
        type.put(address, () -> source);
        recorder.startUnsaved(new SourceRow(address, METER, "fake:" + address, true));
        return source;
    }

    SourceStatus status(String id) {
        return recorder.sources().stream().filter(source -> source.row().id().equals(id)).findFirst().orElseThrow();
    }

    /** Waits until a source is in a state of a kind. {@return that state} */
    <S> S await(String id, Class<S> state) throws InterruptedException {
        var found = new AtomicReference<Object>();
        await("state " + state.getSimpleName(), () -> {
            found.set(status(id).state());
            return state.isInstance(found.get());
        });
        return state.cast(found.get());
    }

    void await(String id, Predicate<SourceStatus> condition) throws InterruptedException {
        await("the source " + id, () -> condition.test(status(id)));
    }

    /** Waits until a condition holds; looks whenever something has changed, and now and then. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(changes, what, condition);
    }

    /** Waits until a condition holds that nobody tells of. */
    static void awaitUnreported(String what, BooleanSupplier condition) throws InterruptedException {
        await(new Semaphore(0), what, condition);
    }

    private static void await(Semaphore changes, String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited in vain for " + what);
            }
            changes.tryAcquire(20, TimeUnit.MILLISECONDS);
            changes.drainPermits();
        }
    }

    @Override
    public void close() {
        recorder.close();
    }
}
