package org.currentcost.ui.charts;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * How amounts are written on an axis and where a chart names one itself: energy, money, a mass of CO₂, a temperature.
 * Amounts of a chart are in its unit and as exact as pixels need them; exact sums of money belong on the cards, whose
 * text comes from the caller.
 */
public final class AmountScale {

    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final double KILOWATT_HOURS_PER_MEGAWATT_HOUR = 1000;
    private static final double KILOWATT_HOURS_PER_WATT_HOUR = 0.001;
    private static final double WATT_HOURS_BELOW = 0.1;
    private static final double MEGAWATT_HOURS_FROM = 999.5;
    private static final double LEAST_SPAN_OF_ENERGY = 0.01;
    private static final double LEAST_SPAN = 0.1;

    private final String unit;
    private final boolean energy;
    private final DoubleFunction<String> format;
    private final Locale locale;

    private AmountScale(String unit, boolean energy, DoubleFunction<String> format) {
        this.unit = unit;
        this.energy = energy;
        this.format = format;
        locale = Locale.getDefault(Locale.Category.FORMAT);
    }

    /** {@return the scale for energy in kilowatt-hours, shown in Wh, kWh or MWh by size} */
    public static AmountScale energy() {
        return new AmountScale("kWh", true, amount -> new Figures(ValueUnit.POWER,
                Locale.getDefault(Locale.Category.FORMAT)).energy(amount));
    }

    /**
     * {@return the scale for amounts in a unit, with as many digits as the axis needs}
     *
     * @param unit its symbol, such as "kg CO₂" or "°C"
     */
    public static AmountScale of(String unit) {
        return new AmountScale(unit, false, null);
    }

    /**
     * {@return the scale for amounts that are written in a way of their own, such as money}
     *
     * @param unit   its symbol
     * @param format writes an amount together with its unit
     */
    public static AmountScale of(String unit, DoubleFunction<String> format) {
        return new AmountScale(unit, false, format);
    }

    /** {@return the symbol of the unit in which amounts are given} */
    public String unit() {
        return unit;
    }

    /** {@return an amount with its unit, to three digits} */
    public String value(double amount) {
        if (format != null) {
            return format.apply(amount);
        }
        double size = Math.abs(amount);
        int digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        return number(amount, 0, digits) + NO_BREAK_SPACE + unit;
    }

    /** {@return the label of an axis' line} @param largest the larger of the axis' ends, without its sign */
    String axisLabel(double amount, double step, double largest) {
        if (energy) {
            double size = WATT_HOURS_BELOW > largest
                    ? KILOWATT_HOURS_PER_WATT_HOUR
                    : largest >= MEGAWATT_HOURS_FROM ? KILOWATT_HOURS_PER_MEGAWATT_HOUR : 1;
            String symbol = size < 1 ? "Wh" : size > 1 ? "MWh" : unit;
            return stepped(amount / size, step / size) + NO_BREAK_SPACE + symbol;
        }
        // half a step is far above the error of a sum that should be zero
        double rounded = Math.abs(amount) < step / 2 ? 0 : amount;
        return format == null ? stepped(rounded, step) + NO_BREAK_SPACE + unit : format.apply(rounded);
    }

    private String stepped(double amount, double step) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return number(Math.abs(amount) < step / 2 ? 0 : amount, digits, digits);
    }

    private String number(double amount, int least, int most) {
        NumberFormat numbers = NumberFormat.getNumberInstance(locale);
        numbers.setMinimumFractionDigits(least);
        numbers.setMaximumFractionDigits(most);
        return numbers.format(amount);
    }

    /** {@return how long an axis is at least: what is next to nothing is not blown up} */
    double leastSpan() {
        return energy ? LEAST_SPAN_OF_ENERGY : LEAST_SPAN;
    }
}
