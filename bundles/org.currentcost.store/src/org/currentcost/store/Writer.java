package org.currentcost.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.store.ReadingStore.Stored;

/**
 * Puts readings into chunks, and brings the sums of what they touch up to date in the same transaction. So there is
 * never a sum that its readings do not bear out, and no list of sums still to be made.
 */
final class Writer {

    private final Session session;
    private final ReadingColumns existing = new ReadingColumns();
    private final ReadingColumns merged = new ReadingColumns();

    Writer(Session session) {
        this.session = session;
    }

    /** What became of readings, and whether anything is different from before. */
    static final class Outcome {
        private long stored;
        private long same;
        private long conflicting;
        private boolean changed;

        Stored stored() {
            return new Stored(stored, same, conflicting);
        }
    }

    /**
     * Merges readings into those that are there; of two at one instant, the one that is there stays.
     *
     * @param from     the first of the incoming readings, which are in the order of time
     * @param to       behind the last
     * @param dropFrom from which instant on those that are there go, inclusive
     * @param dropTo   to which, exclusive
     */
    static void merge(ReadingColumns there, ReadingColumns incoming, int from, int to, long dropFrom, long dropTo,
            ReadingColumns result, Outcome outcome) {
        result.clear();
        int at = 0;
        for (int index = from; index < to; index++) {
            long time = incoming.time(index);
            at = take(there, at, time, dropFrom, dropTo, result, outcome);
            int channels = incoming.channelCount(index);
            if (result.isEmpty() || result.lastTime() != time) {
                result.addFrom(incoming, index);
                outcome.stored += channels;
                outcome.changed = true;
            } else if (result.sameValues(result.size() - 1, incoming, index)) {
                outcome.same += channels;
            } else {
                outcome.conflicting += channels;
            }
        }
        take(there, at, Long.MAX_VALUE, dropFrom, dropTo, result, outcome);
    }

    private static int take(ReadingColumns there, int start, long until, long dropFrom, long dropTo,
            ReadingColumns result, Outcome outcome) {
        int at = start;
        while (at < there.size() && there.time(at) <= until) {
            if (there.time(at) >= dropFrom && there.time(at) < dropTo) {
                outcome.changed = true;
            } else {
                result.addFrom(there, at);
            }
            at++;
        }
        return at;
    }

    /** Moves the hot readings of the series into chunks. */
    void seal(SeriesState series) throws SQLException, StoreException {
        var hot = new ReadingColumns();
        session.readHot(series, 0, Session.END_OF_TIME, hot);
        if (!hot.isEmpty()) {
            session.deleteHot(series, 0, Session.END_OF_TIME);
            store(series, hot, 0, 0, true);
        }
    }

    /**
     * Stores readings in chunks.
     *
     * @param incoming in the order of time
     * @param dropFrom from which instant on those that are there go, inclusive
     * @param dropTo   to which, exclusive
     * @param strict   whether a damaged chunk is a failure; otherwise it stays as it is, and what was to go into it
     *                 counts as conflicting, so that one damaged day keeps nobody from importing a year
     */
    Stored store(SeriesState series, ReadingColumns incoming, long dropFrom, long dropTo, boolean strict)
            throws SQLException, StoreException {
        var total = Stored.NOTHING;
        var days = new TreeSet<Long>();
        long lastDay = -1;
        for (int index = 0; index < incoming.size(); index++) {
            long day = Session.dayOf(incoming.time(index));
            if (day != lastDay) {
                days.add(day);
                lastDay = day;
            }
        }
        if (dropFrom < dropTo) {
            days.addAll(session.chunkDays(series, dropFrom, dropTo));
        }
        var heldInto = new HashSet<Long>();
        var touched = new ArrayList<long[]>();
        long tailDay = -1;
        Held tail = null;
        for (var next = days.pollFirst(); next != null; next = days.pollFirst()) {
            long day = next;
            long start = day * Session.CHUNK_MILLIS;
            long end = start + Session.CHUNK_MILLIS;
            int from = incoming.indexAtOrAfter(start);
            int to = incoming.indexAtOrAfter(end);
            var outcome = new Outcome();
            boolean whole = dropFrom <= start && dropTo >= end;
            if (whole) {
                existing.clear();
                outcome.changed = true;
            } else {
                try {
                    session.readChunk(series, day, existing);
                } catch (StoreException e) {
                    if (strict) {
                        throw e;
                    }
                    for (int index = from; index < to; index++) {
                        outcome.conflicting += incoming.channelCount(index);
                    }
                    total = total.plus(outcome.stored());
                    continue;
                }
            }
            merge(existing, incoming, from, to, dropFrom, dropTo, merged, outcome);
            total = total.plus(outcome.stored());
            var newTail = Held.beyond(end, merged, series.holdMillis());
            boolean tailSame = !whole && same(Held.beyond(end, existing, series.holdMillis()), newTail);
            if (outcome.changed || heldInto.contains(day)) {
                var carried = tailDay == day - 1 ? tail : heldFrom(series, day - 1);
                if (outcome.changed) {
                    session.writeChunk(series, day, merged);
                }
                session.writePage(series, Resolution.FIVE_MINUTES, day, fiveMinutes(series, carried, start, end));
                touch(touched, start, end);
                if (!tailSame) {
                    heldInto.add(day + 1);
                    days.add(day + 1);
                }
            }
            tailDay = day;
            tail = newTail;
        }
        for (var range : touched) {
            updateSums(series, range[0], range[1]);
        }
        return total;
    }

    /** The last reading of a day, if it holds beyond its end. */
    private record Held(long time, long value) {

        /** {@return the reading or null} */
        static Held beyond(long end, ReadingColumns columns, long holdMillis) {
            if (columns.isEmpty() || columns.lastTime() + holdMillis <= end) {
                return null;
            }
            return new Held(columns.lastTime(), columns.total(columns.size() - 1));
        }
    }

    private static boolean same(Held one, Held other) {
        return one == null ? other == null : one.equals(other);
    }

    private Held heldFrom(SeriesState series, long day) throws SQLException {
        long end = (day + 1) * Session.CHUNK_MILLIS;
        var last = session.lastInstantOf(series, day);
        if (last.isEmpty() || last.get() + series.holdMillis() <= end) {
            return null;
        }
        try {
            var columns = new ReadingColumns();
            session.readChunk(series, day, columns);
            return Held.beyond(end, columns, series.holdMillis());
        } catch (StoreException e) {
            // what a damaged day holds into the next one is made good when the day is replaced
            return null;
        }
    }

    private List<Bucket> fiveMinutes(SeriesState series, Held carried, long start, long end) {
        var buckets = new ArrayList<Bucket>(288);
        var builder = new BucketBuilder(session.cuts(Resolution.FIVE_MINUTES), series.holdMillis(), start, end,
                buckets::add);
        if (carried != null) {
            builder.add(carried.time(), carried.value());
        }
        for (int index = 0; index < merged.size(); index++) {
            builder.add(merged.time(index), merged.total(index));
        }
        builder.finish();
        return buckets;
    }

    private static void touch(List<long[]> touched, long start, long end) {
        if (!touched.isEmpty() && touched.getLast()[1] == start) {
            touched.getLast()[1] = end;
        } else {
            touched.add(new long[]{start, end});
        }
    }

    /** Sums up hours, days and months that overlap the range from what is one finer. */
    private void updateSums(SeriesState series, long from, long to) throws SQLException, StoreException {
        long start = from;
        long end = to;
        for (var resolution : List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH)) {
            var cuts = session.cuts(resolution);
            start = cuts.startOf(start);
            end = cuts.endOf(end - 1);
            updatePages(series, resolution, start, end);
        }
    }

    private void updatePages(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var sums = fromFiner(series, resolution, from, to);
        int at = 0;
        for (long page = Session.pageOf(resolution, from); page <= Session.pageOf(resolution, to - 1); page++) {
            var fresh = new ArrayList<Bucket>();
            while (at < sums.size() && Session.pageOf(resolution, sums.get(at).startMillis()) == page) {
                fresh.add(sums.get(at));
                at++;
            }
            List<Bucket> old;
            try {
                old = session.readPage(series, resolution, page);
            } catch (StoreException e) {
                session.writePage(series, resolution, page, session.makePage(series, resolution, page));
                continue;
            }
            var buckets = new ArrayList<Bucket>(old.size() + fresh.size());
            for (var bucket : old) {
                if (bucket.startMillis() < from) {
                    buckets.add(bucket);
                }
            }
            buckets.addAll(fresh);
            for (var bucket : old) {
                if (bucket.startMillis() >= to) {
                    buckets.add(bucket);
                }
            }
            if (!buckets.equals(old)) {
                session.writePage(series, resolution, page, buckets);
            }
        }
    }

    private List<Bucket> fromFiner(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var finer = Resolution.values()[resolution.ordinal() - 1];
        return Sums.join(session.kept(series, finer, from, to), session.cuts(resolution));
    }
}
