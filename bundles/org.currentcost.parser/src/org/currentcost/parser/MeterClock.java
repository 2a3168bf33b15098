package org.currentcost.parser;

import java.time.Instant;

/**
 * Dates the messages of a capture that has no dates: from the instant of its first message on, the meter's own clock
 * tells how much later each one is.
 * <p>
 * The instants never go backwards, whatever the meter's clock does:
 * <ul>
 * <li>Forward it is believed, over any gap and any number of days. One reading twice, as of two sensors in the same
 * second, is one instant.
 * <li>Back by more than 12 hours while the day counter stands still: midnight passed, and the counter is late or
 * stuck. When it catches up, that day is not counted twice.
 * <li>Back by less than a minute: a dump of the history was asked for. The meter's clock stands still meanwhile and
 * then restarts its seconds near 00 (18:43:55, then 18:43:05). So the second that it shows now is the time since the
 * dump ended, at least 1. That holds for {@value #LONGEST_PAUSE_SECONDS} s, the longest pause between two messages of a
 * meter that is heard; more than that was no restart, and counts as one interval.
 * <li>Back by anything else: its user set the clock, or the day counter began again. The next message came one interval
 * of {@value #INTERVAL_SECONDS} s later, as most do.
 * </ul>
 * For one stream and one thread at a time.
 */
public final class MeterClock {

    /** The interval at which a meter sends nominally; in 86 of 100 cases it is that exactly. */
    private static final int INTERVAL_SECONDS = 6;
    /** The longest pause seen in half a day of a meter that lost nothing but single radio packets. */
    private static final int LONGEST_PAUSE_SECONDS = 18;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long HALF_DAY_SECONDS = SECONDS_PER_DAY / 2;

    private long lastMillis;
    /** The day counter as the meter told it last, or {@link MeterEvent#ABSENT}. */
    private int reportedDay = MeterEvent.ABSENT;
    /** The day of the last reading by the same counter, which is ahead of it where it is late. */
    private long day;
    private int lastSecondOfDay = MeterEvent.ABSENT;

    /**
     * Creates a clock for a capture.
     *
     * @param start the instant of its first message; milliseconds are kept
     */
    public MeterClock(Instant start) {
        lastMillis = start.toEpochMilli();
    }

    /**
     * Dates the next message.
     *
     * @param daysSinceBirth the meter's day counter or {@link MeterEvent#ABSENT}, which counts as not changed
     * @param secondOfDay    the meter's clock, 0 to 86 399, or {@link MeterEvent#ABSENT}: the instant of the message
     *                       before
     * @return its instant, in milliseconds since 1970-01-01T00:00Z; never before the one returned last
     */
    public long instantMillis(int daysSinceBirth, int secondOfDay) {
        if (secondOfDay != MeterEvent.ABSENT) {
            if (lastSecondOfDay != MeterEvent.ABSENT) {
                lastMillis += 1000 * secondsTo(daysSinceBirth, secondOfDay);
            } else if (daysSinceBirth != MeterEvent.ABSENT) {
                day = daysSinceBirth;
            }
            lastSecondOfDay = secondOfDay;
            if (daysSinceBirth != MeterEvent.ABSENT) {
                reportedDay = daysSinceBirth;
            }
        }
        return lastMillis;
    }

    /**
     * Takes the instant that a capture itself gives to a message. Messages without one that come later follow from
     * there. This instant is believed even where it is before the last one.
     *
     * @param instantMillis  in milliseconds since 1970-01-01T00:00Z
     * @param daysSinceBirth the day counter in that message or {@link MeterEvent#ABSENT}
     * @param secondOfDay    the clock in that message, 0 to 86 399, or {@link MeterEvent#ABSENT}: the next message is
     *                       dated with this instant
     */
    public void anchor(long instantMillis, int daysSinceBirth, int secondOfDay) {
        // the meter's own clock goes on as it did, so that a late day counter is still known to be late
        instantMillis(daysSinceBirth, secondOfDay);
        if (secondOfDay == MeterEvent.ABSENT) {
            lastSecondOfDay = MeterEvent.ABSENT;
        }
        lastMillis = instantMillis;
    }

    /**
     * {@return when a message of a capture was sent, in milliseconds since 1970-01-01T00:00Z}: what the capture says
     * itself, or else what the meter's clock says
     *
     * @param daysSinceBirth    the day counter in that message or {@link MeterEvent#ABSENT}
     * @param secondOfDay       the clock in that message, 0 to 86 399, or {@link MeterEvent#ABSENT}
     * @param leadingTimeMillis the time that the capture gives the message, or {@link MeterParser#ABSENT_TIME}
     */
    public long date(int daysSinceBirth, int secondOfDay, long leadingTimeMillis) {
        if (leadingTimeMillis == MeterParser.ABSENT_TIME) {
            return instantMillis(daysSinceBirth, secondOfDay);
        }
        anchor(leadingTimeMillis, daysSinceBirth, secondOfDay);
        return leadingTimeMillis;
    }

    /** {@return the seconds since the last reading, 0 or more} Notes the day of this one. */
    private long secondsTo(int daysSinceBirth, int secondOfDay) {
        boolean reported = daysSinceBirth != MeterEvent.ABSENT;
        if (reported && reportedDay == MeterEvent.ABSENT) {
            // nothing to compare it with: the clock alone tells
            day = daysSinceBirth - (secondOfDay - lastSecondOfDay < -HALF_DAY_SECONDS ? 1 : 0);
        }
        boolean counterWentBack = reported && reportedDay != MeterEvent.ABSENT && daysSinceBirth < reportedDay;
        boolean counterStands = !reported || daysSinceBirth == reportedDay;
        long newDay = counterStands ? day : daysSinceBirth;
        long seconds = (newDay - day) * SECONDS_PER_DAY + secondOfDay - lastSecondOfDay;
        if (!counterWentBack && seconds < -HALF_DAY_SECONDS && seconds > -SECONDS_PER_DAY) {
            newDay++;
            seconds += SECONDS_PER_DAY;
        }
        day = newDay;
        if (seconds >= 0) {
            return seconds;
        }
        int shown = Math.max(1, secondOfDay % 60);
        return seconds > -60 && shown <= LONGEST_PAUSE_SECONDS ? shown : INTERVAL_SECONDS;
    }
}
