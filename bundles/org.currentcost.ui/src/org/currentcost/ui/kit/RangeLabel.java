package org.currentcost.ui.kit;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.currentcost.model.TimeRange;

/** A span of time as shortly as it can be told, so that the tool bar keeps its room for what stands beside it. */
final class RangeLabel {

    private static final int DAYS_WITHOUT_CLOCK = 2;

    private RangeLabel() {
    }

    /**
     * {@return the range: days alone from two days on, a day only once, and the year only if it is not this one}
     *
     * @param now tells which year is this one
     */
    static String of(TimeRange range, ZonedDateTime now, Locale locale) {
        ZoneId zone = now.getZone();
        var start = range.start().atZone(zone);
        var end = range.end().atZone(zone);
        boolean thisYear = start.getYear() == now.getYear() && end.getYear() == now.getYear();
        boolean oneDay = start.toLocalDate().equals(end.minusNanos(1).toLocalDate());
        if (oneDay) {
            var day = DateTimeFormatter.ofLocalizedPattern(thisYear ? "MMMd" : "yMMMd").withLocale(locale);
            return day.format(start) + " " + clock(start, locale) + "–" + clock(end, locale);
        }
        if (range.length().toDays() >= DAYS_WITHOUT_CLOCK || !thisYear) {
            var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(locale);
            return day.format(start) + " – " + day.format(end);
        }
        var day = DateTimeFormatter.ofLocalizedPattern("Md").withLocale(locale);
        return day.format(start) + " " + clock(start, locale) + " – " + day.format(end) + " " + clock(end, locale);
    }

    private static String clock(ZonedDateTime moment, Locale locale) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(moment);
    }
}
