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
        if (other != 0) {
            addParts(Math.multiplyHigh(one, other), one * other);
        }
    }

    /** Adds another sum. */
    void add(ProductSum other) {
        addParts(other.high, other.low);
    }

    private void addParts(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
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
