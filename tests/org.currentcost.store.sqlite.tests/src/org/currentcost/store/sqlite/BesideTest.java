package org.currentcost.store.sqlite;

import static org.currentcost.store.sqlite.StoreProgram.HOUSE;
import static org.currentcost.store.sqlite.StoreProgram.START;
import static org.currentcost.store.sqlite.StoreProgram.ZONE;
import static org.currentcost.store.sqlite.StoreProgram.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a file that another one has open, changes, replaces, moves or leaves behind when it is killed. */
class BesideTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:11:12.345Z");

    @TempDir
    private Path root;
    private Path folder;

    @BeforeEach
    void choose() {
        folder = root.resolve("data");
    }

    private SqliteLocation location() {
        return SqliteLocation.of(folder);
    }

    private static void append(ReadingStore store, long first, int count) throws StoreException {
        var readings = new ArrayList<Reading>();
        for (int index = 0; index < count; index++) {
            readings.add(reading(START + (first + index) * 6_000));
        }
        store.append(Map.of(HOUSE, readings));
    }

    private static long count(ReadingStore store) throws StoreException {
        var count = new long[1];
        store.forEachReading(HOUSE, TimeRange.ALL, reading -> count[0]++);
        assertEquals(store.statistics().readings(), count[0]);
        return count[0];
    }

    @Test
    void whoLooksOnChangesNothing() throws Exception {
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            append(owner, 0, 3);
            var range = TimeRange.ofMillis(START, START + 1);
            for (Executable change : List.<Executable>of(() -> append(beside, 0, 1),
                    () -> beside.appendLive(Map.of(HOUSE, List.of(reading(START)))), beside::bulkAppend,
                    () -> beside.replace(HOUSE, range, List.of()), () -> beside.expect(HOUSE, 1),
                    () -> beside.appendHistory(HOUSE, List.of(
                            new HistoryBlock(HistorySpan.TWO_HOURS, START,
                                    START + 7_200_000, 1))),
                    () -> beside.edit(edit()), () -> beside.setUndone(1, true),
                    () -> beside.setFirstChannelOnly(HOUSE, true), () -> beside.startImport("x", NOW),
                    () -> beside.undoImport(1, part -> {
                    }), () -> beside.saveNote(new Note(0, range, "x")), () -> beside.removeNote(1),
                    () -> beside.saveDocument("x", "y"), () -> beside.removeDocument("x"),
                    () -> beside.saveSource(new SourceRow("a", "b", "c", true)), () -> beside.removeSource("a"),
                    () -> beside.deleteMeter("house", Map.of()), () -> beside.rebuild(part -> {
                    }), () -> beside.announce(root))) {
                assertThrows(IllegalStateException.class, change);
            }
            assertEquals(3, count(beside));
        }
        assertFalse(Files.exists(root.resolve("none")));
        assertEquals(StoreException.Kind.GONE, assertThrows(StoreException.class,
                () -> SqliteLocation.of(root.resolve("none")).openBeside()).kind());
        assertFalse(Files.exists(root.resolve("none")));
    }

    private static Edit edit() {
        return new Edit(0, HOUSE, TimeRange.ofMillis(START, START + 12_000), EditKind.EXCLUDE, BigDecimal.ONE,
                Duration.ZERO, NOW, false, "");
    }

    @Test
    void versionAndRevisionGrowWithWhatOthersCommit() throws Exception {
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            long version = beside.version();
            long revision = beside.revision();
            assertEquals(version, beside.version());
            append(owner, 0, 5);
            assertTrue(beside.version() > version);
            assertEquals(revision, beside.revision(), "what comes behind the last reading leaves the past alone");
            version = beside.version();
            owner.saveDocument("tariffs", "[1]");
            assertTrue(beside.version() > version);
            assertEquals(Optional.of("[1]"), beside.document("tariffs"));
            owner.saveDocument("tariffs", "[2]");
            assertEquals(Optional.of("[2]"), beside.document("tariffs"));
            owner.edit(edit());
            assertTrue(beside.revision() > revision);
            assertEquals(owner.series(), beside.series());
            version = beside.version();
            assertEquals(version, beside.version());
        }
    }

    /** Ids of series are used again. */
    @Test
    void aMeterThatWasDeletedAndCameAgainIsSeenAsItIs() throws Exception {
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            for (int round = 1; round < 5; round++) {
                append(owner, 0, 5_000 * round);
                assertEquals(5_000 * round, count(beside));
                assertEquals(owner.series(), beside.series());
                owner.deleteMeter("house", Map.of());
                if (round % 2 == 0) {
                    assertEquals(List.of(), beside.series());
                }
            }
        }
    }

    @Test
    void aBackupIsMadeBeside() throws Exception {
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            append(owner, 0, 5_000);
            beside.backup(root.resolve("backup.sqlite"), part -> {
            });
        }
        SqliteLocation.of(root.resolve("other")).restore(root.resolve("backup.sqlite"), NOW);
        try (var other = SqliteLocation.of(root.resolve("other")).open(ZONE)) {
            assertEquals(5_000, count(other));
        }
    }

    @Test
    void theFileThatWasPutInItsPlaceIsReadNext() throws Exception {
        var backup = root.resolve("backup.sqlite");
        try (var owner = location().open(ZONE)) {
            append(owner, 0, 10);
            owner.backup(backup, part -> {
            });
            append(owner, 10, 5_000);
            owner.saveDocument("tariffs", "later");
        }
        try (var beside = location().openBeside()) {
            assertEquals(5_010, count(beside));
            assertEquals(Optional.of("later"), beside.document("tariffs"));
            long version = beside.version();
            long revision = beside.revision();
            location().restore(backup, NOW);
            assertEquals(10, count(beside));
            assertEquals(Optional.empty(), beside.document("tariffs"));
            assertTrue(beside.version() > version && beside.revision() > revision);
            try (var owner = location().open(ZONE)) {
                append(owner, 20_000, 7);
                assertEquals(17, count(beside));
            }
            assertEquals(17, count(beside));
        }
        try (var owner = location().open(ZONE)) {
            assertEquals(17, count(owner), "what was written behind the restore is not taken along by who looked on");
        }
    }

    @Test
    void itIsFollowedWhereItIsMoved() throws Exception {
        try (var owner = location().open(ZONE)) {
            append(owner, 0, 10);
        }
        try (var beside = location().openBeside()) {
            assertEquals(10, count(beside));
            var moved = location().move(root.resolve("elsewhere"), part -> {
            });
            assertEquals(10, count(beside));
            try (var owner = moved.open(ZONE)) {
                append(owner, 10, 10);
                assertEquals(20, count(beside));
            }
        }
        try (var names = Files.list(folder)) {
            assertEquals(List.of(DataFolder.LOCK, DataFolder.MOVED_TO),
                    names.map(name -> name.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aFileThatHasGoneIsToldUntilItIsThereAgain() throws Exception {
        try (var owner = location().open(ZONE)) {
            append(owner, 0, 10);
        }
        var file = folder.resolve(DataFolder.FILE_NAME);
        var away = root.resolve("away.sqlite");
        try (var beside = location().openBeside()) {
            assertEquals(10, count(beside));
            Files.move(file, away);
            var gone = assertThrows(StoreException.class, () -> beside.latest(HOUSE));
            assertEquals(StoreException.Kind.GONE, gone.kind());
            assertFalse(gone.remedy().isEmpty());
            assertEquals(1, beside.series().size(), "what was known last");
            assertFalse(Files.exists(file));
            Files.copy(away, file);
            assertEquals(10, count(beside));
            Files.delete(file);
            Files.writeString(file, "");
            assertEquals(StoreException.Kind.GONE,
                    assertThrows(StoreException.class, () -> beside.latest(HOUSE)).kind());
            assertEquals(0, Files.size(file));
            Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(10, count(beside));
            Content.execute(folder, "UPDATE property SET value = 'Asia/Tokyo' WHERE name = 'zone'");
            Files.copy(file, away);
            Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
            assertTrue(
                    assertThrows(StoreException.class, () -> beside.latest(HOUSE)).getMessage().contains("time zone"));
        }
    }

    private void unpack(int version) throws Exception {
        Files.createDirectories(folder);
        try (var packed = new GZIPInputStream(
                BesideTest.class.getResourceAsStream("version" + version + ".sqlite.gz"))) {
            Files.copy(packed, folder.resolve(DataFolder.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void aFileOfAnEarlierVersionIsReadAsItIs() throws Exception {
        for (int version = Schema.FIRST_READABLE; version < Schema.VERSION; version++) {
            folder = root.resolve("version" + version);
            unpack(version);
            try (var beside = location().openBeside()) {
                var before = Answers.of(beside, TimeRange.ALL);
                assertEquals(version, beside.statistics().schemaVersion());
                assertTrue(beside.verify(part -> {
                }).isGood());
                // an older owner writes
                long revision = beside.revision();
                Content.execute(folder, "INSERT INTO document VALUES ('written', 'by an older one')");
                assertEquals(Optional.of("by an older one"), beside.document("written"));
                assertTrue(beside.revision() > revision, "who can't tell counts each commit");
                assertEquals(Integer.toString(version), Content.ask(folder, "PRAGMA user_version"));
                Content.execute(folder, "DELETE FROM document WHERE name = 'written'");
                // and this program comes after it
                try (var owner = location().open(ZONE)) {
                    assertEquals(before, Answers.of(owner, TimeRange.ALL));
                    assertEquals(before, Answers.of(beside, TimeRange.ALL));
                    assertEquals(Schema.VERSION, beside.statistics().schemaVersion());
                    append(owner, 0, 3);
                    assertEquals(Answers.of(owner, TimeRange.ALL), Answers.of(beside, TimeRange.ALL));
                }
            }
        }
    }

    @Test
    void whatCantBeReadAsItIsSaysWhy() throws Exception {
        unpack(4);
        var old = assertThrows(StoreException.class, () -> location().openBeside());
        assertTrue(old.getMessage().contains("format 4"), old::getMessage);
        assertEquals("4", Content.ask(folder, "PRAGMA user_version"));

        unpack(6);
        try (var beside = location().openBeside()) {
            assertEquals(2, beside.series().size());
            Content.execute(folder, "PRAGMA user_version = 99");
            assertEquals(StoreException.Kind.TOO_NEW,
                    assertThrows(StoreException.class, () -> beside.latest(HOUSE)).kind());
        }
        assertEquals(StoreException.Kind.TOO_NEW,
                assertThrows(StoreException.class, () -> location().openBeside()).kind());
    }

    @Test
    void readingGoesOnWhenTheOwnerIsKilled() throws Exception {
        location().open(ZONE).close();
        try (var beside = location().openBeside()) {
            for (int round = 0; round < 3; round++) {
                long last = 0;
                try (var owner = StoreProgram.start(folder, "record")) {
                    for (int commit = 0; commit < 20; commit++) {
                        last = Long.parseLong(owner.line());
                        beside.query(HOUSE, TimeRange.ALL, 100);
                    }
                    owner.kill();
                }
                assertTrue(beside.latest(HOUSE).orElseThrow().timeMillis() >= last);
                assertTrue(count(beside) > 0);
                if (round == 1) {
                    // nobody has the log in memory any more: whoever comes first has to look through it
                    try (var fresh = location().openBeside()) {
                        assertEquals(count(beside), count(fresh));
                    }
                }
            }
            try (var owner = location().open(ZONE)) {
                assertEquals(Answers.of(owner, TimeRange.ALL), Answers.of(beside, TimeRange.ALL));
            }
        }
        try (var fresh = location().openBeside(); var owner = location().open(ZONE)) {
            assertEquals(Answers.of(owner, TimeRange.ALL), Answers.of(fresh, TimeRange.ALL));
        }
    }

    @Test
    void closingDoesNotWaitForThoseWhoLook() throws Exception {
        var owner = location().open(ZONE);
        append(owner, 0, 10);
        try (var slow = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.FILE_NAME));
                var statement = slow.createStatement()) {
            statement.execute("BEGIN");
            statement.executeQuery("SELECT count(*) FROM hot").close();
            append(owner, 10, 10);
            long start = System.nanoTime();
            owner.close();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < StoreFile.BUSY_MILLIS / 3, "closing took " + millis + " ms");
            try (var next = location().open(ZONE)) {
                assertEquals(20, count(next));
            }
        }
        assertEquals("1", Content.ask(folder, "SELECT value FROM property WHERE name = 'closed_cleanly'"));
    }

    /** Those who read one after the other never leave the log alone, unless it is folded where they begin anew. */
    @Test
    void theLogStaysShortWhileOthersRead() throws Exception {
        var log = folder.resolve(DataFolder.FILE_NAME + "-wal");
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            append(owner, 0, 10_000);
            var done = new AtomicBoolean();
            var readers = new ArrayList<Thread>();
            for (int number = 0; number < 3; number++) {
                readers.add(Thread.ofPlatform().name("reader " + number).start(() -> {
                    while (!done.get()) {
                        try {
                            beside.buckets(HOUSE, TimeRange.ALL, Resolution.FIVE_MINUTES);
                        } catch (StoreException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }));
            }
            long longest = 0;
            long written = 0;
            try {
                for (int number = 0; written < 8 * StoreFile.LOG_BYTES; number++) {
                    owner.saveDocument("document" + number % 4, text(number));
                    written += 1 << 20;
                    longest = Math.max(longest, Files.size(log));
                }
            } finally {
                done.set(true);
                for (var reader : readers) {
                    reader.join();
                }
            }
            assertTrue(longest < 3 * StoreFile.LOG_BYTES, "the log had " + longest + " bytes");
        }
    }

    /** {@return a megabyte that has no page in common with the one before} */
    private static String text(int number) {
        return Character.toString('a' + number % 26).repeat(1 << 20);
    }

    @Test
    void aLogThatGrewWhileSomebodyReadForLongIsCutAgain() throws Exception {
        var log = folder.resolve(DataFolder.FILE_NAME + "-wal");
        try (var owner = location().open(ZONE)) {
            append(owner, 0, 10);
            try (var slow = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.FILE_NAME));
                    var statement = slow.createStatement()) {
                statement.execute("BEGIN");
                statement.executeQuery("SELECT count(*) FROM hot").close();
                for (int number = 0; number < 40; number++) {
                    owner.saveDocument("document", text(number));
                }
                assertTrue(Files.size(log) > 2 * StoreFile.LOG_BYTES, () -> log.toFile().length() + " bytes");
            }
            for (int number = 0; number < 40; number++) {
                owner.saveDocument("document", text(number));
            }
            assertTrue(Files.size(log) <= 2 * StoreFile.LOG_BYTES, "the log has " + Files.size(log) + " bytes");
        }
    }

    @Test
    void whatLastsForLongLeavesTheLogAlone() throws Exception {
        try (var owner = location().open(ZONE); var beside = location().openBeside()) {
            append(owner, 0, 50_000);
            for (int number = 0; number < 3_000; number++) {
                owner.saveNote(
                        new Note(0, TimeRange.ofMillis(START + number / 3, START + number / 3 + 1), "n" + number));
            }
            // the next one begins with an empty log only if nobody reads what was before
            Runnable foldable = () -> assertEquals("0|0|0", fold());
            var notes = new ArrayList<Note>();
            beside.forEachNote(TimeRange.ALL, note -> {
                if (notes.size() % 700 == 0) {
                    foldable.run();
                }
                notes.add(note);
            });
            assertEquals(owner.notes(TimeRange.ALL), notes);
            var sums = new ArrayList<Long>();
            beside.forEachSum(HOUSE, TimeRange.ALL, Resolution.FIVE_MINUTES,
                    (start, end, readings, covered, min, max, integral, estimated) -> {
                        if (sums.isEmpty()) {
                            foldable.run();
                        }
                        sums.add(start);
                    });
            assertEquals(owner.buckets(HOUSE, TimeRange.ALL, Resolution.FIVE_MINUTES).size(),
                    sums.size());
        }
    }

    /** {@return whether a folding that waits for nobody had to give up, what is in the log, and folded of it} */
    private String fold() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.FILE_NAME));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            try (var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return row.getLong(1) + "|" + row.getLong(2) + "|" + row.getLong(3);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSeriesThatNobodyHasHeardOfHasNothing() throws Exception {
        try (var owner = location().open(ZoneId.of("Asia/Kolkata")); var beside = location().openBeside()) {
            append(owner, 0, 1);
            var unknown = SeriesKey.power("nobody", 3);
            assertEquals(owner.nominalMillis(unknown), beside.nominalMillis(unknown));
            assertEquals(owner.latest(unknown), beside.latest(unknown));
            assertEquals(owner.zone(), beside.zone());
        }
    }
}
