package org.currentcost.store.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesEdits;
import org.currentcost.store.engine.SeriesState;

/** The rows of series, of how much there is of each, and of the edits made to them. */
final class SeriesRows {

    private final Session session;

    SeriesRows(Session session) {
        this.session = session;
    }

    List<SeriesState> load() throws SQLException {
        var loaded = DecodedRows.of("series",
                session.rows("SELECT id, meter, sensor, quantity, nominal_millis, first_channel_only,"
                        + " longest_interval_millis FROM series"),
                row -> new SeriesState(Math.toIntExact(row.getLong(1)), DecodedRows.key(row, 2), row.getLong(5),
                        boundedInterval(row.getLong(7)), 0, 0, 0, 0, 0, 0, 0, row.getBoolean(6), SeriesEdits.NONE));
        for (int index = 0; index < loaded.size(); index++) {
            var state = recount(loaded.get(index), true);
            loaded.set(index, state.withSettings(state.firstChannelOnly(), activeEdits(state)));
        }
        return loaded;
    }

    SeriesState add(SeriesKey key, long nominalMillis) throws SQLException {
        session.update("INSERT INTO series (meter, quantity, sensor, nominal_millis) VALUES (?, ?, ?, ?)", key.meter(),
                key.quantity().name(), key.sensor(), nominalMillis);
        return new SeriesState(Math.toIntExact(session.lastId()), key, nominalMillis, 0, 0, 0, 0, 0, 0, 0, 0, false,
                SeriesEdits.NONE);
    }

    /** Remembers how long the longest interval is over which a reading of the series was counted. */
    SeriesState setLongest(SeriesState series, long intervalMillis) throws SQLException {
        session.update("UPDATE series SET longest_interval_millis = ? WHERE id = ?", intervalMillis, series.id());
        return series.withLongest(intervalMillis);
    }

    /** A number in a row has no checksum: whatever it is, what is computed from it stays within its bounds. */
    static long boundedInterval(long millis) {
        return Math.clamp(millis, 0, StorableRule.LONGEST_INTERVAL_MILLIS);
    }

    /** {@return the edits of the series that count} */
    SeriesEdits activeEdits(SeriesState series) throws SQLException {
        return new SeriesEdits(edits().stream().filter(edit -> !edit.undone() && edit.series().equals(series.key()))
                .toList(), series.longestMillis());
    }

    /** {@return all edits, in the order in which they were made} */
    List<Edit> edits() throws SQLException {
        return DecodedRows.of("edit",
                session.rows(
                        "SELECT edit.id, meter, sensor, quantity, start_millis, end_millis, kind, factor, shift_millis,"
                                + " made_millis, undone, reason FROM edit JOIN series ON series.id = edit.series"
                                + " ORDER BY edit.id"),
                row -> new Edit(row.getLong(1), DecodedRows.key(row, 2),
                        TimeRange.ofMillis(row.getLong(5), row.getLong(6)), EditKind.valueOf(row.getString(7)),
                        new BigDecimal(row.getString(8)), Duration.ofMillis(row.getLong(9)),
                        Instant.ofEpochMilli(row.getLong(10)), row.getBoolean(11), row.getString(12)));
    }

    /** {@return the state of the series as the file has it now} @param sealedToo whether its chunks may have changed */
    SeriesState recount(SeriesState series, boolean sealedToo) throws SQLException {
        long sealed = series.sealed();
        long sealedFirst = series.sealedFirst();
        long sealedLast = series.sealedLast();
        if (sealedToo) {
            try (var rows = session.rows(
                    "SELECT sum(readings), min(first_millis), max(last_millis) FROM chunk WHERE id BETWEEN ? AND ?",
                    RowIds.of(series, 0), RowIds.of(series, RowIds.MOST))) {
                rows.next();
                sealed = rows.getLong(1);
                sealedFirst = rows.getLong(2);
                sealedLast = rows.getLong(3);
            }
        }
        SeriesState counted;
        try (var rows = session.rows("SELECT count(*), min(time_millis), max(time_millis) FROM hot WHERE series = ?",
                series.id())) {
            rows.next();
            counted = new SeriesState(series.id(), series.key(), series.nominalMillis(), series.longestMillis(), sealed,
                    sealedFirst, sealedLast, rows.getLong(1), rows.getLong(2), rows.getLong(3), 0,
                    series.firstChannelOnly(), series.edits());
        }
        return withLastInterval(counted, series, sealedToo);
    }

    /** {@return the state with the interval of its last reading}, looked for only where one was ever counted */
    private SeriesState withLastInterval(SeriesState series, SeriesState before, boolean sealedToo)
            throws SQLException {
        if (series.longestMillis() == 0 || series.isEmpty()) {
            return series;
        }
        if (series.hot() == 0 && !sealedToo) {
            return series.withLastInterval(before.lastInterval());
        }
        var last = new ReadingColumns();
        if (series.hot() > 0) {
            session.raw().readHot(series, series.hotLast(), series.hotLast() + 1, last);
        } else {
            try {
                session.raw().readChunk(series, Days.of(series.sealedLast()), last);
            } catch (StoreException e) {
                // the damage is told where the day is asked for
                return series;
            }
        }
        return last.isEmpty() ? series : series.withLastInterval(last.interval(last.size() - 1));
    }
}
