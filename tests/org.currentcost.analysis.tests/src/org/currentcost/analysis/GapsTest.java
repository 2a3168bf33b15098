package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.currentcost.analysis.Gaps.Gap;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** The list of what is missing. */
class GapsTest {

    private static final long START = millis("2026-03-01T10:00:00Z");

    private static Gap gap(long start, long end, long missing) {
        return new Gap(TimeRange.ofMillis(START + start, START + end), missing);
    }

    private static TimeRange range(long start, long end) {
        return TimeRange.ofMillis(START + start, START + end);
    }

    /** Known from 10:00 to 10:15, half of 10:15, nothing of 10:30, from 10:45 to 11:15 again, 14 min of 11:15. */
    private static QuarterHours sample() {
        var builder = new QuarterHours.Builder(START, START + 6 * QUARTER);
        add(builder, START, QUARTER, 1);
        add(builder, START + QUARTER, QUARTER / 2, 1);
        add(builder, START + 3 * QUARTER, QUARTER, 1);
        add(builder, START + 4 * QUARTER, QUARTER, 1);
        add(builder, START + 5 * QUARTER, QUARTER - 60_000, 1);
        return builder.build();
    }

    @Test
    void missingSpansAreListed() {
        assertEquals(List.of(gap(QUARTER, 3 * QUARTER, QUARTER + QUARTER / 2), gap(5 * QUARTER, 6 * QUARTER, 60_000)),
                Gaps.of(sample(), range(0, 6 * QUARTER)));
    }

    @Test
    void timeWithoutQuartersIsMissing() {
        assertEquals(
                List.of(gap(-DAY, 0, DAY), gap(QUARTER, 3 * QUARTER, QUARTER + QUARTER / 2),
                        gap(5 * QUARTER, 8 * QUARTER, 60_000 + 2 * QUARTER)),
                Gaps.of(sample(), range(-DAY, 8 * QUARTER)));
        assertEquals(List.of(gap(DAY, 2 * DAY, DAY)), Gaps.of(sample(), range(DAY, 2 * DAY)));
        assertEquals(List.of(gap(-2 * DAY, -DAY, DAY)), Gaps.of(sample(), range(-2 * DAY, -DAY)));
        assertEquals(List.of(gap(0, DAY, DAY)), Gaps.of(QuarterHours.NONE, range(0, DAY)));
    }

    @Test
    void aRangeCutsGaps() {
        assertEquals(List.of(gap(2 * QUARTER + 1, 2 * QUARTER + 10, 9)),
                Gaps.of(sample(), range(2 * QUARTER + 1, 2 * QUARTER + 10)));
        assertEquals(List.of(gap(QUARTER, 3 * QUARTER - 10, QUARTER + QUARTER / 2 - 10)),
                Gaps.of(sample(), range(0, 3 * QUARTER - 10)));
        assertEquals(List.of(), Gaps.of(sample(), range(10, QUARTER)));
        assertEquals(List.of(), Gaps.of(sample(), range(2 * QUARTER, 2 * QUARTER)));
    }

    /** Two and a half minutes into it, all of them known. */
    @Test
    void thePresentQuarterIsNotMissingBecauseItIsNotOver() {
        var builder = new QuarterHours.Builder(START, START + 2 * QUARTER);
        add(builder, START, QUARTER, 1);
        add(builder, START + QUARTER, 150_000, 1);
        assertEquals(List.of(), Gaps.of(builder.build(), range(0, QUARTER + 150_000)));
        // The last reading holds beyond the present.
        assertEquals(List.of(), Gaps.of(builder.build(), range(0, QUARTER + 140_000)));
        assertEquals(List.of(gap(QUARTER, QUARTER + 200_000, 50_000)),
                Gaps.of(builder.build(), range(0, QUARTER + 200_000)));
    }

    @Test
    void gapsHoldAllThatSumsMiss() {
        for (int seed = 0; seed < 20; seed++) {
            // The present is anywhere in a quarter.
            var range = range(0, 20 * DAY + new Random(seed).nextLong(DAY));
            var quarters = Quarters.random(new Random(seed), range(HOUR, 29 * DAY));
            var gaps = Gaps.of(quarters, range);
            assertEquals(quarters.sum(range.startMillis(), range.endMillis()).missingMillis(),
                    gaps.stream().mapToLong(Gap::missingMillis).sum());
            for (int i = 1; i < gaps.size(); i++) {
                assertTrue(gaps.get(i - 1).range().end().isBefore(gaps.get(i).range().start()), "seed " + seed);
            }
        }
    }

    @Test
    void withoutGapsTheListIsEmpty() {
        assertEquals(List.of(), Gaps.of(full(range(0, DAY), at -> 0), range(0, DAY)));
    }
}
