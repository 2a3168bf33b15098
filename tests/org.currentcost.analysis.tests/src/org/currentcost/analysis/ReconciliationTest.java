package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.block;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Energy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** The meter's memory held against live readings. */
class ReconciliationTest {

    private static final long START = millis("2026-01-10T23:00:00Z");

    @Test
    void blocksAreComparedWhereReadingsCoverThem() {
        var live = full(TimeRange.ofMillis(START, START + 5 * HOUR), at -> 365);
        var blocks = List.of(block(HistorySpan.TWO_HOURS, START + 4 * HOUR, 2 * HOUR, 700),
                block(HistorySpan.TWO_HOURS, START + 2 * HOUR, 2 * HOUR, 0),
                block(HistorySpan.DAY, START, DAY, 5000), block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 718));
        var comparisons = Reconciliation.of(live, blocks);
        assertEquals(List.of(blocks.get(3), blocks.get(2), blocks.get(1), blocks.get(0)),
                comparisons.stream().map(Reconciliation.Comparison::block).toList());
        var first = comparisons.getFirst();
        assertEquals(0.73, first.liveKilowattHours(), 1e-12);
        assertEquals(0.718, first.meterKilowattHours(), 1e-12);
        assertEquals(1, first.coverage());
        assertEquals(0.012, first.differenceKilowattHours().orElseThrow(), 1e-12);
        assertEquals(100 * 0.012 / 0.718, first.differencePercent().orElseThrow(), 1e-9);
        var day = comparisons.get(1);
        assertEquals(5 / 24.0, day.coverage(), 1e-12);
        assertEquals(5 * 0.365, day.liveKilowattHours(), 1e-12);
        assertEquals(OptionalDouble.empty(), day.differenceKilowattHours());
        assertEquals(OptionalDouble.empty(), day.differencePercent());
        var zero = comparisons.get(2);
        assertEquals(0.73, zero.differenceKilowattHours().orElseThrow(), 1e-12);
        assertEquals(OptionalDouble.empty(), zero.differencePercent());
        assertFalse(comparisons.get(3).comparable());

        var drifts = Reconciliation.drifts(comparisons);
        assertEquals(Set.of(HistorySpan.TWO_HOURS), drifts.keySet());
        var drift = drifts.get(HistorySpan.TWO_HOURS);
        assertEquals(2, drift.blocks());
        assertEquals(1.46 - 0.718, drift.kilowattHours(), 1e-12);
        assertEquals(100 * (1.46 - 0.718) / 0.718, drift.percent().orElseThrow(), 1e-9);
    }

    @Test
    void whatFillsGapsIsNotHeldAgainstItself() {
        var blocks = List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 718));
        var comparison = Reconciliation.of(GapFiller.fill(QuarterHours.NONE, blocks), blocks).getFirst();
        assertEquals(0, comparison.coverage());
        assertEquals(0, comparison.live().microjoules());
        assertTrue(Reconciliation.drifts(List.of(comparison)).isEmpty());
    }

    @Test
    void ninetyFivePerCentAreEnough() {
        var block = block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 718);
        assertTrue(new Reconciliation.Comparison(block, Energy.ZERO, 2 * HOUR * 95 / 100).comparable());
        assertFalse(new Reconciliation.Comparison(block, Energy.ZERO, 2 * HOUR * 95 / 100 - 1).comparable());
    }
}
