package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class SaturatedTest {

    private static final long[] ENDS = {0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1,
        Long.MIN_VALUE + 1, 1L << 32, -(1L << 32), 3_037_000_500L, -3_037_000_500L};

    private static long expected(long one, long other, BinaryOperator<BigInteger> operator) {
        return operator.apply(BigInteger.valueOf(one), BigInteger.valueOf(other))
                .min(BigInteger.valueOf(Long.MAX_VALUE)).max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact();
    }

    private static void check(long one, long other) {
        assertEquals(expected(one, other, BigInteger::add), Saturated.plus(one, other), one + " + " + other);
        assertEquals(expected(one, other, BigInteger::multiply), Saturated.times(one, other), one + " x " + other);
    }

    @Test
    void sumsAndProductsStopAtTheEnds() {
        for (long one : ENDS) {
            for (long other : ENDS) {
                check(one, other);
            }
        }
        var random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            check(random.nextLong() >> random.nextInt(64), random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void joinedBucketsOfAMegawattForTenYearsStayAtTheEnd() {
        long month = 30 * 86_400_000L;
        long integral = 1_000_000_000L * month;
        var sum = new Bucket(0, month, 1, month, 1, 1, integral);
        for (int i = 1; i < 120; i++) {
            var next = sum.plus(new Bucket(i * month, (i + 1) * month, 1, month, 1, 1, integral));
            assertEquals(Math.max(sum.integral(), next.integral()), next.integral());
            sum = next;
        }
        assertEquals(Long.MAX_VALUE, sum.integral());
    }
}
