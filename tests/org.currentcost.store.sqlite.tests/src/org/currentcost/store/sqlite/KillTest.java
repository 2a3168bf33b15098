package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording process is killed again and again; what it had been told is stored must be there. */
class KillTest {

    private static final int KILLS = 50;
    private static final int MOST_BATCHES = 40;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        long seed = 20261122;
        var random = new Random(seed);
        long checked = StoreProgram.START;
        long acknowledged = StoreProgram.START - 6_000;
        for (int kill = 1; kill <= KILLS; kill++) {
            var named = "seed " + seed + ", kill " + kill;
            try (var child = StoreProgram.start(folder, "record")) {
                for (int batches = random.nextInt(MOST_BATCHES); batches >= 0; batches--) {
                    acknowledged = Long.parseLong(child.line());
                }
                var rest = child.kill();
                // the last line may have been cut off
                if (rest.size() > 1) {
                    acknowledged = Long.parseLong(rest.get(rest.size() - 2));
                }
            }
            assertFalse(Boolean.parseBoolean(Content.ask(folder,
                    "SELECT value = '1' FROM property WHERE name = 'closed_cleanly'")), named);
            assertEquals("ok", Content.ask(folder, "PRAGMA quick_check"), named);
            try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE)) {
                long last = store.latest(StoreProgram.HOUSE).orElseThrow().timeMillis();
                assertTrue(last >= acknowledged, named);
                assertComplete(store, checked, last, named);
                checked = last;
            }
        }
        try (var store = SqliteLocation.of(folder).open(StoreProgram.ZONE)) {
            assertComplete(store, StoreProgram.START, checked, "at the end");
            assertEquals(List.of(), store.verify(part -> {
            }).differing());
        }
    }

    private static void assertComplete(ReadingStore store, long first, long last, String named)
            throws StoreException {
        long[] expected = {first};
        store.forEachReading(StoreProgram.HOUSE, TimeRange.ofMillis(first, TimeRange.ALL.endMillis()), reading -> {
            assertEquals(StoreProgram.reading(expected[0]), reading, named);
            expected[0] += 6_000;
        });
        assertEquals(last + 6_000, expected[0], named);
    }
}
