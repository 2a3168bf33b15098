package org.currentcost.store.engine;

/** Days of UTC, of each of which the readings of a series are one chunk. */
public final class Days {

    /** How long one is, and what one chunk spans. */
    public static final long MILLIS = 86_400_000L;
    /** The end of what a store can hold, exclusive: the end of the year 9999. */
    public static final long END_OF_TIME = 253_402_300_800_000L;

    /** So many go into a commit of long work: less than a second's. */
    public static final int AT_ONCE = 64;

    private Days() {
    }

    /** {@return the number of the day of an instant}, counted from 1970 */
    public static long of(long millis) {
        return Math.floorDiv(millis, MILLIS);
    }
}
