package org.currentcost.source.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of one message in the making. */
final class LineBuffer {

    private byte[] bytes = new byte[512];
    private int length;

    LineBuffer clear() {
        length = 0;
        return this;
    }

    LineBuffer text(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    LineBuffer bytes(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    LineBuffer append(LineBuffer other) {
        ensure(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    /** Appends a number that is not negative, with zeros in front up to {@code width} digits. */
    LineBuffer digits(long number, int width) {
        int count = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            count++;
        }
        count = Math.max(count, width);
        ensure(count);
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    /** Appends thousandths as a number with three decimals, such as {@code 9.226}. */
    LineBuffer thousandths(long number) {
        return digits(number / 1000, 1).text(".").digits(number % 1000, 3);
    }

    /** Appends tenths as a number with one decimal, at least four characters wide, filled with blanks in front. */
    LineBuffer paddedTenths(int number) {
        String text = (number < 0 ? "-" : "") + Math.abs(number) / 10 + "." + Math.abs(number) % 10;
        for (int width = text.length(); width < 4; width++) {
            text(" ");
        }
        return text(text);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
