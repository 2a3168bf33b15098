package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.currentcost.testkit.store.ImportContract;
import org.junit.jupiter.api.Test;

/** What the embedded engine keeps of its contract, and what is its own. */
class ImportTest extends ImportContract {

    ImportTest() {
        super(new EmbeddedUnderTest());
    }

    @Test
    void anImportThatWasKilledIsUndone() throws Exception {
        var random = new Random(20261122);
        try (var store = open()) {
            store.append(Map.of(HOUSE, List.of(at(-6, 1))));
        }
        var before = Content.of(folder);
        for (int kill = 1; kill <= 5; kill++) {
            try (var child = StoreProgram.start(folder, "import")) {
                for (int batches = random.nextInt(20); batches >= 0; batches--) {
                    assertFalse(child.line().isEmpty());
                }
                child.kill();
            }
            try (var store = open()) {
                var row = store.imports().getLast();
                assertFalse(row.undone());
                assertEquals(store.statistics().readings() - 1, row.readings(), "kill " + kill);
                undo(store, row.id());
            }
            assertEquals(before, Content.of(folder), "kill " + kill);
        }
    }
}
