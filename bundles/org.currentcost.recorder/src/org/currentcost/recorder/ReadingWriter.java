package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StorableRule;
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

    /** Hears what became of the readings of a source; called on the writer's thread or the one that brings them. */
    interface StoredListener {
        /** So many channel values are on the disk. */
        void stored(long channelValues);

        /** The store can't hold this. @param reason a sentence for the user */
        default void setAside(SeriesKey series, Reading reading, String reason) {
        }

        /** The store can't hold this. @param reason a sentence for the user */
        default void setAside(SeriesKey series, HistoryBlock block, String reason) {
        }
    }

    private final ReadingStore store;
    private final InstantSource clock;
    private final ComputerClock computerClock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition written = lock.newCondition();
    private final Thread thread;
    private Batch waiting = new Batch();
    private long accepted;
    /** How many of the accepted readings are on the disk or were given up. */
    private long finished;
    /** The times of the readings that were given up since something could be written. */
    private LongSummaryStatistics givenUp = new LongSummaryStatistics();
    /** The number of the latest attempt to write. */
    private long attempt;
    /** The number of the latest attempt that failed. */
    private long failedAttempt;
    private boolean flushing;
    private boolean closed;
    private boolean ended;
    /** Who takes what this one can't write any more. */
    private Optional<ReadingWriter> successor = Optional.empty();
    private volatile Optional<StoreTrouble> trouble = Optional.empty();

    ReadingWriter(ReadingStore store, InstantSource clock, ComputerClock computerClock, Runnable changed) {
        this.store = store;
        this.clock = clock;
        this.computerClock = computerClock;
        this.changed = changed;
        thread = new Thread(this::run, "recorder-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return why nothing can be written at the moment, if so} */
    Optional<StoreTrouble> trouble() {
        return trouble.or(computerClock::trouble);
    }

    /** To be called often: takes what has waited for the clock of this computer to be right. */
    void lookAtClock() throws InterruptedException {
        boolean waited = computerClock.trouble().isPresent();
        computerClock.look();
        for (var dated : computerClock.released()) {
            add(dated.series(), dated.reading(), dated.listener(), true);
        }
        if (waited) {
            changed.run();
        }
    }

    /**
     * Takes a reading, or sets it aside if no store can hold it. Waits while very many are pending and the store can be
     * written.
     *
     * @param patient whether to wait as well while the store can't be written, and to believe the time: a recording
     *                loses nothing by it, and is not dated by this computer's clock
     * @return whether it was taken
     * @throws InterruptedException if interrupted, or if nothing is written any more
     */
    boolean add(SeriesKey series, Reading reading, StoredListener listener, boolean patient)
            throws InterruptedException {
        var refusal = StorableRule.refusal(series, reading);
        if (refusal.isPresent()) {
            listener.setAside(series, reading, refusal.get());
            return false;
        }
        if (!patient && computerClock.holdsBack(series, reading, listener)) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= BACKLOG && (patient || trouble.isEmpty()) && !closed) {
                wake.signal();
                written.await();
            }
            if (closed) {
                throw new InterruptedException("the writer is closed");
            }
            waiting.add(new Batch.Waiting(series, reading, listener));
            accepted++;
            giveUpOldest();
            if (waiting.size() >= COMMIT_AT) {
                wake.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes blocks of a meter's memory; they are written with the readings. One that no store can hold is set aside.
     * Never waits: a memory is small.
     *
     * @param byThisClock whether they are dated by this computer's clock: while that is wrong they are set aside, for a
     *                    meter sends its memory again
     */
    void addHistory(Map<SeriesKey, List<HistoryBlock>> blocks, StoredListener listener, boolean byThisClock) {
        if (byThisClock && computerClock.isWrong()) {
            blocks.forEach((series, more) -> more
                    .forEach(block -> listener.setAside(series, block, computerClock.reason())));
            return;
        }
        blocks.forEach((series, more) -> more.forEach(block -> StorableRule.refusal(series, block)
                .ifPresentOrElse(reason -> listener.setAside(series, block, reason), () -> add(series, block))));
    }

    private void add(SeriesKey series, HistoryBlock block) {
        lock.lock();
        try {
            waiting.add(series, block);
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

    /**
     * {@return the last reading of a series, with all that was added before this call; empty if there is none or it
     * can't be read}
     */
    Optional<Reading> last(SeriesKey series) throws InterruptedException {
        flush();
        try {
            return store.latest(series);
        } catch (StoreException e) {
            // Told by the next attempt to write.
            return Optional.empty();
        }
    }

    /** Keeps a small text, not before all readings that were added before. */
    void keep(String name, String text) {
        lock.lock();
        try {
            waiting.add(name, text);
        } finally {
            lock.unlock();
        }
    }

    /** {@return a text as it was {@linkplain #keep kept}; empty if there is none or it can't be read} */
    Optional<String> kept(String name) throws InterruptedException {
        flush();
        try {
            return store.document(name);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private void giveUpOldest() {
        while (waiting.size() > WAITING_LIMIT) {
            givenUp.accept(waiting.removeFirst().timeMillis());
            finished++;
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            Batch batch;
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
                waiting = new Batch();
                attempt++;
            } catch (InterruptedException e) {
                // Nobody but close() ends this thread, and that one wakes it by its own condition.
                continue;
            } finally {
                lock.unlock();
            }
            if (!batch.isEmpty()) {
                write(batch);
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

    private void write(Batch batch) {
        long size = batch.size();
        var failed = batch.write(store);
        lock.lock();
        try {
            finished += size - batch.size();
            if (failed.isPresent() && successor.isPresent()) {
                successor.get().addBefore(batch);
            } else if (failed.isPresent()) {
                batch.add(waiting);
                waiting = batch;
                giveUpOldest();
                failedAttempt = attempt;
                trouble = Optional.of(new StoreTrouble(trouble.map(StoreTrouble::since).orElseGet(clock::instant),
                        failed.get().getMessage(), failed.get().remedy(), waiting.size(), givenUp.getCount()));
            } else {
                givenUp = new LongSummaryStatistics();
                trouble = Optional.empty();
            }
            written.signalAll();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** {@return whether there is something that was not written, though this is closed} */
    boolean hasUnwritten() {
        lock.lock();
        try {
            return !waiting.isEmpty() || computerClock.trouble().filter(one -> one.waiting() > 0).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what another writer could not write before it was closed: it came before all that is here. */
    void takeUnwritten(ReadingWriter closedOne) {
        Batch rest;
        closedOne.lock.lock();
        try {
            closedOne.successor = Optional.of(this);
            rest = closedOne.waiting;
            closedOne.waiting = new Batch();
            givenUp.combine(closedOne.givenUp);
            closedOne.givenUp = new LongSummaryStatistics();
            trouble = trouble.or(() -> closedOne.trouble);
        } finally {
            closedOne.lock.unlock();
        }
        computerClock.take(closedOne.computerClock);
        addBefore(rest);
    }

    private void addBefore(Batch rest) {
        lock.lock();
        try {
            accepted += rest.size();
            rest.add(waiting);
            waiting = rest;
            giveUpOldest();
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Writes into another store what could not be written before this was closed. {@return whether all is there} */
    boolean writeUnwritten(ReadingStore other) {
        lock.lock();
        try {
            return waiting.write(other).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** {@return what was given up or still waits, though this is closed} */
    Optional<LostReadings> lost() {
        lock.lock();
        try {
            var times = waiting.times();
            times.combine(givenUp);
            times.combine(computerClock.times());
            return times.getCount() == 0
                    ? Optional.empty()
                    : Optional.of(new LostReadings(times.getCount(), Instant.ofEpochMilli(times.getMin()),
                            Instant.ofEpochMilli(times.getMax()), trouble().map(StoreTrouble::reason).orElse("")));
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits and ends the thread. */
    @Override
    public void close() {
        computerClock.close();
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
