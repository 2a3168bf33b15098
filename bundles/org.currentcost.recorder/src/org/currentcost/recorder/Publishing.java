package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.NamedSensors;
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

    /** In the document, the line that says when publishing to an address began. */
    private static final String BEGUN = "begun";

    private static final int[] RETRY_SECONDS = {1, 2, 4, 8, 15, 30, 60};
    private static final long HISTORY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int BATCH = 1000;
    private static final long PIECE_MILLIS = Duration.ofHours(1).toMillis();
    private static final long LOOK_MILLIS = 500;
    private static final long SAVE_MILLIS = 5000;
    /** How old what carries no time may be. */
    private static final long FRESH_MILLIS = 60_000;

    private final String address;
    private final PublisherType type;
    private final ReadingStore store;
    private final Predicate<String> wanted;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final Thread thread;
    private final NamedSensors named;
    private final Map<SeriesKey, Long> acknowledged = new HashMap<>();
    private long begun;
    private volatile Status status;
    private volatile boolean stopping;
    private long saved;
    private long historyTold;

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
    Publishing(String address, PublisherType type, ReadingStore store, Predicate<String> wanted, InstantSource clock,
            DoubleSupplier jitter) {
        this.address = address;
        this.type = type;
        this.store = store;
        this.wanted = wanted;
        this.clock = clock;
        this.jitter = jitter;
        named = new NamedSensors(store);
        begun = clock.millis();
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
        int failures = 0;
        try {
            read();
            // Now: what comes from now on is known to wait, even if nothing is ever acknowledged before the next start.
            save();
            while (!stopping) {
                long before = status.published;
                Optional<SourceProblem> problem = attempt();
                if (problem.isEmpty()) {
                    return;
                }
                failures = status.published > before ? 0 : failures + 1;
                var now = clock.instant();
                if (problem.get().permanent()) {
                    enter(new SourceState.Refused(now, problem.get().reason(), problem.get().remedy()));
                    return;
                }
                long millis = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] * 1000L;
                millis -= (long) (jitter.getAsDouble() * millis / 5);
                enter(new SourceState.WaitingToRetry(now, now.plusMillis(millis), problem.get().reason(),
                        problem.get().remedy()));
                Thread.sleep(millis);
            }
        } catch (InterruptedException e) {
            // closed
        } catch (StoreException e) {
            enter(new SourceState.Refused(clock.instant(), String.valueOf(e.getMessage()), e.remedy()));
        } finally {
            save();
        }
    }

    /** {@return what went wrong} */
    private Optional<SourceProblem> attempt() throws InterruptedException {
        enter(new SourceState.Connecting(clock.instant()));
        try (var publisher = type.create(rest(address))) {
            publisher.connect();
            historyTold = 0;
            enter(new SourceState.Live(clock.instant(), ""));
            while (true) {
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
        var names = new HashMap<SeriesKey, String>();
        named.all().forEach(one -> names.put(SeriesKey.power(one.meter(), one.sensor()),
                one.name()));
        for (var info : store.series()) {
            var series = info.key();
            if (!wanted.test(series.meter()) || series.quantity() == Quantity.PULSES) {
                continue;
            }
            // Publishing begins with what comes from now on.
            long last = acknowledged.computeIfAbsent(series, key -> begun - 1);
            if (info.last().toEpochMilli() <= last) {
                continue;
            }
            any = true;
            publish(publisher, series, names.getOrDefault(series, ""), last);
        }
        if (publisher.carriesHistory() && clock.millis() - historyTold > HISTORY_MILLIS) {
            historyTold = clock.millis();
            for (var info : store.series()) {
                if (wanted.test(info.key().meter()) && info.key().equals(SeriesKey.power(info.key().meter(), 0))) {
                    publisher.publishHistory(info.key().meter(),
                            UsedEnergyReader.read(store, info.key(), clock.instant(), ZoneId.systemDefault()));
                }
            }
        }
        if (clock.millis() - saved > SAVE_MILLIS) {
            save();
        }
        return any;
    }

    private void publish(Publisher publisher, SeriesKey series, String name, long last)
            throws SourceProblem, StoreException, InterruptedException {
        long now = clock.millis();
        long oldest = now - (publisher.carriesTime() ? MOST_AGE.toMillis() : FRESH_MILLIS);
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
            publisher.publish(series, name, reading);
            acknowledged.put(series, reading.timeMillis());
            count(1, 0);
        }
    }

    /** Gives up what is too old by now. */
    private void skip(SeriesKey series, long last, long oldest) throws StoreException {
        long[] skipped = new long[1];
        store.forEachRawReading(series, new TimeRange(Instant.ofEpochMilli(last + 1), Instant.ofEpochMilli(oldest)),
                reading -> skipped[0]++);
        count(0, skipped[0]);
        acknowledged.put(series, oldest - 1);
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

    private void read() throws StoreException {
        for (String line : store.document(document()).orElse("").split("\n")) {
            String[] parts = line.split("\t");
            if (parts.length == 4) {
                acknowledged.put(new SeriesKey(parts[0], Integer.parseInt(parts[1]), Quantity.valueOf(parts[2])),
                        Long.parseLong(parts[3]));
            } else if (parts.length == 2 && parts[0].equals(BEGUN)) {
                begun = Long.parseLong(parts[1]);
            }
        }
    }

    private void save() {
        var lines = new StringBuilder(BEGUN).append('\t').append(begun).append('\n');
        acknowledged.forEach((series, millis) -> lines.append(series.meter()).append('\t').append(series.sensor())
                .append('\t').append(series.quantity()).append('\t').append(millis).append('\n'));
        try {
            store.saveDocument(document(), lines.toString());
            saved = clock.millis();
        } catch (StoreException e) {
            // Some readings are published once more after the next start: the store says itself what it lacks.
            saved = clock.millis();
        }
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

    /** {@return the addresses in a document} */
    static List<String> addresses(String document) {
        return document.lines().filter(line -> !line.isBlank()).toList();
    }
}
