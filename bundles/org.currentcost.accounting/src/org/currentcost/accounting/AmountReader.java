package org.currentcost.accounting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.currentcost.analysis.Carbon;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.CarbonSum;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.PriceInForce;
import org.currentcost.analysis.Pricing;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.Energy;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/** What the energy of sensors comes to in each of the units. Safe for several threads. */
public final class AmountReader {

    private static final int KILOWATT_HOUR_DECIMALS = 9;
    private static final int KILO = 3;

    private final SeriesStore store;
    private final Household household;
    private final EnergyReader energy;
    private final InstantSource clock;
    private volatile Optional<Pricing> pricing = Optional.empty();
    private volatile Optional<RatedCarbon> carbon = Optional.empty();

    private final Map<Rated, KeptFunction> functions = new ConcurrentHashMap<>();

    private record Rated(SeriesKey key, AmountUnit unit, SensorRole role) {
    }

    /** A function and what it was made of. */
    private record KeptFunction(QuarterHours quarters, QuarterHours house, Object by, TimeRange range,
            ToDoubleFunction<EnergySum> function) {

        boolean holds(QuarterHours otherQuarters, QuarterHours otherHouse, Object otherBy, TimeRange other) {
            return quarters == otherQuarters && house == otherHouse && by == otherBy
                    && range.startMillis() <= other.startMillis() && other.endMillis() <= range.endMillis();
        }
    }

    private record RatedCarbon(CarbonFactors factors, Carbon carbon) {
    }

    /** Computes from {@code energy} by the tariff and the factors of {@code household}. */
    public AmountReader(SeriesStore store, Household household, EnergyReader energy, InstantSource clock) {
        this.clock = clock;
        this.store = store;
        this.household = household;
        this.energy = energy;
    }

    /** {@return whether there is what amounts of this unit are computed by: a tariff, a factor} */
    public boolean available(AmountUnit unit) throws StoreException {
        return switch (unit) {
            case ENERGY -> true;
            case MONEY -> household.tariffs().inForce().isPresent();
            case CARBON -> household.carbon().isPresent();
        };
    }

    /** {@return the pricing by the tariff that counts; empty without one} */
    public Optional<Pricing> pricing() throws StoreException {
        Optional<Tariff> tariff = household.tariffs().inForce();
        Optional<Pricing> kept = pricing;
        if (!kept.map(Pricing::tariff).equals(tariff)) {
            kept = tariff.map(one -> new Pricing(one, store.zone()));
            pricing = kept;
        }
        return kept;
    }

    private Optional<Carbon> carbon() throws StoreException {
        Optional<CarbonFactors> factors = household.carbon();
        Optional<RatedCarbon> kept = carbon;
        if (!kept.map(RatedCarbon::factors).equals(factors)) {
            kept = factors.map(one -> new RatedCarbon(one, new Carbon(one, store.zone())));
            carbon = kept;
        }
        return kept.map(RatedCarbon::carbon);
    }

    /**
     * {@return how many digits after the point of amounts of a unit are worth writing into a file}
     *
     * @throws StoreException if the file can't be read
     */
    public int decimals(AmountUnit unit) throws StoreException {
        return unit == AmountUnit.MONEY
                ? household.tariffs().inForce().map(Tariff::decimals).orElse(KILOWATT_HOUR_DECIMALS)
                : KILOWATT_HOUR_DECIMALS;
    }

    /** {@return the currency of money, or its sign in the locale's country while there is no tariff} */
    public String currencySymbol(Locale locale) {
        try {
            return household.tariffs().inForce().map(tariff -> tariff.currency().getSymbol(locale))
                    .orElseGet(() -> UserLocale.localCurrency(locale).map(one -> one.getSymbol(locale)).orElse("¤"));
        } catch (StoreException e) {
            return "¤";
        }
    }

    /**
     * {@return what a sensor's energy comes to in each of the periods}
     *
     * @param periods in the order of time
     * @throws StoreException if the file can't be read
     */
    public List<AmountSum> amounts(SeriesKey key, List<TimeRange> periods, AmountUnit unit) throws StoreException {
        return amounts(key, energy.energy(key), periods, unit);
    }

    /**
     * {@return what a sensor's energy comes to in a span that is cut to the millisecond, with the span's share of
     * the standing charge as in {@link #amounts}}
     *
     * @throws StoreException if the file can't be read
     */
    public AmountSum amount(SeriesKey key, TimeRange range, AmountUnit unit) throws StoreException {
        var exact = energy.energy(key, range);
        var sum = amounts(key, exact, List.of(wholeQuarters(range)), unit).getFirst();
        return over(range, sum,
                unit == AmountUnit.MONEY ? standingCharge(key, List.of(range)).getFirst() : BigDecimal.ZERO);
    }

    /**
     * {@return what energy that is no sensor's own comes to in a span, as {@link #amount} tells it of a sensor}
     *
     * @throws StoreException if the file can't be read
     */
    AmountSum amount(GridEnergy grid, TimeRange range, AmountUnit unit) throws StoreException {
        var quarters = grid.quarters();
        var periods = List.of(wholeQuarters(range));
        Optional<Pricing> by = unit == AmountUnit.MONEY ? pricing() : Optional.empty();
        if (by.isEmpty()) {
            return over(range, unpriced(quarters, periods, unit).getFirst(), BigDecimal.ZERO);
        }
        var charged = charged(grid.meter());
        var sum = ofCost(by.get().costs(quarters, periods, grid.role(), grid.all(), charged).getFirst());
        return over(range, sum, by.get().costs(QuarterHours.NONE, List.of(range), grid.role(), QuarterHours.NONE,
                charged).getFirst().standingCharge());
    }

    /** The first quarter begins before the range; what is known of it here is only its part inside. */
    private static TimeRange wholeQuarters(TimeRange range) {
        long start = Math.floorDiv(range.startMillis(), QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
        return TimeRange.ofMillis(start, range.endMillis());
    }

    private static AmountSum over(TimeRange range, AmountSum sum, BigDecimal standingCharge) {
        return new AmountSum(over(range, sum.energy()), sum.measured(), sum.memory(), sum.estimated(), standingCharge,
                sum.complete());
    }

    /** {@return a sensor's share of the standing charge in each span; zero for all but a house} */
    private List<BigDecimal> standingCharge(SeriesKey key, List<TimeRange> ranges) throws StoreException {
        Optional<Pricing> by = pricing();
        return by.isEmpty()
                ? ranges.stream().map(one -> BigDecimal.ZERO).toList()
                : costs(key, QuarterHours.NONE, ranges, by.get()).stream().map(CostSum::standingCharge).toList();
    }

    private static EnergySum over(TimeRange range, EnergySum sum) {
        return new EnergySum(range.startMillis(), range.endMillis(), sum.measuredMicrojoules(), sum.measuredMillis(),
                sum.memoryMicrojoules(), sum.memoryMillis(), sum.estimatedMicrojoules(), sum.estimatedMillis(),
                sum.peakMilliwatts(), sum.filledFrom());
    }

    /**
     * {@return a function that tells what the energy of any whole hours comes to, without standing charge; not a number
     * where part of it has no price or factor}
     *
     * @param range the hours must lie in the months of which a part lies in it
     * @throws StoreException if the file can't be read
     */
    public ToDoubleFunction<EnergySum> function(SeriesKey key, TimeRange range, AmountUnit unit)
            throws StoreException {
        if (unit == AmountUnit.ENERGY) {
            return EnergySum::kilowattHours;
        }
        var quarters = energy.energy(key);
        var months = TimeRange.ofMillis(PeriodKind.MONTH.startOf(range.startMillis(), store.zone()),
                PeriodKind.MONTH.endOf(range.endMillis(), store.zone()));
        if (unit == AmountUnit.CARBON) {
            Optional<Carbon> by = carbon();
            return by.isEmpty()
                    ? sum -> Double.NaN
                    : function(new Rated(key, unit, SensorRole.INSIDE_HOUSE), quarters, quarters, by.get(), months,
                            () -> by.get().function(quarters, months));
        }
        Optional<Pricing> by = pricing();
        if (by.isEmpty()) {
            return sum -> Double.NaN;
        }
        var role = household.sensor(key).settings().role();
        var house = tierHouse(key, quarters, role, by.get());
        return function(new Rated(key, unit, role), quarters, house, by.get(), months,
                () -> by.get().function(quarters, months, role, house));
    }

    /**
     * {@return a function as {@link #function} gives it, of totals: with the share that a house has of the standing
     * charge}
     *
     * @param range as there
     * @throws StoreException if the file can't be read
     */
    public ToDoubleFunction<EnergySum> totalFunction(SeriesKey key, TimeRange range, AmountUnit unit)
            throws StoreException {
        var use = function(key, range, unit);
        if (unit != AmountUnit.MONEY || household.sensor(key).settings().role() != SensorRole.HOUSE) {
            return use;
        }
        // The first and the last day are cut as what is due is.
        var charged = charged(key.meter());
        var days = PeriodKind.DAY.periods(charged, store.zone()).stream()
                .map(day -> TimeRange.ofMillis(Math.max(day.startMillis(), charged.startMillis()),
                        Math.min(day.endMillis(), charged.endMillis())))
                .toList();
        var charges = new StandingCharges(days, standingCharge(key, days));
        return sum -> use.applyAsDouble(sum) + charges.share(sum.startMillis(), sum.endMillis());
    }

    /** {@return the function that is kept, if it was made of the same and for as long a time, else a new one} */
    private ToDoubleFunction<EnergySum> function(Rated rated, QuarterHours quarters, QuarterHours house, Object by,
            TimeRange range, Supplier<ToDoubleFunction<EnergySum>> make) {
        return functions.compute(rated, (key, kept) -> kept != null && kept.holds(quarters, house, by, range)
                ? kept
                : new KeptFunction(quarters, house, by, range, make.get())).function();
    }

    /**
     * {@return how a sensor's energy is known in each of the periods, as in {@link #amounts}}
     *
     * @param periods in the order of time
     * @throws StoreException if the file can't be read
     */
    public List<EnergySum> energies(SeriesKey key, List<TimeRange> periods) throws StoreException {
        var quarters = energy.energy(key);
        return quarters.sums(periods).stream().map(sum -> quarters.isCourseEstimated(sum.startMillis(), sum.endMillis())
                ? sum.withEstimatedCourse()
                : sum).toList();
    }

    private List<AmountSum> amounts(SeriesKey key, QuarterHours quarters, List<TimeRange> periods, AmountUnit unit)
            throws StoreException {
        return known(key, quarters, periods, unit).stream().map(sum -> quarters.isCourseEstimated(
                sum.energy().startMillis(), sum.energy().endMillis()) ? sum.withEstimatedCourse() : sum).toList();
    }

    /** {@return amounts that take for measured what live readings tell, whenever it was in a long count} */
    private List<AmountSum> known(SeriesKey key, QuarterHours quarters, List<TimeRange> periods, AmountUnit unit)
            throws StoreException {
        return unit == AmountUnit.MONEY ? costs(key, quarters, periods) : unpriced(quarters, periods, unit);
    }

    /** {@return amounts of energy or carbon; of money that nothing is known} */
    private List<AmountSum> unpriced(QuarterHours quarters, List<TimeRange> periods, AmountUnit unit)
            throws StoreException {
        Optional<Carbon> by = unit == AmountUnit.CARBON ? carbon() : Optional.empty();
        if (by.isPresent()) {
            return by.get().sums(quarters, periods).stream().map(AmountReader::ofCarbon).toList();
        }
        return quarters.sums(periods).stream()
                .map(unit == AmountUnit.ENERGY ? AmountReader::ofEnergy : AmountReader::unknown).toList();
    }

    private List<AmountSum> costs(SeriesKey key, QuarterHours quarters, List<TimeRange> periods) throws StoreException {
        Optional<Pricing> by = pricing();
        if (by.isEmpty()) {
            return quarters.sums(periods).stream().map(AmountReader::unknown).toList();
        }
        return costs(key, quarters, periods, by.get()).stream().map(AmountReader::ofCost).toList();
    }

    /**
     * {@return what a sensor's energy costs in each of the periods by a tariff, which need not be the one that counts}
     *
     * @param periods in the order of time
     * @throws StoreException if the file can't be read
     */
    public List<CostSum> costs(SeriesKey key, List<TimeRange> periods, Tariff tariff) throws StoreException {
        return costs(key, energy.energy(key), periods, new Pricing(tariff, store.zone()));
    }

    private List<CostSum> costs(SeriesKey key, QuarterHours quarters, List<TimeRange> periods, Pricing by)
            throws StoreException {
        var role = household.sensor(key).settings().role();
        return by.costs(quarters, periods, role, tierHouse(key, quarters, role, by), charged(key.meter()));
    }

    private QuarterHours tierHouse(SeriesKey key, QuarterHours quarters, SensorRole role, Pricing by)
            throws StoreException {
        if (!by.hasTiers()) {
            return quarters;
        }
        // All of it: the energy of a span alone would begin with the first tier.
        return role == SensorRole.HOUSE ? energy.energy(key) : houseOf(key, quarters);
    }

    /** The house of the sensor's meter, whose energy fills the tiers. */
    private QuarterHours houseOf(SeriesKey key, QuarterHours otherwise) throws StoreException {
        var house = household.house(key.meter());
        return house.isPresent() ? energy.energy(house.get().key()) : otherwise;
    }

    /**
     * {@return the price of a kilowatt-hour now}
     *
     * @param key the sensor that uses it: the tiers of a tariff go by the energy of its meter's house
     * @throws StoreException if the file can't be read
     */
    public Optional<PriceInForce> priceNow(SeriesKey key) throws StoreException {
        Optional<Pricing> by = pricing();
        if (by.isEmpty()) {
            return Optional.empty();
        }
        return by.get().priceAt(clock.instant(),
                by.get().hasTiers() ? houseOf(key, QuarterHours.NONE) : QuarterHours.NONE);
    }

    /**
     * {@return when the standing charge of my house is due, nothing long while there is none}
     *
     * @throws StoreException if the file can't be read
     */
    public TimeRange charged() throws StoreException {
        var house = household.house();
        return house.isPresent()
                ? charged(house.get().key().meter())
                : new TimeRange(clock.instant(), clock.instant());
    }

    /**
     * {@return when the standing charge of a meter's house is due: from the first thing known of the meter, be it a
     * reading or its memory, to the present}
     *
     * @throws StoreException if the file can't be read
     */
    public TimeRange charged(String meter) throws StoreException {
        var now = clock.instant();
        return new TimeRange(energy.first(meter).filter(one -> one.isBefore(now)).orElse(now), now);
    }

    private static AmountSum ofEnergy(EnergySum sum) {
        return new AmountSum(sum, kilowattHours(sum.measuredMicrojoules()), kilowattHours(sum.memoryMicrojoules()),
                kilowattHours(sum.estimatedMicrojoules()), BigDecimal.ZERO, true);
    }

    private static BigDecimal kilowattHours(long microjoules) {
        return new Energy(microjoules).kilowattHours(KILOWATT_HOUR_DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static AmountSum ofCost(CostSum sum) {
        return new AmountSum(sum.energy(), sum.measured(), sum.memory(), sum.estimated(), sum.standingCharge(),
                sum.priced());
    }

    private static AmountSum ofCarbon(CarbonSum sum) {
        return new AmountSum(sum.energy(), sum.measuredGrams().movePointLeft(KILO),
                sum.memoryGrams().movePointLeft(KILO), sum.estimatedGrams().movePointLeft(KILO), BigDecimal.ZERO,
                sum.unratedMillis() == 0);
    }

    private static AmountSum unknown(EnergySum sum) {
        return new AmountSum(sum, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, false);
    }
}
