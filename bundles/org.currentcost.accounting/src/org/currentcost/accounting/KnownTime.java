package org.currentcost.accounting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Quantity;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/** Of what time something can be known: what was before the first thing known and what is to come is not missing. */
public final class KnownTime {

    private static final long JUST_NOW_MILLIS = 120_000;
    private static final long SECONDS_PER_MINUTE = 60;

    private final SeriesStore store;
    private final EnergyReader energy;
    private final InstantSource clock;

    /** @param energy of the sensors @param clock the present */
    public KnownTime(SeriesStore store, EnergyReader energy, InstantSource clock) {
        this.store = store;
        this.energy = energy;
        this.clock = clock;
    }

    /**
     * {@return a range without what can't be known of sensors: neither what was before the first thing known of them
     * nor what is to come}
     * <p>
     * As it was where all of it is so.
     *
     * @throws StoreException if the file can't be read
     */
    public TimeRange within(List<Sensor> sensors, TimeRange range) throws StoreException {
        long first = first(sensors);
        long start = first > range.startMillis() && first < range.endMillis() ? first : range.startMillis();
        long end = Math.min(range.endMillis(), present(sensors));
        return end > start ? TimeRange.ofMillis(start, end) : range;
    }

    /**
     * {@return when the first thing known of one of the sensors begins, in milliseconds since 1970-01-01T00:00Z; {@link
     * Long#MAX_VALUE} if nothing is known}
     *
     * @throws StoreException if the file can't be read
     */
    public long first(List<Sensor> sensors) throws StoreException {
        long first = Long.MAX_VALUE;
        for (var sensor : sensors) {
            var quarters = energy.energy(sensor.key());
            first = quarters.size() == 0 ? first : Math.min(first, quarters.range().startMillis());
        }
        return first;
    }

    /**
     * {@return the last days of which something is known of one of the sensors, a month of them at most, for whoever
     * finds another time empty; empty if nothing is known}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<TimeRange> latest(List<Sensor> sensors, ZoneId zone) throws StoreException {
        long end = Long.MIN_VALUE;
        for (var sensor : sensors) {
            var quarters = energy.energy(sensor.key());
            end = quarters.size() == 0 ? end : Math.max(end, quarters.range().endMillis());
        }
        if (end == Long.MIN_VALUE) {
            return Optional.empty();
        }
        var lastDay = Instant.ofEpochMilli(end - 1).atZone(zone).toLocalDate();
        var firstDay = Instant.ofEpochMilli(first(sensors)).atZone(zone).toLocalDate();
        var monthAgo = lastDay.minusMonths(1).plusDays(1);
        var from = monthAgo.isAfter(firstDay) ? monthAgo : firstDay;
        return Optional.of(new TimeRange(from.atStartOfDay(zone).toInstant(),
                lastDay.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    /** The present, or some seconds before, up to which readings that just came are in the store. */
    private long present(List<Sensor> sensors) {
        long now = clock.millis();
        long present = now;
        for (var info : store.series()) {
            boolean shown = sensors.stream().anyMatch(one -> one.key().meter().equals(info.key().meter()));
            if (shown && info.key().quantity() == Quantity.POWER
                    && now - info.last().toEpochMilli() < JUST_NOW_MILLIS) {
                present = Math.min(present, info.end().toEpochMilli());
            }
        }
        return present;
    }

    /**
     * {@return the time from the first thing known, which may be a meter's memory of years before the first reading, to
     * the next full minute; empty if nothing is known}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<TimeRange> everything() throws StoreException {
        Instant now = clock.instant();
        // What follows the clock by the millisecond is computed anew at every look, and on a busy computer never done.
        var end = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE
                + SECONDS_PER_MINUTE);
        return energy.first().filter(first -> first.isBefore(now)).map(first -> new TimeRange(first, end));
    }
}
