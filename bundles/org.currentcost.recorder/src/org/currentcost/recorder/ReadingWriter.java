package org.currentcost.recorder;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.Stored;
import org.currentcost.store.StoreException;

/**
 * The only writer of live readings: gathers what all sources bring and commits it together, by a thread of its own.
 * <p>
 * While the store can't be written, readings wait in memory, at most {@link #WAITING_LIMIT} of them beside those that
 * are being tried; beyond that the oldest are given up, and counted.
 */
final class ReadingWriter implements AutoCloseable {

    /** How many readings wait in memory while the store can't be written: a day of ten 6-second sensors. */
    static final int WAITING_LIMIT = 150_000;

    /** The longest time that a live reading is only in memory while the store can be written. */
    static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private static final int COMMIT_AT = 20_000;

    /** How many wait at most while others are being written: a large commit costs less for each of its readings. */
    static final int BACKLOG = 100_000;

    /** A reading that waits, and whose it is. */
    private record Waiting(SeriesKey series, Reading reading, StoredListener listener) {
    }

    /** A block is told again and again: only its latest telling waits, so that what waits is bounded. */
    private record BlockKey(HistorySpan span, long startMillis) {
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
    private ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private Map<SeriesKey, Map<BlockKey, HistoryBlock>> history = new HashMap<>();
    private long accepted;
    /** How many of the accepted readings are on the disk or were given up. */
    private long finished;
    private long givenUp;
    /** The number of the latest attempt to write. */
    private long attempt;
    /** The number of the latest attempt that failed. */
    private long failedAttempt;
    private boolean flushing;
    private boolean closed;
    private boolean ended;
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

    /**
     * Takes a reading. Waits while very many are pending and the store can be written.
     *
     * @param patient whether to wait as well while the store can't be written: a recording loses nothing by it
     * @throws InterruptedException if interrupted, or if nothing is written any more
     */
    void add(SeriesKey series, Reading reading, StoredListener listener, boolean patient) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= BACKLOG && (patient || trouble.isEmpty()) && !closed) {
                wake.signal();
                written.await();
            }
            if (closed) {
                throw new InterruptedException("the writer is closed");
            }
            waiting.add(new Waiting(series, reading, listener));
            accepted++;
            giveUpOldest();
            if (waiting.size() >= COMMIT_AT) {
                wake.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes blocks of a meter's memory; they are written with the readings. Never waits: a memory is small. */
    void addHistory(Map<SeriesKey, List<HistoryBlock>> blocks) {
        lock.lock();
        try {
            blocks.forEach((series, more) -> more.forEach(block -> history
                    .computeIfAbsent(series, key -> new LinkedHashMap<>())
                    .put(new BlockKey(block.span(), block.startMillis()), block)));
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits, and returns when that is on the disk or an attempt that began after this call has failed. */
    void flush() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long target = accepted;
            long before = attempt;
            flushing = true;
            wake.signal();
            while (finished < target && failedAttempt <= before && !ended) {
                written.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUpOldest() {
        while (waiting.size() > WAITING_LIMIT) {
            waiting.removeFirst();
            givenUp++;
            finished++;
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            ArrayDeque<Waiting> batch;
            Map<SeriesKey, Map<BlockKey, HistoryBlock>> blocks;
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
                waiting = new ArrayDeque<>();
                blocks = history;
                history = new HashMap<>();
                attempt++;
            } catch (InterruptedException e) {
                // Nobody but close() ends this thread, and that one wakes it by its own condition.
                continue;
            } finally {
                lock.unlock();
            }
            if (!batch.isEmpty() || !blocks.isEmpty()) {
                write(batch, blocks);
            }
        }
        lock.lock();
        try {
            ended = true;
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void write(ArrayDeque<Waiting> batch, Map<SeriesKey, Map<BlockKey, HistoryBlock>> blocks) {
        var failed = commit(batch, blocks);
        lock.lock();
        try {
            if (failed.isPresent()) {
                batch.addAll(waiting);
                waiting = batch;
                history.forEach((series, newer) -> blocks.computeIfAbsent(series, key -> new LinkedHashMap<>())
                        .putAll(newer));
                history = blocks;
                giveUpOldest();
                failedAttempt = attempt;
                trouble = Optional.of(new StoreTrouble(trouble.map(StoreTrouble::since).orElseGet(clock::instant),
                        failed.get().getMessage(), failed.get().remedy(), waiting.size(), givenUp));
            } else {
                finished += batch.size();
                givenUp = 0;
                trouble = Optional.empty();
            }
            written.signalAll();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    private Optional<StoreException> commit(Collection<Waiting> batch,
            Map<SeriesKey, Map<BlockKey, HistoryBlock>> blocks) {
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
            for (var memory : blocks.entrySet()) {
                store.appendHistory(memory.getKey(), List.copyOf(memory.getValue().values()));
            }
            return Optional.empty();
        } catch (StoreException e) {
            // A batch that failed half way is written again as a whole: what is there already stays as it is.
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            // Whatever the store dies of: this thread must not, for the next attempt may succeed.
            return Optional.of(new StoreException(StoreException.Kind.OTHER, Messages.get("store.broken", e),
                    Messages.get("store.broken.remedy"), e));
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
