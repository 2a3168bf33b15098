package org.currentcost.app.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.currentcost.analysis.Slot;
import org.currentcost.figures.AmountReader;
import org.currentcost.figures.AmountSum;
import org.currentcost.figures.AmountUnit;
import org.currentcost.figures.EnergyReader;
import org.currentcost.figures.Household;
import org.currentcost.figures.Sensor;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Writes what slots of time come to, as the window shows it: gaps filled, signs and formulas applied. */
final class AmountExport {

    /** For how many nominal intervals a reading holds at most. */
    private static final int HELD_INTERVALS = 3;

    /** So many slots at once: few enough not to need much memory. */
    private static final int SLOTS_AT_ONCE = 2000;

    private final ReadingStore store;
    private final Household household;
    private final AmountReader reader;
    private final AmountUnit unit;

    AmountExport(ReadingStore store, AmountUnit unit) throws StoreException, CommandFailed {
        this.store = store;
        this.unit = unit;
        household = new Household(store);
        reader = new AmountReader(store, household, new EnergyReader(store, household), InstantSource.system());
        if (!reader.available(unit)) {
            throw new CommandFailed(CommandMessages.get("export.missing." + unit));
        }
    }

    /** {@return the sensors, computed ones too} @param ignored whether also those that the user ignores */
    List<SeriesKey> sensors(boolean ignored) throws StoreException {
        return household.sensors().stream().filter(one -> ignored || one.settings().role() != SensorRole.IGNORED)
                .map(Sensor::key).toList();
    }

    private record Row(SeriesKey key, AmountSum sum) {
    }

    /** @param names of the sensors, if they are to be told */
    void write(List<SeriesKey> keys, Slot slot, TimeRange range, Optional<SensorNames> names, PrintWriter out)
            throws StoreException {
        out.print("start_utc,end_utc,sensor," + amountName() + ",measured,memory,estimated"
                + (unit == AmountUnit.MONEY ? ",standing_charge" : "")
                + ",measured_share,memory_share,estimated_share,missing_share"
                + (names.isPresent() ? ExportCommand.NAME_COLUMN : "") + ExportCommand.LINE_END);
        var known = known(range);
        long at = slot.startOf(known.startMillis(), store.zone());
        if (at < range.startMillis()) {
            // The slot has begun before the range.
            at = slot.endOf(at, store.zone());
        }
        while (at < known.endMillis()) {
            var slots = new ArrayList<TimeRange>();
            while (at < known.endMillis() && slots.size() < SLOTS_AT_ONCE) {
                long end = slot.endOf(at, store.zone());
                slots.add(TimeRange.ofMillis(at, end));
                at = end;
            }
            write(keys, slots, names, out);
        }
    }

    private void write(List<SeriesKey> keys, List<TimeRange> slots, Optional<SensorNames> names, PrintWriter out)
            throws StoreException {
        var rows = new ArrayList<Row>();
        Predicate<AmountSum> told = sum -> sum.energy().known() || sum.total().signum() != 0;
        for (var key : keys) {
            reader.amounts(key, slots, unit).stream().filter(told).forEach(sum -> rows.add(new Row(key, sum)));
        }
        rows.sort(Comparator.<Row>comparingLong(row -> row.sum.energy().startMillis())
                .thenComparing(row -> row.key));
        for (var row : rows) {
            var sum = row.sum;
            var energy = sum.energy();
            long length = energy.endMillis() - energy.startMillis();
            out.print(Instant.ofEpochMilli(energy.startMillis()) + "," + Instant.ofEpochMilli(energy.endMillis()) + ","
                    + row.key.sensor() + "," + Numbers.plain(sum.total()) + "," + Numbers.plain(sum.measured()) + ","
                    + Numbers.plain(sum.memory()) + "," + Numbers.plain(sum.estimated()) + ","
                    + (unit == AmountUnit.MONEY ? Numbers.plain(sum.standingCharge()) + "," : "")
                    + Numbers.share(energy.measuredMillis(), length) + ","
                    + Numbers.share(energy.memoryMillis(), length) + ","
                    + Numbers.share(energy.estimatedMillis(), length) + ","
                    + Numbers.share(energy.missingMillis(), length)
                    + names.map(known -> known.column(row.key)).orElse("") + ExportCommand.LINE_END);
        }
    }

    private String amountName() throws StoreException {
        return switch (unit) {
            case ENERGY -> "kwh";
            case MONEY -> reader.pricing().orElseThrow().tariff().currency().getCurrencyCode()
                    .toLowerCase(Locale.ROOT);
            case CARBON -> "co2_kg";
        };
    }

    /** {@return the part of a range in which there is anything} */
    private TimeRange known(TimeRange range) throws StoreException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (var info : store.series()) {
            first = Math.min(first, info.first().toEpochMilli());
            // Its last reading counts for as long as it holds, maybe into the next slot.
            last = Math.max(last, info.last().toEpochMilli() + HELD_INTERVALS * info.nominalMillis());
        }
        for (var key : store.seriesWithHistory()) {
            for (var span : HistorySpan.values()) {
                for (HistoryBlock block : store.history(key, span, TimeRange.ALL)) {
                    first = Math.min(first, block.startMillis());
                    last = Math.max(last, block.endMillis());
                }
            }
        }
        first = Math.max(first, range.startMillis());
        return TimeRange.ofMillis(first, Math.max(first, Math.min(last, range.endMillis())));
    }
}
