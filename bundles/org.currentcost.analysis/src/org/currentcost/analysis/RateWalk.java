package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;

/** Rates the quarters of a series, one after the other. For one thread. */
final class RateWalk {

    private static final double ONE_PRODUCT = Math.pow(10,
            -RateSchedule.RATE_DECIMALS - RateSchedule.ENERGY_DECIMALS);

    private final QuarterHours quarters;
    private final SensorRole role;
    private final RateCursor cursor;
    private final TierCount count;
    private final boolean tiered;
    private final RatedRollup[] rollups;
    private final DayCount dayCount;

    private Rate run = Rate.NONE;
    private long runMeasured;
    private long runMemory;
    private long runEstimated;

    /** Adds up in the rates' unit, good for means and pictures. For one thread. */
    private static final class DoubleSum implements RateSchedule.Sink {

        private double amount;

        @Override
        public void rated(Rate rate, long measured, long memory, long estimated) {
            amount += ONE_PRODUCT * rate.gross() * (measured + memory + estimated);
        }

        @Override
        public void unrated(long microjoules, long millis) {
            amount = Double.NaN;
        }
    }

    /**
     * Made by {@link RateSchedule#walk}.
     *
     * @param count  what tiers count of the house
     * @param tiered whether there are tiers
     * @param rollups  what is known of the rollups of the series, a place for each; takes what is worked out
     */
    RateWalk(QuarterHours quarters, SensorRole role, RateCursor cursor, TierCount count, boolean tiered,
            RatedRollup[] rollups, ZoneId zone) {
        this.quarters = quarters;
        this.role = role;
        this.cursor = cursor;
        this.count = count;
        this.tiered = tiered;
        this.rollups = rollups;
        dayCount = new DayCount(zone);
    }

    /** {@return the rate of the quarter that holds a moment; of several tiers the one in which it begins} */
    Rate rateOf(long millis) {
        long start = Math.floorDiv(millis, QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
        var rate = cursor.rateAt(start);
        if (!dividedByTiers(rate)) {
            return rate;
        }
        long counted = count.at(start);
        for (int tier = 0; tier < cursor.version().tierLimits.length; tier++) {
            if (counted < cursor.version().tierLimits[tier]) {
                return cursor.version().tierRates[tier];
            }
        }
        return rate;
    }

    private boolean dividedByTiers(Rate rate) {
        return cursor.hasVersion() && cursor.version().tierLimits.length > 0
                && rate.source().kind() == PriceSource.Kind.BASE;
    }

    /**
     * {@return what the energy of each quarter that begins in the range comes to; zero where nothing is known, not a
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

    /** Hands the energy of the quarters that begin in the period to the sink, in runs of the same rate. */
    void rate(TimeRange period, RateSchedule.Sink sink) {
        rate(quarters.firstIndexFrom(period.startMillis()), quarters.firstIndexFrom(period.endMillis()), period, sink);
    }

    /** {@return what the energy of the quarters that begin in the period comes to, whole rollups at once} */
    RateSums sums(TimeRange period) {
        var sums = new RateSums();
        int to = quarters.firstIndexFrom(period.endMillis());
        for (int i = quarters.firstIndexFrom(period.startMillis()); i < to;) {
            var rollup = quarters.rollup(i);
            int end = Math.min(to, rollup.to);
            var fills = rollup.fills(period.startMillis(), period.endMillis());
            if (i == rollup.from && end == rollup.to && fills != QuarterRollup.Fills.MIXED) {
                sums.add(sums(rollup), fills == QuarterRollup.Fills.WITHIN);
            } else {
                rate(i, end, period, sums);
            }
            i = end;
        }
        return sums;
    }

    private RateSums sums(QuarterRollup rollup) {
        long first = quarters.startMillis(rollup.from);
        var houseRollup = tiered ? count.house().rollupId(first) : Optional.empty();
        long firstCount = count.at(first);
        long lastCount = count.at(quarters.startMillis(rollup.to - 1));
        int place = quarters.rollupIndex(rollup.from);
        var known = rollups[place];
        if (known == null || !known.holds(rollup.id, role, houseRollup, firstCount, lastCount)) {
            var sums = new RateSums();
            rate(rollup.from, rollup.to, rollup.allFills(), sums);
            known = new RatedRollup(rollup.id, role, houseRollup, firstCount, lastCount, sums);
            // Another thread may do the same; either's is right.
            rollups[place] = known;
        }
        return known.sums();
    }

    private void rate(int from, int to, TimeRange period, RateSchedule.Sink sink) {
        for (int i = from; i < to; i++) {
            if (quarters.knownMillis(i) > 0) {
                rate(i, period, sink);
            }
        }
        flush(sink);
    }

    private void rate(int index, TimeRange period, RateSchedule.Sink sink) {
        long millis = quarters.startMillis(index);
        var rate = cursor.rateAt(millis);
        long known = quarters.knownMicrojoules(index);
        if (cursor.hasVersion()) {
            if (role == SensorRole.EXPORT) {
                rate = cursor.version().credited;
            } else if (role == SensorRole.HOUSE && known < 0) {
                rate = cursor.version().exported;
            }
        }
        if (rate == Rate.NONE) {
            sink.unrated(known, quarters.knownMillis(index));
            return;
        }
        long measured = RateSchedule.units(quarters.measuredMicrojoules(index));
        long filled = quarters.filledMillis(index) == 0 ? 0 : RateSchedule.units(quarters.filledMicrojoules(index));
        boolean memory = filled != 0 && quarters.filledWithin(index, period.startMillis(), period.endMillis());
        if (dividedByTiers(rate)) {
            divide(rate, millis, measured, filled, memory, sink);
        } else {
            add(rate, measured, filled, memory, sink);
        }
    }

    private void divide(Rate base, long millis, long measured, long filled, boolean memory, RateSchedule.Sink sink) {
        long counted = count.at(millis);
        if (counted >= cursor.version().tierLimits[cursor.version().tierLimits.length - 1]) {
            add(base, measured, filled, memory, sink);
            return;
        }
        long houseLeft = Math.max(0, count.houseUnits(millis));
        long measuredLeft = measured;
        long filledLeft = filled;
        var rate = base;
        for (int tier = 0; tier < cursor.version().tierLimits.length; tier++) {
            long room = cursor.version().tierLimits[tier] - counted;
            if (room <= 0) {
                continue;
            }
            rate = cursor.version().tierRates[tier];
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

    private void add(Rate rate, long measured, long filled, boolean memory, RateSchedule.Sink sink) {
        if (rate != run || Math.abs(runMeasured) > RateSchedule.MOST_UNITS
                || Math.abs(runMemory) > RateSchedule.MOST_UNITS
                || Math.abs(runEstimated) > RateSchedule.MOST_UNITS) {
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

    private void flush(RateSchedule.Sink sink) {
        if (runMeasured != 0 || runMemory != 0 || runEstimated != 0) {
            sink.rated(run, runMeasured, runMemory, runEstimated);
        }
        run = Rate.NONE;
        runMeasured = 0;
        runMemory = 0;
        runEstimated = 0;
    }

    /**
     * Adds the standing charge of a span of time; there is none before the first version.
     *
     * @param gross takes it with VAT, as rates times {@link DayCount#DECIMALS decimals of days}
     * @param vat   takes the VAT in it
     */
    void addStandingCharge(long startMillis, long endMillis, ProductSum gross, ProductSum vat) {
        long from = startMillis;
        while (from < endMillis) {
            cursor.rateAt(from);
            long to = Math.min(endMillis, cursor.nextVersionMillis());
            if (cursor.hasVersion() && cursor.version().standingCharge.gross() != 0) {
                long days = dayCount.between(from, to);
                gross.add(cursor.version().standingCharge.gross(), days);
                vat.add(cursor.version().standingCharge.vat(), days);
            }
            from = to;
        }
    }
}
