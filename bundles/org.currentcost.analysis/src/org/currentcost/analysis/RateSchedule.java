package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.ToDoubleFunction;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;

/**
 * The rate per kilowatt-hour of any quarter of an hour, be it money or grams of carbon dioxide.
 * <p>
 * Energy enters as whole multiples of 10<sup>-14</sup> kWh, finer than the microjoules in which it is known, and rates
 * have 12 decimals, so that rates times energy are decimals without rounding and parts add up to the whole exactly.
 * Immutable; each thread makes a {@link RateWalk} of its own.
 */
final class RateSchedule {

    /** The decimals of a kilowatt-hour in which energy is counted here. */
    static final int ENERGY_DECIMALS = 14;

    /** The decimals of a rate. */
    static final int RATE_DECIMALS = 12;

    /** Sums of so much energy are handed on before they overflow. */
    static final long MOST_UNITS = Long.MAX_VALUE / 4;

    // 10^14 units are a kilowatt-hour, which is as many microjoules as Energy says: 250 for every 9 of them.
    private static final long UNITS_PER_NINE_MICROJOULES = 250;
    private static final long NINE = 9;
    private static final long EXACT_MICROJOULES = Long.MAX_VALUE / UNITS_PER_NINE_MICROJOULES - NINE;

    /** Takes rated energy in multiples of 10<sup>-14</sup> kWh, and in microjoules where it has no rate. */
    interface Sink {

        /** Takes energy of one rate. */
        void rated(Rate rate, long measured, long memory, long estimated);

        /** Takes energy without a rate. */
        void unrated(long microjoules, long millis);
    }

    private final ZoneId zone;
    private final List<RateVersion> versions;
    private final boolean tiered;
    private volatile Optional<TierCount> kept = Optional.empty();
    private final Map<QuarterRollup, RatedRollup[]> rated = new WeakHashMap<>();

    /** A schedule of prices. */
    RateSchedule(Tariff tariff, ZoneId zone) {
        this.zone = Objects.requireNonNull(zone);
        versions = tariff.versions().stream().map(version -> new RateVersion(version, false)).toList();
        tiered = tariff.versions().stream().anyMatch(version -> !version.tiers().isEmpty());
    }

    /** A schedule of grams. Half-hourly ones hold before the first factor too. */
    RateSchedule(CarbonFactors factors, ZoneId zone) {
        this.zone = Objects.requireNonNull(zone);
        var all = new ArrayList<RateVersion>();
        all.add(new RateVersion(grams(LocalDate.MIN, BigDecimal.ZERO, factors), true));
        for (var factor : factors.factors()) {
            all.add(new RateVersion(grams(factor.validFrom(), factor.gramsPerKilowattHour(), factors), false));
        }
        versions = List.copyOf(all);
        tiered = false;
    }

    /** {@return whether rates depend on how much the house has used} */
    boolean hasTiers() {
        return tiered;
    }

    private static TariffVersion grams(LocalDate validFrom, BigDecimal grams, CarbonFactors factors) {
        return new TariffVersion(validFrom, BigDecimal.ZERO, grams, List.of(), List.of(), Tier.Period.MONTH,
                BigDecimal.ZERO, true, Optional.empty(), factors.halfHourly());
    }

    /** {@return a rate as a decimal} @param rate in multiples of 10<sup>-12</sup> */
    static BigDecimal decimal(long rate) {
        return BigDecimal.valueOf(rate, RATE_DECIMALS).stripTrailingZeros();
    }

    /** {@return energy in kilowatt-hours, to 14 decimals} */
    static BigDecimal kilowattHours(long microjoules) {
        return BigDecimal.valueOf(microjoules).multiply(BigDecimal.valueOf(UNITS_PER_NINE_MICROJOULES))
                .divide(BigDecimal.valueOf(NINE), 0, RoundingMode.HALF_EVEN).movePointLeft(ENERGY_DECIMALS);
    }

    /** {@return energy in multiples of 10<sup>-14</sup> kWh, to the nearest one} */
    static long units(long microjoules) {
        if (Math.abs(microjoules) > EXACT_MICROJOULES) {
            return microjoules / NINE * UNITS_PER_NINE_MICROJOULES;
        }
        return (microjoules * UNITS_PER_NINE_MICROJOULES + Long.signum(microjoules) * (NINE / 2)) / NINE;
    }

    /**
     * {@return what rates the quarters of a series}
     *
     * @param quarters the series
     * @param role     what its energy means: only the house's own negative energy and an export's energy go by the
     *                 export price
     * @param house    the series whose energy the tiers count, which is the same one for the house itself
     * @param range    from the first to the last moment that will be asked for; counted through if there are tiers
     */
    RateWalk walk(QuarterHours quarters, SensorRole role, QuarterHours house, TimeRange range) {
        return new RateWalk(quarters, role, new RateCursor(versions, zone),
                tiered ? count(house, range) : TierCount.none(house), tiered, rated(quarters), zone);
    }

    private TierCount count(QuarterHours house, TimeRange range) {
        return kept.filter(one -> one.holds(house, range)).orElseGet(() -> {
            var fresh = TierCount.of(house, new RateCursor(versions, zone), zone, range);
            kept = Optional.of(fresh);
            return fresh;
        });
    }

    /** {@return what is kept of the rollups of a series, with a place for each; found by the first, which stays} */
    private RatedRollup[] rated(QuarterHours quarters) {
        if (quarters.size() == 0) {
            return new RatedRollup[0];
        }
        synchronized (rated) {
            var known = rated.getOrDefault(quarters.rollup(0), new RatedRollup[0]);
            if (known.length < quarters.rollups()) {
                known = Arrays.copyOf(known, quarters.rollups());
                rated.put(quarters.rollup(0), known);
            }
            return known;
        }
    }

    /**
     * {@return a function that tells what the energy of any whole quarters in a range comes to; not a number where part
     * of it has no rate}
     *
     * @param quarters as for {@link #walk}
     * @param role     likewise
     * @param house    likewise
     * @param range    nothing is told of what lies outside
     */
    ToDoubleFunction<EnergySum> function(QuarterHours quarters, SensorRole role, QuarterHours house, TimeRange range) {
        var known = quarters.clip(range);
        int first = quarters.firstIndexFrom(known.startMillis());
        var amounts = walk(quarters, role, house, known).amounts(known);
        return sum -> {
            int to = Math.min(amounts.length, quarters.firstIndexFrom(sum.endMillis()) - first);
            double total = 0;
            for (int i = Math.max(0, quarters.firstIndexFrom(sum.startMillis()) - first); i < to; i++) {
                total += amounts[i];
            }
            return total;
        };
    }
}
