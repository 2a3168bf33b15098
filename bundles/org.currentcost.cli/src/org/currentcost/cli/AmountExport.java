package org.currentcost.cli;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.currentcost.accounting.AmountReader;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.EnergyReader;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Resolution;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Writes what periods of time come to, as the window shows it: gaps filled, signs and formulas applied. */
final class AmountExport {

    /** So many periods at once: few enough not to need much memory. */
    private static final int PERIODS_AT_ONCE = 2000;

    /**
     * Amounts are computed by years, and so long before and after is known too: a month whose tiers a year's first
     * period shares, and a block of a meter's memory across the turn of the year.
     */
    private static final Duration BESIDE = Duration.ofDays(100);

    private final ReadingStore store;
    private final Household household;
    private final AmountUnit unit;

    AmountExport(ReadingStore store, AmountUnit unit) throws StoreException, CommandFailed {
        this.store = store;
        this.unit = unit;
        household = new Household(store);
        if (!reader(TimeRange.ALL).available(unit)) {
            throw new CommandFailed(CommandMessages.get("export.missing." + unit));
        }
    }

    private AmountReader reader(TimeRange within) {
        return new AmountReader(store, household, new EnergyReader(store, household, within), InstantSource.system());
    }

    /** {@return the sensors, computed ones too} @param ignored whether also those that the user ignores */
    List<SeriesKey> sensors(boolean ignored) throws StoreException {
        return household.allSensors().stream().filter(one -> ignored || one.settings().role() != SensorRole.IGNORED)
                .map(Sensor::key).toList();
    }

    private record Row(SeriesKey key, AmountSum sum) {
    }

    /** @param names of the sensors, if they are to be told */
    void write(List<SeriesKey> keys, PeriodKind period, TimeRange range, Optional<SensorNames> names, Writer out)
            throws StoreException, IOException {
        var csv = new CsvWriter(out);
        csv.plain(CsvWriter.START, CsvWriter.END, ExportCommand.SENSOR, amountName(), "measured", "memory",
                "estimated");
        if (unit == AmountUnit.MONEY) {
            csv.plain("standing_charge");
        }
        csv.plain(CsvWriter.MEASURED_SHARE, CsvWriter.MEMORY_SHARE, CsvWriter.ESTIMATED_SHARE, CsvWriter.MISSING_SHARE);
        if (names.isPresent()) {
            csv.plain(ExportCommand.NAME);
        }
        csv.end();
        var zone = store.zone();
        var known = known(range);
        long charged = unit == AmountUnit.MONEY ? reader(TimeRange.ALL).charged().endMillis() : Long.MIN_VALUE;
        long at = period.startOf(known.startMillis(), zone);
        if (at < range.startMillis()) {
            // The period has begun before the range.
            at = period.endOf(at, zone);
        }
        while (at < known.endMillis()) {
            long yearEnd = PeriodKind.YEAR.endOf(at, zone);
            // A week belongs to the year in which it begins.
            var year = TimeRange.ofMillis(at, Math.max(yearEnd, period.endOf(yearEnd - 1, zone)));
            if (at < charged || isAnythingIn(year)) {
                writeYear(keys, period, year, known.endMillis(), names, out);
            }
            at = year.endMillis();
        }
    }

    private void writeYear(List<SeriesKey> keys, PeriodKind period, TimeRange year, long last,
            Optional<SensorNames> names,
            Writer out) throws StoreException, IOException {
        var reader = reader(new TimeRange(year.start().minus(BESIDE), year.end().plus(BESIDE)));
        var periods = new ArrayList<TimeRange>();
        for (var one : period.periods(year, store.zone())) {
            if (one.startMillis() >= year.startMillis() && one.startMillis() < last) {
                periods.add(one);
            }
            if (periods.size() >= PERIODS_AT_ONCE) {
                write(reader, keys, periods, names, out);
                periods.clear();
            }
        }
        write(reader, keys, periods, names, out);
    }

    private void write(AmountReader reader, List<SeriesKey> keys, List<TimeRange> periods, Optional<SensorNames> names,
            Writer out) throws StoreException, IOException {
        var rows = new ArrayList<Row>();
        Predicate<AmountSum> reported = sum -> sum.energy().known() || sum.total().signum() != 0;
        for (var key : keys) {
            reader.amounts(key, periods, unit).stream().filter(reported).forEach(sum -> rows.add(new Row(key, sum)));
        }
        rows.sort(Comparator.<Row>comparingLong(row -> row.sum.energy().startMillis())
                .thenComparing(row -> row.key));
        int decimals = reader.decimals(unit);
        var csv = new CsvWriter(out);
        for (var row : rows) {
            var sum = row.sum.rounded(decimals);
            var energy = sum.energy();
            long length = energy.endMillis() - energy.startMillis();
            csv.time(energy.startMillis()).time(energy.endMillis()).plain(row.key.sensor(), Numbers.plain(sum.total()),
                    Numbers.plain(sum.measured()),
                    Numbers.plain(sum.memory()), Numbers.plain(sum.estimated()));
            if (unit == AmountUnit.MONEY) {
                csv.plain(Numbers.plain(sum.standingCharge()));
            }
            csv.plain(Numbers.share(energy.measuredMillis(), length), Numbers.share(energy.memoryMillis(), length),
                    Numbers.share(energy.estimatedMillis(), length), Numbers.share(energy.missingMillis(), length));
            names.ifPresent(known -> csv.text(known.of(row.key)));
            csv.end();
        }
    }

    private String amountName() throws StoreException {
        return unit.column(unit == AmountUnit.MONEY
                ? reader(TimeRange.ALL).pricing().map(one -> one.tariff().currency())
                : Optional.empty());
    }

    /** {@return the part of a range in which there is anything} */
    private TimeRange known(TimeRange range) throws StoreException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (var info : store.series()) {
            first = Math.min(first, info.first().toEpochMilli());
            // Its last reading counts for as long as it holds, maybe into the next period.
            last = Math.max(last, info.end().toEpochMilli());
        }
        for (var key : store.seriesWithHistory()) {
            for (var span : HistorySpan.values()) {
                var memory = store.historyRange(key, span, TimeRange.ALL);
                if (memory.isPresent()) {
                    first = Math.min(first, memory.get().startMillis());
                    last = Math.max(last, memory.get().endMillis());
                }
            }
        }
        first = Math.max(first, range.startMillis());
        return TimeRange.ofMillis(first, Math.max(first, Math.min(last, range.endMillis())));
    }

    private boolean isAnythingIn(TimeRange year) throws StoreException {
        var wide = new TimeRange(year.start().minus(BESIDE), year.end());
        for (var info : store.series()) {
            if (!store.buckets(info.key(), wide, Resolution.MONTH).isEmpty()) {
                return true;
            }
        }
        for (var key : store.seriesWithHistory()) {
            for (var span : HistorySpan.values()) {
                if (store.historyRange(key, span, wide).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
