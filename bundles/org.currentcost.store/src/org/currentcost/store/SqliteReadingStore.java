package org.currentcost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/**
 * The store in one SQLite file. One connection writes, guarded by a lock; a few others read, each query from one
 * snapshot of the file, so that nobody waits for an import.
 */
final class SqliteReadingStore implements ReadingStore {

    private static final int READERS = 3;
    /** With so many hot readings, of all series together, they are sealed: reading them takes few milliseconds. */
    private static final long HOT_READINGS = 4096;
    /** So many readings go into a commit of an import: twelve megabytes of memory, and less than a second of work. */
    private static final int BULK_READINGS = 1 << 19;

    private static final long ELECTRICAL_NOMINAL_MILLIS = 6_000;
    private static final long TEMPERATURE_NOMINAL_MILLIS = 300_000;

    private final StoreFile file;
    private final FolderLock folderLock;
    private final ZoneId zone;
    private final Session writing;
    private final Writer writer;
    /** Fair, so that live readings get their turn between the commits of an import. */
    private final ReentrantLock writeLock = new ReentrantLock(true);
    private final Semaphore readerPermits = new Semaphore(READERS, true);
    private final Deque<Session> idleReaders = new ConcurrentLinkedDeque<>();
    private final Map<SeriesKey, SeriesState> series = new ConcurrentHashMap<>();
    private final AtomicBoolean bulkOpen = new AtomicBoolean();
    private volatile boolean closed;

    SqliteReadingStore(StoreFile file, FolderLock folderLock, Connection connection, ZoneId zone)
            throws SQLException {
        this.file = file;
        this.folderLock = folderLock;
        this.zone = zone;
        writing = new Session(connection, zone);
        writer = new Writer(writing);
        for (var state : writing.loadSeries()) {
            series.put(state.key(), state);
        }
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public List<SeriesInfo> series() {
        return series.values().stream().filter(state -> !state.isEmpty()).map(SeriesState::info)
                .sorted(Comparator.comparing(SeriesInfo::key)).toList();
    }

    // writing

    /** What is done in one transaction. */
    private interface Writing<T> {
        T run(Changes changes) throws SQLException, StoreException;
    }

    /** The series that a transaction changes; known to others once it is committed. */
    private final class Changes {
        private final Map<SeriesKey, SeriesState> states = new HashMap<>();
        private final Set<SeriesKey> sealed = new HashSet<>();

        SeriesState series(SeriesKey key) throws SQLException {
            var state = states.get(key);
            if (state == null) {
                state = series.get(key);
                if (state == null) {
                    state = writing.addSeries(key, key.quantity() == Quantity.TEMPERATURE
                            ? TEMPERATURE_NOMINAL_MILLIS
                            : ELECTRICAL_NOMINAL_MILLIS);
                }
                states.put(key, state);
            }
            return state;
        }

        Stored store(SeriesKey key, ReadingColumns incoming, TimeRange drop) throws SQLException, StoreException {
            sealed.add(key);
            return writer.store(series(key), incoming, drop.startMillis(), drop.endMillis(), false);
        }

        void seal(SeriesKey key) throws SQLException, StoreException {
            var state = series(key);
            sealed.add(key);
            writer.seal(state);
        }

        void recount() throws SQLException {
            for (var entry : states.entrySet()) {
                entry.setValue(writing.recount(entry.getValue(), sealed.contains(entry.getKey())));
            }
        }
    }

    private static final TimeRange NOTHING = TimeRange.ofMillis(0, 0);

    private <T> T write(Writing<T> action) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            writing.execute("BEGIN IMMEDIATE");
            try {
                var changes = new Changes();
                T result = action.run(changes);
                changes.recount();
                writing.execute("COMMIT");
                series.putAll(changes.states);
                return result;
            } catch (SQLException | StoreException | RuntimeException e) {
                writing.rollback(e);
                throw e;
            }
        } catch (SQLException e) {
            throw file.problem(e);
        } finally {
            writeLock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private static void checkTime(Reading reading) {
        if (reading.timeMillis() < 0 || reading.timeMillis() >= TimeRange.ALL.endMillis()) {
            throw new IllegalArgumentException("a store can't hold a reading of " + reading.time());
        }
    }

    @Override
    public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        long size = 0;
        for (var readings : batch.values()) {
            readings.forEach(SqliteReadingStore::checkTime);
            size += readings.size();
        }
        boolean large = size > HOT_READINGS;
        var stored = write(changes -> {
            var total = Stored.NOTHING;
            for (var entry : batch.entrySet()) {
                if (!entry.getValue().isEmpty()) {
                    total = total.plus(append(changes, entry.getKey(), entry.getValue(), large));
                }
            }
            return total;
        });
        if (series.values().stream().mapToLong(SeriesState::hot).sum() > HOT_READINGS) {
            sealAll();
        }
        return stored;
    }

    private Stored append(Changes changes, SeriesKey key, List<Reading> readings, boolean large)
            throws SQLException, StoreException {
        if (large) {
            changes.seal(key);
        }
        var state = changes.series(key);
        var total = Stored.NOTHING;
        var late = new ReadingColumns();
        for (var reading : readings) {
            if (large || state.sealed() > 0 && reading.timeMillis() <= state.sealedLast()) {
                late.add(reading);
            } else if (writing.insertHot(state, reading)) {
                total = total.plus(new Stored(reading.channelCount(), 0, 0));
            } else {
                var there = new ReadingColumns();
                writing.readHot(state, reading.timeMillis(), reading.timeMillis() + 1, there);
                total = total.plus(there.reading(0).equals(reading)
                        ? new Stored(0, reading.channelCount(), 0)
                        : new Stored(0, 0, reading.channelCount()));
            }
        }
        return late.isEmpty() ? total : total.plus(changes.store(key, late.sorted(), NOTHING));
    }

    /**
     * Seals all hot readings, each series for itself. One that can't be sealed now keeps its readings hot, where they
     * are just as safe, and is tried again with the next batch.
     */
    private void sealAll() {
        for (var state : series.values()) {
            if (state.hot() > 0) {
                try {
                    write(changes -> {
                        changes.seal(state.key());
                        return state;
                    });
                } catch (StoreException e) {
                    continue;
                }
            }
        }
    }

    @Override
    public Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        var total = Stored.NOTHING;
        for (var entry : batch.entrySet()) {
            var incoming = new ReadingColumns();
            entry.getValue().forEach(incoming::add);
            total = total.plus(tryAppend(Optional.ofNullable(series.get(entry.getKey())), incoming.sorted()));
        }
        return total;
    }

    private Stored tryAppend(Optional<SeriesState> state, ReadingColumns incoming) throws StoreException {
        return read(session -> {
            var outcome = new Writer.Outcome();
            var there = new ReadingColumns();
            var merged = new ReadingColumns();
            int from = 0;
            while (from < incoming.size()) {
                long day = Session.dayOf(incoming.time(from));
                long end = (day + 1) * Session.CHUNK_MILLIS;
                int to = incoming.indexAtOrAfter(end);
                if (state.isPresent()) {
                    session.readChunk(state.get(), day, there);
                    session.readHot(state.get(), end - Session.CHUNK_MILLIS, end, there);
                }
                Writer.merge(there, incoming, from, to, 0, 0, merged, outcome);
                from = to;
            }
            return outcome.stored();
        });
    }

    @Override
    public BulkAppend bulkAppend() throws StoreException {
        checkOpen();
        if (!bulkOpen.compareAndSet(false, true)) {
            throw new IllegalStateException("another bulk append is open");
        }
        return new Bulk();
    }

    private final class Bulk implements BulkAppend {
        private final Map<SeriesKey, ReadingColumns> waiting = new LinkedHashMap<>();
        private SeriesKey lastKey;
        private ReadingColumns lastColumns;
        private int count;
        private Stored stored = Stored.NOTHING;
        private boolean done;

        @Override
        public void add(SeriesKey key, Reading reading) throws StoreException {
            checkTime(reading);
            if (done) {
                throw new IllegalStateException("closed");
            }
            if (count >= BULK_READINGS) {
                flush();
            }
            if (!key.equals(lastKey)) {
                lastKey = key;
                lastColumns = waiting.computeIfAbsent(key, unused -> new ReadingColumns());
            }
            lastColumns.add(reading);
            count++;
        }

        /** If this fails, what waits still waits, for a next try. */
        private void flush() throws StoreException {
            stored = stored.plus(write(changes -> {
                var total = Stored.NOTHING;
                for (var entry : waiting.entrySet()) {
                    if (!entry.getValue().isEmpty()) {
                        changes.seal(entry.getKey());
                        total = total.plus(changes.store(entry.getKey(), entry.getValue().sorted(), NOTHING));
                    }
                }
                return total;
            }));
            waiting.values().forEach(ReadingColumns::clear);
            count = 0;
        }

        @Override
        public Stored stored() {
            return stored;
        }

        @Override
        public void close() throws StoreException {
            if (!done) {
                done = true;
                bulkOpen.set(false);
                if (count > 0) {
                    flush();
                }
            }
        }
    }

    @Override
    public void replace(SeriesKey key, TimeRange range, List<Reading> replacement) throws StoreException {
        var incoming = new ReadingColumns();
        for (var reading : replacement) {
            checkTime(reading);
            if (!range.contains(reading.time())) {
                throw new IllegalArgumentException(reading.time() + " is not in " + range);
            }
            incoming.add(reading);
        }
        write(changes -> {
            var state = changes.series(key);
            writing.deleteHot(state, range.startMillis(), range.endMillis());
            changes.store(key, incoming.sorted(), range);
            // what is left of the hot readings may now be earlier than a sealed one
            changes.seal(key);
            return state;
        });
    }

    // reading

    /** What is read from one snapshot of the file. */
    private interface ReadingFrom<T> {
        T run(Session session) throws SQLException, StoreException;
    }

    private <T> T read(ReadingFrom<T> action) throws StoreException {
        readerPermits.acquireUninterruptibly();
        try {
            checkOpen();
            var session = idleReaders.poll();
            if (session == null) {
                session = new Session(file.connect(), zone);
            }
            boolean sound = false;
            try {
                session.execute("BEGIN");
                T result;
                try {
                    result = action.run(session);
                } finally {
                    session.execute("COMMIT");
                }
                sound = true;
                return result;
            } finally {
                if (sound) {
                    idleReaders.push(session);
                } else {
                    session.close();
                }
            }
        } catch (SQLException e) {
            throw file.problem(e);
        } finally {
            readerPermits.release();
        }
    }

    private Optional<SeriesState> known(SeriesKey key) {
        return Optional.ofNullable(series.get(key)).filter(state -> !state.isEmpty());
    }

    @Override
    public void forEachReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        var state = known(key);
        if (state.isEmpty()) {
            return;
        }
        // a snapshot for each day, so that a slow consumer does not keep the log from being folded into the file
        var columns = new ReadingColumns();
        long at = Math.max(range.startMillis(), 0);
        while (at < Math.min(range.endMillis(), Session.END_OF_TIME)) {
            long from = at;
            columns.clear();
            at = read(session -> readDay(session, state.get(), from, range.endMillis(), columns));
            for (int index = 0; index < columns.size(); index++) {
                action.accept(columns.reading(index));
            }
        }
    }

    /** {@return where to go on} after having read the next day that has readings */
    private static long readDay(Session session, SeriesState state, long from, long to, ReadingColumns columns)
            throws SQLException, StoreException {
        var next = session.nextInstant(state, from);
        if (next.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long end = (Session.dayOf(next.get()) + 1) * Session.CHUNK_MILLIS;
        session.scan(state, from, Math.min(to, end), (scanned, first, last) -> {
            for (int index = first; index < last; index++) {
                columns.addFrom(scanned, index);
            }
        });
        return end;
    }

    @Override
    public Optional<Reading> latest(SeriesKey key) throws StoreException {
        var state = known(key);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        return read(session -> {
            var current = session.recount(state.get(), true);
            var found = new ArrayList<Reading>(1);
            session.scan(current, current.last(), current.last() + 1,
                    (columns, first, last) -> found.add(columns.reading(last - 1)));
            return found.stream().findFirst();
        });
    }

    @Override
    public List<Bucket> buckets(SeriesKey key, TimeRange range, Resolution resolution) throws StoreException {
        var state = known(key);
        if (state.isEmpty()) {
            return List.of();
        }
        return read(session -> {
            long from = Math.max(range.startMillis(), -Session.pageMillis(resolution));
            long to = Math.min(range.endMillis(), Session.END_OF_TIME);
            if (from >= to) {
                return List.of();
            }
            var cuts = session.cuts(resolution);
            // of a bucket that begins before the range, and so is not asked for, nothing may be cut off either
            var buckets = session.buckets(state.get(), resolution, cuts.startOf(from), cuts.endOf(to - 1));
            return buckets.stream().filter(bucket -> bucket.startMillis() >= range.startMillis()).toList();
        });
    }

    @Override
    public List<Bucket> query(SeriesKey key, TimeRange range, int maxBuckets) throws StoreException {
        if (maxBuckets < 1) {
            throw new IllegalArgumentException("at most " + maxBuckets + " buckets");
        }
        var state = known(key);
        if (state.isEmpty()) {
            return List.of();
        }
        return read(session -> QueryStep.query(session, state.get(), range.startMillis(), range.endMillis(),
                maxBuckets));
    }

    @Override
    public Verification verify(Consumer<Double> progress) throws StoreException {
        sealAll();
        var states = series.values().stream().filter(state -> !state.isEmpty())
                .sorted(Comparator.comparing(SeriesState::key)).toList();
        double readings = Math.max(1, states.stream().mapToLong(SeriesState::sealed).sum());
        return read(session -> {
            var check = new SumsCheck(session);
            for (var state : states) {
                check.check(state, done -> progress.accept(Math.min(1, done / readings)));
            }
            progress.accept(1.0);
            return check.result();
        });
    }

    // the meter's memory

    @Override
    public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
        if (key.quantity() != Quantity.POWER) {
            throw new IllegalArgumentException("a meter remembers no " + key.quantity());
        }
        if (blocks.isEmpty()) {
            return 0;
        }
        return write(changes -> {
            int id = changes.series(key).id();
            int changed = 0;
            for (var block : blocks) {
                changed += writing.update("INSERT INTO history (series, span, start_millis, end_millis, watt_hours)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (series, span, start_millis) DO UPDATE SET"
                        + " end_millis = excluded.end_millis, watt_hours = excluded.watt_hours"
                        + " WHERE watt_hours <> excluded.watt_hours OR end_millis <> excluded.end_millis", id,
                        block.span().name(), block.startMillis(), block.endMillis(), block.wattHours());
            }
            return changed;
        });
    }

    @Override
    public List<HistoryBlock> history(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        var state = series.get(key);
        if (state == null) {
            return List.of();
        }
        return read(session -> {
            var blocks = new ArrayList<HistoryBlock>();
            try (var rows = session.rows("SELECT start_millis, end_millis, watt_hours FROM history WHERE series = ?"
                    + " AND span = ? AND start_millis >= ? AND start_millis < ? ORDER BY start_millis", state.id(),
                    span.name(), range.startMillis(), range.endMillis())) {
                while (rows.next()) {
                    blocks.add(new HistoryBlock(span, rows.getLong(1), rows.getLong(2), rows.getLong(3)));
                }
            }
            return blocks;
        });
    }

    @Override
    public List<SeriesKey> seriesWithHistory() throws StoreException {
        return read(session -> {
            var keys = new ArrayList<SeriesKey>();
            try (var rows = session.rows("SELECT meter, sensor, quantity FROM series WHERE id IN"
                    + " (SELECT DISTINCT series FROM history) ORDER BY meter, quantity, sensor")) {
                while (rows.next()) {
                    keys.add(new SeriesKey(rows.getString(1), rows.getInt(2), Quantity.valueOf(rows.getString(3))));
                }
            }
            return keys;
        });
    }

    // sources and figures

    @Override
    public List<SourceRow> sources() throws StoreException {
        return read(session -> {
            var sources = new ArrayList<SourceRow>();
            try (var rows = session.rows("SELECT id, meter, address, enabled FROM source ORDER BY position")) {
                while (rows.next()) {
                    sources.add(new SourceRow(rows.getString(1), rows.getString(2), rows.getString(3),
                            rows.getBoolean(4)));
                }
            }
            return sources;
        });
    }

    @Override
    public void saveSource(SourceRow source) throws StoreException {
        write(changes -> writing.update("INSERT INTO source (id, meter, address, enabled) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET meter = excluded.meter, address = excluded.address,"
                + " enabled = excluded.enabled", source.id(), source.meter(), source.address(), source.enabled()));
    }

    @Override
    public void removeSource(String id) throws StoreException {
        write(changes -> writing.update("DELETE FROM source WHERE id = ?", id));
    }

    @Override
    public Statistics statistics() throws StoreException {
        var infos = series();
        try {
            var log = Path.of(file.path() + "-wal");
            long bytes = Files.size(file.path()) + (Files.exists(log) ? Files.size(log) : 0);
            return new Statistics(bytes, infos.stream().mapToLong(SeriesInfo::readings).sum(), infos.size(),
                    Schema.VERSION);
        } catch (IOException e) {
            throw file.problem(e);
        }
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
            readerPermits.acquireUninterruptibly(READERS);
            readerPermits.release(READERS);
            for (var session : idleReaders) {
                session.close();
            }
            try (var last = writing) {
                last.setClosedCleanly();
                last.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException e) {
            // the file is sound, only not folded together: the next one to open it does that, and checks it
        } finally {
            writeLock.unlock();
            releaseFolder();
        }
    }

    private void releaseFolder() {
        try {
            folderLock.close();
        } catch (IOException e) {
            // the operating system lets go of it with the process
        }
    }
}
