package org.currentcost.recorder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterClock;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.recorder.SourceStatus.DamageNote;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.ReadingSource;
import org.currentcost.source.Rhythm;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.ImpulseUnits;
import org.currentcost.store.NamedSensors;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/**
 * One source under supervision: its thread, its state, its parser. Whatever it does, nothing else is disturbed by it.
 */
final class RunningSource {

    /** How long a stopped source may take to end. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private static final Duration PARTIAL_MESSAGE_SILENCE = Duration.ofSeconds(1);
    /** Soon again for the first minute, in which a broker or a network starts anew; then seldom. */
    private static final int[] RETRY_SECONDS = {1, 2, 4, 4, 4, 4, 4, 4, 8, 15, 30, 60};
    /** How often a waiting source is asked whether the trouble may be over. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** How often at most listeners hear of single readings, which may come by the ten thousands a second. */
    private static final Duration TELL_EVERY = Duration.ofMillis(100);
    /** So many meters of one source have a parser and its memory each. */
    private static final int MOST_METERS = 1000;
    private static final int HEARD_BYTES = 8192;
    private static final int NOTE_BYTES = 200;
    private static final byte[] LINE_END = {'\n'};

    private final SourceRow row;
    private final ZoneId zone;
    private final SourceTypes types;
    private final InstantSource clock;
    private final ReadingWriter writer;
    private final NamedSensors names;
    private final ImpulseUnits impulseUnits;
    private final LiveBus live;
    private final Runnable changed;
    private final DoubleSupplier jitter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition retryNow = lock.newCondition();

    /** Outlives a connection: what the rest of a broken transfer brings is known to be the rest. */
    private final HistoryTransfer history;
    private final LastBytes heard = new LastBytes(HEARD_BYTES);
    private final NotUnderstood.Tally notUnderstood = new NotUnderstood.Tally();
    private SourceState state;
    private Counters counters = Counters.NONE;
    private Optional<Instant> lastHeard = Optional.empty();
    private Optional<DamageNote> lastDamage = Optional.empty();
    private Optional<Run> run = Optional.empty();
    /** The thread of the run that was stopped last; it may still hold what the next one needs. */
    private Optional<Thread> leaving = Optional.empty();
    private boolean skipWait;
    private boolean retired;
    private final Rhythm rhythm = new Rhythm();
    private Instant lastTold = Instant.EPOCH;

    RunningSource(SourceRow row, ZoneId zone, SourceTypes types, InstantSource clock, ReadingWriter writer,
            NamedSensors names, DoubleSupplier jitter, LiveBus live, Runnable changed) {
        this.row = row;
        this.zone = zone;
        this.types = types;
        this.clock = clock;
        this.writer = writer;
        this.names = names;
        impulseUnits = new ImpulseUnits(names.store());
        this.jitter = jitter;
        this.live = live;
        this.changed = changed;
        this.history = new HistoryTransfer(zone);
        this.state = new SourceState.Stopped(clock.instant());
    }

    SourceStatus status() {
        lock.lock();
        try {
            return new SourceStatus(row, state, counters, lastHeard, lastDamage, history.clockAhead(),
                    history.progress(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /** {@return what was not understood since the program started, by kind} */
    List<NotUnderstood> notUnderstood() {
        lock.lock();
        try {
            return notUnderstood.kinds();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the last bytes heard, oldest first} */
    byte[] heard() {
        return heard.bytes();
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
                enter(new SourceState.Refused(clock.instant(), String.valueOf(e.getMessage()), ""));
                return;
            } catch (RuntimeException | Error e) {
                enter(new SourceState.Refused(clock.instant(), Messages.get("source.broken", e),
                        Messages.get("source.broken.remedy")));
                return;
            }
            run = Optional.of(next);
            enter(new SourceState.Connecting(clock.instant()));
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
            if (!(state instanceof SourceState.Finished)) {
                enter(new SourceState.Stopped(clock.instant()));
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
        lock.lock();
        try {
            var now = clock.instant();
            if (history.look(now)) {
                changed.run();
            }
            boolean quiet = lastHeard.isEmpty() || lastHeard.get().plus(rhythm.silence()).isBefore(now);
            if (state instanceof SourceState.Live was && quiet && run.isPresent() && !run.get().recorded) {
                enter(new SourceState.Silent(lastHeard.orElse(was.since()), was.detail()));
            } else if (state instanceof SourceState.Connecting was && run.isPresent() && !run.get().recorded
                    && run.get().connected.isPresent()
                    && run.get().connectedAt.plus(Rhythm.SHORTEST_SILENCE).isBefore(now)) {
                enter(new SourceState.Silent(was.since(), run.get().connected.get()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter(SourceState next) {
        state = next;
        changed.run();
    }

    /** One life of the source, from start to stop. */
    private final class Run implements ByteSink, ReadingSink {

        private final MeterSource source;
        private final Thread thread;
        private final Optional<Thread> predecessor;
        private final Meter own = new Meter(row.meter(), this::lastCount);
        private final Map<String, Meter> meters = new HashMap<>();
        private final Map<SensorLabel, Optional<Map<Quantity, SeriesKey>>> series = new HashMap<>();
        private Optional<String> connected = Optional.empty();
        private Instant connectedAt = Instant.EPOCH;
        private Instant lastBytes = Instant.EPOCH;
        private final Fate fate = new Fate();
        private Optional<MeterClock> recordingClock = Optional.empty();
        private long recordingEndMillis;
        private long recordingSpanMillis;
        private boolean measuring;
        private boolean measured;
        private volatile boolean recorded;
        private volatile boolean stopping;
        private boolean ended;
        private int failures;
        private boolean misled;

        Run(MeterSource source, Optional<Thread> predecessor) {
            this.source = source;
            this.predecessor = predecessor;
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
                    case ByteSource ofBytes -> ofBytes.run(this);
                    case ReadingSource ofReadings -> ofReadings.run(this);
                };
                endInput();
                if (end == MeterSource.End.EXHAUSTED) {
                    if (measuring) {
                        measured = true;
                        return true;
                    }
                    writer.flush();
                    setLast(new SourceState.Finished(clock.instant()));
                    return false;
                }
                reason = Messages.get("source.hungUp");
                remedy = "";
            } catch (SourceProblem problem) {
                endInput();
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
            measuring = false;
            own.startAnew();
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
            long millis = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] * 1000L;
            // Many that lost the same broker must not all come back in the same moment.
            var wait = Duration.ofMillis(millis - (failures == 0 ? 0 : (long) (jitter.getAsDouble() * millis / 5)));
            failures++;
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
                    enter(next);
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

        /**
         * A recording is read twice: only its whole length and its end tell when its first message came.
         */
        @Override
        public void recorded(long endMillis) {
            recorded = true;
            recordingEndMillis = endMillis;
            measuring = !measured;
            recordingClock = Optional.of(new MeterClock(
                    measuring ? Instant.EPOCH : Instant.ofEpochMilli(recordingEndMillis - recordingSpanMillis)));
        }

        @Override
        public void bytes(byte[] buffer, int offset, int length) throws InterruptedException {
            if (stopping) {
                throw new InterruptedException();
            }
            var now = clock.instant();
            if (!recorded && lastBytes.plus(PARTIAL_MESSAGE_SILENCE).isBefore(now)) {
                own.parser.silence();
            }
            lastBytes = now;
            heard.add(buffer, offset, length);
            own.parser.feed(buffer, offset, length);
            drain(own);
        }

        /** What is left of a message when a connection ends, however it ends, is damage. */
        private void endInput() throws InterruptedException {
            own.parser.endOfInput();
            drain(own);
        }

        @Override
        public void payload(String meter, byte[] payload) throws InterruptedException {
            if (!meter.isEmpty() && !meters.containsKey(meter) && meters.size() >= MOST_METERS) {
                damage(meter, Messages.get("meters.full", MOST_METERS), payload);
                return;
            }
            var teller = meter.isEmpty()
                    ? own
                    : meters.computeIfAbsent(meter, key -> new Meter(nameOf(key), this::lastCount));
            teller.wholeMessages = true;
            heard.add(payload, 0, payload.length);
            heard.add(LINE_END, 0, LINE_END.length);
            teller.parser.feed(payload, 0, payload.length);
            teller.parser.endOfInput();
            drain(teller);
        }

        @Override
        public void reading(SensorLabel sensor, Quantity quantity, Reading reading) throws InterruptedException {
            if (stopping) {
                throw new InterruptedException();
            }
            var keys = seriesOf(sensor);
            if (keys.isEmpty()) {
                damage(sensor.meter(), Messages.get("label.full",
                        SensorNumber.NAMED.count(), sensor.name()),
                        new byte[0]);
                return;
            }
            if (quantity != Quantity.TEMPERATURE) {
                count(new Counters(0, 0, 0, 0, reading.channelCount(), 0, 0));
            }
            keep(keys.get().get(quantity), reading);
        }

        @Override
        public void heard(boolean liveMessage) {
            var now = clock.instant();
            lock.lock();
            try {
                heard(now, new Counters(1, liveMessage ? 1 : 0, 0, 0, 0, 0, 0));
                if (lastTold.plus(TELL_EVERY).isBefore(now) || now.isBefore(lastTold)) {
                    lastTold = now;
                    changed.run();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis) {
            return seriesOf(sensor).map(keys -> {
                names.store().expect(keys.get(quantity), wishedMillis);
                return names.store().nominalMillis(keys.get(quantity));
            }).orElse(wishedMillis);
        }

        @Override
        public Optional<Count> lastCount(SensorLabel sensor, String counter) throws InterruptedException {
            var keys = seriesOf(sensor);
            return keys.isEmpty()
                    ? Optional.empty()
                    : KeptCount.last(writer, keys.get().get(Quantity.POWER), counter);
        }

        @Override
        public void counted(SensorLabel sensor, String counter, Count count) {
            seriesOf(sensor).ifPresent(keys -> KeptCount.keep(writer, keys.get(Quantity.POWER), counter, count));
        }

        @Override
        public void history(SensorLabel sensor, List<HistoryBlock> blocks) throws InterruptedException {
            var keys = seriesOf(sensor);
            if (keys.isPresent()) {
                count(new Counters(0, 0, 1, 0, 0, 0, 0));
                writer.addHistory(Map.of(keys.get().get(Quantity.POWER), blocks), fate, false);
                changed.run();
            }
        }

        @Override
        public void damage(String where, String reason, byte[] payload) {
            var text = new String(payload, 0, Math.min(NOTE_BYTES, payload.length), StandardCharsets.UTF_8);
            damaged(reason, where.isEmpty() ? text : where + ": " + text);
        }

        @Override
        public void unread(String where, String reason) {
            lock.lock();
            try {
                notUnderstood.add(reason, where);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void lost(long messages) {
            count(new Counters(0, 0, 0, 0, 0, 0, messages));
            changed.run();
        }

        /** {@return the last count that was kept}: what was counted since then is not lost */
        private Optional<Reading> lastCount(SeriesKey pulses) {
            if (recorded) {
                return Optional.empty();
            }
            try {
                return writer.last(pulses);
            } catch (InterruptedException e) {
                // Stopped: the next call that may wait ends the run.
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        private String nameOf(String meter) {
            return meter.isEmpty() ? row.meter() : row.meter() + "/" + meter;
        }

        /** {@return the series of a sensor by what they measure; empty if there is no number left for it} */
        private Optional<Map<Quantity, SeriesKey>> seriesOf(SensorLabel sensor) {
            return series.computeIfAbsent(sensor, label -> {
                String meter = nameOf(label.meter());
                try {
                    var number = names.number(meter, label.name(), label.role());
                    if (number.isEmpty()) {
                        return Optional.empty();
                    }
                    var keys = new EnumMap<Quantity, SeriesKey>(Quantity.class);
                    for (var quantity : Quantity.values()) {
                        keys.put(quantity, new SeriesKey(meter, number.getAsInt(), quantity));
                    }
                    return Optional.of(keys);
                } catch (StoreException e) {
                    // Which number it has can't be known now; the connection is tried again, as with any trouble.
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
        }

        private void drain(Meter meter) throws InterruptedException {
            for (var event = meter.parser.next(); event != null; event = meter.parser.next()) {
                take(meter, event);
            }
        }

        private void take(Meter meter, MeterEvent event) throws InterruptedException {
            if (measuring) {
                measure(event);
                return;
            }
            var now = clock.instant();
            switch (event) {
                case MeterEvent.Live message -> {
                    heardMessage(meter, now, 1, 0);
                    follow(meter, () -> history.heard(message, now));
                    meter.reader.read(message, timeOf(meter, message, now), this::keep);
                    keepUnit(meter, message);
                    writer.addHistory(meter.memory.heard(message.sensor()), fate, !recorded);
                    updateReadings(meter);
                }
                case MeterEvent.History message -> {
                    heardMessage(meter, now, 0, 1);
                    writer.addHistory(meter.memory.read(message, timeOf(message, now)), fate, !recorded);
                    follow(meter, () -> history.heard(message, now));
                    changed.run();
                }
                case MeterEvent.Damage damage -> damaged(DamageWords.of(damage.reason()), new String(damage.bytes(), 0,
                        Math.min(NOTE_BYTES, damage.bytes().length), StandardCharsets.ISO_8859_1));
            }
        }

        private void damaged(String reason, String text) {
            lock.lock();
            try {
                lastDamage = Optional.of(new DamageNote(clock.instant(), reason, text));
                notUnderstood.add(reason, text);
                counters = counters.plus(new Counters(0, 0, 0, 1, 0, 0, 0));
                changed.run();
            } finally {
                lock.unlock();
            }
        }

        /** A recording is read as fast as it can be: there is nothing to follow. */
        private void follow(Meter meter, Runnable step) {
            if (!recorded && meter == own) {
                lock.lock();
                try {
                    step.run();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void measure(MeterEvent event) {
            var meterClock = recordingClock.orElseThrow();
            switch (event) {
                case MeterEvent.Live message -> recordingSpanMillis = meterClock
                        .instantMillis(message.daysSinceBirth(), message.secondOfDay());
                case MeterEvent.History message -> recordingSpanMillis = meterClock
                        .instantMillis(message.daysSinceBirth(), message.secondOfDay());
                case MeterEvent.Damage damage -> {
                }
            }
        }

        private long timeOf(MeterEvent.History message, Instant now) {
            return recordingClock.isPresent()
                    ? recordedTime(message.daysSinceBirth(), message.secondOfDay())
                    : now.toEpochMilli();
        }

        private long timeOf(Meter meter, MeterEvent.Live message, Instant now) {
            if (recordingClock.isPresent()) {
                return recordedTime(message.daysSinceBirth(), message.secondOfDay());
            }
            if (meter.wholeMessages && meter.parser.leadingTimeMillis() != MeterParser.ABSENT_TIME) {
                return meter.parser.leadingTimeMillis();
            }
            return meter.reader.liveTime(message.sensor(), now.toEpochMilli());
        }

        private long recordedTime(int daysSinceBirth, int secondOfDay) {
            var meterClock = recordingClock.orElseThrow();
            if (own.parser.leadingTimeMillis() != MeterParser.ABSENT_TIME) {
                meterClock.anchor(own.parser.leadingTimeMillis(), daysSinceBirth, secondOfDay);
                return own.parser.leadingTimeMillis();
            }
            return meterClock.instantMillis(daysSinceBirth, secondOfDay);
        }

        private void keepUnit(Meter meter, MeterEvent.Live message) {
            try {
                meter.reader.keepUnit(message, impulseUnits);
            } catch (StoreException e) {
                // The next message says it again
            }
        }

        private void keep(SeriesKey series, Reading reading) throws InterruptedException {
            if (writer.add(series, reading, fate, recorded)) {
                live.publish(series, reading);
            }
        }

        /** What becomes of what this run brings. */
        private final class Fate implements ReadingWriter.StoredListener {
            @Override
            public void stored(long channelValues) {
                count(new Counters(0, 0, 0, 0, 0, channelValues, 0));
            }

            @Override
            public void setAside(SeriesKey key, Reading reading, String reason) {
                damaged(reason, DamageWords.of(key, reading));
            }

            @Override
            public void setAside(SeriesKey key, HistoryBlock block, String reason) {
                damaged(reason, DamageWords.of(key, block));
            }
        }

        private void count(Counters more) {
            lock.lock();
            try {
                counters = counters.plus(more);
            } finally {
                lock.unlock();
            }
        }

        private void heardMessage(Meter meter, Instant now, int liveMessages, int historyMessages) {
            lock.lock();
            try {
                heard(now, new Counters(meter.parser.messages() - meter.countedMessages, liveMessages,
                        historyMessages, 0, 0, 0, 0));
                meter.countedMessages = meter.parser.messages();
            } finally {
                lock.unlock();
            }
        }

        /** Something good was heard; called with the lock held. */
        private void heard(Instant now, Counters more) {
            counters = counters.plus(more);
            lastHeard = Optional.of(now);
            rhythm.heard(now);
            failures = 0;
            misled = false;
            if (!(state instanceof SourceState.Live) && !stopping) {
                enter(new SourceState.Live(now, connected.orElse("")));
            }
        }

        private void updateReadings(Meter meter) {
            long all = meter.reader.readings();
            count(new Counters(0, 0, 0, 0, all - meter.countedReadings, 0, 0));
            meter.countedReadings = all;
            changed.run();
        }
    }

    /** What turns one meter's bytes into its series. */
    private final class Meter {

        private final MessageReader reader;
        private final HistoryReader memory;
        private MeterParser parser = new MeterParser();
        private long countedMessages;
        private long countedReadings;
        /** Messages come whole: a time before one was put there by who sent it. */
        private boolean wholeMessages;

        Meter(String name, Function<SeriesKey, Optional<Reading>> lastCount) {
            reader = new MessageReader(name, lastCount);
            memory = new HistoryReader(name, zone);
        }

        void startAnew() {
            parser = new MeterParser();
            countedMessages = 0;
        }
    }
}
