package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through time and tells the rate of each quarter of an hour, not looking at tiers; remembers where it is, so
 * that the next step is quick. For one thread.
 */
final class RateCursor {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int DAYS_PER_WEEK = 7;
    private static final int NEAR = 8;

    private final ZoneId zone;
    private final List<RateVersion> versions;
    private final Rate[][][] patterns;
    private long offsetFromMillis;
    private long offsetToMillis;
    private long offsetSeconds;
    // The day where the walk is, as far as its offset holds, and when it begins by that offset.
    private long dayFromMillis;
    private long dayToMillis;
    private long dayStartMillis;
    private LocalDate date = LocalDate.EPOCH;
    private int versionIndex = -1;
    private RateVersion version = RateVersion.NONE;
    private Rate[] pattern = {};
    private int entry;

    RateCursor(List<RateVersion> versions, ZoneId zone) {
        this.versions = versions;
        this.zone = zone;
        patterns = new Rate[versions.size()][][];
    }

    /** {@return the local day of the last moment that was asked for} */
    LocalDate date() {
        return date;
    }

    /** {@return whether there is a version for the last moment that was asked for} */
    boolean hasVersion() {
        return versionIndex >= 0;
    }

    /** {@return the version for the last moment that was asked for, if there is one} */
    RateVersion version() {
        return version;
    }

    /** {@return when the version after this one begins; {@link Long#MAX_VALUE} if this is the last} */
    long nextVersionMillis() {
        return versionIndex + 1 < versions.size()
                ? versions.get(versionIndex + 1).validFrom.atStartOfDay(zone).toInstant().toEpochMilli()
                : Long.MAX_VALUE;
    }

    /** {@return the rate of the quarter that begins at a moment; {@link Rate#NONE} where there is none} */
    Rate rateAt(long millis) {
        if (millis < dayFromMillis || millis >= dayToMillis) {
            begin(millis);
        }
        if (versionIndex < 0) {
            return Rate.NONE;
        }
        if (version.entryStarts.length > 0 && findEntry(millis)) {
            return version.entryRates[entry];
        }
        return pattern[(int) ((millis - dayStartMillis) / QuarterHours.QUARTER_MILLIS)];
    }

    private void findOffset(long millis) {
        var instant = Instant.ofEpochMilli(millis);
        var rules = zone.getRules();
        offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        var next = rules.nextTransition(instant);
        offsetFromMillis = millis;
        offsetToMillis = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
    }

    private void begin(long millis) {
        if (millis < offsetFromMillis || millis >= offsetToMillis) {
            findOffset(millis);
        }
        long day = Math.floorDiv(Math.floorDiv(millis, MILLIS_PER_SECOND) + offsetSeconds, SECONDS_PER_DAY);
        dayStartMillis = (day * SECONDS_PER_DAY - offsetSeconds) * MILLIS_PER_SECOND;
        dayFromMillis = Math.max(dayStartMillis, offsetFromMillis);
        dayToMillis = Math.min(dayStartMillis + SECONDS_PER_DAY * MILLIS_PER_SECOND, offsetToMillis);
        date = LocalDate.ofEpochDay(day);
        while (versionIndex >= 0 && versions.get(versionIndex).validFrom.toEpochDay() > day) {
            versionIndex--;
        }
        while (versionIndex + 1 < versions.size()
                && versions.get(versionIndex + 1).validFrom.toEpochDay() <= day) {
            versionIndex++;
        }
        if (versionIndex >= 0) {
            version = versions.get(versionIndex);
            pattern = patternOf(date);
        }
    }

    /** Days are alike by weekday and month, but for the first of a month, into which another month's band goes. */
    private Rate[] patternOf(LocalDate day) {
        if (patterns[versionIndex] == null) {
            patterns[versionIndex] = new Rate[Month.values().length * DayOfWeek.values().length * 2][];
        }
        int key = ((day.getMonthValue() - 1) * DAYS_PER_WEEK + day.getDayOfWeek().ordinal()) * 2
                + (day.getDayOfMonth() == 1 ? 1 : 0);
        var rates = patterns[versionIndex][key];
        if (rates == null) {
            rates = version.ratesOf(day);
            patterns[versionIndex][key] = rates;
        }
        return rates;
    }

    private boolean findEntry(long millis) {
        var starts = version.entryStarts;
        boolean far = entry + NEAR < starts.length && starts[entry + NEAR] <= millis;
        if (far || entry >= starts.length || starts[entry] > millis) {
            int found = Arrays.binarySearch(starts, millis);
            entry = found >= 0 ? found : Math.max(0, -found - 2);
        }
        while (entry + 1 < starts.length && starts[entry + 1] <= millis) {
            entry++;
        }
        return starts[entry] <= millis && millis < version.entryEnds[entry];
    }
}
