package org.currentcost.parser;

import static org.currentcost.parser.ElementNames.isDigit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a good message was written: what a next one of its kind, which is nearly every one, repeats byte for byte, and
 * where the digits of its values are. One that has other digits alone is as well-formed, and its values are where they
 * were; they are still to be checked.
 */
final class MessageForm {

    /** Live messages have up to 300 bytes. */
    private static final int LONGEST = 512;
    private static final int MOST_VALUES = 24;

    // Eight bytes at once: each 0, and each with the bits that all digits share
    private static final long ZEROS = 0x3030303030303030L;
    private static final long HALVES = 0xf0f0f0f0f0f0f0f0L;
    /** What makes a byte above 9 no digit by those bits. */
    private static final long SIXES = 0x0606060606060606L;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private int length;
    private final long[] text = new long[LONGEST / Long.BYTES];
    /** All bits of those bytes that are digits of a value; the others are as in the text. */
    private final long[] digits = new long[text.length];
    /** All bits of those bytes that are part of the message. */
    private long lastBytes;
    private long seen;

    // The values, in the order of the message: what they are, and where, from its beginning on.
    private int values;
    private final int[] elements = new int[MOST_VALUES];
    private final int[] parents = new int[MOST_VALUES];
    private final int[] starts = new int[MOST_VALUES];
    private final int[] ends = new int[MOST_VALUES];

    /** A message begins whose form may be kept. */
    void begin() {
        length = 0;
        values = 0;
    }

    /** Notes a value of it, which is none of the meter's memory. @param start from the beginning of the message */
    void add(int element, int parent, int start, int end) {
        if (values < MOST_VALUES) {
            elements[values] = element;
            parents[values] = parent;
            starts[values] = start;
            ends[values] = end;
        }
        values++;
    }

    /**
     * Ends a message that is good.
     *
     * @param bytes        hold it, and 8 bytes more than its end
     * @param elementsSeen as {@link MessageValues#seen()} tells them
     */
    void end(byte[] bytes, int from, int to, long elementsSeen) {
        if (values > MOST_VALUES || to - from > LONGEST) {
            return;
        }
        length = to - from;
        seen = elementsSeen;
        int words = words();
        for (int i = 0; i < words; i++) {
            text[i] = (long) WORD.get(bytes, from + i * Long.BYTES);
        }
        int rest = length % Long.BYTES;
        lastBytes = rest == 0 ? -1 : (1L << 8 * rest) - 1;
        Arrays.fill(digits, 0, words, 0);
        for (int i = 0; i < values; i++) {
            for (int at = starts[i]; at < ends[i]; at++) {
                if (isDigit(bytes[from + at])) {
                    digits[at / Long.BYTES] |= 0xffL << 8 * (at % Long.BYTES);
                }
            }
        }
    }

    private int words() {
        return (length + Long.BYTES - 1) / Long.BYTES;
    }

    /**
     * {@return whether a message differs in digits of its values alone}
     *
     * @param bytes hold it, and 8 bytes more than its end
     */
    boolean isOf(byte[] bytes, int from, int to) {
        if (to - from != length) {
            return false;
        }
        int last = words() - 1;
        for (int i = 0; i <= last; i++) {
            long word = (long) WORD.get(bytes, from + i * Long.BYTES);
            long variable = digits[i];
            long fixed = i < last ? ~variable : ~variable & lastBytes;
            long zeros = ZEROS & variable;
            long halves = HALVES & variable;
            // No byte reaches the next one: those that pass for digits are below 0x40.
            if (((word ^ text[i]) & fixed) != 0 || (word & halves) != zeros
                    || ((word & variable) + (SIXES & variable) & halves) != zeros) {
                return false;
            }
        }
        return true;
    }

    /** {@return which elements it has, as {@link MessageValues#seen()} tells them} */
    long seen() {
        return seen;
    }

    /** {@return how many values there are} */
    int values() {
        return values;
    }

    int element(int value) {
        return elements[value];
    }

    int parent(int value) {
        return parents[value];
    }

    /** {@return where a value begins, from the beginning of the message on} */
    int start(int value) {
        return starts[value];
    }

    /** {@return where it ends} */
    int end(int value) {
        return ends[value];
    }
}
