package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** A sum of products of whole numbers, exact in 128 bits. For one thread. */
final class ProductSum {

    private long high;
    private long low;

    /** Adds a product. */
    void add(long one, long other) {
        long product = one * other;
        long sum = low + product;
        high += Math.multiplyHigh(one, other) + (Long.compareUnsigned(sum, product) < 0 ? 1 : 0);
        low = sum;
    }

    /** {@return the sum, read as a decimal of this many decimals} */
    BigDecimal toBigDecimal(int decimals) {
        if (high == low >> Long.SIZE - 1) {
            return low == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(low, decimals);
        }
        var bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return new BigDecimal(new BigInteger(bytes), decimals);
    }
}
