package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.currentcost.model.Reading;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkCodec;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.Place;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;

/**
 * Readings as they came: sealed ones in chunks, a day of a series each, and hot ones, the latest, in rows of their own.
 */
final class RawReadings implements AutoCloseable {

    private final Session session;
    private final ChunkCodec codec = new ChunkCodec();
    private final ReadingColumns scanned = new ReadingColumns();

    RawReadings(Session session) {
        this.session = session;
    }

    /** Takes readings {@code from}, inclusive, to {@code to}, exclusive, of columns that it may not keep. */
    @FunctionalInterface
    interface Sink {
        void accept(ReadingColumns columns, int from, int to) throws SQLException, StoreException;
    }

    /** Deletes all sealed readings of a series. */
    void deleteChunks(SeriesState series) throws SQLException {
        session.update("DELETE FROM chunk WHERE id BETWEEN ? AND ?", RowIds.of(series, 0),
                RowIds.of(series, RowIds.MOST));
    }

    /** Puts the readings of the day's chunk in the place of what {@code columns} holds; none if there is no chunk. */
    void readChunk(SeriesState series, long day, ReadingColumns columns) throws SQLException, StoreException {
        columns.clear();
        try (var rows = session.rows("SELECT data FROM chunk WHERE id = ?", RowIds.of(series, day))) {
            if (rows.next()) {
                decode(series, day, rows.getBytes(1), columns);
            }
        }
    }

    private void decode(SeriesState series, long day, byte[] data, ReadingColumns columns) throws StoreException {
        try {
            if (data == null) {
                throw new DataFormatException("no bytes");
            }
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
        return StoreFile.problem(StoreException.Kind.DAMAGED, "damagedChunk", cause, series.key().meter(),
                series.key().sensor(), date.toString());
    }

    /** Writes the day's chunk, or removes it where there is nothing to write. */
    void writeChunk(SeriesState series, long day, ReadingColumns columns) throws SQLException {
        if (columns.isEmpty()) {
            session.update("DELETE FROM chunk WHERE id = ?", RowIds.of(series, day));
            return;
        }
        session.update("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)", RowIds.of(series, day), columns.size(),
                columns.time(0), columns.lastTime(), codec.encode(Place.ofDay(series, day), columns));
    }

    /** {@return the days that have a chunk and overlap the range} */
    List<Long> chunkDays(SeriesState series, long from, long to) throws SQLException {
        var days = new ArrayList<Long>();
        try (var rows = session.rows("SELECT id FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id", RowIds.of(series,
                Days.of(Math.max(from, 0))), RowIds.of(series, Days.of(Math.min(to, Days.END_OF_TIME) - 1)))) {
            while (rows.next()) {
                days.add(RowIds.number(series, rows.getLong(1)));
            }
        }
        return days;
    }

    /** {@return how many readings the day's chunk has, without looking into it} */
    long readingsOf(SeriesState series, long day) throws SQLException {
        try (var rows = session.rows("SELECT readings FROM chunk WHERE id = ?", RowIds.of(series, day))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** {@return the last day before a day's start with a reading that may cover what comes from there on} */
    Optional<Long> chunkDayBefore(SeriesState series, long start) throws SQLException {
        try (var rows = session.rows(
                "SELECT id FROM chunk WHERE id BETWEEN ? AND ? AND last_millis > ? ORDER BY id DESC LIMIT 1",
                RowIds.of(series, Days.of(Math.max(0, start - series.reachMillis()))),
                RowIds.of(series, Days.of(start) - 1),
                start - series.reachMillis())) {
            return rows.next() ? Optional.of(RowIds.number(series, rows.getLong(1))) : Optional.empty();
        }
    }

    /** Adds the hot readings of the range to {@code columns}, in the order of time. */
    void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws SQLException {
        try (var rows = session.rows("SELECT time_millis, channel1, channel2, channel3, interval_millis FROM hot"
                + " WHERE series = ? AND time_millis >= ? AND time_millis < ? ORDER BY time_millis", series.id(),
                from, to)) {
            while (rows.next()) {
                long time = rows.getLong(1);
                long channel1 = rows.getLong(2);
                if (channel1 == 0 && rows.wasNull()) {
                    channel1 = Reading.ABSENT;
                }
                long channel2 = rows.getLong(3);
                if (channel2 == 0 && rows.wasNull()) {
                    channel2 = Reading.ABSENT;
                }
                long channel3 = rows.getLong(4);
                if (channel3 == 0 && rows.wasNull()) {
                    channel3 = Reading.ABSENT;
                }
                columns.add(time, channel1, channel2, channel3, SeriesRows.boundedInterval(rows.getLong(5)));
            }
        }
    }

    /** {@return whether the reading was added; it is not where the hot table has one at its instant} */
    boolean insertHot(SeriesState series, Reading reading) throws SQLException {
        return session.update("INSERT INTO hot (series, time_millis, channel1, channel2, channel3, interval_millis)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", series.id(), reading.timeMillis(),
                channelOrNull(reading.channel1()), channelOrNull(reading.channel2()),
                channelOrNull(reading.channel3()), reading.intervalMillis()) > 0;
    }

    private static Object channelOrNull(long value) {
        return value == Reading.ABSENT ? null : value;
    }

    void deleteHot(SeriesState series, long from, long to) throws SQLException {
        session.update("DELETE FROM hot WHERE series = ? AND time_millis >= ? AND time_millis < ?", series.id(), from,
                to);
    }

    /** {@return the instant of the first hot reading} */
    Optional<Long> firstHot(SeriesState series) throws SQLException {
        try (var rows = session.rows("SELECT min(time_millis) FROM hot WHERE series = ?", series.id())) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** {@return an instant at or after {@code from} on the day of the next reading, or nothing if there is none} */
    Optional<Long> nextInstant(SeriesState series, long from) throws SQLException {
        try (var rows = session.rows("SELECT last_millis FROM chunk WHERE id BETWEEN ? AND ? AND last_millis >= ?"
                + " ORDER BY id LIMIT 1", RowIds.of(series, Days.of(from)), RowIds.of(series, RowIds.MOST),
                from)) {
            if (rows.next()) {
                return Optional.of(rows.getLong(1));
            }
        }
        try (var rows = session.rows("SELECT min(time_millis) FROM hot WHERE series = ? AND time_millis >= ?",
                series.id(),
                from)) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** Hands over the readings of the range as they came, in the order of time, a chunk at a time. */
    void scan(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
        scanSealed(series, from, to, sink);
        scanned.clear();
        readHot(series, Math.max(from, 0), to, scanned);
        handOver(from, to, sink);
    }

    /** Hands over those that are sealed. */
    void scanSealed(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
        long start = Math.max(from, 0);
        long end = Math.min(to, Days.END_OF_TIME);
        if (start >= end) {
            return;
        }
        try (var rows = session.rows("SELECT id, data FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id",
                RowIds.of(series,
                        Days.of(start)),
                RowIds.of(series, Days.of(end - 1)))) {
            while (rows.next()) {
                decode(series, RowIds.number(series, rows.getLong(1)), rows.getBytes(2), scanned);
                handOver(start, end, sink);
            }
        }
    }

    private void handOver(long from, long to, Sink sink) throws SQLException, StoreException {
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
