package org.currentcost.recorder;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.BackOff;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.Rhythm;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * Passes readings on, on a thread of its own. The store is the queue: what is not acknowledged yet is read from it, so
 * that nothing has to be kept twice and nothing is lost while the other side is away. How far each series was
 * acknowledged is kept in the store too. Only what is older than {@link #MOST_AGE} is given up, and counted. Safe for
 * all threads.
 */
public final class Publishing implements AutoCloseable {

    /** How old a reading may be that is still published after the other side was away. */
    public static final Duration MOST_AGE = Duration.ofDays(7);

    /** What has stood for so long begins with the shortest wait again, even if there was nothing to publish. */
    private static final Duration STOOD = Duration.ofMinutes(1);
    private static final long HISTORY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int BATCH = 1000;
    private static final long PIECE_MILLIS = Duration.ofHours(1).toMillis();
    private static final long LOOK_MILLIS = 500;
    private static final long SAVE_MILLIS = 5000;
    /** How old what carries no time may be. */
    private static final long FRESH_MILLIS = 60_000;
    private static final long ENERGY_MILLIS = 30_000;
    private static final String INSTANCE = "instance";
    private static final System.Logger LOG = System.getLogger(Publishing.class.getName());

    private final String address;
    private final PublisherType type;
    private final ReadingStore store;
    private final Predicate<String> wanted;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final Thread thread;
    private final PublishedSensors sensors;
    private final Map<SeriesKey, Announced> announced = new HashMap<>();
    private final Map<SeriesKey, Counts> counted = new HashMap<>();
    private final long createdMillis;
    /** Set by the thread before all else. */
    private PublishingProgress progress;
    private volatile Status status;
    private volatile boolean stopping;
    private long saved;
    private long historyReported;
    private long energyReported;

    /** What was published about a sensor since the connection began. */
    private record Announced(String name, long intervalMillis) {
    }

    /** How far apart the counts of a sensor come. */
    private static final class Counts {

        private final Rhythm rhythm = new Rhythm();
        private long lastMillis = Long.MIN_VALUE;

        void learn(Reading count) {
            if (count.timeMillis() > lastMillis) {
                lastMillis = count.timeMillis();
                rhythm.learn(Duration.ofMillis(count.intervalMillis()));
            }
        }
    }

    /**
     * How it is.
     *
     * @param address   where readings are passed on to
     * @param state     its state
     * @param published readings that were acknowledged since the program started
     * @param skipped   readings that were given up: too old, or without a time where only the newest makes sense
     */
    public record Status(String address, SourceState state, long published, long skipped) {
    }

    /** @param wanted whether the readings of a meter are to be published */
    Publishing(String address, PublisherType type, ReadingStore store, PublishedSensors sensors,
            Predicate<String> wanted, InstantSource clock, DoubleSupplier jitter) {
        this.address = address;
        this.type = type;
        this.store = store;
        this.wanted = wanted;
        this.clock = clock;
        this.jitter = jitter;
        this.sensors = sensors;
        createdMillis = clock.millis();
        status = new Status(address, new SourceState.Connecting(clock.instant()), 0, 0);
        thread = new Thread(this::run, "publisher-" + type.scheme());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** {@return how it is} */
    public Status status() {
        return status;
    }

    private void run() {
        try {
            progress = new PublishingProgress(store.document(document()).orElse(""), createdMillis);
        } catch (StoreException e) {
            // Nothing is saved: that would put a beginning in the place of what can't be read now.
            enter(new SourceState.Refused(clock.instant(), String.valueOf(e.getMessage()), e.remedy()));
            return;
        }
        int unreadable = progress.unreadable().size();
        if (unreadable > 0) {
            LOG.log(Level.WARNING, "{0} lines of \"{1}\" can''t be read and are kept; what they were about may be "
                    + "published once more.", unreadable, document());
        }
        passOn();
    }

    private void passOn() {
        var backOff = new BackOff(jitter);
        try {
            // Now: what comes from now on is known to wait, even if nothing is ever acknowledged before the next start.
            save();
            // One for all attempts: what it has learnt of the other side it knows at the next one.
            var publisher = type.create(rest(address));
            while (!stopping) {
                long before = status.published;
                Optional<SourceProblem> problem = attempt(publisher);
                if (problem.isEmpty()) {
                    return;
                }
                var now = clock.instant();
                boolean stood = status.state instanceof SourceState.Live live
                        && Duration.between(live.since(), now).compareTo(STOOD) > 0;
                if (stood || status.published > before) {
                    backOff.succeeded();
                }
                if (problem.get().permanent()) {
                    enter(new SourceState.Refused(now, problem.get().reason(), problem.get().remedy()));
                    return;
                }
                var wait = backOff.failed();
                enter(new SourceState.WaitingToRetry(now, now.plus(wait), problem.get().reason(),
                        problem.get().remedy()));
                Thread.sleep(wait);
            }
        } catch (InterruptedException e) {
            // closed
        } catch (IllegalArgumentException e) {
            enter(new SourceState.Refused(clock.instant(), String.valueOf(e.getMessage()), ""));
        } finally {
            save();
        }
    }

    /** {@return what went wrong} */
    private Optional<SourceProblem> attempt(Publisher publisher) throws InterruptedException {
        enter(new SourceState.Connecting(clock.instant()));
        try (publisher) {
            publisher.identify(instance());
            publisher.connect();
            historyReported = 0;
            energyReported = 0;
            announced.clear();
            enter(new SourceState.Live(clock.instant(), ""));
            while (true) {
                publisher.check();
                if (!publishWaiting(publisher)) {
                    if (stopping) {
                        return Optional.empty();
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (SourceProblem problem) {
            return Optional.of(problem);
        } catch (StoreException e) {
            return Optional.of(SourceProblem.passing(String.valueOf(e.getMessage()), e.remedy()));
        } catch (IllegalArgumentException e) {
            return Optional.of(SourceProblem.permanent(String.valueOf(e.getMessage()), ""));
        } catch (RuntimeException | Error e) {
            // If this thread died of it, its state would never change.
            return Optional.of(SourceProblem.passing(Messages.get("source.broken", e),
                    Messages.get("source.broken.remedy")));
        }
    }

    private static String rest(String address) {
        return address.substring(address.indexOf(':') + 1);
    }

    /** {@return whether there was anything} */
    private boolean publishWaiting(Publisher publisher) throws SourceProblem, StoreException, InterruptedException {
        boolean any = false;
        for (var info : store.series()) {
            var series = info.key();
            if (!wanted.test(series.meter()) || series.quantity() == Quantity.PULSES) {
                continue;
            }
            long last = progress.acknowledgedMillis(series);
            if (info.last().toEpochMilli() <= last) {
                continue;
            }
            any = true;
            var latest = store.latest(series);
            announce(publisher, info, latest);
            publish(publisher, series, latest, last);
        }
        if (publisher.carriesEnergy() && clock.millis() - energyReported > ENERGY_MILLIS) {
            energyReported = clock.millis();
            publishEnergy(publisher);
        }
        if (publisher.carriesHistory() && clock.millis() - historyReported > HISTORY_MILLIS) {
            historyReported = clock.millis();
            for (var info : store.series()) {
                if (wanted.test(info.key().meter()) && info.key().equals(SeriesKey.power(info.key().meter(), 0))) {
                    publisher.publishHistory(info.key().meter(),
                            UsedEnergyReader.read(sensors, info.key(), clock.instant(), ZoneId.systemDefault()));
                }
            }
        }
        if (clock.millis() - saved > SAVE_MILLIS) {
            save();
        }
        return any;
    }

    private void announce(Publisher publisher, ReadingStore.SeriesInfo info, Optional<Reading> latest)
            throws SourceProblem, StoreException, InterruptedException {
        var before = announced.get(info.key());
        var now = new Announced(sensors.name(info.key()),
                interval(info, latest, before == null ? 0 : before.intervalMillis));
        announced.put(info.key(), now);
        if (!now.equals(before)) {
            publisher.sensor(info.key(), now.name, Duration.ofMillis(now.intervalMillis));
        }
    }

    /**
     * {@return how far apart readings come} Counts come as seldom as something is used: what is usual is announced, and
     * announced anew only where it is longer or much shorter than before.
     */
    private long interval(ReadingStore.SeriesInfo info, Optional<Reading> latest, long announcedMillis) {
        var counts = counted.computeIfAbsent(info.key(), key -> new Counts());
        latest.filter(Reading::isCounted).ifPresent(counts::learn);
        long usual = Math.max(Math.max(1, info.nominalMillis()),
                counts.rhythm.interval().map(Duration::toMillis).orElse(0L));
        return announcedMillis >= usual && announcedMillis / 2 < usual ? announcedMillis : usual;
    }

    /** The counters are kept before they are published: what was published once is never taken back. */
    private void publishEnergy(Publisher publisher) throws SourceProblem, StoreException, InterruptedException {
        var infos = new ArrayList<ReadingStore.SeriesInfo>();
        for (var info : store.series()) {
            var series = info.key();
            if (wanted.test(series.meter()) && series.quantity() == Quantity.POWER) {
                count(series, info.last().toEpochMilli());
                infos.add(info);
            }
        }
        saveOrFail();
        for (var info : infos) {
            announce(publisher, info, store.latest(info.key()));
            var counter = progress.counter(info.key());
            publisher.publishEnergy(info.key(), counter.energy(), Instant.ofEpochMilli(counter.untilMillis()));
        }
    }

    private void count(SeriesKey series, long lastMillis) throws StoreException {
        var counter = progress.counter(series);
        long begun = progress.begunMillis();
        long until = counter.untilMillis();
        long to = Math.max(until, lastMillis);
        progress.count(series, counter.plus(used(series, begun, until), used(series, until, to), to));
    }

    private long used(SeriesKey series, long fromMillis, long toMillis) throws StoreException {
        return fromMillis >= toMillis
                ? 0
                : sensors.used(series, new TimeRange(Instant.ofEpochMilli(fromMillis), Instant.ofEpochMilli(toMillis)))
                        .microjoules();
    }

    /** {@return what tells this data folder from all others} */
    private String instance() throws StoreException {
        var known = store.document(INSTANCE);
        if (known.isPresent()) {
            return known.get();
        }
        String made = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        store.saveDocument(INSTANCE, made);
        return made;
    }

    /** {@return from when on a reading can be published as of now}; what was counted began an interval ago */
    private long oldestFresh(SeriesKey series, Optional<Reading> latest, long now) {
        long nominal = announced.get(series).intervalMillis;
        long oldest = now - Math.max(FRESH_MILLIS, HoldRule.holdMillis(nominal));
        return latest.filter(reading -> HoldRule.freshUntilMillis(reading, nominal) > now)
                .map(reading -> Math.min(oldest, reading.timeMillis())).orElse(oldest);
    }

    private void publish(Publisher publisher, SeriesKey series, Optional<Reading> latest, long last)
            throws SourceProblem, StoreException, InterruptedException {
        long now = clock.millis();
        long oldest = publisher.carriesTime() ? now - MOST_AGE.toMillis() : oldestFresh(series, latest, now);
        if (last < oldest - 1) {
            skip(series, last, oldest);
        }
        // In pieces: what waits for days is not read anew for each of its batches.
        long from = Math.max(last + 1, oldest);
        var waiting = new ArrayList<Reading>();
        while (waiting.isEmpty() && from <= now + MOST_AGE.toMillis()) {
            long to = from > now ? now + MOST_AGE.toMillis() + 1 : from + PIECE_MILLIS;
            store.forEachRawReading(series, new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)),
                    reading -> {
                        if (waiting.size() < BATCH) {
                            waiting.add(reading);
                        }
                    });
            from = to;
        }
        for (var reading : waiting) {
            publisher.publish(series, announced.get(series).name, reading);
            progress.acknowledge(series, reading.timeMillis());
            count(1, 0);
        }
    }

    /** Gives up what is too old by now. */
    private void skip(SeriesKey series, long last, long oldest) throws StoreException {
        long[] skipped = new long[1];
        store.forEachRawReading(series, new TimeRange(Instant.ofEpochMilli(last + 1), Instant.ofEpochMilli(oldest)),
                reading -> skipped[0]++);
        count(0, skipped[0]);
        progress.acknowledge(series, oldest - 1);
    }

    private void count(long published, long skipped) {
        status = new Status(address, status.state, status.published + published, status.skipped + skipped);
    }

    private void enter(SourceState next) {
        status = new Status(address, next, status.published, status.skipped);
    }

    private String document() {
        return "published " + address;
    }

    private void save() {
        try {
            saveOrFail();
        } catch (StoreException e) {
            // Some readings are published once more after the next start: the store says itself what it lacks.
            saved = clock.millis();
        }
    }

    private void saveOrFail() throws StoreException {
        store.saveDocument(document(), progress.text());
        saved = clock.millis();
    }

    /**
     * Publishes what is waiting if that is possible, and stops; what is not acknowledged within three seconds is
     * published the next time.
     */
    @Override
    public void close() {
        stopping = true;
        if (status.state instanceof SourceState.Live) {
            Threads.join(thread, Duration.ofSeconds(3));
        }
        thread.interrupt();
        Threads.join(thread, Duration.ofSeconds(3));
    }
}
