package org.currentcost.model;

import java.time.Duration;

/** What somebody means who types a span of time. */
public sealed interface TypedRange {

    /** The time up to now, which goes on. @param length more than zero */
    record Last(Duration length) implements TypedRange {
    }

    /** A span that stands still. @param range not empty */
    record Fixed(TimeRange range) implements TypedRange {
    }

    /** Everything that there is. */
    record All() implements TypedRange {
    }

    /** Nothing that could be shown. */
    enum Problem implements TypedRange {
        /** It can't be read, or could be read in two ways. */
        UNREADABLE,
        /** The end is not after the start. */
        ENDS_BEFORE_START,
        /** It names a time of day that a clock was put forward over. */
        SKIPPED_BY_CLOCK
    }
}
