package org.currentcost.parser;

import static org.currentcost.parser.ElementNames.BLOCK;
import static org.currentcost.parser.ElementNames.CHILDREN;
import static org.currentcost.parser.ElementNames.CLASSIC_BLOCKS;
import static org.currentcost.parser.ElementNames.DATA;
import static org.currentcost.parser.ElementNames.HIST;
import static org.currentcost.parser.ElementNames.MSG;
import static org.currentcost.parser.ElementNames.OTHER;
import static org.currentcost.parser.ElementNames.SRC;
import static org.currentcost.parser.ElementNames.VALUES;
import static org.currentcost.parser.ElementNames.element;
import static org.currentcost.parser.ElementNames.areDigits;
import static org.currentcost.parser.ElementNames.isBlockLetter;
import static org.currentcost.parser.ElementNames.isDigit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.currentcost.parser.MeterEvent.Reason;

/**
 * Reads one whole message, from {@code <msg>} to {@code </msg>}: checks its form and takes its values, in one pass.
 * <p>
 * Elements are known by name and place, never by column or order. That the message ends with {@code </msg>}, which no
 * element may go beyond, is what stops the loops here; so they need no check for the end of the buffer.
 */
final class MessageReader extends MessageValues {

    /** How deep elements may nest. Real ones are 4 deep. */
    static final int DEEPEST = 16;

    // What a byte is inside text.
    private static final byte PLAIN = 0;
    private static final byte BLANK = 1;
    private static final byte LINE_BREAK = 2;
    private static final byte TAG = 3;
    private static final byte AMPERSAND = 4;
    private static final byte CONTROL = 5;
    private static final byte[] TEXT_CLASSES = new byte[256];

    static {
        Arrays.fill(TEXT_CLASSES, 0, ' ', CONTROL);
        TEXT_CLASSES[' '] = BLANK;
        TEXT_CLASSES['\t'] = BLANK;
        TEXT_CLASSES['\n'] = LINE_BREAK;
        TEXT_CLASSES['\r'] = LINE_BREAK;
        TEXT_CLASSES['<'] = TAG;
        TEXT_CLASSES['&'] = AMPERSAND;
        TEXT_CLASSES[0x7f] = CONTROL;
    }

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Messages of a meter differ in length by the sign or the digits of a temperature, and by their channels. */
    private static final int FORMS = 16;
    private static final int MOST_KILOWATT_HOURS_DIGITS = 9;

    /** The result of {@link #longStartTag} where an attribute holds an entity. */
    private static final int AFTER_AMPERSAND = -2;

    private byte[] bytes;
    private int begin;
    private int end;

    /** How the last good messages were written, by the last bits of their lengths. */
    private final MessageForm[] forms = new MessageForm[FORMS];
    private MessageForm form;
    /** Whether all values that were read stand in the message as they are, and none is one of the memory. */
    private boolean hasForm;

    // The elements that are open, the outermost first.
    private int depth;
    private final int[] elements = new int[DEEPEST];
    private final long[] names = new long[DEEPEST];
    private final int[] nameStarts = new int[DEEPEST];
    private final int[] nameLengths = new int[DEEPEST];

    private boolean lineBreak;
    private boolean foreign;
    /** Whether the text of the innermost element holds blanks or line breaks. */
    private boolean spaced;
    /** The text of a value that a comment cut into pieces, or without its white space. */
    private byte[] gathered = new byte[64];
    private int gatheredLength;
    private boolean selfClosing;

    MessageReader() {
        Arrays.setAll(forms, at -> new MessageForm());
    }

    /**
     * Reads a message.
     *
     * @param buffer holds it, and 8 bytes more than its end
     * @param from   index of {@code <msg>}
     * @param to     index after the first {@code </msg>} from there
     * @return null if it is good, else what is wrong: its form if that is wrong anywhere, before its values
     */
    Reason read(byte[] buffer, int from, int to) {
        bytes = buffer;
        begin = from;
        end = to;
        reset();
        form = forms[to - from & FORMS - 1];
        if (form.isOf(buffer, from, to)) {
            return readKnownForm();
        }
        form.begin();
        hasForm = true;
        Reason reason = readElements(from + "<msg>".length());
        if (reason == null) {
            reason = complete();
        }
        if (reason == null && hasForm && !foreign && !lineBreak && isLiveOfOneSensor()) {
            form.end(buffer, from, to, seen());
        }
        return reason;
    }

    private Reason readKnownForm() {
        see(form.seen());
        for (int i = 0; i < form.values(); i++) {
            take(form.element(i), form.parent(i), bytes, begin + form.start(i), begin + form.end(i));
        }
        return complete();
    }

    /** {@return whether a line ends inside the message that was read} */
    boolean hasLineBreak() {
        return lineBreak;
    }

    /** {@return whether the message that was read has comments, or elements that no meter sends} */
    boolean hasForeign() {
        return foreign;
    }

    @Override
    void reset() {
        depth = 0;
        elements[0] = MSG;
        names[0] = 'm' | 's' << 8 | 'g' << 16;
        nameLengths[0] = 3;
        lineBreak = false;
        foreign = false;
        spaced = false;
        selfClosing = false;
        gatheredLength = 0;
        super.reset();
    }

    private Reason readElements(int from) {
        byte[] text = bytes;
        int p = from;
        int textStart = p;
        while (true) {
            byte textClass = TEXT_CLASSES[text[p] & 0xff];
            while (textClass <= LINE_BREAK) {
                if (textClass != PLAIN) {
                    spaced = true;
                    lineBreak |= textClass == LINE_BREAK;
                }
                textClass = TEXT_CLASSES[text[++p] & 0xff];
            }
            if (textClass != TAG) {
                return textClass == AMPERSAND ? Reason.FORBIDDEN : Reason.MALFORMED;
            }
            byte kind = text[p + 1];
            if (kind == '/') {
                int after = endTag(p + 2);
                if (after < 0) {
                    return Reason.MALFORMED;
                }
                endElement(textStart, p);
                depth--;
                if (depth < 0 || after == end) {
                    // What follows the end is no part of it, though an element of the same name may be open
                    return depth < 0 && after == end ? null : Reason.MALFORMED;
                }
                p = after;
            } else if (kind == '!' || kind == '?') {
                if (kind == '?' || text[p + 2] != '-' || text[p + 3] != '-') {
                    return Reason.FORBIDDEN;
                }
                foreign = true;
                gather(textStart, p);
                p = comment(p + 4);
                if (p < 0) {
                    return Reason.MALFORMED;
                }
            } else {
                if (depth + 1 == DEEPEST) {
                    return Reason.MALFORMED;
                }
                int parent = elements[depth];
                if (parent == DATA && textStart == p && gatheredLength == 0) {
                    int after = plainBlock(p);
                    if (after > 0) {
                        p = after;
                        textStart = p;
                        continue;
                    }
                }
                if (parent != OTHER && (textStart != p || gatheredLength != 0 || CHILDREN[parent] == 0)) {
                    checkNoValue(parent, textStart, p);
                }
                int after = startTag(p + 1);
                if (after < 0) {
                    return after == AFTER_AMPERSAND ? Reason.FORBIDDEN : Reason.MALFORMED;
                }
                p = after;
                startElement(parent, elements[depth]);
                if (selfClosing) {
                    selfClosing = false;
                    endElement(p, p);
                    depth--;
                }
            }
            textStart = p;
        }
    }

    /**
     * Takes a block as a CC128 writes nearly all of them: {@code <h004>0.123</h004>}. Most of what such a meter says
     * are its blocks, and this needs a fifth of the time.
     *
     * @param p where the element begins
     * @return the index after it; a negative number if it is written otherwise, and nothing was taken
     */
    private int plainBlock(int p) {
        byte[] text = bytes;
        long word = (long) WORD.get(text, p + 1);
        if ((word >>> 32 & 0xff) != '>' || !isBlockLetter((int) word & 0xff)
                || !areDigits((int) (word >>> 8), 0xffffff)) {
            return -1;
        }
        int from = p + "<h004>".length();
        int q = from;
        long number = 0;
        for (int digit = text[q] - '0'; digit >= 0 && digit <= 9; digit = text[q] - '0') {
            number = 10 * number + digit;
            q++;
        }
        if (text[q] != '.' || q == from || q > from + MOST_KILOWATT_HOURS_DIGITS || !isDigit(text[q + 1])
                || !isDigit(text[q + 2]) || !isDigit(text[q + 3])) {
            return -1;
        }
        number = 1000 * number + 100 * (text[q + 1] - '0') + 10 * (text[q + 2] - '0') + text[q + 3] - '0';
        long name = word & 0xffffffffL;
        long endTag = '<' | '/' << 8 | name << 16 | (long) '>' << 48;
        int index = 100 * (text[p + 2] - '0') + 10 * (text[p + 3] - '0') + text[p + 4] - '0';
        if (index == 0 || ((long) WORD.get(text, q + 4) & 0xff_ffff_ffff_ffffL) != endTag) {
            return -1;
        }
        hasForm = false;
        takeBlock(text[p + 1], index, number);
        return q + 4 + "</h004>".length();
    }

    /** {@return the index after the end tag whose name is at {@code p}, or a negative number if it does not match} */
    private int endTag(int p) {
        byte[] text = bytes;
        int length = nameLengths[depth];
        int after = p + length;
        if (length < Long.BYTES) {
            if (firstBytes((long) WORD.get(text, p), length) != names[depth]) {
                return -1;
            }
        } else if (after > end
                || !Arrays.equals(text, p, after, text, nameStarts[depth], nameStarts[depth] + length)) {
            return -1;
        }
        if (text[after] != '>') {
            after = skipSpace(after);
        }
        return text[after] == '>' ? after + 1 : -1;
    }

    /**
     * Opens the element whose name is at {@code p}.
     *
     * @return the index after the tag, or a negative number if it is not well-formed
     */
    private int startTag(int p) {
        byte[] text = bytes;
        long word = (long) WORD.get(text, p);
        // the bytes that are '>' become 0, and of these the lowest gets its highest bit set
        long zeroes = word ^ 0x3e3e3e3e3e3e3e3eL;
        int length = Long.numberOfTrailingZeros(zeroes - 0x0101010101010101L & ~zeroes & 0x8080808080808080L) >>> 3;
        int parent = elements[depth];
        int after = p + length + 1;
        long name = 0;
        int element = OTHER;
        if (length < Long.BYTES) {
            name = firstBytes(word, length);
            element = element(name, length, parent);
        }
        if (element == OTHER) {
            foreign = true;
            after = longStartTag(p);
            if (after < 0) {
                return after;
            }
            length = nameLengths[depth + 1];
            if (length < Long.BYTES) {
                name = firstBytes(word, length);
                element = element(name, length, parent);
            } else {
                name = 0;
            }
        }
        if ((CHILDREN[parent] >>> element & 1) == 0) {
            element = OTHER;
        }
        depth++;
        elements[depth] = element;
        names[depth] = name;
        nameStarts[depth] = p;
        nameLengths[depth] = length;
        return after;
    }

    /** As {@link #startTag}, for a tag with more than a name, and for names that are not known. */
    private int longStartTag(int from) {
        byte[] text = bytes;
        int p = skipName(from);
        nameLengths[depth + 1] = p - from;
        if (p == from) {
            return -1;
        }
        while (true) {
            int next = skipSpace(p);
            if (text[next] == '>') {
                return next + 1;
            }
            if (text[next] == '/' && text[next + 1] == '>') {
                selfClosing = true;
                return next + 2;
            }
            p = skipName(next);
            if (next == from + nameLengths[depth + 1] || p == next) {
                return -1;
            }
            p = skipSpace(p);
            if (text[p] != '=') {
                return -1;
            }
            p = skipSpace(p + 1);
            byte quote = text[p];
            if (quote != '"' && quote != '\'') {
                return -1;
            }
            for (p++; text[p] != quote; p++) {
                byte textClass = TEXT_CLASSES[text[p] & 0xff];
                if (textClass > LINE_BREAK) {
                    return textClass == AMPERSAND ? AFTER_AMPERSAND : -1;
                }
                lineBreak |= textClass == LINE_BREAK;
            }
            p++;
            if (TEXT_CLASSES[text[p] & 0xff] == PLAIN && text[p] != '>' && text[p] != '/') {
                return -1;
            }
        }
    }

    /** {@return the index after the comment whose text begins at {@code p}, or a negative number} */
    private int comment(int from) {
        byte[] text = bytes;
        for (int p = from; p + 2 < end; p++) {
            byte textClass = TEXT_CLASSES[text[p] & 0xff];
            if (textClass == CONTROL) {
                return -1;
            }
            lineBreak |= textClass == LINE_BREAK;
            if (text[p] == '-' && text[p + 1] == '-') {
                return text[p + 2] == '>' ? p + 3 : -1;
            }
        }
        return -1;
    }

    private static long firstBytes(long word, int length) {
        return word & (1L << 8 * length) - 1;
    }

    private int skipSpace(int from) {
        int p = from;
        byte textClass = TEXT_CLASSES[bytes[p] & 0xff];
        while (textClass == BLANK || textClass == LINE_BREAK) {
            lineBreak |= textClass == LINE_BREAK;
            textClass = TEXT_CLASSES[bytes[++p] & 0xff];
        }
        return p;
    }

    /** {@return the index after the name, {@code from} if there is none} Of the letters of XML, those of ASCII. */
    private int skipName(int from) {
        int p = from;
        while (true) {
            int b = bytes[p];
            boolean starts = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == ':';
            if (!starts && (p == from || !isDigit(b) && b != '-' && b != '.')) {
                return p;
            }
            p++;
        }
    }

    private void startElement(int parent, int element) {
        spaced = false;
        gatheredLength = 0;
        start(parent, element);
    }

    /** Checks that what stands in {@code parent} beside its elements is white space. */
    private void checkNoValue(int parent, int from, int to) {
        boolean mayHaveChildren = CHILDREN[parent] != 0;
        gather(from, to);
        for (int i = 0; mayHaveChildren && i < gatheredLength; i++) {
            mayHaveChildren = gathered[i] <= ' ' && gathered[i] >= 0;
        }
        gatheredLength = 0;
        if (!mayHaveChildren) {
            bad();
        }
    }

    /** Takes the value of the innermost element. */
    private void endElement(int from, int to) {
        int element = elements[depth];
        if ((VALUES >>> element & 1) != 0 && (element != SRC || !isClassic())) {
            if (spaced || gatheredLength != 0) {
                gather(from, to);
                if (removeSpace()) {
                    take(element, gathered, 0, gatheredLength);
                } else {
                    bad();
                }
            } else {
                take(element, bytes, from, to);
            }
        } else if (element != OTHER) {
            if (from != to || gatheredLength != 0) {
                checkNoValue(element, from, to);
            }
            if (element == DATA || (CLASSIC_BLOCKS >>> element & 1) != 0) {
                closeBlocks();
            } else if (element == HIST) {
                foundHistory();
            }
        }
        spaced = false;
        gatheredLength = 0;
    }

    private void take(int element, byte[] text, int from, int to) {
        hasForm &= text == bytes && element != BLOCK;
        if (hasForm) {
            form.add(element, elements[depth - 1], from - begin, to - begin);
        }
        if (element == BLOCK) {
            takeBlock(bytes, nameStarts[depth], nameLengths[depth], text, from, to);
        } else {
            take(element, elements[depth - 1], text, from, to);
        }
    }

    private void gather(int from, int to) {
        append(bytes, from, to);
    }

    private void append(byte[] text, int from, int to) {
        int length = gatheredLength + to - from;
        if (length > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, length));
        }
        System.arraycopy(text, from, gathered, gatheredLength, to - from);
        gatheredLength = length;
    }

    /**
     * Removes the white space around the gathered text, and what a line break left inside it.
     * <p>
     * Any other blank inside a number is one of its digits that was changed on the line: {@code 0} and a blank differ
     * in one bit. The same holds for a blank at its end, unless there is one at its beginning too.
     *
     * @return whether it is all gone
     */
    private boolean removeSpace() {
        int length = 0;
        int p = 0;
        boolean leading = false;
        while (p < gatheredLength) {
            if (gathered[p] > ' ' || gathered[p] < 0) {
                gathered[length++] = gathered[p++];
                continue;
            }
            boolean broken = false;
            while (p < gatheredLength && gathered[p] <= ' ' && gathered[p] >= 0) {
                broken |= TEXT_CLASSES[gathered[p++]] == LINE_BREAK;
            }
            if (length == 0) {
                leading = true;
            } else if (!broken && (p < gatheredLength || !leading)) {
                return false;
            }
        }
        gatheredLength = length;
        return true;
    }
}
