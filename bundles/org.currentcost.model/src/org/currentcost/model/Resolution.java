package org.currentcost.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The lengths of time into which a store cuts what it keeps: five minutes, and the hours, days and months of a time
 * zone.
 * <p>
 * Each is made of whole ones of the length before it. A day is what the zone's rules say, of 23, 24 or 25 hours, and
 * begins with its first existing moment where midnight itself is missing.
 */
public enum Resolution {
    /** Five minutes, alike in all zones. */
    FIVE_MINUTES(300_000L),
    /** An hour of the zone's clock. In zones with offsets of :30 or :45 it does not begin at a full hour of UTC. */
    HOUR(3_600_000L),
    /** A day of the zone's calendar. */
    DAY(86_400_000L),
    /** A month of the zone's calendar. */
    MONTH(30 * 86_400_000L);

    private static final long FIVE_MINUTES_MILLIS = 300_000L;
    private static final long HOUR_SECONDS = 3600;

    private final long typicalMillis;

    Resolution(long typicalMillis) {
        this.typicalMillis = typicalMillis;
    }

    /** {@return the usual length in milliseconds; days and months may be shorter or longer} */
    public long typicalMillis() {
        return typicalMillis;
    }

    /** {@return the start of the bucket that holds {@code millis}} @param millis milliseconds since the epoch */
    public long startOf(long millis, ZoneId zone) {
        return switch (this) {
            case FIVE_MINUTES -> Math.floorDiv(millis, FIVE_MINUTES_MILLIS) * FIVE_MINUTES_MILLIS;
            case HOUR -> startOfHour(millis, zone);
            case DAY -> startOfDay(dateOf(millis, zone), zone);
            case MONTH -> startOfDay(dateOf(millis, zone).withDayOfMonth(1), zone);
        };
    }

    /** {@return the end of the bucket that holds {@code millis}, which is the start of the next one} */
    public long endOf(long millis, ZoneId zone) {
        return switch (this) {
            case FIVE_MINUTES -> startOf(millis, zone) + FIVE_MINUTES_MILLIS;
            case HOUR -> endOfHour(millis, zone);
            case DAY -> startOfDay(dateOf(millis, zone).plusDays(1), zone);
            case MONTH -> startOfDay(dateOf(millis, zone).withDayOfMonth(1).plusMonths(1), zone);
        };
    }

    private static LocalDate dateOf(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    private static long startOfDay(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static long startOfHour(long millis, ZoneId zone) {
        var rules = zone.getRules();
        var instant = Instant.ofEpochMilli(millis);
        long offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        long seconds = Math.floorDiv(millis, 1000L);
        long start = Math.floorDiv(seconds + offsetSeconds, HOUR_SECONDS) * HOUR_SECONDS - offsetSeconds;
        if (!rules.isFixedOffset()) {
            var transition = rules.previousTransition(instant.plusMillis(1));
            if (transition != null && transition.toEpochSecond() > start) {
                start = transition.toEpochSecond();
            }
        }
        return start * 1000;
    }

    private static long endOfHour(long millis, ZoneId zone) {
        var rules = zone.getRules();
        var instant = Instant.ofEpochMilli(millis);
        long offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        long seconds = Math.floorDiv(millis, 1000L);
        long end = (Math.floorDiv(seconds + offsetSeconds, HOUR_SECONDS) + 1) * HOUR_SECONDS - offsetSeconds;
        if (!rules.isFixedOffset()) {
            var transition = rules.nextTransition(instant);
            if (transition != null && transition.toEpochSecond() < end) {
                end = transition.toEpochSecond();
            }
        }
        return end * 1000;
    }
}
