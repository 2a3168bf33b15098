package org.currentcost.analysis;

import java.util.Arrays;
import java.util.BitSet;

/**
 * For how long the course of what was counted is an estimate in each quarter of an hour: over a long pause between two
 * counts the energy is measured, but not when in it. Takes no room where there is no such pause.
 */
final class CountedCourse {

    private final int size;
    /** Of the time before the first reading that begins in a quarter; all of it where none does. */
    private int[] before = {};
    /** Of the time from the last reading on that begins in a quarter; all of it where none does. */
    private int[] after = {};
    /** The quarters in which a reading begins. */
    private final BitSet begun = new BitSet();

    CountedCourse(int size) {
        this.size = size;
    }

    /** Adds a span of a quarter, in the order of time. @param begins whether a reading begins in it */
    void add(int quarter, boolean begins, long estimatedMillis) {
        if (before.length == 0) {
            if (estimatedMillis == 0) {
                return;
            }
            before = new int[size];
            after = new int[size];
        }
        if (begins) {
            begun.set(quarter);
            after[quarter] = 0;
        } else if (!begun.get(quarter)) {
            before[quarter] += (int) estimatedMillis;
        }
        after[quarter] += (int) estimatedMillis;
    }

    /** Forgets what is known of the quarters from one on. */
    void clearFrom(int quarter) {
        if (before.length > 0) {
            Arrays.fill(before, quarter, size, 0);
            Arrays.fill(after, quarter, size, 0);
            begun.clear(quarter, size);
        }
    }

    /** Takes over quarters of another. */
    void copy(CountedCourse other, int from, int to, int target) {
        for (int i = 0; i < to - from && other.before.length > 0; i++) {
            add(target + i, false, other.before[from + i]);
            if (other.begun.get(from + i)) {
                add(target + i, true, other.after[from + i]);
            }
        }
    }

    /**
     * {@return how much of some quarters lies in counts that reach beyond them, in milliseconds}
     *
     * @param to exclusive
     */
    long reachingBeyondMillis(int from, int to) {
        if (before.length == 0) {
            return 0;
        }
        long millis = 0;
        int i = from;
        while (i < to && before[i] > 0) {
            millis += before[i];
            if (begun.get(i)) {
                break;
            }
            i++;
        }
        boolean reachesOn = i < to && to < size && before[to] > 0;
        for (int k = to - 1; reachesOn && k >= i && after[k] > 0; k--) {
            millis += after[k];
            reachesOn = !begun.get(k);
        }
        return millis;
    }
}
