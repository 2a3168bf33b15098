package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Counters;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.junit.jupiter.api.Test;

/** What the status line says of several sources. */
class StatusTextTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final SourceState LIVE = new SourceState.Live(NOW.minusSeconds(60), "");
    private static final SourceState SILENT = new SourceState.Silent(NOW.minusSeconds(60), "");
    private static final SourceState REFUSED = new SourceState.Refused(NOW, "It may not.", "");

    private static SourceStatus source(String meter, SourceState state) {
        return new SourceStatus(new SourceRow(meter, meter, "fake:" + meter, true), state, Counters.NONE,
                Optional.of(NOW.minusSeconds(4)), Optional.empty(), Optional.empty(), HistoryProgress.NONE);
    }

    private static String words(Optional<String> house, SourceStatus... sources) {
        return StatusText.of(List.of(sources), house, NOW).words();
    }

    @Test
    void tellsTheSourceOfMyHouse() {
        assertEquals("Home: live, 4 s ago",
                words(Optional.of("Home"), source("Demo", LIVE), source("Home", LIVE), source("Barn", LIVE)));
        assertEquals("Home: silent for 1 min",
                words(Optional.of("Home"), source("Demo", LIVE), source("Home", SILENT)));
        assertEquals("Broker: live, 4 s ago", words(Optional.of("Broker/kitchen"), source("Demo", LIVE),
                source("Broker", LIVE), source("Broke", LIVE)));
    }

    @Test
    void saysThatOthersAreInTrouble() {
        assertEquals("Home: live, 4 s ago; Barn: It may not.", words(Optional.of("Home"), source("Home", LIVE),
                source("Barn", REFUSED), source("Old", new SourceState.Stopped(NOW))));
        assertEquals("Home: live, 4 s ago; 2 others are in trouble", words(Optional.of("Home"),
                source("Barn", REFUSED), source("Home", LIVE), source("Shed", SILENT)));
        assertEquals(source("Home", LIVE), StatusText.of(List.of(source("Barn", REFUSED), source("Home", LIVE)),
                Optional.of("Home"), NOW).source().orElseThrow());
    }

    @Test
    void tellsTheWorstWhereMyHouseHasNoSource() {
        assertEquals("no source", words(Optional.of("Home")));
        assertEquals("Barn: It may not.",
                words(Optional.of("Imported"), source("Demo", LIVE), source("Barn", REFUSED)));
        assertEquals("Demo: live, 4 s ago", words(Optional.empty(), source("Demo", LIVE)));
    }
}
