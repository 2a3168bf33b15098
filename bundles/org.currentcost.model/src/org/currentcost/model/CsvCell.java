package org.currentcost.model;

/**
 * A cell of CSV (RFC 4180), as every export writes it and the import reads it.
 * <p>
 * A spreadsheet takes a cell for a formula that begins with one of <code>= + - @</code>, a tab or a CR, wherever its
 * text came from. Where that is no number an apostrophe is put before it, which makes it text; so too where apostrophes
 * stand before that already, for then one can always be taken off again.
 */
public final class CsvCell {

    private static final String FORMULA_BEGINS = "=+-@\t\r";
    private static final char MARK = '\'';

    private CsvCell() {
    }

    /** {@return the cell of a text, in quotes only where they are needed} */
    public static String of(String text) {
        String safe = marked(text);
        for (int i = 0; i < safe.length(); i++) {
            if (",;\"\n\r".indexOf(safe.charAt(i)) >= 0) {
                return quoted(safe);
            }
        }
        return safe;
    }

    /** {@return the cell of a text, in quotes} */
    public static String ofText(String text) {
        return quoted(marked(text));
    }

    /** {@return the text of a cell whose quotes are taken off: without the apostrophe that marks it as text} */
    public static String read(String cell) {
        return isMarked(cell) ? cell.substring(1) : cell;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whoever looks at the file may do so in a terminal: what would steer it is shown; line ends and tabs stay. */
    private static String marked(String text) {
        var safe = new StringBuilder(text.length() + 1);
        if (looksLikeFormula(text, marks(text))) {
            safe.append(MARK);
        }
        int from = 0;
        for (int cr = text.indexOf('\r'); cr >= 0; cr = text.indexOf('\r', from)) {
            safe.append(ShownText.ofLines(text.substring(from, cr))).append('\r');
            from = cr + 1;
        }
        return safe.append(ShownText.ofLines(text.substring(from))).toString();
    }

    private static boolean isMarked(String cell) {
        int marks = marks(cell);
        return marks > 0 && looksLikeFormula(cell, marks);
    }

    private static int marks(String text) {
        int marks = 0;
        while (marks < text.length() && text.charAt(marks) == MARK) {
            marks++;
        }
        return marks;
    }

    private static boolean looksLikeFormula(String text, int from) {
        return from < text.length() && FORMULA_BEGINS.indexOf(text.charAt(from)) >= 0 && !isNumber(text, from);
    }

    /** {@return whether the rest of a text is a number such as {@code -12.5} or {@code +1e6}} In one pass. */
    private static boolean isNumber(String text, int from) {
        int at = text.charAt(from) == '-' || text.charAt(from) == '+' ? from + 1 : from;
        int whole = digits(text, at);
        at += whole;
        int part = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            part = digits(text, at + 1);
            at += 1 + part;
        }
        if (whole + part == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int power = digits(text, at);
            at += power;
            return power > 0 && at == text.length();
        }
        return at == text.length();
    }

    /** {@return how many digits from 0 to 9 stand from a place on} @param from 0 to the length of the text */
    public static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
