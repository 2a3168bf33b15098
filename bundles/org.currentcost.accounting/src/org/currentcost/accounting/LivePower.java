package org.currentcost.accounting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.currentcost.analysis.Formula;
import org.currentcost.model.Bucket;
import org.currentcost.model.ChannelRule;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Power;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * The latest power of sensors and its course, just heard or from the store, with their signs and formulas applied: what
 * the views Live and Sensors show alike.
 */
public final class LivePower {

    private static final List<Resolution> LONGEST_FIRST = List.of(Resolution.MONTH, Resolution.DAY, Resolution.HOUR,
            Resolution.FIVE_MINUTES);

    private final LiveBus live;
    private final ReadingStore store;
    private final Map<SeriesKey, Stored> fromStore = new HashMap<>();

    /**
     * The latest reading in the store.
     *
     * @param revision of the store when it was read
     * @param last     the instant of the last one before the edits; empty if there was none
     */
    private record Stored(long revision, Optional<Instant> last, Optional<Reading> reading) {
    }

    /**
     * What a sensor says.
     *
     * @param power its power
     * @param time  when it said so; of a computed sensor the time of the oldest reading that is in it
     * @param stale whether it no longer holds, because no newer reading came when it was due
     */
    public record Value(Power power, Instant time, boolean stale) {
    }

    /** @param live has what was just heard @param store has what came before */
    public LivePower(LiveBus live, ReadingStore store) {
        this.live = live;
        this.store = store;
    }

    /**
     * {@return the latest reading that counts, of the channels that count: the one in the store, whoever put it there,
     * or one that was heard since}; for one thread
     */
    public Optional<Reading> reading(SeriesKey series, Instant now) {
        var last = last(series);
        // One of the future, by a clock that was wrong, does not hide what is heard now.
        return received(series, Long.MIN_VALUE).reduce((before, after) -> after)
                .filter(received -> last.isEmpty() || received.time().isAfter(last.get()) || last.get().isAfter(now))
                .or(() -> stored(series, last));
    }

    private Stream<Reading> received(SeriesKey series, long afterMillis) {
        boolean firstChannelOnly = store.firstChannelOnly().contains(series);
        return live.since(series, afterMillis).stream()
                .flatMap(reading -> ChannelRule.counted(reading, firstChannelOnly).stream());
    }

    private Optional<Instant> last(SeriesKey series) {
        return store.series().stream().filter(info -> info.key().equals(series)).map(ReadingStore.SeriesInfo::last)
                .findFirst();
    }

    /** Asks the store only where it has changed. */
    private Optional<Reading> stored(SeriesKey series, Optional<Instant> last) {
        long revision = store.revision();
        var known = fromStore.get(series);
        if (known == null || known.revision() != revision || !known.last().equals(last)) {
            try {
                known = new Stored(revision, last, latestStored(series));
            } catch (StoreException e) {
                known = new Stored(revision, last, Optional.empty());
            }
            fromStore.put(series, known);
        }
        return known.reading();
    }

    private Optional<Reading> latestStored(SeriesKey series) throws StoreException {
        Optional<Reading> last = store.latest(series);
        boolean firstChannelOnly = store.firstChannelOnly().contains(series);
        Optional<Reading> counted = last.flatMap(reading -> ChannelRule.counted(reading, firstChannelOnly));
        return last.isEmpty() || counted.isPresent()
                ? counted
                : lastCounted(series, TimeRange.ofMillis(0, last.get().timeMillis()));
    }

    /** Finds by its sums where the last reading that counts is: perhaps the first channel fell silent a year ago. */
    private Optional<Reading> lastCounted(SeriesKey series, TimeRange before) throws StoreException {
        var range = before;
        for (var resolution : LONGEST_FIRST) {
            var last = store.buckets(series, range, resolution).stream().filter(one -> one.readings() > 0)
                    .reduce((earlier, later) -> later);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            range = TimeRange.ofMillis(last.get().startMillis(), last.get().endMillis());
        }
        var found = new ArrayList<Reading>();
        store.forEachReading(series, range, reading -> ChannelRule.counted(reading, true).ifPresent(found::add));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    /**
     * {@return what a sensor says now, if all that it is computed from ever said something}; for one thread
     *
     * @param settled what the user settled about the sensors of a formula
     */
    public Optional<Value> latest(Sensor sensor, Function<SeriesKey, Sensor> settled, Instant now) {
        Optional<Value> value = sensor.settings().formula().isPresent()
                ? formula(sensor).flatMap(formula -> computed(formula, sensor.key().meter(), settled, now))
                : reading(sensor.key(), now).map(reading -> new Value(new Power(reading.total()), reading.time(),
                        HoldRule.freshUntilMillis(reading, store.nominalMillis(sensor.key())) < now
                                .toEpochMilli()));
        return sensor.settings().negated()
                ? value.map(one -> new Value(one.power().negated(), one.time(), one.stale()))
                : value;
    }

    private Optional<Value> computed(Formula formula, String meter, Function<SeriesKey, Sensor> settled,
            Instant now) {
        var values = new HashMap<Integer, Value>();
        for (int number : formula.sensors()) {
            var operand = settled.apply(SeriesKey.power(meter, number));
            // A formula of formulas could go round in circles.
            Optional<Value> value = operand.settings().formula().isPresent()
                    ? Optional.empty()
                    : latest(operand, settled, now);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(number, value.get());
        }
        return Optional.of(new Value(new Power(formula.value(number -> values.get(number).power().milliwatts())),
                values.values().stream().map(Value::time).min(Instant::compareTo).orElseThrow(),
                values.values().stream().anyMatch(Value::stale)));
    }

    /**
     * {@return the power of a sensor in a range, just heard readings included}
     *
     * @param settled what the user settled about the sensors of a formula
     * @param buckets how many of them at most for a sensor that is not computed
     */
    public List<Bucket> course(Sensor sensor, Function<SeriesKey, Sensor> settled, TimeRange range, int buckets)
            throws StoreException {
        List<Bucket> found;
        if (sensor.settings().formula().isPresent()) {
            var formula = formula(sensor);
            var operands = new HashMap<Integer, List<Bucket>>();
            if (formula.isPresent()) {
                for (int number : formula.get().sensors()) {
                    var operand = settled.apply(SeriesKey.power(sensor.key().meter(), number));
                    operands.put(number, operand.settings().formula().isPresent()
                            ? List.of()
                            : course(operand, settled, range, buckets));
                }
            }
            found = formula.map(one -> computed(one, operands)).orElse(List.of());
        } else {
            found = course(sensor.key(), range, buckets);
        }
        return sensor.settings().negated() ? found.stream().map(LivePower::negated).toList() : found;
    }

    /** {@return the readings of a series in a range as they are, just heard ones included} */
    public List<Bucket> course(SeriesKey series, TimeRange range, int buckets) throws StoreException {
        // What the store has counts as it has it, corrected or excluded.
        long stored = last(series).map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        return LiveTail.append(store.query(series, range, buckets), received(series, stored).toList(), range,
                store.nominalMillis(series));
    }

    /**
     * {@return what a formula makes of the buckets of its sensors}
     * <p>
     * Known where all of them are known. Buckets of several readings count by their means: the extremes of two sensors
     * need not fall on the same moment, so that their sum would be a power that perhaps never was.
     */
    static List<Bucket> computed(Formula formula, Map<Integer, List<Bucket>> operands) {
        var borders = new TreeSet<Long>();
        for (int number : formula.sensors()) {
            for (var bucket : operands.get(number)) {
                borders.add(bucket.startMillis());
                borders.add(bucket.endMillis());
            }
        }
        var at = new HashMap<Integer, Integer>();
        var result = new ArrayList<Bucket>();
        Long start = null;
        for (long end : borders) {
            if (start != null) {
                together(formula, operands, at, start, end).ifPresent(result::add);
            }
            start = end;
        }
        return result;
    }

    /** @param at the place that was reached in each list */
    private static Optional<Bucket> together(Formula formula, Map<Integer, List<Bucket>> operands,
            Map<Integer, Integer> at, long start, long end) {
        double covered = 1;
        double estimated = 0;
        long readings = 1;
        for (int number : formula.sensors()) {
            var buckets = operands.get(number);
            int index = at.getOrDefault(number, 0);
            while (index < buckets.size() && buckets.get(index).endMillis() <= start) {
                index++;
            }
            at.put(number, index);
            if (index == buckets.size() || buckets.get(index).startMillis() > start
                    || buckets.get(index).coveredMillis() == 0) {
                return Optional.empty();
            }
            covered = Math.min(covered, buckets.get(index).coverage());
            estimated = Math.max(estimated, (double) buckets.get(index).estimatedMillis()
                    / buckets.get(index).coveredMillis());
            readings = Math.max(readings, buckets.get(index).readings());
        }
        long milliwatts = formula.value(number -> Math.round(operands.get(number).get(at.get(number)).mean()));
        long known = Math.round(covered * (end - start));
        return Optional.of(new Bucket(start, end, readings, known, milliwatts, milliwatts, milliwatts * known,
                Math.round(estimated * known)));
    }

    private static Bucket negated(Bucket one) {
        return new Bucket(one.startMillis(), one.endMillis(), one.readings(), one.coveredMillis(), -one.max(),
                -one.min(), -one.integral(), one.estimatedMillis());
    }

    private static Optional<Formula> formula(Sensor sensor) {
        return sensor.settings().formula().flatMap(text -> Formula.parse(text) instanceof Formula.Right right
                ? Optional.of(right.formula())
                : Optional.empty());
    }
}
