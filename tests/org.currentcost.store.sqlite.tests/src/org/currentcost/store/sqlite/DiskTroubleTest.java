package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.SystemProgram;
import org.currentcost.testkit.TestDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of four megabytes, where the account that runs the tests may mount one. */
class DiskTroubleTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);

    @TempDir
    private Path folder;
    private TestDisk mounted;
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        mounted = new TestDisk(folder.resolve("disk"));
        disk = mounted.path();
        // so that SQLite's own library is not what fills the disk
        SqliteLocation.of(folder.resolve("elsewhere")).open(ZONE).close();
        mounted.mount(4);
    }

    @AfterEach
    void unmount() throws Exception {
        mounted.close();
    }

    @Test
    void aFullDiskIsSaidAndOvercome() throws Exception {
        var ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[2 << 20]);
        var random = new Random(5);
        long next = 0;
        long kept = 0;
        try (var store = SqliteLocation.of(disk).open(ZONE)) {
            StoreException full = null;
            while (full == null) {
                var batch = new ArrayList<Reading>();
                for (int index = 0; index < 100; index++) {
                    batch.add(new Reading((next + index) * 6_000, random.nextLong() >> 2, Reading.ABSENT,
                            random.nextLong() >> 2));
                }
                try {
                    assertEquals(200, store.append(Map.of(HOUSE, batch)).stored());
                    next += 100;
                } catch (StoreException e) {
                    full = e;
                }
            }
            assertEquals(StoreException.Kind.DISK_FULL, full.kind());
            assertFalse(full.remedy().isEmpty());
            assertEquals(next, store.statistics().readings());
            assertTrue(next > 1000);
            // a second try, a bulk append, and questions, all on the full disk
            var one = Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(next * 6_000), 1)));
            assertEquals(next - 1, store.latest(HOUSE).orElseThrow().timeMillis() / 6_000);
            Files.delete(ballast);
            assertEquals(1, store.append(one).stored());
            kept = next + 1;
        }
        try (var store = SqliteLocation.of(disk).open(ZONE)) {
            assertEquals(kept, store.statistics().readings());
            assertEquals(List.of(), store.verify(part -> {
            }).differing());
        }
    }

    @Test
    @SuppressWarnings("resource") // that it can't be closed is tested
    void anImportThatFillsTheDiskKeepsWhatItHadCommitted() throws Exception {
        var random = new Random(6);
        try (var store = SqliteLocation.of(disk).open(ZONE)) {
            var bulk = store.bulkAppend();
            var full = assertThrows(StoreException.class, () -> {
                for (long index = 0; index < 5_000_000; index++) {
                    bulk.add(HOUSE, new Reading(index * 6_000, random.nextInt(), Reading.ABSENT, Reading.ABSENT));
                }
            });
            assertEquals(StoreException.Kind.DISK_FULL, full.kind());
            assertThrows(StoreException.class, bulk::close);
            assertEquals(bulk.stored().stored(), store.statistics().readings());
            store.bulkAppend().close();
        }
        SqliteLocation.of(disk).open(ZONE).close();
    }

    @Test
    void aDiskThatCanOnlyBeReadIsRefused() throws Exception {
        SqliteLocation.of(disk).open(ZONE).close();
        assertTrue(SystemProgram.succeeds("mount", "-o", "remount,ro", disk.toString()));
        var refusal = assertThrows(StoreException.class, () -> SqliteLocation.of(disk).open(ZONE).close());
        assertEquals(StoreException.Kind.READ_ONLY, refusal.kind());
        assertTrue(SystemProgram.succeeds("mount", "-o", "remount,rw", disk.toString()));
        SqliteLocation.of(disk).open(ZONE).close();
    }
}
