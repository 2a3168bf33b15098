package org.currentcost.store;

import java.sql.SQLException;
import java.util.Optional;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;

/** From where to where there is something of a meter's memory: two looks into the index, however much it is. */
final class MemoryRange {

    private MemoryRange() {
    }

    /** {@return from the first block that begins in the range to the end of the last one} */
    static Optional<TimeRange> of(Session session, SeriesState series, HistorySpan span, TimeRange range)
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
