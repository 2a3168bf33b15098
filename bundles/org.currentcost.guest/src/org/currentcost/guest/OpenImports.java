package org.currentcost.guest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.currentcost.guest.OwnerProtocol.Batch;
import org.currentcost.guest.OwnerProtocol.StoredOf;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;

/** The imports that a guest has under way, by its own numbers. Safe for all threads. */
final class OpenImports implements AutoCloseable {

    private final Supplier<ReadingStore> store;
    private final ImportGate gate;
    private final Map<Long, BulkAppend> open = new HashMap<>();
    private boolean closed;

    /** @param store asked for each time @param gate through which they begin */
    OpenImports(Supplier<ReadingStore> store, ImportGate gate) {
        this.store = store;
        this.gate = gate;
    }

    /** Something that is done with an import. */
    @FunctionalInterface
    interface Step<T> {
        T take(ImportLog log) throws StoreException;
    }

    long start(long number, String name, Instant at) throws StoreException {
        return gate.pass(() -> {
            var log = store.get().startImport(name, at);
            keep(number, log);
            return log.id();
        });
    }

    void startBulk(long number) throws StoreException {
        gate.pass(() -> {
            keep(number, store.get().bulkAppend());
            return true;
        });
    }

    private void keep(long number, BulkAppend bulk) throws StoreException {
        BulkAppend tooMany;
        synchronized (this) {
            tooMany = closed ? bulk : open.put(number, bulk);
        }
        if (tooMany != null) {
            tooMany.close();
        }
    }

    private synchronized BulkAppend get(long number) {
        var bulk = open.get(number);
        if (bulk == null) {
            throw new IllegalArgumentException("import " + number);
        }
        return bulk;
    }

    Stored add(long number, Batch batch) throws StoreException {
        var bulk = get(number);
        synchronized (bulk) {
            for (var part : batch.parts()) {
                for (var reading : part.readings().list()) {
                    bulk.add(part.series(), reading);
                }
            }
            return bulk.stored();
        }
    }

    List<StoredOf> append(long number, Batch batch) throws StoreException {
        return ofImport(number, log -> {
            var result = new ArrayList<StoredOf>();
            log.append(batch.map()).forEach((series, stored) -> result.add(new StoredOf(series, stored)));
            return result;
        });
    }

    <T> T ofImport(long number, Step<T> step) throws StoreException {
        if (get(number) instanceof ImportLog log) {
            synchronized (log) {
                return step.take(log);
            }
        }
        throw new IllegalArgumentException("import " + number);
    }

    Stored close(long number) throws StoreException {
        var bulk = get(number);
        synchronized (bulk) {
            try {
                bulk.close();
                return bulk.stored();
            } finally {
                synchronized (this) {
                    open.remove(number);
                }
            }
        }
    }

    synchronized boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /** Ends what was begun; what came is kept, and can be undone. Never throws. */
    @Override
    public void close() {
        List<BulkAppend> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open.values());
        }
        for (var bulk : left) {
            synchronized (bulk) {
                try {
                    bulk.close();
                } catch (StoreException | IllegalStateException e) {
                    // Its guest can't hear it any more, or the store is closed; what was committed is there, and can be
                    // undone.
                    continue;
                }
            }
        }
        synchronized (this) {
            open.clear();
        }
    }
}
