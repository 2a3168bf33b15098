package org.currentcost.store.sqlite;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.engine.SeriesState;

/**
 * What is known of the series at one moment.
 *
 * @param byKey not copied: nobody changes it any more
 */
record KnownSeries(Map<SeriesKey, SeriesState> byKey) {

    static KnownSeries of(Iterable<SeriesState> states) {
        var byKey = new HashMap<SeriesKey, SeriesState>();
        states.forEach(state -> byKey.put(state.key(), state));
        return new KnownSeries(byKey);
    }

    /** {@return this with what a transaction has changed} */
    KnownSeries after(Changes changes) {
        var byKeyNow = new HashMap<>(byKey);
        byKeyNow.putAll(changes.states());
        byKeyNow.keySet().removeAll(changes.deleted());
        return new KnownSeries(byKeyNow);
    }

    Optional<SeriesState> state(SeriesKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** {@return the series, if it has readings} */
    Optional<SeriesState> withReadings(SeriesKey key) {
        return state(key).filter(state -> !state.isEmpty());
    }

    List<SeriesState> all() {
        return List.copyOf(byKey.values());
    }

    /** {@return the series that have readings, in order} */
    List<SeriesState> withReadings() {
        return byKey.values().stream().filter(state -> !state.isEmpty())
                .sorted(Comparator.comparing(SeriesState::key)).toList();
    }

    List<SeriesState> ofMeter(String meter) {
        return byKey.values().stream().filter(state -> state.key().meter().equals(meter)).toList();
    }
}
