package org.currentcost.recorder;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** A store in memory that fails or hangs when it is told to. Answers no questions about buckets. */
final class MemoryStore implements ReadingStore {

    private final Map<String, String> documents = new HashMap<>();
    private final Map<SeriesKey, TreeMap<Long, Reading>> content = new TreeMap<>();
    private final Map<SeriesKey, Map<String, HistoryBlock>> history = new TreeMap<>();
    private final Map<SeriesKey, Long> nominal = new TreeMap<>();
    private final Map<String, SourceRow> sources = new LinkedHashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private Optional<StoreException> failure = Optional.empty();
    private Optional<RuntimeException> defect = Optional.empty();
    private Predicate<Reading> refused = reading -> false;
    private Optional<SeriesKey> damaged = Optional.empty();
    private int worksBeforeFailing;
    private long repeated;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch atGate = new CountDownLatch(1);

    /** From now on every writing call fails. */
    synchronized void failFromNowOn() {
        failAfter(0);
    }

    /** Every writing call fails after so many more that work. */
    synchronized void failAfter(int calls) {
        worksBeforeFailing = calls;
        failure = Optional
                .of(new StoreException(StoreException.Kind.DISK_FULL, "There is no room.", "Make room.", null));
    }

    synchronized void throwFromNowOn(RuntimeException exception) {
        defect = Optional.of(exception);
    }

    /** From now on a batch with such a reading is refused, as by a store that can't hold it. */
    synchronized void refuse(Predicate<Reading> unstorable) {
        refused = unstorable;
    }

    /** From now on nothing can be added to a series. */
    synchronized void damage(SeriesKey key) {
        damaged = Optional.of(key);
    }

    synchronized void work() {
        damaged = Optional.empty();
        failure = Optional.empty();
        defect = Optional.empty();
    }

    /** From now on appending hangs. {@return what ends that} */
    CountDownLatch hang() {
        atGate = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        return gate;
    }

    /** Waits until somebody hangs in appending. */
    void awaitHanging() throws InterruptedException {
        atGate.await();
    }

    /** {@return all readings of a series, in order} */
    synchronized List<Reading> readings(SeriesKey key) {
        return List.copyOf(content.getOrDefault(key, new TreeMap<>()).values());
    }

    synchronized List<SeriesKey> keys() {
        return List.copyOf(content.keySet());
    }

    /** {@return how many channel values were handed over although they were there already} */
    synchronized long repeated() {
        return repeated;
    }

    /** {@return the numbers of readings in the calls of append that worked} */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    private void check() throws StoreException {
        atGate.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (defect.isPresent()) {
                throw defect.get();
            }
            if (failure.isPresent() && worksBeforeFailing-- <= 0) {
                throw failure.get();
            }
        }
    }

    @Override
    public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        check();
        synchronized (this) {
            if (batch.values().stream().flatMap(List::stream).anyMatch(refused)) {
                throw new IllegalArgumentException("refused");
            }
            if (damaged.isPresent() && batch.containsKey(damaged.get())) {
                throw new StoreException(StoreException.Kind.DAMAGED, "It is damaged.", "", null);
            }
            batches.add(batch.values().stream().mapToInt(List::size).sum());
            var stored = add(batch, content);
            repeated += stored.same();
            return stored;
        }
    }

    @Override
    public Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(batch);
    }

    private static Stored add(Map<SeriesKey, List<Reading>> batch, Map<SeriesKey, TreeMap<Long, Reading>> target) {
        var result = Stored.NOTHING;
        for (var series : batch.entrySet()) {
            for (var reading : series.getValue()) {
                result = result.plus(add(series.getKey(), reading, target));
            }
        }
        return result;
    }

    private static Stored add(SeriesKey key, Reading reading, Map<SeriesKey, TreeMap<Long, Reading>> target) {
        var known = target.computeIfAbsent(key, one -> new TreeMap<>()).putIfAbsent(reading.timeMillis(), reading);
        int channels = reading.channelCount();
        if (known == null) {
            return new Stored(channels, 0, 0);
        }
        return known.equals(reading) ? new Stored(0, channels, 0) : new Stored(0, 0, channels);
    }

    @Override
    public synchronized Stored tryAppend(Map<SeriesKey, List<Reading>> batch) {
        var copy = new TreeMap<SeriesKey, TreeMap<Long, Reading>>();
        content.forEach((key, readings) -> copy.put(key, new TreeMap<>(readings)));
        return add(batch, copy);
    }

    @Override
    public BulkAppend bulkAppend() throws StoreException {
        check();
        return new BulkAppend() {

            private Stored stored = Stored.NOTHING;

            @Override
            public void add(SeriesKey series, Reading reading) {
                synchronized (MemoryStore.this) {
                    stored = stored.plus(MemoryStore.add(series, reading, content));
                }
            }

            @Override
            public Stored stored() {
                return stored;
            }

            @Override
            public void close() {
                // All is there already.
            }
        };
    }

    @Override
    public synchronized List<SourceRow> sources() {
        return List.copyOf(sources.values());
    }

    @Override
    public void saveSource(SourceRow source) throws StoreException {
        check();
        synchronized (this) {
            sources.put(source.id(), source);
        }
    }

    @Override
    public void removeSource(String id) throws StoreException {
        check();
        synchronized (this) {
            sources.remove(id);
        }
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public synchronized List<SeriesInfo> series() {
        return content.entrySet().stream().map(one -> new SeriesInfo(one.getKey(), 6_000, one.getValue().size(),
                Instant.ofEpochMilli(one.getValue().firstKey()), Instant.ofEpochMilli(one.getValue().lastKey()),
                Instant.ofEpochMilli(HoldRule.endMillis(one.getValue().lastEntry().getValue(), 6_000)))).toList();
    }

    @Override
    public void replace(SeriesKey series, TimeRange range, List<Reading> replacement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachReading(SeriesKey series, TimeRange range, Consumer<Reading> action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<Reading> latest(SeriesKey series) {
        return Optional.ofNullable(content.getOrDefault(series, new TreeMap<>()).lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public List<Bucket> buckets(SeriesKey series, TimeRange range, Resolution resolution) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Bucket> query(SeriesKey series, TimeRange range, int maxBuckets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException {
        check();
        return keep(series, blocks);
    }

    private synchronized int keep(SeriesKey series, List<HistoryBlock> blocks) {
        int changed = 0;
        for (var block : blocks) {
            var before = history.computeIfAbsent(series, key -> new TreeMap<>())
                    .put(block.span() + " " + block.startMillis(), block);
            changed += block.equals(before) ? 0 : 1;
        }
        return changed;
    }

    @Override
    public synchronized List<HistoryBlock> history(SeriesKey series, HistorySpan span, TimeRange range) {
        return history.getOrDefault(series, Map.of()).values().stream().filter(block -> block.span() == span)
                .sorted(Comparator.comparingLong(HistoryBlock::startMillis)).toList();
    }

    @Override
    public synchronized List<SeriesKey> seriesWithHistory() {
        return List.copyOf(history.keySet());
    }

    @Override
    public Verification verify(Consumer<Double> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long version() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long revision() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachRawReading(SeriesKey series, TimeRange range, Consumer<Reading> action) {
        List<Reading> within;
        synchronized (this) {
            within = List.copyOf(content.getOrDefault(series, new TreeMap<>())
                    .subMap(range.startMillis(), range.endMillis()).values());
        }
        within.forEach(action);
    }

    @Override
    public void forEachSum(SeriesKey series, TimeRange range, Resolution resolution, SumAction action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Note> notes(TimeRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Note saveNote(Note note) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeNote(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<String> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    @Override
    public synchronized void saveDocument(String name, String text) {
        documents.put(name, text);
    }

    @Override
    public synchronized void removeDocument(String name) {
        documents.remove(name);
    }

    @Override
    public Edit edit(Edit edit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setUndone(long editId, boolean undone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Edit> edits() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SeriesKey> firstChannelOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadingStore openTrial() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImportLog startImport(String name, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ImportRow> imports() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void undoImport(long id, Consumer<Double> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rebuild(Consumer<Double> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void backup(Path target, Consumer<Double> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Long, Long> importedHistory(SeriesKey series) {
        return Map.of();
    }

    @Override
    public MeterContent contentOf(String meter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MeterContent deleteMeter(String meter, Map<String, String> documents) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Statistics statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // The recorder does not own its store.
    }

    @Override
    public synchronized void expect(SeriesKey series, long nominalMillis) {
        nominal.putIfAbsent(series, nominalMillis);
    }

    @Override
    public synchronized long nominalMillis(SeriesKey series) {
        return nominal.getOrDefault(series, 6_000L);
    }
}
