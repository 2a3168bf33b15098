package org.currentcost.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import org.currentcost.parser.MeterEvent.Damage;
import org.currentcost.parser.MeterEvent.Reason;

/**
 * Turns the bytes of a CurrentCost meter into events, in whatever pieces they come.
 *
 * <pre>
 * parser.feed(buffer, 0, length);
 * for (MeterEvent event; (event = parser.next()) != null;) {
 *     switch (event) { … }
 * }
 * </pre>
 *
 * A message is what stands from the last {@code <msg>} to the first {@code </msg>} after it, wherever lines end. These
 * two tags are found as plain bytes, inside a comment too: a meter sends no comments, and a message must never be lost
 * because something that looks like one opened before it. Bytes between messages (line ends, prefixes of a log, what a
 * dump leaves behind) are passed over in silence; zero bytes are removed wherever they are.
 * <p>
 * Damage is an event, never an exception, and never costs the next good message. The following are damage:
 * <ul>
 * <li>{@link Reason#TRUNCATED}: a {@code <msg>} that is followed by another one, by silence or by the end of input;
 * and a {@code </msg>} without its {@code <msg>}, unless the beginning was not there to be heard: at the beginning of
 * the input, after silence, or of a message that was too long.
 * <li>{@link Reason#TOO_LONG}: {@value #LONGEST_MESSAGE} bytes from {@code <msg>} on without {@code </msg>}.
 * <li>{@link Reason#MALFORMED}: tags that do not match or nest, attributes that are none, control characters, more
 * than {@value MessageReader#DEEPEST} levels.
 * <li>{@link Reason#FORBIDDEN}: in a message, any {@code &}, {@code <?} or {@code <!} that does not begin a comment;
 * between messages, {@code <!DOCTYPE} or {@code <!ENTITY}, which refuse the message that follows them.
 * <li>{@link Reason#BAD_VALUE}: well-formed, but a value that no meter means: letters in a number, an empty number, a
 * clock or a sensor that does not exist, a value told twice. The message is refused as a whole.
 * <li>{@link Reason#INCOMPLETE}: no name of the meter, neither power nor pulses nor history, no sensor or no type.
 * </ul>
 * Elements that are not known are checked for their form and passed over.
 * <p>
 * A parser belongs to one stream and to one thread at a time. It creates no objects but the events it returns, once its
 * buffer has grown to the longest message and the largest piece it was fed.
 */
public final class MeterParser {

    /** What {@link #leadingTimeMillis()} returns where a line has no time of its own. */
    public static final long ABSENT_TIME = Long.MIN_VALUE;

    /** The bytes after which a message that has not ended is given up. Real ones have up to 9500. */
    public static final int LONGEST_MESSAGE = 64 * 1024;

    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ENTITY = "<!ENTITY".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] MESSAGE_START = "<msg>".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] MESSAGE_END = "</msg>".getBytes(StandardCharsets.ISO_8859_1);

    /**
     * Stands in the buffer where silence or the end of input was told. No byte of the input is mistaken for it because
     * zero bytes are removed from the input.
     */
    private static final byte BREAK = 0;

    // Eight bytes at once: each 1, each with its highest bit, each the end of "msg>"
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x80 * ONES;
    private static final long LAST_LETTERS = 'g' * ONES;
    private static final long TAG_ENDS = '>' * ONES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int DIFFERENT = 0;
    private static final int UNDECIDED = 1;
    private static final int FOUND = 2;

    /** How far words that begin before the limit may be read beyond it. */
    private static final int SLACK = Long.BYTES;

    private final MessageReader message = new MessageReader();
    private final LeadingTime leadingTime;

    private byte[] buffer = new byte[16 * 1024];
    /** The first byte that is still needed: of the message, or of what follows the last one. */
    private int position;
    /** The end of the bytes in the buffer. */
    private int limit;
    /** Where the search for the end of the message goes on; only inside one. */
    private int probe;
    private boolean insideMessage;
    /** The message follows a document type. */
    private boolean forbidden;
    /** The {@code <msg>} after that document type was seen: the next one is another message. */
    private boolean declarationHasMessage;
    /** A {@code </msg>} without a beginning is no news. */
    private boolean tailExpected = true;

    /** What stands on the line since it began or since the last message, at most so many bytes. */
    private final byte[] gap = new byte[Damage.KEPT_BYTES];
    private long gapLength;
    /** Whether {@link #gap} begins with the line, so that a time may stand in it. */
    private boolean gapBeginsLine = true;
    private long lineTimeMillis = ABSENT_TIME;

    private MeterEvent event;
    /** The history that follows the live event of a Classic's message. */
    private MeterEvent secondEvent;
    private long eventTimeMillis = ABSENT_TIME;
    private long returnedTimeMillis = ABSENT_TIME;
    private long messages;

    /** The line at {@link #position}, from 1 on. */
    private long line = 1;
    private boolean afterCarriageReturn;
    private long messageLine = 1;
    private long eventLine = 1;
    private long returnedLine = 1;

    /** Creates a parser at the beginning of a stream, maybe in the middle of a message. */
    public MeterParser() {
        leadingTime = new LeadingTime(Optional.empty());
    }

    /**
     * Creates a parser for a log that was kept, whose times may be local, seconds since 1970, or inside the messages as
     * {@code <host-tstamp>}.
     *
     * @param zone where times without a zone are local
     */
    public MeterParser(ZoneId zone) {
        leadingTime = new LeadingTime(Optional.of(zone));
    }

    /**
     * Takes bytes. They are copied; the caller may use the buffer again. Call {@link #next()} until it returns null
     * before feeding more: what is not fetched stays in memory.
     *
     * @param bytes  holds the bytes
     * @param offset index of the first one
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException if these are not inside {@code bytes}
     */
    public void feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        makeRoom(length);
        if (hasZero(bytes, offset, length)) {
            int to = limit;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] != 0) {
                    buffer[to++] = bytes[i];
                }
            }
            limit = to;
        } else {
            System.arraycopy(bytes, offset, buffer, limit, length);
            limit += length;
        }
    }

    /**
     * Tells that no bytes came for longer than it may take to see a whole message. A message that is not complete
     * becomes {@link Reason#TRUNCATED} damage, and should its end come later, that is passed over.
     */
    public void silence() {
        makeRoom(1);
        buffer[limit++] = BREAK;
    }

    /**
     * Tells that the stream has ended. A message that is not complete becomes {@link Reason#TRUNCATED} damage. Bytes
     * that are fed later are another stream, which may begin in the middle of a message.
     */
    public void endOfInput() {
        silence();
    }

    /**
     * {@return the next event, or null: feed me more} A message of a Classic with history gives a
     * {@link MeterEvent.Live} and then a {@link MeterEvent.History}.
     */
    public MeterEvent next() {
        while (event == null) {
            boolean gotOn = insideMessage ? readMessage() : skipToMessage();
            if (!gotOn) {
                return null;
            }
        }
        MeterEvent next = event;
        event = secondEvent;
        secondEvent = null;
        returnedTimeMillis = eventTimeMillis;
        returnedLine = eventLine;
        return next;
    }

    /** {@return how many good messages were read} One that gives a live and a history event counts once. */
    public long messages() {
        return messages;
    }

    /**
     * {@return the instant that stands at the beginning of the line on which the message of the event last returned
     * began, or {@link #ABSENT_TIME}} In milliseconds since 1970-01-01T00:00Z.
     * <p>
     * It is a date, a time with or without a fraction (of which the milliseconds are kept), and a zone, {@code Z} or an
     * offset such as {@code +01:00}: {@code 2019-01-09T21:05:30Z,kitchen,<msg>…}. Without a zone it is local to that
     * with which the parser was created; where there is none it would not be an instant and counts as absent. A parser
     * with a zone also knows seconds, milliseconds and microseconds since 1970, and the time in {@code <host-tstamp>}.
     */
    public long leadingTimeMillis() {
        return returnedTimeMillis;
    }

    /** {@return the line, from 1 on, on which the message or damage of the event last returned began} */
    public long line() {
        return returnedLine;
    }

    /**
     * Goes on to the next {@code <msg>}.
     *
     * @return whether it is there or an event is; false: needs more bytes
     */
    private boolean skipToMessage() {
        int p = position;
        while (p < limit) {
            byte b = buffer[p];
            if (b == '<') {
                int start = compare(p, MESSAGE_START);
                if (start == FOUND) {
                    position = p;
                    beginMessage(false);
                    return true;
                }
                int end = compare(p, MESSAGE_END);
                int declaration = Math.max(compare(p, DOCTYPE), compare(p, ENTITY));
                if (declaration == FOUND) {
                    position = p;
                    beginMessage(true);
                    return true;
                }
                if (end == FOUND) {
                    position = p + MESSAGE_END.length;
                    return endTail();
                }
                if (start == UNDECIDED || end == UNDECIDED || declaration == UNDECIDED) {
                    break;
                }
                keepGap(b);
            } else if (b == '\n' || b == '\r') {
                countLine(b);
                beginLine();
            } else if (b == BREAK) {
                beginLine();
                tailExpected = true;
            } else {
                keepGap(b);
            }
            p++;
        }
        position = p;
        return false;
    }

    /**
     * Goes on to the end of the message, or to where it begins anew.
     *
     * @return whether there is an event; false: needs more bytes
     */
    private boolean readMessage() {
        byte[] bytes = buffer;
        int start = position;
        int end = Math.min(limit, start + LONGEST_MESSAGE);
        int p = probe;
        while (p < end) {
            // looks for "g>" and for a break in eight places at once: a byte of 0 is one that matches, and the lowest
            // of them gets its highest bit set
            long word = (long) WORD.get(bytes, p);
            long differences = word ^ LAST_LETTERS | (long) WORD.get(bytes, p + 1) ^ TAG_ENDS;
            long found = (differences - ONES & ~differences | word - ONES & ~word) & HIGHEST_BITS;
            if (found == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(found) >>> 3;
            if (p < end && bytes[p] == BREAK) {
                tailExpected = true;
                return refuse(forbidden ? Reason.FORBIDDEN : Reason.TRUNCATED, p);
            }
            if (p + 1 < end && bytes[p - 1] == 's' && bytes[p - 2] == 'm') {
                if (bytes[p - 3] == '/' && bytes[p - 4] == '<') {
                    return finishMessage(p + 2);
                }
                if (bytes[p - 3] == '<') {
                    if (!forbidden || declarationHasMessage) {
                        return restartMessage(p + 2 - MESSAGE_START.length);
                    }
                    declarationHasMessage = true;
                }
            }
            p++;
        }
        // the last byte may be the first of two that are looked for
        probe = end - 1;
        if (limit - start < LONGEST_MESSAGE) {
            return false;
        }
        // a tag that the limit splits may be the beginning of the next message
        int tag = end;
        for (int i = 1; i < MESSAGE_END.length && tag == end; i++) {
            if (bytes[end - i] == '<') {
                tag = end - i;
            }
        }
        tailExpected = true;
        return refuse(Reason.TOO_LONG, tag);
    }

    private void beginMessage(boolean declaration) {
        noteLineTime();
        eventTimeMillis = lineTimeMillis;
        messageLine = line;
        insideMessage = true;
        afterCarriageReturn = false;
        forbidden = declaration;
        declarationHasMessage = false;
        tailExpected = false;
        probe = position + MESSAGE_START.length;
    }

    private boolean finishMessage(int end) {
        Reason reason = forbidden ? Reason.FORBIDDEN : message.read(buffer, position, end);
        if (reason != null) {
            return refuse(reason, end);
        }
        messages++;
        if (eventTimeMillis == ABSENT_TIME && message.hasForeign()) {
            eventTimeMillis = leadingTime.inMessage(buffer, position, end);
        }
        if (message.hasLineBreak()) {
            countLines(end);
        }
        event = message.live();
        secondEvent = message.history();
        if (event == null) {
            event = secondEvent;
            secondEvent = null;
        }
        position = end;
        insideMessage = false;
        gapLength = 0;
        if (message.hasLineBreak()) {
            forgetLine();
        }
        eventLine = messageLine;
        return true;
    }

    /** The bytes before {@code end} are damage; what follows is no part of them. */
    private boolean refuse(Reason reason, int end) {
        event = new Damage(reason, Arrays.copyOfRange(buffer, position, Math.min(end, position + Damage.KEPT_BYTES)),
                end - position);
        eventLine = messageLine;
        countLines(end);
        if (lineBreakBefore(end) >= 0) {
            forgetLine();
        }
        gapLength = 0;
        position = end;
        insideMessage = false;
        return true;
    }

    /** The bytes before {@code start} are damage; a message begins there, maybe on a line of its own. */
    private boolean restartMessage(int start) {
        int lineBreak = lineBreakBefore(start);
        refuse(forbidden ? Reason.FORBIDDEN : Reason.TRUNCATED, start);
        if (lineBreak >= 0) {
            beginLine();
            for (int i = lineBreak + 1; i < start; i++) {
                keepGap(buffer[i]);
            }
        }
        return true;
    }

    private boolean endTail() {
        noteLineTime();
        eventTimeMillis = lineTimeMillis;
        if (!tailExpected) {
            int kept = (int) Math.min(gapLength, gap.length);
            byte[] bytes = Arrays.copyOf(gap, Math.min(kept + MESSAGE_END.length, gap.length));
            System.arraycopy(MESSAGE_END, 0, bytes, kept, bytes.length - kept);
            event = new Damage(Reason.TRUNCATED, bytes, gapLength + MESSAGE_END.length);
            eventLine = line;
        }
        tailExpected = false;
        gapLength = 0;
        return true;
    }

    private int lineBreakBefore(int end) {
        for (int i = end - 1; i >= position; i--) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return i;
            }
        }
        return -1;
    }

    /** CR, LF and CR LF each end a line. */
    private void countLine(byte lineBreak) {
        if (lineBreak == '\r' || !afterCarriageReturn) {
            line++;
        }
        afterCarriageReturn = lineBreak == '\r';
    }

    /** Counts the lines that end in a message. @param end where the message ends, exclusive */
    private void countLines(int end) {
        for (int i = position; i < end; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                countLine(buffer[i]);
            } else {
                afterCarriageReturn = false;
            }
        }
    }

    private void beginLine() {
        gapLength = 0;
        gapBeginsLine = true;
        lineTimeMillis = ABSENT_TIME;
    }

    /** What follows stands on a line whose beginning is inside a message. */
    private void forgetLine() {
        gapLength = 0;
        gapBeginsLine = false;
        lineTimeMillis = ABSENT_TIME;
    }

    private void keepGap(byte b) {
        afterCarriageReturn = false;
        if (gapLength < gap.length) {
            gap[(int) gapLength] = b;
        }
        gapLength++;
    }

    private void noteLineTime() {
        if (gapBeginsLine) {
            lineTimeMillis = gapLength == 0
                    ? ABSENT_TIME
                    : leadingTime.parse(gap, (int) Math.min(gapLength, gap.length));
            gapBeginsLine = false;
        }
    }

    private int compare(int from, byte[] tag) {
        for (int i = 1; i < tag.length; i++) {
            if (from + i >= limit) {
                return UNDECIDED;
            }
            if (buffer[from + i] != tag[i]) {
                return DIFFERENT;
            }
        }
        return FOUND;
    }

    private void makeRoom(int length) {
        if (length <= buffer.length - SLACK - limit) {
            return;
        }
        int kept = limit - position;
        byte[] target = buffer;
        if (length > buffer.length - SLACK - kept) {
            target = new byte[Math.max(2 * buffer.length, Math.addExact(kept, Math.addExact(length, SLACK)))];
        }
        System.arraycopy(buffer, position, target, 0, kept);
        buffer = target;
        probe -= position;
        position = 0;
        limit = kept;
    }

    private static boolean hasZero(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORD.get(bytes, i);
            if ((word - ONES & ~word & HIGHEST_BITS) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
