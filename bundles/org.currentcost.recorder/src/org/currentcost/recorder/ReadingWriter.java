package org.currentcost.recorder;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.Stored;
import org.currentcost.store.StoreException;

/**
 * The only writer of live readings: gathers what all sources bring and commits it together, by a thread of its own.
 * <p>
 * While the store can't be written, readings wait in memory, at most {@link #WAITING_LIMIT} of them; beyond that the
 * oldest are given up, and counted.
 */
final class ReadingWriter implements AutoCloseable {

    /** How many readings wait in memory while the store can't be written: a day of ten 6-second sensors. */
    static final int WAITING_LIMIT = 150_000;

    /** The longest time that a live reading is only in memory while the store can be written. */
    static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private static final int COMMIT_AT = 20_000;

    /** A reading that waits, and whose it is. */
    private record Waiting(SeriesKey series, Reading reading, StoredListener listener) {
    }

    /** Hears how many channel values of a source are on the disk; called on the writer's thread. */
    interface StoredListener {
        void stored(long channelValues);
    }

    private final ReadingStore store;
    private final InstantSource clock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition written = lock.newCondition();
    private final Thread thread;
    private List<Waiting> waiting = new ArrayList<>();
    private long accepted;
    private long finished;
    private boolean flushing;
    private boolean closed;
    private volatile Optional<StoreTrouble> trouble = Optional.empty();

    ReadingWriter(ReadingStore store, InstantSource clock, Runnable changed) {
        this.store = store;
        this.clock = clock;
        this.changed = changed;
        thread = new Thread(this::run, "recorder-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return why nothing can be written at the moment, if so} */
    Optional<StoreTrouble> trouble() {
        return trouble;
    }

    /** Takes a reading. Waits while very many are pending and the store can be written. */
    void add(SeriesKey series, Reading reading, StoredListener listener) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= 2 * COMMIT_AT && trouble.isEmpty() && !closed) {
                wake.signal();
                written.await();
            }
            waiting.add(new Waiting(series, reading, listener));
            accepted++;
            if (waiting.size() >= COMMIT_AT) {
                wake.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits, and returns when that is on the disk or was found impossible. */
    void flush() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long target = accepted;
            flushing = true;
            wake.signal();
            while (finished < target && !closed && trouble.isEmpty()) {
                written.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            List<Waiting> batch;
            lock.lock();
            try {
                long nanos = COMMIT_EVERY.toNanos();
                while (!closed && !flushing && nanos > 0
                        && (waiting.size() < COMMIT_AT || trouble.isPresent())) {
                    nanos = wake.awaitNanos(nanos);
                }
                flushing = false;
                last = closed;
                batch = waiting;
                waiting = new ArrayList<>();
            } catch (InterruptedException e) {
                // Nobody but close() ends this thread, and that one wakes it by its own condition.
                continue;
            } finally {
                lock.unlock();
            }
            write(batch);
        }
    }

    private void write(List<Waiting> batch) {
        var failed = commit(batch);
        lock.lock();
        try {
            if (failed.isPresent()) {
                batch.addAll(waiting);
                waiting = batch;
                long given = 0;
                if (waiting.size() > WAITING_LIMIT) {
                    given = waiting.size() - WAITING_LIMIT;
                    waiting = new ArrayList<>(waiting.subList((int) given, waiting.size()));
                    finished += given;
                }
                var known = trouble;
                trouble = Optional.of(new StoreTrouble(known.map(StoreTrouble::since).orElseGet(clock::instant),
                        failed.get().getMessage(), failed.get().remedy(), waiting.size(),
                        known.map(StoreTrouble::givenUp).orElse(0L) + given));
            } else {
                finished += batch.size();
                trouble = Optional.empty();
            }
            written.signalAll();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    private Optional<StoreException> commit(List<Waiting> batch) {
        // The closing line tells how many of the readings are stored; the thermometer's values are not among them.
        var bySource = new HashMap<StoredListener, Map<SeriesKey, List<Reading>>>();
        var temperatures = new HashMap<SeriesKey, List<Reading>>();
        for (var one : batch) {
            var target = one.series.quantity() == Quantity.TEMPERATURE
                    ? temperatures
                    : bySource.computeIfAbsent(one.listener, key -> new HashMap<>());
            target.computeIfAbsent(one.series, key -> new ArrayList<>()).add(one.reading);
        }
        try {
            for (var source : bySource.entrySet()) {
                Stored stored = store.append(source.getValue());
                source.getKey().stored(stored.stored());
            }
            if (!temperatures.isEmpty()) {
                store.append(temperatures);
            }
            return Optional.empty();
        } catch (StoreException e) {
            // A batch that failed half way is written again as a whole: what is there already stays as it is.
            return Optional.of(e);
        }
    }

    /** Commits what waits and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signal();
            written.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.join(thread, Duration.ofSeconds(20));
    }
}
