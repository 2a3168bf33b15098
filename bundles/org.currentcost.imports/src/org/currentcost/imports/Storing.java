package org.currentcost.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;

/**
 * Stores what an import brings, on a thread of its own, while the next readings are read and understood. One batch is
 * stored at a time, so that two are the most that is in memory. To be used by one thread.
 */
final class Storing implements AutoCloseable {

    private final ImportLog log;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("import-storing").factory());
    private Future<Map<SeriesKey, Stored>> batch = CompletableFuture.completedFuture(Map.of());

    /** @param log where to; it is closed by whoever opened it, after this */
    Storing(ImportLog log) {
        this.log = log;
    }

    /**
     * Begins to store a batch as soon as the one before is stored.
     *
     * @param readings by series; not to be changed any more
     * @return what became of the batch before
     * @throws StoreException if that one could not be stored
     */
    Map<SeriesKey, Stored> store(Map<SeriesKey, List<Reading>> readings) throws StoreException {
        var before = await();
        batch = thread.submit(() -> append(readings));
        return before;
    }

    private Map<SeriesKey, Stored> append(Map<SeriesKey, List<Reading>> readings) throws StoreException {
        var stored = new LinkedHashMap<SeriesKey, Stored>();
        for (var entry : readings.entrySet()) {
            stored.put(entry.getKey(), log.append(Map.of(entry.getKey(), entry.getValue())));
        }
        return stored;
    }

    /** Waits until nothing is being stored. @return what became of the last batch, once */
    Map<SeriesKey, Stored> await() throws StoreException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    var stored = batch.get();
                    batch = CompletableFuture.completedFuture(Map.of());
                    return stored;
                } catch (InterruptedException e) {
                    // A batch is stored or not, never left half done.
                    interrupted = true;
                } catch (ExecutionException e) {
                    batch = CompletableFuture.completedFuture(Map.of());
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static StoreException failure(Throwable cause) {
        return switch (cause) {
            case StoreException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }

    /** Ends the thread; a batch that is being stored is stored before. */
    @Override
    public void close() {
        thread.close();
    }
}
