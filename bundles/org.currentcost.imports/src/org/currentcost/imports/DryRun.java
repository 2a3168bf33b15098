package org.currentcost.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;

/**
 * Compares readings with those in a store and with one another, as storing them would.
 * <p>
 * The readings of an import come in batches, and a reading may come again in a later batch. As long as each batch lies
 * behind the one before it, up to an hour of disorder, that can't be; this is so for nearly all files. For others the
 * comparison is done again with a store of its own that remembers what came.
 */
final class DryRun implements AutoCloseable {

    private static final long DAY_MILLIS = 86_400_000;
    private static final long DISORDER_MILLIS = 3_600_000;

    private final ReadingStore store;
    private final Optional<ReadingStore> memory;
    private final Map<SeriesKey, Long> compared = new HashMap<>();

    /** Readings come again from a time that was left behind. */
    static final class OutOfOrder extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Compares with {@code store}, in one go. */
    DryRun(ReadingStore store) {
        this(store, Optional.empty());
    }

    private DryRun(ReadingStore store, Optional<ReadingStore> memory) {
        this.store = store;
        this.memory = memory;
    }

    /** {@return one that takes readings in any order} */
    @SuppressWarnings("resource") // the memory is closed with what is returned
    static DryRun withMemory(ReadingStore store) throws StoreException {
        return new DryRun(store, Optional.of(store.openTrial()));
    }

    /**
     * {@return what would become of the readings}
     *
     * @param readings in the order in which they came; those that are not compared yet stay in the list
     * @param last     whether this is all
     * @throws OutOfOrder if that can't be said without a memory
     */
    Stored compare(SeriesKey series, List<Reading> readings, boolean last) throws StoreException {
        readings.sort(Comparator.comparingLong(Reading::timeMillis));
        int to = readings.size();
        if (memory.isEmpty()) {
            if (compared.getOrDefault(series, Long.MIN_VALUE) >= readings.getFirst().timeMillis()) {
                throw new OutOfOrder();
            }
            long recent = readings.getLast().timeMillis() - DISORDER_MILLIS;
            while (!last && to > readings.size() / 2 && readings.get(to - 1).timeMillis() > recent) {
                to--;
            }
            while (to < readings.size() && readings.get(to).timeMillis() == readings.get(to - 1).timeMillis()) {
                to++;
            }
            compared.put(series, readings.get(to - 1).timeMillis());
        }
        var now = readings.subList(0, to);
        var stored = compare(series, now);
        now.clear();
        return stored;
    }

    private Stored compare(SeriesKey series, List<Reading> readings) throws StoreException {
        var total = Stored.NOTHING;
        var fresh = new ArrayList<Reading>();
        int from = 0;
        while (from < readings.size()) {
            long day = Math.floorDiv(readings.get(from).timeMillis(), DAY_MILLIS);
            int to = from;
            while (to < readings.size() && readings.get(to).timeMillis() < (day + 1) * DAY_MILLIS) {
                to++;
            }
            var there = new ArrayList<Reading>();
            store.forEachRawReading(series,
                    TimeRange.ofMillis(readings.get(from).timeMillis(), readings.get(to - 1).timeMillis() + 1),
                    there::add);
            total = total.plus(compareDay(there, readings.subList(from, to), fresh));
            from = to;
        }
        return memory.isEmpty() || fresh.isEmpty()
                ? total.plus(new Stored(fresh.stream().mapToLong(Reading::channelCount).sum(), 0, 0))
                : total.plus(memory.get().append(Map.of(series, fresh)));
    }

    /**
     * @param there what is stored, by time
     * @param fresh gets those readings for whose time nothing is stored; without a memory each time once
     * @return what became of the others
     */
    private Stored compareDay(List<Reading> there, List<Reading> readings, List<Reading> fresh) {
        var total = Stored.NOTHING;
        int next = 0;
        for (var reading : readings) {
            while (next < there.size() && there.get(next).timeMillis() < reading.timeMillis()) {
                next++;
            }
            if (next < there.size() && there.get(next).timeMillis() == reading.timeMillis()) {
                total = total.plus(again(there.get(next), reading));
            } else if (memory.isEmpty() && !fresh.isEmpty()
                    && fresh.getLast().timeMillis() == reading.timeMillis()) {
                total = total.plus(again(fresh.getLast(), reading));
            } else {
                fresh.add(reading);
            }
        }
        return total;
    }

    private static Stored again(Reading first, Reading other) {
        return first.equals(other)
                ? new Stored(0, other.channelCount(), 0)
                : new Stored(0, 0, other.channelCount());
    }

    @Override
    public void close() {
        memory.ifPresent(ReadingStore::close);
    }
}
