package org.currentcost.analysis;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Counts days of a time zone, in which each day counts 1 whether it has 23, 24 or 25 hours.
 * <p>
 * A moment's place on the scale of days is rounded to ten decimals before differences are taken, so that the parts of a
 * range add up to the whole exactly. For one thread.
 */
final class DayCount {

    /** The decimals of a day in which is counted. */
    static final int DECIMALS = 10;

    private static final long ONE_DAY = 10_000_000_000L;

    private final ZoneId zone;
    private long startMillis;
    private long endMillis;
    private long epochDay;

    DayCount(ZoneId zone) {
        this.zone = zone;
    }

    /** {@return how many days lie between two moments, in multiples of 10<sup>-10</sup>} */
    long between(long fromMillis, long toMillis) {
        return position(toMillis) - position(fromMillis);
    }

    private long position(long millis) {
        if (millis < startMillis || millis >= endMillis) {
            var date = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
            startMillis = date.atStartOfDay(zone).toInstant().toEpochMilli();
            endMillis = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            epochDay = date.toEpochDay();
        }
        return epochDay * ONE_DAY + (millis - startMillis) * ONE_DAY / (endMillis - startMillis);
    }
}
