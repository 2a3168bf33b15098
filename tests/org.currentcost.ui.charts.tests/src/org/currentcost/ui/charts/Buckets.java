package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Bucket;

/** Makes buckets for tests. */
final class Buckets {

    static final long WATT = 1000;

    private Buckets() {
    }

    /** {@return a single reading that holds for so long} */
    static Bucket reading(long startMillis, long holdMillis, long watts) {
        long value = watts * WATT;
        return new Bucket(startMillis, startMillis + holdMillis, 1, holdMillis, value, value, value * holdMillis);
    }

    /** {@return a fully covered bucket of ten readings} */
    static Bucket sum(long startMillis, long length, long minWatts, long meanWatts, long maxWatts) {
        return new Bucket(startMillis, startMillis + length, 10, length, minWatts * WATT, maxWatts * WATT,
                meanWatts * WATT * length);
    }

    /** {@return {@code count} readings one after the other} */
    static List<Bucket> readings(long startMillis, long holdMillis, int count, long watts) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            buckets.add(reading(startMillis + i * holdMillis, holdMillis, watts));
        }
        return buckets;
    }
}
