package org.currentcost.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore.SumAction;

/** A connection with what is needed to speak through it: statements, codecs, cuts. For one thread at a time. */
final class Session implements AutoCloseable {

    /** What one chunk spans: a day of UTC. */
    static final long CHUNK_MILLIS = 86_400_000L;
    /** The end of what a store can hold, exclusive: the end of the year 9999. */
    static final long END_OF_TIME = 253_402_300_800_000L;

    /**
     * A row's id is its series' id times this, plus the number of its day or page: rows of a series lie together in the
     * order of time, and the key takes four bytes.
     */
    private static final long ROWS_PER_SERIES = 10_000_000L;

    /** Takes readings {@code from}, inclusive, to {@code to}, exclusive, of columns that it may not keep. */
    @FunctionalInterface
    interface Sink {
        void accept(ReadingColumns columns, int from, int to) throws SQLException, StoreException;
    }

    private final Connection connection;
    private final ZoneId zone;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final ChunkCodec chunkCodec = new ChunkCodec();
    private final BucketCodec bucketCodec = new BucketCodec();
    private final Map<Resolution, Cuts> cuts = new EnumMap<>(Resolution.class);
    private final ReadingColumns scanned = new ReadingColumns();

    Session(Connection connection, ZoneId zone) {
        this.connection = connection;
        this.zone = zone;
        for (var resolution : Resolution.values()) {
            cuts.put(resolution, Cuts.of(resolution, zone));
        }
    }

    Cuts cuts(Resolution resolution) {
        return cuts.get(resolution);
    }

    ZoneId zone() {
        return zone;
    }

    /** Takes back what was done since the transaction began, after a failure; no statement is used again. */
    void rollback(Exception cause) {
        Schema.rollback(connection, cause);
        try {
            forgetStatements();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Begins a transaction that reads what is in the file now. */
    void beginSnapshot() throws SQLException {
        execute("BEGIN");
        // the snapshot is taken with the first look at the file
        try (var rows = rows("SELECT 1 FROM property LIMIT 1")) {
            rows.next();
        }
    }

    List<String> integrityCheck(int most) throws SQLException {
        return Schema.integrityCheck(connection, most);
    }

    /** {@return how many rows of a table of chunks or pages are of no series} */
    long strays(String table) throws SQLException {
        try (var rows = rows("SELECT count(*) FROM " + table + " WHERE id / " + ROWS_PER_SERIES
                + " NOT IN (SELECT id FROM series)")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void setClosedCleanly() throws SQLException {
        Schema.setClosedCleanly(connection, true);
    }

    @SuppressWarnings("resource") // as in the two methods after it: this session keeps the statement
    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    /** {@return the rows of a query, to be closed before the same query is asked again} */
    @SuppressWarnings("resource")
    ResultSet rows(String sql, Object... parameters) throws SQLException {
        return prepare(sql, parameters).executeQuery();
    }

    /** {@return how many rows were changed} */
    @SuppressWarnings("resource")
    int update(String sql, Object... parameters) throws SQLException {
        return prepare(sql, parameters).executeUpdate();
    }

    /** {@return the statement, made at its first use}; this session closes it */
    @SuppressWarnings("resource")
    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
        return statement;
    }

    /** Closes all statements: the driver does not let one that has failed be used again. */
    private void forgetStatements() throws SQLException {
        var old = List.copyOf(statements.values());
        statements.clear();
        for (var statement : old) {
            statement.close();
        }
    }

    /** {@return the id of the row that was inserted last} */
    long lastId() throws SQLException {
        try (var rows = rows("SELECT last_insert_rowid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    // series

    List<SeriesState> loadSeries() throws SQLException {
        var loaded = DecodedRows.of("series",
                rows("SELECT id, meter, sensor, quantity, nominal_millis, first_channel_only,"
                        + " longest_interval_millis FROM series"),
                row -> new SeriesState(Math.toIntExact(row.getLong(1)), DecodedRows.key(row, 2), row.getLong(5),
                        boundedInterval(row.getLong(7)), 0, 0, 0, 0, 0, 0, 0, row.getBoolean(6), SeriesEdits.NONE));
        for (int index = 0; index < loaded.size(); index++) {
            var state = recount(loaded.get(index), true);
            loaded.set(index, state.withSettings(state.firstChannelOnly(), activeEdits(state)));
        }
        return loaded;
    }

    SeriesState addSeries(SeriesKey key, long nominalMillis) throws SQLException {
        update("INSERT INTO series (meter, quantity, sensor, nominal_millis) VALUES (?, ?, ?, ?)", key.meter(),
                key.quantity().name(), key.sensor(), nominalMillis);
        return new SeriesState(Math.toIntExact(lastId()), key, nominalMillis, 0, 0, 0, 0, 0, 0, 0, 0, false,
                SeriesEdits.NONE);
    }

    /** Remembers how long the longest interval is over which a reading of the series was counted. */
    SeriesState setLongest(SeriesState series, long intervalMillis) throws SQLException {
        update("UPDATE series SET longest_interval_millis = ? WHERE id = ?", intervalMillis, series.id());
        return series.withLongest(intervalMillis);
    }

    /** A number in a row has no checksum: whatever it is, what is computed from it stays within its bounds. */
    private static long boundedInterval(long millis) {
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
                rows("SELECT edit.id, meter, sensor, quantity, start_millis, end_millis, kind, factor, shift_millis,"
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
            try (var rows = rows(
                    "SELECT sum(readings), min(first_millis), max(last_millis) FROM chunk WHERE id BETWEEN ? AND ?",
                    series.id() * ROWS_PER_SERIES, (series.id() + 1) * ROWS_PER_SERIES - 1)) {
                rows.next();
                sealed = rows.getLong(1);
                sealedFirst = rows.getLong(2);
                sealedLast = rows.getLong(3);
            }
        }
        SeriesState counted;
        try (var rows = rows("SELECT count(*), min(time_millis), max(time_millis) FROM hot WHERE series = ?",
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
            readHot(series, series.hotLast(), series.hotLast() + 1, last);
        } else {
            try {
                readChunk(series, dayOf(series.sealedLast()), last);
            } catch (StoreException e) {
                // the damage is told where the day is asked for
                return series;
            }
        }
        return last.isEmpty() ? series : series.withLastInterval(last.interval(last.size() - 1));
    }

    /** {@return the blocks of a meter's memory that begin in the stretch, in order} */
    List<HistoryBlock> history(SeriesState series, HistorySpan span, long from, long to) throws SQLException {
        return DecodedRows.of("history",
                rows("SELECT start_millis, end_millis, watt_hours FROM history WHERE series = ? AND span = ?"
                        + " AND start_millis >= ? AND start_millis < ? ORDER BY start_millis", series.id(),
                        span.name(), from, to),
                row -> new HistoryBlock(span, row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    // readings

    static long dayOf(long millis) {
        return Math.floorDiv(millis, CHUNK_MILLIS);
    }

    private static long chunkId(SeriesState series, long day) {
        return series.id() * ROWS_PER_SERIES + day;
    }

    /** Deletes all sealed readings of a series. */
    void deleteChunks(SeriesState series) throws SQLException {
        update("DELETE FROM chunk WHERE id BETWEEN ? AND ?", series.id() * ROWS_PER_SERIES,
                (series.id() + 1) * ROWS_PER_SERIES - 1);
    }

    /** Deletes all sums of a series. */
    void deletePages(SeriesState series, Resolution resolution) throws SQLException {
        update("DELETE FROM " + table(resolution) + " WHERE id BETWEEN ? AND ?", series.id() * ROWS_PER_SERIES,
                (series.id() + 1) * ROWS_PER_SERIES - 1);
    }

    /** Puts the readings of the day's chunk in the place of what {@code columns} holds; none if there is no chunk. */
    void readChunk(SeriesState series, long day, ReadingColumns columns) throws SQLException, StoreException {
        columns.clear();
        try (var rows = rows("SELECT data FROM chunk WHERE id = ?", chunkId(series, day))) {
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
            chunkCodec.decode(Place.ofDay(series, day), data, columns);
            if (dayOf(columns.time(0)) != day || dayOf(columns.lastTime()) != day) {
                throw new DataFormatException("another day");
            }
        } catch (DataFormatException e) {
            columns.clear();
            throw damaged(series, LocalDate.ofEpochDay(day), e);
        }
    }

    private static StoreException damaged(SeriesState series, LocalDate date, Exception cause) {
        return StoreFile.problem(StoreException.Kind.DAMAGED, "damagedChunk", cause, series.key().meter(),
                series.key().sensor(), date.toString());
    }

    /** Writes the day's chunk, or removes it where there is nothing to write. */
    void writeChunk(SeriesState series, long day, ReadingColumns columns) throws SQLException {
        if (columns.isEmpty()) {
            update("DELETE FROM chunk WHERE id = ?", chunkId(series, day));
            return;
        }
        update("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)", chunkId(series, day), columns.size(),
                columns.time(0), columns.lastTime(), chunkCodec.encode(Place.ofDay(series, day), columns));
    }

    /** {@return the days that have a chunk and overlap the range} */
    List<Long> chunkDays(SeriesState series, long from, long to) throws SQLException {
        var days = new ArrayList<Long>();
        try (var rows = rows("SELECT id FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id", chunkId(series,
                dayOf(Math.max(from, 0))), chunkId(series, dayOf(Math.min(to, END_OF_TIME) - 1)))) {
            while (rows.next()) {
                days.add(rows.getLong(1) - chunkId(series, 0));
            }
        }
        return days;
    }

    /** {@return how many readings the day's chunk has, without looking into it} */
    long readingsOf(SeriesState series, long day) throws SQLException {
        try (var rows = rows("SELECT readings FROM chunk WHERE id = ?", chunkId(series, day))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** {@return the last day before a day's start with a reading that may cover what comes from there on} */
    Optional<Long> chunkDayBefore(SeriesState series, long start) throws SQLException {
        try (var rows = rows(
                "SELECT id FROM chunk WHERE id BETWEEN ? AND ? AND last_millis > ? ORDER BY id DESC LIMIT 1",
                chunkId(series, dayOf(Math.max(0, start - series.reachMillis()))), chunkId(series, dayOf(start) - 1),
                start - series.reachMillis())) {
            return rows.next() ? Optional.of(rows.getLong(1) - chunkId(series, 0)) : Optional.empty();
        }
    }

    /** Adds the hot readings of the range to {@code columns}, in the order of time. */
    void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws SQLException {
        try (var rows = rows("SELECT time_millis, channel1, channel2, channel3, interval_millis FROM hot"
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
                columns.add(time, channel1, channel2, channel3, boundedInterval(rows.getLong(5)));
            }
        }
    }

    /** {@return whether the reading was added; it is not where the hot table has one at its instant} */
    boolean insertHot(SeriesState series, Reading reading) throws SQLException {
        return update("INSERT INTO hot (series, time_millis, channel1, channel2, channel3, interval_millis)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", series.id(), reading.timeMillis(),
                channelOrNull(reading.channel1()), channelOrNull(reading.channel2()),
                channelOrNull(reading.channel3()), reading.intervalMillis()) > 0;
    }

    private static Object channelOrNull(long value) {
        return value == Reading.ABSENT ? null : value;
    }

    void deleteHot(SeriesState series, long from, long to) throws SQLException {
        update("DELETE FROM hot WHERE series = ? AND time_millis >= ? AND time_millis < ?", series.id(), from, to);
    }

    /** {@return the instant of the first hot reading} */
    Optional<Long> firstHot(SeriesState series) throws SQLException {
        try (var rows = rows("SELECT min(time_millis) FROM hot WHERE series = ?", series.id())) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** {@return an instant at or after {@code from} on the day of the next reading, or nothing if there is none} */
    Optional<Long> nextInstant(SeriesState series, long from) throws SQLException {
        try (var rows = rows("SELECT last_millis FROM chunk WHERE id BETWEEN ? AND ? AND last_millis >= ?"
                + " ORDER BY id LIMIT 1", chunkId(series, dayOf(from)), (series.id() + 1) * ROWS_PER_SERIES - 1,
                from)) {
            if (rows.next()) {
                return Optional.of(rows.getLong(1));
            }
        }
        try (var rows = rows("SELECT min(time_millis) FROM hot WHERE series = ? AND time_millis >= ?", series.id(),
                from)) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** Hands over the readings of the range, after the edits, in the order of time, a day at a time. */
    void scan(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
        scan(series, from, to, true, sink);
    }

    private void scan(SeriesState series, long from, long to, boolean hotToo, Sink sink)
            throws SQLException, StoreException {
        if (series.edits().touch(from, to)) {
            scanEdited(series, from, to, hotToo, sink);
        } else if (hotToo) {
            scanRaw(series, from, to, sink);
        } else {
            scanSealed(series, from, to, sink);
        }
    }

    /**
     * {@return from where on to read, so that what covers {@code from} is among it}: the last reading before it that
     * counts, however long ago it began, for each cuts those before it
     *
     * @param hotToo whether to count those in the hot table
     */
    long coveringFrom(SeriesState series, long from, boolean hotToo) throws SQLException, StoreException {
        if (!series.reachesFar()) {
            return from - series.reachMillis();
        }
        long earliest = from - series.reachMillis();
        var last = new long[]{Long.MIN_VALUE};
        for (long day : editedDays(series, earliest, from, hotToo).reversed()) {
            scan(series, Math.max(earliest, day * CHUNK_MILLIS), Math.min(from, (day + 1) * CHUNK_MILLIS), hotToo,
                    (columns, first, behind) -> {
                        for (int index = first; index < behind; index++) {
                            if (series.counts(columns, index)) {
                                last[0] = columns.time(index);
                            }
                        }
                    });
            if (last[0] != Long.MIN_VALUE) {
                return last[0];
            }
        }
        return from;
    }

    private void scanEdited(SeriesState series, long from, long to, boolean hotToo, Sink sink)
            throws SQLException, StoreException {
        for (long day : editedDays(series, from, to, hotToo)) {
            long start = Math.max(from, day * CHUNK_MILLIS);
            long end = Math.min(to, (day + 1) * CHUNK_MILLIS);
            var columns = edited(series, start, end, hotToo);
            if (!columns.isEmpty()) {
                sink.accept(columns, 0, columns.size());
            }
        }
    }

    /** {@return the readings of a stretch after the edits} @param hotToo whether to count those in the hot table */
    ReadingColumns edited(SeriesState series, long from, long to, boolean hotToo) throws SQLException, StoreException {
        return series.edits().apply((start, end, columns) -> {
            Sink sink = (read, first, behind) -> {
                for (int index = first; index < behind; index++) {
                    columns.addFrom(read, index);
                }
            };
            if (hotToo) {
                scanRaw(series, start, end, sink);
            } else {
                scanSealed(series, start, end, sink);
            }
        }, from, to);
    }

    /**
     * {@return the days on which readings of the range may be after the edits, in order}
     *
     * @param hotToo whether to count those in the hot table
     */
    SortedSet<Long> editedDays(SeriesState series, long from, long to, boolean hotToo) throws SQLException {
        var days = new TreeSet<Long>();
        var stretch = Stretches.of(Math.max(from, 0), Math.min(to, END_OF_TIME));
        if (stretch.isEmpty()) {
            return days;
        }
        var sources = series.edits().sources(stretch);
        var there = new TreeSet<Long>(chunkDays(series, sources.first(), sources.end()));
        if (hotToo) {
            try (var rows = rows("SELECT DISTINCT time_millis / " + CHUNK_MILLIS + " FROM hot WHERE series = ?",
                    series.id())) {
                while (rows.next()) {
                    there.add(rows.getLong(1));
                }
            }
        }
        for (long day : there) {
            var image = series.edits().image(Stretches.of(day * CHUNK_MILLIS, (day + 1) * CHUNK_MILLIS))
                    .within(stretch.first(), stretch.end());
            for (int index = 0; index < image.count(); index++) {
                for (long reached = dayOf(image.from(index)); reached <= dayOf(image.to(index) - 1); reached++) {
                    days.add(reached);
                }
            }
        }
        return days;
    }

    /** {@return the days that have sums of sealed readings, or should have} */
    SortedSet<Long> daysOfSums(SeriesState series) throws SQLException {
        var days = new TreeSet<Long>(pages(series, Resolution.FIVE_MINUTES));
        days.addAll(coveredDays(series, 0, END_OF_TIME));
        return days;
    }

    /** {@return the days that sealed readings may cover which are in the range after the edits, and some more} */
    SortedSet<Long> coveredDays(SeriesState series, long from, long to) throws SQLException {
        var days = new TreeSet<Long>();
        long reached = Long.MIN_VALUE;
        for (long day : editedDays(series, from, to, false)) {
            // a value may hold into days that have no reading of their own, until the next one that has
            while (!days.isEmpty() && days.last() < Math.min(reached, day)) {
                days.add(days.last() + 1);
            }
            days.add(day);
            reached = dayOf(Math.min((day + 1) * CHUNK_MILLIS - 1 + series.reachMillis(), END_OF_TIME - 1));
        }
        while (!days.isEmpty() && days.last() < reached) {
            days.add(days.last() + 1);
        }
        return days;
    }

    /** Hands over the readings of the range as they came, in the order of time, a chunk at a time. */
    void scanRaw(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
        scanSealed(series, from, to, sink);
        scanned.clear();
        readHot(series, Math.max(from, 0), to, scanned);
        handOver(from, to, sink);
    }

    private void scanSealed(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
        long start = Math.max(from, 0);
        long end = Math.min(to, END_OF_TIME);
        if (start >= end) {
            return;
        }
        try (var rows = rows("SELECT id, data FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id", chunkId(series,
                dayOf(start)), chunkId(series, dayOf(end - 1)))) {
            while (rows.next()) {
                decode(series, rows.getLong(1) - chunkId(series, 0), rows.getBytes(2), scanned);
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

    // sums

    private static String table(Resolution resolution) {
        return switch (resolution) {
            case FIVE_MINUTES -> "sums_five_minutes";
            case HOUR -> "sums_hour";
            case DAY -> "sums_day";
            case MONTH -> "sums_month";
        };
    }

    /** {@return what a page of sums spans: some hundred buckets,
            so that a query reads few pages and a change writes one} */
    static long pageMillis(Resolution resolution) {
        return switch (resolution) {
            case FIVE_MINUTES -> CHUNK_MILLIS;
            case HOUR -> 32 * CHUNK_MILLIS;
            case DAY -> 512 * CHUNK_MILLIS;
            case MONTH -> 8192 * CHUNK_MILLIS;
        };
    }

    /** {@return the number of the page that holds the bucket}; a bucket may begin before 1970, as in New York */
    static long pageOf(Resolution resolution, long startMillis) {
        return Math.floorDiv(startMillis, pageMillis(resolution));
    }

    private static long pageId(SeriesState series, long page) {
        return series.id() * ROWS_PER_SERIES + page + 1;
    }

    /** {@return the numbers of the pages that there are, in order} */
    List<Long> pages(SeriesState series, Resolution resolution) throws SQLException {
        return pages(series, resolution, -1, ROWS_PER_SERIES - 2);
    }

    /** {@return the numbers of the pages from {@code first} to {@code last}, both inclusive, in order} */
    List<Long> pages(SeriesState series, Resolution resolution, long first, long last) throws SQLException {
        var pages = new ArrayList<Long>();
        try (var rows = rows("SELECT id FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id",
                pageId(series, first), pageId(series, last))) {
            while (rows.next()) {
                pages.add(rows.getLong(1) - pageId(series, 0));
            }
        }
        return pages;
    }

    /** {@return the buckets of one page, empty if there is none} */
    List<Bucket> readPage(SeriesState series, Resolution resolution, long page) throws SQLException, StoreException {
        try (var rows = rows("SELECT data FROM " + table(resolution) + " WHERE id = ?", pageId(series, page))) {
            return rows.next() ? decode(series, resolution, page, rows.getBytes(1)) : List.of();
        }
    }

    private List<Bucket> decode(SeriesState series, Resolution resolution, long page, byte[] data)
            throws StoreException {
        try {
            if (data == null) {
                throw new DataFormatException("no bytes");
            }
            return bucketCodec.decode(Place.ofPage(series, resolution, page), data);
        } catch (DataFormatException e) {
            throw damaged(series, LocalDate.ofEpochDay(dayOf(page * pageMillis(resolution))), e);
        }
    }

    void writePage(SeriesState series, Resolution resolution, long page, List<Bucket> buckets) throws SQLException {
        if (buckets.isEmpty()) {
            update("DELETE FROM " + table(resolution) + " WHERE id = ?", pageId(series, page));
            return;
        }
        update("INSERT OR REPLACE INTO " + table(resolution) + " VALUES (?, ?)", pageId(series, page),
                bucketCodec.encode(Place.ofPage(series, resolution, page), buckets));
    }

    /** {@return whether the page was another one before, or damaged, and so was written} */
    boolean writePageIfChanged(SeriesState series, Resolution resolution, long page, List<Bucket> buckets)
            throws SQLException {
        byte[] old = null;
        try (var rows = rows("SELECT data FROM " + table(resolution) + " WHERE id = ?", pageId(series, page))) {
            if (rows.next()) {
                old = rows.getBytes(1);
            }
        }
        // the same buckets always give the same bytes
        if (buckets.isEmpty()
                ? old == null
                : Arrays.equals(old, bucketCodec.encode(Place.ofPage(series, resolution, page), buckets))) {
            return false;
        }
        writePage(series, resolution, page, buckets);
        return true;
    }

    /** {@return the kept sums, which are those of the sealed readings} of buckets that start in the range */
    List<Bucket> kept(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var kept = new ArrayList<Bucket>();
        forEachKept(series, resolution, from, to, BucketCodec.into(kept));
        return kept;
    }

    private void forEachKept(SeriesState series, Resolution resolution, long from, long to, SumAction action)
            throws SQLException, StoreException {
        long start = Math.max(from, -pageMillis(resolution));
        long end = Math.min(to, END_OF_TIME);
        if (start >= end) {
            return;
        }
        SumAction inRange = (bucketStart, bucketEnd, readings, covered, min, max, integral, estimated) -> {
            if (bucketStart >= from && bucketStart < to) {
                action.sum(bucketStart, bucketEnd, readings, covered, min, max, integral, estimated);
            }
        };
        try (var rows = rows("SELECT id, data FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id",
                pageId(series, pageOf(resolution, start)), pageId(series, pageOf(resolution, end - 1)))) {
            while (rows.next()) {
                long page = rows.getLong(1) - pageId(series, 0);
                try {
                    bucketCodec.decode(Place.ofPage(series, resolution, page), rows.getBytes(2), inRange);
                } catch (DataFormatException e) {
                    // a damaged page is made anew from what is finer
                    handOver(makePage(series, resolution, page), inRange);
                }
            }
        }
    }

    private static void handOver(List<Bucket> buckets, SumAction action) {
        for (var bucket : buckets) {
            action.sum(bucket.startMillis(), bucket.endMillis(), bucket.readings(), bucket.coveredMillis(),
                    bucket.min(), bucket.max(), bucket.integral(), bucket.estimatedMillis());
        }
    }

    /** {@return what the buckets of a page should be}, made from what is finer */
    List<Bucket> makePage(SeriesState series, Resolution resolution, long page) throws SQLException, StoreException {
        long start = page * pageMillis(resolution);
        long end = start + pageMillis(resolution);
        var bucketCuts = cuts(resolution);
        // a bucket is on the page on which it starts
        long first = bucketCuts.startOf(start) == start ? start : bucketCuts.endOf(start);
        long last = bucketCuts.endOf(end - 1);
        if (resolution != Resolution.FIVE_MINUTES) {
            var finer = Resolution.values()[resolution.ordinal() - 1];
            return Sums.join(kept(series, finer, first, last), bucketCuts);
        }
        var buckets = new ArrayList<Bucket>();
        var builder = new BucketBuilder(bucketCuts, series.nominalMillis(), first, last, buckets::add);
        scan(series, coveringFrom(series, first, false), last, false, into(builder, series));
        builder.finish();
        return buckets;
    }

    private static Sink into(BucketBuilder builder, SeriesState series) {
        return (columns, first, end) -> {
            for (int index = first; index < end; index++) {
                if (series.counts(columns, index)) {
                    builder.add(columns.time(index), columns.interval(index), series.value(columns, index));
                }
            }
        };
    }

    /**
     * {@return the sums of all readings, sealed and hot, of buckets that start in the range}
     * <p>
     * Hot readings are the latest ones, so the kept sums hold up to the bucket of the first of them, or to where an
     * edit
     * moves one of them; from there on they are computed.
     *
     * @param from the start of a bucket of the resolution
     * @param to   the end of one
     */
    List<Bucket> buckets(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var buckets = new ArrayList<Bucket>();
        forEachSum(series, resolution, from, to, BucketCodec.into(buckets));
        return buckets;
    }

    /** Hands over what {@link #buckets} returns, without making objects of what is kept. */
    void forEachSum(SeriesState series, Resolution resolution, long from, long to, SumAction action)
            throws SQLException, StoreException {
        var firstHot = firstHot(series);
        if (firstHot.isEmpty()) {
            forEachKept(series, resolution, from, to, action);
            return;
        }
        long fresh = cuts(resolution).startOf(series.edits().earliestReachedFrom(firstHot.get()));
        forEachKept(series, resolution, from, Math.min(fresh, to), action);
        long start = Math.max(fresh, from);
        if (start < to) {
            if (resolution == Resolution.FIVE_MINUTES) {
                handOver(fromReadings(series, cuts(resolution), start, to), action);
            } else {
                var finer = Resolution.values()[resolution.ordinal() - 1];
                handOver(Sums.join(buckets(series, finer, start, to), cuts(resolution)), action);
            }
        }
    }

    /** {@return buckets summed up from the readings themselves} */
    List<Bucket> fromReadings(SeriesState series, Cuts bucketCuts, long from, long to)
            throws SQLException, StoreException {
        var buckets = new ArrayList<Bucket>();
        var builder = new BucketBuilder(bucketCuts, series.nominalMillis(), from, to, buckets::add);
        scan(series, coveringFrom(series, from, true), to, into(builder, series));
        builder.finish();
        return buckets;
    }

    @Override
    public void close() throws SQLException {
        chunkCodec.close();
        bucketCodec.close();
        try (connection) {
            forgetStatements();
        }
    }
}
