package org.currentcost.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Optional;
import org.currentcost.imports.CsvTime.Parsed;
import org.currentcost.model.CsvCell;

/**
 * Reads ISO 8601 as nearly every file has it, {@code 2025-03-30T00:59:54.250Z} with {@code T} or a blank, with or
 * without seconds, their fraction, {@code Z} or an offset such as {@code +01:00}: ten times as fast as a formatter,
 * which reads the same and is asked where this is in doubt.
 */
final class IsoTime {

    private static final int DATE = 10;
    private static final int MINUTES = 16;
    private static final int SECONDS = 19;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_OFFSET_HOURS = 17;
    private static final int IN_DOUBT = Integer.MIN_VALUE;

    private IsoTime() {
    }

    /** {@return the moment; empty if a formatter has to find out} */
    static Optional<Parsed> read(String text) {
        int length = text.length();
        if (length < MINUTES || text.charAt(4) != '-' || text.charAt(7) != '-'
                || text.charAt(DATE) != 'T' && text.charAt(DATE) != ' ' || text.charAt(13) != ':') {
            return Optional.empty();
        }
        int year = two(text, 0) * 100 + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        boolean whole = two(text, 0) >= 0 && two(text, 2) >= 0 && month >= 1 && month <= 12 && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth() && hour >= 0 && hour <= 23 && minute >= 0
                && minute <= 59;
        if (!whole) {
            return Optional.empty();
        }
        int second = 0;
        int nano = 0;
        int at = MINUTES;
        if (at < length && text.charAt(at) == ':') {
            second = length < SECONDS ? -1 : two(text, at + 1);
            at = SECONDS;
            if (second < 0 || second > 59) {
                return Optional.empty();
            }
            if (at < length && text.charAt(at) == '.') {
                int digits = CsvCell.digits(text, at + 1);
                if (digits == 0 || digits > MOST_DIGITS) {
                    return Optional.empty();
                }
                nano = Integer.parseInt(text, at + 1, at + 1 + digits, 10);
                for (int i = digits; i < MOST_DIGITS; i++) {
                    nano *= 10;
                }
                at += 1 + digits;
            }
        }
        var date = LocalDate.of(year, month, day);
        if (at == length) {
            return Optional.of(Parsed.of(LocalDateTime.of(date, LocalTime.of(hour, minute, second, nano))));
        }
        long seconds = date.toEpochDay() * 86_400 + hour * 3600 + minute * 60 + second;
        int offset = offsetSeconds(text, at);
        return offset == IN_DOUBT
                ? Optional.empty()
                : Optional.of(Parsed.at(Instant.ofEpochSecond(seconds - offset, nano)));
    }

    private static int offsetSeconds(String text, int at) {
        if (text.charAt(at) == 'Z') {
            return at + 1 == text.length() ? 0 : IN_DOUBT;
        }
        char sign = text.charAt(at);
        if (text.length() != at + 6 || sign != '+' && sign != '-' || text.charAt(at + 3) != ':') {
            return IN_DOUBT;
        }
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if (hours < 0 || hours > MOST_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return IN_DOUBT;
        }
        return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    }

    /** {@return a number of two digits; -1 if it is none} */
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
    }
}
