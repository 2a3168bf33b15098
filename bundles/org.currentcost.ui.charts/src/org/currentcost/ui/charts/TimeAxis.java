package org.currentcost.ui.charts;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;

/**
 * A span of time laid out on pixels.
 *
 * @param width in pixels, above zero
 */
record TimeAxis(TimeRange range, int width, TimeTicks ticks) {

    /** {@return an axis with the finest ticks that have room} */
    static TimeAxis of(TimeRange range, int width, ZoneId zone, Locale locale, ToIntFunction<String> textWidth) {
        return new TimeAxis(range, width, TimeTicks.of(range, zone, locale, width, textWidth));
    }

    /**
     * {@return an axis for buckets, with no ticks between the borders of one}
     *
     * @param finest     how long a bucket is, about
     * @param labelPlace where the label of a bucket's start stands
     */
    static TimeAxis ofBuckets(TimeRange range, int width, ZoneId zone, Locale locale, ToIntFunction<String> textWidth,
            Duration finest, LongUnaryOperator labelPlace) {
        return new TimeAxis(range, width, TimeTicks.of(range, zone, locale, width, textWidth, finest, labelPlace));
    }

    /** {@return the distance of a moment from the left edge, in pixels} */
    double x(long millis) {
        long start = range.startMillis();
        return (millis - start) * (double) width / Math.max(1, range.endMillis() - start);
    }

    /** {@return the moment at {@code x} pixels from the left edge} */
    long millisAt(double x) {
        long start = range.startMillis();
        return start + Math.round(x * (range.endMillis() - start) / width);
    }
}
