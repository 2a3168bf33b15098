package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

class ChartDataTest {

    private static final List<Bucket> WITH_GAP = List.of(Buckets.reading(1000, 10, 5), Buckets.reading(1010, 10, 6),
            Buckets.reading(1050, 10, 7), Buckets.reading(1060, 10, 8));

    @Test
    void aGapIsWhatLiesBetweenAnEndAndTheNextStart() {
        assertEquals(List.of(TimeRange.ofMillis(1020, 1050)),
                ChartData.gaps(WITH_GAP, TimeRange.ofMillis(1000, 1070)));
        assertFalse(ChartData.isGap(WITH_GAP.get(0), WITH_GAP.get(1)));
        assertTrue(ChartData.isGap(WITH_GAP.get(1), WITH_GAP.get(2)));
    }

    @Test
    void aGapThatReachesIntoTheRangeIsFoundThoughItsBeginningIsNotInView() {
        assertEquals(List.of(TimeRange.ofMillis(1020, 1050)),
                ChartData.gaps(WITH_GAP, TimeRange.ofMillis(1030, 1040)));
        assertEquals(List.of(), ChartData.gaps(WITH_GAP, TimeRange.ofMillis(1050, 1070)));
        assertEquals(List.of(), ChartData.gaps(WITH_GAP, TimeRange.ofMillis(1000, 1020)));
    }

    @Test
    void beforeTheFirstAndAfterTheLastBucketThereIsNoGap() {
        assertEquals(List.of(), ChartData.gaps(WITH_GAP, TimeRange.ofMillis(0, 1015)));
        assertEquals(List.of(), ChartData.gaps(WITH_GAP, TimeRange.ofMillis(1055, 9000)));
        assertEquals(List.of(), ChartData.gaps(List.of(), TimeRange.ofMillis(0, 10)));
    }

    @Test
    void aMomentInAGapHasNoBucket() {
        assertEquals(OptionalInt.empty(), ChartData.indexAt(WITH_GAP, 999));
        assertEquals(OptionalInt.of(0), ChartData.indexAt(WITH_GAP, 1000));
        assertEquals(OptionalInt.of(1), ChartData.indexAt(WITH_GAP, 1019));
        assertEquals(OptionalInt.empty(), ChartData.indexAt(WITH_GAP, 1020));
        assertEquals(OptionalInt.of(3), ChartData.indexAt(WITH_GAP, 1069));
        assertEquals(OptionalInt.empty(), ChartData.indexAt(WITH_GAP, 1070));
    }

    @Test
    void onlyWhatIsInTheRangeCounts() {
        ChartData data = new ChartData(TimeRange.ofMillis(1005, 1055), List.of(new ChartSeries("a", 0, WITH_GAP)));
        assertEquals(WITH_GAP.subList(0, 3), ChartData.within(WITH_GAP, data.range()));
        assertEquals(new ChartData.Extremes(5000, 7000), data.extremes());
        assertTrue(data.withRange(TimeRange.ofMillis(1021, 1049)).isEmpty());
        assertTrue(data.withRange(TimeRange.ofMillis(1070, 2000)).isEmpty());
    }

    @Test
    void extremesAreThoseOfTheBandNotOfTheMeans() {
        ChartData data = new ChartData(TimeRange.ofMillis(0, 100),
                List.of(new ChartSeries("a", 0, List.of(Buckets.sum(0, 100, 20, 50, 900)))));
        assertEquals(new ChartData.Extremes(20_000, 900_000), data.extremes());
    }

    @Test
    void aBucketWithoutCoverageIsDrawnBetweenItsExtremes() {
        assertEquals(15, ChartData.level(new Bucket(0, 10, 2, 0, 10, 20, 0)));
    }

    @Test
    void aSumOfOneReadingThatDoesNotFillItIsNotASingleReading() {
        assertTrue(ChartData.isSingleReading(Buckets.reading(0, 6000, 0)));
        assertFalse(ChartData.isSingleReading(new Bucket(0, 300_000, 1, 18_000, 5000, 5000, 5000L * 18_000)));
        assertFalse(ChartData.isSingleReading(new Bucket(0, 300_000, 1, 300_000, 5000, 5000, 4000L * 300_000)));
    }
}
