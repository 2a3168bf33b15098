package org.currentcost.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.Note;
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

    /** With so many hot readings, of all series together, they are sealed: reading them takes few milliseconds. */
    private static final long HOT_READINGS = 4096;
    /** So many readings go into a commit of an import: twelve megabytes of memory, and less than a second of work. */
    private static final int BULK_READINGS = 1 << 19;
    /** So many days go into a commit of long work: less than a second's. */
    private static final int DAYS_AT_ONCE = 64;

    private static final long ELECTRICAL_NOMINAL_MILLIS = 6_000;
    private static final long TEMPERATURE_NOMINAL_MILLIS = 300_000;
    /** Among the first so many readings, an hour's of a meter, a series tells how far apart they come. */
    private static final int YOUNG_READINGS = 600;
    /** As the schema has it. */
    private static final long LONGEST_NOMINAL_MILLIS = 28_800_000;

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
    /** What was said of series that have no readings yet; kept with their first one. */
    private final Map<SeriesKey, Long> expected = new ConcurrentHashMap<>();
    /** Read again and again by all that computes. Guarded by itself. */
    private final Map<String, Optional<String>> documents = new HashMap<>();
    private final AtomicBoolean bulkOpen = new AtomicBoolean();
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private volatile long openImport;
    private volatile boolean closed;

    /**
     * @param remarks    sentences for the user about what was found when it was opened
     * @param afterwards closed behind this
     */
    SqliteReadingStore(OpenFile open, List<String> remarks, Closeable afterwards) throws SQLException {
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
                synchronized (documents) {
                    documents.clear();
                }
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

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public long revision() {
        return revision.get();
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
        private final Set<SeriesKey> deleted = new HashSet<>();
        private boolean past;
        private boolean settings;
        private final List<Runnable> committed = new ArrayList<>();

        SeriesState series(SeriesKey key) throws SQLException, StoreException {
            var state = states.get(key);
            if (state == null) {
                state = series.get(key);
                if (state == null) {
                    return add(key, SqliteReadingStore.this.nominalMillis(key));
                }
                states.put(key, state);
            }
            return state;
        }

        SeriesState add(SeriesKey key, long nominalMillis) throws SQLException, StoreException {
            var refusal = StorableRule.refusal(key);
            if (refusal.isPresent()) {
                throw new StoreException(StoreException.Kind.OTHER, refusal.get(), Messages.text("refused.remedy"),
                        null);
            }
            var state = writing.series().add(key, nominalMillis);
            states.put(key, state);
            return state;
        }

        /** The transaction changes more than it adds behind the last reading of a series. */
        void past() {
            past = true;
        }

        /** Readings come from an instant on: looks whether that is in the past. */
        void come(SeriesState state, long timeMillis) {
            long reached = Math.min(timeMillis, state.edits().earliestReachedFrom(timeMillis));
            if (!state.isEmpty() && reached < state.extent().end()) {
                past();
            }
        }

        /** Readings come that were counted over so long; who reads has to know how far to look back. */
        SeriesState reach(SeriesState state, long intervalMillis) throws SQLException {
            if (intervalMillis <= state.longestMillis()) {
                return state;
            }
            settings = true;
            var changed = writing.series().setLongest(state, intervalMillis);
            states.put(state.key(), changed);
            return changed;
        }

        /** The edits of a series, what its sums are of, or how long its values hold, change. */
        SeriesState settings(SeriesState state, boolean firstChannelOnly, SeriesEdits edits) {
            past();
            settings = true;
            var changed = state.withSettings(firstChannelOnly, edits);
            states.put(state.key(), changed);
            return changed;
        }

        Stored store(SeriesKey key, ReadingColumns incoming, Stretches drop, Writer.Runs runs)
                throws SQLException, StoreException {
            sealed.add(key);
            var state = reach(series(key), incoming.longestInterval());
            var stored = writer.store(state, incoming, drop, runs, false);
            if (!drop.isEmpty()) {
                past();
            } else if (stored.stored() > 0) {
                come(state, incoming.time(0));
            }
            return stored;
        }

        /** Seals a series, unless it was deleted meanwhile. */
        void seal(SeriesState state) throws SQLException, StoreException {
            if (series.containsKey(state.key())) {
                seal(state.key());
            }
        }

        void seal(SeriesKey key) throws SQLException, StoreException {
            var state = series(key);
            sealed.add(key);
            writer.seal(state);
        }

        /** A series is there no longer. */
        void delete(SeriesState state) {
            past();
            settings = true;
            deleted.add(state.key());
        }

        /** Lets something be done once the transaction is committed. */
        void onCommit(Runnable action) {
            committed.add(action);
        }

        void recount() throws SQLException {
            for (var entry : states.entrySet()) {
                entry.setValue(writing.series().recount(entry.getValue(), sealed.contains(entry.getKey())));
            }
        }
    }

    private <T> T write(Writing<T> action) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            look();
            writing.execute("BEGIN IMMEDIATE");
            try {
                var changes = new Changes();
                T result = action.run(changes);
                changes.recount();
                commit(changes);
                if (!open.isInPlace()) {
                    throw StoreFile.problem(StoreException.Kind.GONE, "removedMeanwhile", null, file.path());
                }
                return result;
            } catch (SQLException | StoreException | RuntimeException e) {
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
            series.putAll(changes.states);
            series.keySet().removeAll(changes.deleted);
        };
        if (changes.settings) {
            readers.whileNobodyBegins(known);
        } else {
            known.run();
        }
        changes.committed.forEach(Runnable::run);
        if (changes.past) {
            revision.incrementAndGet();
        }
        version.incrementAndGet();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    @Override
    public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(batch, false);
    }

    @Override
    public Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(batch, true);
    }

    private Stored append(Map<SeriesKey, List<Reading>> batch, boolean live) throws StoreException {
        long size = 0;
        for (var readings : batch.values()) {
            readings.forEach(StorableRule::checkTime);
            size += readings.size();
        }
        boolean large = size > HOT_READINGS;
        var stored = write(changes -> {
            var total = Stored.NOTHING;
            for (var entry : batch.entrySet()) {
                if (!entry.getValue().isEmpty()) {
                    var before = changes.series(entry.getKey());
                    total = total.plus(append(changes, entry.getKey(), entry.getValue(), large));
                    if (live && before.sealed() + before.hot() < YOUNG_READINGS) {
                        learnInterval(changes, entry.getKey());
                    }
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
        var state = changes.reach(changes.series(key),
                readings.stream().mapToLong(Reading::intervalMillis).max().orElse(0));
        boolean sealing = large && (state.hot() == 0 || writer.canSeal(state));
        if (sealing) {
            changes.seal(key);
        }
        var total = Stored.NOTHING;
        var late = new ReadingColumns();
        for (var reading : readings) {
            if (sealing || state.sealed() > 0 && reading.timeMillis() <= state.sealedLast()) {
                late.add(reading);
            } else if (writing.raw().insertHot(state, reading)) {
                changes.come(state, reading.timeMillis());
                total = total.plus(new Stored(reading.channelCount(), 0, 0));
            } else {
                var there = new ReadingColumns();
                writing.raw().readHot(state, reading.timeMillis(), reading.timeMillis() + 1, there);
                total = total.plus(there.reading(0).equals(reading)
                        ? new Stored(0, reading.channelCount(), 0)
                        : new Stored(0, 0, reading.channelCount()));
            }
        }
        return late.isEmpty() ? total : total.plus(changes.store(key, late.sorted(), Stretches.NONE, Writer.NOT_HEARD));
    }

    /** What comes every half minute is held for longer than what a meter tells every six seconds. */
    private void learnInterval(Changes changes, SeriesKey key) throws SQLException, StoreException {
        if (key.quantity() != Quantity.POWER) {
            return;
        }
        var state = changes.series(key);
        var times = LongStream.builder();
        try {
            writing.raw().scan(state, 0, Days.END_OF_TIME, (columns, first, behind) -> {
                for (int index = first; index < behind; index++) {
                    if (columns.interval(index) == 0) {
                        times.add(columns.time(index));
                    }
                }
            });
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.DAMAGED) {
                throw e;
            }
            // the damage is told where the day is asked for
            return;
        }
        long learnt = Math.min(LONGEST_NOMINAL_MILLIS,
                NominalInterval.learn(times.build().limit(YOUNG_READINGS).toArray(), false).orElse(0));
        if (learnt > state.nominalMillis()) {
            writing.update("UPDATE series SET nominal_millis = ? WHERE id = ?", learnt, state.id());
            writer.recompute(changes.settings(state.withNominal(learnt), state.firstChannelOnly(), state.edits()),
                    Stretches.of(0, Days.END_OF_TIME));
        }
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
                        changes.seal(state);
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
                long day = Days.of(incoming.time(from));
                long end = (day + 1) * Days.MILLIS;
                int to = incoming.indexAtOrAfter(end);
                if (state.isPresent()) {
                    session.raw().readChunk(state.get(), day, there);
                    session.raw().readHot(state.get(), end - Days.MILLIS, end, there);
                }
                Writer.merge(there, incoming, from, to, Stretches.NONE, merged, outcome);
                from = to;
            }
            return outcome.stored();
        });
    }

    @Override
    public BulkAppend bulkAppend() throws StoreException {
        openBulk();
        return new Bulk();
    }

    private void openBulk() {
        checkOpen();
        if (!bulkOpen.compareAndSet(false, true)) {
            throw new IllegalStateException("another bulk append is open");
        }
    }

    @Override
    public ImportLog startImport(String name, Instant at) throws StoreException {
        openBulk();
        try {
            openImport = write(changes -> ImportJournal.begin(writing, name, at));
            return new LoggedBulk(new ImportJournal.Open(openImport));
        } catch (StoreException | RuntimeException e) {
            bulkOpen.set(false);
            throw e;
        }
    }

    private class Bulk implements BulkAppend {
        private final Map<SeriesKey, ReadingColumns> waiting = new LinkedHashMap<>();
        private SeriesKey lastKey;
        private ReadingColumns lastColumns;
        private int count;
        private Stored stored = Stored.NOTHING;
        private boolean done;

        @Override
        public void add(SeriesKey key, Reading reading) throws StoreException {
            StorableRule.checkTime(reading);
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
        final void flush() throws StoreException {
            if (count == 0) {
                return;
            }
            stored = stored.plus(write(this::storeWaiting));
            waiting.values().forEach(ReadingColumns::clear);
            count = 0;
        }

        Stored storeWaiting(Changes changes) throws SQLException, StoreException {
            var total = Stored.NOTHING;
            for (var entry : waiting.entrySet()) {
                if (!entry.getValue().isEmpty()) {
                    changes.seal(entry.getKey());
                    total = total.plus(changes.store(entry.getKey(), entry.getValue().sorted(), Stretches.NONE,
                            runs(entry.getKey())));
                }
            }
            return total;
        }

        Writer.Runs runs(SeriesKey key) {
            return Writer.NOT_HEARD;
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
                flush();
            }
        }
    }

    private final class LoggedBulk extends Bulk implements ImportLog {
        private final ImportJournal.Open journal;

        LoggedBulk(ImportJournal.Open journal) {
            this.journal = journal;
        }

        @Override
        public long id() {
            return journal.id();
        }

        @Override
        Writer.Runs runs(SeriesKey key) {
            return (first, last, readings) -> journal.added(key, first, last, readings);
        }

        @Override
        Stored storeWaiting(Changes changes) throws SQLException, StoreException {
            journal.begin();
            var total = super.storeWaiting(changes);
            journal.write(writing, changes.states);
            changes.onCommit(journal::committed);
            return total;
        }

        @Override
        public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
            flush();
            var before = stored();
            for (var entry : batch.entrySet()) {
                for (var reading : entry.getValue()) {
                    add(entry.getKey(), reading);
                }
            }
            flush();
            var after = stored();
            return new Stored(after.stored() - before.stored(), after.same() - before.same(),
                    after.conflicting() - before.conflicting());
        }

        @Override
        public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
            return SqliteReadingStore.this.appendHistory(key, blocks, Optional.of(journal));
        }

        @Override
        public Note saveNote(Note note) throws StoreException {
            return write(changes -> {
                var saved = Notebook.save(writing, note);
                ImportJournal.note(writing, journal.id(), saved);
                return saved;
            });
        }

        @Override
        public void expect(SeriesKey key, long nominalMillis) {
            SqliteReadingStore.this.expect(key, nominalMillis);
        }

        @Override
        public void close() throws StoreException {
            try {
                super.close();
            } finally {
                if (openImport == journal.id()) {
                    openImport = 0;
                    write(changes -> {
                        ImportJournal.forgetIfEmpty(writing, journal.id());
                        return journal;
                    });
                }
            }
        }
    }

    @Override
    public List<ImportRow> imports() throws StoreException {
        return read(ImportJournal::rows);
    }

    @Override
    public void undoImport(long id, Consumer<Double> progress) throws StoreException {
        if (id == openImport) {
            throw new IllegalStateException("import " + id + " is going on");
        }
        write(changes -> {
            var row = ImportJournal.find(writing, id)
                    .orElseThrow(() -> new IllegalArgumentException("import " + id));
            if (!row.undone()) {
                var runs = ImportJournal.runs(writing, id);
                for (var state : List.copyOf(series.values())) {
                    if (runs.containsKey(state.id())) {
                        checkRuns(row, state, runs.get(state.id()));
                    }
                }
                double total = Math.max(1, row.readings());
                long done = 0;
                for (var state : List.copyOf(series.values())) {
                    var own = runs.getOrDefault(state.id(), List.of());
                    dropRuns(changes, state.key(), ImportJournal.stretches(own), done / total, progress);
                    done += own.stream().mapToLong(ImportJournal.Run::readings).sum();
                    progress.accept(Math.min(1, done / total));
                }
                ImportJournal.takeBackBlocks(writing, id);
                ImportJournal.removeNotes(writing, id);
                ImportJournal.markUndone(writing, id);
                changes.past();
            }
            return row;
        });
    }

    /** Looks whether the runs hold what the import put there, and nothing else. */
    private void checkRuns(ImportRow row, SeriesState state, List<ImportJournal.Run> runs)
            throws SQLException, StoreException {
        var columns = new ReadingColumns();
        long columnsDay = -1;
        for (var run : runs) {
            long count = 0;
            for (long day : writing.raw().chunkDays(state, run.firstMillis(), run.lastMillis() + 1)) {
                long start = day * Days.MILLIS;
                if (run.firstMillis() <= start && run.lastMillis() >= start + Days.MILLIS - 1) {
                    count += writing.raw().readingsOf(state, day);
                    continue;
                }
                if (day != columnsDay) {
                    writing.raw().readChunk(state, day, columns);
                    columnsDay = day;
                }
                count += columns.indexAtOrAfter(run.lastMillis() + 1) - columns.indexAtOrAfter(run.firstMillis());
            }
            if (count != run.readings()) {
                throw ImportJournal.inBetween(writing, row, state, run);
            }
        }
    }

    /** Takes readings out, some weeks at a time, to tell how far it is and to hear that it is to stop. */
    private void dropRuns(Changes changes, SeriesKey key, Stretches runs, double partDone, Consumer<Double> progress)
            throws SQLException, StoreException {
        var rest = runs;
        while (!rest.isEmpty()) {
            long until = (Days.of(rest.first()) + DAYS_AT_ONCE) * Days.MILLIS;
            changes.store(key, new ReadingColumns(), rest.within(Long.MIN_VALUE, until), Writer.NOT_HEARD);
            rest = rest.within(until, Long.MAX_VALUE);
            progress.accept(partDone);
        }
    }

    @Override
    public void replace(SeriesKey key, TimeRange range, List<Reading> replacement) throws StoreException {
        var incoming = new ReadingColumns();
        for (var reading : replacement) {
            StorableRule.checkTime(reading);
            if (!range.contains(reading.time())) {
                throw new IllegalArgumentException(reading.time() + " is not in " + range);
            }
            incoming.add(reading);
        }
        write(changes -> {
            var state = changes.series(key);
            writing.raw().deleteHot(state, range.startMillis(), range.endMillis());
            changes.store(key, incoming.sorted(), Stretches.of(range.startMillis(), range.endMillis()),
                    Writer.NOT_HEARD);
            changes.past();
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
        return read(() -> zone, (session, unused) -> action.run(session));
    }

    private <T> List<T> readSeries(SeriesKey key, ReaderPool.Reading<SeriesState, List<T>> action)
            throws StoreException {
        if (known(key).isEmpty()) {
            checkOpen();
            return List.of();
        }
        return read(() -> known(key), (session, state) -> state.isPresent()
                ? action.run(session, state.get())
                : List.of());
    }

    private <S, T> T read(Supplier<S> known, ReaderPool.Reading<S, T> action) throws StoreException {
        return readers.read(known, action);
    }

    private Optional<SeriesState> known(SeriesKey key) {
        return Optional.ofNullable(series.get(key)).filter(state -> !state.isEmpty());
    }

    @Override
    public void forEachReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        if (!known(key).map(state -> state.edits().touch(range.startMillis(), range.endMillis())).orElse(false)) {
            forEachRawReading(key, range, action);
            return;
        }
        var columns = new ReadingColumns();
        for (long day : readSeries(key, (session, state) -> List.copyOf(
                session.edited().days(state, range.startMillis(), range.endMillis(), true)))) {
            long start = Math.max(day * Days.MILLIS, range.startMillis());
            long end = Math.min((day + 1) * Days.MILLIS, range.endMillis());
            columns.clear();
            readSeries(key, (session, state) -> {
                session.edited().scan(state, start, end, copyInto(columns));
                return List.of();
            });
            for (int index = 0; index < columns.size(); index++) {
                action.accept(columns.reading(index));
            }
        }
    }

    private static RawReadings.Sink copyInto(ReadingColumns columns) {
        return (scanned, first, last) -> {
            for (int index = first; index < last; index++) {
                columns.addFrom(scanned, index);
            }
        };
    }

    @Override
    public void forEachRawReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        var state = known(key);
        if (state.isEmpty()) {
            return;
        }
        // a snapshot for each day, so that a slow consumer does not keep the log from being folded into the file
        var columns = new ReadingColumns();
        long at = Math.max(range.startMillis(), 0);
        while (at < Math.min(range.endMillis(), Days.END_OF_TIME)) {
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
        var next = session.raw().nextInstant(state, from);
        if (next.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long end = (Days.of(next.get()) + 1) * Days.MILLIS;
        session.raw().scan(state, from, Math.min(to, end), copyInto(columns));
        return end;
    }

    @Override
    public Optional<Reading> latest(SeriesKey key) throws StoreException {
        return readSeries(key, (session, state) -> {
            var current = session.series().recount(state, true);
            var found = new ArrayList<Reading>(1);
            RawReadings.Sink take = (columns, first, last) -> found.add(columns.reading(last - 1));
            if (current.edits().isEmpty()) {
                session.edited().scan(current, current.last(), current.last() + 1, take);
                return found;
            }
            for (long day : session.edited().days(current, 0, Days.END_OF_TIME, true).reversed()) {
                session.edited().scan(current, day * Days.MILLIS, (day + 1) * Days.MILLIS, take);
                if (!found.isEmpty()) {
                    return List.of(found.getLast());
                }
            }
            return found;
        }).stream().findFirst();
    }

    @Override
    public List<Bucket> buckets(SeriesKey key, TimeRange range, Resolution resolution) throws StoreException {
        var buckets = new ArrayList<Bucket>();
        forEachSum(key, range, resolution, BucketCodec.into(buckets));
        return List.copyOf(buckets);
    }

    @Override
    public void forEachSum(SeriesKey key, TimeRange range, Resolution resolution, SumAction action)
            throws StoreException {
        readSeries(key, (session, state) -> {
            long from = Math.max(range.startMillis(), -KeptSums.pageMillis(resolution));
            long to = Math.min(range.endMillis(), Days.END_OF_TIME);
            if (from < to) {
                var cuts = session.cuts(resolution);
                // of a bucket that begins before the range, and so is not asked for, nothing may be cut off either
                session.sums().forEachSum(state, resolution, cuts.startOf(from), cuts.endOf(to - 1),
                        (start, end, readings, covered, min, max, integral, estimated) -> {
                            if (start >= range.startMillis()) {
                                action.sum(start, end, readings, covered, min, max, integral, estimated);
                            }
                        });
            }
            return List.of();
        });
    }

    @Override
    public List<Bucket> query(SeriesKey key, TimeRange range, int maxBuckets) throws StoreException {
        if (maxBuckets < 1) {
            throw new IllegalArgumentException("at most " + maxBuckets + " buckets");
        }
        return readSeries(key, (session, state) -> QueryStep.query(session, state, range.startMillis(),
                range.endMillis(), maxBuckets));
    }

    @Override
    public Verification verify(Consumer<Double> progress) throws StoreException {
        sealAll();
        return read(this::states, (session, states) -> {
            double readings = Math.max(1, states.stream().mapToLong(SeriesState::sealed).sum());
            var check = new SumsCheck(session);
            check.checkStructure();
            for (var state : states) {
                check.check(state, done -> progress.accept(Math.min(1, done / readings)));
            }
            progress.accept(1.0);
            return check.result();
        });
    }

    private List<SeriesState> states() {
        return series.values().stream().filter(state -> !state.isEmpty())
                .sorted(Comparator.comparing(SeriesState::key)).toList();
    }

    @Override
    public void rebuild(Consumer<Double> progress) throws StoreException {
        sealAll();
        var states = states();
        double total = Math.max(1, states.stream().mapToLong(SeriesState::sealed).sum());
        long done = 0;
        for (var state : states) {
            var days = readSeries(state.key(), (session, current) -> List.copyOf(session.edited().daysOfSums(current)));
            for (int from = 0; from < days.size(); from += DAYS_AT_ONCE) {
                progress.accept(Math.min(1, (done + (double) state.sealed() * from / days.size()) / total));
                var some = days.subList(from, Math.min(days.size(), from + DAYS_AT_ONCE));
                write(changes -> {
                    if (series.containsKey(state.key())) {
                        writer.recomputeDays(changes.series(state.key()), some);
                        changes.past();
                    }
                    return state;
                });
            }
            write(changes -> {
                if (series.containsKey(state.key())) {
                    writer.remakeCoarse(changes.series(state.key()));
                }
                return state;
            });
            done += state.sealed();
        }
        progress.accept(1.0);
    }

    @Override
    public void backup(Path target, Consumer<Double> progress) throws StoreException {
        checkOpen();
        OutputFile.refuseAsBackup(target);
        Backups.copy(file, target, progress);
    }

    // meters

    private List<SeriesState> seriesOf(String meter) {
        return series.values().stream().filter(state -> state.key().meter().equals(meter)).toList();
    }

    @Override
    public MeterContent contentOf(String meter) throws StoreException {
        return read(() -> seriesOf(meter), (session, known) -> new MeterDeletion(session, meter, known).count());
    }

    @Override
    public MeterContent deleteMeter(String meter, Map<String, String> texts) throws StoreException {
        var content = write(changes -> {
            if (bulkOpen.get()) {
                // It would go on to add to what is deleted.
                throw StoreFile.problem(StoreException.Kind.OTHER, "importGoesOn", null, meter);
            }
            var known = seriesOf(meter);
            var deletion = new MeterDeletion(writing, meter, known);
            var counted = deletion.count();
            deletion.run();
            for (var text : texts.entrySet()) {
                writing.update("INSERT OR REPLACE INTO document VALUES (?, ?)", text.getKey(), text.getValue());
            }
            known.forEach(changes::delete);
            return counted;
        });
        expected.keySet().removeIf(key -> key.meter().equals(meter));
        texts.forEach((name, text) -> keep(name, Optional.of(text)));
        return content;
    }

    // corrections

    @Override
    public Edit edit(Edit edit) throws StoreException {
        if (edit.id() != 0) {
            throw new IllegalArgumentException("edit " + edit.id() + " was made before");
        }
        return write(changes -> {
            var state = changes.series(edit.series());
            writing.update(
                    "INSERT INTO edit (series, start_millis, end_millis, kind, factor, shift_millis, made_millis,"
                            + " undone, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    state.id(), edit.range().startMillis(),
                    edit.range().endMillis(), edit.kind().name(), edit.factor().toPlainString(),
                    edit.shift().toMillis(), edit.made().toEpochMilli(), edit.undone(), edit.reason());
            var kept = new Edit(writing.lastId(), edit.series(), edit.range(), edit.kind(), edit.factor(),
                    edit.shift(), edit.made(), edit.undone(), edit.reason());
            follow(changes, kept);
            return kept;
        });
    }

    @Override
    public void setUndone(long editId, boolean undone) throws StoreException {
        write(changes -> {
            var edit = writing.series().edits().stream().filter(each -> each.id() == editId).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("edit " + editId));
            if (edit.undone() != undone) {
                writing.update("UPDATE edit SET undone = ? WHERE id = ?", undone, editId);
                follow(changes, edit);
            }
            return edit;
        });
    }

    /** Brings sums up to date with an edit that counts now, or no longer. */
    private void follow(Changes changes, Edit edit) throws SQLException, StoreException {
        var state = changes.series(edit.series());
        var edits = writing.series().activeEdits(state);
        var range = Stretches.of(edit.range().startMillis(), edit.range().endMillis());
        var reached = edits.after(edit.id()).reachedFrom(range.plus(range.shifted(edit.shift().toMillis())));
        writer.recompute(changes.settings(state, state.firstChannelOnly(), edits), reached);
    }

    @Override
    public List<Edit> edits() throws StoreException {
        return read(session -> session.series().edits());
    }

    @Override
    public void setFirstChannelOnly(SeriesKey key, boolean firstChannelOnly) throws StoreException {
        if (firstChannelOnly == firstChannelOnly().contains(key)) {
            return;
        }
        write(changes -> {
            var state = changes.series(key);
            writing.update("UPDATE series SET first_channel_only = ? WHERE id = ?", firstChannelOnly, state.id());
            writer.recompute(changes.settings(state, firstChannelOnly, state.edits()),
                    Stretches.of(0, Days.END_OF_TIME));
            return state;
        });
    }

    @Override
    public Set<SeriesKey> firstChannelOnly() {
        var keys = new TreeSet<SeriesKey>();
        for (var state : series.values()) {
            if (state.firstChannelOnly()) {
                keys.add(state.key());
            }
        }
        return Collections.unmodifiableSet(keys);
    }

    // notes and documents

    @Override
    public List<Note> notes(TimeRange range) throws StoreException {
        return read(session -> Notebook.notes(session, range));
    }

    @Override
    public void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        read(session -> {
            Notebook.forEachNote(session, range, action);
            return range;
        });
    }

    @Override
    public Note saveNote(Note note) throws StoreException {
        return write(changes -> Notebook.save(writing, note));
    }

    @Override
    public void removeNote(long id) throws StoreException {
        write(changes -> writing.update("DELETE FROM note WHERE id = ?", id));
    }

    @Override
    public Optional<String> document(String name) throws StoreException {
        synchronized (documents) {
            var kept = documents.get(name);
            if (kept == null) {
                kept = read(session -> Notebook.document(session, name));
                documents.put(name, kept);
            }
            return kept;
        }
    }

    @Override
    public void expect(SeriesKey key, long nominalMillis) {
        if (!series.containsKey(key)) {
            expected.putIfAbsent(key, Math.clamp(nominalMillis, 1, LONGEST_NOMINAL_MILLIS));
        }
    }

    @Override
    public long nominalMillis(SeriesKey key) {
        var state = series.get(key);
        return state != null
                ? state.nominalMillis()
                : expected.getOrDefault(key, key.quantity() == Quantity.TEMPERATURE
                        ? TEMPERATURE_NOMINAL_MILLIS
                        : ELECTRICAL_NOMINAL_MILLIS);
    }

    @Override
    public void saveDocument(String name, String text) throws StoreException {
        write(changes -> writing.update("INSERT OR REPLACE INTO document VALUES (?, ?)", name, text));
        keep(name, Optional.of(text));
    }

    @Override
    public void removeDocument(String name) throws StoreException {
        write(changes -> writing.update("DELETE FROM document WHERE name = ?", name));
        keep(name, Optional.empty());
    }

    /** After it is written: whoever read it meanwhile may have put the former one there. */
    private void keep(String name, Optional<String> text) {
        synchronized (documents) {
            documents.put(name, text);
        }
    }

    // the meter's memory

    @Override
    public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
        return appendHistory(key, blocks, Optional.empty());
    }

    private int appendHistory(SeriesKey key, List<HistoryBlock> blocks, Optional<ImportJournal.Open> journal)
            throws StoreException {
        if (key.quantity() != Quantity.POWER) {
            throw new IllegalArgumentException("a meter remembers no " + key.quantity());
        }
        if (blocks.isEmpty()) {
            return 0;
        }
        return write(changes -> {
            var state = changes.series(key);
            int changed = 0;
            for (var block : blocks) {
                var near = MemoryRows.blocks(writing, state, block.span(),
                        block.startMillis() - block.lengthMillis() + 1,
                        block.endMillis());
                var former = near.stream().filter(one -> one.startMillis() == block.startMillis()).findFirst();
                if ((former.isEmpty() || !former.get().equals(block)) && !block.isToldByOthers(near)) {
                    writing.update("INSERT OR REPLACE INTO history (series, span, start_millis, end_millis, watt_hours)"
                            + " VALUES (?, ?, ?, ?, ?)", state.id(), block.span().name(), block.startMillis(),
                            block.endMillis(), block.wattHours());
                    changed++;
                    if (journal.isPresent()) {
                        journal.get().block(writing, state, block, former);
                    }
                }
            }
            if (changed > 0) {
                changes.past();
            }
            if (journal.isPresent()) {
                journal.get().begin();
                journal.get().write(writing, changes.states);
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
        return read(session -> MemoryRows.blocks(session, state, span, range.startMillis(), range.endMillis()));
    }

    @Override
    public Optional<TimeRange> historyRange(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        var state = series.get(key);
        return state == null ? Optional.empty() : read(session -> MemoryRows.range(session, state, span, range));
    }

    @Override
    public Map<Long, Long> importedHistory(SeriesKey key) throws StoreException {
        var state = series.get(key);
        return state == null ? Map.of() : read(session -> ImportJournal.blocksKept(session, state));
    }

    @Override
    public List<SeriesKey> seriesWithHistory() throws StoreException {
        return read(session -> DecodedRows.of("series", session.rows("SELECT id, meter, sensor, quantity FROM series"
                + " WHERE EXISTS (SELECT 1 FROM history WHERE history.series = series.id)"
                + " ORDER BY meter, quantity, sensor"), row -> DecodedRows.key(row, 2)));
    }

    // sources and figures

    @Override
    public List<SourceRow> sources() throws StoreException {
        return read(session -> DecodedRows.of("source",
                session.rows("SELECT position, id, meter, address, enabled FROM source ORDER BY position"),
                row -> new SourceRow(row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5))));
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
