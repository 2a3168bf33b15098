package org.currentcost.model;

/**
 * Text that others wrote, such as a name from a network or a line of a file, as it may be printed: what would steer a
 * terminal, or turn the order of the text around it, is shown as a sign instead.
 */
public final class ShownText {

    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char DELETE = '\u007f';

    private ShownText() {
    }

    /**
     * {@return the text in one line} A control character up to U+001F, and DEL, is shown as its Unicode control
     * picture, such as U+241B for an escape; any other one, a separator of lines, and what overrides the direction of
     * text (Unicode Standard Annex 9) by its number, such as U+202E.
     */
    public static String of(String text) {
        return shown(text, "");
    }

    /** {@return like {@link #of}, but tabs and line ends stay; a CR alone is none, since it takes a line back} */
    public static String ofLines(String text) {
        return shown(text, "\n\t");
    }

    private static String shown(String text, String kept) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean stays = !steers(c) || kept.indexOf(c) >= 0
                    || !kept.isEmpty() && c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (!stays && shown == null) {
                shown = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (shown != null) {
                if (stays) {
                    shown.append(c);
                } else {
                    append(shown, c);
                }
            }
        }
        return shown == null ? text : shown.toString();
    }

    private static void append(StringBuilder shown, char c) {
        if (c < ' ') {
            shown.append((char) (PICTURES + c));
        } else if (c == DELETE) {
            shown.append(PICTURE_OF_DELETE);
        } else {
            shown.append(String.format("<U+%04X>", (int) c));
        }
    }

    /** {@return whether a character would not be seen but do something} */
    static boolean steers(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }
}
