package org.currentcost.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Turns quantities into words for people, everywhere by the same rules: on a card, an axis, in a sentence or a table.
 * <ul>
 * <li>A quantity is told in the unit that its size asks for: W, kW, MW; Wh below a tenth of a kilowatt-hour, kWh, MWh;
 * g, kg and t of CO₂ alike.
 * <li>It has three significant digits, rounded half up by its size as all numbers are, of which no more than two stand
 * after the point in the smallest unit; what rounds to nothing has no sign. Watts have no zeros at their end, for a
 * meter's are whole.
 * <li>Money has the decimals of its currency, a rate of money below 0.1 one more, and a price all that it has.
 * <li>Nothing known is a dash.
 * <li>A column of a table, whose cells share a unit, goes down to its thousandth: to the watt-hour and the gram.
 * </ul>
 * It lies here, below all who write quantities (charts know no other room, and reports no chart), and so it is given
 * the locale: nothing in this room asks for that of the user. Files are not written by it. Immutable.
 */
public final class QuantityFormat {

    private static final Texts TEXTS = Texts.beside(QuantityFormat.class);

    /** What is written, and in which unit its amounts are given. */
    public enum Kind {
        /** Power, in milliwatts. */
        POWER(0, new Unit("W", 1e3, 0), new Unit("kW", 1e6, 999.5e3), new Unit("MW", 1e9, 999.5e6)),
        /** Energy, in kilowatt-hours. */
        ENERGY(1, new Unit("Wh", 1e-3, 0), new Unit("kWh", 1, 0.09995), new Unit("MWh", 1e3, 999.5)),
        /** Mass of carbon dioxide, in kilograms. */
        CARBON(1, new Unit("g CO₂", 1e-3, 0), new Unit("kg CO₂", 1, 0.09995), new Unit("t CO₂", 1e3, 999.5)),
        /** Temperature, in thousandths of a degree Celsius. */
        TEMPERATURE(0, new Unit("°C", 1e3, 0));

        private final int usual;
        private final List<Unit> units;

        Kind(int usual, Unit... units) {
            this.usual = usual;
            this.units = List.of(units);
        }

        /** {@return the unit for an amount of this size}; that of nothing is the usual one */
        private Unit unit(double amount) {
            double size = Math.abs(amount);
            Unit found = units.get(usual);
            if (size > 0) {
                for (var one : units) {
                    found = size >= one.from ? one : found;
                }
            }
            return found;
        }
    }

    /** @param size in the unit in which amounts are given @param from the smallest amount that is told in it */
    private record Unit(String symbol, double size, double from) {
    }

    /** Stands where nothing is known, which is not zero. */
    public static final QuantityText UNKNOWN = new QuantityText("–", "");

    private static final double KILO = 1000;
    private static final int PRICE_DECIMALS = 6;
    private static final int COLUMN_DECIMALS = 3;
    private static final int SMALLEST_DECIMALS = 2;
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final BigDecimal SMALL_RATE = new BigDecimal("0.1");

    private final Locale locale;

    /** @param locale whose separators and signs of currencies are used */
    public QuantityFormat(Locale locale) {
        this.locale = locale;
    }

    /** {@return a quantity in the unit that its size asks for} @param amount in the unit of its kind */
    public QuantityText text(Kind kind, double amount) {
        return text(kind, amount, amount);
    }

    /**
     * {@return a quantity in the unit of another one, beside which it stands}
     *
     * @param amount in the unit of its kind
     * @param beside the other one, alike
     */
    public QuantityText text(Kind kind, double amount, double beside) {
        if (!Double.isFinite(amount)) {
            return UNKNOWN;
        }
        var unit = kind.unit(beside);
        double scaled = amount / unit.size;
        if (kind == Kind.TEMPERATURE) {
            return new QuantityText(number(scaled, 1, 1), unit.symbol);
        }
        boolean smallest = unit == kind.units.getFirst();
        int digits = smallest ? Math.min(digitsAfterPoint(scaled), SMALLEST_DECIMALS) : digitsAfterPoint(scaled);
        boolean whole = smallest && kind == Kind.POWER || scaled == 0;
        return new QuantityText(number(toThreeDigits(scaled), whole ? 0 : digits, digits), unit.symbol);
    }

    /** {@return a power} */
    public QuantityText power(double milliwatts) {
        return text(Kind.POWER, milliwatts);
    }

    /** {@return an energy} */
    public QuantityText energy(double kilowattHours) {
        return text(Kind.ENERGY, kilowattHours);
    }

    /** {@return a mass of carbon dioxide} */
    public QuantityText carbon(double kilograms) {
        return text(Kind.CARBON, kilograms);
    }

    /** {@return a temperature} */
    public QuantityText temperature(double milliCelsius) {
        return text(Kind.TEMPERATURE, milliCelsius);
    }

    /**
     * {@return the label of an axis' line, with as many digits as the step between lines needs}
     *
     * @param amount  in the unit of its kind
     * @param step    from one line to the next, alike, more than 0
     * @param largest the larger of the axis' ends, without its sign: all labels of an axis have the same unit
     */
    public QuantityText axisLabel(Kind kind, double amount, double step, double largest) {
        var unit = kind.unit(largest);
        return new QuantityText(axisLabel(amount / unit.size, step / unit.size), unit.symbol);
    }

    /** {@return the number of the label of an axis' line, with as many digits as the step needs} */
    public String axisLabel(double amount, double step) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return number(Math.abs(amount) < step / 2 ? 0 : amount, digits, digits);
    }

    /** {@return a sum of money, with its sign where it is negative} */
    public String money(BigDecimal amount, Currency currency) {
        return money(amount, currency, decimals(currency));
    }

    /** {@return a difference of money, always with its sign} */
    public String moneyDifference(BigDecimal amount, Currency currency) {
        return plus(rounded(amount, decimals(currency))) + money(amount, currency);
    }

    /** {@return a price with all of its decimals, up to six} @param per such as {@code /kWh}; may be empty */
    public QuantityText price(BigDecimal price, Currency currency, String per) {
        return rate(price, currency, PRICE_DECIMALS, per);
    }

    /** {@return money for a unit of something, such as an hour} @param per such as {@code /h} */
    public QuantityText rate(BigDecimal rate, Currency currency, String per) {
        boolean small = rate.abs().compareTo(SMALL_RATE) < 0;
        return rate(rate, currency, decimals(currency) + (small && decimals(currency) > 0 ? 1 : 0), per);
    }

    private QuantityText rate(BigDecimal rate, Currency currency, int decimals, String per) {
        String text = money(rate, currency, decimals);
        String sign = currency.getSymbol(locale);
        return text.endsWith(sign) && !per.isEmpty()
                ? new QuantityText(text.substring(0, text.length() - sign.length()).strip().replace("\u00A0", ""),
                        sign + per)
                : new QuantityText(text, per);
    }

    private String money(BigDecimal amount, Currency currency, int decimals) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(decimals(currency));
        format.setMaximumFractionDigits(decimals);
        return format.format(rounded(amount, decimals));
    }

    private static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** {@return a number with at most so many decimals, such as the kilowatt-hours of a bill} */
    public String number(BigDecimal number, int decimals) {
        return number(number, 0, decimals);
    }

    /** {@return the cell of a column whose title tells the unit} */
    public String cell(BigDecimal number) {
        int decimals = Math.clamp(number.scale(), 0, COLUMN_DECIMALS);
        return number(number, decimals, decimals);
    }

    /** {@return a whole number} */
    public String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    /** {@return the size of a file} */
    public QuantityText bytes(long bytes) {
        double megabytes = bytes / (KILO * KILO);
        return megabytes < 1
                ? new QuantityText(number(bytes / KILO, 0, 0), "kB")
                : new QuantityText(number(megabytes, 1, 1), "MB");
    }

    /** {@return a number to three digits, without zeros at its end} */
    public String significant(double number) {
        return number(toThreeDigits(number), 0, Math.min(digitsAfterPoint(number), SMALLEST_DECIMALS));
    }

    /**
     * {@return a quantity in its usual unit whatever its size, to be held against what somebody else says of it}: a
     * bill, a meter's display, a message
     *
     * @param amount   in watts, kilowatt-hours, kilograms or degrees Celsius
     * @param decimals at most
     */
    public QuantityText plain(Kind kind, BigDecimal amount, int decimals) {
        return new QuantityText(number(amount, decimals), kind.units.get(kind.usual).symbol);
    }

    /** {@return {@link #plain} of a difference, always with its sign} */
    public QuantityText plainDifference(Kind kind, BigDecimal amount, int decimals) {
        var text = plain(kind, amount, decimals);
        return new QuantityText(plus(rounded(amount, decimals)) + text.number(), text.unit());
    }

    /** {@return a change in whole percent, always with its sign} @param share 1 for twice as much; finite */
    public String percentDifference(double share) {
        var rounded = rounded(BigDecimal.valueOf(share), 2);
        return plus(rounded) + NumberFormat.getPercentInstance(locale).format(rounded);
    }

    /**
     * {@return a part of a whole in whole percents, such as "98 %", "under 1 %" or "over 99 %"}: of what is there at
     * all never 0 % is told, and of what lacks anything never 100 %
     *
     * @param share the part of the whole, which is 1; no NaN
     */
    public String percent(double share) {
        var percent = Percent.of(share);
        String value = NumberFormat.getPercentInstance(locale).format(percent.value() / 100.0);
        return switch (percent.bound()) {
            case ABOUT -> value;
            case UNDER -> TEXTS.get("percent.under", value);
            case OVER -> TEXTS.get("percent.over", value);
        };
    }

    private static int digitsAfterPoint(double value) {
        double size = Math.abs(value);
        if (size >= 99.95 || size == 0) {
            return 0;
        }
        return size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    }

    /** As it reads in decimals: 1.395 is a little less in a double. */
    private static BigDecimal toThreeDigits(double value) {
        var number = BigDecimal.valueOf(value);
        return Math.abs(value) < KILO ? number : number.round(THREE_DIGITS);
    }

    private String number(double value, int least, int most) {
        return number(BigDecimal.valueOf(value), least, most);
    }

    private String number(BigDecimal value, int least, int most) {
        return numbers(least, most).format(rounded(value, most));
    }

    /** What is rounded before it is written is nothing without a sign, never "-0". */
    private static BigDecimal rounded(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static String plus(BigDecimal rounded) {
        return rounded.signum() > 0 ? "+" : "";
    }

    private NumberFormat numbers(int least, int most) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format;
    }
}
