package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.currentcost.store.engine.RangeSet;
import org.currentcost.store.engine.ReadingColumns;

/** Readings that wait to be stored, of all series in one transaction, and half a million at most. For one thread. */
class Bulk implements BulkAppend {

    /** So many readings go into a commit of an import: twelve megabytes of memory, and less than a second of work. */
    private static final int BULK_READINGS = 1 << 19;

    private final Transactions transactions;
    private final Runnable whenClosed;
    private final Map<SeriesKey, ReadingColumns> waiting = new LinkedHashMap<>();
    private SeriesKey lastKey;
    private ReadingColumns lastColumns;
    private int count;
    private final Map<SeriesKey, Stored> stored = new LinkedHashMap<>();
    private boolean done;

    /** @param whenClosed runs when nothing more is added, before what waits is written */
    Bulk(Transactions transactions, Runnable whenClosed) {
        this.transactions = transactions;
        this.whenClosed = whenClosed;
    }

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
        transactions.write(this::storeWaiting).forEach((key, more) -> stored.merge(key, more, Stored::plus));
        waiting.values().forEach(ReadingColumns::clear);
        count = 0;
    }

    Map<SeriesKey, Stored> storeWaiting(Changes changes) throws SQLException, StoreException {
        var storedNow = new LinkedHashMap<SeriesKey, Stored>();
        for (var entry : waiting.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                changes.seal(entry.getKey());
                storedNow.put(entry.getKey(), changes.store(entry.getKey(), entry.getValue().sorted(), RangeSet.NONE,
                        runs(entry.getKey())));
            }
        }
        return storedNow;
    }

    ChunkWriter.Runs runs(SeriesKey key) {
        return ChunkWriter.NOT_RECEIVED;
    }

    @Override
    public Stored stored() {
        return stored.values().stream().reduce(Stored.NOTHING, Stored::plus);
    }

    /** {@return what became of the readings of a series until now} */
    final Stored stored(SeriesKey key) {
        return stored.getOrDefault(key, Stored.NOTHING);
    }

    @Override
    public void close() throws StoreException {
        if (!done) {
            done = true;
            whenClosed.run();
            flush();
        }
    }
}
