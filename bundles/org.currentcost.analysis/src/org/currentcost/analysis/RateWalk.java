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
    private final RatedRollup[] pages;
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
     * @param pages  what is known of the pages of the series, a place for each; takes what is worked out
     */
    RateWalk(QuarterHours quarters, SensorRole role, RateCursor cursor, TierCount count, boolean tiered,
            RatedRollup[] pages, ZoneId zone) {
        this.quarters = quarters;
        this.role = role;
        this.cursor = cursor;
        this.count = count;
        this.tiered = tiered;
        this.pages = pages;
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

    /** Hands the energy of the quarters that begin in the slot to the sink, in runs of the same rate. */
    void rate(TimeRange slot, RateSchedule.Sink sink) {
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
            if (i == page.from && end == page.to && fills != QuarterRollup.Fills.MIXED) {
                sums.add(sums(page), fills == QuarterRollup.Fills.WITHIN);
            } else {
                rate(i, end, slot, sums);
            }
            i = end;
        }
        return sums;
    }

    private RateSums sums(QuarterRollup page) {
        long first = quarters.startMillis(page.from);
        var housePage = tiered ? count.house().pageId(first) : Optional.empty();
        long firstCount = count.at(first);
        long lastCount = count.at(quarters.startMillis(page.to - 1));
        int place = quarters.pageIndex(page.from);
        var known = pages[place];
        if (known == null || !known.holds(page.id, role, housePage, firstCount, lastCount)) {
            var sums = new RateSums();
            rate(page.from, page.to, page.allFills(), sums);
            known = new RatedRollup(page.id, role, housePage, firstCount, lastCount, sums);
            // Another thread may do the same; either's is right.
            pages[place] = known;
        }
        return known.sums();
    }

    private void rate(int from, int to, TimeRange slot, RateSchedule.Sink sink) {
        for (int i = from; i < to; i++) {
            if (quarters.knownMillis(i) > 0) {
                rate(i, slot, sink);
            }
        }
        flush(sink);
    }

    private void rate(int index, TimeRange slot, RateSchedule.Sink sink) {
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
        boolean memory = filled != 0 && quarters.filledWithin(index, slot.startMillis(), slot.endMillis());
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
     * Adds the standing charge of a stretch of time; there is none before the first version.
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
