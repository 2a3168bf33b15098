package org.currentcost.store.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    private static final String REVISION = "revision";
    private static final String SEALINGS = "sealings";
    private static final String COUNT = "SELECT CAST(value AS INTEGER) FROM property WHERE name = ?";
    private static final String COUNT_ONE_MORE = "INSERT INTO property VALUES (?, '1')"
            + " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1";

    private final Session session;

    SeriesRows(Session session) {
        this.session = session;
    }

    /**
     * What is known of all series in a snapshot.
     *
     * @param sealings by the id of a series, which change of its chunks was the last one
     * @param revision how many changes there were to what was there before, as {@link Changes#isPast} has it
     */
    record Loaded(KnownSeries known, Map<Integer, Long> sealings, long revision) {

        private Optional<SeriesState> state(SeriesState now) {
            return known.state(now.key()).filter(state -> state.id() == now.id());
        }
    }

    /**
     * {@return what is known of all series in the snapshot that has begun}
     *
     * @param former what was known in an earlier one of the same file: what has not changed is not read again
     * @param marked whether the file tells what has changed
     */
    Loaded load(Optional<Loaded> former, boolean marked) throws SQLException {
        long revision = marked ? session.number(COUNT, REVISION) : former.map(Loaded::revision).orElse(-1L) + 1;
        boolean sameEdits = marked && former.isPresent() && former.get().revision() == revision;
        var edits = sameEdits
                ? Map.<SeriesKey, List<Edit>>of()
                : edits().stream().filter(edit -> !edit.undone()).collect(Collectors.groupingBy(Edit::series));
        var hot = hotCounts();
        var sealings = new HashMap<Integer, Long>();
        var loaded = DecodedRows.of("series",
                session.rows("SELECT id, meter, sensor, quantity, nominal_millis, first_channel_only,"
                        + " longest_interval_millis" + (marked ? ", sealing" : ", 0") + " FROM series"),
                row -> {
                    int id = Math.toIntExact(row.getLong(1));
                    sealings.put(id, row.getLong(8));
                    return new SeriesState(id, DecodedRows.key(row, 2), row.getLong(5),
                            boundedInterval(row.getLong(7)), 0, 0, 0, 0, 0, 0, 0, row.getBoolean(6), SeriesEdits.NONE);
                });
        for (int index = 0; index < loaded.size(); index++) {
            var state = loaded.get(index);
            var before = former.flatMap(all -> all.state(state));
            boolean sameChunks = marked && before.isPresent()
                    && former.get().sealings().get(state.id()).equals(sealings.get(state.id()));
            var hotNow = hot.getOrDefault(state.id(), HotCount.NONE);
            var counted = sameChunks
                    ? state.withSealed(before.get().sealed(), before.get().sealedFirst(), before.get().sealedLast())
                    : countSealed(state);
            counted = counted.withHot(hotNow.readings(), hotNow.first(), hotNow.last());
            counted = withLastInterval(counted, before.orElse(counted),
                    !sameChunks || before.get().hot() > 0 && counted.hot() == 0);
            loaded.set(index, counted.withSettings(counted.firstChannelOnly(), sameEdits
                    ? before.map(SeriesState::edits).orElse(SeriesEdits.NONE)
                    : new SeriesEdits(edits.getOrDefault(state.key(), List.of()), state.longestMillis())));
        }
        return new Loaded(KnownSeries.of(loaded), sealings, revision);
    }

    private record HotCount(long readings, long first, long last) {
        static final HotCount NONE = new HotCount(0, 0, 0);
    }

    private Map<Integer, HotCount> hotCounts() throws SQLException {
        var counts = new HashMap<Integer, HotCount>();
        try (var rows = session
                .rows("SELECT series, count(*), min(time_millis), max(time_millis) FROM hot GROUP BY series")) {
            while (rows.next()) {
                // rows of a series that is not there are damage, and told where it is looked for
                counts.put((int) rows.getLong(1), new HotCount(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return counts;
    }

    /** Says that chunks of series have changed, for those who look on. */
    void mark(List<SeriesState> changed) throws SQLException {
        session.update(COUNT_ONE_MORE, SEALINGS);
        long sealing = session.number(COUNT, SEALINGS);
        for (var state : changed) {
            session.update("UPDATE series SET sealing = ? WHERE id = ?", sealing, state.id());
        }
    }

    /** Says that more has changed than new readings behind the last ones, for those who look on. */
    void countRevision() throws SQLException {
        session.update(COUNT_ONE_MORE, REVISION);
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
        var counted = sealedToo ? countSealed(series) : series;
        try (var rows = session.rows("SELECT count(*), min(time_millis), max(time_millis) FROM hot WHERE series = ?",
                series.id())) {
            rows.next();
            counted = counted.withHot(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
        return withLastInterval(counted.withLastInterval(0), series, sealedToo);
    }

    private SeriesState countSealed(SeriesState series) throws SQLException {
        try (var rows = session.rows(
                "SELECT sum(readings), min(first_millis), max(last_millis) FROM chunk WHERE id BETWEEN ? AND ?",
                RowIds.of(series, 0), RowIds.of(series, RowIds.MOST))) {
            rows.next();
            return series.withSealed(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
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
            session.content().raw().readHot(series, series.hotLast(), series.hotLast() + 1, last);
        } else {
            try {
                session.content().raw().readChunk(series, Days.of(series.sealedLast()), last);
            } catch (StoreException e) {
                // the damage is told where the day is asked for
                return series;
            }
        }
        return last.isEmpty() ? series : series.withLastInterval(last.interval(last.size() - 1));
    }
}
