package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.RangeSet;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;

/** Imports, each of which can be undone as a whole. */
final class LoggedImports {

    private final Transactions transactions;
    private final Appends appends;
    private final MeterMemories memory;
    private volatile long openImport;

    LoggedImports(Transactions transactions, Appends appends, MeterMemories memory) {
        this.transactions = transactions;
        this.appends = appends;
        this.memory = memory;
    }

    ImportLog start(String name, Instant at) throws StoreException {
        appends.openBulk();
        try {
            openImport = transactions.write(changes -> ImportJournal.begin(changes.session(), name, at));
            return new LoggedBulk(new ImportJournal.Open(openImport));
        } catch (StoreException | RuntimeException e) {
            appends.bulkClosed();
            throw e;
        }
    }

    private final class LoggedBulk extends Bulk implements ImportLog {
        private final ImportJournal.Open journal;

        LoggedBulk(ImportJournal.Open journal) {
            super(transactions, appends::bulkClosed);
            this.journal = journal;
        }

        @Override
        public long id() {
            return journal.id();
        }

        @Override
        ChunkWriter.Runs runs(SeriesKey key) {
            return (first, last, readings) -> journal.added(key, first, last, readings);
        }

        @Override
        Map<SeriesKey, Stored> storeWaiting(Changes changes) throws SQLException, StoreException {
            journal.begin();
            var storedNow = super.storeWaiting(changes);
            journal.write(changes.session(), changes.states());
            changes.onCommit(journal::committed);
            return storedNow;
        }

        @Override
        public Map<SeriesKey, Stored> append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
            flush();
            var before = new HashMap<SeriesKey, Stored>();
            batch.keySet().forEach(key -> before.put(key, stored(key)));
            for (var entry : batch.entrySet()) {
                for (var reading : entry.getValue()) {
                    add(entry.getKey(), reading);
                }
            }
            flush();
            var storedNow = new HashMap<SeriesKey, Stored>();
            before.forEach((key, former) -> storedNow.put(key, stored(key).minus(former)));
            return storedNow;
        }

        @Override
        public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
            return memory.append(key, blocks, Optional.of(journal));
        }

        @Override
        public Note saveNote(Note note) throws StoreException {
            return transactions.write(changes -> {
                var saved = NoteRows.save(changes.session(), note);
                ImportJournal.note(changes.session(), journal.id(), saved);
                return saved;
            });
        }

        @Override
        public void expect(SeriesKey key, long nominalMillis) {
            transactions.intervals().expect(key, nominalMillis);
        }

        @Override
        public void close() throws StoreException {
            try {
                super.close();
            } finally {
                if (openImport == journal.id()) {
                    openImport = 0;
                    transactions.write(changes -> {
                        ImportJournal.forgetIfEmpty(changes.session(), journal.id());
                        return journal;
                    });
                }
            }
        }
    }

    List<ImportRow> list() throws StoreException {
        return transactions.read((session, known) -> ImportJournal.rows(session));
    }

    void undo(long id, Consumer<Double> progress) throws StoreException {
        if (id == openImport) {
            throw new IllegalStateException("import " + id + " is going on");
        }
        transactions.write(changes -> {
            var row = ImportJournal.find(changes.session(), id)
                    .orElseThrow(() -> new IllegalArgumentException("import " + id));
            if (!row.undone()) {
                var runs = ImportJournal.runs(changes.session(), id);
                for (var state : transactions.known().all()) {
                    if (runs.containsKey(state.id())) {
                        checkRuns(changes.session(), row, state, runs.get(state.id()));
                    }
                }
                double total = Math.max(1, row.readings());
                long done = 0;
                for (var state : transactions.known().all()) {
                    var own = runs.getOrDefault(state.id(), List.of());
                    dropRuns(changes, state.key(), ImportJournal.ranges(own), done / total, progress);
                    done += own.stream().mapToLong(ImportJournal.Run::readings).sum();
                    progress.accept(Math.min(1, done / total));
                }
                ImportJournal.takeBackBlocks(changes.session(), id);
                ImportJournal.removeNotes(changes.session(), id);
                ImportJournal.markUndone(changes.session(), id);
                changes.past();
            }
            return row;
        });
    }

    /** Looks whether the runs hold what the import put there, and nothing else. */
    private static void checkRuns(Session session, ImportRow row, SeriesState state, List<ImportJournal.Run> runs)
            throws SQLException, StoreException {
        var columns = new ReadingColumns();
        long columnsDay = -1;
        for (var run : runs) {
            long count = 0;
            for (long day : session.content().raw().chunkDays(state, run.firstMillis(), run.lastMillis() + 1)) {
                long start = day * Days.MILLIS;
                if (run.firstMillis() <= start && run.lastMillis() >= start + Days.MILLIS - 1) {
                    count += session.content().raw().readingsOf(state, day);
                    continue;
                }
                if (day != columnsDay) {
                    session.content().raw().readChunk(state, day, columns);
                    columnsDay = day;
                }
                count += columns.indexAtOrAfter(run.lastMillis() + 1) - columns.indexAtOrAfter(run.firstMillis());
            }
            if (count != run.readings()) {
                throw ImportJournal.inBetween(session, row, state, run);
            }
        }
    }

    /** Takes readings out, some weeks at a time, to tell how far it is and to hear that it is to stop. */
    private static void dropRuns(Changes changes, SeriesKey key, RangeSet runs, double partDone,
            Consumer<Double> progress) throws SQLException, StoreException {
        var rest = runs;
        while (!rest.isEmpty()) {
            long until = (Days.of(rest.first()) + Days.AT_ONCE) * Days.MILLIS;
            changes.store(key, new ReadingColumns(), rest.within(Long.MIN_VALUE, until), ChunkWriter.NOT_RECEIVED);
            rest = rest.within(until, Long.MAX_VALUE);
            progress.accept(partDone);
        }
    }
}
