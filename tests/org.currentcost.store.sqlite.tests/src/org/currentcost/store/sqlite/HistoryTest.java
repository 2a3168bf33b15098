package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.TimeRange;
import org.currentcost.testkit.store.MeterMemoryContract;
import org.junit.jupiter.api.Test;

/** What the embedded engine keeps of its contract, and what is its own. */
class HistoryTest extends MeterMemoryContract {

    HistoryTest() {
        super(new EmbeddedUnderTest());
    }

    @Test
    void aFileOfTheFirstVersionLearnsToKeepAMemory() throws Exception {
        var reading = Reading.of(Instant.ofEpochMilli(START), 500_000);
        try (var store = SqliteLocation.of(folder).open(ZoneOffset.UTC)) {
            store.append(Map.of(HOUSE, List.of(reading)));
        }
        Content.makeOld(folder, 1);
        try (var store = SqliteLocation.of(folder).open(ZoneOffset.UTC)) {
            assertEquals(Optional.of(reading), store.latest(HOUSE));
            assertEquals(1, store.appendHistory(HOUSE, List.of(block(0, 700))));
            assertEquals(List.of(block(0, 700)), store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
        }
    }
}
