package org.currentcost.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads numbers exactly. */
final class FieldDecimals {

    private static final int LONGEST = 40;
    private static final long IN_DOUBT = Long.MIN_VALUE;
    /** So many digits, times the largest power of ten, are less than a {@code long} holds. */
    private static final int PLAIN_DIGITS = 11;
    private static final long[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

    /** What stands where there is no value. */
    private static final Set<String> MISSING = Set.of("", "-", "--", "n/a", "na", "nan", "null", "none", "unknown",
            "unavailable", "undef");
    private static final Pattern GROUPED = Pattern
            .compile("[-+]?[0-9]{1,3}(?:['\u2019 \u00a0\u202f][0-9]{3})+(?:[.,][0-9]++)?");
    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]++)?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[-+]?[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]++)?");
    private static final Pattern GROUP_MARKS = Pattern.compile("['\u2019 \u00a0\u202f]");

    private FieldDecimals() {
    }

    /** {@return whether a field says that there is no value} */
    static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** What the marks in a number show. */
    enum Mark {
        /** It has a decimal comma. */
        COMMA,
        /** It has a decimal point, or commas between thousands and a point. */
        POINT,
        /** One comma, three digits after it: it could be either. */
        DOUBTFUL,
        /** No mark that tells. */
        NONE
    }

    /** {@return what the marks in a number show} */
    static Mark mark(String text) {
        String plain = GROUP_MARKS.matcher(text.strip()).replaceAll("");
        int comma = plain.lastIndexOf(',');
        int point = plain.lastIndexOf('.');
        if (!plain.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.,".indexOf(c) >= 0) || comma < 0 && point < 0) {
            return Mark.NONE;
        }
        if (comma >= 0 && point >= 0) {
            return comma > point ? Mark.COMMA : Mark.POINT;
        }
        if (comma < 0) {
            return plain.indexOf('.') == point ? Mark.POINT : Mark.COMMA;
        }
        if (plain.indexOf(',') != comma) {
            return Mark.POINT;
        }
        boolean thousands = GROUPED_BY_COMMAS.matcher(plain).matches() && plain.charAt(0) != '0';
        return thousands ? Mark.DOUBTFUL : Mark.COMMA;
    }

    /**
     * {@return the number, times ten to the power of {@code digits}, rounded half up; empty if the text is no number or
     * too large}
     *
     * Between thousands there may be apostrophes or blanks, and points or commas, whichever is not the decimal mark.
     *
     * @param comma  whether the decimal mark is a comma
     */
    static OptionalLong scaled(String text, boolean comma, int digits) {
        long quick = plain(text, digits);
        if (quick != IN_DOUBT) {
            return OptionalLong.of(quick);
        }
        String plain = text.strip();
        if (plain.length() <= LONGEST) {
            plain = ungrouped(plain, comma);
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

    /**
     * Reads what most numbers are: some digits, a sign before them or not. Twenty times as fast as the exact way, which
     * reads the same.
     *
     * @return {@link #IN_DOUBT} if the exact way has to find out
     */
    private static long plain(String text, int digits) {
        int at = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
        if (text.length() == at || text.length() > PLAIN_DIGITS || digits < 0 || digits >= POWERS.length) {
            return IN_DOUBT;
        }
        long number = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return IN_DOUBT;
            }
            number = 10 * number + c - '0';
        }
        return (at == 0 ? number : -number) * POWERS[digits];
    }

    private static String ungrouped(String text, boolean comma) {
        String plain = GROUPED.matcher(text).matches() ? GROUP_MARKS.matcher(text).replaceAll("") : text;
        if (comma) {
            plain = GROUPED_BY_POINTS.matcher(plain).matches() || plain.indexOf(',') >= 0
                    ? plain.replace(".", "")
                    : plain;
            return plain.replace(',', '.');
        }
        return GROUPED_BY_COMMAS.matcher(plain).matches() ? plain.replace(",", "") : plain;
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
