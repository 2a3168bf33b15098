package org.currentcost.store;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.HoldRule;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/**
 * Keeps the readings of series and their sums, and answers what a series did in a span of time. Used by who records,
 * draws and counts. Safe for all threads, as {@link ReadingStore} says.
 */
public interface SeriesStore {

    /** {@return the time zone in which this store cuts hours, days and months; fixed when the file was made} */
    ZoneId zone();

    /** {@return a number that grows with every change of anything in this store since it was opened} */
    long version();

    /**
     * {@return a number that grows with every change that is more than new readings behind the last one of a series}:
     * edits, imports of the past, the meter's memory, settings of series. What was read from the store for an earlier
     * {@link #version} but the same revision only lacks what came behind it, and ends its last value later
     */
    long revision();

    /** {@return all series that have readings, in order} */
    List<SeriesInfo> series();

    /**
     * Adds readings. One that is already there, at the same instant, is not added again: if its values differ, the
     * first one stays and the new one counts as conflicting, for raw readings are never overwritten.
     *
     * @param batch by series; the readings of a series in any order
     * @return what became of them; everything counted as stored is on the disk
     * @throws StoreException if nothing of the batch could be kept
     */
    Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Does what {@link #append} does, and learns from the first readings of a new series of power how far apart they
     * come, in the same commit: where that is more than was taken for granted, all its values hold longer from then on,
     * those before too.
     */
    Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Says what {@link #append} would do, and changes nothing.
     *
     * @throws StoreException if the file can't be read
     */
    Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Opens a way in for very many readings at once, such as an import: the same outcome as {@link #append}, faster,
     * with commits as it sees fit until it is closed. Only one at a time; other writers wait their turn between its
     * commits.
     */
    BulkAppend bulkAppend() throws StoreException;

    /**
     * Puts other readings in the place of those in a span.
     *
     * @param replacement all inside {@code range}, in any order
     */
    void replace(SeriesKey series, TimeRange range, List<Reading> replacement) throws StoreException;

    /** Hands over every reading of the range, after the edits, in the order of time, on the calling thread. */
    void forEachReading(SeriesKey series, TimeRange range, Consumer<Reading> action) throws StoreException;

    /** Hands over every reading of the range as it came, in the order of time, on the calling thread. */
    void forEachRawReading(SeriesKey series, TimeRange range, Consumer<Reading> action) throws StoreException;

    /** {@return the last reading of the series after the edits} */
    Optional<Reading> latest(SeriesKey series) throws StoreException;

    /**
     * {@return the buckets of this resolution that begin in the range, in order; those with neither a reading nor
     * coverage are left out}
     */
    List<Bucket> buckets(SeriesKey series, TimeRange range, Resolution resolution) throws StoreException;

    /**
     * Hands over what {@link #buckets} returns, on the calling thread and without an object for each: ten years of five
     * minutes are a million.
     *
     * @param action must not call the store, and is not to take long: it is called within a snapshot of the file
     */
    void forEachSum(SeriesKey series, TimeRange range, Resolution resolution, SumAction action) throws StoreException;

    /**
     * What the series did in the range, in at most so many buckets.
     * <p>
     * Where single readings are few enough, each comes as a bucket of its own from its instant to the end of its hold.
     * Otherwise buckets come from the finest sums that are few enough, several joined where needed. The first and last
     * may reach beyond the range. Those with neither a reading nor coverage are left out.
     *
     * @param maxBuckets at least 1
     */
    List<Bucket> query(SeriesKey series, TimeRange range, int maxBuckets) throws StoreException;

    /**
     * Says how far apart the readings of a series come, so that their values are held for three times as long. It is
     * kept with the first reading. Nothing happens if the series is in the store already: what its readings mean does
     * not change by it afterwards.
     *
     * @param nominalMillis at least 1; more than eight hours count as that
     */
    void expect(SeriesKey series, long nominalMillis);

    /** {@return how far apart the readings of a series come when nothing is lost; known before the first one too} */
    long nominalMillis(SeriesKey series);

    /** A way in for very many readings. Not safe for several threads. */
    interface BulkAppend extends AutoCloseable {
        /** Adds one reading; readings may come in any order, but go in fastest in the order of time. */
        void add(SeriesKey series, Reading reading) throws StoreException;

        /** {@return what became of those that were added so far; exact only after {@link #close}} */
        Stored stored();

        /** Writes what is still held. */
        @Override
        void close() throws StoreException;
    }

    /** Takes sums one by one. */
    @FunctionalInterface
    interface SumAction {
        /** Takes one sum; the parameters are what the components of {@link Bucket} are. */
        void sum(long startMillis, long endMillis, long readings, long coveredMillis, long min, long max,
                long integral, long estimatedMillis);
    }

    /**
     * What became of readings that were handed over. All count channel values: a reading of two channels counts twice.
     *
     * @param stored      were new
     * @param same        were there already
     * @param conflicting came for an instant that has other values
     */
    record Stored(long stored, long same, long conflicting) {
        public static final Stored NOTHING = new Stored(0, 0, 0);

        public Stored plus(Stored other) {
            return new Stored(stored + other.stored, same + other.same, conflicting + other.conflicting);
        }

        /** {@return what came after another count of the same readings} */
        public Stored minus(Stored former) {
            return new Stored(stored - former.stored, same - former.same, conflicting - former.conflicting);
        }
    }

    /**
     * A series in the store.
     *
     * @param nominalMillis the time from one reading to the next when nothing is lost
     * @param readings      how many came, excluded ones too
     * @param first         the instant of the first one; after edits, none is earlier
     * @param last          the instant of the last one; after edits, none is later
     * @param end           until when the last one covers, exclusive; see {@link HoldRule}
     */
    record SeriesInfo(SeriesKey key, long nominalMillis, long readings, Instant first, Instant last, Instant end) {
    }
}
