package org.currentcost.ui.charts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.currentcost.model.TimeRange;

/** The words for moments and spans of time, by the clock and calendar of a zone. */
final class TimeTexts {

    private final ZoneId zone;
    private final Locale locale;

    TimeTexts(ZoneId zone, Locale locale) {
        this.zone = zone;
        this.locale = locale;
    }

    /** {@return the words for a gap} */
    String gap(TimeRange gap, boolean withDate) {
        return span(gap.startMillis(), gap.endMillis(), withDate) + " · " + Messages.text(locale, "card.gap");
    }

    /** {@return when a moment was, to the second} */
    String instant(long millis, boolean withDate) {
        return (withDate ? format("MMMEd", millis) + ' ' : "") + clock(millis, true);
    }

    /** {@return when a moment was, to the minute, with its date} */
    String moment(long millis) {
        return format("MMMEd", millis) + ' ' + clock(millis, false);
    }

    /** {@return "14:05–14:10", a date for a whole day, a month for a whole month} */
    String span(long startMillis, long endMillis, boolean withDate) {
        LocalDateTime start = LocalDateTime.ofInstant(Instant.ofEpochMilli(startMillis), zone);
        LocalDate startDate = start.toLocalDate();
        LocalDate endDate = LocalDate.ofInstant(Instant.ofEpochMilli(endMillis), zone);
        boolean wholeDays = isStartOfDay(startDate, startMillis) && isStartOfDay(endDate, endMillis)
                && startDate.isBefore(endDate);
        if (wholeDays) {
            if (startDate.getDayOfMonth() == 1 && startDate.plusMonths(1).equals(endDate)) {
                return format("yMMMM", startMillis);
            }
            LocalDate lastDate = endDate.minusDays(1);
            String first = format("yMMMEd", startMillis);
            return startDate.equals(lastDate)
                    ? first
                    : first + " – " + format("yMMMEd", lastDate.atStartOfDay(zone).toInstant().toEpochMilli());
        }
        boolean seconds = startMillis % 60_000 != 0 || endMillis % 60_000 != 0;
        // the end is exclusive: a bucket up to midnight is of the day before
        boolean sameDate = LocalDate.ofInstant(Instant.ofEpochMilli(Math.max(startMillis, endMillis - 1)), zone)
                .equals(startDate);
        if (sameDate) {
            return (withDate ? format("MMMEd", startMillis) + ' ' : "") + clock(startMillis, seconds) + '–'
                    + clock(endMillis, seconds);
        }
        return format("MMMEd", startMillis) + ' ' + clock(startMillis, seconds) + " – " + format("MMMEd", endMillis)
                + ' ' + clock(endMillis, seconds);
    }

    private boolean isStartOfDay(LocalDate date, long millis) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli() == millis;
    }

    private String clock(long millis, boolean withSeconds) {
        Instant instant = Instant.ofEpochMilli(millis);
        String time = format(withSeconds ? "jms" : "jm", millis);
        // the hour that the clock repeats needs its zone's name to be told from its twin
        boolean twice = zone.getRules().getValidOffsets(LocalDateTime.ofInstant(instant, zone)).size() > 1;
        return twice ? time + ' ' + format("zzz", millis) : time;
    }

    private String format(String pattern, long millis) {
        var formatter = "zzz".equals(pattern)
                ? DateTimeFormatter.ofPattern(pattern, locale)
                : TimeTicks.formatter(pattern, locale);
        return formatter.withZone(zone).format(Instant.ofEpochMilli(millis));
    }

    /** {@return whether a range holds moments of more than one day} */
    boolean isOfSeveralDays(TimeRange range) {
        return !LocalDate.ofInstant(range.start(), zone)
                .equals(LocalDate.ofInstant(range.end().minusMillis(1), zone));
    }
}
