package org.currentcost.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;

/**
 * The latest reading of every series, and the few before it that may not be in the store yet. Safe for all threads.
 */
public final class LiveBus {

    private static final int KEPT = 64;

    private final Map<SeriesKey, ArrayDeque<Reading>> recent = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();

    /** {@return a number that grows with every reading: whoever draws need only look when it has changed} */
    public long version() {
        return version.get();
    }

    /** {@return the latest reading of every series that was received since the program started} */
    public SortedMap<SeriesKey, Reading> latest() {
        var result = new TreeMap<SeriesKey, Reading>();
        recent.forEach((series, readings) -> {
            synchronized (readings) {
                result.put(series, readings.getLast());
            }
        });
        return result;
    }

    /** {@return the latest reading of a series, if one was received since the program started} */
    public Optional<Reading> latest(SeriesKey series) {
        var readings = recent.get(series);
        if (readings == null) {
            return Optional.empty();
        }
        synchronized (readings) {
            return Optional.of(readings.getLast());
        }
    }

    /** {@return the readings of a series later than an instant, oldest first; at most the last 64} */
    public List<Reading> since(SeriesKey series, long afterMillis) {
        var readings = recent.get(series);
        if (readings == null) {
            return List.of();
        }
        var result = new ArrayList<Reading>();
        synchronized (readings) {
            for (var reading : readings) {
                if (reading.timeMillis() > afterMillis) {
                    result.add(reading);
                }
            }
        }
        return result;
    }

    /** Forgets the series of a meter, whose readings were deleted. */
    public void forget(String meter) {
        recent.keySet().removeIf(series -> series.meter().equals(meter));
        version.incrementAndGet();
    }

    /**
     * Publishes a reading that has just come; by who records, in the order in which they come. One that is known is not
     * taken twice: whoever records next publishes what it knows of the one before.
     */
    public void publish(SeriesKey series, Reading reading) {
        recent.compute(series, (key, known) -> {
            var readings = known == null ? new ArrayDeque<Reading>(KEPT) : known;
            synchronized (readings) {
                if (isKnown(readings, reading)) {
                    return readings;
                }
                if (readings.size() == KEPT) {
                    readings.removeFirst();
                }
                readings.addLast(reading);
            }
            return readings;
        });
        version.incrementAndGet();
    }

    private static boolean isKnown(ArrayDeque<Reading> readings, Reading reading) {
        return !readings.isEmpty() && reading.timeMillis() <= readings.getLast().timeMillis()
                && readings.contains(reading);
    }
}
