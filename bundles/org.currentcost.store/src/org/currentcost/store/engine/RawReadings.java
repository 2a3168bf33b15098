package org.currentcost.store.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.zip.DataFormatException;
import org.currentcost.model.Reading;
import org.currentcost.store.StoreException;

/**
 * Readings as they came: sealed ones in chunks, a day of a series each, and hot ones, the latest, one by one.
 *
 * @param <X> what goes wrong besides damage, such as with a database
 */
public final class RawReadings<X extends Exception> implements AutoCloseable {

    private final SeriesTables<X> tables;
    private final ChunkCodec codec = new ChunkCodec();
    private final ReadingColumns scanned = new ReadingColumns();

    RawReadings(SeriesTables<X> tables) {
        this.tables = tables;
    }

    /**
     * Takes readings.
     *
     * @param <X> what goes wrong besides
     */
    @FunctionalInterface
    public interface Sink<X extends Exception> {
        /** Takes readings {@code from}, inclusive, to {@code to}, exclusive, of columns that it may not keep. */
        void accept(ReadingColumns columns, int from, int to) throws X, StoreException;
    }

    /**
     * Puts the readings of the day's chunk in the place of what {@code columns} holds; none if there is no chunk.
     *
     * @throws StoreException if the chunk is damaged
     */
    public void readChunk(SeriesState series, long day, ReadingColumns columns) throws X, StoreException {
        columns.clear();
        var chunk = tables.chunk(series, day);
        if (chunk.isPresent()) {
            decode(series, day, chunk.get(), columns);
        }
    }

    private void decode(SeriesState series, long day, byte[] data, ReadingColumns columns) throws StoreException {
        try {
            codec.decode(Place.ofDay(series, day), data, columns);
            if (Days.of(columns.time(0)) != day || Days.of(columns.lastTime()) != day) {
                throw new DataFormatException("another day");
            }
        } catch (DataFormatException e) {
            columns.clear();
            throw damaged(series, LocalDate.ofEpochDay(day), e);
        }
    }

    static StoreException damaged(SeriesState series, LocalDate date, Exception cause) {
        return new StoreException(StoreException.Kind.DAMAGED, Messages.text("damagedChunk", series.key().meter(),
                series.key().sensor(), date.toString()), Messages.text("damagedChunk.remedy"), cause);
    }

    /** Writes the day's chunk, or removes it where there is nothing to write. */
    void writeChunk(SeriesState series, long day, ReadingColumns columns) throws X {
        if (columns.isEmpty()) {
            tables.deleteChunk(series, day);
        } else {
            tables.writeChunk(series, day, columns, codec.encode(Place.ofDay(series, day), columns));
        }
    }

    /** {@return the days that have a chunk and overlap the range} */
    public List<Long> chunkDays(SeriesState series, long from, long to) throws X {
        return tables.chunkDays(series, Days.of(Math.max(from, 0)), Days.of(Math.min(to, Days.END_OF_TIME) - 1));
    }

    /** {@return how many readings the day's chunk has, without looking into it} */
    public long readingsOf(SeriesState series, long day) throws X {
        return tables.chunkReadings(series, day);
    }

    /** {@return the last day before a day's start with a reading that may cover what comes from there on} */
    Optional<Long> chunkDayBefore(SeriesState series, long start) throws X {
        long earliest = start - series.reachMillis();
        return tables.lastChunkDay(series, Days.of(Math.max(0, earliest)), Days.of(start) - 1, earliest);
    }

    /** Adds the hot readings of the range to {@code columns}, in the order of time. */
    public void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws X {
        tables.readHot(series, from, to, columns);
    }

    /** {@return whether the reading was added; it is not where a hot one has its instant} */
    public boolean insertHot(SeriesState series, Reading reading) throws X {
        return tables.insertHot(series, reading);
    }

    /** Deletes the hot readings of the range. */
    public void deleteHot(SeriesState series, long from, long to) throws X {
        tables.deleteHot(series, from, to);
    }

    /** {@return the instant of the first hot reading} */
    Optional<Long> firstHot(SeriesState series) throws X {
        return tables.firstHot(series, Long.MIN_VALUE);
    }

    /** {@return the days on which hot readings are} */
    SortedSet<Long> hotDays(SeriesState series) throws X {
        return tables.hotDays(series);
    }

    /** {@return an instant at or after {@code from} on the day of the next reading, or nothing if there is none} */
    public Optional<Long> nextInstant(SeriesState series, long from) throws X {
        var sealed = tables.nextChunkEnd(series, from);
        return sealed.isPresent() ? sealed : tables.firstHot(series, from);
    }

    /** Hands over the readings of the range as they came, in the order of time, a chunk at a time. */
    public void scan(SeriesState series, long from, long to, Sink<X> sink) throws X, StoreException {
        scanSealed(series, from, to, sink);
        scanned.clear();
        readHot(series, Math.max(from, 0), to, scanned);
        handOver(from, to, sink);
    }

    /** Hands over those that are sealed. */
    void scanSealed(SeriesState series, long from, long to, Sink<X> sink) throws X, StoreException {
        long start = Math.max(from, 0);
        long end = Math.min(to, Days.END_OF_TIME);
        if (start < end) {
            tables.forEachChunk(series, Days.of(start), Days.of(end - 1), (day, chunk) -> {
                decode(series, day, chunk, scanned);
                handOver(start, end, sink);
            });
        }
    }

    private void handOver(long from, long to, Sink<X> sink) throws X, StoreException {
        int first = scanned.indexAtOrAfter(from);
        int end = scanned.indexAtOrAfter(to);
        if (first < end) {
            sink.accept(scanned, first, end);
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
