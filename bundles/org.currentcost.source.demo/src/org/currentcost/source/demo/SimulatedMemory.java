package org.currentcost.source.demo;

import java.util.HashMap;
import java.util.Map;

/**
 * The history that the meter keeps: which values it has at a moment and what they are. Times are seconds of the meter's
 * clock; the few seconds that dumps put it back are not followed here.
 */
final class SimulatedMemory {

    static final int HOUR_VALUES = 372;
    static final int DAY_VALUES = 90;
    static final int MONTH_VALUES = 84;
    static final int DAYS_OF_MONTH = 30;

    private static final long PERIOD = 7200;
    private static final int PERIODS_OF_DAY = 12;

    private final SimulatedHousehold household;
    private final long birthDay;
    private final long clockAhead;
    private final Map<Long, long[]> days = new HashMap<>();

    /**
     * @param birthDay   the day at whose beginning the meter began to count, in days since 1970-01-01
     * @param clockAhead by how many seconds the meter's clock is ahead of the household's time
     */
    SimulatedMemory(SimulatedHousehold household, long birthDay, long clockAhead) {
        this.household = household;
        this.birthDay = birthDay;
        this.clockAhead = clockAhead;
    }

    /** {@return the block of two hours from odd hour to odd hour that holds a second, the one that still grows} */
    static long bucketAt(long clockSecond) {
        return Math.floorDiv(clockSecond + 3600, PERIOD);
    }

    /** {@return the day from 23:00 to 23:00 that holds a second, named by the date of its end} */
    static long dayAt(long clockSecond) {
        return Math.floorDiv(clockSecond + 3600, (long) LoadDay.SECONDS);
    }

    /** {@return how many complete blocks of two hours are kept} */
    int hourCount(long clockSecond) {
        return Math.clamp(bucketAt(clockSecond) - birthDay * PERIODS_OF_DAY, 0, HOUR_VALUES);
    }

    /** {@return how many complete days are kept} */
    int dayCount(long clockSecond) {
        return Math.clamp(dayAt(clockSecond) - birthDay, 0, DAY_VALUES);
    }

    /** {@return how many complete months of 30 days are kept} */
    int monthCount(long clockSecond) {
        return Math.clamp((dayAt(clockSecond) - birthDay) / DAYS_OF_MONTH, 0, MONTH_VALUES);
    }

    /**
     * {@return the energy in Ws of a complete block of two hours}
     *
     * @param back 1 for the last complete one, which a CC128 calls h004, 2 for the one before…
     */
    long hours(int sensor, long clockSecond, int back) {
        return period(sensor, bucketAt(clockSecond) - back);
    }

    /** {@return the energy in Ws of the complete day d001, d002…} */
    long days(int sensor, long clockSecond, int back) {
        return day(sensor, dayAt(clockSecond) - back);
    }

    /** {@return the energy in Ws of the complete month m001, m002…} */
    long months(int sensor, long clockSecond, int back) {
        long today = dayAt(clockSecond);
        long sinceClosed = (today - birthDay) % DAYS_OF_MONTH;
        long newest = today - sinceClosed - 1 - (long) DAYS_OF_MONTH * (back - 1);
        long sum = 0;
        for (long day = newest; day > newest - DAYS_OF_MONTH; day--) {
            sum += day(sensor, day);
        }
        return sum;
    }

    /** {@return the energy in Ws of the block that still grows, up to {@code clockSecond}} */
    long growing(int sensor, long clockSecond) {
        long hour = Math.max(bucketAt(clockSecond) * 2 - 1, birthDay * 24);
        long current = Math.floorDiv(clockSecond, 3600L);
        long sum = 0;
        for (; hour < current; hour++) {
            sum += hour(sensor, hour);
        }
        return sum + seconds(sensor, current * 3600, clockSecond);
    }

    /** {@return the energy in Ws of an hour of the meter's clock} */
    private long hour(int sensor, long hour) {
        return clockAhead == 0
                ? household.hourWattSeconds(sensor, hour)
                : seconds(sensor, hour * 3600, (hour + 1) * 3600);
    }

    /** {@return the energy in Ws between two seconds of the meter's clock, at most an hour apart} */
    private long seconds(int sensor, long from, long to) {
        long border = Math.floorDiv(to - 1 - clockAhead, 3600L) * 3600 + clockAhead;
        return border <= from
                ? household.wattSeconds(sensor, from - clockAhead, to - clockAhead)
                : household.wattSeconds(sensor, from - clockAhead, border - clockAhead)
                        + household.wattSeconds(sensor, border - clockAhead, to - clockAhead);
    }

    private long period(int sensor, long period) {
        // PeriodKind n is the hours 2n - 1 and 2n
        long sum = hour(sensor, 2 * period);
        return 2 * period - 1 < birthDay * 24 ? sum : sum + hour(sensor, 2 * period - 1);
    }

    private long day(int sensor, long day) {
        return days.computeIfAbsent(day, this::sumDay)[sensor];
    }

    private long[] sumDay(long day) {
        long[] sums = new long[1 + SimulatorSettings.MAXIMUM_APPLIANCES];
        for (int sensor = 0; sensor < sums.length; sensor++) {
            for (long period = day * PERIODS_OF_DAY; period < (day + 1) * PERIODS_OF_DAY; period++) {
                sums[sensor] += period(sensor, period);
            }
        }
        return sums;
    }
}
