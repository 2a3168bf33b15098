package org.currentcost.store.engine;

import java.util.Arrays;

/**
 * Ranges of time, in order, apart from each other. Immutable.
 *
 * @param bounds start, inclusive, and end, exclusive, of each, in milliseconds since the epoch
 */
public record RangeSet(long[] bounds) {

    /** No time at all. */
    public static final RangeSet NONE = new RangeSet(new long[0]);

    /** {@return one range; none where it is empty} @param from inclusive @param to exclusive */
    public static RangeSet of(long from, long to) {
        return from < to ? new RangeSet(new long[]{from, to}) : NONE;
    }

    /** {@return how many ranges there are} */
    public int count() {
        return bounds.length / 2;
    }

    /** {@return whether there is no range} */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** {@return the start of a range, inclusive} @param index from 0 */
    public long from(int index) {
        return bounds[2 * index];
    }

    /** {@return the end of a range, exclusive} @param index from 0 */
    public long to(int index) {
        return bounds[2 * index + 1];
    }

    /** {@return the start of the first range, inclusive; there must be one} */
    public long first() {
        return bounds[0];
    }

    /** {@return the end of the last range, exclusive; there must be one} */
    public long end() {
        return bounds[bounds.length - 1];
    }

    /** {@return the index of the first span that ends after {@code millis}} */
    private int indexOf(long millis) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to(middle) <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@return whether a moment lies in one of the ranges} */
    public boolean contains(long millis) {
        int index = indexOf(millis);
        return index < count() && from(index) <= millis;
    }

    /** {@return whether one of the ranges holds all from {@code from}, inclusive, to {@code to}, exclusive} */
    public boolean covers(long from, long to) {
        int index = indexOf(from);
        return index < count() && from(index) <= from && to(index) >= to;
    }

    /** {@return whether one of the ranges has a part from {@code from}, inclusive, to {@code to}, exclusive} */
    public boolean overlaps(long from, long to) {
        int index = indexOf(from);
        return from < to && index < count() && from(index) < to;
    }

    /** {@return the ranges of both, those that touch joined} */
    public RangeSet plus(RangeSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var joined = new long[bounds.length + other.bounds.length];
        int size = 0;
        int own = 0;
        int others = 0;
        while (own < count() || others < other.count()) {
            boolean takeOwn = others == other.count() || own < count() && from(own) <= other.from(others);
            long from = takeOwn ? from(own) : other.from(others);
            long to = takeOwn ? to(own++) : other.to(others++);
            if (size > 0 && from <= joined[size - 1]) {
                joined[size - 1] = Math.max(joined[size - 1], to);
            } else {
                joined[size++] = from;
                joined[size++] = to;
            }
        }
        return new RangeSet(Arrays.copyOf(joined, size));
    }

    /** {@return what of these lies in the span} */
    public RangeSet within(long from, long to) {
        var kept = new long[bounds.length];
        int size = 0;
        for (int index = indexOf(from); index < count() && from(index) < to; index++) {
            kept[size++] = Math.max(from, from(index));
            kept[size++] = Math.min(to, to(index));
        }
        return from < to ? new RangeSet(Arrays.copyOf(kept, size)) : NONE;
    }

    /** {@return what of these lies outside of the span} */
    public RangeSet without(long from, long to) {
        return from < to ? within(Long.MIN_VALUE, from).plus(within(to, Long.MAX_VALUE)) : this;
    }

    /** {@return the ranges that much later; earlier where it is negative} */
    public RangeSet shifted(long millis) {
        return new RangeSet(Arrays.stream(bounds).map(bound -> bound + millis).toArray());
    }

    /** {@return these, each made longer at its end} */
    public RangeSet extended(long millis) {
        var extended = NONE;
        for (int index = 0; index < count(); index++) {
            extended = extended.plus(of(from(index), to(index) + millis));
        }
        return extended;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeSet ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }
}
