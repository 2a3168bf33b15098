package org.currentcost.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of electrical energy. Kept in whole microjoules, which are milliwatts times milliseconds: so no sum of
 * readings over their times is rounded. May be negative, where more was fed in than used.
 *
 * @param microjoules the amount in µJ; a {@code long} holds 2.5 GWh
 */
public record Energy(long microjoules) implements Comparable<Energy> {

    /** Nothing. */
    public static final Energy ZERO = new Energy(0);

    /** What a kilowatt-hour is, for those who reckon with columns of energies. */
    public static final long MICROJOULES_PER_KILOWATT_HOUR = 3_600_000_000_000L;

    private static final long PER_WATT_HOUR = MICROJOULES_PER_KILOWATT_HOUR / 1000;
    private static final long PER_MILLIWATT_HOUR = PER_WATT_HOUR / 1000;

    /** {@return whole watt-hours, exactly up to what 64 bits hold, and no more than that} */
    public static Energy ofWattHours(long wattHours) {
        return new Energy(Saturated.times(wattHours, PER_WATT_HOUR));
    }

    /** {@return both together, no more than 64 bits hold} */
    public Energy plus(Energy other) {
        return new Energy(Saturated.plus(microjoules, other.microjoules));
    }

    /** {@return this in whole milliwatt-hours, rounded towards zero} */
    public long milliwattHours() {
        return microjoules / PER_MILLIWATT_HOUR;
    }

    /** {@return this in whole watt-hours, rounded half up} */
    public long roundedWattHours() {
        return Math.round((double) microjoules / PER_WATT_HOUR);
    }

    /** {@return this in kilowatt-hours, as near as a double gets} */
    public double kilowattHours() {
        return (double) microjoules / MICROJOULES_PER_KILOWATT_HOUR;
    }

    /** {@return this in kilowatt-hours, rounded} @param digits after the decimal point */
    public BigDecimal kilowattHours(int digits, RoundingMode rounding) {
        return BigDecimal.valueOf(microjoules).divide(BigDecimal.valueOf(MICROJOULES_PER_KILOWATT_HOUR), digits,
                rounding);
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(microjoules, other.microjoules);
    }
}
