package org.currentcost.parser;

/** The elements of a meter's messages by their names, and what each of them may hold. */
final class ElementNames {

    // Elements by name; at most 63 of them, because sets of them are bits of a long.
    static final int OTHER = 0;
    static final int MSG = 1;
    static final int SRC = 2;
    static final int DSB = 3;
    static final int TIME = 4;
    static final int TMPR = 5;
    static final int TMPR_F = 6;
    static final int SENSOR = 7;
    static final int ID = 8;
    static final int TYPE = 9;
    static final int CH1 = 10;
    static final int CH2 = 11;
    static final int CH3 = 12;
    static final int WATTS = 13;
    static final int IMP = 14;
    static final int IPU = 15;
    static final int HIST = 16;
    static final int DATE = 17;
    static final int HR = 18;
    static final int MIN = 19;
    static final int SEC = 20;
    static final int NAME = 21;
    static final int SVER = 22;
    static final int DSW = 23;
    static final int UNITS = 24;
    static final int DATA = 25;
    static final int HRS = 26;
    static final int DAYS = 27;
    static final int MTHS = 28;
    static final int YRS = 29;
    /** {@code h004}, {@code d01}, {@code m001}, {@code y1}. */
    static final int BLOCK = 30;

    private static final String[] NAMES = {null, "msg", "src", "dsb", "time", "tmpr", "tmprF", "sensor", "id", "type",
        "ch1", "ch2", "ch3", "watts", "imp", "ipu", "hist", "date", "hr", "min", "sec", "name", "sver", "dsw",
        "units", "data", "hrs", "days", "mths", "yrs"};

    /** Which elements mean something inside which; anywhere else they are {@link #OTHER}. */
    static final long[] CHILDREN = new long[BLOCK + 1];

    /** Elements whose text is a value. {@link #SRC} has text in a CC128 and elements in a Classic. */
    static final long VALUES = set(SRC, DSB, TIME, TMPR, TMPR_F, SENSOR, ID, TYPE, WATTS, IMP, IPU, HR, MIN,
            SEC, NAME, SVER, DSW, UNITS, BLOCK);

    /** Where a known element may come once only: a second one is the rest of another message. */
    static final long ONCE_IN = set(MSG, DATE, SRC);
    static final long CLASSIC_BLOCKS = set(HRS, DAYS, MTHS, YRS);

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
            int place = place(name);
            while (TABLE_NAMES[place] != 0) {
                place = place + 1 & TABLE_NAMES.length - 1;
            }
            TABLE_NAMES[place] = name;
            TABLE_ELEMENTS[place] = (byte) element;
        }
    }

    private ElementNames() {
    }

    /** {@return the element of a name} @param name its first 8 bytes; @param length of the name, less than 8 */
    static int element(long name, int length, int parent) {
        if ((CHILDREN[parent] >>> BLOCK & 1) != 0 && isBlock(name, length)) {
            return BLOCK;
        }
        int place = place(name);
        while (TABLE_NAMES[place] != name) {
            if (TABLE_NAMES[place] == 0) {
                return OTHER;
            }
            place = place + 1 & TABLE_NAMES.length - 1;
        }
        return TABLE_ELEMENTS[place];
    }

    private static boolean isBlock(long name, int length) {
        if (length < 2 || length > 4 || !isBlockLetter((int) name & 0xff)) {
            return false;
        }
        int rest = 1 << 8 * (length - 1);
        return areDigits((int) (name >>> 8), rest - 1);
    }

    /** {@return whether the name of a block may begin with this letter} */
    static boolean isBlockLetter(int letter) {
        return letter == 'h' || letter == 'd' || letter == 'm' || letter == 'y';
    }

    /** {@return whether the lowest bytes, those of the mask of up to 24 bits, are digits}, all looked at at once */
    static boolean areDigits(int bytes, int mask) {
        int zeros = 0x303030 & mask;
        int halves = 0xf0f0f0 & mask;
        return (bytes & halves) == zeros && (bytes + (0x060606 & mask) & halves) == zeros;
    }

    private static int place(long name) {
        return (int) (name * 0x9e3779b97f4a7c15L >>> 57);
    }

    static long set(int... elements) {
        long set = 0;
        for (int element : elements) {
            set |= 1L << element;
        }
        return set;
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
