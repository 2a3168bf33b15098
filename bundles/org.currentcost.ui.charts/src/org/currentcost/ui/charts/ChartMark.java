package org.currentcost.ui.charts;

/**
 * A note that is pinned to a moment or a span of time: a small flag on the time axis.
 *
 * @param startMillis the moment, in milliseconds since the epoch
 * @param endMillis   the end of a span, exclusive; the same as {@code startMillis} for a moment
 * @param text        is shown when the pointer is on the flag
 * @param id          the caller's own, to know it again
 */
public record ChartMark(long startMillis, long endMillis, String text, long id) {

    public ChartMark {
        if (endMillis < startMillis) {
            throw new IllegalArgumentException(startMillis + " to " + endMillis);
        }
    }
}
