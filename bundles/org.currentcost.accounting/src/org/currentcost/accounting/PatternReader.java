package org.currentcost.accounting;

import java.util.LinkedHashMap;
import java.util.List;
import org.currentcost.analysis.Appliances;
import org.currentcost.analysis.Profiles;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Reconciliation;
import org.currentcost.analysis.TemperatureUse;
import org.currentcost.analysis.Trends;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Resolution;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** Answers when, by what and in what weather something is used. Reads the store; safe for several threads. */
public final class PatternReader {

    private final Accounting accounting;

    /** @param accounting what it answers from */
    public PatternReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /**
     * {@return what a sensor used in each hour of each day}
     *
     * @param range the days that have a part in it
     * @throws StoreException if the file can't be read
     */
    public HourProfile hours(Sensor sensor, TimeRange range, AmountUnit unit) throws StoreException {
        var zone = accounting.zone();
        var whole = PeriodRule.whole(range, zone);
        var known = accounting.known().within(List.of(sensor), whole);
        return new HourProfile(PeriodRule.wholeDays(known, zone), Profiles.loadProfile(energy(sensor), whole, zone,
                accounting.amounts().function(sensor.key(), whole, unit)), isChargeOmitted(sensor, unit));
    }

    /**
     * {@return what a sensor used on each day and how warm it was at its meter's display}
     *
     * @param range the days that have a part in it
     * @throws StoreException if the file can't be read
     */
    public TemperatureDays temperature(Sensor sensor, TimeRange range, AmountUnit unit) throws StoreException {
        var zone = accounting.zone();
        var whole = PeriodRule.whole(range, zone);
        String meter = sensor.key().meter();
        var temperatures = accounting.household().corrected(meter, accounting.store().buckets(
                new SeriesKey(meter, 0, Quantity.TEMPERATURE), whole, Resolution.DAY));
        return new TemperatureDays(whole, TemperatureUse.of(energy(sensor), temperatures, zone,
                accounting.amounts().function(sensor.key(), range, unit)), isChargeOmitted(sensor, unit));
    }

    private static boolean isChargeOmitted(Sensor sensor, AmountUnit unit) {
        return unit == AmountUnit.MONEY && sensor.settings().role() == SensorRole.HOUSE;
    }

    /**
     * {@return what is remarkable in what a sensor used} Months are told from the present back, whatever the range is.
     *
     * @throws StoreException if the file can't be read
     */
    public PastTrends trends(Sensor sensor, TimeRange range, AmountUnit unit) throws StoreException {
        var key = sensor.key();
        var amounts = accounting.amounts();
        var trends = Trends.of(energy(sensor), range, accounting.zone(), accounting.clock().instant(),
                amounts.function(key, TimeRange.ALL, unit), amounts.totalFunction(key, TimeRange.ALL, unit));
        return new PastTrends(trends, amounts.amount(key, range, unit).standingCharge().signum() != 0);
    }

    /**
     * {@return live readings of a sensor against its meter's memory, block by block}
     *
     * @param span which blocks
     * @throws StoreException if the file can't be read
     */
    public List<Reconciliation.Comparison> reconciliation(Sensor sensor, HistorySpan span, TimeRange range)
            throws StoreException {
        return Reconciliation.of(accounting.energy().measured(sensor.key()),
                accounting.store().history(sensor.key(), span, range));
    }

    /**
     * {@return what each sensor has of the house of a meter}
     *
     * @param sensor any of the meter
     * @param known  of what sensors something has to be known for the time to count
     * @param check  is called now and then; what it throws ends the work
     * @throws StoreException if the file can't be read
     */
    public ApplianceShares appliances(Sensor sensor, List<Sensor> known, TimeRange range, AmountUnit unit,
            Runnable check) throws StoreException {
        var sensors = accounting.household().sensors().stream()
                .filter(one -> one.key().meter().equals(sensor.key().meter())).toList();
        var house = sensors.stream().filter(one -> one.settings().role() == SensorRole.HOUSE).findFirst()
                .orElse(sensor);
        var period = accounting.known().within(known, PeriodRule.whole(range, accounting.zone()));
        var inside = new LinkedHashMap<SeriesKey, QuarterHours>();
        var amounts = new LinkedHashMap<Sensor, AmountSum>();
        for (var one : sensors) {
            check.run();
            if (one.settings().role() == SensorRole.INSIDE_HOUSE) {
                inside.put(one.key(), energy(one));
                amounts.put(one, amount(one, period, unit));
            }
        }
        var shares = Appliances.shares(energy(house), inside, period);
        var commonParts = new LinkedHashMap<Sensor, Double>();
        for (var entry : amounts.entrySet()) {
            long all = entry.getValue().energy().microjoules();
            long common = shares.sensors().stream().filter(one -> one.series().equals(entry.getKey().key()))
                    .mapToLong(one -> one.energy().microjoules()).findFirst().orElse(all);
            commonParts.put(entry.getKey(), all == 0 ? 1 : Math.clamp((double) common / all, 0, 1));
        }
        return new ApplianceShares(period, house, amount(house, period, unit), amounts, commonParts);
    }

    private AmountSum amount(Sensor sensor, TimeRange period, AmountUnit unit) throws StoreException {
        return accounting.amounts().amounts(sensor.key(), List.of(period), unit).getFirst();
    }

    private QuarterHours energy(Sensor sensor) throws StoreException {
        return accounting.energy().energy(sensor.key());
    }
}
