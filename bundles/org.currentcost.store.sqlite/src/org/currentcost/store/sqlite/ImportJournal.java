package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.RangeSet;
import org.currentcost.store.engine.SeriesState;

/**
 * What imports added, in the same transactions as what they added.
 * <p>
 * Readings are remembered as runs: the first instant, the last one, and how many of the import's readings lie in
 * between, where none lay before. A store only adds readings. So as long as a run holds as many readings as the import
 * put there, it holds exactly those.
 */
final class ImportJournal {

    private ImportJournal() {
    }

    /** A span that holds so many readings of one import, and did not hold any other when they came. */
    record Run(long firstMillis, long lastMillis, long readings) {
    }

    static long begin(Session session, String name, Instant at) throws SQLException {
        session.update("INSERT INTO import (name, at_millis, readings, blocks, undone) VALUES (?, ?, 0, 0, 0)", name,
                at.toEpochMilli());
        return session.lastId();
    }

    static void forgetIfEmpty(Session session, long id) throws SQLException {
        session.update("DELETE FROM import WHERE id = ?1 AND readings = 0 AND blocks = 0"
                + " AND NOT EXISTS (SELECT 1 FROM import_note WHERE import = ?1)", id);
    }

    static List<ImportRow> rows(Session session) throws SQLException {
        return DecodedRows.of("import", session.rows("SELECT id, name, at_millis, readings, blocks,"
                + " (SELECT count(*) FROM import_note WHERE import = id) AS notes, undone FROM import"
                + " WHERE readings > 0 OR blocks > 0 OR notes > 0 ORDER BY id"),
                row -> new ImportRow(row.getLong(1),
                        row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getLong(4), row.getLong(5),
                        row.getLong(6), row.getBoolean(7)));
    }

    /** The import that is going on. */
    static final class Open {
        private final long id;
        /** By series and first instant. */
        private final Map<SeriesKey, TreeMap<Long, Run>> kept = new HashMap<>();
        private final Map<SeriesKey, TreeMap<Long, Run>> changed = new HashMap<>();

        Open(long id) {
            this.id = id;
        }

        long id() {
            return id;
        }

        /** Forgets what a transaction that failed had changed. */
        void begin() {
            changed.clear();
        }

        /** Takes a run that is new; it may lie in a gap between readings of an earlier one of this import. */
        void added(SeriesKey key, long firstMillis, long lastMillis, long readings) {
            var runs = changed.computeIfAbsent(key, unused -> new TreeMap<>());
            var around = kept.computeIfAbsent(key, unused -> new TreeMap<>()).floorEntry(firstMillis);
            if (around != null && around.getValue().lastMillis() > lastMillis) {
                var run = runs.getOrDefault(around.getKey(), around.getValue());
                runs.put(around.getKey(), new Run(run.firstMillis(), run.lastMillis(), run.readings() + readings));
            } else {
                runs.put(firstMillis, new Run(firstMillis, lastMillis, readings));
            }
        }

        /** Writes what the transaction changed, before it is committed. */
        void write(Session session, Map<SeriesKey, SeriesState> states) throws SQLException {
            for (var series : changed.entrySet()) {
                for (var run : series.getValue().values()) {
                    session.update("INSERT OR REPLACE INTO import_run VALUES (?, ?, ?, ?, ?)", id,
                            states.get(series.getKey()).id(), run.firstMillis(), run.lastMillis(), run.readings());
                }
            }
            long readings = 0;
            for (var series : changed.entrySet()) {
                for (var run : series.getValue().values()) {
                    var before = kept.get(series.getKey()).get(run.firstMillis());
                    readings += run.readings() - (before == null ? 0 : before.readings());
                }
            }
            session.update("UPDATE import SET readings = readings + ?,"
                    + " blocks = (SELECT count(*) FROM import_block WHERE import = ?) WHERE id = ?", readings, id, id);
        }

        void committed() {
            changed.forEach((key, runs) -> kept.get(key).putAll(runs));
            changed.clear();
        }

        /** Remembers what a block was before the import. @param former its end and energy */
        void block(Session session, SeriesState series, HistoryBlock block, Optional<HistoryBlock> former)
                throws SQLException {
            session.update("INSERT INTO import_block VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (import, series, span, start_millis) DO UPDATE SET"
                    + " end_millis = excluded.end_millis, watt_hours = excluded.watt_hours", id, series.id(),
                    block.span().name(), block.startMillis(), block.endMillis(), block.wattHours(),
                    former.map(HistoryBlock::endMillis).orElse(null),
                    former.map(HistoryBlock::wattHours).orElse(null));
        }
    }

    /** Remembers a note that an import added. */
    static void note(Session session, long id, Note note) throws SQLException {
        session.update("INSERT INTO import_note VALUES (?, ?)", id, note.id());
    }

    static void removeNotes(Session session, long id) throws SQLException {
        session.update("DELETE FROM note WHERE id IN (SELECT note FROM import_note WHERE import = ?)", id);
    }

    static Optional<ImportRow> find(Session session, long id) throws SQLException {
        return rows(session).stream().filter(row -> row.id() == id).findFirst();
    }

    /** {@return the runs of an import, in order, by the id of the series} */
    static Map<Integer, List<Run>> runs(Session session, long id) throws SQLException {
        var runs = new LinkedHashMap<Integer, List<Run>>();
        try (var rows = session.rows("SELECT series, first_millis, last_millis, readings FROM import_run"
                + " WHERE import = ? ORDER BY series, first_millis", id)) {
            while (rows.next()) {
                runs.computeIfAbsent(rows.getInt(1), unused -> new ArrayList<>())
                        .add(new Run(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return runs;
    }

    static RangeSet ranges(List<Run> runs) {
        var bounds = new long[2 * runs.size()];
        for (int index = 0; index < runs.size(); index++) {
            bounds[2 * index] = runs.get(index).firstMillis();
            bounds[2 * index + 1] = runs.get(index).lastMillis() + 1;
        }
        return new RangeSet(bounds);
    }

    /** {@return why the run can't be taken out}: a later import, or other readings */
    static StoreException inBetween(Session session, ImportRow undone, SeriesState series, Run run)
            throws SQLException {
        try (var rows = session.rows("SELECT name FROM import JOIN import_run ON import.id = import_run.import"
                + " WHERE import.id > ? AND series = ? AND first_millis <= ? AND last_millis >= ? ORDER BY import.id"
                + " DESC LIMIT 1", undone.id(), series.id(), run.lastMillis(), run.firstMillis())) {
            if (rows.next()) {
                return StoreFile.problem(StoreException.Kind.OTHER, "laterImport", null, undone.name(),
                        rows.getString(1));
            }
        }
        return StoreFile.problem(StoreException.Kind.OTHER, "laterReadings", null, undone.name(),
                series.key().meter(), series.key().sensor(), Instant.ofEpochMilli(run.firstMillis()).toString());
    }

    /**
     * Gives blocks their former value back. One that has been told otherwise since stays; if a later import did so,
     * that one now remembers what was before both.
     */
    static void takeBackBlocks(Session session, long id) throws SQLException {
        session.update("UPDATE import_block AS later SET former_end_millis = mine.former_end_millis,"
                + " former_watt_hours = mine.former_watt_hours FROM import_block AS mine WHERE mine.import = ?"
                + " AND later.import = (SELECT min(import) FROM import_block AS next WHERE next.import > mine.import"
                + " AND next.series = mine.series AND next.span = mine.span AND next.start_millis = mine.start_millis)"
                + " AND later.series = mine.series AND later.span = mine.span"
                + " AND later.start_millis = mine.start_millis AND later.former_end_millis = mine.end_millis"
                + " AND later.former_watt_hours = mine.watt_hours", id);
        session.update("DELETE FROM history WHERE EXISTS (SELECT 1 FROM import_block AS mine WHERE mine.import = ?"
                + " AND mine.series = history.series AND mine.span = history.span"
                + " AND mine.start_millis = history.start_millis AND mine.end_millis = history.end_millis"
                + " AND mine.watt_hours = history.watt_hours AND mine.former_watt_hours IS NULL)", id);
        session.update("UPDATE history SET end_millis = mine.former_end_millis, watt_hours = mine.former_watt_hours"
                + " FROM import_block AS mine WHERE mine.import = ? AND mine.series = history.series"
                + " AND mine.span = history.span AND mine.start_millis = history.start_millis"
                + " AND mine.end_millis = history.end_millis AND mine.watt_hours = history.watt_hours"
                + " AND mine.former_watt_hours IS NOT NULL", id);
    }

    /** {@return how many of the blocks that are kept imports brought, by the one that brought them last} */
    static Map<Long, Long> blocksKept(Session session, SeriesState series) throws SQLException {
        var kept = new TreeMap<Long, Long>();
        try (var rows = session.rows("SELECT max(block.import) FROM import_block AS block JOIN history"
                + " ON history.series = block.series AND history.span = block.span"
                + " AND history.start_millis = block.start_millis AND history.end_millis = block.end_millis"
                + " AND history.watt_hours = block.watt_hours WHERE block.series = ?"
                + " GROUP BY block.span, block.start_millis", series.id())) {
            while (rows.next()) {
                kept.merge(rows.getLong(1), 1L, Long::sum);
            }
        }
        return kept;
    }

    static void markUndone(Session session, long id) throws SQLException {
        session.update("UPDATE import SET undone = 1 WHERE id = ?", id);
        session.update("DELETE FROM import_run WHERE import = ?", id);
        session.update("DELETE FROM import_block WHERE import = ?", id);
    }
}
