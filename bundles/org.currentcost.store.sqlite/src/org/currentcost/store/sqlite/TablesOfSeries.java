package org.currentcost.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;
import org.currentcost.store.engine.SeriesTables;

/** The rows of chunks, of hot readings and of rollups. */
final class TablesOfSeries implements SeriesTables<SQLException> {

    private static final byte[] NO_BYTES = new byte[0];

    private final Session session;

    TablesOfSeries(Session session) {
        this.session = session;
    }

    private static String table(Resolution resolution) {
        return switch (resolution) {
            case FIVE_MINUTES -> "sums_five_minutes";
            case HOUR -> "sums_hour";
            case DAY -> "sums_day";
            case MONTH -> "sums_month";
        };
    }

    /** {@return the number of a rollup's row}: a rollup may begin before 1970, as in New York, and a row's can't */
    private static long rollupId(SeriesState series, long number) {
        return RowIds.of(series, number + 1);
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        return bytes == null ? NO_BYTES : bytes;
    }

    private Optional<byte[]> blob(String sql, long id) throws SQLException {
        try (var rows = session.rows(sql, id)) {
            return rows.next() ? Optional.of(bytes(rows, 1)) : Optional.empty();
        }
    }

    private List<Long> numbers(String sql, SeriesState series, long firstId, long lastId) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var rows = session.rows(sql, firstId, lastId)) {
            while (rows.next()) {
                numbers.add(RowIds.number(series, rows.getLong(1)));
            }
        }
        return numbers;
    }

    @Override
    public Optional<byte[]> chunk(SeriesState series, long day) throws SQLException {
        return blob("SELECT data FROM chunk WHERE id = ?", RowIds.of(series, day));
    }

    @Override
    public void forEachChunk(SeriesState series, long first, long last, BlobAction<SQLException> action)
            throws SQLException, StoreException {
        try (var rows = session.rows("SELECT id, data FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id",
                RowIds.of(series, first), RowIds.of(series, last))) {
            while (rows.next()) {
                action.accept(RowIds.number(series, rows.getLong(1)), bytes(rows, 2));
            }
        }
    }

    @Override
    public List<Long> chunkDays(SeriesState series, long first, long last) throws SQLException {
        return numbers("SELECT id FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id", series, RowIds.of(series, first),
                RowIds.of(series, last));
    }

    @Override
    public Optional<Long> lastChunkDay(SeriesState series, long first, long last, long afterMillis)
            throws SQLException {
        try (var rows = session.rows(
                "SELECT id FROM chunk WHERE id BETWEEN ? AND ? AND last_millis > ? ORDER BY id DESC LIMIT 1",
                RowIds.of(series, first), RowIds.of(series, last), afterMillis)) {
            return rows.next() ? Optional.of(RowIds.number(series, rows.getLong(1))) : Optional.empty();
        }
    }

    @Override
    public Optional<Long> nextChunkEnd(SeriesState series, long fromMillis) throws SQLException {
        try (var rows = session.rows("SELECT last_millis FROM chunk WHERE id BETWEEN ? AND ? AND last_millis >= ?"
                + " ORDER BY id LIMIT 1", RowIds.of(series, Days.of(fromMillis)), RowIds.of(series, RowIds.MOST),
                fromMillis)) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    @Override
    public long chunkReadings(SeriesState series, long day) throws SQLException {
        return session.number("SELECT readings FROM chunk WHERE id = ?", RowIds.of(series, day));
    }

    @Override
    public void writeChunk(SeriesState series, long day, ReadingColumns columns, byte[] chunk) throws SQLException {
        session.update("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)", RowIds.of(series, day), columns.size(),
                columns.time(0), columns.lastTime(), chunk);
    }

    @Override
    public void deleteChunk(SeriesState series, long day) throws SQLException {
        session.update("DELETE FROM chunk WHERE id = ?", RowIds.of(series, day));
    }

    @Override
    public void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws SQLException {
        try (var rows = session.rows("SELECT time_millis, channel1, channel2, channel3, interval_millis FROM hot"
                + " WHERE series = ? AND time_millis >= ? AND time_millis < ? ORDER BY time_millis", series.id(),
                from, to)) {
            while (rows.next()) {
                columns.add(rows.getLong(1), channel(rows, 2), channel(rows, 3), channel(rows, 4),
                        SeriesRows.boundedInterval(rows.getLong(5)));
            }
        }
    }

    private static long channel(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return value == 0 && rows.wasNull() ? Reading.ABSENT : value;
    }

    private static Object channelOrNull(long value) {
        return value == Reading.ABSENT ? null : value;
    }

    @Override
    public boolean insertHot(SeriesState series, Reading reading) throws SQLException {
        return session.update("INSERT INTO hot (series, time_millis, channel1, channel2, channel3, interval_millis)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", series.id(), reading.timeMillis(),
                channelOrNull(reading.channel1()), channelOrNull(reading.channel2()),
                channelOrNull(reading.channel3()), reading.intervalMillis()) > 0;
    }

    @Override
    public void deleteHot(SeriesState series, long from, long to) throws SQLException {
        session.update("DELETE FROM hot WHERE series = ? AND time_millis >= ? AND time_millis < ?", series.id(), from,
                to);
    }

    @Override
    public Optional<Long> firstHot(SeriesState series, long from) throws SQLException {
        try (var rows = session.rows("SELECT min(time_millis) FROM hot WHERE series = ? AND time_millis >= ?",
                series.id(), from)) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    @Override
    public SortedSet<Long> hotDays(SeriesState series) throws SQLException {
        var days = new TreeSet<Long>();
        try (var rows = session.rows("SELECT DISTINCT time_millis / " + Days.MILLIS + " FROM hot WHERE series = ?",
                series.id())) {
            while (rows.next()) {
                days.add(rows.getLong(1));
            }
        }
        return days;
    }

    @Override
    public Optional<byte[]> rollup(SeriesState series, Resolution resolution, long number) throws SQLException {
        return blob("SELECT data FROM " + table(resolution) + " WHERE id = ?", rollupId(series, number));
    }

    @Override
    public void forEachRollup(SeriesState series, Resolution resolution, long first, long last,
            BlobAction<SQLException> action) throws SQLException, StoreException {
        try (var rows = session.rows(
                "SELECT id, data FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id",
                rollupId(series, first), rollupId(series, last))) {
            while (rows.next()) {
                action.accept(RowIds.number(series, rows.getLong(1)) - 1, bytes(rows, 2));
            }
        }
    }

    @Override
    public List<Long> rollups(SeriesState series, Resolution resolution, long first, long last) throws SQLException {
        return numbers("SELECT id - 1 FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id", series,
                rollupId(series, first), rollupId(series, last));
    }

    @Override
    public void writeRollup(SeriesState series, Resolution resolution, long number, byte[] rollup)
            throws SQLException {
        session.update("INSERT OR REPLACE INTO " + table(resolution) + " VALUES (?, ?)", rollupId(series, number),
                rollup);
    }

    @Override
    public void deleteRollup(SeriesState series, Resolution resolution, long number) throws SQLException {
        session.update("DELETE FROM " + table(resolution) + " WHERE id = ?", rollupId(series, number));
    }

    /** Deletes all sealed readings of a series, and all sums. */
    void deleteSealed(SeriesState series) throws SQLException {
        session.update("DELETE FROM chunk WHERE id BETWEEN ? AND ?", RowIds.of(series, 0),
                RowIds.of(series, RowIds.MOST));
        for (var resolution : Resolution.values()) {
            session.update("DELETE FROM " + table(resolution) + " WHERE id BETWEEN ? AND ?", RowIds.of(series, 0),
                    RowIds.of(series, RowIds.MOST));
        }
    }
}
