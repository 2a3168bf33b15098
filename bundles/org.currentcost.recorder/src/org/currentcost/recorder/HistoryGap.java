package org.currentcost.recorder;

import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;

/**
 * Values of a meter's memory that never came, all next to each other.
 *
 * @param span   what they are the energy of
 * @param oldest the number in the tag of the oldest one: 746 for {@code h746}, 90 for {@code d090}
 * @param newest the number of the newest one, the same or lower; those of hours are even
 * @param range  the time that they are about
 */
public record HistoryGap(HistorySpan span, int oldest, int newest, TimeRange range) {

    /** {@return how many values are missing} */
    public int values() {
        return (oldest - newest) / (span == HistorySpan.TWO_HOURS ? 2 : 1) + 1;
    }
}
