package org.currentcost.store.engine;

import java.time.Instant;
import org.currentcost.model.ChannelRule;
import org.currentcost.model.HoldRule;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.SeriesStore;

/**
 * A series and how much of it there is. Hot readings are all later than the sealed ones.
 *
 * @param longestMillis    the longest interval over which a reading was ever counted; 0 if all were read
 * @param sealed           how many readings are in chunks; the first and last instant mean nothing where there are none
 * @param hot              how many readings are in the hot table
 * @param lastInterval     over how long the last reading was counted, 0 if it was read
 * @param firstChannelOnly whether sums are of the first channel alone
 * @param edits            what is corrected; all counts and instants here are those before
 */
public record SeriesState(int id, SeriesKey key, long nominalMillis, long longestMillis, long sealed, long sealedFirst,
        long sealedLast,
        long hot, long hotFirst, long hotLast, long lastInterval, boolean firstChannelOnly, SeriesEdits edits) {

    /**
     * Three channels of a megawatt each, in milliwatts. With no more than that, the integral of a month stays within 64
     * bits, in whatever order its parts are added up.
     */
    public static final long MOST_IN_SUMS = 3_000_000_000L;

    /** Lets the edits know the longest interval. */
    public SeriesState {
        edits = new SeriesEdits(edits.active(), longestMillis);
    }

    /** {@return for how long at most a reading covers what comes after it} */
    public long reachMillis() {
        return Math.max(HoldRule.holdMillis(nominalMillis), longestMillis);
    }

    /** {@return whether a reading may cover more than one that was read would hold} */
    public boolean reachesFar() {
        return longestMillis > HoldRule.holdMillis(nominalMillis);
    }

    /** {@return until when the reading covers what comes after it, if no other comes before} */
    public long endMillis(ReadingColumns columns, int index) {
        return HoldRule.endMillis(columns.time(index), columns.interval(index), nominalMillis);
    }

    /** {@return whether it has no readings} */
    public boolean isEmpty() {
        return sealed + hot == 0;
    }

    /** {@return when its first reading was, in milliseconds since the epoch; there must be one} */
    public long first() {
        return sealed > 0 ? sealedFirst : hotFirst;
    }

    /** {@return when its last reading was, in milliseconds since the epoch; there must be one} */
    public long last() {
        return hot > 0 ? hotLast : sealedLast;
    }

    /** {@return where its readings are after the edits, or before them if the edits leave none} */
    public RangeSet extent() {
        var raw = RangeSet.of(first(), last() + 1);
        var edited = edits.image(raw).within(0, Days.END_OF_TIME);
        return edited.isEmpty() ? raw : edited;
    }

    /** {@return what users of the store know of it} */
    public SeriesStore.SeriesInfo info() {
        var extent = extent();
        return new SeriesStore.SeriesInfo(key, nominalMillis, sealed + hot, Instant.ofEpochMilli(extent.first()),
                Instant.ofEpochMilli(extent.end() - 1),
                Instant.ofEpochMilli(HoldRule.endMillis(extent.end() - 1, lastInterval, nominalMillis)));
    }

    /** {@return whether sums are made of anything else than readings as they came, all channels added up} */
    public boolean isDerived() {
        return firstChannelOnly || !edits.isEmpty();
    }

    /** {@return whether the reading counts in sums} */
    public boolean counts(ReadingColumns columns, int index) {
        return ChannelRule.counts(columns.channel(0, index), firstChannelOnly);
    }

    /** {@return the value with which a reading counts in sums}; at most {@link #MOST_IN_SUMS}, whatever came */
    public long value(ReadingColumns columns, int index) {
        return Math.clamp(firstChannelOnly ? columns.channel(0, index) : columns.total(index), -MOST_IN_SUMS,
                MOST_IN_SUMS);
    }

    /** {@return this with other settings} */
    public SeriesState withSettings(boolean newFirstChannelOnly, SeriesEdits newEdits) {
        return new SeriesState(id, key, nominalMillis, longestMillis, sealed, sealedFirst, sealedLast, hot, hotFirst,
                hotLast, lastInterval, newFirstChannelOnly, newEdits);
    }

    /** {@return this with other counts of readings in chunks} */
    public SeriesState withSealed(long readings, long firstMillis, long lastMillis) {
        return new SeriesState(id, key, nominalMillis, longestMillis, readings, firstMillis, lastMillis, hot, hotFirst,
                hotLast, lastInterval, firstChannelOnly, edits);
    }

    /** {@return this with other counts of readings in the hot table} */
    public SeriesState withHot(long readings, long firstMillis, long lastMillis) {
        return new SeriesState(id, key, nominalMillis, longestMillis, sealed, sealedFirst, sealedLast, readings,
                firstMillis, lastMillis, lastInterval, firstChannelOnly, edits);
    }

    /** {@return this with another usual distance of readings} */
    public SeriesState withNominal(long newNominalMillis) {
        return new SeriesState(id, key, newNominalMillis, longestMillis, sealed, sealedFirst, sealedLast, hot, hotFirst,
                hotLast, lastInterval, firstChannelOnly, edits);
    }

    /** {@return this with another interval of the last reading, 0 if that was read} */
    public SeriesState withLastInterval(long newLastInterval) {
        return new SeriesState(id, key, nominalMillis, longestMillis, sealed, sealedFirst, sealedLast, hot, hotFirst,
                hotLast, newLastInterval, firstChannelOnly, edits);
    }

    /** {@return this with another longest interval, 0 if all readings were read} */
    public SeriesState withLongest(long newLongestMillis) {
        return new SeriesState(id, key, nominalMillis, newLongestMillis, sealed, sealedFirst, sealedLast, hot, hotFirst,
                hotLast, lastInterval, firstChannelOnly, edits);
    }
}
