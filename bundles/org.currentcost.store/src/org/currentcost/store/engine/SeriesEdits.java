package org.currentcost.store.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Reading;
import org.currentcost.store.StoreException;

/**
 * The edits of one series that count, in the order in which they were made. Immutable.
 * <p>
 * An edit is of readings by their instants. One that was counted over an interval across the start or the end of an
 * edit's range is two readings to it, split there, with the same mean: so only that part of its energy is corrected
 * which is in the range.
 *
 * @param longestMillis the longest interval over which a reading of the series was ever counted; 0 if all were read
 */
public record SeriesEdits(List<Edit> active, long longestMillis) {

    /** Nothing is corrected. */
    public static final SeriesEdits NONE = new SeriesEdits(List.of(), 0);

    /**
     * Where the readings come from that are edited.
     *
     * @param <X> what goes wrong besides, such as with a database
     */
    @FunctionalInterface
    public interface Source<X extends Exception> {
        /** Adds the readings from {@code from}, inclusive, to {@code to}, exclusive, in the order of time. */
        void read(long from, long to, ReadingColumns columns) throws X, StoreException;
    }

    /** {@return whether nothing is corrected} */
    public boolean isEmpty() {
        return active.isEmpty();
    }

    /** {@return whether an edit may make a difference in the span} */
    public boolean touch(long from, long to) {
        for (var edit : active) {
            if (overlap(edit, from, to) || splits(edit, from, to)
                    || overlap(edit, from - shift(edit), to - shift(edit))) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlap(Edit edit, long from, long to) {
        return edit.range().startMillis() < to && from < edit.range().endMillis();
    }

    /** {@return whether a counted reading in the span may be split by the edit, or begin where it was split} */
    private boolean splits(Edit edit, long from, long to) {
        return longestMillis > 0 && overlap(edit, from - 1, to + longestMillis);
    }

    /** {@return the spans, and where readings that were split in them by the edit begin anew} */
    private RangeSet withSplits(Edit edit, RangeSet ranges) {
        var all = ranges;
        if (longestMillis > 0) {
            for (long at : new long[]{edit.range().startMillis(), edit.range().endMillis()}) {
                if (all.overlaps(at - longestMillis, at)) {
                    all = all.plus(RangeSet.of(at, at + 1));
                }
            }
        }
        return all;
    }

    private static long shift(Edit edit) {
        return edit.shift().toMillis();
    }

    private static RangeSet moved(Edit edit, RangeSet ranges) {
        return edit.kind() == EditKind.SHIFT
                ? ranges.within(edit.range().startMillis(), edit.range().endMillis()).shifted(shift(edit))
                : RangeSet.NONE;
    }

    /** {@return where a change of the readings in the spans may make a difference, those included} */
    public RangeSet reachedFrom(RangeSet ranges) {
        var reached = ranges;
        for (var edit : active) {
            reached = withSplits(edit, reached);
            reached = reached.plus(moved(edit, reached));
        }
        return reached;
    }

    /** {@return where readings of the spans may be after the edits} */
    public RangeSet image(RangeSet ranges) {
        var image = ranges;
        for (var edit : active) {
            image = withSplits(edit, image);
            var moved = moved(edit, image);
            if (edit.kind() != EditKind.SCALE) {
                image = image.without(edit.range().startMillis(), edit.range().endMillis()).plus(moved);
            }
        }
        return image;
    }

    /** {@return where the readings may come from that are in the spans after the edits} */
    public RangeSet sources(RangeSet ranges) {
        var sources = ranges;
        for (var edit : active.reversed()) {
            if (edit.kind() == EditKind.SHIFT) {
                sources = sources.plus(sources.shifted(-shift(edit)).within(edit.range().startMillis(),
                        edit.range().endMillis()));
            }
            for (long at : new long[]{edit.range().startMillis(), edit.range().endMillis()}) {
                if (longestMillis > 0 && sources.contains(at)) {
                    sources = sources.plus(RangeSet.of(at - longestMillis, at));
                }
            }
        }
        return sources;
    }

    /** {@return from which instant on readings that come at or after {@code from} may make a difference} */
    public long earliestReachedFrom(long from) {
        long earliest = from;
        for (var edit : active) {
            if (edit.range().endMillis() > earliest) {
                earliest = Math.min(earliest, Math.max(earliest, edit.range().startMillis()) + shift(edit));
            }
        }
        return earliest;
    }

    /** {@return the edits that were made after the one with this id} */
    public SeriesEdits after(long id) {
        return new SeriesEdits(active.stream().filter(edit -> edit.id() > id).toList(), longestMillis);
    }

    /** {@return the readings of a span after all edits} */
    public <X extends Exception> ReadingColumns apply(Source<X> source, long from, long to) throws X, StoreException {
        return apply(active.size(), source, from, to);
    }

    private <X extends Exception> ReadingColumns apply(int count, Source<X> source, long from, long to)
            throws X, StoreException {
        if (count == 0) {
            var columns = new ReadingColumns();
            if (from < to) {
                source.read(from, to, columns);
            }
            return columns;
        }
        var edit = active.get(count - 1);
        long start = edit.range().startMillis();
        long end = edit.range().endMillis();
        return switch (edit.kind()) {
            case EXCLUDE -> start <= from && end >= to
                    ? new ReadingColumns()
                    : staying(split(count, source, from, to), start, end);
            case SCALE -> scaled(split(count, source, from, to), edit, start, end);
            case SHIFT -> shifted(count, source, from, to);
        };
    }

    /** {@return what edit {@code count} is applied to}: readings of a span, split where it begins and ends */
    private <X extends Exception> ReadingColumns split(int count, Source<X> source, long from, long to)
            throws X, StoreException {
        var range = active.get(count - 1).range();
        if (longestMillis == 0) {
            return apply(count - 1, source, from, to);
        }
        boolean startIn = range.startMillis() >= from && range.startMillis() < to;
        boolean endIn = range.endMillis() >= from && range.endMillis() < to;
        // mostly the reading that is split is not long before
        long wideFrom = startIn || endIn ? from - Math.min(longestMillis, Days.MILLIS) : from;
        var columns = apply(count - 1, source, wideFrom, to);
        for (long at : new long[]{range.startMillis(), range.endMillis()}) {
            if (at > wideFrom) {
                columns = splitAt(columns, at,
                        at < to ? lastBefore(count - 1, source, columns, wideFrom, at) : NOTHING);
            }
        }
        return wideFrom < from ? from(columns, from) : columns;
    }

    private static final ReadingColumns NOTHING = new ReadingColumns();

    /** {@return the last reading before an instant, which covers what comes from it on if any does} */
    private <X extends Exception> ReadingColumns lastBefore(int count, Source<X> source, ReadingColumns known,
            long knownFrom, long at)
            throws X, StoreException {
        var last = new ReadingColumns();
        var columns = known;
        long behind = knownFrom;
        long step = Days.MILLIS;
        long earliest = at - longestMillis;
        int index = columns.indexAtOrAfter(at) - 1;
        while (index < 0 && behind > earliest) {
            long from = Math.max(earliest, behind - step);
            columns = apply(count, source, from, behind);
            index = columns.size() - 1;
            behind = from;
            step *= 2;
        }
        if (index >= 0) {
            last.addFrom(columns, index);
        }
        return last;
    }

    /** {@return the readings with counted ones split at an instant} @param last the one before it, or none */
    private static ReadingColumns splitAt(ReadingColumns columns, long at, ReadingColumns last) {
        var split = new ReadingColumns();
        int behind = columns.indexAtOrAfter(at);
        for (int index = 0; index < behind; index++) {
            long time = columns.time(index);
            split.addFrom(columns, index, time, Math.min(columns.interval(index), at - time));
        }
        boolean taken = behind < columns.size() && columns.time(behind) == at;
        if (!last.isEmpty() && !taken && last.time(0) + last.interval(0) > at) {
            split.addFrom(last, 0, at, last.time(0) + last.interval(0) - at);
        }
        split.addFrom(columns, behind, columns.size());
        return split;
    }

    private static ReadingColumns from(ReadingColumns columns, long from) {
        var rest = new ReadingColumns();
        rest.addFrom(columns, columns.indexAtOrAfter(from), columns.size());
        return rest;
    }

    private static ReadingColumns staying(ReadingColumns columns, long start, long end) {
        int first = columns.indexAtOrAfter(start);
        int behind = columns.indexAtOrAfter(end);
        if (first == behind) {
            return columns;
        }
        var staying = new ReadingColumns();
        staying.addFrom(columns, 0, first);
        staying.addFrom(columns, behind, columns.size());
        return staying;
    }

    private <X extends Exception> ReadingColumns shifted(int count, Source<X> source, long from, long to)
            throws X, StoreException {
        var edit = active.get(count - 1);
        long start = edit.range().startMillis();
        long end = edit.range().endMillis();
        long by = shift(edit);
        long movedFrom = Math.max(from - by, start);
        long movedTo = Math.min(to - by, end);
        if (movedFrom >= movedTo) {
            return start <= from && end >= to
                    ? new ReadingColumns()
                    : staying(split(count, source, from, to), start, end);
        }
        ReadingColumns there;
        ReadingColumns moving;
        if (start <= from && end >= to) {
            there = new ReadingColumns();
            moving = split(count, source, movedFrom, movedTo);
        } else if (movedFrom < to && from < movedTo) {
            // both in one go, so that edits upon edits don't read the same again and again
            there = split(count, source, Math.min(from, movedFrom), Math.max(to, movedTo));
            moving = there;
        } else {
            there = split(count, source, from, to);
            moving = split(count, source, movedFrom, movedTo);
        }
        return merge(there, from, to, moving, movedFrom, movedTo, edit);
    }

    /** Of two at one instant, the one that stays wins. */
    private static ReadingColumns merge(ReadingColumns there, long from, long to, ReadingColumns moving,
            long movedFrom, long movedTo, Edit edit) {
        long by = shift(edit);
        long start = edit.range().startMillis();
        long end = edit.range().endMillis();
        var merged = new ReadingColumns();
        int next = moving.indexAtOrAfter(movedFrom);
        int behind = moving.indexAtOrAfter(movedTo);
        for (int index = there.indexAtOrAfter(from); index < there.indexAtOrAfter(to); index++) {
            long time = there.time(index);
            if (time >= start && time < end) {
                continue;
            }
            for (; next < behind && moving.time(next) + by < time; next++) {
                addMoved(merged, moving, next, by);
            }
            if (next < behind && moving.time(next) + by == time) {
                next++;
            }
            merged.addFrom(there, index);
        }
        for (; next < behind; next++) {
            addMoved(merged, moving, next, by);
        }
        return merged;
    }

    private static void addMoved(ReadingColumns target, ReadingColumns source, int index, long by) {
        target.addFrom(source, index, source.time(index) + by, source.interval(index));
    }

    private static ReadingColumns scaled(ReadingColumns columns, Edit edit, long start, long end) {
        var factor = edit.factor();
        var unscaled = factor.scale() < 0 ? factor.setScale(0).unscaledValue() : factor.unscaledValue();
        long divisor = BigInteger.TEN.pow(Math.max(0, factor.scale())).longValueExact();
        for (int index = columns.indexAtOrAfter(start); index < columns.indexAtOrAfter(end); index++) {
            for (int channel = 0; channel < Reading.CHANNELS; channel++) {
                long value = columns.channel(channel, index);
                if (value != Reading.ABSENT) {
                    columns.setChannel(channel, index, scaled(value, unscaled.longValueExact(), divisor));
                }
            }
        }
        return columns;
    }

    /** {@return value x factor / divisor, rounded half to even; at most what a channel holds} */
    public static long scaled(long value, long factor, long divisor) {
        long high = Math.multiplyHigh(value, factor);
        long product = value * factor;
        if (high != product >> 63) {
            return scaledLarge(value, factor, divisor);
        }
        long quotient = product / divisor;
        long twice = Math.abs(product % divisor) * 2;
        boolean away = twice > divisor || twice == divisor && (quotient & 1) != 0;
        long rounded = away ? quotient + Long.signum(product) : quotient;
        return rounded == Reading.ABSENT ? -Long.MAX_VALUE : rounded;
    }

    private static long scaledLarge(long value, long factor, long divisor) {
        var largest = BigInteger.valueOf(Long.MAX_VALUE);
        var product = new BigDecimal(BigInteger.valueOf(value).multiply(BigInteger.valueOf(factor)));
        return product.divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_EVEN).toBigInteger()
                .min(largest).max(largest.negate()).longValue();
    }
}
