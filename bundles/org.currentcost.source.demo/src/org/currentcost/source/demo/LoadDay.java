package org.currentcost.source.demo;

import java.util.Arrays;

/** The power of the house and of every appliance in each second of one day of the meter's clock. */
final class LoadDay {

    static final int SECONDS = 86_400;

    private final int[][] watts = new int[1 + SimulatorSettings.MAXIMUM_APPLIANCES][SECONDS];
    private long epochDay = Long.MIN_VALUE;

    /** {@return the day that is held, in days since 1970-01-01 of the meter's clock} */
    long epochDay() {
        return epochDay;
    }

    void clear(long day) {
        epochDay = day;
        for (int[] sensor : watts) {
            Arrays.fill(sensor, 0);
        }
    }

    /**
     * Switches a load on for a while; what lies outside this day is left to its neighbours.
     *
     * @param appliance 1 to 3 if it has a sensor, 0 if it only shows in the house
     * @param from      the first second of this day, may be negative
     * @param seconds   for how long
     * @param power     in W
     */
    void add(int appliance, int from, int seconds, int power) {
        int first = Math.max(0, from);
        int end = Math.min(SECONDS, from + seconds);
        add(watts[0], first, end, power);
        if (appliance != 0) {
            add(watts[appliance], first, end, power);
        }
    }

    private static void add(int[] sensor, int first, int end, int power) {
        for (int second = first; second < end; second++) {
            sensor[second] += power;
        }
    }

    /** Adds the jitter of the clamp round the house cable: {@code -5} to {@code +5} W, small values more often. */
    void addClampJitter(Dice dice) {
        int[] house = watts[0];
        for (int second = 0; second < SECONDS; second += 8) {
            long bits = dice.next();
            for (int i = 0; i < 8; i++) {
                int throwOfTwo = (int) (bits >>> (8 * i));
                // Two nibbles: their difference is triangular, -15 to 15
                house[second + i] += ((throwOfTwo & 15) - (throwOfTwo >>> 4 & 15)) / 3;
            }
        }
    }

    int watts(int sensor, int second) {
        return watts[sensor][second];
    }

    /** {@return the energy from second {@code from} (inclusive) to {@code to} (exclusive) in Ws} */
    long wattSeconds(int sensor, int from, int to) {
        long sum = 0;
        int[] values = watts[sensor];
        for (int second = from; second < to; second++) {
            sum += values[second];
        }
        return sum;
    }
}
