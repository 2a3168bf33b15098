package org.currentcost.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
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
            var number = parse(plain);
            return number.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.get().movePointRight(digits).setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** {@return the number; empty if the text is none, or one so large or small that only its zeros fill the memory} */
    static Optional<BigDecimal> parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(plain);
            if (number.signum() == 0) {
                return Optional.of(BigDecimal.ZERO);
            }
            return Math.abs((long) number.precision() - number.scale()) > LONGEST || Math.abs(number.scale()) > LONGEST
                    ? Optional.empty()
                    : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
