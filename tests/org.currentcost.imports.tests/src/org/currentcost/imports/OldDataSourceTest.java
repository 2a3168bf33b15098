package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.store.sqlite.SqliteOldDataReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Data files of the first CurrentCost program, made here by its schema. */
class OldDataSourceTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void make() throws Exception {
        file = folder.resolve("home.ccd");
        try (var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : """
                    CREATE TABLE settings(settingkey TEXT unique, settingvalue TEXT);
                    CREATE TABLE hourdata(ts timestamp unique, ccvalue REAL, hourofday INT, uploaded INT);
                    CREATE TABLE daydata(d date unique, ccvalue REAL, dayofweek INT, uploaded INT);
                    CREATE TABLE monthdata(d date unique, ccvalue REAL, uploaded INT);
                    CREATE TABLE annotation(key INTEGER PRIMARY KEY AUTOINCREMENT, ts timestamp, timeoffset REAL,
                        graphid INT, annotation TEXT, ccvalue REAL);
                    INSERT INTO settings VALUES ('kwhcost', '0.1253'), ('annualtarget', '400'),
                        ('electricitysupplier', 'EDF'), ('comport', 'COM3');
                    INSERT INTO hourdata VALUES ('2010-01-15 13:00:00', 0.75, 13, 0),
                        ('2010-07-15 13:00:00', 1.2345, NULL, 1);
                    INSERT INTO hourdata VALUES ('2010-03-27 23:00:00', 0.1, 23, 0), ('2010-03-28 01:00:00', 0.2, 1, 0),
                        ('2010-03-28 03:00:00', 0.3, 3, 0);
                    INSERT INTO hourdata VALUES ('2010-03-28 02:00:00', 0.4, 2, 0);
                    INSERT INTO hourdata VALUES ('2010-10-31 01:00:00', 0.5, 1, 0), ('2010-10-31 03:00:00', 0.6, 3, 0);
                    INSERT INTO hourdata VALUES ('long ago', 1, 1, 0), ('2010-11-01 01:00:00', 'much', 1, 0);
                    INSERT INTO daydata VALUES ('2010-03-28', 9, 6, 0), ('2010-01-14', 11, 3, 0);
                    INSERT INTO monthdata VALUES ('2010-02-01', 290, 0);
                    INSERT INTO annotation(ts, timeoffset, graphid, annotation, ccvalue) VALUES
                        ('2010-01-15 13:00:00', 0.5, 1, 'oven', 0.75), ('2010-03-28 00:00:00', 0, 2, 'guests', 9),
                        ('2010-02-01 00:00:00', 0, 3, 'frost', 290), ('2010-02-01 00:00:00', 0, 9, 'where', 290)"""
                    .split(";")) {
                statement.execute(sql);
            }
        }
    }

    private static HistoryBlock block(HistorySpan span, String start, String end, long wattHours) {
        return new HistoryBlock(span, Instant.parse(start).toEpochMilli(), Instant.parse(end).toEpochMilli(),
                wattHours);
    }

    private static Note note(String start, String end, String text) {
        return new Note(0, new TimeRange(Instant.parse(start), Instant.parse(end)), text);
    }

    @Test
    void bringsInEnergyAndNotesByTheClockOnTheWall() throws Exception {
        var before = Files.readAllBytes(file);
        assertEquals(ImportKind.CCD, ImportKind.of(file));
        try (var store = new SqliteEngine().in(folder.resolve("data")).open(LONDON)) {
            var task = new Import(store, new OldDataSource(new SqliteOldDataReader(), file, "Home", store.zone()));
            var trial = task.dryRun(part -> {
            });
            assertEquals(List.of(), store.seriesWithHistory());
            var outcome = task.run(Instant.EPOCH, part -> {
            });
            assertEquals(trial.parts(), outcome.parts());
            // Winter and summer; the night of the clock put forward, when 01:00 is 02:00 and blocks overlap; put back.
            assertEquals(List.of(block(HistorySpan.TWO_HOURS, "2010-01-15T13:00:00Z", "2010-01-15T15:00:00Z", 750),
                    block(HistorySpan.TWO_HOURS, "2010-03-27T23:00:00Z", "2010-03-28T01:00:00Z", 100),
                    block(HistorySpan.TWO_HOURS, "2010-03-28T01:00:00Z", "2010-03-28T02:00:00Z", 200),
                    block(HistorySpan.TWO_HOURS, "2010-03-28T02:00:00Z", "2010-03-28T04:00:00Z", 300),
                    block(HistorySpan.TWO_HOURS, "2010-07-15T12:00:00Z", "2010-07-15T14:00:00Z", 1235),
                    block(HistorySpan.TWO_HOURS, "2010-10-31T00:00:00Z", "2010-10-31T02:00:00Z", 500),
                    block(HistorySpan.TWO_HOURS, "2010-10-31T03:00:00Z", "2010-10-31T05:00:00Z", 600)),
                    store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
            assertEquals(List.of(block(HistorySpan.DAY, "2010-01-14T00:00:00Z", "2010-01-15T00:00:00Z", 11_000),
                    block(HistorySpan.DAY, "2010-03-28T00:00:00Z", "2010-03-28T23:00:00Z", 9_000)),
                    store.history(HOUSE, HistorySpan.DAY, TimeRange.ALL));
            assertEquals(List.of(block(HistorySpan.MONTH, "2010-02-01T00:00:00Z", "2010-03-01T00:00:00Z", 290_000)),
                    store.history(HOUSE, HistorySpan.MONTH, TimeRange.ALL));
            assertEquals(List.of(note("2010-01-15T13:00:00Z", "2010-01-15T15:00:00Z", "oven"),
                    note("2010-02-01T00:00:00Z", "2010-03-01T00:00:00Z", "frost"),
                    note("2010-03-28T00:00:00Z", "2010-03-28T23:00:00Z", "guests")),
                    store.notes(TimeRange.ALL).stream().map(one -> new Note(0, one.span(), one.text())).toList());
            // two rows of hours, a note at no graph, and the block of 02:00 that became that of 01:00
            assertEquals(4, outcome.damaged());
            assertTrue(outcome.damage().toString().contains("long ago"), outcome.damage()::toString);

            var again = task.run(Instant.EPOCH, part -> {
            });
            assertEquals(0, again.total().added());
            assertEquals(0, again.total().conflicting());
            store.undoImport(outcome.id().getAsLong(), part -> {
            });
            assertEquals(List.of(), store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
            assertEquals(List.of(), store.notes(TimeRange.ALL));
        }
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "something was left beside the file");
        }
    }

    @Test
    void tellsItsSettings() throws Exception {
        assertEquals(new OldDataSource.Settings(Optional.of(new BigDecimal("0.1253")),
                Optional.of(new BigDecimal("400")), Optional.of("EDF")),
                new OldDataSource(new SqliteOldDataReader(), file, "Home", LONDON).settings());
    }

    @Test
    void whatIsNoSuchFileIsNamed() throws Exception {
        var missing = new OldDataSource(new SqliteOldDataReader(), folder.resolve("missing.ccd"), "Home", LONDON);
        assertTrue(assertThrows(StoreException.class, missing::settings).getMessage().contains("missing.ccd"));
        var text = Files.writeString(folder.resolve("text.ccd"), "hello");
        assertTrue(assertThrows(StoreException.class,
                new OldDataSource(new SqliteOldDataReader(), text, "Home", LONDON)::settings).getMessage()
                .contains("text.ccd"));
        new SqliteEngine().in(folder.resolve("data")).open(LONDON).close();
        var ours = new OldDataSource(new SqliteOldDataReader(), folder.resolve("data").resolve(DataFolder.FILE_NAME),
                "Home", LONDON);
        assertTrue(assertThrows(StoreException.class, ours::settings).getMessage().contains("first CurrentCost"));
    }

    @Test
    void anAbsurdPriceHarmsItselfAlone() throws Exception {
        for (String price : List.of("1e999999999", "1e-999999999", "-1", "NaN", "much", "1000000",
                "9".repeat(100_000))) {
            try (var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
                    var statement = connection.prepareStatement(
                            "UPDATE settings SET settingvalue = ? WHERE settingkey = 'kwhcost'")) {
                statement.setString(1, price);
                statement.execute();
            }
            var source = new OldDataSource(new SqliteOldDataReader(), file, "Home", LONDON);
            assertEquals(Optional.empty(), source.settings().price(), price);
            assertEquals(Optional.of(new BigDecimal("400")), source.settings().annualTarget());
            try (var store = new SqliteEngine().in(folder.resolve("data")).open(LONDON)) {
                var outcome = new Import(store, source).dryRun(part -> {
                });
                assertTrue(outcome.damage().stream().anyMatch(one -> one.reason().contains("kwhcost")),
                        outcome::toString);
                assertTrue(outcome.total().added() > 0);
            }
        }
    }
}
