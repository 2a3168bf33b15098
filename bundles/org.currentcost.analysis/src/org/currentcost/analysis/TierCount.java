package org.currentcost.analysis;

import java.time.ZoneId;
import org.currentcost.model.TimeRange;

/**
 * What the tiers of a tariff count, kept for the sensors of a house, which share it. Immutable.
 *
 * @param house      whose energy is counted
 * @param fromMillis the start of the first quarter-hour
 * @param units      energy from the start of the tiers' period to the start of each quarter-hour
 */
record TierCount(QuarterHours house, long fromMillis, long[] units) {

    /** {@return nothing counted, as without tiers} */
    static TierCount none(QuarterHours house) {
        return new TierCount(house, 0, new long[0]);
    }

    /**
     * {@return what tiers count from the start of their period on}
     *
     * @param cursor tells the versions and rates; is elsewhere afterwards
     * @param range  from the first to the last moment that will be asked for
     */
    static TierCount of(QuarterHours house, RateCursor cursor, ZoneId zone, TimeRange range) {
        long from = Math.floorDiv(PeriodKind.QUARTER.startOf(range.startMillis(), zone), QuarterHours.QUARTER_MILLIS)
                * QuarterHours.QUARTER_MILLIS;
        var counted = new long[(int) Math.ceilDiv(range.endMillis() - from, QuarterHours.QUARTER_MILLIS)];
        long inMonth = 0;
        long inQuarter = 0;
        int month = 0;
        for (int i = 0; i < counted.length; i++) {
            long millis = from + i * QuarterHours.QUARTER_MILLIS;
            var rate = cursor.rateAt(millis);
            var date = cursor.date();
            if (date.getMonthValue() != month) {
                month = date.getMonthValue();
                inMonth = 0;
                if (date.getMonth() == date.getMonth().firstMonthOfQuarter()) {
                    inQuarter = 0;
                }
            }
            counted[i] = cursor.hasVersion() && cursor.version().tierPeriod == Tier.Period.QUARTER
                    ? inQuarter
                    : inMonth;
            if (rate.source().kind() == PriceSource.Kind.BASE) {
                long used = Math.max(0, houseUnits(house, millis));
                inMonth += used;
                inQuarter += used;
            }
        }
        return new TierCount(house, from, counted);
    }

    /** {@return whether it tells what is counted of a house through a range} */
    boolean holds(QuarterHours other, TimeRange range) {
        return house == other && fromMillis <= range.startMillis()
                && range.endMillis() <= fromMillis + units.length * QuarterHours.QUARTER_MILLIS;
    }

    /** {@return what is counted at the start of a quarter-hour; 0 outside of what there is} */
    long at(long millis) {
        long index = Math.floorDiv(millis - fromMillis, QuarterHours.QUARTER_MILLIS);
        return index >= 0 && index < units.length ? units[(int) index] : 0;
    }

    /** {@return the energy of the house in a quarter-hour, in the units of {@link RateSchedule}} */
    long houseUnits(long millis) {
        return houseUnits(house, millis);
    }

    private static long houseUnits(QuarterHours house, long millis) {
        int index = house.indexOf(millis);
        return index >= 0 && index < house.size()
                ? RateSchedule.units(house.measuredMicrojoules(index))
                        + RateSchedule.units(house.filledMicrojoules(index))
                : 0;
    }
}
