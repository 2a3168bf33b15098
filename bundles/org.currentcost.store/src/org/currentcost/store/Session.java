package org.currentcost.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.currentcost.model.Bucket;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;

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

    Connection connection() {
        return connection;
    }

    Cuts cuts(Resolution resolution) {
        return cuts.get(resolution);
    }

    ZoneId zone() {
        return zone;
    }

    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    /** {@return the statement, made at its first use; this session closes it} */
    PreparedStatement prepare(String sql) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Closes all statements: the driver does not let one that has failed be used again. */
    void forgetStatements() throws SQLException {
        for (var statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    // series

    List<SeriesState> loadSeries() throws SQLException {
        var loaded = new ArrayList<SeriesState>();
        try (var rows = prepare("SELECT id, meter, quantity, sensor, nominal_millis FROM series").executeQuery()) {
            while (rows.next()) {
                var key = new SeriesKey(rows.getString(2), rows.getInt(4), Quantity.valueOf(rows.getString(3)));
                loaded.add(new SeriesState(rows.getInt(1), key, rows.getLong(5), 0, 0, 0, 0, 0, 0));
            }
        }
        for (int index = 0; index < loaded.size(); index++) {
            loaded.set(index, recount(loaded.get(index), true));
        }
        return loaded;
    }

    SeriesState addSeries(SeriesKey key, long nominalMillis) throws SQLException {
        var insert = prepare("INSERT INTO series (meter, quantity, sensor, nominal_millis) VALUES (?, ?, ?, ?)");
        insert.setString(1, key.meter());
        insert.setString(2, key.quantity().name());
        insert.setInt(3, key.sensor());
        insert.setLong(4, nominalMillis);
        insert.executeUpdate();
        try (var rows = prepare("SELECT last_insert_rowid()").executeQuery()) {
            rows.next();
            return new SeriesState(rows.getInt(1), key, nominalMillis, 0, 0, 0, 0, 0, 0);
        }
    }

    /** {@return the state of the series as the file has it now} @param sealedToo whether its chunks may have changed */
    SeriesState recount(SeriesState series, boolean sealedToo) throws SQLException {
        long sealed = series.sealed();
        long sealedFirst = series.sealedFirst();
        long sealedLast = series.sealedLast();
        if (sealedToo) {
            var select = prepare(
                    "SELECT sum(readings), min(first_millis), max(last_millis) FROM chunk WHERE id BETWEEN ? AND ?");
            select.setLong(1, series.id() * ROWS_PER_SERIES);
            select.setLong(2, (series.id() + 1) * ROWS_PER_SERIES - 1);
            try (var rows = select.executeQuery()) {
                rows.next();
                sealed = rows.getLong(1);
                sealedFirst = rows.getLong(2);
                sealedLast = rows.getLong(3);
            }
        }
        var select = prepare("SELECT count(*), min(time_millis), max(time_millis) FROM hot WHERE series = ?");
        select.setInt(1, series.id());
        try (var rows = select.executeQuery()) {
            rows.next();
            return new SeriesState(series.id(), series.key(), series.nominalMillis(), sealed, sealedFirst, sealedLast,
                    rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
    }

    // readings

    static long dayOf(long millis) {
        return Math.floorDiv(millis, CHUNK_MILLIS);
    }

    private static long chunkId(SeriesState series, long day) {
        return series.id() * ROWS_PER_SERIES + day;
    }

    /** Puts the readings of the day's chunk in the place of what {@code columns} holds; none if there is no chunk. */
    void readChunk(SeriesState series, long day, ReadingColumns columns) throws SQLException, StoreException {
        columns.clear();
        var select = prepare("SELECT data FROM chunk WHERE id = ?");
        select.setLong(1, chunkId(series, day));
        try (var rows = select.executeQuery()) {
            if (rows.next()) {
                decode(series, day, rows.getBytes(1), columns);
            }
        }
    }

    private void decode(SeriesState series, long day, byte[] data, ReadingColumns columns) throws StoreException {
        try {
            chunkCodec.decode(data, columns);
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
            var delete = prepare("DELETE FROM chunk WHERE id = ?");
            delete.setLong(1, chunkId(series, day));
            delete.executeUpdate();
            return;
        }
        var insert = prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)");
        insert.setLong(1, chunkId(series, day));
        insert.setInt(2, columns.size());
        insert.setLong(3, columns.time(0));
        insert.setLong(4, columns.lastTime());
        insert.setBytes(5, chunkCodec.encode(columns));
        insert.executeUpdate();
    }

    /** {@return the days that have a chunk and overlap the range} */
    List<Long> chunkDays(SeriesState series, long from, long to) throws SQLException {
        var days = new ArrayList<Long>();
        var select = prepare("SELECT id FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id");
        select.setLong(1, chunkId(series, dayOf(Math.max(from, 0))));
        select.setLong(2, chunkId(series, dayOf(Math.min(to, END_OF_TIME) - 1)));
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                days.add(rows.getLong(1) - chunkId(series, 0));
            }
        }
        return days;
    }

    /** {@return the instant of the day's last reading, without looking into its chunk} */
    Optional<Long> lastInstantOf(SeriesState series, long day) throws SQLException {
        var select = prepare("SELECT last_millis FROM chunk WHERE id = ?");
        select.setLong(1, chunkId(series, day));
        try (var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    /** Adds the hot readings of the range to {@code columns}, in the order of time. */
    void readHot(SeriesState series, long from, long to, ReadingColumns columns) throws SQLException {
        var select = prepare("SELECT time_millis, channel1, channel2, channel3 FROM hot"
                + " WHERE series = ? AND time_millis >= ? AND time_millis < ? ORDER BY time_millis");
        select.setInt(1, series.id());
        select.setLong(2, from);
        select.setLong(3, to);
        try (var rows = select.executeQuery()) {
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
                columns.add(time, channel1, channel2, channel3);
            }
        }
    }

    /** {@return whether the reading was added; it is not where the hot table has one at its instant} */
    boolean insertHot(SeriesState series, Reading reading) throws SQLException {
        var insert = prepare("INSERT INTO hot VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        insert.setInt(1, series.id());
        insert.setLong(2, reading.timeMillis());
        for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
            if (reading.channel(channel) == Reading.ABSENT) {
                insert.setNull(2 + channel, Types.INTEGER);
            } else {
                insert.setLong(2 + channel, reading.channel(channel));
            }
        }
        return insert.executeUpdate() > 0;
    }

    void deleteHot(SeriesState series, long from, long to) throws SQLException {
        var delete = prepare("DELETE FROM hot WHERE series = ? AND time_millis >= ? AND time_millis < ?");
        delete.setInt(1, series.id());
        delete.setLong(2, from);
        delete.setLong(3, to);
        delete.executeUpdate();
    }

    /** {@return the instant of the first hot reading} */
    Optional<Long> firstHot(SeriesState series) throws SQLException {
        var select = prepare("SELECT min(time_millis) FROM hot WHERE series = ?");
        select.setInt(1, series.id());
        try (var rows = select.executeQuery()) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** {@return an instant at or after {@code from} on the day of the next reading, or nothing if there is none} */
    Optional<Long> nextInstant(SeriesState series, long from) throws SQLException {
        var chunks = prepare("SELECT last_millis FROM chunk WHERE id BETWEEN ? AND ? AND last_millis >= ?"
                + " ORDER BY id LIMIT 1");
        chunks.setLong(1, chunkId(series, dayOf(from)));
        chunks.setLong(2, (series.id() + 1) * ROWS_PER_SERIES - 1);
        chunks.setLong(3, from);
        try (var rows = chunks.executeQuery()) {
            if (rows.next()) {
                return Optional.of(rows.getLong(1));
            }
        }
        var hot = prepare("SELECT min(time_millis) FROM hot WHERE series = ? AND time_millis >= ?");
        hot.setInt(1, series.id());
        hot.setLong(2, from);
        try (var rows = hot.executeQuery()) {
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(first);
        }
    }

    /** Hands over the readings of the range in the order of time, a chunk at a time. */
    void scan(SeriesState series, long from, long to, Sink sink) throws SQLException, StoreException {
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
        var select = prepare("SELECT id, data FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id");
        select.setLong(1, chunkId(series, dayOf(start)));
        select.setLong(2, chunkId(series, dayOf(end - 1)));
        try (var rows = select.executeQuery()) {
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

    /** {@return what a page of sums spans: some hundred buckets, so that a query reads few pages and a change writes one} */
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
        var pages = new ArrayList<Long>();
        var select = prepare("SELECT id FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id");
        select.setLong(1, series.id() * ROWS_PER_SERIES);
        select.setLong(2, (series.id() + 1) * ROWS_PER_SERIES - 1);
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                pages.add(rows.getLong(1) - pageId(series, 0));
            }
        }
        return pages;
    }

    /** {@return the buckets of one page, empty if there is none} */
    List<Bucket> readPage(SeriesState series, Resolution resolution, long page) throws SQLException, StoreException {
        var select = prepare("SELECT data FROM " + table(resolution) + " WHERE id = ?");
        select.setLong(1, pageId(series, page));
        try (var rows = select.executeQuery()) {
            return rows.next() ? decode(series, resolution, page, rows.getBytes(1)) : List.of();
        }
    }

    private List<Bucket> decode(SeriesState series, Resolution resolution, long page, byte[] data)
            throws StoreException {
        try {
            return bucketCodec.decode(data);
        } catch (DataFormatException e) {
            throw damaged(series, LocalDate.ofEpochDay(dayOf(page * pageMillis(resolution))), e);
        }
    }

    void writePage(SeriesState series, Resolution resolution, long page, List<Bucket> buckets) throws SQLException {
        if (buckets.isEmpty()) {
            var delete = prepare("DELETE FROM " + table(resolution) + " WHERE id = ?");
            delete.setLong(1, pageId(series, page));
            delete.executeUpdate();
            return;
        }
        var insert = prepare("INSERT OR REPLACE INTO " + table(resolution) + " VALUES (?, ?)");
        insert.setLong(1, pageId(series, page));
        insert.setBytes(2, bucketCodec.encode(buckets));
        insert.executeUpdate();
    }

    /** {@return the kept sums, which are those of the sealed readings} of buckets that start in the range */
    List<Bucket> kept(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var kept = new ArrayList<Bucket>();
        long start = Math.max(from, -pageMillis(resolution));
        long end = Math.min(to, END_OF_TIME);
        if (start >= end) {
            return kept;
        }
        var select = prepare("SELECT id, data FROM " + table(resolution) + " WHERE id BETWEEN ? AND ? ORDER BY id");
        select.setLong(1, pageId(series, pageOf(resolution, start)));
        select.setLong(2, pageId(series, pageOf(resolution, end - 1)));
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                long page = rows.getLong(1) - pageId(series, 0);
                for (var bucket : decodeOrMake(series, resolution, page, rows.getBytes(2))) {
                    if (bucket.startMillis() >= from && bucket.startMillis() < to) {
                        kept.add(bucket);
                    }
                }
            }
        }
        return kept;
    }

    /** {@return the buckets of a page}, made anew from what is finer if it is damaged */
    private List<Bucket> decodeOrMake(SeriesState series, Resolution resolution, long page, byte[] data)
            throws SQLException, StoreException {
        try {
            return bucketCodec.decode(data);
        } catch (DataFormatException e) {
            return makePage(series, resolution, page);
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
        var builder = new BucketBuilder(bucketCuts, series.holdMillis(), first, last, buckets::add);
        scanSealed(series, first - series.holdMillis(), last, into(builder));
        builder.finish();
        return buckets;
    }

    private static Sink into(BucketBuilder builder) {
        return (columns, first, end) -> {
            for (int index = first; index < end; index++) {
                builder.add(columns.time(index), columns.total(index));
            }
        };
    }

    /**
     * {@return the sums of all readings, sealed and hot, of buckets that start in the range}
     * <p>
     * Hot readings are the latest ones, so the kept sums hold up to the bucket of the first of them; from there on they
     * are computed.
     *
     * @param from the start of a bucket of the resolution
     * @param to   the end of one
     */
    List<Bucket> buckets(SeriesState series, Resolution resolution, long from, long to)
            throws SQLException, StoreException {
        var firstHot = firstHot(series);
        if (firstHot.isEmpty()) {
            return kept(series, resolution, from, to);
        }
        long fresh = cuts(resolution).startOf(firstHot.get());
        var buckets = kept(series, resolution, from, Math.min(fresh, to));
        long start = Math.max(fresh, from);
        if (start < to) {
            if (resolution == Resolution.FIVE_MINUTES) {
                buckets.addAll(fromReadings(series, cuts(resolution), start, to));
            } else {
                var finer = Resolution.values()[resolution.ordinal() - 1];
                buckets.addAll(Sums.join(buckets(series, finer, start, to), cuts(resolution)));
            }
        }
        return buckets;
    }

    /** {@return buckets summed up from the readings themselves} */
    List<Bucket> fromReadings(SeriesState series, Cuts bucketCuts, long from, long to)
            throws SQLException, StoreException {
        var buckets = new ArrayList<Bucket>();
        var builder = new BucketBuilder(bucketCuts, series.holdMillis(), from, to, buckets::add);
        scan(series, from - series.holdMillis(), to, into(builder));
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
