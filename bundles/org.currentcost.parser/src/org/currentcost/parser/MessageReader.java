package org.currentcost.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.currentcost.model.SensorNumber;

import org.currentcost.parser.MeterEvent.Block;
import org.currentcost.parser.MeterEvent.History;
import org.currentcost.parser.MeterEvent.Live;
import org.currentcost.parser.MeterEvent.Reason;
import org.currentcost.parser.MeterEvent.Span;

/**
 * Reads one whole message, from {@code <msg>} to {@code </msg>}: checks its form and takes its values, in one pass.
 * <p>
 * Elements are known by name and place, never by column or order. That the message ends with {@code </msg>}, which no
 * element may go beyond, is what stops the loops here; so they need no check for the end of the buffer.
 */
final class MessageReader {

    /** How deep elements may nest. Real ones are 4 deep. */
    static final int DEEPEST = 16;

    // Elements by name; at most 63 of them, because sets of them are bits of a long.
    private static final int OTHER = 0;
    private static final int MSG = 1;
    private static final int SRC = 2;
    private static final int DSB = 3;
    private static final int TIME = 4;
    private static final int TMPR = 5;
    private static final int TMPR_F = 6;
    private static final int SENSOR = 7;
    private static final int ID = 8;
    private static final int TYPE = 9;
    private static final int CH1 = 10;
    private static final int CH2 = 11;
    private static final int CH3 = 12;
    private static final int WATTS = 13;
    private static final int IMP = 14;
    private static final int IPU = 15;
    private static final int HIST = 16;
    private static final int DATE = 17;
    private static final int HR = 18;
    private static final int MIN = 19;
    private static final int SEC = 20;
    private static final int NAME = 21;
    private static final int SVER = 22;
    private static final int DSW = 23;
    private static final int UNITS = 24;
    private static final int DATA = 25;
    private static final int HRS = 26;
    private static final int DAYS = 27;
    private static final int MTHS = 28;
    private static final int YRS = 29;
    /** {@code h004}, {@code d01}, {@code m001}, {@code y1}. */
    private static final int BLOCK = 30;

    private static final String[] NAMES = {null, "msg", "src", "dsb", "time", "tmpr", "tmprF", "sensor", "id", "type",
        "ch1", "ch2", "ch3", "watts", "imp", "ipu", "hist", "date", "hr", "min", "sec", "name", "sver", "dsw",
        "units", "data", "hrs", "days", "mths", "yrs"};

    /** Which elements mean something inside which; anywhere else they are {@link #OTHER}. */
    private static final long[] CHILDREN = new long[BLOCK + 1];

    /** Elements whose text is a value. {@link #SRC} has text in a CC128 and elements in a Classic. */
    private static final long VALUES = set(SRC, DSB, TIME, TMPR, TMPR_F, SENSOR, ID, TYPE, WATTS, IMP, IPU, HR, MIN,
            SEC, NAME, SVER, DSW, UNITS, BLOCK);

    /** Where a known element may come once only: a second one is the rest of another message. */
    private static final long ONCE_IN = set(MSG, DATE, SRC);
    private static final long CLASSIC_BLOCKS = set(HRS, DAYS, MTHS, YRS);
    private static final long LIVE = set(CH1, CH2, CH3, IMP);
    private static final long CLOCK = set(HR, MIN, SEC);

    static {
        CHILDREN[MSG] = set(SRC, DSB, TIME, TMPR, TMPR_F, SENSOR, ID, TYPE, CH1, CH2, CH3, IMP, IPU, HIST, DATE);
        CHILDREN[DATE] = set(DSB, HR, MIN, SEC);
        CHILDREN[SRC] = set(NAME, ID, TYPE, SVER);
        CHILDREN[CH1] = set(WATTS);
        CHILDREN[CH2] = set(WATTS);
        CHILDREN[CH3] = set(WATTS);
        CHILDREN[HIST] = set(DSW, TYPE, UNITS, DATA, HRS, DAYS, MTHS, YRS);
        CHILDREN[DATA] = set(SENSOR, TYPE, UNITS, BLOCK);
        CHILDREN[HRS] = set(BLOCK);
        CHILDREN[DAYS] = set(BLOCK);
        CHILDREN[MTHS] = set(BLOCK);
        CHILDREN[YRS] = set(BLOCK);
    }

    /** Names of up to 7 bytes as the first bytes of a little-endian word, in a hash table with linear probing. */
    private static final long[] TABLE_NAMES = new long[128];
    private static final byte[] TABLE_ELEMENTS = new byte[TABLE_NAMES.length];

    static {
        for (int element = MSG; element < NAMES.length; element++) {
            long name = 0;
            for (int i = 0; i < NAMES[element].length(); i++) {
                name |= (long) NAMES[element].charAt(i) << 8 * i;
            }
            int slot = slot(name);
            while (TABLE_NAMES[slot] != 0) {
                slot = slot + 1 & TABLE_NAMES.length - 1;
            }
            TABLE_NAMES[slot] = name;
            TABLE_ELEMENTS[slot] = (byte) element;
        }
    }

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

    /** The result of {@link #decimal} where there is no number. */
    private static final long NO_NUMBER = Long.MIN_VALUE;

    /** The result of {@link #longStartTag} where an attribute holds an entity. */
    private static final int AFTER_AMPERSAND = -2;

    private static final byte[] KWHR = "kwhr".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VERSION_PREFIX = "-v".getBytes(StandardCharsets.ISO_8859_1);

    private static final int NO_SENSOR = -1;
    private static final int LONGEST_SOURCE = 64;

    private byte[] bytes;
    private int end;

    // The elements that are open, the outermost first.
    private int depth;
    private final int[] elements = new int[DEEPEST];
    private final long[] names = new long[DEEPEST];
    private final int[] nameStarts = new int[DEEPEST];
    private final int[] nameLengths = new int[DEEPEST];

    private Reason problem;
    private boolean lineBreak;
    /** Whether the text of the innermost element holds blanks or line breaks. */
    private boolean spaced;
    /** The text of a value that a comment cut into pieces, or without its white space. */
    private byte[] gathered = new byte[64];
    private int gatheredLength;
    private boolean selfClosing;

    // The values.
    private long seen;
    private String source;
    private boolean classic;
    private final byte[] classicName = new byte[LONGEST_SOURCE];
    private int classicNameLength;
    private final byte[] classicVersion = new byte[LONGEST_SOURCE];
    private int classicVersionLength;
    private int daysSinceBirth;
    private int secondOfDay;
    private int hour;
    private int minute;
    private int second;
    private int milliCelsius;
    private int milliCelsiusFromFahrenheit;
    private int sensor;
    private int radioId;
    private int type;
    private int watts1;
    private int watts2;
    private int watts3;
    private long pulses;
    private int pulsesPerUnit;
    private boolean hasHistory;
    private int historyType;
    private int dataSensor;
    /** Blocks whose sensor is not known before the end of their {@code <data>}: tag letter and index, Wh. */
    private int[] blockKeys = new int[512];
    private long[] blockWattHours = new long[512];
    private int openBlocks;
    private final List<Block> blocks = new ArrayList<>();

    private String lastSource;
    private byte[] lastSourceBytes = {};

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
        end = to;
        reset();
        Reason reason = readElements(from + "<msg>".length());
        if (reason == null) {
            reason = problem != null ? problem : complete();
        }
        return reason;
    }

    /** {@return whether a line ends inside the message that was read} */
    boolean hasLineBreak() {
        return lineBreak;
    }

    /** {@return what the message measures now, or null if it is history alone} */
    Live live() {
        if (!hasLive()) {
            return null;
        }
        return new Live(source, daysSinceBirth, secondOfDay, milliCelsius, sensor, radioId, type, watts1, watts2,
                watts3, pulses, pulsesPerUnit);
    }

    /** {@return the history in the message, or null if it has none} */
    History history() {
        if (!hasHistory) {
            return null;
        }
        int ofType = historyType != MeterEvent.ABSENT ? historyType : type != MeterEvent.ABSENT ? type : 1;
        History history = new History(source, daysSinceBirth, secondOfDay, ofType, blocks);
        blocks.clear();
        return history;
    }

    private boolean hasLive() {
        return (seen & LIVE) != 0;
    }

    private void reset() {
        depth = 0;
        elements[0] = MSG;
        names[0] = 'm' | 's' << 8 | 'g' << 16;
        nameLengths[0] = 3;
        problem = null;
        lineBreak = false;
        spaced = false;
        selfClosing = false;
        gatheredLength = 0;
        seen = 0;
        source = null;
        classic = false;
        classicNameLength = 0;
        classicVersionLength = 0;
        daysSinceBirth = MeterEvent.ABSENT;
        secondOfDay = MeterEvent.ABSENT;
        hour = MeterEvent.ABSENT;
        minute = MeterEvent.ABSENT;
        second = MeterEvent.ABSENT;
        milliCelsius = MeterEvent.ABSENT;
        milliCelsiusFromFahrenheit = MeterEvent.ABSENT;
        sensor = MeterEvent.ABSENT;
        radioId = MeterEvent.ABSENT;
        type = MeterEvent.ABSENT;
        watts1 = MeterEvent.ABSENT;
        watts2 = MeterEvent.ABSENT;
        watts3 = MeterEvent.ABSENT;
        pulses = MeterEvent.NO_PULSES;
        pulsesPerUnit = MeterEvent.ABSENT;
        historyType = MeterEvent.ABSENT;
        hasHistory = false;
        openBlocks = 0;
        if (!blocks.isEmpty()) {
            blocks.clear();
        }
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

    private static int element(long name, int length, int parent) {
        if ((CHILDREN[parent] >>> BLOCK & 1) != 0 && isBlock(name, length)) {
            return BLOCK;
        }
        int slot = slot(name);
        while (TABLE_NAMES[slot] != name) {
            if (TABLE_NAMES[slot] == 0) {
                return OTHER;
            }
            slot = slot + 1 & TABLE_NAMES.length - 1;
        }
        return TABLE_ELEMENTS[slot];
    }

    private static boolean isBlock(long name, int length) {
        int letter = (int) name & 0xff;
        if (length < 2 || length > 4 || letter != 'h' && letter != 'd' && letter != 'm' && letter != 'y') {
            return false;
        }
        for (long rest = name >>> 8; rest != 0; rest >>>= 8) {
            if (!isDigit((int) rest & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static int slot(long name) {
        return (int) (name * 0x9e3779b97f4a7c15L >>> 57);
    }

    private static long firstBytes(long word, int length) {
        return word & (1L << 8 * length) - 1;
    }

    private static long set(int... elements) {
        long set = 0;
        for (int element : elements) {
            set |= 1L << element;
        }
        return set;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private void bad() {
        if (problem == null) {
            problem = Reason.BAD_VALUE;
        }
    }

    private void startElement(int parent, int element) {
        spaced = false;
        gatheredLength = 0;
        if (parent == SRC) {
            classic = true;
        }
        if ((ONCE_IN >>> parent & 1) != 0) {
            if (element != OTHER && (seen >>> element & 1) != 0) {
                bad();
            }
            seen |= 1L << element;
        } else if (element == DATA) {
            dataSensor = NO_SENSOR;
        } else if ((CLASSIC_BLOCKS >>> element & 1) != 0) {
            dataSensor = 0;
        }
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
        if ((VALUES >>> element & 1) != 0 && (element != SRC || !classic)) {
            if (spaced || gatheredLength != 0) {
                gather(from, to);
                if (removeSpace()) {
                    takeValue(element, gathered, 0, gatheredLength);
                } else {
                    bad();
                }
            } else {
                takeValue(element, bytes, from, to);
            }
        } else if (element != OTHER) {
            if (from != to || gatheredLength != 0) {
                checkNoValue(element, from, to);
            }
            if (element == DATA || (CLASSIC_BLOCKS >>> element & 1) != 0) {
                closeBlocks();
            } else if (element == HIST) {
                hasHistory = true;
            }
        }
        spaced = false;
        gatheredLength = 0;
    }

    private void takeValue(int element, byte[] text, int from, int to) {
        switch (element) {
            case SRC -> source = source(text, from, to);
            case NAME -> classicNameLength = copy(text, from, to, classicName);
            case SVER -> classicVersionLength = copy(text, from, to, classicVersion);
            case DSB -> daysSinceBirth = natural(text, from, to, Integer.MAX_VALUE);
            case TIME -> secondOfDay = clock(text, from, to);
            case HR -> hour = natural(text, from, to, 23);
            case MIN -> minute = natural(text, from, to, 59);
            case SEC -> second = natural(text, from, to, 59);
            case TMPR -> milliCelsius = temperature(text, from, to);
            case TMPR_F -> {
                int fahrenheit = temperature(text, from, to);
                milliCelsiusFromFahrenheit = fahrenheit == MeterEvent.ABSENT
                        ? fahrenheit
                        : Math.floorDiv((fahrenheit - 32_000) * 10 + 9, 18);
            }
            case SENSOR -> {
                int number = natural(text, from, to, SensorNumber.OWN.last());
                if (elements[depth - 1] == DATA) {
                    dataSensor = number;
                } else {
                    sensor = number;
                }
            }
            case ID -> radioId = natural(text, from, to, Integer.MAX_VALUE);
            case TYPE -> takeType(natural(text, from, to, 4));
            case WATTS -> takeWatts(text, from, to);
            case IMP -> pulses = natural(text, from, to, Long.MAX_VALUE);
            case IPU -> pulsesPerUnit = natural(text, from, to, Integer.MAX_VALUE);
            case DSW -> natural(text, from, to, Integer.MAX_VALUE);
            case UNITS -> checkUnits(text, from, to);
            case BLOCK -> takeBlock(text, from, to);
            default -> throw new IllegalStateException("element " + element);
        }
    }

    private void takeType(int number) {
        if (number == 0) {
            bad();
        }
        int parent = elements[depth - 1];
        if (parent == MSG || parent == SRC) {
            type = number;
        } else if (historyType == MeterEvent.ABSENT) {
            historyType = number;
        }
    }

    private void takeWatts(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int number = natural(text, negative ? from + 1 : from, to, Integer.MAX_VALUE);
        int watts = negative ? -number : number;
        int channel = elements[depth - 1];
        int before = channel == CH1 ? watts1 : channel == CH2 ? watts2 : watts3;
        if (before != MeterEvent.ABSENT) {
            bad();
        }
        switch (channel) {
            case CH1 -> watts1 = watts;
            case CH2 -> watts2 = watts;
            default -> watts3 = watts;
        }
    }

    private void checkUnits(byte[] text, int from, int to) {
        // any other unit would be taken for kWh
        boolean kilowattHours = to - from == KWHR.length || to - from == KWHR.length - 1;
        for (int i = from; kilowattHours && i < to; i++) {
            kilowattHours = (text[i] | 0x20) == KWHR[i - from];
        }
        if (!kilowattHours) {
            bad();
        }
    }

    private void takeBlock(byte[] text, int from, int to) {
        int nameStart = nameStarts[depth];
        int index = natural(bytes, nameStart + 1, nameStart + nameLengths[depth], 999);
        long wattHours = decimal(text, from, to);
        if (index == 0 || wattHours == NO_NUMBER) {
            bad();
            return;
        }
        if (openBlocks == blockKeys.length) {
            blockKeys = Arrays.copyOf(blockKeys, 2 * openBlocks);
            blockWattHours = Arrays.copyOf(blockWattHours, 2 * openBlocks);
        }
        blockKeys[openBlocks] = bytes[nameStart] << 16 | index;
        blockWattHours[openBlocks] = wattHours;
        openBlocks++;
    }

    private void closeBlocks() {
        if (dataSensor == NO_SENSOR && problem == null) {
            problem = Reason.INCOMPLETE;
        }
        for (int i = 0; i < openBlocks && problem == null; i++) {
            Span span = switch (blockKeys[i] >>> 16) {
                case 'h' -> Span.HOURS;
                case 'd' -> Span.DAYS;
                case 'm' -> Span.MONTHS;
                default -> Span.YEARS;
            };
            blocks.add(new Block(dataSensor, span, blockKeys[i] & 0xffff, blockWattHours[i]));
        }
        openBlocks = 0;
    }

    /** Brings the values together. */
    private Reason complete() {
        if (classic) {
            source = classicSource();
            sensor = 0;
        }
        if ((seen & CLOCK) != 0) {
            if ((seen & CLOCK) != CLOCK) {
                return Reason.INCOMPLETE;
            }
            secondOfDay = (60 * hour + minute) * 60 + second;
        }
        if (milliCelsius == MeterEvent.ABSENT) {
            milliCelsius = milliCelsiusFromFahrenheit;
        }
        boolean emptyChannel = (seen & 1L << CH1) != 0 && watts1 == MeterEvent.ABSENT
                || (seen & 1L << CH2) != 0 && watts2 == MeterEvent.ABSENT
                || (seen & 1L << CH3) != 0 && watts3 == MeterEvent.ABSENT;
        boolean unknownSensor = hasLive() && (sensor == MeterEvent.ABSENT || type == MeterEvent.ABSENT);
        if (source == null && problem == null || emptyChannel || unknownSensor || !hasLive() && !hasHistory) {
            return Reason.INCOMPLETE;
        }
        return problem;
    }

    private String classicSource() {
        if (classicNameLength == 0) {
            return null;
        }
        gatheredLength = 0;
        append(classicName, 0, classicNameLength);
        if (classicVersionLength > 0) {
            append(VERSION_PREFIX, 0, VERSION_PREFIX.length);
            append(classicVersion, 0, classicVersionLength);
        }
        return source(gathered, 0, gatheredLength);
    }

    private int copy(byte[] text, int from, int to, byte[] target) {
        if (to - from > target.length) {
            bad();
            return 0;
        }
        System.arraycopy(text, from, target, 0, to - from);
        return to - from;
    }

    /** {@return the name of the meter} The same string as long as it is the same meter. */
    private String source(byte[] text, int from, int to) {
        if (lastSource == null || !Arrays.equals(text, from, to, lastSourceBytes, 0, lastSourceBytes.length)) {
            boolean readable = to > from && to - from <= LONGEST_SOURCE;
            for (int i = from; i < to && readable; i++) {
                readable = text[i] > ' ' && text[i] < 0x7f;
            }
            if (!readable) {
                bad();
                return null;
            }
            lastSourceBytes = Arrays.copyOfRange(text, from, to);
            lastSource = new String(lastSourceBytes, StandardCharsets.ISO_8859_1);
        }
        return lastSource;
    }

    private int natural(byte[] text, int from, int to, int highest) {
        return (int) natural(text, from, to, (long) highest);
    }

    /** {@return the number that is written with digits alone} */
    private long natural(byte[] text, int from, int to, long highest) {
        long number = 0;
        // 18 digits cannot overflow
        boolean good = from < to && to - from <= 18;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            good &= digit >= 0 && digit <= 9;
            number = 10 * number + digit;
        }
        if (!good || number > highest) {
            bad();
            return 0;
        }
        return number;
    }

    /** {@return a thousand times the number, exactly, or {@link #NO_NUMBER}} */
    private static long decimal(byte[] text, int from, int to) {
        int p = from;
        boolean negative = p < to && text[p] == '-';
        if (negative) {
            p++;
        }
        long number = 0;
        int digits = 0;
        int scale = 1000;
        boolean fraction = false;
        for (; p < to; p++) {
            int digit = text[p] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
                digits++;
                if (fraction) {
                    scale /= 10;
                }
            } else if (text[p] == '.' && !fraction) {
                fraction = true;
            } else {
                return NO_NUMBER;
            }
        }
        // a point without decimals is half a number
        if (digits == 0 || digits > 12 || scale == 0 || fraction && scale == 1000) {
            return NO_NUMBER;
        }
        return negative ? -number * scale : number * scale;
    }

    /**
     * {@return thousandths of a degree, or {@link MeterEvent#ABSENT}} A meter without a thermometer sends an empty
     * field or, an EnviR-NET, {@code .0}: it writes 0 degrees as {@code 0.0}.
     */
    private int temperature(byte[] text, int from, int to) {
        boolean noThermometer = from == to || to - from == 2 && text[from] == '.' && text[from + 1] == '0';
        if (noThermometer) {
            return MeterEvent.ABSENT;
        }
        long thousandths = decimal(text, from, to);
        if (thousandths == NO_NUMBER || Math.abs(thousandths) >= 1_000_000) {
            bad();
            return MeterEvent.ABSENT;
        }
        return (int) thousandths;
    }

    /** {@return the second of the day} The hour may come with one digit, the rest with two. */
    private int clock(byte[] text, int from, int to) {
        int hourDigits = to - from - ":mm:ss".length();
        if (hourDigits < 1 || hourDigits > 2 || text[to - 3] != ':' || text[to - 6] != ':') {
            bad();
            return MeterEvent.ABSENT;
        }
        int hours = natural(text, from, to - 6, 23);
        int minutes = natural(text, to - 5, to - 3, 59);
        int seconds = natural(text, to - 2, to, 59);
        return (60 * hours + minutes) * 60 + seconds;
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
