package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.block;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** What the meter's memory adds to live readings, against figures worked out by hand. */
class GapFillerTest {

    private static final long START = millis("2026-01-10T23:00:00Z");
    private static final long WATT_HOUR = 3_600_000_000L;

    @Test
    void aBlockFillsTheTimeWithoutReadings() {
        // 1000 W over the first hour and half of the next quarter; the block has 2 kWh.
        var builder = new QuarterHours.Builder(START, START + HOUR + QUARTER);
        for (int i = 0; i < 4; i++) {
            add(builder, START + i * QUARTER, QUARTER, 1000);
        }
        add(builder, START + HOUR, QUARTER / 2, 1000);
        var filled = GapFiller.fill(builder.build(), List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 2000)));
        var sum = filled.sum(START, START + 2 * HOUR);
        assertEquals(2000 * WATT_HOUR, sum.microjoules());
        assertEquals(1125 * WATT_HOUR, sum.measuredMicrojoules());
        assertEquals(875 * WATT_HOUR, sum.memoryMicrojoules());
        assertEquals(7 * QUARTER / 2, sum.memoryMillis());
        assertEquals(0, sum.estimatedMillis());
        assertEquals(0, sum.missingMillis());
        // Cut, the block's share is an estimate: 3 of 3.5 open quarters lie in the last three quarters.
        var part = filled.sum(START + HOUR + QUARTER, START + 2 * HOUR);
        assertEquals(750 * WATT_HOUR, part.estimatedMicrojoules());
        assertEquals(3 * QUARTER, part.estimatedMillis());
        assertEquals(0, part.memoryMillis());
    }

    @Test
    void readingsThatCoverEnoughWin() {
        var builder = new QuarterHours.Builder(START, START + 2 * HOUR);
        for (int i = 0; i < 8; i++) {
            add(builder, START + i * QUARTER, QUARTER * 95 / 100, 1000);
        }
        var live = builder.build();
        var block = List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 2000));
        assertEquals(live.sum(START, START + 2 * HOUR), GapFiller.fill(live, block).sum(START, START + 2 * HOUR));
        add(builder, START, -1, 0);
        assertEquals(2 * HOUR, GapFiller.fill(builder.build(), block).sum(START, START + 2 * HOUR).knownMillis());
    }

    @Test
    void shortBlocksGoFirstAndADayAddsOnlyTheRest() {
        var blocks = List.of(block(HistorySpan.DAY, START, DAY, 24_000),
                block(HistorySpan.TWO_HOURS, START + 4 * HOUR, 2 * HOUR, 5000),
                block(HistorySpan.MONTH, START - 29 * DAY, 30 * DAY, 24_000 + 29 * 2400));
        var filled = GapFiller.fill(QuarterHours.NONE, blocks);
        assertEquals(5000 * WATT_HOUR, filled.sum(START + 4 * HOUR, START + 6 * HOUR).memoryMicrojoules());
        // 19 kWh over the other 22 hours
        assertEquals(19_000 * WATT_HOUR / 22.0, filled.sum(START, START + HOUR).estimatedMicrojoules(), 100);
        var day = filled.sum(START, START + DAY);
        assertEquals(24_000 * WATT_HOUR, day.memoryMicrojoules());
        assertEquals(DAY, day.memoryMillis());
        assertEquals(2400 * WATT_HOUR, filled.sum(START - DAY, START).estimatedMicrojoules(), 100);
        assertEquals((24_000 + 29 * 2400) * WATT_HOUR, filled.sum(START - 29 * DAY, START + DAY).memoryMicrojoules());
    }

    @Test
    void readingsAboveTheMetersFigureLeaveNothingForTheRest() {
        var live = full(TimeRange.ofMillis(START, START + HOUR), at -> 5000);
        var filled = GapFiller.fill(live, List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 2000)));
        var sum = filled.sum(START, START + 2 * HOUR);
        assertEquals(5000 * WATT_HOUR, sum.microjoules());
        assertEquals(HOUR, sum.memoryMillis());
        assertEquals(0, sum.memoryMicrojoules());
    }

    @Test
    void zeroIsEnergyToo() {
        var filled = GapFiller.fill(QuarterHours.NONE, List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 0)));
        assertEquals(2 * HOUR, filled.sum(START, START + DAY).knownMillis());
        assertEquals(0, filled.sum(START, START + DAY).microjoules());
    }

    @Test
    void withoutBlocksNothingChanges() {
        var live = full(TimeRange.ofMillis(START, START + HOUR), at -> 5000);
        assertSame(live, GapFiller.fill(live, List.of()));
    }

    @Test
    void blocksBesideTheQuartersNeverShareOne() {
        // Seven minutes late: both move to the nearest quarters.
        long late = START + 420_000;
        var filled = GapFiller.fill(QuarterHours.NONE, List.of(block(HistorySpan.TWO_HOURS, late, 2 * HOUR, 1000),
                block(HistorySpan.TWO_HOURS, late + 2 * HOUR, 2 * HOUR, 3000)));
        assertEquals(1000 * WATT_HOUR, filled.sum(START, START + 2 * HOUR).memoryMicrojoules());
        assertEquals(3000 * WATT_HOUR, filled.sum(START + 2 * HOUR, START + 4 * HOUR).memoryMicrojoules());
        assertEquals(4 * HOUR, filled.sum(START - DAY, START + DAY).knownMillis());
    }

    @Test
    void theOrderOfBlocksIsOfNoMeaningAndEveryBlockKeepsItsEnergy() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var blocks = new ArrayList<>(Quarters.blocks(random, START, 60));
            var first = GapFiller.fill(QuarterHours.NONE, blocks);
            Collections.shuffle(blocks, random);
            var second = GapFiller.fill(QuarterHours.NONE, blocks);
            for (long at = START; at < START + 60 * DAY; at += HOUR) {
                assertEquals(first.sum(at, at + HOUR), second.sum(at, at + HOUR), "seed " + seed);
            }
            for (var block : blocks) {
                assertEquals(block.wattHours() * WATT_HOUR,
                        first.sum(block.startMillis(), block.endMillis()).memoryMicrojoules(), "seed " + seed);
            }
        }
    }
}
