package org.currentcost.source.mqtt.payload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Reads numbers, exactly, into thousandths of a base unit. */
final class PayloadDecimals {

    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);
    /** In thousandths: a terawatt, a terawatt-hour. What of it a house may have is not this class's to say. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final int LONGEST = 40;
    private static final int LONGEST_FAST = 15;
    private static final long[] POWERS = new long[LONGEST_FAST + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private PayloadDecimals() {
    }

    /**
     * {@return the number in a text in thousandths, rounded half away from zero; empty if the text is no number or one
     * that no household has}
     *
     * @param factor what the number is multiplied by
     */
    static OptionalLong milli(String text, BigDecimal factor) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            var number = new BigDecimal(plain);
            // Before any arithmetic: 1e999999999 would fill the memory with zeros.
            if (Math.abs((long) number.precision() - number.scale()) > LONGEST || Math.abs(number.scale()) > LONGEST) {
                return number.signum() == 0 ? OptionalLong.of(0) : OptionalLong.empty();
            }
            var milli = number.multiply(factor).multiply(MILLI).setScale(0, RoundingMode.HALF_UP);
            return milli.abs().compareTo(MOST) > 0 ? OptionalLong.empty() : OptionalLong.of(milli.longValueExact());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The same for a whole message, without an object for each of the plain numbers that most messages are.
     *
     * @param wholeFactor the factor in thousandths, if that is a whole number; else 0
     */
    static OptionalLong milli(byte[] text, BigDecimal factor, long wholeFactor) {
        int from = 0;
        int to = text.length;
        while (from < to && text[from] <= ' ' && text[from] >= 0) {
            from++;
        }
        while (to > from && text[to - 1] <= ' ' && text[to - 1] >= 0) {
            to--;
        }
        boolean negative = from < to && text[from] == '-';
        int at = negative ? from + 1 : from;
        int digits = to - at;
        if (wholeFactor <= 0 || wholeFactor > 1_000_000_000 || digits < 1 || digits > LONGEST_FAST / 2) {
            return slow(text, from, to, factor);
        }
        long number = 0;
        int fraction = -1;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
                fraction = fraction < 0 ? fraction : fraction + 1;
            } else if (text[at] == '.' && fraction < 0 && digits > 1) {
                fraction = 0;
            } else {
                return slow(text, from, to, factor);
            }
        }
        long unit = POWERS[Math.max(fraction, 0)];
        long milli = (number * wholeFactor * 2 + unit) / (2 * unit);
        return OptionalLong.of(negative ? -milli : milli);
    }

    private static OptionalLong slow(byte[] text, int from, int to, BigDecimal factor) {
        if (to - from > LONGEST) {
            return OptionalLong.empty();
        }
        var characters = new char[to - from];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) (text[from + i] & 0xff);
        }
        return milli(new String(characters), factor);
    }

    /** {@return the factor in thousandths if that is a whole number, else 0} */
    static long wholeMilli(BigDecimal factor) {
        var milli = factor.multiply(MILLI).stripTrailingZeros();
        return milli.scale() <= 0 && milli.compareTo(BigDecimal.valueOf(1_000_000_000)) <= 0 ? milli.longValue() : 0;
    }
}
