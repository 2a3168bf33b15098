package org.currentcost.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.Bucket;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.Resolution;
import org.currentcost.model.Saturated;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/** Writes the sums that the store keeps, joined where it does not keep them so long; some days at once. */
final class SumExport {

    private static final int DAYS_OF_LONG_PERIODS = 32;

    private final SeriesStore store;
    private final List<SeriesKey> series;
    private final TimeRange range;
    private final Optional<PeriodKind> period;
    private final Optional<SensorNames> names;
    private boolean anyEstimated;

    private record Row(SeriesKey key, Bucket bucket) {
    }

    /** @param period empty for five minutes; @param names of the sensors, if they are to be told */
    SumExport(SeriesStore store, List<SeriesKey> series, TimeRange range, Optional<PeriodKind> period,
            Optional<SensorNames> names) {
        this.store = store;
        this.series = series;
        this.range = range;
        this.period = period;
        this.names = names;
    }

    void write(Writer out) throws StoreException, IOException {
        anyEstimated = isAnyEstimated();
        var csv = new CsvWriter(out);
        csv.plain(CsvWriter.START, CsvWriter.END, ExportCommand.SENSOR, "readings", "covered_s", "min_w", "mean_w",
                "max_w", CsvWriter.KILOWATT_HOURS);
        if (anyEstimated) {
            csv.plain("estimated_s");
        }
        if (names.isPresent()) {
            csv.plain(ExportCommand.NAME);
        }
        csv.end();
        long at = Long.MIN_VALUE;
        for (var month : KnownMonths.of(store, series, range)) {
            at = Math.max(at, start(month.startMillis()));
            long end = end(month.endMillis() - 1);
            while (at < end) {
                long next = Math.max(at + 1, Math.min(end, end(at + stepMillis() - 1)));
                write(TimeRange.ofMillis(at, next), csv);
                at = next;
            }
        }
    }

    /** {@return whether something was counted over a pause: only then there is a column for it} */
    private boolean isAnyEstimated() throws StoreException {
        var estimated = new long[1];
        var zone = store.zone();
        for (var key : series) {
            store.forEachSum(key, TimeRange.ofMillis(Resolution.MONTH.startOf(range.startMillis(), zone),
                    range.endMillis()), Resolution.MONTH,
                    (start, end, readings, covered, min, max, integral, part) -> estimated[0] += part);
        }
        return estimated[0] > 0;
    }

    private long start(long millis) {
        return period.map(one -> one.startOf(millis, store.zone())).orElse(millis);
    }

    private long end(long millis) {
        return period.map(one -> one.endOf(millis, store.zone())).orElse(millis + 1);
    }

    private long stepMillis() {
        return (resolution() == Resolution.FIVE_MINUTES ? 1 : DAYS_OF_LONG_PERIODS) * Resolution.DAY.typicalMillis();
    }

    private Resolution resolution() {
        return period.map(one -> switch (one) {
            case HALF_HOUR -> Resolution.FIVE_MINUTES;
            case HOUR, TWO_HOURS -> Resolution.HOUR;
            case DAY, WEEK -> Resolution.DAY;
            case MONTH, QUARTER, YEAR -> Resolution.MONTH;
        }).orElse(Resolution.FIVE_MINUTES);
    }

    /** @param part from the start of a period to the end of one */
    private void write(TimeRange part, CsvWriter csv) throws StoreException, IOException {
        var rows = new ArrayList<Row>();
        for (var key : series) {
            for (var bucket : joined(store.buckets(key, part, resolution()))) {
                // A period that begins in the range comes whole.
                if (bucket.startMillis() >= range.startMillis() && bucket.startMillis() < range.endMillis()) {
                    rows.add(new Row(key, bucket));
                }
            }
        }
        rows.sort(Comparator.<Row>comparingLong(row -> row.bucket.startMillis())
                .thenComparingInt(row -> row.key.sensor()));
        for (var row : rows) {
            var bucket = row.bucket;
            csv.time(bucket.startMillis()).time(bucket.endMillis()).plain(row.key.sensor(), bucket.readings(),
                    Numbers.thousandths(bucket.coveredMillis()),
                    Numbers.watts(bucket.min()), Numbers.meanWatts(bucket.integral(), bucket.coveredMillis()),
                    Numbers.watts(bucket.max()), Numbers.kilowattHours(bucket.integral()));
            if (anyEstimated) {
                csv.plain(Numbers.thousandths(bucket.estimatedMillis()));
            }
            names.ifPresent(known -> csv.text(known.of(row.key)));
            csv.end();
        }
    }

    private List<Bucket> joined(List<Bucket> parts) {
        if (period.isEmpty()) {
            return parts;
        }
        var joined = new ArrayList<Bucket>();
        for (var part : parts) {
            long start = period.get().startOf(part.startMillis(), store.zone());
            long end = period.get().endOf(part.startMillis(), store.zone());
            if (!joined.isEmpty() && joined.getLast().startMillis() == start) {
                var before = joined.removeLast();
                joined.add(new Bucket(start, end, before.readings() + part.readings(),
                        before.coveredMillis() + part.coveredMillis(), Math.min(before.min(), part.min()),
                        Math.max(before.max(), part.max()), Saturated.plus(before.integral(), part.integral()),
                        before.estimatedMillis() + part.estimatedMillis()));
            } else {
                joined.add(part.within(start, end));
            }
        }
        return joined;
    }
}
