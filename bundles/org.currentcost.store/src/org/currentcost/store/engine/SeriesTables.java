package org.currentcost.store.engine;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.store.StoreException;

/**
 * What an engine keeps of series, as it lies there: chunks of the sealed readings of a day, the latest readings one by
 * one (the hot ones), and rollups of sums. What is in a chunk or a rollup, and which there have to be, is not the
 * engine's. For one thread at a time, within one transaction or snapshot.
 *
 * @param <X> what goes wrong besides, such as with a database
 */
public interface SeriesTables<X extends Exception> {

    /**
     * Takes one chunk or rollup.
     *
     * @param <X> what goes wrong besides
     */
    @FunctionalInterface
    interface BlobAction<X extends Exception> {
        /** @param number of its day or rollup @param blob empty where the table has no bytes, which is damage */
        void accept(long number, byte[] blob) throws X, StoreException;
    }

    /** {@return the chunk of a day; empty bytes where there is one without any, which is damage} */
    Optional<byte[]> chunk(SeriesState series, long day) throws X;

    /** Hands over the chunks of the days {@code first} to {@code last}, both inclusive, in order. */
    void forEachChunk(SeriesState series, long first, long last, BlobAction<X> action) throws X, StoreException;

    /** {@return the days from {@code first} to {@code last}, both inclusive, that have a chunk, in order} */
    List<Long> chunkDays(SeriesState series, long first, long last) throws X;

    /** {@return the last of those days whose chunk has a reading after an instant} */
    Optional<Long> lastChunkDay(SeriesState series, long first, long last, long afterMillis) throws X;

    /** {@return the last instant of the first chunk that has a reading at an instant or later} */
    Optional<Long> nextChunkEnd(SeriesState series, long fromMillis) throws X;

    /** {@return how many readings a day's chunk has, as was noted beside it} */
    long chunkReadings(SeriesState series, long day) throws X;

    /** Puts a chunk in the place of the one of its day. @param columns what is in it; not empty */
    void writeChunk(SeriesState series, long day, ReadingColumns columns, byte[] chunk) throws X;

    /** Removes the chunk of a day, if there is one. */
    void deleteChunk(SeriesState series, long day) throws X;

    /** Adds the hot readings from {@code from}, inclusive, to {@code to}, exclusive, in the order of time. */
    void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws X;

    /** {@return whether the reading was added to the hot ones}; it is not where they have one at its instant */
    boolean insertHot(SeriesState series, Reading reading) throws X;

    /** Deletes the hot readings from {@code from}, inclusive, to {@code to}, exclusive. */
    void deleteHot(SeriesState series, long from, long to) throws X;

    /** {@return the instant of the first hot reading at {@code from} or later} */
    Optional<Long> firstHot(SeriesState series, long from) throws X;

    /** {@return the days on which hot readings are} */
    SortedSet<Long> hotDays(SeriesState series) throws X;

    /** {@return a rollup; empty bytes where there is one without any, which is damage} */
    Optional<byte[]> rollup(SeriesState series, Resolution resolution, long number) throws X;

    /** Hands over the rollups {@code first} to {@code last}, both inclusive, in order. */
    void forEachRollup(SeriesState series, Resolution resolution, long first, long last, BlobAction<X> action)
            throws X, StoreException;

    /** {@return the numbers of the rollups there are from {@code first} to {@code last}, both inclusive, in order} */
    List<Long> rollups(SeriesState series, Resolution resolution, long first, long last) throws X;

    /** Puts a rollup in the place of the one of its number. */
    void writeRollup(SeriesState series, Resolution resolution, long number, byte[] rollup) throws X;

    /** Removes a rollup, if there is one. */
    void deleteRollup(SeriesState series, Resolution resolution, long number) throws X;
}
