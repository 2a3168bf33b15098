package org.currentcost.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Reads numbers exactly. */
final class Decimals {

    private static final int LONGEST = 40;

    private Decimals() {
    }

    /**
     * {@return the number, times ten to the power of {@code digits}, rounded half up; empty if the text is no number or
     * too large}
     *
     * @param comma  whether the decimal mark is a comma; points and blanks group digits then
     */
    static OptionalLong scaled(String text, boolean comma, int digits) {
        String plain = text.strip();
        if (comma) {
            plain = plain.replace(".", "").replace(" ", "").replace('\u00a0', ' ').replace(" ", "").replace(',', '.');
        }
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(plain).movePointRight(digits).setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
