package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.BillCheck;
import org.currentcost.analysis.CheapestHours;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Repricing;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TargetProgress;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Bill;
import org.currentcost.store.StoreException;

/**
 * What a year's target, other tariffs, a change of tariff and a supplier's bill come to: the questions of who looks at
 * costs. Safe for several threads.
 */
public final class CostReader {

    private static final int MOST_COSTS = 60;

    private final Accounting accounting;

    /** Answers from what is recorded and settled. */
    public CostReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /** {@return the year of the present, by the calendar of the store's zone} */
    public TimeRange thisYear() {
        var first = LocalDate.ofInstant(accounting.clock().instant(), accounting.zone()).withDayOfYear(1);
        return new TimeRange(first.atStartOfDay(accounting.zone()).toInstant(),
                first.plusYears(1).atStartOfDay(accounting.zone()).toInstant());
    }

    /**
     * {@return how this year goes against its target}
     *
     * @param key  whose use counts
     * @param step is called now and then, and may end the work by an exception
     * @throws StoreException if the file can't be read
     */
    public TargetYear targetYear(SeriesKey key, Runnable step) throws StoreException {
        var zone = accounting.zone();
        var now = accounting.clock().instant();
        var today = LocalDate.ofInstant(now, zone);
        var whole = thisYear();
        var months = PeriodKind.MONTH.periods(whole, zone);
        var begun = PeriodKind.MONTH.periods(new TimeRange(whole.start(), now), zone);
        var target = accounting.household().target();
        var unit = target.map(Target::unit).map(AmountUnit::of).orElse(AmountUnit.ENERGY);
        boolean available = accounting.amounts().available(unit);
        Optional<TargetProgress> progress = target.isPresent() && available
                ? Optional
                        .of(TargetProgress.of(target.get(), today,
                                days(key, today.withDayOfYear(1).minusYears(1), now, unit, step)))
                : Optional.empty();
        return new TargetYear(target, available, progress, whole, months,
                available ? accounting.amounts().amounts(key, begun, unit) : List.of(),
                target.map(one -> begun.stream().map(month -> one.share(month, zone)).toList()).orElse(List.of()),
                target.map(one -> months.stream()
                        .map(month -> one.share(new TimeRange(whole.start(), month.end()), zone)).toList())
                        .orElse(List.of()));
    }

    /**
     * {@return how this month goes against its share of the year's target; empty without a target}
     *
     * @param house whose use counts
     * @throws StoreException if the file can't be read
     */
    public Optional<TargetMonth> targetMonth(Sensor house) throws StoreException {
        var target = accounting.household().target();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        var zone = accounting.zone();
        long now = accounting.clock().millis();
        var month = TimeRange.ofMillis(PeriodKind.MONTH.startOf(now, zone), PeriodKind.MONTH.endOf(now, zone));
        var unit = AmountUnit.of(target.get().unit());
        var passed = accounting.known().within(List.of(house), TimeRange.ofMillis(month.startMillis(), now));
        var soFar = accounting.amounts().amounts(house.key(), List.of(passed), unit).getFirst();
        return Optional.of(new TargetMonth(target.get(), accounting.amounts().available(unit), month, soFar,
                target.get().share(passed, zone).multiply(BigDecimal.valueOf(soFar.energy().knownShare())),
                target.get().share(month, zone)));
    }

    /**
     * {@return when electricity is cheapest today and tomorrow; empty without a tariff}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<CheapestPrices> cheapest() throws StoreException {
        var pricing = accounting.amounts().pricing();
        var house = accounting.household().house();
        if (pricing.isEmpty()) {
            return Optional.empty();
        }
        // Only tiers ask what was used.
        var used = house.isPresent() && pricing.get().hasTiers()
                ? accounting.energy().energy(house.get().key())
                : QuarterHours.NONE;
        return Optional.of(new CheapestPrices(pricing.get().tariff().currency(),
                CheapestHours.of(pricing.get(), used, accounting.clock().instant(), accounting.zone())));
    }

    private Map<LocalDate, TargetProgress.Day> days(SeriesKey key, LocalDate first, Instant now, AmountUnit unit,
            Runnable step) throws StoreException {
        var zone = accounting.zone();
        var periods = PeriodKind.DAY.periods(new TimeRange(first.atStartOfDay(zone).toInstant(), now), zone);
        var sums = accounting.amounts().amounts(key, periods, unit);
        step.run();
        var days = new HashMap<LocalDate, TargetProgress.Day>();
        for (int i = 0; i < periods.size(); i++) {
            days.put(LocalDate.ofInstant(periods.get(i).start(), zone),
                    new TargetProgress.Day(sums.get(i).total(), sums.get(i).energy().knownShare()));
        }
        return days;
    }

    /**
     * {@return what a sensor's use would have cost under each of the tariffs}
     *
     * @param range the months of which a part lies in it are told, or the years if there are many of them
     * @param step  is called before each tariff, and may end the work by an exception
     * @throws StoreException if the file can't be read
     */
    public TariffComparison comparison(Sensor sensor, TimeRange range, Runnable step) throws StoreException {
        var zone = accounting.zone();
        var tariffs = accounting.household().tariffs();
        var compared = TariffComparison.comparable(tariffs);
        var period = PeriodKind.MONTH.periods(range, zone).size() * Math.max(1, compared.size()) > MOST_COSTS
                ? PeriodKind.YEAR
                : PeriodKind.MONTH;
        var known = accounting.known();
        var asked = List.of(sensor);
        // Neither what is to come nor what was before the first thing known is missing.
        long first = known.first(asked);
        Instant now = accounting.clock().instant();
        var periods = period.periods(range, zone).stream().filter(one -> one.start().isBefore(now))
                .filter(one -> first == Long.MAX_VALUE || one.endMillis() > first).toList();
        var past = new ArrayList<TimeRange>();
        for (var one : periods) {
            past.add(known.within(asked, one));
        }
        // Of another meter there may be readings from before the house's first ones.
        var start = accounting.amounts().charged().start();
        if (!past.isEmpty() && past.getFirst().start().isBefore(start)) {
            start = past.getFirst().start();
        }
        var columns = new ArrayList<TariffComparison.Column>();
        for (var tariff : compared) {
            step.run();
            var applied = TariffComparison.extended(tariff, start, zone);
            columns.add(new TariffComparison.Column(applied, !applied.equals(tariff),
                    accounting.amounts().costs(sensor.key(), past, applied)));
        }
        return new TariffComparison(periods, period, columns, tariffs.all().stream()
                .filter(one -> !compared.contains(one)).map(Tariff::name).toList());
    }

    /**
     * {@return what a change of the tariff that counts does to the costs of what was recorded}
     *
     * @param before the tariff that counts, if one does
     * @param after  the one that will count, if one does; at least one of them does
     * @throws StoreException if the file can't be read
     */
    public TariffEffect effect(Optional<Tariff> before, Optional<Tariff> after) throws StoreException {
        var currency = after.or(() -> before).map(Tariff::currency).orElseThrow();
        // Without a tariff nothing has a price, as with one that never begins.
        var none = new Tariff("", currency, List.of());
        var old = before.orElse(none);
        var next = after.orElse(new Tariff("", old.currency(), List.of()));
        var zone = accounting.zone();
        var house = accounting.household().house();
        var charged = accounting.amounts().charged();
        List<TimeRange> months = house.isEmpty() || charged.length().isZero()
                ? List.of()
                : PeriodKind.MONTH.periods(charged, zone);
        var quarters = months.isEmpty() ? QuarterHours.NONE : accounting.energy().energy(house.orElseThrow().key());
        return new TariffEffect(old.currency(), next.currency(),
                Repricing.of(old, next, zone, quarters, months, charged), house);
    }

    /**
     * {@return the bills that are kept against our own figures, and one that is not}
     *
     * @param typed that one, if there is one
     * @throws StoreException if the file can't be read
     */
    public BillComparison bills(Optional<Bill> typed) throws StoreException {
        var kept = new ArrayList<BillComparison.Checked>();
        for (var bill : accounting.household().bills()) {
            kept.add(checked(bill));
        }
        return new BillComparison(accounting.household().house(), accounting.household().tariffs().inForce(),
                typed.isPresent() ? Optional.of(checked(typed.get())) : Optional.empty(), kept);
    }

    private BillComparison.Checked checked(Bill bill) throws StoreException {
        var pricing = accounting.amounts().pricing();
        var house = accounting.household().house();
        if (pricing.isEmpty() || house.isEmpty()) {
            return new BillComparison.Checked(bill, Optional.empty());
        }
        var range = BillCheck.range(bill.firstDay(), bill.lastDay().plusDays(1), accounting.zone());
        var quarters = accounting.energy().energy(house.get().key());
        CostSum ours = pricing.get().costs(quarters, List.of(range), SensorRole.HOUSE, quarters, range).getFirst();
        return new BillComparison.Checked(bill,
                Optional.of(new BillCheck(ours, bill.kilowattHours(), bill.amount())));
    }
}
