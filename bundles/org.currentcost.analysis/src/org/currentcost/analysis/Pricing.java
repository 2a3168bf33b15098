package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.currentcost.model.Energy;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;

/**
 * Prices energy by a tariff.
 * <p>
 * Each quarter of an hour has the price in force at its beginning. Sums are exact: the costs of the parts of a range
 * add up to the cost of the range, whatever the cut, as long as no part ends within a quarter. Immutable, for any
 * thread; worth keeping while the tariff stays, since half-hourly prices are prepared when this is made.
 * <p>
 * Roles: a house's energy costs what the tariff says, and where a quarter's is negative the export price is paid for
 * it; an export's energy earns the export price, as a negative cost; anything else costs what the same energy from the
 * grid would cost. Only a house has a standing charge.
 */
public final class Pricing {

    private static final int CHARGE_DECIMALS = RateSchedule.RATE_DECIMALS + DayCount.DECIMALS;

    private final Tariff tariff;
    private final RateSchedule schedule;

    /**
     * Makes a pricing.
     *
     * @param tariff the tariff
     * @param zone   the time zone by whose calendar and clock the tariff goes, and days are days
     */
    public Pricing(Tariff tariff, ZoneId zone) {
        this.tariff = tariff;
        schedule = new RateSchedule(tariff, zone);
    }

    /** {@return the tariff} */
    public Tariff tariff() {
        return tariff;
    }

    /** {@return whether prices depend on how much the house has used} */
    public boolean hasTiers() {
        return schedule.hasTiers();
    }

    /** {@return an amount in the tariff's currency} */
    public Money money(BigDecimal amount) {
        return new Money(amount, tariff.currency());
    }

    /**
     * {@return what a house's energy costs in each of the periods, with the standing charge for all of their time}
     *
     * @param quarters the energy
     * @param periods    in any order
     */
    public List<CostSum> costs(QuarterHours quarters, List<TimeRange> periods) {
        return costs(quarters, periods, SensorRole.HOUSE, quarters, TimeRange.ALL);
    }

    /**
     * {@return what energy costs in each of the periods}
     *
     * @param quarters the energy
     * @param periods    in any order; quickest in the order of time
     * @param role     what the energy means
     * @param house    the energy of the whole house, which the kilowatt-hours of tiers are counted by: a sensor inside
     *                 the house pays the price that the house pays at the time. The same as {@code quarters} for the
     *                 house itself
     * @param charged  when the standing charge of a house is due, such as from the first reading to now; periods may
     *                 reach beyond it
     */
    public List<CostSum> costs(QuarterHours quarters, List<TimeRange> periods, SensorRole role, QuarterHours house,
            TimeRange charged) {
        var walk = schedule.walk(quarters, role, house, quarters.clip(spanOf(periods)));
        var costs = new ArrayList<CostSum>(periods.size());
        for (var period : periods) {
            var sums = walk.sums(period);
            var standing = new ProductSum();
            var standingVat = new ProductSum();
            if (role == SensorRole.HOUSE) {
                walk.addStandingCharge(Math.max(period.startMillis(), charged.startMillis()),
                        Math.min(period.endMillis(), charged.endMillis()), standing, standingVat);
            }
            costs.add(new CostSum(quarters.sum(period.startMillis(), period.endMillis()),
                    RateSums.amount(sums.measured),
                    RateSums.amount(sums.memory), RateSums.amount(sums.estimated),
                    standing.toBigDecimal(CHARGE_DECIMALS),
                    RateSums.amount(sums.vat), standingVat.toBigDecimal(CHARGE_DECIMALS),
                    new Energy(sums.unratedMicrojoules),
                    sums.unratedMillis));
        }
        return costs;
    }

    /**
     * {@return a function that tells what the energy of any whole quarters of an hour in a range costs, without
     * standing charge; not a number where part of it has no price}
     * <p>
     * For means and pictures of very many periods: it doesn't add up exactly, as {@link #costs} does.
     *
     * @param quarters as for {@link #costs(QuarterHours, List, SensorRole, QuarterHours, TimeRange)}
     * @param range    nothing is told of what lies outside
     * @param role     as there
     * @param house    as there
     */
    public ToDoubleFunction<EnergySum> function(QuarterHours quarters, TimeRange range, SensorRole role,
            QuarterHours house) {
        return schedule.function(quarters, role, house, range);
    }

    /**
     * {@return the energy and cost of a period by what in the tariff sets the price, dearest in all first; energy
     * without a price is left out}
     *
     * @param quarters as for {@link #costs(QuarterHours, List, SensorRole, QuarterHours, TimeRange)}
     * @param period     the time
     * @param role     as there
     * @param house    as there
     */
    public List<BandCost> breakdown(QuarterHours quarters, TimeRange period, SensorRole role, QuarterHours house) {
        Map<PriceSource, BandCost> parts = new LinkedHashMap<>();
        schedule.walk(quarters, role, house, quarters.clip(period)).rate(period, new RateSchedule.Sink() {

            @Override
            public void rated(Rate rate, long measured, long memory, long estimated) {
                var energy = kilowattHours(measured).add(kilowattHours(memory)).add(kilowattHours(estimated));
                parts.merge(rate.source(),
                        new BandCost(rate.source(), energy, energy.multiply(RateSchedule.decimal(rate.gross()))),
                        (one, other) -> new BandCost(one.source(), one.kilowattHours().add(other.kilowattHours()),
                                one.cost().add(other.cost())));
            }

            @Override
            public void unrated(long microjoules, long millis) {
                // Said by the CostSum of the same period.
            }
        });
        return parts.values().stream().sorted((one, other) -> other.cost().compareTo(one.cost())).toList();
    }

    /**
     * {@return the price of used energy at a moment; empty before the tariff's first version}
     *
     * @param instant the moment
     * @param house   the house's energy, for tiers: the tier is that in which the moment's quarter of an hour begins
     */
    public Optional<PriceInForce> priceAt(Instant instant, QuarterHours house) {
        var moment = new TimeRange(instant, instant.plusMillis(1));
        var rate = schedule.walk(house, SensorRole.HOUSE, house, moment).rateOf(instant.toEpochMilli());
        return rate == Rate.NONE
                ? Optional.empty()
                : Optional.of(inForce(rate));
    }

    /**
     * {@return the prices of used energy in a range, in the order of time}
     * <p>
     * Times without a price are left out. Quarters of an hour that follow on each other and cost the same by the same
     * rule are one span; the first and the last are cut to the range.
     *
     * @param range not endless: each of its quarters is looked at
     * @param house as for {@link #priceAt}
     */
    public List<PriceSpan> prices(TimeRange range, QuarterHours house) {
        var walk = schedule.walk(house, SensorRole.HOUSE, house, range);
        var spans = new ArrayList<PriceSpan>();
        var before = Rate.NONE;
        long start = range.startMillis();
        while (start < range.endMillis()) {
            long end = Math.min(range.endMillis(),
                    (Math.floorDiv(start, QuarterHours.QUARTER_MILLIS) + 1) * QuarterHours.QUARTER_MILLIS);
            var rate = walk.rateOf(start);
            if (rate != Rate.NONE) {
                boolean goesOn = before != Rate.NONE && rate.equals(before);
                long from = goesOn ? spans.removeLast().range().startMillis() : start;
                spans.add(new PriceSpan(TimeRange.ofMillis(from, end), inForce(rate)));
            }
            before = rate;
            start = end;
        }
        return spans;
    }

    private static PriceInForce inForce(Rate rate) {
        return new PriceInForce(RateSchedule.decimal(rate.gross()), RateSchedule.decimal(rate.vat()), rate.source());
    }

    private static BigDecimal kilowattHours(long units) {
        return BigDecimal.valueOf(units, RateSchedule.ENERGY_DECIMALS);
    }

    /** {@return from the earliest start to the latest end} */
    static TimeRange spanOf(List<TimeRange> periods) {
        long start = periods.stream().mapToLong(TimeRange::startMillis).min().orElse(0);
        return TimeRange.ofMillis(start, periods.stream().mapToLong(TimeRange::endMillis).max().orElse(start));
    }
}
