package org.currentcost.parser;

import java.util.Arrays;

/** Reads the time that a logger put at the beginning of a line. By hand, so that a log of years leaves no garbage. */
final class LeadingTime {

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    private static final long DAYS_TO_1970 = 719_528;
    private static final byte[] COMMENT = {'<', '!', '-', '-', ' '};

    private LeadingTime() {
    }

    /**
     * {@return the ISO-8601 date, time and zone with which the line begins, in milliseconds since 1970-01-01T00:00Z, or
     * {@link MeterParser#ABSENT_TIME}} It may stand in an XML comment, so that what follows is a document as it is.
     *
     * @param line   the line, or so much of it as stands before a message
     * @param length how many bytes of it
     */
    static long parse(byte[] line, int length) {
        int p = beginsWithByteOrderMark(line, length) ? 3 : 0;
        if (length - p > COMMENT.length && Arrays.equals(line, p, p + COMMENT.length, COMMENT, 0, COMMENT.length)) {
            p += COMMENT.length;
        }
        // "2019-01-09T21:05:30Z" is the shortest
        if (length - p < 20) {
            return MeterParser.ABSENT_TIME;
        }
        int year = number(line, p, 4);
        int month = number(line, p + 5, 2);
        int day = number(line, p + 8, 2);
        int hour = number(line, p + 11, 2);
        int minute = number(line, p + 14, 2);
        int second = number(line, p + 17, 2);
        boolean separated = line[p + 4] == '-' && line[p + 7] == '-' && (line[p + 10] == 'T' || line[p + 10] == ' ')
                && line[p + 13] == ':' && line[p + 16] == ':';
        if (!separated || year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour < 0
                || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return MeterParser.ABSENT_TIME;
        }
        p += 19;
        int millis = 0;
        if (line[p] == '.' || line[p] == ',') {
            int first = ++p;
            for (int weight = 100; p < length && isDigit(line[p]); p++, weight /= 10) {
                millis += (line[p] - '0') * weight;
            }
            if (p == first) {
                return MeterParser.ABSENT_TIME;
            }
        }
        int offsetMinutes = 0;
        if (p < length && line[p] == 'Z') {
            p++;
        } else if (p + 3 <= length && (line[p] == '+' || line[p] == '-')) {
            int sign = line[p] == '-' ? -1 : 1;
            int hours = number(line, p + 1, 2);
            p += 3;
            int minutes = 0;
            int colon = p < length && line[p] == ':' ? 1 : 0;
            if (p + colon + 2 <= length && isDigit(line[p + colon])) {
                minutes = number(line, p + colon, 2);
                p += colon + 2;
            }
            if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
                return MeterParser.ABSENT_TIME;
            }
            offsetMinutes = sign * (60 * hours + minutes);
        } else {
            return MeterParser.ABSENT_TIME;
        }
        if (p < length && (isDigit(line[p]) || line[p] >= 'A' && line[p] <= 'z')) {
            return MeterParser.ABSENT_TIME;
        }
        long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes;
        return (minutes * 60 + second) * 1000 + millis;
    }

    private static boolean beginsWithByteOrderMark(byte[] line, int length) {
        return length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf;
    }

    private static int number(byte[] line, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(line[i])) {
                return -1;
            }
            number = 10 * number + line[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
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
