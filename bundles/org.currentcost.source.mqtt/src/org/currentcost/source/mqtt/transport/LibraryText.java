package org.currentcost.source.mqtt.transport;

/**
 * Writes texts so that the client library takes them. It refuses characters that MQTT 1.5.3 allows: all beyond the
 * basic plane such as emoji, control characters, and everything from U+FDD0 on; one in a topic would end its thread.
 * Such a character becomes two of the private use area, whose own characters are written the same way, so that every
 * text has a spelling of its own.
 */
final class LibraryText {

    private static final char FIRST = '\uE000';
    private static final char SECOND = '\uE800';
    private static final char PRIVATE_END = '\uF000';
    private static final char REFUSED_FROM = '\uFDD0';
    private static final int SHIFT = 11;
    private static final int LOW_BITS = (1 << SHIFT) - 1;

    private LibraryText() {
    }

    /** {@return a text as the library takes it} */
    static String spelled(String text) {
        if (text.codePoints().noneMatch(LibraryText::refused)) {
            return text;
        }
        var result = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(one -> {
            if (refused(one)) {
                result.append((char) (FIRST + (one >> SHIFT))).append((char) (SECOND + (one & LOW_BITS)));
            } else {
                result.appendCodePoint(one);
            }
        });
        return result.toString();
    }

    /** {@return the text that {@link #spelled} wrote} */
    static String plain(String spelled) {
        if (spelled.chars().noneMatch(one -> one >= FIRST && one < PRIVATE_END)) {
            return spelled;
        }
        var result = new StringBuilder(spelled.length());
        for (int i = 0; i < spelled.length(); i++) {
            char one = spelled.charAt(i);
            char next = i + 1 < spelled.length() ? spelled.charAt(i + 1) : 0;
            if (one >= FIRST && one < SECOND && next >= SECOND && next < PRIVATE_END) {
                result.appendCodePoint((one - FIRST << SHIFT) + next - SECOND);
                i++;
            } else {
                result.append(one);
            }
        }
        return result.toString();
    }

    private static boolean refused(int character) {
        return Character.isISOControl(character) || character >= REFUSED_FROM
                || character >= FIRST && character < PRIVATE_END || character >= Character.MIN_SURROGATE
                        && character <= Character.MAX_SURROGATE;
    }
}
