package org.currentcost.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ExpectedIntervals;
import org.currentcost.store.engine.SeriesState;

/**
 * What is done in one transaction, and what is read from one snapshot, of the file that is open. One connection writes,
 * guarded by a lock; a few others read. Safe for all threads.
 */
final class Transactions implements AutoCloseable {

    /** With so many hot readings, of all series together, they are sealed: reading them takes few milliseconds. */
    static final long HOT_READINGS = 4096;

    private final StoreFile file;
    private final OpenFile open;
    private final Closeable afterwards;
    private final ZoneId zone;
    /** What was found in the folder, and what became of the file meanwhile. */
    private final List<String> remarks;
    /** Of the file that is open now; both guarded by the lock. */
    private Session writing;
    private Writer writer;
    /** Fair, so that live readings get their turn between the commits of an import. */
    private final ReentrantLock writeLock = new ReentrantLock(true);
    private final ReaderPool readers;
    private final Map<SeriesKey, SeriesState> series = new ConcurrentHashMap<>();
    private final ExpectedIntervals intervals = new ExpectedIntervals(this::state);
    private final List<Runnable> whenAnotherFile = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param remarks    sentences for the user about what was found when it was opened
     * @param afterwards closed behind this
     */
    Transactions(OpenFile open, List<String> remarks, Closeable afterwards) throws SQLException {
        this.open = open;
        this.afterwards = afterwards;
        this.remarks = new CopyOnWriteArrayList<>(remarks);
        file = open.file();
        zone = open.zone();
        readers = new ReaderPool(file, zone);
        load();
    }

    private void load() throws SQLException {
        writing = open.session();
        writer = open.writer();
        var loaded = writing.series().load();
        series.clear();
        for (var state : loaded) {
            series.put(state.key(), state);
        }
    }

    /** Goes on with the file that is there, if it is another one than before. */
    private void look() throws SQLException, StoreException {
        try {
            var happened = open.look();
            if (happened.isPresent()) {
                readers.connectAnew();
                load();
                whenAnotherFile.forEach(Runnable::run);
                if (!happened.get().isEmpty()) {
                    remarks.add(happened.get());
                }
                revision.incrementAndGet();
                version.incrementAndGet();
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    /** Lets something be done, before anything else, once another file is in the place of the one that was open. */
    void whenAnotherFile(Runnable action) {
        whenAnotherFile.add(action);
    }

    StoreFile file() {
        return file;
    }

    ExpectedIntervals intervals() {
        return intervals;
    }

    /** Tells others where this process answers. @param socket absolute */
    void announce(Path socket) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            open.announce(socket);
        } catch (IOException e) {
            throw file.problem(e);
        } finally {
            writeLock.unlock();
        }
    }

    // what is known of series

    Optional<SeriesState> state(SeriesKey key) {
        return Optional.ofNullable(series.get(key));
    }

    List<SeriesState> states() {
        return List.copyOf(series.values());
    }

    Optional<SeriesState> known(SeriesKey key) {
        return Optional.ofNullable(series.get(key)).filter(state -> !state.isEmpty());
    }

    /** {@return the series that have readings, in order} */
    List<SeriesState> withReadings() {
        return series.values().stream().filter(state -> !state.isEmpty())
                .sorted(Comparator.comparing(SeriesState::key)).toList();
    }

    /** {@return whether so many readings are hot that it is time to seal them} */
    boolean isMuchHot() {
        return series.values().stream().mapToLong(SeriesState::hot).sum() > HOT_READINGS;
    }

    ZoneId zone() {
        return zone;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    long version() {
        return version.get();
    }

    long revision() {
        return revision.get();
    }

    // writing

    /** What is done in one transaction. */
    interface Writing<T> {
        T run(Changes changes) throws SQLException, StoreException;
    }

    <T> T write(Writing<T> action) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            look();
            writing.execute("BEGIN IMMEDIATE");
            try {
                var changes = new Changes(this, writing, writer);
                T result = action.run(changes);
                changes.recount();
                commit(changes);
                if (!open.isInPlace()) {
                    throw StoreFile.problem(StoreException.Kind.GONE, "removedMeanwhile", null, file.path());
                }
                return result;
            } catch (Throwable e) {
                // Also where memory ran out: a transaction that stays open lets no later one begin
                writing.rollback(e);
                throw e;
            }
        } catch (SQLException e) {
            open.failed(e);
            throw file.problem(e);
        } finally {
            writeLock.unlock();
        }
    }

    private void commit(Changes changes) throws SQLException {
        ReaderPool.Committing known = () -> {
            writing.execute("COMMIT");
            series.putAll(changes.states());
            series.keySet().removeAll(changes.deleted());
        };
        if (changes.isSettings()) {
            readers.whileNobodyBegins(known);
        } else {
            known.run();
        }
        changes.committed();
        if (changes.isPast()) {
            revision.incrementAndGet();
        }
        version.incrementAndGet();
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /**
     * Seals all hot readings, each series for itself. One that can't be sealed now keeps its readings hot, where they
     * are just as safe, and is tried again with the next batch.
     */
    void sealAll() {
        for (var state : series.values()) {
            if (state.hot() > 0) {
                try {
                    write(changes -> {
                        changes.seal(state);
                        return state;
                    });
                } catch (StoreException e) {
                    continue;
                }
            }
        }
    }

    // reading

    /** What is read from one snapshot of the file. */
    interface ReadingFrom<T> {
        T run(Session session) throws SQLException, StoreException;
    }

    <T> T read(ReadingFrom<T> action) throws StoreException {
        return read(() -> zone, (session, unused) -> action.run(session));
    }

    <S, T> T read(Supplier<S> known, ReaderPool.Reading<S, T> action) throws StoreException {
        return readers.read(known, action);
    }

    <T> List<T> readSeries(SeriesKey key, ReaderPool.Reading<SeriesState, List<T>> action)
            throws StoreException {
        if (known(key).isEmpty()) {
            checkOpen();
            return List.of();
        }
        return read(() -> known(key), (session, state) -> state.isPresent()
                ? action.run(session, state.get())
                : List.of());
    }

    @Override
    public void close() {
        writeLock.lock();
        try {
            if (closed) {
                return;
            }
            sealAll();
            closed = true;
            readers.close();
        } catch (SQLException e) {
            // a connection that only read: nothing is lost with it
            return;
        } finally {
            open.close();
            writeLock.unlock();
            closeAfterwards();
        }
    }

    private void closeAfterwards() {
        try {
            afterwards.close();
        } catch (IOException e) {
            // what is left of a copy is in a folder that the system empties
        }
    }
}
