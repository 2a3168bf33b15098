package org.currentcost.recorder;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;

/**
 * Watches the clock of this computer, by which live readings are dated. A small computer without a battery begins in
 * 1970 until it has asked the network for the time.
 * <p>
 * While the clock shows a time before the program was made, live readings wait. They are dated when it is right: by the
 * time that has passed since they came, which a clock that only grows has measured. A jump is told, and what comes
 * after it is dated by what the clock shows then. Safe for all threads.
 */
final class ComputerClock {

    /** How many readings wait at most: half a day of ten 6-second sensors. */
    static final int MOST_WAITING = 75_000;

    /** A clock that follows the network is put right by less than this as it goes. */
    private static final Duration JUMP = Duration.ofMinutes(1);
    /** What is told of a time before now is live only if it is no older. */
    private static final Duration LIVE = Duration.ofDays(1);
    private static final long MILLI = 1000;
    private static final System.Logger LOG = System.getLogger(ComputerClock.class.getName());

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Instant earliest;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private Optional<Instant> wrongSince = Optional.empty();
    private long refused;
    private Instant lookedAt;
    private long lookedAtNanos;

    /** A reading that waits, and what both clocks showed when it came. */
    private record Waiting(SeriesKey series, Reading reading, ReadingWriter.StoredListener listener, Instant shown,
            long nanos) {
    }

    /** A reading with its right time. */
    record Dated(SeriesKey series, Reading reading, ReadingWriter.StoredListener listener) {
    }

    /**
     * @param earliest when the program was made: before that it can't be now
     * @param nanoTime a time that only grows, as {@link System#nanoTime}
     */
    ComputerClock(InstantSource clock, LongSupplier nanoTime, Instant earliest) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.earliest = earliest;
        lookedAt = clock.instant();
        lookedAtNanos = nanoTime.getAsLong();
    }

    /** {@return whether what is dated by the clock now would be dated wrong} */
    boolean isWrong() {
        return clock.instant().isBefore(earliest);
    }

    /** {@return why a reading that was dated by the wrong clock is not stored, a sentence for the user} */
    String reason() {
        return Messages.get("clock.wrong.reading", clock.instant());
    }

    /**
     * Takes a live reading if it has to wait.
     *
     * @return whether it was taken or, beyond the bound, set aside
     */
    boolean holdsBack(SeriesKey series, Reading reading, ReadingWriter.StoredListener listener) {
        var now = clock.instant();
        if (!now.isBefore(earliest) || reading.time().isAfter(now.plus(JUMP))
                || reading.time().isBefore(now.minus(LIVE))) {
            // Nothing is wrong, or the reading has a time of its own
            return false;
        }
        synchronized (this) {
            wrongSince = wrongSince.or(() -> Optional.of(now));
            if (waiting.size() < MOST_WAITING) {
                waiting.add(new Waiting(series, reading, listener, now, nanoTime.getAsLong()));
                return true;
            }
            refused++;
        }
        listener.setAside(series, reading, reason());
        return true;
    }

    /** {@return what has waited, with its right time, if the clock is right now; else nothing} */
    synchronized List<Dated> released() {
        var now = clock.instant();
        if (now.isBefore(earliest)) {
            return List.of();
        }
        wrongSince = Optional.empty();
        refused = 0;
        long nanos = nanoTime.getAsLong();
        var released = new ArrayList<Dated>(waiting.size());
        for (var one : waiting) {
            var came = now.minusNanos(nanos - one.nanos);
            // Whole seconds, as fine as meters go and small to store
            long shift = Math.floorDiv(Duration.between(one.shown, came).toMillis() + MILLI / 2, MILLI) * MILLI;
            released.add(new Dated(one.series, one.reading.at(one.reading.timeMillis() + shift), one.listener));
        }
        waiting.clear();
        return released;
    }

    /** Sets aside what still waits, because nobody waits any longer; another clock may take it all the same. */
    void close() {
        waitingNow().forEach(one -> one.listener.setAside(one.series, one.reading, reason()));
    }

    /** {@return the times of what waits, as they are dated now, in milliseconds since 1970} */
    LongSummaryStatistics times() {
        return waitingNow().stream().mapToLong(one -> one.reading.timeMillis()).summaryStatistics();
    }

    private synchronized List<Waiting> waitingNow() {
        return List.copyOf(waiting);
    }

    /** Lets wait here what waited at another one of this process, which is closed. */
    void take(ComputerClock closed) {
        var before = closed.waitingNow();
        synchronized (this) {
            var later = List.copyOf(waiting);
            waiting.clear();
            waiting.addAll(before);
            waiting.addAll(later);
            wrongSince = closed.wrongSince.or(() -> wrongSince);
        }
    }

    /** {@return that live readings wait for the right time, if so} */
    synchronized Optional<StoreTrouble> trouble() {
        return wrongSince.map(since -> new StoreTrouble(since, Messages.get("clock.wrong", since),
                Messages.get("clock.wrong.remedy"), waiting.size(), refused));
    }

    /** To be called often: tells a jump of the clock, once. @return by how much it jumped, if it did */
    synchronized Optional<Duration> look() {
        var now = clock.instant();
        long nanos = nanoTime.getAsLong();
        var jump = Duration.between(lookedAt, now).minusNanos(nanos - lookedAtNanos);
        lookedAt = now;
        lookedAtNanos = nanos;
        if (jump.abs().compareTo(JUMP) < 0) {
            return Optional.empty();
        }
        LOG.log(Level.WARNING, Messages.get(jump.isNegative() ? "clock.jumped.back" : "clock.jumped.on",
                StateWords.length(now.minus(jump.abs()), now), now));
        return Optional.of(jump);
    }
}
