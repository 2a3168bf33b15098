package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.currentcost.model.Edit;
import org.currentcost.model.TimeRange;
import org.currentcost.testkit.store.EditContract;
import org.junit.jupiter.api.Test;

/** What the embedded engine keeps of its contract, and what is its own. */
class EditTest extends EditContract {

    EditTest() {
        super(new EmbeddedUnderTest());
    }

    @Test
    void rebuildingMakesWhatWasLostAndTakesAwayWhatHasNoGround() throws Exception {
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            var random = new Random(3);
            try (var bulk = store.bulkAppend()) {
                for (int index = 0; index < 200_000; index++) {
                    bulk.add(HOUSE, random(random, START + index * 60_000L));
                }
            }
            store.edit(Edit.exclude(HOUSE, TimeRange.ofMillis(START + 9_000_000, START + 300_000_000), MADE, ""));
        }
        var right = Content.of(folder);
        Content.execute(folder, "DELETE FROM sums_hour");
        Content.execute(folder, "DELETE FROM sums_month");
        Content.execute(folder, "DELETE FROM sums_five_minutes WHERE id % 3 = 0");
        Content.execute(folder, "UPDATE sums_day SET data = zeroblob(20)");
        Content.execute(folder, "INSERT INTO sums_five_minutes SELECT id + 3000, data FROM sums_five_minutes LIMIT 1");
        try (var store = SqliteLocation.of(folder).open(ZONE)) {
            assertThrows(CancellationException.class, () -> store.rebuild(part -> {
                if (part > 0.5) {
                    throw new CancellationException();
                }
            }));
            var parts = new ArrayList<Double>();
            store.rebuild(parts::add);
            assertEquals(parts.stream().sorted().toList(), parts);
            assertEquals(1.0, parts.getLast());
            assertEquals(List.of(), store.verify(part -> {
            }).differing());
        }
        assertEquals(right, Content.of(folder));
    }
}
