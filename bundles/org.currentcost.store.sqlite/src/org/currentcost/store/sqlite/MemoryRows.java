package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.currentcost.store.engine.SeriesState;

/** The rows of what meters remembered by themselves. */
final class MemoryRows {

    private MemoryRows() {
    }

    /** {@return the blocks of a meter's memory that begin in the span, in order} */
    static List<HistoryBlock> blocks(Session session, SeriesState series, HistorySpan span, long from, long to)
            throws SQLException {
        return DecodedRows.of("history",
                session.rows("SELECT start_millis, end_millis, watt_hours FROM history WHERE series = ? AND span = ?"
                        + " AND start_millis >= ? AND start_millis < ? ORDER BY start_millis", series.id(),
                        span.name(), from, to),
                row -> new HistoryBlock(span, row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    /**
     * {@return from the first block that begins in the range to the end of the last one}: two looks into the index,
     * however much lies between
     */
    static Optional<TimeRange> range(Session session, SeriesState series, HistorySpan span, TimeRange range)
            throws SQLException {
        var first = find(session, series, span, range, "start_millis", "ASC");
        var last = find(session, series, span, range, "end_millis", "DESC");
        return first.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : Optional.of(TimeRange.ofMillis(first.get(), last.get()));
    }

    private static Optional<Long> find(Session session, SeriesState series, HistorySpan span, TimeRange range,
            String column, String order) throws SQLException {
        try (var rows = session.rows("SELECT " + column + " FROM history WHERE series = ? AND span = ?"
                + " AND start_millis >= ? AND start_millis < ? ORDER BY start_millis " + order + " LIMIT 1",
                series.id(), span.name(), range.startMillis(), range.endMillis())) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }
}
