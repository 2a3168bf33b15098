package org.currentcost.store.sqlite;

import java.sql.SQLException;
import org.currentcost.store.engine.SeriesState;

/**
 * Ids of the rows of chunks and of rollups. One is its series' id times ten million, plus the number of its day
 * or rollup: rows of a series lie together in the order of time, and the key takes four bytes.
 */
final class RowIds {

    private static final long PER_SERIES = 10_000_000L;
    /** The highest number that a row can have among those of its series. */
    static final long MOST = PER_SERIES - 1;

    private RowIds() {
    }

    /** {@return the id of a row} @param number of its day or rollup, from 0 to {@link #MOST} */
    static long of(SeriesState series, long number) {
        return series.id() * PER_SERIES + number;
    }

    /** {@return the number of the row with the id among those of its series} */
    static long number(SeriesState series, long id) {
        return id - series.id() * PER_SERIES;
    }

    /** {@return how many rows of a table of chunks or rollups are of no series} */
    static long strays(Session session, String table) throws SQLException {
        try (var rows = session.rows("SELECT count(*) FROM " + table + " WHERE id / " + PER_SERIES
                + " NOT IN (SELECT id FROM series)")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
