package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
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
 * Immutable; each thread makes a
 * {@link Walk} of its own.
 */
final class RateSchedule {

    /** The decimals of a kilowatt-hour in which energy is counted here. */
    static final int ENERGY_DECIMALS = 14;

    /** The decimals of a rate. */
    static final int RATE_DECIMALS = 12;

    private static final int QUARTERS_PER_DAY = 96;
    private static final int SECONDS_PER_QUARTER = 900;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int DAYS_PER_WEEK = 7;
    private static final int NEAR = 8;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    // 3.6e12 microjoules are 1 kWh: 10^14 / 3.6e12 = 250 / 9.
    private static final long UNITS_PER_NINE_MICROJOULES = 250;
    private static final long NINE = 9;
    private static final long EXACT_MICROJOULES = Long.MAX_VALUE / UNITS_PER_NINE_MICROJOULES - NINE;
    private static final long FLUSH_UNITS = Long.MAX_VALUE / 4;
    private static final double ONE_PRODUCT = Math.pow(10, -RATE_DECIMALS - ENERGY_DECIMALS);

    /**
     * A rate per kilowatt-hour, or per day for a standing charge.
     *
     * @param gross with VAT, in multiples of 10<sup>-12</sup>
     * @param vat   the VAT in it, in multiples of 10<sup>-12</sup>
     */
    record Rate(PriceSource source, long gross, long vat) {

        /** Stands for no rate. */
        static final Rate NONE = new Rate(new PriceSource(PriceSource.Kind.BASE, ""), 0, 0);

        /** The VAT of a price is a price of its own, so that the VAT of parts adds up to that of the whole. */
        static Rate of(PriceSource source, BigDecimal price, TariffVersion version) {
            long gross = scaled(price);
            if (version.vatPercent().signum() == 0) {
                return new Rate(source, gross, 0);
            }
            if (version.pricesIncludeVat()) {
                return new Rate(source, gross, price.multiply(version.vatPercent()).movePointRight(RATE_DECIMALS)
                        .divide(HUNDRED.add(version.vatPercent()), 0, RoundingMode.HALF_EVEN).longValueExact());
            }
            long vat = scaled(price.multiply(version.vatPercent()).movePointLeft(2));
            return new Rate(source, gross + vat, vat);
        }

        private static long scaled(BigDecimal rate) {
            return rate.setScale(RATE_DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
        }
    }

    /** Takes rated energy in multiples of 10<sup>-14</sup> kWh, and in microjoules where it has no rate. */
    interface Sink {

        /** Takes energy of one rate. */
        void rated(Rate rate, long measured, long memory, long estimated);

        /** Takes energy without a rate. */
        void unrated(long microjoules, long millis);
    }

    /** Adds up in the rates' unit, good for means and pictures. For one thread. */
    private static final class DoubleSum implements Sink {

        private double amount;

        @Override
        public void rated(Rate rate, long measured, long memory, long estimated) {
            amount += ONE_PRODUCT * rate.gross * (measured + memory + estimated);
        }

        @Override
        public void unrated(long microjoules, long millis) {
            amount = Double.NaN;
        }
    }

    /** A version in the form in which it is looked up. */
    private static final class Version {

        /** Stands for none, as before the first. */
        static final Version NONE = new Version(TariffVersion.flat(LocalDate.MAX, BigDecimal.ZERO, BigDecimal.ZERO),
                true);

        private final LocalDate validFrom;
        private final Rate base;
        private final List<TimeBand> bands;
        private final Rate[] bandRates;
        private final long[] tierLimits;
        private final Rate[] tierRates;
        private final Tier.Period tierPeriod;
        private final long[] entryStarts;
        private final long[] entryEnds;
        private final Rate[] entryRates;
        private final Rate exported;
        private final Rate credited;
        private final Rate standingCharge;

        /** @param onlyHalfHourly whether there is no other price */
        Version(TariffVersion version, boolean onlyHalfHourly) {
            validFrom = version.validFrom();
            base = onlyHalfHourly
                    ? Rate.NONE
                    : rate(PriceSource.Kind.BASE, "", version.pricePerKilowattHour(), version);
            bands = version.bands();
            bandRates = bands.stream().map(band -> rate(PriceSource.Kind.BAND, band.name(), band.price(), version))
                    .toArray(Rate[]::new);
            tierLimits = version.tiers().stream().mapToLong(tier -> units(tier.firstKilowattHours())).toArray();
            tierRates = version.tiers().stream().map(tier -> rate(PriceSource.Kind.TIER,
                    tier.firstKilowattHours().toPlainString(), tier.price(), version)).toArray(Rate[]::new);
            tierPeriod = version.tierPeriod();
            var entries = version.halfHourly().map(RateTable::entries).orElse(List.of());
            entryStarts = entries.stream().mapToLong(entry -> entry.range().startMillis()).toArray();
            entryEnds = entries.stream().mapToLong(entry -> entry.range().endMillis()).toArray();
            var halfHourly = new PriceSource(PriceSource.Kind.HALF_HOURLY, "");
            entryRates = entries.stream().map(entry -> Rate.of(halfHourly, entry.rate(), version))
                    .toArray(Rate[]::new);
            var export = new PriceSource(PriceSource.Kind.EXPORT, "");
            exported = version.exportPricePerKilowattHour().map(price -> new Rate(export, Rate.scaled(price), 0))
                    .orElse(Rate.NONE);
            credited = version.exportPricePerKilowattHour().map(price -> new Rate(export, -Rate.scaled(price), 0))
                    .orElse(Rate.NONE);
            standingCharge = rate(PriceSource.Kind.BASE, "", version.standingChargePerDay(), version);
        }

        private static Rate rate(PriceSource.Kind kind, String name, BigDecimal price, TariffVersion version) {
            return Rate.of(new PriceSource(kind, name), price, version);
        }

        private static long units(BigDecimal kilowattHours) {
            var units = kilowattHours.movePointRight(ENERGY_DECIMALS);
            return units.compareTo(BigDecimal.valueOf(FLUSH_UNITS)) > 0 ? FLUSH_UNITS : units.longValue();
        }

        /** {@return the rates of the quarters of a day without a change of the clock} */
        Rate[] ratesOf(LocalDate date) {
            var rates = new Rate[QUARTERS_PER_DAY];
            Arrays.fill(rates, base);
            var before = date.minusDays(1);
            for (int i = 0; i < bandRates.length; i++) {
                var band = bands.get(i);
                int from = firstQuarter(band.from().toSecondOfDay());
                int to = firstQuarter(band.to().toSecondOfDay());
                if (band.pastMidnight() && band.beginsOn(before.getMonth(), before.getDayOfWeek())) {
                    Arrays.fill(rates, 0, to, bandRates[i]);
                }
                if (band.beginsOn(date.getMonth(), date.getDayOfWeek())) {
                    Arrays.fill(rates, from, band.pastMidnight() ? QUARTERS_PER_DAY : to, bandRates[i]);
                }
            }
            return rates;
        }

        private static int firstQuarter(int secondOfDay) {
            return Math.ceilDiv(secondOfDay, SECONDS_PER_QUARTER);
        }
    }

    private final ZoneId zone;
    private final List<Version> versions;
    private final boolean tiered;
    private volatile Optional<Count> kept = Optional.empty();
    private final Map<Page, Rated[]> rated = new WeakHashMap<>();

    /**
     * What the energy of a page comes to, and what it depends on besides this schedule.
     *
     * @param page       the number of the page
     * @param role       of the series
     * @param housePage  the number of the house's page for the same time, by which tiers are filled; 0 without tiers
     * @param firstCount what tiers count at the start of the first quarter, which tells all that came before
     * @param lastCount  likewise of the last one, since another version may begin in the page and count by the quarter
     *                   instead of by the month
     * @param sums       all that is filled is in its memory
     */
    private record Rated(long page, SensorRole role, long housePage, long firstCount, long lastCount, RateSums sums) {

        boolean holds(long otherPage, SensorRole otherRole, long otherHousePage, long otherFirst, long otherLast) {
            return page == otherPage && role == otherRole && housePage == otherHousePage && firstCount == otherFirst
                    && lastCount == otherLast;
        }
    }

    /** {@return what is kept of the pages of a series, with a place for each; found by the first, which stays} */
    private Rated[] rated(QuarterHours quarters) {
        if (quarters.size() == 0) {
            return new Rated[0];
        }
        synchronized (rated) {
            var known = rated.getOrDefault(quarters.page(0), new Rated[0]);
            if (known.length < quarters.pages()) {
                known = Arrays.copyOf(known, quarters.pages());
                rated.put(quarters.page(0), known);
            }
            return known;
        }
    }

    /**
     * What tiers count, kept for the sensors of a house, which share it.
     *
     * @param house      whose energy is counted
     * @param fromMillis the start of the first quarter-hour
     * @param units      energy from the start of the tiers' period to the start of each quarter-hour
     */
    private record Count(QuarterHours house, long fromMillis, long[] units) {

        boolean holds(QuarterHours other, TimeRange range) {
            return house == other && fromMillis <= range.startMillis()
                    && range.endMillis() <= fromMillis + units.length * QuarterHours.QUARTER_MILLIS;
        }
    }

    /** A schedule of prices. */
    RateSchedule(Tariff tariff, ZoneId zone) {
        this.zone = Objects.requireNonNull(zone);
        versions = tariff.versions().stream().map(version -> new Version(version, false)).toList();
        tiered = tariff.versions().stream().anyMatch(version -> !version.tiers().isEmpty());
    }

    /** A schedule of grams. Half-hourly ones hold before the first factor too. */
    RateSchedule(CarbonFactors factors, ZoneId zone) {
        this.zone = Objects.requireNonNull(zone);
        var all = new ArrayList<Version>();
        all.add(new Version(grams(LocalDate.MIN, BigDecimal.ZERO, factors), true));
        for (var factor : factors.factors()) {
            all.add(new Version(grams(factor.validFrom(), factor.gramsPerKilowattHour(), factors), false));
        }
        versions = List.copyOf(all);
        tiered = false;
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
    Walk walk(QuarterHours quarters, SensorRole role, QuarterHours house, TimeRange range) {
        return new Walk(quarters, role, house, range);
    }

    /**
     * {@return a function that tells what the energy of any whole quarters in a range comes to; not a number where
     * part of
     * it has no rate}
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

    /** A walk through time that remembers where it is, so that the next step is quick. For one thread. */
    final class Walk {

        private final QuarterHours quarters;
        private final SensorRole role;
        private final QuarterHours house;
        private final DayCount dayCount = new DayCount(zone);
        private final Rate[][][] patterns = new Rate[versions.size()][][];
        private long offsetFromMillis;
        private long offsetToMillis;
        private long offsetSeconds;
        // The day where the walk is, as far as its offset holds, and when it begins by that offset.
        private long dayFromMillis;
        private long dayToMillis;
        private long dayStartMillis;
        private LocalDate date = LocalDate.EPOCH;
        private int versionIndex = -1;
        private Version version = Version.NONE;
        private Rate[] pattern = {};
        private int entry;
        private final Count count;
        private final Rated[] pages;

        private Rate run = Rate.NONE;
        private long runMeasured;
        private long runMemory;
        private long runEstimated;

        private Walk(QuarterHours quarters, SensorRole role, QuarterHours house, TimeRange range) {
            this.quarters = quarters;
            this.role = role;
            this.house = house;
            count = tiered ? count(range) : new Count(house, 0, new long[0]);
            pages = rated(quarters);
        }

        private Count count(TimeRange range) {
            return kept.filter(one -> one.holds(house, range)).orElseGet(() -> {
                var fresh = count(range.startMillis(), range.endMillis());
                kept = Optional.of(fresh);
                return fresh;
            });
        }

        private Count count(long startMillis, long endMillis) {
            long from = Math.floorDiv(Slot.QUARTER.startOf(startMillis, zone), QuarterHours.QUARTER_MILLIS)
                    * QuarterHours.QUARTER_MILLIS;
            var counted = new long[(int) Math.ceilDiv(endMillis - from, QuarterHours.QUARTER_MILLIS)];
            long inMonth = 0;
            long inQuarter = 0;
            int month = 0;
            for (int i = 0; i < counted.length; i++) {
                long millis = from + i * QuarterHours.QUARTER_MILLIS;
                var rate = rateAt(millis);
                if (date.getMonthValue() != month) {
                    month = date.getMonthValue();
                    inMonth = 0;
                    if (date.getMonth() == date.getMonth().firstMonthOfQuarter()) {
                        inQuarter = 0;
                    }
                }
                counted[i] = versionIndex >= 0 && version.tierPeriod == Tier.Period.QUARTER ? inQuarter : inMonth;
                if (rate.source.kind() == PriceSource.Kind.BASE) {
                    long used = Math.max(0, houseUnits(millis));
                    inMonth += used;
                    inQuarter += used;
                }
            }
            return new Count(house, from, counted);
        }

        private long houseUnits(long millis) {
            int index = house.indexOf(millis);
            return index >= 0 && index < house.size()
                    ? units(house.measuredMicrojoules(index))
                            + units(house.filledMicrojoules(index))
                    : 0;
        }

        /** {@return the rate of the quarter that begins at a moment, not looking at tiers} */
        private Rate rateAt(long millis) {
            if (millis < dayFromMillis || millis >= dayToMillis) {
                begin(millis);
            }
            if (versionIndex < 0) {
                return Rate.NONE;
            }
            if (version.entryStarts.length > 0 && findEntry(millis)) {
                return version.entryRates[entry];
            }
            return pattern[(int) ((millis - dayStartMillis) / QuarterHours.QUARTER_MILLIS)];
        }

        private void findOffset(long millis) {
            var instant = Instant.ofEpochMilli(millis);
            var rules = zone.getRules();
            offsetSeconds = rules.getOffset(instant).getTotalSeconds();
            var next = rules.nextTransition(instant);
            offsetFromMillis = millis;
            offsetToMillis = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
        }

        private void begin(long millis) {
            if (millis < offsetFromMillis || millis >= offsetToMillis) {
                findOffset(millis);
            }
            long day = Math.floorDiv(Math.floorDiv(millis, MILLIS_PER_SECOND) + offsetSeconds, SECONDS_PER_DAY);
            dayStartMillis = (day * SECONDS_PER_DAY - offsetSeconds) * MILLIS_PER_SECOND;
            dayFromMillis = Math.max(dayStartMillis, offsetFromMillis);
            dayToMillis = Math.min(dayStartMillis + SECONDS_PER_DAY * MILLIS_PER_SECOND, offsetToMillis);
            date = LocalDate.ofEpochDay(day);
            while (versionIndex >= 0 && versions.get(versionIndex).validFrom.toEpochDay() > day) {
                versionIndex--;
            }
            while (versionIndex + 1 < versions.size()
                    && versions.get(versionIndex + 1).validFrom.toEpochDay() <= day) {
                versionIndex++;
            }
            if (versionIndex >= 0) {
                version = versions.get(versionIndex);
                pattern = patternOf(date);
            }
        }

        /** Days are alike by weekday and month, but for the first of a month, into which another month's band goes. */
        private Rate[] patternOf(LocalDate day) {
            if (patterns[versionIndex] == null) {
                patterns[versionIndex] = new Rate[Month.values().length * DayOfWeek.values().length * 2][];
            }
            int key = ((day.getMonthValue() - 1) * DAYS_PER_WEEK + day.getDayOfWeek().ordinal()) * 2
                    + (day.getDayOfMonth() == 1 ? 1 : 0);
            var rates = patterns[versionIndex][key];
            if (rates == null) {
                rates = version.ratesOf(day);
                patterns[versionIndex][key] = rates;
            }
            return rates;
        }

        private boolean findEntry(long millis) {
            var starts = version.entryStarts;
            boolean far = entry + NEAR < starts.length && starts[entry + NEAR] <= millis;
            if (far || entry >= starts.length || starts[entry] > millis) {
                int found = Arrays.binarySearch(starts, millis);
                entry = found >= 0 ? found : Math.max(0, -found - 2);
            }
            while (entry + 1 < starts.length && starts[entry + 1] <= millis) {
                entry++;
            }
            return starts[entry] <= millis && millis < version.entryEnds[entry];
        }

        /** {@return the rate of the quarter that holds a moment; of several tiers the one in which it begins} */
        Rate rateOf(long millis) {
            long start = Math.floorDiv(millis, QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
            var rate = rateAt(start);
            if (!dividedByTiers(rate)) {
                return rate;
            }
            long counted = counted(start);
            for (int tier = 0; tier < version.tierLimits.length; tier++) {
                if (counted < version.tierLimits[tier]) {
                    return version.tierRates[tier];
                }
            }
            return rate;
        }

        private boolean dividedByTiers(Rate rate) {
            return versionIndex >= 0 && version.tierLimits.length > 0
                    && rate.source.kind() == PriceSource.Kind.BASE;
        }

        private long counted(long millis) {
            long index = Math.floorDiv(millis - count.fromMillis, QuarterHours.QUARTER_MILLIS);
            return index >= 0 && index < count.units.length ? count.units[(int) index] : 0;
        }

        /**
         * {@return what the energy of each quarter that begins in the range comes to; zero where nothing is known, not
         * a
         * number where there is no rate}
         */
        double[] amounts(TimeRange range) {
            int from = quarters.firstIndexFrom(range.startMillis());
            int to = Math.max(from, quarters.firstIndexFrom(range.endMillis()));
            var sum = new DoubleSum();
            var amounts = new double[to - from];
            for (int i = from; i < to; i++) {
                if (quarters.knownMillis(i) > 0) {
                    sum.amount = 0;
                    rate(i, range, sum);
                    flush(sum);
                    amounts[i - from] = sum.amount;
                }
            }
            return amounts;
        }

        /** Hands the energy of the quarters that begin in the slot to the sink, in runs of the same rate. */
        void rate(TimeRange slot, Sink sink) {
            rate(quarters.firstIndexFrom(slot.startMillis()), quarters.firstIndexFrom(slot.endMillis()), slot, sink);
        }

        /** {@return what the energy of the quarters that begin in the slot comes to, whole pages at once} */
        RateSums sums(TimeRange slot) {
            var sums = new RateSums();
            int to = quarters.firstIndexFrom(slot.endMillis());
            for (int i = quarters.firstIndexFrom(slot.startMillis()); i < to;) {
                var page = quarters.page(i);
                int end = Math.min(to, page.to);
                var fills = page.fills(slot.startMillis(), slot.endMillis());
                if (i == page.from && end == page.to && fills != Page.Fills.MIXED) {
                    sums.add(sums(page), fills == Page.Fills.WITHIN);
                } else {
                    rate(i, end, slot, sums);
                }
                i = end;
            }
            return sums;
        }

        private RateSums sums(Page page) {
            long first = quarters.startMillis(page.from);
            long housePage = tiered ? house.pageId(first) : 0;
            long firstCount = counted(first);
            long lastCount = counted(quarters.startMillis(page.to - 1));
            int place = quarters.pageIndex(page.from);
            var known = pages[place];
            if (known == null || !known.holds(page.id, role, housePage, firstCount, lastCount)) {
                var sums = new RateSums();
                rate(page.from, page.to, page.allFills(), sums);
                known = new Rated(page.id, role, housePage, firstCount, lastCount, sums);
                // Another thread may do the same; either's is right.
                pages[place] = known;
            }
            return known.sums;
        }

        private void rate(int from, int to, TimeRange slot, Sink sink) {
            for (int i = from; i < to; i++) {
                if (quarters.knownMillis(i) > 0) {
                    rate(i, slot, sink);
                }
            }
            flush(sink);
        }

        private void rate(int index, TimeRange slot, Sink sink) {
            long millis = quarters.startMillis(index);
            var rate = rateAt(millis);
            long known = quarters.knownMicrojoules(index);
            if (versionIndex >= 0) {
                if (role == SensorRole.EXPORT) {
                    rate = version.credited;
                } else if (role == SensorRole.HOUSE && known < 0) {
                    rate = version.exported;
                }
            }
            if (rate == Rate.NONE) {
                sink.unrated(known, quarters.knownMillis(index));
                return;
            }
            long measured = units(quarters.measuredMicrojoules(index));
            long filled = quarters.filledMillis(index) == 0 ? 0 : units(quarters.filledMicrojoules(index));
            boolean memory = filled != 0 && quarters.filledWithin(index, slot.startMillis(), slot.endMillis());
            if (dividedByTiers(rate)) {
                divide(rate, millis, measured, filled, memory, sink);
            } else {
                add(rate, measured, filled, memory, sink);
            }
        }

        private void divide(Rate base, long millis, long measured, long filled, boolean memory, Sink sink) {
            long counted = counted(millis);
            if (counted >= version.tierLimits[version.tierLimits.length - 1]) {
                add(base, measured, filled, memory, sink);
                return;
            }
            long houseLeft = Math.max(0, houseUnits(millis));
            long measuredLeft = measured;
            long filledLeft = filled;
            var rate = base;
            for (int tier = 0; tier < version.tierLimits.length; tier++) {
                long room = version.tierLimits[tier] - counted;
                if (room <= 0) {
                    continue;
                }
                rate = version.tierRates[tier];
                if (room >= houseLeft) {
                    break;
                }
                long measuredPart = part(measuredLeft, room, houseLeft);
                long filledPart = measuredLeft + filledLeft == houseLeft
                        ? room - measuredPart
                        : part(filledLeft, room, houseLeft);
                add(rate, measuredPart, filledPart, memory, sink);
                measuredLeft -= measuredPart;
                filledLeft -= filledPart;
                houseLeft -= room;
                counted += room;
                rate = base;
            }
            add(rate, measuredLeft, filledLeft, memory, sink);
        }

        private static long part(long amount, long numerator, long denominator) {
            return amount == denominator
                    ? numerator
                    : BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(numerator))
                            .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN).longValue();
        }

        private void add(Rate rate, long measured, long filled, boolean memory, Sink sink) {
            if (rate != run || Math.abs(runMeasured) > FLUSH_UNITS || Math.abs(runMemory) > FLUSH_UNITS
                    || Math.abs(runEstimated) > FLUSH_UNITS) {
                flush(sink);
                run = rate;
            }
            runMeasured += measured;
            if (memory) {
                runMemory += filled;
            } else {
                runEstimated += filled;
            }
        }

        private void flush(Sink sink) {
            if (runMeasured != 0 || runMemory != 0 || runEstimated != 0) {
                sink.rated(run, runMeasured, runMemory, runEstimated);
            }
            run = Rate.NONE;
            runMeasured = 0;
            runMemory = 0;
            runEstimated = 0;
        }

        /**
         * Adds the standing charge of a stretch of time; there is none before the first version.
         *
         * @param gross takes it with VAT, as rates times {@link DayCount#DECIMALS decimals of days}
         * @param vat   takes the VAT in it
         */
        void addStandingCharge(long startMillis, long endMillis, ProductSum gross, ProductSum vat) {
            long from = startMillis;
            while (from < endMillis) {
                rateAt(from);
                long to = endMillis;
                if (versionIndex + 1 < versions.size()) {
                    to = Math.min(to, versions.get(versionIndex + 1).validFrom.atStartOfDay(zone).toInstant()
                            .toEpochMilli());
                }
                if (versionIndex >= 0 && version.standingCharge.gross != 0) {
                    long days = dayCount.between(from, to);
                    gross.add(version.standingCharge.gross, days);
                    vat.add(version.standingCharge.vat, days);
                }
                from = to;
            }
        }
    }
}
