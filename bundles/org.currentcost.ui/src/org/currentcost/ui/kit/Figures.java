package org.currentcost.ui.kit;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/** Figures for people: scaled by their size, three significant digits, in the user's locale. */
public final class Figures {

    private static final double KILO = 1000;
    private static final String THIN_SPACE = "\u2009";

    private Figures() {
    }

    /**
     * A figure and its unit, apart, since the unit is drawn smaller.
     *
     * @param number such as {@code 1.84}
     * @param unit   such as {@code kW}
     */
    public record Figure(String number, String unit) {
        @Override
        public String toString() {
            return number + THIN_SPACE + unit;
        }
    }

    /** {@return a power: whole watts below 10 kW, since a meter's watts are whole} */
    public static Figure power(long milliwatts) {
        double watts = milliwatts / KILO;
        if (Math.abs(watts) < 10 * KILO) {
            return new Figure(number(watts, 0), "W");
        }
        return new Figure(number(watts / KILO, 2), "kW");
    }

    /** {@return a temperature with one digit after the point} */
    static Figure temperature(long milliCelsius) {
        return new Figure(number(milliCelsius / KILO, 1), "°C");
    }

    /** {@return what power costs an hour, to three digits below 0.1} */
    public static Figure costAnHour(double perHour, String currency) {
        return new Figure(number(perHour, Math.abs(perHour) < 0.1 ? 3 : 2), currency + "/h");
    }

    /** {@return a price with the decimals that it has, at least two} */
    public static String price(BigDecimal price, String currency) {
        return number(price.doubleValue(), Math.clamp(price.stripTrailingZeros().scale(), 2, 4)) + THIN_SPACE
                + currency;
    }

    /** {@return a size of a file} */
    public static Figure bytes(long bytes) {
        double megabytes = bytes / (KILO * KILO);
        return megabytes < 1 ? new Figure(number(bytes / KILO, 0), "kB") : new Figure(number(megabytes, 1), "MB");
    }

    /** {@return a whole number with the locale's grouping} */
    public static String count(long count) {
        return NumberFormat.getIntegerInstance(Locale.getDefault()).format(count);
    }

    private static String number(double value, int digits) {
        var format = NumberFormat.getNumberInstance(Locale.getDefault());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
