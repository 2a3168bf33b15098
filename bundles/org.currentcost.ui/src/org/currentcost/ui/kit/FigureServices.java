package org.currentcost.ui.kit;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.accounting.Accounting;
import org.currentcost.accounting.AmountReader;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.CostReader;
import org.currentcost.accounting.EnergyReader;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.KnownTime;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.core.contexts.IEclipseContext;

/**
 * What views of figures work with; injected.
 *
 * @param accounting answers questions of figures
 * @param time       the span of time that linked views show
 * @param choices    the unit and the selected sensors
 * @param undo       what can be undone and redone
 */
public record FigureServices(Accounting accounting, TimeRangeService time, ViewingChoices choices, UndoStack undo) {

    /** Makes them once for a workbench, and lets views get them injected. */
    public static FigureServices publish(IEclipseContext workbench, ReadingStore store, InstantSource clock) {
        var accounting = Accounting.of(store, clock);
        var time = new TimeRangeService(() -> everything(accounting.known()), clock, store.zone());
        var services = new FigureServices(accounting, time, new ViewingChoices(),
                new UndoStack(store, entry -> label(accounting, entry)));
        workbench.set(FigureServices.class, services);
        return services;
    }

    /** {@return the readings} */
    public ReadingStore store() {
        return accounting.store();
    }

    /** {@return what the user settled} */
    public Household household() {
        return accounting.household();
    }

    /** {@return energy of sensors, kept at hand} */
    public EnergyReader energy() {
        return accounting.energy();
    }

    /** {@return energy, money and carbon of periods} */
    public AmountReader amounts() {
        return accounting.amounts();
    }

    /** {@return the present} */
    public InstantSource clock() {
        return accounting.clock();
    }

    /** {@return amounts and times in words, in the currency and zone of now} */
    public AmountWords words() {
        try {
            return new AmountWords(household().tariffs().inForce().map(Tariff::currency)
                    .or(() -> UserLocale.localCurrency(UserLocale.formats())), store().zone());
        } catch (StoreException e) {
            return new AmountWords(Optional.empty(), store().zone());
        }
    }

    /** {@return how many digits after the point of amounts are worth writing into a file} */
    public int decimals(AmountUnit unit) {
        try {
            return amounts().decimals(unit);
        } catch (StoreException e) {
            return 2;
        }
    }

    /** {@return my house, if there is one and the file can be read} */
    public Optional<SeriesKey> houseKey() {
        try {
            return household().house().map(Sensor::key);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** {@return what a sensor is called, with its meter's name where there are several} */
    public String name(Sensor sensor) {
        try {
            return SeriesNames.name(sensor, household().severalMeters());
        } catch (StoreException e) {
            return SeriesNames.full(sensor);
        }
    }

    /** {@return the questions of who looks at costs} */
    public CostReader costs() {
        return new CostReader(accounting);
    }

    /** {@return what an entry of the journal is called, such as "House excluded, 3 Nov 2026, 13:00–14:00"} */
    private static String label(Accounting accounting, UndoJournal.Entry entry) {
        return switch (entry) {
            case UndoJournal.Import one -> Messages.bind(Messages.UndoImport, one.row().name());
            case UndoJournal.Edits edits -> {
                var first = edits.edits().getFirst();
                yield Messages.bind(Messages.UndoEdits, new Object[]{edits.edits().stream()
                        .map(edit -> name(accounting.household(), edit.series())).collect(Collectors.joining(", ")),
                    EditWords.what(first),
                    new AmountWords(Optional.empty(), accounting.zone()).range(first.range())});
            }
        };
    }

    private static String name(Household household, SeriesKey series) {
        try {
            return SeriesNames.name(household.sensor(series), household.severalMeters());
        } catch (StoreException e) {
            return SeriesNames.sensor(series);
        }
    }

    private static Optional<TimeRange> everything(KnownTime known) {
        try {
            return known.everything();
        } catch (StoreException e) {
            ILog.of(FigureServices.class).error(e.getMessage(), e);
            return Optional.empty();
        }
    }
}
