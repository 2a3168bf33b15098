package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;

/** What a meter remembered is kept once, apart from the readings, and over restarts. */
public abstract class MeterMemoryContract extends StoreContract {

    protected static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    protected static final long START = Instant.parse("2026-01-20T13:00:00Z").toEpochMilli();
    private static final long HOURS = 7_200_000;

    protected MeterMemoryContract(EngineUnderTest engine) {
        super(engine);
    }

    protected static HistoryBlock block(int number, long wattHours) {
        return new HistoryBlock(HistorySpan.TWO_HOURS, START + number * HOURS, START + (number + 1) * HOURS, wattHours);
    }

    @Test
    void tellingAgainChangesNothing() throws StoreException {
        var day = new HistoryBlock(HistorySpan.DAY, START, START + 12 * HOURS, 9000);
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            assertEquals(3, store.appendHistory(HOUSE, List.of(block(1, 0), block(0, 700), day)));
            assertEquals(0, store.appendHistory(HOUSE, List.of(block(0, 700), block(1, 0), day)));
            assertEquals(1, store.appendHistory(HOUSE, List.of(block(0, 700), block(1, 20))));
            assertEquals(List.of(), store.series(), "a memory is no reading");
        }
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            assertEquals(List.of(HOUSE), store.seriesWithHistory());
            assertEquals(List.of(block(0, 700), block(1, 20)),
                    store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
            assertEquals(List.of(day), store.history(HOUSE, HistorySpan.DAY, TimeRange.ALL));
            assertEquals(List.of(block(1, 20)), store.history(HOUSE, HistorySpan.TWO_HOURS,
                    TimeRange.ofMillis(START + HOURS, START + 2 * HOURS)));
            assertEquals(List.of(), store.history(SeriesKey.power("Home", 5), HistorySpan.DAY, TimeRange.ALL));
        }
    }

    @Test
    void whatIsToldAgainAtOtherBordersIsLeftOut() throws StoreException {
        long hour = HOURS / 2;
        var shifted = new HistoryBlock(HistorySpan.TWO_HOURS, START + hour, START + hour + HOURS, 700);
        var beyond = new HistoryBlock(HistorySpan.TWO_HOURS, START + HOURS + hour, START + 2 * HOURS + hour, 800);
        var half = new HistoryBlock(HistorySpan.TWO_HOURS, START + hour, START + HOURS, 300);
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            store.appendHistory(HOUSE, List.of(block(0, 700), block(1, 800)));
            assertEquals(1, store.appendHistory(HOUSE, List.of(shifted, beyond)));
            assertEquals(0, store.appendHistory(HOUSE, List.of(shifted, beyond, block(0, 700), block(1, 800))));
            assertEquals(1, store.appendHistory(HOUSE, List.of(half)), "a finer one tells more");
            assertEquals(List.of(block(0, 700), half, block(1, 800), beyond),
                    store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
        }
    }
}
