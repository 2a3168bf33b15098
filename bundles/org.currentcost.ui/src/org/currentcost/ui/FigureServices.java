package org.currentcost.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.figures.AmountReader;
import org.currentcost.figures.EnergyReader;
import org.currentcost.figures.Household;
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

    /** Makes them once for a workbench, and lets views get them injected. */
    public static FigureServices publish(IEclipseContext workbench, ReadingStore store, InstantSource clock) {
        var household = new Household(store);
        var energy = new EnergyReader(store, household);
        var time = new TimeRangeService(() -> everything(energy, clock), clock);
        var services = new FigureServices(store, household, energy,
                new AmountReader(store, household, energy, clock), time, new ViewingChoices(), clock);
        workbench.set(FigureServices.class, services);
        return services;
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

    /** From the first thing known, which may be a meter's memory of years before the first reading. */
    private static Optional<TimeRange> everything(EnergyReader energy, InstantSource clock) {
        Instant now = clock.instant();
        try {
            return energy.first().filter(first -> first.isBefore(now)).map(first -> new TimeRange(first, now));
        } catch (StoreException e) {
            ILog.of(FigureServices.class).error(e.getMessage(), e);
            return Optional.empty();
        }
    }
}
