package org.currentcost.store.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;

/**
 * Puts readings into chunks, and brings the sums of what they touch up to date in the same transaction. So there is
 * never a sum that its readings do not bear out, and no list of sums still to be made.
 *
 * @param <X> what goes wrong besides damage, such as with a database
 */
public final class ChunkWriter<X extends Exception> {

    /** For readings that nobody wants to hear of. */
    public static final Runs NOT_RECEIVED = (first, last, readings) -> {
    };

    private final SeriesContent<X> content;
    private final ReadingColumns existing = new ReadingColumns();
    private final ReadingColumns merged = new ReadingColumns();

    /** @param content within the transaction that goes on */
    public ChunkWriter(SeriesContent<X> content) {
        this.content = content;
    }

    /** What became of readings, and whether anything is different from before. */
    public static final class Outcome {
        private long stored;
        private long same;
        private long conflicting;
        private boolean changed;

        /** {@return how many were stored, were there already, and were other ones at their instants} */
        public Stored stored() {
            return new Stored(stored, same, conflicting);
        }
    }

    /**
     * Hears of readings that are added, in runs: no other reading lies between the first and the last of one. Each run
     * is heard of once.
     */
    @FunctionalInterface
    public interface Runs {
        /** @param firstMillis the first one's instant @param lastMillis the last one's, inclusive */
        void added(long firstMillis, long lastMillis, long readings);
    }

    /** Joins added readings to runs. */
    private static final class RunBuilder {
        private final Runs runs;
        private long first;
        private long last;
        private long readings;
        private long lastDay;

        RunBuilder(Runs runs) {
            this.runs = runs;
        }

        /** Takes the readings of a day, of which some were there before. Nobody knows what is on a day left out. */
        void take(long day, ReadingColumns there, ReadingColumns result) {
            if (day != lastDay + 1) {
                end();
            }
            lastDay = day;
            int at = 0;
            for (int index = 0; index < result.size(); index++) {
                long time = result.time(index);
                while (at < there.size() && there.time(at) < time) {
                    at++;
                }
                if (at < there.size() && there.time(at) == time) {
                    end();
                } else {
                    first = readings == 0 ? time : first;
                    last = time;
                    readings++;
                }
            }
        }

        void end() {
            if (readings > 0) {
                runs.added(first, last, readings);
                readings = 0;
            }
        }
    }

    /**
     * Merges readings into those that are there; of two at one instant, the one that is there stays.
     *
     * @param from the first of the incoming readings, which are in the order of time
     * @param to   behind the last
     * @param drop where those that are there go
     */
    public static void merge(ReadingColumns there, ReadingColumns incoming, int from, int to, RangeSet drop,
            ReadingColumns result, Outcome outcome) {
        result.clear();
        int at = 0;
        for (int index = from; index < to; index++) {
            long time = incoming.time(index);
            at = take(there, at, time, drop, result, outcome);
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
        take(there, at, Long.MAX_VALUE, drop, result, outcome);
    }

    private static int take(ReadingColumns there, int start, long until, RangeSet drop, ReadingColumns result,
            Outcome outcome) {
        int at = start;
        while (at < there.size() && there.time(at) <= until) {
            if (!drop.isEmpty() && drop.contains(there.time(at))) {
                outcome.changed = true;
            } else {
                result.addFrom(there, at);
            }
            at++;
        }
        return at;
    }

    /** {@return whether nothing on the days of the hot readings is damaged}; else they stay hot, as safe as before */
    public boolean canSeal(SeriesState series) throws X {
        try {
            for (long day : content.raw().chunkDays(series, series.hotFirst(), series.hotLast() + 1)) {
                content.raw().readChunk(series, day, existing);
            }
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** Moves the hot readings of the series into chunks. */
    public void seal(SeriesState series) throws X, StoreException {
        var hot = new ReadingColumns();
        content.raw().readHot(series, 0, Days.END_OF_TIME, hot);
        if (!hot.isEmpty()) {
            content.raw().deleteHot(series, 0, Days.END_OF_TIME);
            store(series, hot, RangeSet.NONE, NOT_RECEIVED, true);
        }
    }

    /**
     * Stores readings in chunks.
     *
     * @param incoming in the order of time
     * @param drop     where those that are there go
     * @param runs     hears of those that are added
     * @param strict   whether a damaged chunk is a failure; otherwise it stays as it is, and what was to go into it
     *                 counts as conflicting, so that one damaged day keeps nobody from importing a year
     */
    public Stored store(SeriesState series, ReadingColumns incoming, RangeSet drop, Runs runs, boolean strict)
            throws X, StoreException {
        var total = Stored.NOTHING;
        var days = days(incoming);
        for (int index = 0; index < drop.count(); index++) {
            days.addAll(content.raw().chunkDays(series, drop.from(index), drop.to(index)));
        }
        var added = new RunBuilder(runs);
        var changed = RangeSet.NONE;
        var carriedInto = new HashSet<Long>();
        var touched = new ArrayList<long[]>();
        long tailDay = -1;
        CarriedReading tail = null;
        CarriedReading oldTail = null;
        for (var next = days.pollFirst(); next != null; next = days.pollFirst()) {
            long day = next;
            long start = day * Days.MILLIS;
            long end = start + Days.MILLIS;
            int from = incoming.indexAtOrAfter(start);
            int to = incoming.indexAtOrAfter(end);
            var outcome = new Outcome();
            boolean whole = drop.covers(start, end);
            if (whole) {
                existing.clear();
                outcome.changed = true;
            } else {
                try {
                    content.raw().readChunk(series, day, existing);
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
            merge(existing, incoming, from, to, drop, merged, outcome);
            total = total.plus(outcome.stored());
            if (runs != NOT_RECEIVED) {
                added.take(day, existing, merged);
            }
            if (series.isDerived()) {
                if (outcome.changed) {
                    content.raw().writeChunk(series, day, merged);
                    changed = changed.plus(RangeSet.of(start, end));
                }
                continue;
            }
            boolean alone = tailDay != day - 1;
            boolean changing = outcome.changed || carriedInto.contains(day);
            // a day that keeps its readings ends as it did, if what comes into it can't reach through it
            var carried = !alone ? tail : changing || series.reachesFar() ? carriedFrom(series, start) : null;
            var oldCarried = alone ? carried : oldTail;
            tail = CarriedReading.beyond(end, merged, series, carried);
            // what was held beyond a day that is dropped unread may have been anything
            oldTail = whole
                    ? new CarriedReading(start, 0, 0, end + series.reachMillis())
                    : CarriedReading.beyond(end, existing, series, oldCarried);
            boolean tailSame = Objects.equals(oldTail, tail);
            if (changing) {
                if (outcome.changed) {
                    content.raw().writeChunk(series, day, merged);
                }
                content.sums().writeRollup(series, Resolution.FIVE_MINUTES, day,
                        fiveMinutes(series, carried, start, end));
                touch(touched, start, end);
                if (!tailSame) {
                    carriedInto.add(day + 1);
                    days.add(day + 1);
                }
            }
            tailDay = day;
        }
        added.end();
        for (var range : touched) {
            updateSums(series, range[0], range[1]);
        }
        if (!changed.isEmpty()) {
            recompute(series, series.edits().reachedFrom(changed));
        }
        return total;
    }

    /**
     * {@return the days of readings} A loop of its own, as a method with a long loop in it is compiled as a whole: that
     * takes a second for the one above, which runs once for each of many days.
     */
    private static TreeSet<Long> days(ReadingColumns readings) {
        var days = new TreeSet<Long>();
        long lastDay = -1;
        for (int index = 0; index < readings.size(); index++) {
            long day = Days.of(readings.time(index));
            if (day != lastDay) {
                days.add(day);
                lastDay = day;
            }
        }
        return days;
    }

    /**
     * Sums up spans anew from the readings after the edits, and what a value that is read in them holds into. A day
     * whose chunk is damaged keeps the sums that it has: they are all that is left of it.
     */
    public void recompute(SeriesState series, RangeSet ranges) throws X, StoreException {
        var reached = ranges.extended(series.reachMillis()).within(0, Days.END_OF_TIME);
        var days = new TreeSet<Long>();
        for (int index = 0; index < reached.count(); index++) {
            long from = reached.from(index);
            long to = reached.to(index);
            days.addAll(content.edited().coveredDays(series, from - series.reachMillis(), to));
            days.addAll(content.sums().rollups(series, Resolution.FIVE_MINUTES, Days.of(from), Days.of(to - 1)));
        }
        days.removeIf(day -> !reached.overlaps(day * Days.MILLIS, (day + 1) * Days.MILLIS));
        recomputeDays(series, days);
    }

    /** Sums up whole days anew. @param days in order */
    public void recomputeDays(SeriesState series, Collection<Long> days) throws X, StoreException {
        var touched = new ArrayList<long[]>();
        long tailDay = Long.MIN_VALUE;
        CarriedReading tail = null;
        for (long day : days) {
            long start = day * Days.MILLIS;
            long end = start + Days.MILLIS;
            try {
                var carried = tailDay == day - 1 ? tail : carriedInto(series, start);
                readEdited(series, start, end);
                var fresh = fiveMinutes(series, carried, start, end);
                if (content.sums().writeRollupIfChanged(series, Resolution.FIVE_MINUTES, day, fresh)) {
                    touch(touched, start, end);
                }
                tailDay = day;
                tail = CarriedReading.beyond(end, merged, series, carried);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.DAMAGED) {
                    throw e;
                }
            }
        }
        for (var range : touched) {
            updateSums(series, range[0], range[1]);
        }
    }

    /** Reads what is sealed, after the edits, into {@code merged}. */
    private void readEdited(SeriesState series, long from, long to) throws X, StoreException {
        merged.clear();
        if (!series.edits().touch(from, to)) {
            content.raw().readChunk(series, Days.of(from), merged);
            return;
        }
        var columns = content.edited().read(series, from, to, false);
        for (int index = 0; index < columns.size(); index++) {
            merged.addFrom(columns, index);
        }
    }

    /** {@return the reading that holds into {@code start}, or null} */
    private CarriedReading carriedInto(SeriesState series, long start) throws X {
        try {
            return CarriedReading.beyond(start,
                    content.edited().read(series, content.edited().coveringFrom(series, start, false), start, false),
                    series, null);
        } catch (StoreException e) {
            return null;
        }
    }

    /** Makes all sums that are coarser than five minutes anew from those; takes away what has no ground. */
    public void remakeCoarse(SeriesState series) throws X, StoreException {
        var days = content.sums().rollups(series, Resolution.FIVE_MINUTES);
        for (var resolution : List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH)) {
            var bounds = content.bounds(resolution);
            var rollups = new TreeSet<Long>(content.sums().rollups(series, resolution));
            for (long day : days) {
                long start = day * Days.MILLIS;
                rollups.add(KeptSums.rollupOf(resolution, bounds.startOf(start)));
                rollups.add(KeptSums.rollupOf(resolution, bounds.startOf(start + Days.MILLIS - 1)));
            }
            for (long rollup : rollups) {
                try {
                    content.sums().writeRollupIfChanged(series, resolution, rollup,
                            content.sums().makeRollup(series, resolution, rollup));
                } catch (StoreException e) {
                    // neither the readings of some day nor its sums are left: what was made of them before stays
                    continue;
                }
            }
        }
    }

    /**
     * The last reading of a day or before it, if it covers something beyond its end.
     *
     * @param until the end of what it covers, exclusive
     */
    private record CarriedReading(long time, long interval, long value, long until) {

        /** {@return the reading or null} @param carried what came into the day from before, or null */
        static CarriedReading beyond(long end, ReadingColumns columns, SeriesState series, CarriedReading carried) {
            int last = columns.size() - 1;
            while (last >= 0 && !series.counts(columns, last)) {
                last--;
            }
            if (last < 0) {
                return carried != null && carried.until() > end ? carried : null;
            }
            long until = series.endMillis(columns, last);
            return until > end
                    ? new CarriedReading(columns.time(last), columns.interval(last), series.value(columns, last), until)
                    : null;
        }
    }

    /** {@return the reading as it came that holds into {@code start}, the start of a day, or null} */
    private CarriedReading carriedFrom(SeriesState series, long start) throws X {
        try {
            var columns = new ReadingColumns();
            for (var day = content.raw().chunkDayBefore(series, start); day
                    .isPresent(); day = content.raw().chunkDayBefore(series, day.get() * Days.MILLIS)) {
                content.raw().readChunk(series, day.get(), columns);
                for (int index = columns.size() - 1; index >= 0; index--) {
                    if (series.counts(columns, index)) {
                        return CarriedReading.beyond(start, columns, series, null);
                    }
                }
            }
            return null;
        } catch (StoreException e) {
            // what a damaged day holds into the next one is made good when the day is replaced
            return null;
        }
    }

    private List<Bucket> fiveMinutes(SeriesState series, CarriedReading carried, long start, long end) {
        var buckets = new ArrayList<Bucket>(288);
        var builder = new BucketBuilder(content.bounds(Resolution.FIVE_MINUTES), series.nominalMillis(), start, end,
                buckets::add);
        if (carried != null) {
            builder.add(carried.time(), carried.interval(), carried.value());
        }
        for (int index = 0; index < merged.size(); index++) {
            if (series.counts(merged, index)) {
                builder.add(merged.time(index), merged.interval(index), series.value(merged, index));
            }
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
    private void updateSums(SeriesState series, long from, long to) throws X, StoreException {
        long start = from;
        long end = to;
        for (var resolution : List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH)) {
            var bounds = content.bounds(resolution);
            start = bounds.startOf(start);
            end = bounds.endOf(end - 1);
            updateRollups(series, resolution, start, end);
        }
    }

    private void updateRollups(SeriesState series, Resolution resolution, long from, long to)
            throws X, StoreException {
        var sums = fromFiner(series, resolution, from, to);
        int at = 0;
        for (long rollup = KeptSums.rollupOf(resolution, from); rollup <= KeptSums.rollupOf(resolution,
                to - 1); rollup++) {
            var fresh = new ArrayList<Bucket>();
            while (at < sums.size() && KeptSums.rollupOf(resolution, sums.get(at).startMillis()) == rollup) {
                fresh.add(sums.get(at));
                at++;
            }
            List<Bucket> old;
            try {
                old = content.sums().readRollup(series, resolution, rollup);
            } catch (StoreException e) {
                content.sums().writeRollup(series, resolution, rollup,
                        content.sums().makeRollup(series, resolution, rollup));
                continue;
            }
            var buckets = replaced(old, from, to, fresh);
            if (!buckets.equals(old)) {
                content.sums().writeRollup(series, resolution, rollup, buckets);
            }
        }
    }

    private static List<Bucket> replaced(List<Bucket> old, long from, long to, List<Bucket> fresh) {
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
        return buckets;
    }

    private List<Bucket> fromFiner(SeriesState series, Resolution resolution, long from, long to)
            throws X, StoreException {
        var finer = Resolution.values()[resolution.ordinal() - 1];
        return Sums.join(content.sums().kept(series, finer, from, to), content.bounds(resolution));
    }
}
