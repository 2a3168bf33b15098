package org.currentcost.store;

import java.time.Instant;
import org.currentcost.model.SeriesKey;

/**
 * A series and how much of it there is. Hot readings are all later than the sealed ones.
 *
 * @param sealed      how many readings are in chunks; the first and last instant mean nothing where there are none
 * @param hot         how many readings are in the hot table
 */
record SeriesState(int id, SeriesKey key, long nominalMillis, long sealed, long sealedFirst, long sealedLast, long hot,
        long hotFirst, long hotLast) {

    private static final int HELD_INTERVALS = 3;

    /** {@return for how long a value holds at most} */
    long holdMillis() {
        return HELD_INTERVALS * nominalMillis;
    }

    boolean isEmpty() {
        return sealed + hot == 0;
    }

    long first() {
        return sealed > 0 ? sealedFirst : hotFirst;
    }

    long last() {
        return hot > 0 ? hotLast : sealedLast;
    }

    ReadingStore.SeriesInfo info() {
        return new ReadingStore.SeriesInfo(key, nominalMillis, sealed + hot, Instant.ofEpochMilli(first()),
                Instant.ofEpochMilli(last()));
    }
}
