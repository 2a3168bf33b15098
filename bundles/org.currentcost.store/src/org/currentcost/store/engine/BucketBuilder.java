package org.currentcost.store.engine;

import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.HoldRule;

/**
 * Sums up readings that come in the order of time.
 * <p>
 * A value holds until the next reading, but no longer than {@link HoldRule} says; beyond that is a gap. What is held is
 * cut exactly at the borders of buckets. Whole numbers only, and no integral of a month goes beyond 64 bits: see
 * {@link SeriesState#value}.
 */
public final class BucketBuilder {

    private final BucketBounds bounds;
    private final long nominalMillis;
    private final long from;
    private final long to;
    private final Consumer<Bucket> sink;

    private boolean hasPending;
    private long pendingTime;
    private long pendingInterval;
    private long pendingValue;

    private boolean open;
    private long start;
    private long end;
    private long readings;
    private long covered;
    private long min;
    private long max;
    private long integral;
    private long estimated;

    /**
     * @param nominalMillis between readings of the series
     * @param from from where on buckets are filled, inclusive; earlier readings count only as what they hold into it
     * @param to   until when, exclusive
     * @param sink gets every bucket with a reading or coverage, in order
     */
    public BucketBuilder(BucketBounds bounds, long nominalMillis, long from, long to, Consumer<Bucket> sink) {
        this.bounds = bounds;
        this.nominalMillis = nominalMillis;
        this.from = from;
        this.to = to;
        this.sink = sink;
    }

    /**
     * @param timeMillis     later than that of the reading before
     * @param intervalMillis over which it was counted, 0 if it was read
     */
    public void add(long timeMillis, long intervalMillis, long value) {
        settle(timeMillis);
        pendingTime = timeMillis;
        pendingInterval = intervalMillis;
        pendingValue = value;
        hasPending = true;
        if (timeMillis < from || timeMillis >= to) {
            return;
        }
        reach(timeMillis);
        if (readings == 0) {
            min = value;
            max = value;
        } else {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        readings++;
    }

    /** Lets the last value hold as long as it may, and hands over the last bucket. */
    public void finish() {
        settle(Long.MAX_VALUE);
        emit();
    }

    private void settle(long nextMillis) {
        if (!hasPending) {
            return;
        }
        hasPending = false;
        long at = Math.max(pendingTime, from);
        long until = Math.min(Math.min(nextMillis, HoldRule.endMillis(pendingTime, pendingInterval, nominalMillis)),
                to);
        boolean courseEstimated = HoldRule.isCourseEstimated(pendingInterval, nominalMillis);
        while (at < until) {
            reach(at);
            long part = Math.min(until, end) - at;
            if (readings == 0) {
                min = pendingValue;
                max = pendingValue;
            }
            covered += part;
            integral += pendingValue * part;
            estimated += courseEstimated ? part : 0;
            at += part;
        }
    }

    private void reach(long millis) {
        if (!open || millis >= end) {
            emit();
            open = true;
            start = bounds.startOf(millis);
            end = bounds.endOf(millis);
            readings = 0;
            covered = 0;
            integral = 0;
            estimated = 0;
        }
    }

    private void emit() {
        if (open) {
            sink.accept(new Bucket(start, end, readings, covered, min, max, integral, estimated));
            open = false;
        }
    }
}
