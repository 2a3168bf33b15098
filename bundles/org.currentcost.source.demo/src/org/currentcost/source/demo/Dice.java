package org.currentcost.source.demo;

/**
 * SplitMix64: a small generator of our own, because the numbers that a seed gives must never change with the Java
 * version.
 */
final class Dice {

    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** {@return dice for one purpose on one day (or other index) of one household} */
    static Dice of(long seed, long index, int purpose) {
        return new Dice(mix(mix(seed) + 0x9E3779B97F4A7C15L * index + 0xD1B54A32D192ED03L * purpose));
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** {@return a number from {@code low} to {@code high}, both included} */
    int between(int low, int high) {
        return low + (int) Math.floorMod(next() >>> 1, (long) (high - low + 1));
    }

    /** {@return true in {@code percent} of a hundred throws} */
    boolean chance(int percent) {
        return between(0, 99) < percent;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
