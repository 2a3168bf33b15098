package org.currentcost.model;

/**
 * Energy that a meter measured and remembered by itself, dated.
 *
 * @param span        how long a time the meter's store keeps it for
 * @param startMillis the start, inclusive, in milliseconds since the epoch
 * @param endMillis   the end, exclusive
 * @param wattHours   the energy in Wh, 0 or more; zero is a value
 */
public record HistoryBlock(HistorySpan span, long startMillis, long endMillis, long wattHours) {

    public HistoryBlock {
        if (endMillis <= startMillis) {
            throw new IllegalArgumentException("a block has a length");
        }
        if (wattHours < 0) {
            throw new IllegalArgumentException("negative energy " + wattHours);
        }
    }
}
