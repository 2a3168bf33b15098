package org.currentcost.ui.charts;

import java.text.NumberFormat;
import java.util.Locale;
import org.currentcost.model.Percent;

/** Numbers with their units as people read them: scaled by size, three significant digits, the locale's separators. */
final class Figures {

    /** Keeps a number and its unit on one line. */
    private static final char NO_BREAK_SPACE = '\u00A0';

    private static final double PERCENT = 100;
    private static final double MILLI_PER_UNIT = 1000;
    private static final double MILLIWATTS_PER_KILOWATT = 1e6;

    private final ValueUnit unit;
    private final Locale locale;

    Figures(ValueUnit unit, Locale locale) {
        this.unit = unit;
        this.locale = locale;
    }

    /** The unit in which a figure is written: its symbol, and how many milli-units make one. */
    enum Scale {
        WATT("W", MILLI_PER_UNIT), KILOWATT("kW", MILLIWATTS_PER_KILOWATT), CELSIUS("°C", MILLI_PER_UNIT);

        final String symbol;
        final double milli;

        Scale(String symbol, double milli) {
            this.symbol = symbol;
            this.milli = milli;
        }
    }

    /** {@return the unit for a value of this size} @param value in milli-units */
    Scale scaleFor(double value) {
        if (unit == ValueUnit.TEMPERATURE) {
            return Scale.CELSIUS;
        }
        // 999.5 W would be written as "1 000 W"
        return Math.abs(value) >= 999_500 ? Scale.KILOWATT : Scale.WATT;
    }

    /** {@return a value with its unit, such as "655 W" or "1.84 kW"} @param value in milli-units */
    String value(double value) {
        Scale scale = scaleFor(value);
        return number(value, scale) + NO_BREAK_SPACE + scale.symbol;
    }

    /** {@return a value without its unit} @param value in milli-units */
    String number(double value, Scale scale) {
        double scaled = value / scale.milli;
        return switch (scale) {
            case CELSIUS -> decimals(scaled, 1, 1);
            case WATT -> {
                int digits = digitsAfterPoint(scaled);
                // a trailing zero would claim a precision that a meter of whole watts does not have
                yield decimals(toThreeDigits(scaled), 0, digits);
            }
            case KILOWATT -> {
                int digits = digitsAfterPoint(scaled);
                yield decimals(toThreeDigits(scaled), digits, digits);
            }
        };
    }

    /** {@return energy with its unit, such as "0.055 kWh"} */
    String energy(double kilowattHours) {
        double size = Math.abs(kilowattHours);
        if (size >= 999.5) {
            return significant(kilowattHours / 1000) + NO_BREAK_SPACE + "MWh";
        }
        if (size >= 0.01 || size == 0) {
            return significant(kilowattHours) + NO_BREAK_SPACE + "kWh";
        }
        return significant(kilowattHours * 1000) + NO_BREAK_SPACE + "Wh";
    }

    /** {@return a share such as "98 %" or "over 99 %": what is not quite whole is not 100 %} @param share 0 to 1 */
    String percent(double share) {
        var percent = Percent.of(share);
        String value = NumberFormat.getPercentInstance(locale).format(percent.value() / PERCENT);
        return switch (percent.bound()) {
            case ABOUT -> value;
            case UNDER -> Messages.text(locale, "percent.under", value);
            case OVER -> Messages.text(locale, "percent.over", value);
        };
    }

    /** {@return an axis label with as many digits as the step between labels needs} */
    String axisLabel(double value, double step, Scale scale) {
        double scaledStep = step / scale.milli;
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(scaledStep) - 1e-9));
        double scaled = value / scale.milli;
        // no "-0"
        return decimals(Math.abs(scaled) < scaledStep / 2 ? 0 : scaled, digits, digits) + NO_BREAK_SPACE
                + scale.symbol;
    }

    private String significant(double value) {
        double size = Math.abs(value);
        return size < 1
                ? decimals(value, 0, 3)
                : decimals(toThreeDigits(value), digitsAfterPoint(value),
                        digitsAfterPoint(value));
    }

    private static int digitsAfterPoint(double value) {
        double size = Math.abs(value);
        if (size >= 99.95) {
            return 0;
        }
        return size >= 9.995 ? 1 : 2;
    }

    private static double toThreeDigits(double value) {
        double size = Math.abs(value);
        if (size < 1000) {
            return value;
        }
        double unitOfThirdDigit = Math.pow(10, Math.floor(Math.log10(size)) - 2);
        return Math.round(value / unitOfThirdDigit) * unitOfThirdDigit;
    }

    private String decimals(double value, int least, int most) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        String text = format.format(value);
        // -0.001 would become "-0"
        return value < 0 && text.equals(format.format(-0.0)) ? format.format(0) : text;
    }
}
