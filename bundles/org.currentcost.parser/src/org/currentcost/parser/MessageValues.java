package org.currentcost.parser;

import static org.currentcost.parser.ElementNames.CH1;
import static org.currentcost.parser.ElementNames.CH2;
import static org.currentcost.parser.ElementNames.CH3;
import static org.currentcost.parser.ElementNames.CLASSIC_BLOCKS;
import static org.currentcost.parser.ElementNames.DATA;
import static org.currentcost.parser.ElementNames.DSB;
import static org.currentcost.parser.ElementNames.DSW;
import static org.currentcost.parser.ElementNames.HR;
import static org.currentcost.parser.ElementNames.ID;
import static org.currentcost.parser.ElementNames.IMP;
import static org.currentcost.parser.ElementNames.IPU;
import static org.currentcost.parser.ElementNames.MIN;
import static org.currentcost.parser.ElementNames.MSG;
import static org.currentcost.parser.ElementNames.NAME;
import static org.currentcost.parser.ElementNames.ONCE_IN;
import static org.currentcost.parser.ElementNames.OTHER;
import static org.currentcost.parser.ElementNames.SEC;
import static org.currentcost.parser.ElementNames.SENSOR;
import static org.currentcost.parser.ElementNames.SRC;
import static org.currentcost.parser.ElementNames.SVER;
import static org.currentcost.parser.ElementNames.TIME;
import static org.currentcost.parser.ElementNames.TMPR;
import static org.currentcost.parser.ElementNames.TMPR_F;
import static org.currentcost.parser.ElementNames.TYPE;
import static org.currentcost.parser.ElementNames.UNITS;
import static org.currentcost.parser.ElementNames.WATTS;
import static org.currentcost.parser.ElementNames.set;

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
 * The values of one whole message, taken element by element. What its reader is made on, and no part of it: reached
 * through another object, they cost a twentieth of the time of reading.
 */
abstract sealed class MessageValues permits MessageReader {

    private static final long LIVE = set(CH1, CH2, CH3, IMP);
    private static final long CLOCK = set(HR, MIN, SEC);

    /** The result of {@link #decimal} where there is no number. */
    private static final long NO_NUMBER = Long.MIN_VALUE;

    private static final byte[] KWHR = "kwhr".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VERSION_PREFIX = "-v".getBytes(StandardCharsets.ISO_8859_1);

    private static final int NO_SENSOR = -1;
    private static final int LONGEST_SOURCE = 64;

    private Reason problem;
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

    /** A message begins. */
    void reset() {
        problem = null;
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

    /** A value can't be right. */
    void bad() {
        if (problem == null) {
            problem = Reason.BAD_VALUE;
        }
    }

    /** An element begins inside {@code parent}. */
    void start(int parent, int element) {
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

    /**
     * Takes the text of an element whose text is a value, of any but {@link ElementNames#BLOCK}.
     *
     * @param parent the element around it
     */
    void take(int element, int parent, byte[] text, int from, int to) {
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
                if (parent == DATA) {
                    dataSensor = number;
                } else {
                    sensor = number;
                }
            }
            case ID -> radioId = natural(text, from, to, Integer.MAX_VALUE);
            case TYPE -> takeType(parent, natural(text, from, to, 4));
            case WATTS -> takeWatts(parent, text, from, to);
            case IMP -> pulses = natural(text, from, to, Long.MAX_VALUE);
            case IPU -> pulsesPerUnit = natural(text, from, to, Integer.MAX_VALUE);
            case DSW -> natural(text, from, to, Integer.MAX_VALUE);
            case UNITS -> checkUnits(text, from, to);
            default -> throw new IllegalStateException("element " + element);
        }
    }

    private void takeType(int parent, int number) {
        if (number == 0) {
            bad();
        }
        if (parent == MSG || parent == SRC) {
            type = number;
        } else if (historyType == MeterEvent.ABSENT) {
            historyType = number;
        }
    }

    private void takeWatts(int channel, byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int number = natural(text, negative ? from + 1 : from, to, Integer.MAX_VALUE);
        int watts = negative ? -number : number;
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

    /**
     * Takes the energy of a block of the memory.
     *
     * @param names     holds the name of its element
     * @param nameStart where that begins
     */
    void takeBlock(byte[] names, int nameStart, int nameLength, byte[] text, int from, int to) {
        int index = natural(names, nameStart + 1, nameStart + nameLength, 999);
        long wattHours = decimal(text, from, to);
        if (index == 0 || wattHours == NO_NUMBER) {
            bad();
            return;
        }
        takeBlock(names[nameStart], index, wattHours);
    }

    /** Takes the energy of a block. @param letter of its name @param index 1 to 999 */
    void takeBlock(byte letter, int index, long wattHours) {
        if (openBlocks == blockKeys.length) {
            blockKeys = Arrays.copyOf(blockKeys, 2 * openBlocks);
            blockWattHours = Arrays.copyOf(blockWattHours, 2 * openBlocks);
        }
        blockKeys[openBlocks] = letter << 16 | index;
        blockWattHours[openBlocks] = wattHours;
        openBlocks++;
    }

    /** {@return which elements came in this message where they may come once only} */
    long seen() {
        return seen;
    }

    /** The elements of the message are those of one that was read before. */
    void see(long elements) {
        seen = elements;
    }

    /** {@return whether the message is a CC128's, without history} */
    boolean isLiveOfOneSensor() {
        return hasLive() && !classic && !hasHistory;
    }

    /** {@return whether the message is a Classic's} */
    boolean isClassic() {
        return classic;
    }

    /** The message has a history, which may be empty. */
    void foundHistory() {
        hasHistory = true;
    }

    /** The blocks of a sensor, or of all of a Classic, end. */
    void closeBlocks() {
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

    /** Brings the values together. {@return what is wrong with them, if so, else null} */
    Reason complete() {
        if (problem != null) {
            return problem;
        }
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
        var text = new byte[classicNameLength + VERSION_PREFIX.length + classicVersionLength];
        int length = append(classicName, classicNameLength, text, 0);
        if (classicVersionLength > 0) {
            length = append(VERSION_PREFIX, VERSION_PREFIX.length, text, length);
            length = append(classicVersion, classicVersionLength, text, length);
        }
        return source(text, 0, length);
    }

    private static int append(byte[] part, int length, byte[] text, int at) {
        System.arraycopy(part, 0, text, at, length);
        return at + length;
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
}
