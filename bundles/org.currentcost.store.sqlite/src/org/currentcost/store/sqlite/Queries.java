package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore.SumAction;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.BucketCodec;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.KeptSums;
import org.currentcost.store.engine.PackedSums;
import org.currentcost.store.engine.QueryStep;
import org.currentcost.store.engine.RawReadings;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;

/** Answers what series did: single readings, and sums. */
final class Queries {

    private final Transactions transactions;

    Queries(Transactions transactions) {
        this.transactions = transactions;
    }

    void forEachReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        var edited = transactions.readSeries(key,
                (session, state) -> state.edits().touch(range.startMillis(), range.endMillis())
                        ? Optional.of(
                                session.content().edited().days(state, range.startMillis(), range.endMillis(), true))
                        : Optional.<SortedSet<Long>>empty())
                .flatMap(days -> days);
        if (edited.isEmpty()) {
            forEachRawReading(key, range, action);
            return;
        }
        var columns = new ReadingColumns();
        for (long day : edited.get()) {
            long start = Math.max(day * Days.MILLIS, range.startMillis());
            long end = Math.min((day + 1) * Days.MILLIS, range.endMillis());
            columns.clear();
            transactions.readSeries(key, (session, state) -> {
                session.content().edited().scan(state, start, end, columns::addFrom);
                return state;
            });
            for (int index = 0; index < columns.size(); index++) {
                action.accept(columns.reading(index));
            }
        }
    }

    void forEachRawReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        // a snapshot for each day, so that a slow consumer does not keep the log from being folded into the file
        var columns = new ReadingColumns();
        long at = Math.max(range.startMillis(), 0);
        while (at < Math.min(range.endMillis(), Days.END_OF_TIME)) {
            long from = at;
            columns.clear();
            at = transactions.readSeries(key,
                    (session, state) -> readDay(session, state, from, range.endMillis(), columns))
                    .orElse(Long.MAX_VALUE);
            for (int index = 0; index < columns.size(); index++) {
                action.accept(columns.reading(index));
            }
        }
    }

    /** {@return where to go on} after having read the next day that has readings */
    private static long readDay(Session session, SeriesState state, long from, long to, ReadingColumns columns)
            throws SQLException, StoreException {
        var next = session.content().raw().nextInstant(state, from);
        if (next.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long end = (Days.of(next.get()) + 1) * Days.MILLIS;
        session.content().raw().scan(state, from, Math.min(to, end), columns::addFrom);
        return end;
    }

    Optional<Reading> latest(SeriesKey key) throws StoreException {
        return transactions.readSeries(key, Queries::latest).flatMap(found -> found.stream().findFirst());
    }

    private static List<Reading> latest(Session session, SeriesState state) throws SQLException, StoreException {
        var current = session.series().recount(state, true);
        var found = new ArrayList<Reading>(1);
        RawReadings.Sink<SQLException> take = (columns, first, last) -> found.add(columns.reading(last - 1));
        if (current.edits().isEmpty()) {
            session.content().edited().scan(current, current.last(), current.last() + 1, take);
            return found;
        }
        for (long day : session.content().edited().days(current, 0, Days.END_OF_TIME, true).reversed()) {
            session.content().edited().scan(current, day * Days.MILLIS, (day + 1) * Days.MILLIS, take);
            if (!found.isEmpty()) {
                return List.of(found.getLast());
            }
        }
        return found;
    }

    List<Bucket> buckets(SeriesKey key, TimeRange range, Resolution resolution) throws StoreException {
        var buckets = new ArrayList<Bucket>();
        try (var sums = new PackedSums()) {
            readAndHandOver(key, range.startMillis(), range.endMillis(), resolution, sums, BucketCodec.into(buckets));
        }
        return List.copyOf(buckets);
    }

    /** A snapshot for some rollups at a time, so that a slow consumer does not keep the log from being folded. */
    void forEachSum(SeriesKey key, TimeRange range, Resolution resolution, SumAction action)
            throws StoreException {
        long slice = KeptSums.rollupMillis(resolution) * Days.AT_ONCE;
        var around = transactions.readSeries(key, (session, state) -> state.extent()
                .extended(state.reachMillis() + KeptSums.rollupMillis(resolution)));
        if (around.isEmpty()) {
            return;
        }
        long last = Math.min(range.endMillis(), around.get().end());
        try (var sums = new PackedSums()) {
            for (long at = Math.max(range.startMillis(),
                    around.get().first() - KeptSums.rollupMillis(resolution)); at < last; at += slice) {
                readAndHandOver(key, at, Math.min(last, at + slice), resolution, sums, action);
            }
        }
    }

    private void readAndHandOver(SeriesKey key, long start, long end, Resolution resolution, PackedSums sums,
            SumAction action) throws StoreException {
        long from = Math.max(start, -KeptSums.rollupMillis(resolution));
        long to = Math.min(end, Days.END_OF_TIME);
        if (from >= to) {
            return;
        }
        var read = transactions.readSeries(key, (session, state) -> {
            var bounds = session.content().bounds(resolution);
            // of a bucket that begins before the range, and so is not asked for, nothing may be cut off either
            session.content().sums().read(state, resolution, bounds.startOf(from), bounds.endOf(to - 1), sums);
            return state;
        });
        if (read.isPresent()) {
            sums.handOver(start, action, rollup -> transactions.readSeries(key,
                    (session, state) -> session.content().sums().makeRollup(state, resolution, rollup))
                    .orElse(List.of()));
        }
    }

    List<Bucket> query(SeriesKey key, TimeRange range, int maxBuckets) throws StoreException {
        if (maxBuckets < 1) {
            throw new IllegalArgumentException("at most " + maxBuckets + " buckets");
        }
        return transactions
                .readSeries(key, (session, state) -> QueryStep.query(session.content(), state, range.startMillis(),
                        range.endMillis(), maxBuckets))
                .orElse(List.of());
    }
}
