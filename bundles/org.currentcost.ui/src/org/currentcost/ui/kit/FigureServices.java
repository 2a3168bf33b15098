package org.currentcost.ui.kit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.accounting.Accounting;
import org.currentcost.accounting.AmountReader;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.EnergyReader;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.core.contexts.IEclipseContext;

/**
 * What views of figures work with; injected.
 *
 * @param store     the readings
 * @param household what the user settled
 * @param energy    energy of sensors, kept at hand
 * @param amounts   energy, money and carbon of slots
 * @param time      the stretch of time that linked views show
 * @param choices   the unit and the selected sensors
 * @param clock     the present
 */
public record FigureServices(ReadingStore store, Household household, EnergyReader energy, AmountReader amounts,
        TimeRangeService time, ViewingChoices choices, InstantSource clock) {

    private static final long JUST_NOW_MILLIS = 120_000;
    private static final long SECONDS_PER_MINUTE = 60;

    /** Makes them once for a workbench, and lets views get them injected. */
    public static FigureServices publish(IEclipseContext workbench, ReadingStore store, InstantSource clock) {
        var household = new Household(store);
        var energy = new EnergyReader(store, household);
        var time = new TimeRangeService(() -> everything(energy, clock), clock, store.zone());
        var services = new FigureServices(store, household, energy,
                new AmountReader(store, household, energy, clock), time, new ViewingChoices(), clock);
        workbench.set(FigureServices.class, services);
        return services;
    }

    /** {@return what questions of figures are answered from} */
    public Accounting accounting() {
        return new Accounting(store, household, energy, amounts, clock);
    }

    /** {@return amounts and times in words, in the currency and zone of now} */
    public AmountWords words() {
        try {
            return new AmountWords(household.tariffs().inForce().map(Tariff::currency)
                    .or(() -> AmountReader.localCurrency(Locale.getDefault())), store.zone());
        } catch (StoreException e) {
            return new AmountWords(Optional.empty(), store.zone());
        }
    }

    /** {@return how many digits after the point of amounts are worth writing into a file} */
    public int decimals(AmountUnit unit) {
        try {
            return amounts.decimals(unit);
        } catch (StoreException e) {
            return 2;
        }
    }

    /** {@return my house, if there is one and the file can be read} */
    public Optional<SeriesKey> houseKey() {
        try {
            return household.house().map(Sensor::key);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** {@return what a sensor is called, with its meter's name where there are several} */
    public String told(Sensor sensor) {
        try {
            return SeriesNames.told(sensor, household.severalMeters());
        } catch (StoreException e) {
            return SeriesNames.full(sensor);
        }
    }

    /**
     * {@return a stretch without what can't be known of sensors: neither what was before the first thing known of them
     * nor what is to come is missing}
     * <p>
     * As it was where all of it is so.
     *
     * @throws StoreException if the file can't be read
     */
    public TimeRange knowable(List<Sensor> sensors, TimeRange range) throws StoreException {
        long first = firstKnown(sensors);
        long start = first > range.startMillis() && first < range.endMillis() ? first : range.startMillis();
        long end = Math.min(range.endMillis(), present(sensors));
        return end > start ? TimeRange.ofMillis(start, end) : range;
    }

    /** {@return when the first thing known of one of the sensors begins, in milliseconds} */
    public long firstKnown(List<Sensor> sensors) throws StoreException {
        long first = Long.MAX_VALUE;
        for (var sensor : sensors) {
            var quarters = energy.energy(sensor.key());
            first = quarters.size() == 0 ? first : Math.min(first, quarters.range().startMillis());
        }
        return first;
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

    /** From the first thing known, which may be a meter's memory of years before the first reading. */
    private static Optional<TimeRange> everything(EnergyReader energy, InstantSource clock) {
        Instant now = clock.instant();
        try {
            // To the next full minute: what follows the clock by the millisecond is computed anew at every look, and on
            // a busy computer never done.
            var end = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE)
                    * SECONDS_PER_MINUTE + SECONDS_PER_MINUTE);
            return energy.first().filter(first -> first.isBefore(now)).map(first -> new TimeRange(first, end));
        } catch (StoreException e) {
            ILog.of(FigureServices.class).error(e.getMessage(), e);
            return Optional.empty();
        }
    }
}
