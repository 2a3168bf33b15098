package org.currentcost.ui.charts;

import java.util.Optional;
import java.util.function.DoubleFunction;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityFormat.Kind;
import org.currentcost.model.UserLocale;

/**
 * How amounts are written on an axis and where a chart names one itself: energy, money, a mass of CO₂, a temperature.
 * Amounts of a chart are in its unit and as exact as pixels need them; exact sums of money belong on the cards, whose
 * text comes from the caller.
 */
public final class AmountScale {

    private static final char NO_BREAK_SPACE = '\u202F';
    private static final double LEAST_SPAN_OF_ENERGY = 0.01;
    private static final double LEAST_SPAN = 0.1;

    private final String unit;
    private final Optional<Kind> kind;
    private final Optional<DoubleFunction<String>> written;
    private final QuantityFormat format = new QuantityFormat(UserLocale.formats());

    private AmountScale(String unit, Optional<Kind> kind, Optional<DoubleFunction<String>> written) {
        this.unit = unit;
        this.kind = kind;
        this.written = written;
    }

    /** {@return the scale for energy in kilowatt-hours, shown in Wh, kWh or MWh by size} */
    public static AmountScale energy() {
        return new AmountScale("kWh", Optional.of(Kind.ENERGY), Optional.empty());
    }

    /** {@return the scale for carbon dioxide in kilograms, shown in g, kg or t by size} */
    public static AmountScale carbon() {
        return new AmountScale("kg CO₂", Optional.of(Kind.CARBON), Optional.empty());
    }

    /**
     * {@return the scale for amounts in a unit that is not scaled, with as many digits as the axis needs}
     *
     * @param unit its symbol, such as "°C"
     */
    public static AmountScale of(String unit) {
        return new AmountScale(unit, Optional.empty(), Optional.empty());
    }

    /**
     * {@return the scale for amounts that are written in a way of their own, such as money}
     *
     * @param unit   its symbol
     * @param format writes an amount together with its unit
     */
    public static AmountScale of(String unit, DoubleFunction<String> format) {
        return new AmountScale(unit, Optional.empty(), Optional.of(format));
    }

    /** {@return the symbol of the unit in which amounts are given} */
    public String unit() {
        return unit;
    }

    /** {@return an amount with its unit, to three digits} */
    public String value(double amount) {
        return written.map(one -> one.apply(amount)).orElseGet(() -> kind
                .map(one -> format.text(one, amount).toString())
                .orElseGet(() -> format.significant(amount) + NO_BREAK_SPACE + unit));
    }

    /** {@return the label of an axis' line} @param largest the larger of the axis' ends, without its sign */
    String axisLabel(double amount, double step, double largest) {
        // half a step is far above the error of a sum that should be zero
        double rounded = Math.abs(amount) < step / 2 ? 0 : amount;
        return written.map(one -> one.apply(rounded)).orElseGet(() -> kind
                .map(one -> format.axisLabel(one, amount, step, largest).toString())
                .orElseGet(() -> format.axisLabel(amount, step) + NO_BREAK_SPACE + unit));
    }

    /** {@return how long an axis is at least: what is next to nothing is not blown up} */
    double leastSpan() {
        return kind.filter(Kind.ENERGY::equals).isPresent() ? LEAST_SPAN_OF_ENERGY : LEAST_SPAN;
    }
}
