package org.currentcost.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<SeriesKey, Long> expected = new HashMap<>();
    private final Ahead<Map<SeriesKey, Stored>, StoreException> batch = new Ahead<>("import-storing",
            StoreException.class);

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
        var expectedNow = Map.copyOf(expected);
        expected.clear();
        batch.begin(() -> {
            expectedNow.forEach(log::expect);
            return log.append(readings);
        });
        return before;
    }

    /** Says how far apart the readings of a series come, before the next batch: the log is for one thread at a time. */
    void expect(SeriesKey series, long nominalMillis) {
        expected.put(series, nominalMillis);
    }

    /** Waits until nothing is being stored. @return what became of the last batch, once */
    Map<SeriesKey, Stored> await() throws StoreException {
        return batch.await().orElse(Map.of());
    }

    /** Ends the thread; a batch that is being stored is stored before. */
    @Override
    public void close() {
        batch.close();
    }
}
