package org.currentcost.store.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;

/** How far apart the readings of series come when nothing is lost. Safe for all threads. */
public final class ExpectedIntervals {

    private static final long TEMPERATURE_NOMINAL_MILLIS = 300_000;
    /** As the schema has it. */
    public static final long LONGEST_NOMINAL_MILLIS = 28_800_000;

    private final Function<SeriesKey, Optional<SeriesState>> states;
    /** What was said of series that have no readings yet; kept with their first one. */
    private final Map<SeriesKey, Long> expected = new ConcurrentHashMap<>();

    /** @param states what is kept of a series that has readings */
    public ExpectedIntervals(Function<SeriesKey, Optional<SeriesState>> states) {
        this.states = states;
    }

    /** Does what {@code SeriesStore.expect} says. @param nominalMillis brought within 1 and the longest there is */
    public void expect(SeriesKey key, long nominalMillis) {
        if (states.apply(key).isEmpty()) {
            expected.putIfAbsent(key, Math.clamp(nominalMillis, 1, LONGEST_NOMINAL_MILLIS));
        }
    }

    /** {@return how far apart the readings of a series are as a rule, in milliseconds} */
    public long nominalMillis(SeriesKey key) {
        return states.apply(key).map(SeriesState::nominalMillis)
                .orElseGet(() -> expected.getOrDefault(key, key.quantity() == Quantity.TEMPERATURE
                        ? TEMPERATURE_NOMINAL_MILLIS
                        : NominalInterval.OF_METER_MILLIS));
    }

    /** What was said of a meter that is deleted counts no longer. */
    public void forget(String meter) {
        expected.keySet().removeIf(key -> key.meter().equals(meter));
    }
}
