package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people type them, exact. */
final class Decimals {

    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d{1,15}(\\.\\d{0,15})?|\\.\\d{1,15})");

    private Decimals() {
    }

    /**
     * {@return the number, if it is one}
     * <p>
     * The locale's decimal separator counts, and its grouping separator where it divides thousands; either of point and
     * comma is taken for a decimal separator where it can't be anything else, such as in 0.31 where the comma is usual.
     */
    static Optional<BigDecimal> parse(String text, Locale locale) {
        var symbols = DecimalFormatSymbols.getInstance(locale);
        char decimal = symbols.getDecimalSeparator() == ',' ? ',' : '.';
        char other = decimal == ',' ? '.' : ',';
        String number = text.strip().replaceAll("[\\s\u00A0\u2009\u202F'’]", "").replace('\u2212', '-');
        boolean thousands = number.matches("[+-]?[1-9]\\d{0,2}(" + Pattern.quote(String.valueOf(other)) + "\\d{3})+("
                + Pattern.quote(String.valueOf(decimal)) + "\\d*)?");
        number = thousands ? number.replace(String.valueOf(other), "") : number.replace(other, decimal);
        number = number.replace(decimal, '.');
        return PLAIN.matcher(number).matches() ? Optional.of(new BigDecimal(number)) : Optional.empty();
    }

    /** {@return the number as it is typed, with all of its decimals} */
    static String text(BigDecimal number, Locale locale) {
        var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        String digits = plain.toPlainString();
        return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ','
                ? digits.replace('.', ',')
                : digits;
    }
}
