package org.currentcost.testkit.store;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.currentcost.model.Bucket;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;

/** Sums up readings by the words of the definition, one piece of held value at a time. */
final class BruteForce {

    private BruteForce() {
    }

    private static final class Sum {
        private final long start;
        private final long end;
        private final List<Long> read = new ArrayList<>();
        private final List<Long> held = new ArrayList<>();
        private long covered;
        private long integral;
        private long estimated;

        Sum(long start, long end) {
            this.start = start;
            this.end = end;
        }

        Bucket bucket() {
            var values = read.isEmpty() ? held : read;
            return new Bucket(start, end, read.size(), covered, values.stream().min(Long::compare).orElseThrow(),
                    values.stream().max(Long::compare).orElseThrow(), integral, estimated);
        }
    }

    static List<Bucket> buckets(SortedMap<Long, Reading> readings, long nominalMillis, Resolution resolution,
            ZoneId zone) {
        var sums = new TreeMap<Long, Sum>();
        var list = new ArrayList<>(readings.values());
        for (int index = 0; index < list.size(); index++) {
            var reading = list.get(index);
            boolean counted = reading.intervalMillis() > 0;
            long until = reading.timeMillis() + (counted ? reading.intervalMillis() : 3 * nominalMillis);
            if (index + 1 < list.size()) {
                until = Math.min(until, list.get(index + 1).timeMillis());
            }
            sum(sums, reading.timeMillis(), resolution, zone).read.add(reading.total());
            long at = reading.timeMillis();
            while (at < until) {
                var sum = sum(sums, at, resolution, zone);
                long part = Math.min(until, sum.end) - at;
                sum.held.add(reading.total());
                sum.covered += part;
                sum.integral += reading.total() * part;
                sum.estimated += counted && reading.intervalMillis() > Math.max(3 * nominalMillis, 300_000) ? part : 0;
                at += part;
            }
        }
        return sums.values().stream().map(Sum::bucket).toList();
    }

    private static Sum sum(SortedMap<Long, Sum> sums, long millis, Resolution resolution, ZoneId zone) {
        long start = resolution.startOf(millis, zone);
        return sums.computeIfAbsent(start, key -> new Sum(key, resolution.endOf(millis, zone)));
    }
}
