package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.currentcost.model.Reading;
import org.currentcost.model.TimeRange;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that moves, restores or backs up again and again is killed at any moment; nothing may be lost by it. */
class KilledMaintenanceTest {

    private static final int KILLS = 15;
    private static final int FEW = 2_000;
    private static final int MANY = 3_000;

    @TempDir
    private Path root;

    private static void fill(Path folder, int readings) throws StoreException {
        try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < readings; index++) {
                bulk.add(StoreProgram.HOUSE, StoreProgram.reading(StoreProgram.START + index * 6_000L));
            }
        }
    }

    private static int readings(ReadingStore store) throws StoreException {
        var found = new ArrayList<Reading>();
        store.forEachReading(StoreProgram.HOUSE, TimeRange.ALL, found::add);
        return found.size();
    }

    /** Lets a process work for a while. {@return how often it had done its work} */
    private static int killAfter(long millis, Path folder, String what, Path... others) throws Exception {
        try (var child = StoreProgram.start(folder, what, others)) {
            var first = child.line();
            assertEquals("0", first);
            var until = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            var lines = child.kill();
            for (var line : lines) {
                assertTrue(line.matches("\\d*"), line);
            }
            return lines.size() + 1;
        }
    }

    @Test
    void aMoveLeavesTheReadingsInOneOfTheTwoFolders() throws Exception {
        var random = new Random(31);
        var one = root.resolve("one");
        var other = root.resolve("other");
        fill(one, FEW);
        Files.createDirectories(one.resolve("captures"));
        Files.write(one.resolve("captures/raw.txt"), new byte[300_000]);
        for (int kill = 0; kill < KILLS; kill++) {
            var from = Files.exists(one.resolve(DataFolder.FILE_NAME)) && isWhole(one) ? one : other;
            var to = from == one ? other : one;
            assertTrue(isWhole(from), "kill " + kill);
            if (Files.exists(to.resolve(DataFolder.FILE_NAME)) && isWhole(to)) {
                throw new AssertionError("the readings are in both folders after kill " + kill);
            }
            killAfter(random.nextInt(60), from, "move", to, from);
        }
        var last = isWhole(one) ? one : other;
        assertTrue(isWhole(last));
        assertEquals(300_000, Files.size(last.resolve("captures/raw.txt")));
    }

    private static boolean isWhole(Path folder) throws StoreException {
        if (!Files.exists(folder.resolve(DataFolder.FILE_NAME))) {
            return false;
        }
        try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE)) {
            assertEquals(FEW, readings(store));
            return true;
        } catch (StoreException e) {
            assertTrue(e.getMessage().contains("copy") || e.getMessage().contains("Kopie"), e.getMessage());
            return false;
        }
    }

    @Test
    void aRestoreLeavesOneFileOrTheOther() throws Exception {
        var random = new Random(32);
        var few = root.resolve("few");
        var many = root.resolve("many");
        fill(few, FEW);
        fill(many, MANY);
        var folder = root.resolve("data");
        SqliteLocation.of(folder).restore(few.resolve(DataFolder.FILE_NAME), Instant.EPOCH);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(random.nextInt(60), folder, "restore", few.resolve(DataFolder.FILE_NAME),
                    many.resolve(DataFolder.FILE_NAME));
            try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE)) {
                int found = readings(store);
                assertTrue(found == FEW || found == MANY, found + " readings after kill " + kill);
                assertTrue(store.verify(part -> {
                }).isGood());
            }
            assertNoParts(folder);
            for (var backup : SqliteLocation.of(folder).backups()) {
                assertFalse(Files.isSameFile(backup.path(), folder.resolve(DataFolder.FILE_NAME)));
                Backups.check(backup.path());
                Files.delete(backup.path());
            }
        }
    }

    @Test
    void aBackupIsWholeOrNotThere() throws Exception {
        var random = new Random(33);
        var folder = root.resolve("data");
        fill(folder, MANY);
        var backups = folder.resolve(DataFolder.BACKUPS);
        for (int kill = 0; kill < KILLS; kill++) {
            int done = killAfter(random.nextInt(60), folder, "backup", backups);
            try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE)) {
                assertEquals(MANY, readings(store));
            }
            assertNoParts(folder);
            assertTrue(Files.exists(backups.resolve(done - 2 + ".sqlite")) || done < 2);
            try (var files = Files.list(backups)) {
                for (var file : files.toList()) {
                    Backups.check(file);
                    Files.delete(file);
                }
            }
        }
    }

    private static void assertNoParts(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            assertEquals(List.of(), files.filter(file -> file.toString().contains(".part")).toList());
        }
    }
}
