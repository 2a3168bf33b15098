package org.currentcost.parser;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the time that a logger put at the beginning of a line. By hand, so that a log of years leaves no garbage where
 * its times have a zone.
 * <p>
 * Known are ISO-8601, other orders of a date's parts and names of months, and, where a local zone is known, times
 * without a zone and seconds, milliseconds or microseconds since 1970. They may stand in brackets, in quotes or in an
 * XML comment. A local time that a change of the clock has made ambiguous is its first occurrence, unless the log would
 * go back in time by that.
 */
final class LeadingTime {

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    private static final long DAYS_TO_1970 = 719_528;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int MONTH_LETTERS = 3;
    private static final String OPENING = "[(\"'{";
    private static final String BETWEEN = "T ,_:-";
    private static final byte[] HOST_TIME = {'<', 'h', 'o', 's', 't', '-', 't', 's', 't', 'a', 'm', 'p', '>'};
    private static final int[] SKIPS = skips(HOST_TIME);
    private static final int MOST_YEAR_DIGITS = 4;
    private static final String ISO_FORM = "dddd-dd-ddTdd:dd:dd";

    private final Optional<ZoneId> zone;
    private long before = MeterParser.ABSENT_TIME;

    private byte[] line;
    private int length;
    private int p;
    private int year;
    private int month;
    private int day;
    private int secondOfDay;
    private int millis;

    /** @param zone where times without a zone are local; empty if such times are none */
    LeadingTime(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    /**
     * {@return the time with which the line begins, in milliseconds since 1970-01-01T00:00Z, or {@link
     * MeterParser#ABSENT_TIME}}
     *
     * @param bytes the line, or so much of it as stands before a message
     * @param count how many bytes of it
     */
    long parse(byte[] bytes, int count) {
        return parse(bytes, 0, count);
    }

    /**
     * {@return the time in a message's own {@code <host-tstamp>}, as some loggers put it in; {@link
     * MeterParser#ABSENT_TIME} if it has none, or where a time without a zone would be none}
     *
     * @param from the first byte of the message
     * @param to   the end of the message, exclusive
     */
    long inMessage(byte[] bytes, int from, int to) {
        if (zone.isEmpty()) {
            return MeterParser.ABSENT_TIME;
        }
        int last = HOST_TIME.length - 1;
        for (int i = from + last; i < to - 1; i += SKIPS[bytes[i] & 0xff]) {
            int same = 0;
            while (same < HOST_TIME.length && bytes[i - same] == HOST_TIME[last - same]) {
                same++;
            }
            if (same == HOST_TIME.length) {
                int begin = i + 1;
                int end = begin;
                while (end < to && bytes[end] != '<') {
                    end++;
                }
                return parse(bytes, begin, end);
            }
        }
        return MeterParser.ABSENT_TIME;
    }

    /**
     * {@return how far the search for a text may go on after each byte that was met where its end would be}
     * <p>
     * Horspool, Practical fast searching in strings, 1980: nearly no message has it, and this looks at few of its
     * bytes.
     */
    private static int[] skips(byte[] text) {
        var skips = new int[256];
        Arrays.fill(skips, text.length);
        for (int i = 0; i < text.length - 1; i++) {
            skips[text[i]] = text.length - 1 - i;
        }
        return skips;
    }

    private long parse(byte[] bytes, int from, int to) {
        line = bytes;
        length = to;
        p = from;
        if (length - p >= 3 && line[p] == (byte) 0xef && line[p + 1] == (byte) 0xbb && line[p + 2] == (byte) 0xbf) {
            p += 3;
        }
        skipOpening();
        if (zone.isEmpty() && !isPlainIso()) {
            return MeterParser.ABSENT_TIME;
        }
        long time = epoch();
        if (time == MeterParser.ABSENT_TIME) {
            time = date() && clock() ? instant() : MeterParser.ABSENT_TIME;
        }
        if (time != MeterParser.ABSENT_TIME) {
            before = time;
        }
        return time;
    }

    /** What comes from a cable is dated by its arrival: only what can mean nothing else is a time there. */
    private boolean isPlainIso() {
        for (int i = 0; i < ISO_FORM.length(); i++) {
            if (p + i >= length) {
                return false;
            }
            byte b = line[p + i];
            char expected = ISO_FORM.charAt(i);
            boolean fits = switch (expected) {
                case 'd' -> isDigit(b);
                case 'T' -> b == 'T' || b == ' ';
                default -> b == expected;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private void skipOpening() {
        if (length - p > 4 && line[p] == '<' && line[p + 1] == '!' && line[p + 2] == '-' && line[p + 3] == '-') {
            p += 4;
        }
        while (p < length && (line[p] == ' ' || line[p] == '\t' || zone.isPresent() && OPENING.indexOf(line[p]) >= 0)) {
            p++;
        }
    }

    /** Seconds, milliseconds or microseconds since 1970. */
    private long epoch() {
        if (zone.isEmpty()) {
            return MeterParser.ABSENT_TIME;
        }
        int digits = digitsAt(p);
        int end = p + digits;
        boolean ended = end >= length || !isDigit(line[end]) && !isLetter(line[end]) && line[end] != ':'
                && line[end] != '-' && line[end] != '/';
        if (!ended || digits != 9 && digits != 10 && digits != 13 && digits != 16) {
            return MeterParser.ABSENT_TIME;
        }
        long number = 0;
        for (int i = p; i < end; i++) {
            number = 10 * number + line[i] - '0';
        }
        p = end;
        return switch (digits) {
            case 13 -> number;
            case 16 -> number / 1000;
            default -> 1000 * number + (fraction('.') ? millis : 0);
        };
    }

    /** Year first, day first or month first; a month may be a name. Of two numbers up to 12 the first is the day. */
    private boolean date() {
        skipWeekday();
        if (monthName() > 0) {
            // "Jul 28 09:54:39 2021": the year comes after the clock, and there is none in the log of a system.
            month = monthName();
            p += MONTH_LETTERS;
            skipBlanks();
            day = number(2);
            year = -1;
            return isDate(2000);
        }
        int digits = digitsAt(p);
        if (digits == 8) {
            year = number(4);
            month = number(2);
            day = number(2);
            return isDate(year);
        }
        int first = number(MOST_YEAR_DIGITS);
        if (first < 0 || p >= length || "-/. ".indexOf(line[p]) < 0) {
            return false;
        }
        p++;
        int name = monthName();
        if (name > 0) {
            while (p < length && isLetter(line[p])) {
                p++;
            }
        }
        int second = name > 0 ? name : number(2);
        if (second < 0 || p >= length || "-/. ".indexOf(line[p]) < 0) {
            return false;
        }
        p++;
        int third = number(MOST_YEAR_DIGITS);
        if (third < 0) {
            return false;
        }
        boolean yearFirst = digits == MOST_YEAR_DIGITS;
        year = yearFirst ? first : third;
        boolean monthFirst = !yearFirst && second > 12;
        month = monthFirst ? first : second;
        day = yearFirst ? third : monthFirst ? second : first;
        return year >= 1000 && isDate(year);
    }

    private boolean isDate(int in) {
        return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(in, month);
    }

    private void skipWeekday() {
        int letters = 0;
        while (p + letters < length && isLetter(line[p + letters])) {
            letters++;
        }
        if (letters >= 2 && monthName() <= 0 && p + letters < length
                && (line[p + letters] == ' ' || line[p + letters] == ',')) {
            int next = p + letters;
            while (next < length && (line[next] == ' ' || line[next] == ',')) {
                next++;
            }
            p = next;
        }
    }

    /** {@return the number of the month whose English name stands here, or 0} */
    private int monthName() {
        if (p + MONTH_LETTERS > length) {
            return 0;
        }
        for (int i = 0; i < MONTHS.length(); i += MONTH_LETTERS) {
            if ((line[p] | 0x20) == MONTHS.charAt(i) && (line[p + 1] | 0x20) == MONTHS.charAt(i + 1)
                    && (line[p + 2] | 0x20) == MONTHS.charAt(i + 2)) {
                return i / MONTH_LETTERS + 1;
            }
        }
        return 0;
    }

    private boolean clock() {
        int from = p;
        while (p < length && p - from < 2 && BETWEEN.indexOf(line[p]) >= 0) {
            p++;
        }
        if (p == from) {
            return false;
        }
        int hour = number(2);
        if (hour < 0 || p >= length) {
            return false;
        }
        boolean colons = line[p] == ':';
        p += colons ? 1 : 0;
        int minute = twoDigits();
        boolean seconds = p < length && (colons ? line[p] == ':' : isDigit(line[p]));
        p += seconds && colons ? 1 : 0;
        int second = seconds ? twoDigits() : 0;
        millis = 0;
        if (second < 0 || minute < 0 || p < length && line[p] == '.' && !fraction('.')
                || seconds && p + 1 < length && line[p] == ',' && isDigit(line[p + 1]) && !fraction(',')) {
            return false;
        }
        hour = hourOfHalfDay(hour);
        secondOfDay = (60 * hour + minute) * 60 + second;
        return hour >= 0 && hour < 24 && minute < 60 && second < 60;
    }

    /** {@return the hour of the day, if AM or PM follows} */
    private int hourOfHalfDay(int hour) {
        int at = p < length && line[p] == ' ' ? p + 1 : p;
        if (at + 2 > length || (line[at + 1] | 0x20) != 'm' || at + 2 < length && isLetter(line[at + 2])) {
            return hour;
        }
        int half = line[at] | 0x20;
        if (half != 'a' && half != 'p') {
            return hour;
        }
        p = at + 2;
        return hour < 1 || hour > 12 ? -1 : hour % 12 + (half == 'p' ? 12 : 0);
    }

    /** Reads a fraction of a second. @return whether there is one */
    private boolean fraction(char mark) {
        millis = 0;
        if (p + 1 >= length || line[p] != mark || !isDigit(line[p + 1])) {
            return false;
        }
        p++;
        for (int weight = 100; p < length && isDigit(line[p]); p++, weight /= 10) {
            millis += (line[p] - '0') * weight;
        }
        return true;
    }

    private long instant() {
        int blank = zone.isPresent() && p < length && line[p] == ' ' ? 1 : 0;
        int at = p + blank;
        if (at < length && (line[at] == '+' || line[at] == '-') && digitsAt(at + 1) >= 2) {
            p = at;
            return withOffset();
        }
        int letters = 0;
        while (at + letters < length && isLetter(line[at + letters])) {
            letters++;
        }
        boolean utc = letters == 1 && line[at] == 'Z' || letters == 3 && (line[at] == 'U' && line[at + 1] == 'T'
                && line[at + 2] == 'C' || line[at] == 'G' && line[at + 1] == 'M' && line[at + 2] == 'T');
        if (utc && (at + letters >= length || !isDigit(line[at + letters]))) {
            p = at + letters;
            return withYear() ? utcMillis(0) : MeterParser.ABSENT_TIME;
        }
        if (blank == 0 && p < length && (isDigit(line[p]) || isLetter(line[p])) || zone.isEmpty()) {
            return MeterParser.ABSENT_TIME;
        }
        return withYear() ? local() : MeterParser.ABSENT_TIME;
    }

    private long withOffset() {
        int sign = line[p] == '-' ? -1 : 1;
        p++;
        int hours = number(2);
        int minutes = 0;
        int colon = p < length && line[p] == ':' ? 1 : 0;
        if (digitsAt(p + colon) >= 2) {
            p += colon;
            minutes = number(2);
        }
        if (hours > 18 || minutes > 59 || p < length && (isDigit(line[p]) || isLetter(line[p])) || !withYear()) {
            return MeterParser.ABSENT_TIME;
        }
        return utcMillis(sign * (60 * hours + minutes));
    }

    /** Takes the year that stands behind the clock, after a zone's letters maybe. {@return whether one is known} */
    private boolean withYear() {
        if (year >= 0) {
            return true;
        }
        skipBlanks();
        int from = p;
        while (p < length && isLetter(line[p])) {
            p++;
        }
        if (p > from) {
            skipBlanks();
        }
        if (digitsAt(p) != MOST_YEAR_DIGITS) {
            return false;
        }
        year = number(MOST_YEAR_DIGITS);
        return isDate(year);
    }

    private long utcMillis(int offsetMinutes) {
        return ((epochDay(year, month, day) * 24 * 60 - offsetMinutes) * 60 + secondOfDay) * 1000 + millis;
    }

    private long local() {
        long asUtc = utcMillis(0);
        var offsets = zone.orElseThrow().getRules().getValidOffsets(
                LocalDateTime.ofEpochSecond(Math.floorDiv(asUtc, 1000), 0, ZoneOffset.UTC));
        if (offsets.isEmpty()) {
            // No clock has shown it: as if the change had not come yet.
            return asUtc - 1000L * zone.orElseThrow().getRules().getTransition(
                    LocalDateTime.ofEpochSecond(Math.floorDiv(asUtc, 1000), 0, ZoneOffset.UTC)).getOffsetBefore()
                    .getTotalSeconds();
        }
        long first = asUtc - 1000L * offsets.getFirst().getTotalSeconds();
        return offsets.size() > 1 && before != MeterParser.ABSENT_TIME && first < before
                ? asUtc - 1000L * offsets.getLast().getTotalSeconds()
                : first;
    }

    private void skipBlanks() {
        while (p < length && line[p] == ' ') {
            p++;
        }
    }

    private int digitsAt(int from) {
        int end = from;
        while (end < length && isDigit(line[end])) {
            end++;
        }
        return Math.max(0, end - from);
    }

    private int twoDigits() {
        return digitsAt(p) < 2 ? -1 : number(2);
    }

    /** {@return the number that stands here, of so many digits at most; -1 if there is none} */
    private int number(int most) {
        if (p >= length || !isDigit(line[p])) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < most && p < length && isDigit(line[p]); i++, p++) {
            number = 10 * number + line[p] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }
    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int daysOf(int year, int month) {
        return DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    }

    private static long epochDay(int year, int month, int day) {
        int before = year - 1;
        long daysBeforeYear = year == 0 ? 0 : 366 + 365L * before + before / 4 - before / 100 + before / 400;
        int leapDay = month > 2 && isLeap(year) ? 1 : 0;
        return daysBeforeYear + DAYS_BEFORE_MONTH[month - 1] + leapDay + day - 1 - DAYS_TO_1970;
    }
}
