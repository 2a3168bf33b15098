package org.currentcost.model;

/** Sums and products of whole numbers that stop at the ends of 64 bits where others would wrap around. */
public final class Saturated {

    private Saturated() {
    }

    /** {@return the sum of both}, or the end of 64 bits that it lies beyond */
    public static long plus(long one, long other) {
        long sum = one + other;
        // only where both have the sign that the sum has not
        return ((one ^ sum) & (other ^ sum)) < 0 ? end(one < 0) : sum;
    }

    /** {@return the product of both}, or the end of 64 bits that it lies beyond */
    public static long times(long one, long other) {
        long product = one * other;
        return Math.multiplyHigh(one, other) == product >> 63 ? product : end((one ^ other) < 0);
    }

    private static long end(boolean negative) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
