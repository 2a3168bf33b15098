package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.currentcost.model.Counters;
import org.currentcost.source.BackOff;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.ReadingSource;
import org.currentcost.source.Rhythm;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;

/**
 * One source under supervision: its thread, its state, its attempts to connect. Whatever it does, nothing else is
 * disturbed by it. What it brings its {@link Intake} takes.
 */
final class RunningSource {

    /** How long a stopped source may take to end. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    /** How often a waiting source is asked whether the trouble may be over. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** How often at most listeners hear of single readings, which may come by the ten thousands a second. */
    private static final Duration TELL_EVERY = Duration.ofMillis(100);

    private final SourceRow row;
    private final ZoneId zone;
    private final SourceTypes types;
    private final InstantSource clock;
    private final Destination destination;
    private final DoubleSupplier jitter;
    private final SourceHealth health;
    /** Taken before that of the health, never after it. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition retryNow = lock.newCondition();

    private Optional<Run> run = Optional.empty();
    /** The thread of the run that was stopped last; it may still hold what the next one needs. */
    private Optional<Thread> leaving = Optional.empty();
    private boolean skipWait;
    private boolean retired;

    /** @param changed called after each change, possibly with locks held */
    RunningSource(SourceRow row, ZoneId zone, SourceTypes types, InstantSource clock, Destination destination,
            DoubleSupplier jitter, Runnable changed) {
        this.row = row;
        this.zone = zone;
        this.types = types;
        this.clock = clock;
        this.destination = destination;
        this.jitter = jitter;
        health = new SourceHealth(row, zone, clock, changed);
    }

    SourceStatus status() {
        return health.status();
    }

    /** {@return what was not understood since the program started, by kind} */
    List<NotUnderstood> notUnderstood() {
        return health.notUnderstood();
    }

    /** {@return the last bytes heard, oldest first} */
    byte[] received() {
        return health.lastBytes();
    }

    void start() {
        lock.lock();
        try {
            if (retired) {
                return;
            }
            // Not whether its thread lives: that one goes on for a moment after it has told its last state.
            if (run.isPresent() && !run.get().ended) {
                skipWait = true;
                retryNow.signalAll();
                return;
            }
            Run next;
            try {
                next = new Run(types.create(row.address()), leaving);
            } catch (IllegalArgumentException e) {
                health.enter(new SourceState.Refused(clock.instant(), String.valueOf(e.getMessage()), ""));
                return;
            } catch (RuntimeException | Error e) {
                health.enter(new SourceState.Refused(clock.instant(), Messages.get("source.broken", e),
                        Messages.get("source.broken.remedy")));
                return;
            }
            run = Optional.of(next);
            health.enter(new SourceState.Connecting(clock.instant()));
            next.thread.start();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the source; a source that does not let itself be ended is left behind, and heard no more. */
    void stop() {
        Optional<Run> ending;
        lock.lock();
        try {
            ending = run;
            ending.ifPresent(one -> {
                one.stopping = true;
                leaving = Optional.of(one.thread);
            });
            run = Optional.empty();
            if (!(health.state() instanceof SourceState.Finished)) {
                health.enter(new SourceState.Stopped(clock.instant()));
            }
        } finally {
            lock.unlock();
        }
        ending.ifPresent(Run::end);
    }

    /** Ends the source for good: it does not start again, whoever asks. */
    void retire() {
        lock.lock();
        try {
            retired = true;
        } finally {
            lock.unlock();
        }
        stop();
    }

    /** Called about once a second. */
    void watch() {
        var now = clock.instant();
        health.look(now);
        lock.lock();
        try {
            if (run.isEmpty() || run.get().recorded) {
                return;
            }
            var one = run.get();
            if (health.state() instanceof SourceState.Live was && health.isQuiet(now)) {
                health.enter(new SourceState.Silent(health.status().lastReceived().orElse(was.since()), was.detail()));
            } else if (health.state() instanceof SourceState.Connecting was && one.connected.isPresent()
                    && one.connectedAt.plus(Rhythm.SHORTEST_SILENCE).isBefore(now)) {
                health.enter(new SourceState.Silent(was.since(), one.connected.get()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** One life of the source, from start to stop. */
    private final class Run implements Intake.Supervisor {

        private final MeterSource source;
        private final Thread thread;
        private final Optional<Thread> predecessor;
        private final Intake intake;
        private final BackOff backOff = new BackOff(jitter);
        private Optional<String> connected = Optional.empty();
        private Instant connectedAt = Instant.EPOCH;
        private Instant lastReported = Instant.EPOCH;
        private volatile boolean recorded;
        private volatile boolean stopping;
        private boolean ended;
        private boolean misled;

        Run(MeterSource source, Optional<Thread> predecessor) {
            this.source = source;
            this.predecessor = predecessor;
            intake = new Intake(row.meter(), zone, clock, destination, health, this);
            thread = new Thread(this::run, "source-" + types.normalized(row.address()));
            thread.setDaemon(true);
        }

        /** Called once, after {@link #stopping} was set. */
        void end() {
            long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
            thread.interrupt();
            // On a thread of its own: closing may hang like anything else in a source.
            var closer = new Thread(this::close, thread.getName() + "-close");
            closer.setDaemon(true);
            closer.start();
            Threads.join(thread, STOP_PATIENCE);
            Threads.join(closer, Duration.ofNanos(deadline - System.nanoTime()));
        }

        private void close() {
            try {
                source.close();
            } catch (RuntimeException | Error e) {
                // A source that fails to close is left to its daemon thread: there is nobody who could do more.
                thread.interrupt();
            }
        }

        private void run() {
            try {
                if (predecessor.isPresent()) {
                    predecessor.get().join(STOP_PATIENCE);
                }
                while (!stopping && attempt()) {
                    // one attempt after the other
                }
            } catch (InterruptedException e) {
                // stopped
            }
        }

        /** {@return whether there should be another attempt} */
        private boolean attempt() throws InterruptedException {
            begin();
            String reason;
            String remedy;
            try {
                var end = switch (source) {
                    case ByteSource ofBytes -> ofBytes.run(intake);
                    case ReadingSource ofReadings -> ofReadings.run(intake);
                };
                intake.end();
                if (end == MeterSource.End.EXHAUSTED) {
                    if (intake.endMeasuring()) {
                        return true;
                    }
                    destination.writer().flush();
                    setLast(new SourceState.Finished(clock.instant()));
                    return false;
                }
                reason = Messages.get("source.hungUp");
                remedy = "";
            } catch (SourceProblem problem) {
                intake.end();
                if (problem.permanent()) {
                    setLast(new SourceState.Refused(clock.instant(), problem.reason(), problem.remedy()));
                    return false;
                }
                reason = problem.reason();
                remedy = problem.remedy();
            } catch (InterruptedException | RuntimeException | Error e) {
                // Any error, and an interrupt that nobody sent: if this thread died of it, its state would never
                // change.
                if (stopping) {
                    return false;
                }
                Thread.interrupted();
                reason = Messages.get("source.broken", e.toString());
                remedy = Messages.get("source.broken.remedy");
            }
            return !stopping && waitBeforeRetry(reason, remedy);
        }

        private void begin() {
            intake.begin();
            lock.lock();
            try {
                // Together: the watch must not take the old connection for the new one's.
                connected = Optional.empty();
                set(new SourceState.Connecting(clock.instant()));
            } finally {
                lock.unlock();
            }
        }

        private boolean waitBeforeRetry(String reason, String remedy) throws InterruptedException {
            var wait = backOff.failed();
            long deadline = System.nanoTime() + wait.toNanos();
            lock.lockInterruptibly();
            try {
                var now = clock.instant();
                skipWait = false;
                set(new SourceState.WaitingToRetry(now, now.plus(wait), reason, remedy));
            } finally {
                lock.unlock();
            }
            while (!stopping && !waited(Math.min(deadline - System.nanoTime(), LOOK_EVERY.toNanos()))
                    && deadline - System.nanoTime() > 0) {
                if (!misled && source.mayBeBack()) {
                    // One that deceives by its look is asked no more until it has spoken.
                    misled = true;
                    break;
                }
            }
            return !stopping;
        }

        /** {@return whether the user wants the next attempt now, or the end} */
        private boolean waited(long mostNanos) throws InterruptedException {
            long nanos = mostNanos;
            lock.lockInterruptibly();
            try {
                while (nanos > 0 && !stopping && !skipWait) {
                    nanos = retryNow.awaitNanos(nanos);
                }
                return stopping || skipWait;
            } finally {
                lock.unlock();
            }
        }

        private void set(SourceState next) {
            lock.lock();
            try {
                if (!stopping) {
                    health.enter(next);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Enters a state from which only {@link RunningSource#start} leads on. */
        private void setLast(SourceState last) {
            lock.lock();
            try {
                ended = true;
                set(last);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void connected(String detail) {
            lock.lock();
            try {
                connected = Optional.of(detail);
                connectedAt = clock.instant();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void recorded() {
            recorded = true;
        }

        @Override
        public void received(Instant now, Counters counted, boolean tell) {
            lock.lock();
            try {
                health.received(now, counted, connected.orElse(""), !stopping);
                backOff.succeeded();
                misled = false;
                if (tell && (lastReported.plus(TELL_EVERY).isBefore(now) || now.isBefore(lastReported))) {
                    lastReported = now;
                    health.tell();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }
    }
}
