package org.currentcost.store.engine;

import java.util.SortedSet;
import java.util.TreeSet;
import org.currentcost.model.Resolution;
import org.currentcost.store.StoreException;

/**
 * Readings after the edits: which there are, on which days, and from where on they cover an instant.
 *
 * @param <X> what goes wrong besides damage, such as with a database
 */
public final class EditedReadings<X extends Exception> {

    private final SeriesContent<X> content;

    EditedReadings(SeriesContent<X> content) {
        this.content = content;
    }

    /** Hands over the readings of the range, after the edits, in the order of time, a day at a time. */
    public void scan(SeriesState series, long from, long to, RawReadings.Sink<X> sink) throws X, StoreException {
        scan(series, from, to, true, sink);
    }

    /** Hands over the readings of the range, after the edits. @param hotToo whether to count those in the hot table */
    void scan(SeriesState series, long from, long to, boolean hotToo, RawReadings.Sink<X> sink)
            throws X, StoreException {
        if (series.edits().touch(from, to)) {
            scanEdited(series, from, to, hotToo, sink);
        } else if (hotToo) {
            content.raw().scan(series, from, to, sink);
        } else {
            content.raw().scanSealed(series, from, to, sink);
        }
    }

    /**
     * {@return from where on to read, so that what covers {@code from} is among it}: the last reading before it that
     * counts, however long ago it began, for each cuts those before it
     *
     * @param hotToo whether to count those in the hot table
     */
    long coveringFrom(SeriesState series, long from, boolean hotToo) throws X, StoreException {
        if (!series.reachesFar()) {
            return from - series.reachMillis();
        }
        long earliest = from - series.reachMillis();
        var last = new long[]{Long.MIN_VALUE};
        for (long day : days(series, earliest, from, hotToo).reversed()) {
            scan(series, Math.max(earliest, day * Days.MILLIS), Math.min(from, (day + 1) * Days.MILLIS), hotToo,
                    (columns, first, behind) -> {
                        for (int index = first; index < behind; index++) {
                            if (series.counts(columns, index)) {
                                last[0] = columns.time(index);
                            }
                        }
                    });
            if (last[0] != Long.MIN_VALUE) {
                return last[0];
            }
        }
        return from;
    }

    private void scanEdited(SeriesState series, long from, long to, boolean hotToo, RawReadings.Sink<X> sink)
            throws X, StoreException {
        for (long day : days(series, from, to, hotToo)) {
            long start = Math.max(from, day * Days.MILLIS);
            long end = Math.min(to, (day + 1) * Days.MILLIS);
            var columns = read(series, start, end, hotToo);
            if (!columns.isEmpty()) {
                sink.accept(columns, 0, columns.size());
            }
        }
    }

    /** {@return the readings of a span after the edits} @param hotToo whether to count those in the hot table */
    public ReadingColumns read(SeriesState series, long from, long to, boolean hotToo) throws X, StoreException {
        return series.edits().apply((start, end, columns) -> {
            if (hotToo) {
                content.raw().scan(series, start, end, columns::addFrom);
            } else {
                content.raw().scanSealed(series, start, end, columns::addFrom);
            }
        }, from, to);
    }

    /**
     * {@return the days on which readings of the range may be after the edits, in order}
     *
     * @param hotToo whether to count those in the hot table
     */
    public SortedSet<Long> days(SeriesState series, long from, long to, boolean hotToo) throws X {
        var days = new TreeSet<Long>();
        var range = RangeSet.of(Math.max(from, 0), Math.min(to, Days.END_OF_TIME));
        if (range.isEmpty()) {
            return days;
        }
        var sources = series.edits().sources(range);
        var there = new TreeSet<Long>(content.raw().chunkDays(series, sources.first(), sources.end()));
        if (hotToo) {
            there.addAll(content.raw().hotDays(series));
        }
        for (long day : there) {
            var image = series.edits().image(RangeSet.of(day * Days.MILLIS, (day + 1) * Days.MILLIS))
                    .within(range.first(), range.end());
            for (int index = 0; index < image.count(); index++) {
                for (long reached = Days.of(image.from(index)); reached <= Days.of(image.to(index) - 1); reached++) {
                    days.add(reached);
                }
            }
        }
        return days;
    }

    /** {@return the days that have sums of sealed readings, or should have} */
    public SortedSet<Long> daysOfSums(SeriesState series) throws X {
        var days = new TreeSet<Long>(content.sums().rollups(series, Resolution.FIVE_MINUTES));
        days.addAll(coveredDays(series, 0, Days.END_OF_TIME));
        return days;
    }

    /** {@return the days that sealed readings may cover which are in the range after the edits, and some more} */
    SortedSet<Long> coveredDays(SeriesState series, long from, long to) throws X {
        var days = new TreeSet<Long>();
        long reached = Long.MIN_VALUE;
        for (long day : days(series, from, to, false)) {
            // a value may hold into days that have no reading of their own, until the next one that has
            while (!days.isEmpty() && days.last() < Math.min(reached, day)) {
                days.add(days.last() + 1);
            }
            days.add(day);
            reached = Days.of(Math.min((day + 1) * Days.MILLIS - 1 + series.reachMillis(), Days.END_OF_TIME - 1));
        }
        while (!days.isEmpty() && days.last() < reached) {
            days.add(days.last() + 1);
        }
        return days;
    }
}
