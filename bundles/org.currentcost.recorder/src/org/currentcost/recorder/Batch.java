package org.currentcost.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.ReadingWriter.StoredListener;
import org.currentcost.store.DocumentStore;
import org.currentcost.store.MeterMemoryStore;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/**
 * Readings and blocks of a meter's memory that are written together. What the store can't take now, be it all or that
 * of a single series, is left to be tried again; what it never will is set aside, and keeps nothing else waiting. Not
 * safe for several threads.
 */
final class Batch {

    /** A reading that waits, and whose it is. */
    record Waiting(SeriesKey series, Reading reading, StoredListener listener) {
    }

    /** A block is told again and again: only its latest telling waits, so that what waits is bounded. */
    private record BlockKey(HistorySpan span, long startMillis) {
    }

    private final ArrayDeque<Waiting> readings = new ArrayDeque<>();
    private final Map<SeriesKey, Map<BlockKey, HistoryBlock>> memory = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private Optional<StoreException> failure = Optional.empty();

    int size() {
        return readings.size();
    }

    boolean isEmpty() {
        return readings.isEmpty() && memory.isEmpty() && documents.isEmpty();
    }

    void add(Waiting waiting) {
        readings.add(waiting);
    }

    void add(SeriesKey series, HistoryBlock block) {
        memory.computeIfAbsent(series, key -> new LinkedHashMap<>())
                .put(new BlockKey(block.span(), block.startMillis()), block);
    }

    /** Takes a text that is kept when all is kept that came before it. */
    void add(String name, String text) {
        documents.put(name, text);
    }

    /** Puts what came later behind this. */
    void add(Batch later) {
        readings.addAll(later.readings);
        documents.putAll(later.documents);
        later.memory.forEach((series, blocks) -> blocks.values().forEach(block -> add(series, block)));
    }

    Reading removeFirst() {
        return readings.removeFirst().reading;
    }

    /** {@return the times of the readings, in milliseconds since 1970} */
    LongSummaryStatistics times() {
        return readings.stream().mapToLong(one -> one.reading.timeMillis()).summaryStatistics();
    }

    /** Writes what can be written, and keeps the rest. {@return why there is a rest, if so} */
    Optional<StoreException> write(ReadingStore store) {
        failure = Optional.empty();
        // The closing line tells how many of the readings are stored; the thermometer's values are not among them.
        var bySource = new LinkedHashMap<StoredListener, Map<SeriesKey, List<Waiting>>>();
        var temperatures = new LinkedHashMap<SeriesKey, List<Waiting>>();
        for (var one : readings) {
            var target = one.series.quantity() == Quantity.TEMPERATURE
                    ? temperatures
                    : bySource.computeIfAbsent(one.listener, key -> new LinkedHashMap<>());
            target.computeIfAbsent(one.series, key -> new ArrayList<>()).add(one);
        }
        Set<Waiting> left = Collections.newSetFromMap(new IdentityHashMap<>());
        bySource.forEach((listener, series) -> append(store, series, listener::stored, left));
        append(store, temperatures, stored -> {
        }, left);
        readings.removeIf(one -> !left.contains(one));
        memory.entrySet().removeIf(blocks -> appendHistory(store, blocks.getKey(), blocks.getValue().values()));
        documents.entrySet().removeIf(document -> save(store, document.getKey(), document.getValue()));
        return failure;
    }

    /** {@return whether the text was kept} */
    private boolean save(DocumentStore store, String name, String text) {
        if (failure.isPresent()) {
            return false;
        }
        try {
            store.saveDocument(name, text);
            return true;
        } catch (StoreException | RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** A batch that failed half way is written again as a whole: what is there already stays as it is. */
    private void append(SeriesStore store, Map<SeriesKey, List<Waiting>> series, LongConsumer stored,
            Set<Waiting> left) {
        if (series.isEmpty()) {
            return;
        }
        if (isBarred()) {
            series.values().forEach(left::addAll);
            return;
        }
        var batch = new HashMap<SeriesKey, List<Reading>>();
        series.forEach((key, some) -> batch.put(key, some.stream().map(Waiting::reading).toList()));
        try {
            stored.accept(store.appendLive(batch).stored());
        } catch (IllegalArgumentException e) {
            for (var part : parts(series)) {
                append(store, part, stored, left);
            }
        } catch (StoreException | RuntimeException | Error e) {
            failed(e);
            if (series.size() == 1) {
                series.values().forEach(left::addAll);
            } else {
                // Perhaps a single series is to blame: the others are not to wait for it.
                series.forEach((key, some) -> append(store, Map.of(key, some), stored, left));
            }
        }
    }

    /** {@return readings of which the store refuses one, in smaller parts}, none of a single one: that is set aside */
    private static List<Map<SeriesKey, List<Waiting>>> parts(Map<SeriesKey, List<Waiting>> series) {
        if (series.size() > 1) {
            return series.entrySet().stream().map(one -> Map.of(one.getKey(), one.getValue())).toList();
        }
        var one = series.entrySet().iterator().next();
        var some = one.getValue();
        if (some.size() > 1) {
            int half = some.size() / 2;
            return List.of(Map.of(one.getKey(), some.subList(0, half)),
                    Map.of(one.getKey(), some.subList(half, some.size())));
        }
        some.getFirst().listener.setAside(one.getKey(), some.getFirst().reading, Messages.get("reading.refused"));
        return List.of();
    }

    /** {@return whether the blocks need not be tried again} */
    private boolean appendHistory(MeterMemoryStore store, SeriesKey series, Collection<HistoryBlock> blocks) {
        if (isBarred()) {
            return false;
        }
        try {
            store.appendHistory(series, List.copyOf(blocks));
            return true;
        } catch (IllegalArgumentException e) {
            return true;
        } catch (StoreException | RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** {@return whether nothing at all can be written, whatever it is} */
    private boolean isBarred() {
        return failure.isPresent() && failure.get().kind() != StoreException.Kind.DAMAGED
                && failure.get().kind() != StoreException.Kind.OTHER;
    }

    private void failed(Throwable cause) {
        failure = Optional.of(cause instanceof StoreException known
                ? known
                // Whatever the store dies of: the writer's thread must not, for the next attempt may succeed.
                : new StoreException(StoreException.Kind.OTHER, Messages.get("store.broken", cause),
                        Messages.get("store.broken.remedy"), cause));
    }
}
