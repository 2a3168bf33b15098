package org.currentcost.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time.
 *
 * @param start the first instant, inclusive
 * @param end   the end, exclusive; not before {@code start}
 */
public record TimeRange(Instant start, Instant end) {

    /** Everything that a store can hold. */
    public static final TimeRange ALL = new TimeRange(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

    public TimeRange {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }

    /** {@return the range that ends at {@code end} and is {@code length} long} */
    public static TimeRange endingAt(Instant end, Duration length) {
        return new TimeRange(end.minus(length), end);
    }

    /** {@return the range of these milliseconds since the epoch} */
    public static TimeRange ofMillis(long startMillis, long endMillis) {
        return new TimeRange(Instant.ofEpochMilli(startMillis), Instant.ofEpochMilli(endMillis));
    }

    /** {@return the start in milliseconds since the epoch} */
    public long startMillis() {
        return start.toEpochMilli();
    }

    /** {@return the end in milliseconds since the epoch} */
    public long endMillis() {
        return end.toEpochMilli();
    }

    /** {@return how long the range is} */
    public Duration length() {
        return Duration.between(start, end);
    }

    /** {@return whether {@code instant} is at or after the start and before the end} */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** {@return this range moved by {@code by}, which may be negative} */
    public TimeRange shifted(Duration by) {
        return new TimeRange(start.plus(by), end.plus(by));
    }
}
