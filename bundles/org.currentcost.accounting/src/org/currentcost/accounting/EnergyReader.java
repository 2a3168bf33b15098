package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.currentcost.analysis.FillSource;
import org.currentcost.analysis.Formula;
import org.currentcost.analysis.GapFiller;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.EnergyFiles;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * The energy of each sensor, kept at hand in quarters of an hour.
 * <p>
 * The first question about a series reads all of it: some hundred milliseconds for ten years. Later ones read what came
 * since, or all again after a change of the past. Safe for several threads; a caller may wait for the store, and for
 * another one that reads the same series, but never for one that reads another.
 */
public final class EnergyReader {

    /** How far back new readings may change what was read before: a held value ends when the next reading comes. */
    private static final long TAIL_MILLIS = 4 * QuarterHours.QUARTER_MILLIS;

    private static final int EDGE_BUCKETS = 2000;

    private final ReadingStore store;
    private final Household household;
    private final TimeRange within;
    private final Map<SeriesKey, Series> all = new ConcurrentHashMap<>();
    private volatile FirstMemory firstMemory = new FirstMemory(-1, Map.of());

    /** Where the memory of each meter begins. @param revision the store's when it was read */
    private record FirstMemory(long revision, Map<String, Instant> start) {
    }

    /** What is kept of one series; its lock is held while that is read. */
    private static final class Series {
        private volatile Optional<Kept> kept = Optional.empty();
    }

    /**
     * What was read of one series.
     *
     * @param version      the store's when it was read
     * @param revision     likewise
     * @param lastMillis   of the last reading
     * @param memoryMillis where the last block of the meter's memory ends
     * @param quarters     with their gaps filled
     */
    private record Kept(long version, long revision, long lastMillis, long memoryMillis, QuarterHours quarters) {
    }

    /** Reads from {@code store} what {@code household} says about its sensors. */
    public EnergyReader(ReadingStore store, Household household) {
        this(store, household, TimeRange.ALL);
    }

    /**
     * Reads no more than is in a part of the time, so that it needs no more memory however much there is.
     *
     * @param within what is said of its first and last month may lack a block of a meter's memory that lies across its
     *               ends
     */
    public EnergyReader(ReadingStore store, Household household, TimeRange within) {
        this.store = store;
        this.household = household;
        this.within = within;
    }

    /**
     * {@return a sensor's energy over all time, gaps filled from the meter's memory, its sign and formula applied}
     *
     * @throws StoreException if the file can't be read
     */
    public QuarterHours energy(SeriesKey key) throws StoreException {
        return settled(household.sensor(key), one -> kept(one));
    }

    /** {@return a series' live readings alone, as they were measured} */
    public QuarterHours measured(SeriesKey key) throws StoreException {
        return kept(key).measured();
    }

    /**
     * {@return a sensor's energy in a range whose ends are taken to the millisecond instead of the quarter hour}
     * <p>
     * For a span that a user selects: what did that wash cost?
     */
    public QuarterHours energy(SeriesKey key, TimeRange range) throws StoreException {
        return settled(household.sensor(key), one -> exactly(one, range));
    }

    /**
     * {@return what a sensor's energy in a range would be if its readings there were excluded}: what the meter's memory
     * tells of the gap fills it, as it fills any other
     *
     * @throws StoreException if the file can't be read
     */
    public QuarterHours withoutReadings(SeriesKey key, TimeRange range) throws StoreException {
        return changed(key, range, Optional.empty());
    }

    /**
     * {@return what a sensor's energy in a range would be if its readings there were scaled}
     *
     * @throws StoreException if the file can't be read
     */
    public QuarterHours scaled(SeriesKey key, TimeRange range, BigDecimal factor) throws StoreException {
        return changed(key, range, Optional.of(factor.doubleValue()));
    }

    /** @param factor empty if nothing is measured any more */
    private QuarterHours changed(SeriesKey key, TimeRange range, Optional<Double> factor) throws StoreException {
        var measured = exactly(key, range).measured();
        var live = kept(key).measured().toBuilder(range);
        var edges = measured.toBuilder(range);
        for (int i = 0; i < measured.size(); i++) {
            long start = measured.startMillis(i);
            long covered = factor.isPresent() ? 0 : -measured.measuredMillis(i);
            long energy = Math.round((factor.orElse(0.0) - 1) * measured.measuredMicrojoules(i));
            live.add(start, covered, Integer.MIN_VALUE, energy);
            edges.add(start, covered, Integer.MIN_VALUE, energy);
        }
        var filled = GapFiller.fill(live.build(), memory(key), fillSource(key));
        long firstWhole = Math.ceilDiv(range.startMillis(), QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
        long lastWhole = startOfQuarter(range.endMillis());
        // As it will be shown: only whole quarters are filled.
        var changed = edges.build();
        if (firstWhole < lastWhole) {
            var builder = filled.part(firstWhole, lastWhole).toBuilder(range);
            for (int i = 0; i < changed.size(); i++) {
                long start = changed.startMillis(i);
                if (start < firstWhole || start >= lastWhole) {
                    builder.add(start, changed.measuredMillis(i), changed.peakMilliwatts(i),
                            changed.measuredMicrojoules(i));
                }
            }
            changed = builder.build();
        }
        return household.sensor(key).settings().negated() ? changed.negated() : changed;
    }

    /** {@return the gaps and blocks of a meter's memory for a series, all spans} */
    public List<HistoryBlock> memory(SeriesKey key) throws StoreException {
        var blocks = new ArrayList<HistoryBlock>();
        for (var span : HistorySpan.values()) {
            blocks.addAll(store.history(key, span, within));
        }
        return blocks;
    }

    /**
     * {@return when the first thing that is known of any meter begins that is not hidden: a reading, or a block of a
     * meter's memory}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<Instant> first() throws StoreException {
        var first = Optional.<Instant>empty();
        for (var meter : household.meters()) {
            if (!meter.hidden()) {
                first = Stream.concat(first.stream(), first(meter.name()).stream()).min(Instant::compareTo);
            }
        }
        return first;
    }

    /**
     * {@return when the first thing that is known of a meter begins}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<Instant> first(String meter) throws StoreException {
        long revision = store.revision();
        var memory = firstMemory;
        if (memory.revision() != revision) {
            memory = new FirstMemory(revision, readFirstMemory());
            firstMemory = memory;
        }
        return Stream.concat(store.series().stream().filter(info -> info.key().meter().equals(meter))
                .map(ReadingStore.SeriesInfo::first), Stream.ofNullable(memory.start().get(meter)))
                .min(Instant::compareTo);
    }

    private Map<String, Instant> readFirstMemory() throws StoreException {
        var first = new HashMap<String, Instant>();
        for (var key : store.seriesWithHistory()) {
            for (var span : HistorySpan.values()) {
                store.historyRange(key, span, TimeRange.ALL).ifPresent(range -> first.merge(key.meter(),
                        range.start(), (one, other) -> one.isBefore(other) ? one : other));
            }
        }
        return first;
    }

    private interface Reading {
        QuarterHours of(SeriesKey key) throws StoreException;
    }

    private QuarterHours settled(Sensor sensor, Reading reading) throws StoreException {
        var settings = sensor.settings();
        QuarterHours energy;
        if (settings.formula().isPresent()) {
            if (!(Formula.parse(settings.formula().get()) instanceof Formula.Right parsed)) {
                return QuarterHours.NONE;
            }
            var operands = new LinkedHashMap<Integer, QuarterHours>();
            for (int number : parsed.formula().sensors()) {
                var operand = household.sensor(SeriesKey.power(sensor.key().meter(), number));
                // A formula of formulas could go round in circles.
                operands.put(number, operand.settings().formula().isPresent()
                        ? QuarterHours.NONE
                        : settled(operand, reading));
            }
            energy = parsed.formula().evaluate(operands);
        } else {
            energy = reading.of(sensor.key());
        }
        return settings.negated() ? energy.negated() : energy;
    }

    private QuarterHours kept(SeriesKey key) throws StoreException {
        var series = all.computeIfAbsent(key, one -> new Series());
        var present = series.kept;
        if (present.filter(one -> one.version() == store.version()).isEmpty()) {
            synchronized (series) {
                present = series.kept;
                long version = store.version();
                if (present.filter(one -> one.version() == version).isEmpty()) {
                    long revision = store.revision();
                    present = Optional.of(read(key, present.filter(one -> one.revision() == revision), version,
                            revision));
                    series.kept = present;
                }
            }
        }
        return present.orElseThrow().quarters();
    }

    /** @param former what was read before, if nothing but new readings came since */
    private Kept read(SeriesKey key, Optional<Kept> former, long version, long revision) throws StoreException {
        var info = store.series().stream().filter(one -> one.key().equals(key)).findFirst();
        long last = info.map(one -> one.last().toEpochMilli()).orElse(0L);
        // of a long count, the quarter in which it ends is the last
        long covered = info.map(one -> Math.max(last, one.end().toEpochMilli() - QuarterHours.QUARTER_MILLIS))
                .orElse(0L);
        if (former.isPresent()) {
            var known = former.get();
            long from = startOfQuarter(known.lastMillis() - TAIL_MILLIS);
            if (known.lastMillis() == last) {
                return new Kept(version, revision, last, known.memoryMillis(), known.quarters());
            }
            boolean anyReading = known.lastMillis() > 0;
            if (anyReading && known.memoryMillis() <= from) {
                var builder = known.quarters()
                        .toBuilder(TimeRange.ofMillis(from, covered + QuarterHours.QUARTER_MILLIS))
                        .clearFrom(from);
                return new Kept(version, revision, last, known.memoryMillis(), readings(key, from, covered, builder));
            }
        }
        QuarterHours live = QuarterHours.NONE;
        if (info.isPresent()) {
            long from = startOfQuarter(Math.max(info.get().first().toEpochMilli(), within.startMillis()));
            long to = Math.min(covered, within.endMillis());
            if (from <= to) {
                live = readings(key, from, to, new QuarterHours.Builder(from, to + QuarterHours.QUARTER_MILLIS));
            }
        }
        var memory = memory(key);
        return new Kept(version, revision, last,
                memory.stream().mapToLong(HistoryBlock::endMillis).max().orElse(Long.MIN_VALUE),
                GapFiller.fill(live, memory, memory.isEmpty() ? FillSource.METER : fillSource(key)));
    }

    private FillSource fillSource(SeriesKey key) throws StoreException {
        var energyFiles = new EnergyFiles(store).imports();
        long files = 0;
        for (var entry : store.importedHistory(key).entrySet()) {
            files += energyFiles.contains(entry.getKey()) ? entry.getValue() : 0;
        }
        if (files == 0) {
            return FillSource.METER;
        }
        for (var span : HistorySpan.values()) {
            files -= store.history(key, span, TimeRange.ALL).size();
        }
        return files < 0 ? FillSource.BOTH : FillSource.FILE;
    }

    private QuarterHours readings(SeriesKey key, long from, long last, QuarterHours.Builder builder)
            throws StoreException {
        store.forEachSum(key, TimeRange.ofMillis(from, last + 2 * QuarterHours.QUARTER_MILLIS),
                Resolution.FIVE_MINUTES,
                (start, stop, readings, covered, min, max, integral, estimated) -> builder.add(start, covered, max,
                        integral, readings > 0, estimated));
        return builder.build();
    }

    private static long startOfQuarter(long millis) {
        return Math.floorDiv(millis, QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
    }

    /** Whole quarters from what is kept, the parts of quarters at both ends from single readings. */
    private QuarterHours exactly(SeriesKey key, TimeRange range) throws StoreException {
        QuarterHours whole = kept(key);
        long firstWhole = Math.ceilDiv(range.startMillis(), QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
        long lastWhole = startOfQuarter(range.endMillis());
        if (firstWhole > lastWhole) {
            var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
            addEdge(builder, key, range);
            return builder.build();
        }
        var builder = whole.part(firstWhole, lastWhole).toBuilder(range);
        addEdge(builder, key, new TimeRange(range.start(), Instant.ofEpochMilli(firstWhole)));
        addEdge(builder, key, new TimeRange(Instant.ofEpochMilli(lastWhole), range.end()));
        return builder.build();
    }

    private void addEdge(QuarterHours.Builder builder, SeriesKey key, TimeRange range) throws StoreException {
        if (range.length().isZero()) {
            return;
        }
        for (var bucket : store.query(key, range, EDGE_BUCKETS)) {
            long start = Math.max(bucket.startMillis(), range.startMillis());
            long end = Math.min(bucket.endMillis(), range.endMillis());
            long length = bucket.endMillis() - bucket.startMillis();
            if (end > start && length > 0) {
                double share = (double) (end - start) / length;
                builder.add(start, Math.round(bucket.coveredMillis() * share), bucket.max(),
                        Math.round(bucket.integral() * share), start == bucket.startMillis(),
                        Math.round(bucket.estimatedMillis() * share));
            }
        }
    }
}
