package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Bucket;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Reading;
import org.currentcost.model.TimeRange;

/** Puts the readings that were just heard, and are not in the store yet, at the end of what the store answered. */
final class LiveTail {

    private LiveTail() {
    }

    /** {@return the buckets and after them the readings later than all of them} @param nominalMillis of the series */
    static List<Bucket> append(List<Bucket> stored, List<Reading> received, TimeRange range, long nominalMillis) {
        if (received.isEmpty()) {
            return stored;
        }
        var result = new ArrayList<>(stored);
        boolean single = !stored.isEmpty() && stored.getLast().readings() == 1;
        long after = stored.isEmpty()
                ? range.startMillis()
                : single ? stored.getLast().startMillis() + 1 : stored.getLast().endMillis();
        for (int i = 0; i < received.size(); i++) {
            var reading = received.get(i);
            long start = reading.timeMillis();
            if (start < after || start >= range.endMillis()) {
                continue;
            }
            if (!result.isEmpty() && result.getLast().endMillis() > start) {
                result.set(result.size() - 1, endingAt(result.getLast(), start));
            }
            long next = i + 1 < received.size() ? received.get(i + 1).timeMillis() : Long.MAX_VALUE;
            long end = Math.min(next, HoldRule.endMillis(reading, nominalMillis));
            if (end > start) {
                result.add(new Bucket(start, end, 1, end - start, reading.total(), reading.total(),
                        reading.total() * (end - start),
                        HoldRule.isCourseEstimated(reading.intervalMillis(), nominalMillis) ? end - start : 0));
            }
        }
        return result;
    }

    private static Bucket endingAt(Bucket bucket, long end) {
        long length = end - bucket.startMillis();
        return new Bucket(bucket.startMillis(), end, bucket.readings(), Math.min(bucket.coveredMillis(), length),
                bucket.min(), bucket.max(), bucket.readings() == 1 ? bucket.min() * length : bucket.integral(),
                Math.min(bucket.estimatedMillis(), length));
    }
}
