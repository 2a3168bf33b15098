package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;

/**
 * Tells the carbon dioxide of energy, in the same way in which {@link Pricing} tells its price. Negative energy spares
 * what the same energy from the grid would cause. Immutable, for any thread.
 */
public final class Carbon {

    private static final double GRAMS_PER_KILOGRAM = 1000;

    private final RateSchedule schedule;

    /**
     * Makes the function.
     *
     * @param factors the grams per kilowatt-hour
     * @param zone    the time zone by whose calendar factors begin
     */
    public Carbon(CarbonFactors factors, ZoneId zone) {
        schedule = new RateSchedule(factors, zone);
    }

    /** {@return the carbon dioxide of each of the periods} @param periods in any order */
    public List<CarbonSum> sums(QuarterHours quarters, List<TimeRange> periods) {
        // The role is one that knows no export price.
        var walk = schedule.walk(quarters, SensorRole.INSIDE_HOUSE, quarters, Pricing.spanOf(periods));
        var carbon = new ArrayList<CarbonSum>(periods.size());
        for (var period : periods) {
            var sums = walk.sums(period);
            carbon.add(new CarbonSum(quarters.sum(period.startMillis(), period.endMillis()),
                    RateSums.amount(sums.measured), RateSums.amount(sums.memory), RateSums.amount(sums.estimated),
                    sums.unratedMicrojoules, sums.unratedMillis));
        }
        return carbon;
    }

    /**
     * {@return a function that tells the kilograms of any whole quarters of an hour in a range; not a number where part
     * of the energy has no factor}
     *
     * @param range nothing is told of what lies outside
     */
    public ToDoubleFunction<EnergySum> function(QuarterHours quarters, TimeRange range) {
        var grams = schedule.function(quarters, SensorRole.INSIDE_HOUSE, quarters, range);
        return sum -> grams.applyAsDouble(sum) / GRAMS_PER_KILOGRAM;
    }

    /** {@return the grams per kilowatt-hour at a moment; empty where there is no factor} */
    public Optional<BigDecimal> gramsPerKilowattHourAt(Instant instant) {
        var moment = new TimeRange(instant, instant);
        var rate = schedule.walk(QuarterHours.NONE, SensorRole.INSIDE_HOUSE, QuarterHours.NONE, moment)
                .rateOf(instant.toEpochMilli());
        return rate == Rate.NONE ? Optional.empty() : Optional.of(RateSchedule.decimal(rate.gross()));
    }
}
