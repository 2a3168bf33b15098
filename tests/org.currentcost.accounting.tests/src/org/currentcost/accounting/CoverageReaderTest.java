package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How well the last days are known. */
class CoverageReaderTest {

    private AccountedHouse house;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        house = new AccountedHouse(folder, "2025-04-01T12:00");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Optional<RecentCoverage> recent() throws Exception {
        return new CoverageReader(house.accounting()).recent(house.sensors(AccountedHouse.HOUSE).getFirst());
    }

    private void record(String from, String to) throws Exception {
        house.record(AccountedHouse.HOUSE, AccountedHouse.range(from, to), 1_000_000);
    }

    @Test
    void nothingIsKnownOfASensorThatNeverSaidAnything() throws Exception {
        assertEquals(Optional.empty(), recent());
        record("2025-04-02T00:00", "2025-04-02T01:00");
        assertEquals(Optional.empty(), recent(), "nor is of one that speaks in the future only");
    }

    @Test
    void whatIsRecordedWithoutAGapIsAllMeasured() throws Exception {
        record("2025-03-20T00:00", "2025-04-01T12:00");
        var recent = recent().orElseThrow();
        assertTrue(recent.today().allMeasured());
        assertTrue(recent.week().allMeasured());
        assertEquals(AccountedHouse.at("2025-03-26T00:00").toEpochMilli(), recent.week().startMillis(),
                "a week of seven days, in which the clock was changed");
    }

    @Test
    void aGapIsMissing() throws Exception {
        record("2025-03-20T00:00", "2025-04-01T00:00");
        record("2025-04-01T06:00", "2025-04-01T12:00");
        assertEquals(0.5, recent().orElseThrow().today().measuredShare(), 0.01);
    }

    @Test
    void whatWasBeforeTheFirstReadingIsNotMissing() throws Exception {
        record("2025-04-01T09:00", "2025-04-01T12:00");
        assertTrue(recent().orElseThrow().week().allMeasured());
    }

    @Test
    void aSensorThatFellSilentIsMissing() throws Exception {
        record("2025-03-01T00:00", "2025-03-02T00:00");
        assertEquals(0, recent().orElseThrow().week().knownMillis());
    }
}
