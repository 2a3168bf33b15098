package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of quarters against figures worked out by hand. */
class QuarterHoursTest {

    private static final long START = millis("2026-03-01T10:00:00Z");

    /** 10:00 400 W, 10:15 800 W for a third of it, 10:30 nothing, 10:45 100 W. */
    private static QuarterHours sample() {
        var builder = new QuarterHours.Builder(START, START + HOUR);
        add(builder, START, QUARTER, 400);
        add(builder, START + QUARTER + 5_000, QUARTER / 3, 800);
        add(builder, START + 3 * QUARTER, QUARTER / 2, 100);
        add(builder, START + 3 * QUARTER + QUARTER / 2, QUARTER / 2, 100);
        return builder.build();
    }

    @Test
    void anHourAddsUpItsQuarters() {
        var sum = sample().sum(START, START + HOUR);
        // 400 W x 900 s + 800 W x 300 s + 100 W x 900 s = 690 kJ
        assertEquals(690_000_000_000L, sum.microjoules());
        assertEquals(0.69 / 3.6, sum.kilowattHours(), 1e-12);
        assertEquals(2_100_000, sum.measuredMillis());
        assertEquals(1_500_000, sum.missingMillis());
        assertEquals(7 / 12.0, sum.knownShare(), 1e-12);
        assertEquals(1_600_000, sum.peakMilliwatts());
        assertEquals(690e9 / 2_100_000, sum.meanMilliwatts(), 1e-6);
    }

    @Test
    void aSumTakesTheQuartersThatBeginInItsRange() {
        var quarters = sample();
        assertEquals(360_000_000_000L, quarters.sum(START - HOUR, START + QUARTER).microjoules());
        assertEquals(360_000_000_000L, quarters.sum(START - HOUR, START + 1).microjoules());
        assertEquals(330_000_000_000L, quarters.sum(START + 1, START + HOUR).microjoules());
        assertEquals(90_000_000_000L, quarters.sum(START + 2 * QUARTER, START + 9 * HOUR).microjoules());
        assertFalse(quarters.sum(START + HOUR, START + 9 * HOUR).known());
        assertFalse(quarters.sum(START - HOUR, START).known());
        assertFalse(quarters.sum(START + 2 * QUARTER, START + 2 * QUARTER).known());
        assertEquals(690_000_000_000L, quarters.sum(TimeRange.ALL.startMillis(), TimeRange.ALL.endMillis())
                .microjoules());
    }

    /** A reading holds beyond the present: that must not make up for what is missing before. */
    @ParameterizedTest
    @CsvSource({"900000, 300000, true, 0", "900000, 600000, true, 0", "899999, 300000, false, 1",
        "300000, 600000, false, 600000", "900000, 299999, false, 1", "900000, 0, false, 300000"})
    void noMoreIsKnownOfASpanThanItIsLong(long first, long second, boolean all, long missing) {
        var builder = new QuarterHours.Builder(START, START + HOUR);
        add(builder, START, first, 400);
        add(builder, START + QUARTER, second, 400);
        var sum = builder.build().sum(START, START + QUARTER + 300_000);
        assertEquals(all, sum.allMeasured());
        assertEquals(missing, sum.missingMillis());
    }

    @Test
    void theMetersMemoryReachesNoFurtherThanASpan() {
        var builder = new QuarterHours.Builder(START, START + HOUR);
        add(builder, START, QUARTER / 3, 400);
        builder.fill(TimeRange.ofMillis(START, START + HOUR), 1, 1);
        var sum = builder.build().sum(START, START + QUARTER / 2);
        assertEquals(QUARTER / 3, sum.measuredMillis());
        assertEquals(QUARTER / 2 - QUARTER / 3, sum.estimatedMillis());
        assertFalse(sum.allMeasured());
        assertEquals(0, sum.missingMillis());
    }

    @Test
    void whatLiesOutsideOfABuilderIsNotTaken() {
        var builder = new QuarterHours.Builder(START, START + QUARTER);
        add(builder, START - 1, QUARTER, 400);
        add(builder, START + QUARTER, QUARTER, 400);
        assertFalse(builder.build().sum(START - HOUR, START + HOUR).known());
    }

    @Test
    void aBuilderTakesOverAndForgets() {
        var wider = sample().toBuilder(TimeRange.ofMillis(START - HOUR, START + 2 * HOUR))
                .clearFrom(START + 2 * QUARTER + 5).build();
        assertEquals(START - HOUR, wider.range().startMillis());
        assertEquals(12, wider.size());
        assertEquals(600_000_000_000L, wider.sum(START - HOUR, START + 2 * HOUR).microjoules());
        var filled = GapFiller.fill(sample(), List.of(Quarters.block(
                HistorySpan.TWO_HOURS, START, 2 * HOUR, 1000)));
        assertTrue(filled.filledMillis(7) > 0);
        var cleared = filled.toBuilder(filled.range()).clearFrom(START + QUARTER).build();
        assertEquals(QUARTER, cleared.sum(START, START + 2 * HOUR).knownMillis());
    }

    @Test
    void nothingIsASeriesToo() {
        assertEquals(0, QuarterHours.NONE.size());
        assertFalse(QuarterHours.NONE.sum(0, HOUR).known());
        var builder = QuarterHours.NONE.toBuilder(TimeRange.ofMillis(START, START + HOUR));
        add(builder, START, QUARTER, 4);
        assertEquals(3_600_000_000L, builder.build().sum(START, START + HOUR).microjoules());
        assertEquals(0, QuarterHours.NONE.negated().size());
    }

    @Test
    void theOppositeHasItsMeanForAPeak() {
        var negated = sample().negated();
        assertEquals(-690_000_000_000L, negated.sum(START, START + HOUR).microjoules());
        assertEquals(2_100_000, negated.sum(START, START + HOUR).measuredMillis());
        assertEquals(-100_000, negated.sum(START, START + HOUR).peakMilliwatts());
        assertEquals(1_600_000, sample().peakMilliwatts(1), "the original stays as it is");
    }

    @Test
    void sumsOfNeighboursAddUp() {
        var quarters = sample();
        var whole = quarters.sum(START, START + HOUR);
        assertEquals(whole, quarters.sum(START, START + 2 * QUARTER)
                .plus(quarters.sum(START + 2 * QUARTER, START + HOUR)));
    }
}
