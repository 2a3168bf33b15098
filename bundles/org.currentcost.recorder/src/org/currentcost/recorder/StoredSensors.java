package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.NamedSensors;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** What sources call their sensors, and what their readings say. */
final class StoredSensors implements PublishedSensors {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final int MOST_BUCKETS = 1_000_000;

    private final ReadingStore store;
    private final NamedSensors named;

    StoredSensors(ReadingStore store) {
        this.store = store;
        named = new NamedSensors(store);
    }

    @Override
    public String name(SeriesKey series) throws StoreException {
        return named.all().stream()
                .filter(one -> one.meter().equals(series.meter()) && one.sensor() == series.sensor())
                .map(NamedSensors.Named::name).findFirst().orElse("");
    }

    @Override
    public Used used(SeriesKey series, TimeRange range) throws StoreException {
        // At the ends by single readings, in between by sums of hours.
        long first = Math.min(Math.ceilDiv(range.startMillis(), HOUR_MILLIS) * HOUR_MILLIS, range.endMillis());
        long last = Math.max(Math.floorDiv(range.endMillis(), HOUR_MILLIS) * HOUR_MILLIS, first);
        var sum = part(series, range.startMillis(), first, MOST_BUCKETS);
        sum = plus(sum, part(series, first, last, Math.toIntExact((last - first) / HOUR_MILLIS) + 2));
        return plus(sum, part(series, last, range.endMillis(), MOST_BUCKETS));
    }

    private Used part(SeriesKey series, long fromMillis, long toMillis, int buckets) throws StoreException {
        long energy = 0;
        long known = 0;
        if (fromMillis < toMillis) {
            for (var bucket : store.query(series,
                    new TimeRange(Instant.ofEpochMilli(fromMillis), Instant.ofEpochMilli(toMillis)), buckets)) {
                long length = bucket.endMillis() - bucket.startMillis();
                long within = Math.min(bucket.endMillis(), toMillis) - Math.max(bucket.startMillis(), fromMillis);
                if (length > 0 && within > 0) {
                    double share = (double) within / length;
                    energy += Math.round(bucket.integral() * share);
                    known += Math.round(bucket.coveredMillis() * share);
                }
            }
        }
        return new Used(energy, known);
    }

    private static Used plus(Used one, Used other) {
        return new Used(one.microjoules() + other.microjoules(), one.knownMillis() + other.knownMillis());
    }
}
