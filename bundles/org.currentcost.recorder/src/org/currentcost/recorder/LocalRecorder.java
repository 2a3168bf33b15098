package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.currentcost.settings.NamedSensors;
import org.currentcost.settings.Publishers;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/**
 * Supervises all sources, several at once, and writes what they bring, in this process: of who holds the store. Safe
 * for all threads.
 */
public final class LocalRecorder implements Recorder, AutoCloseable {

    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    private final ReadingStore store;
    private final Publishers publisherSettings;
    private final SourceTypes types;
    private final InstantSource clock;
    private final LiveBus live;
    private final ReadingWriter writer;
    private final Destination destination;
    private final DoubleSupplier jitter;
    private volatile PublishedSensors publishedSensors;
    private final Map<String, Publishing> publishers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, RunningSource> sources = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ChangeListeners listeners = new ChangeListeners();
    private final Thread watch;
    /** Guarded by {@link #sources}. */
    private boolean closed;

    /** Makes a recorder that writes into {@code store}, and starts nothing yet. */
    public LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock) {
        this(store, types, clock, Instant.EPOCH);
    }

    /**
     * Makes a recorder that writes into {@code store}, and starts nothing yet.
     *
     * @param earliest when the program was made: while the clock shows an earlier time, live readings wait
     */
    public LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock, Instant earliest) {
        this(store, types, clock, earliest, new LiveBus());
    }

    /**
     * Makes a recorder that writes into {@code store}, and starts nothing yet.
     *
     * @param live takes the latest values; may have some of those that another process heard before
     */
    public LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock, Instant earliest, LiveBus live) {
        this(store, types, clock, () -> ThreadLocalRandom.current().nextDouble(),
                new ComputerClock(clock, System::nanoTime, earliest), live);
    }

    /** @param jitter from 0 to less than 1: by how much of what is random a wait is shorter */
    LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock, DoubleSupplier jitter) {
        this(store, types, clock, jitter, new ComputerClock(clock, System::nanoTime, Instant.EPOCH), new LiveBus());
    }

    LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock, DoubleSupplier jitter,
            ComputerClock computerClock) {
        this(store, types, clock, jitter, computerClock, new LiveBus());
    }

    private LocalRecorder(ReadingStore store, SourceTypes types, InstantSource clock, DoubleSupplier jitter,
            ComputerClock computerClock, LiveBus live) {
        this.store = store;
        this.live = live;
        publisherSettings = new Publishers(store);
        this.jitter = jitter;
        publishedSensors = new StoredSensors(store);
        this.types = types;
        this.clock = clock;
        writer = new ReadingWriter(store, clock, computerClock, this::changed);
        destination = new Destination(writer, new NamedSensors(store), live);
        watch = new Thread(this::watch, "recorder-watch");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public SourceTypes types() {
        return types;
    }

    @Override
    public LiveBus live() {
        return live;
    }

    @Override
    public long version() {
        return listeners.version();
    }

    /** Starts the sources that the store has as enabled; lists the others as stopped. */
    public void startConfigured() throws StoreException {
        for (var row : store.sources()) {
            var source = list(row);
            if (row.enabled()) {
                source.start();
            }
        }
        changed();
    }

    @Override
    public SourceRow add(String meter, String address) throws StoreException {
        var row = NewSource.save(store, types, meter, address);
        startUnsaved(row);
        return row;
    }

    @Override
    public void change(String id, String address) throws StoreException {
        types.create(address).close();
        var source = sources.get(id);
        if (source != null) {
            var row = new SourceRow(id, source.status().row().meter(), types.normalized(address), true);
            store.saveSource(row);
            startUnsaved(row);
        }
    }

    /** Runs a source that is not to be there the next time. */
    public void startUnsaved(SourceRow row) {
        list(row).start();
        changed();
    }

    @Override
    public void start(String id) throws StoreException {
        var source = sources.get(id);
        if (source != null) {
            source.start();
            remember(source.status().row(), true);
        }
    }

    @Override
    public void stop(String id) throws StoreException {
        var source = sources.get(id);
        if (source != null) {
            source.stop();
            remember(source.status().row(), false);
        }
    }

    @Override
    public void remove(String id) throws StoreException {
        var source = sources.remove(id);
        if (source != null) {
            source.retire();
            changed();
            store.removeSource(id);
        }
    }

    @Override
    public void delete(String meter, Deletion deletion) throws StoreException, InterruptedException {
        var ended = copyOfSources().stream().filter(one -> one.status().row().meter().equals(meter)).toList();
        ended.forEach(RunningSource::retire);
        boolean deleted = false;
        try {
            writer.flush();
            deletion.run();
            deleted = true;
        } finally {
            for (var source : ended) {
                var row = source.status().row();
                if (deleted) {
                    sources.remove(row.id());
                } else if (row.enabled()) {
                    list(row).start();
                }
            }
            if (deleted) {
                live.forget(meter);
            }
            changed();
        }
    }

    private void remember(SourceRow row, boolean enabled) throws StoreException {
        boolean saved = store.sources().stream().anyMatch(known -> known.id().equals(row.id()));
        if (saved) {
            store.saveSource(new SourceRow(row.id(), row.meter(), row.address(), enabled));
        }
    }

    /**
     * Puts a source into the list; one that was there under the same id ends, and nothing starts once this is closed.
     */
    private RunningSource list(SourceRow row) {
        var source = new RunningSource(row, store.zone(), types, clock, destination, jitter, this::changed);
        RunningSource before;
        boolean late;
        synchronized (sources) {
            late = closed;
            before = sources.put(row.id(), source);
        }
        if (before != null) {
            before.retire();
        }
        if (late) {
            source.retire();
        }
        return source;
    }

    /** Settles what is said of sensors whose readings are passed on; to be called before that begins. */
    public void setPublishedSensors(PublishedSensors sensors) {
        publishedSensors = sensors;
    }

    /**
     * Why readings are not passed on to somewhere.
     *
     * @param reason    a sentence for the user
     * @param installed whether the kind of address is installed; if not, readings are recorded all the same
     */
    public record Unpublished(String reason, boolean installed) {
    }

    /** Starts passing readings on to where the user has settled. {@return why that is not possible to some of them} */
    public List<Unpublished> startPublishing() throws StoreException {
        var problems = new ArrayList<Unpublished>();
        for (String address : publishAddresses()) {
            try {
                publish(address);
            } catch (IllegalArgumentException e) {
                problems.add(new Unpublished(String.valueOf(e.getMessage()), types.publishes(address)));
            }
        }
        return problems;
    }

    @Override
    public List<String> publishAddresses() throws StoreException {
        return publisherSettings.addresses();
    }

    @Override
    public void setPublishAddresses(List<String> addresses) throws StoreException {
        var settled = publishAddresses();
        var kept = new ArrayList<String>();
        for (String address : addresses) {
            if (settled.contains(address)) {
                // Its kind may not be installed at the moment.
                kept.add(address);
            } else {
                types.publisher(address).create(address.substring(address.indexOf(':') + 1)).close();
                kept.add(types.normalizedPublisher(address));
            }
        }
        publisherSettings.save(kept);
        List<Publishing> before;
        synchronized (publishers) {
            before = List.copyOf(publishers.values());
            publishers.clear();
        }
        before.forEach(Publishing::close);
        startPublishing();
    }

    /**
     * Passes readings on, of all meters but those that came in the same way.
     *
     * @param address a scheme, a colon and what its kind needs
     * @throws IllegalArgumentException if it means nothing; the message is a sentence for the user
     */
    public void publish(String address) {
        var type = types.publisher(address);
        type.create(address.substring(address.indexOf(':') + 1)).close();
        var publishing = new Publishing(address, type, store, publishedSensors, meter -> !cameBy(type.scheme(), meter),
                clock, jitter);
        if (publishers.putIfAbsent(address, publishing) == null) {
            publishing.start();
        }
    }

    /** What a broker told is not told to it again. */
    private boolean cameBy(String scheme, String meter) {
        return copyOfSources().stream().map(source -> source.status().row()).anyMatch(
                row -> row.address().startsWith(scheme + ":")
                        && (meter.equals(row.meter()) || meter.startsWith(row.meter() + "/")));
    }

    @Override
    public List<Publishing.Status> publishing() {
        synchronized (publishers) {
            return publishers.values().stream().map(Publishing::status).toList();
        }
    }

    @Override
    public List<SourceStatus> sources() {
        return copyOfSources().stream().map(RunningSource::status).toList();
    }

    @Override
    public List<NotUnderstood> notUnderstood(String id) {
        var source = sources.get(id);
        return source == null ? List.of() : source.notUnderstood();
    }

    @Override
    public byte[] received(String id) {
        var source = sources.get(id);
        return source == null ? new byte[0] : source.received();
    }

    @Override
    public Optional<StoreTrouble> storeTrouble() {
        return writer.trouble();
    }

    @Override
    public void flush() throws InterruptedException {
        writer.flush();
    }

    @Override
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void changed() {
        listeners.changed();
    }

    /** {@return whether there is something that could not be written, though this is closed} */
    public boolean hasUnwritten() {
        return writer.hasUnwritten();
    }

    /** Writes, before anything else, what another recorder of this process could not write before it was closed. */
    public void takeUnwritten(LocalRecorder closedOne) {
        writer.takeUnwritten(closedOne.writer);
    }

    /**
     * Writes into a store what could not be written into that of this recorder before it was closed.
     *
     * @return whether all is there
     */
    public boolean writeUnwritten(ReadingStore other) {
        return writer.writeUnwritten(other);
    }

    /** {@return the readings that nobody has written or can write, though this is closed} */
    public Optional<LostReadings> lost() {
        return writer.lost();
    }

    private List<RunningSource> copyOfSources() {
        synchronized (sources) {
            return new ArrayList<>(sources.values());
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(WATCH_EVERY);
                writer.lookAtClock();
                copyOfSources().forEach(RunningSource::watch);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /**
     * Stops all sources and writes what is still in memory, as far as that can be done. They start again with the
     * program, as they were.
     */
    @Override
    public void close() {
        watch.interrupt();
        synchronized (sources) {
            closed = true;
        }
        // All at once: each may take its time to hang up.
        var stoppers = copyOfSources().stream().map(source -> new Thread(source::retire, "recorder-stop")).toList();
        stoppers.forEach(stopper -> stopper.setDaemon(true));
        stoppers.forEach(Thread::start);
        stoppers.forEach(stopper -> Threads.join(stopper, Duration.ofSeconds(4)));
        writer.close();
        List.copyOf(publishers.values()).forEach(Publishing::close);
        Threads.join(watch, Duration.ofSeconds(2));
    }
}
