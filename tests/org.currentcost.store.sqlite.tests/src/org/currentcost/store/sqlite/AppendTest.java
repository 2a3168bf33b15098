package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.currentcost.model.Resolution;
import org.currentcost.testkit.store.AppendContract;
import org.junit.jupiter.api.Test;

/** What the embedded engine keeps of its contract, and what is its own. */
class AppendTest extends AppendContract {

    AppendTest() {
        super(new EmbeddedUnderTest());
    }

    @Test
    void aCheckCanBeCancelledAndFindsAChangedSum() throws Exception {
        append(at(0, 1), at(6, 2));
        assertThrows(CancellationException.class, () -> store.verify(part -> {
            throw new CancellationException();
        }));
        assertEquals(0, store.verify(part -> {
        }).differingBuckets());
        store.close();
        Content.execute(folder, "DELETE FROM sums_hour");
        open();
        var verification = store.verify(part -> {
        });
        assertEquals(1, verification.differingBuckets());
        var difference = verification.differing().getFirst();
        assertEquals(Resolution.HOUR, difference.resolution());
        assertEquals(Optional.empty(), difference.kept());
        assertEquals(2, difference.computed().orElseThrow().readings());
    }
}
