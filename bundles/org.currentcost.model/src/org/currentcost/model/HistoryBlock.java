package org.currentcost.model;

import java.util.Collection;

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

    /** {@return how long it is, in milliseconds} */
    public long lengthMillis() {
        return endMillis - startMillis;
    }

    /**
     * Tells whether other blocks leave nothing of this one's time open, at other borders. When a meter's clock is set
     * by an hour, its whole memory seems to be an hour away from where it was; what it told before was dated by the
     * clock that measured it.
     *
     * @param others blocks of the same series and span, in order of their start; of them only those count that are as
     *               long as this one
     * @return {@code false} also if one of them is at this one's place
     */
    public boolean isReportedByOthers(Collection<HistoryBlock> others) {
        long reported = startMillis;
        for (var other : others) {
            if (other.startMillis == startMillis) {
                return false;
            }
            if (other.startMillis <= reported && other.lengthMillis() == lengthMillis()) {
                reported = Math.max(reported, other.endMillis);
            }
        }
        return reported >= endMillis;
    }
}
