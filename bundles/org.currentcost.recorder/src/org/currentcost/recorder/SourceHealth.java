package org.currentcost.recorder;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.currentcost.model.Counters;
import org.currentcost.recorder.SourceStatus.DamageNote;
import org.currentcost.source.Rhythm;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;

/** How a source is and what it brought, over all its connections. Safe for all threads. */
final class SourceHealth {

    private static final int RECEIVED_BYTES = 8192;

    private final SourceRow row;
    private final InstantSource clock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final LastBytes received = new LastBytes(RECEIVED_BYTES);
    private final NotUnderstood.Tally notUnderstood = new NotUnderstood.Tally();
    private final Rhythm rhythm = new Rhythm();
    /** Outlives a connection: what the rest of a broken transfer brings is known to be the rest. */
    private final HistoryTransfer history;
    private SourceState state;
    private Counters counters = Counters.NONE;
    private Optional<Instant> lastReceived = Optional.empty();
    private Optional<DamageNote> lastDamage = Optional.empty();

    SourceHealth(SourceRow row, ZoneId zone, InstantSource clock, Runnable changed) {
        this.row = row;
        this.clock = clock;
        this.changed = changed;
        history = new HistoryTransfer(zone);
        state = new SourceState.Stopped(clock.instant());
    }

    SourceStatus status() {
        return locked(() -> new SourceStatus(row, state, counters, lastReceived, lastDamage, history.clockAhead(),
                history.progress(clock.instant())));
    }

    SourceState state() {
        return locked(() -> state);
    }

    /** {@return what was not understood since the program started, by kind} */
    List<NotUnderstood> notUnderstood() {
        return locked(notUnderstood::kinds);
    }

    /** {@return the last bytes heard, oldest first} */
    byte[] lastBytes() {
        return received.bytes();
    }

    /** Bytes came. */
    void bytes(byte[] buffer, int offset, int length) {
        received.add(buffer, offset, length);
    }

    void enter(SourceState next) {
        lock.lock();
        try {
            state = next;
            changed.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Something good was heard.
     *
     * @param more   what it was
     * @param detail what was found when it connected; may be empty
     * @param live   whether the source is live by it, if it was not
     */
    void received(Instant now, Counters more, String detail, boolean live) {
        lock.lock();
        try {
            counters = counters.plus(more);
            lastReceived = Optional.of(now);
            rhythm.received(now);
            if (live && !(state instanceof SourceState.Live)) {
                enter(new SourceState.Live(now, detail));
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether nothing good was heard for longer than is usual for this source} */
    boolean isQuiet(Instant now) {
        return locked(() -> lastReceived.isEmpty() || lastReceived.get().plus(rhythm.silence()).isBefore(now));
    }

    void count(Counters more) {
        lock.lock();
        try {
            counters = counters.plus(more);
        } finally {
            lock.unlock();
        }
    }

    /** Listeners are to look again. */
    void tell() {
        changed.run();
    }

    /** Something could not be read. @param text what it was */
    void damaged(String reason, String text) {
        lock.lock();
        try {
            lastDamage = Optional.of(new DamageNote(clock.instant(), reason, text));
            notUnderstood.add(reason, text);
            counters = counters.plus(Counters.DAMAGED);
            changed.run();
        } finally {
            lock.unlock();
        }
    }

    /** Something good came that nobody asked for. */
    void unread(String reason, String where) {
        lock.lock();
        try {
            notUnderstood.add(reason, where);
        } finally {
            lock.unlock();
        }
    }

    /** Follows the transfer of the meter's memory one step on. */
    void follow(Consumer<HistoryTransfer> step) {
        lock.lock();
        try {
            step.accept(history);
        } finally {
            lock.unlock();
        }
    }

    /** Looks what has become of the transfer; called about once a second. */
    void look(Instant now) {
        lock.lock();
        try {
            if (history.look(now)) {
                changed.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
