package org.currentcost.store.engine;

import java.util.Arrays;
import org.currentcost.store.SeriesStore.SumAction;

/** Sums that wait to be handed over, without an object for each. Not safe for several threads. */
public final class SumColumns implements SumAction {

    private static final int PARTS = 8;

    private long[] parts = new long[64 * PARTS];
    private int size;

    /** Forgets them. */
    public void clear() {
        size = 0;
    }

    @Override
    public void sum(long startMillis, long endMillis, long readings, long coveredMillis, long min, long max,
            long integral, long estimatedMillis) {
        if (size == parts.length) {
            parts = Arrays.copyOf(parts, 2 * size);
        }
        parts[size++] = startMillis;
        parts[size++] = endMillis;
        parts[size++] = readings;
        parts[size++] = coveredMillis;
        parts[size++] = min;
        parts[size++] = max;
        parts[size++] = integral;
        parts[size++] = estimatedMillis;
    }

    /** Hands them over, in the order in which they came. */
    public void handOver(SumAction action) {
        for (int at = 0; at < size; at += PARTS) {
            action.sum(parts[at], parts[at + 1], parts[at + 2], parts[at + 3], parts[at + 4], parts[at + 5],
                    parts[at + 6], parts[at + 7]);
        }
    }
}
