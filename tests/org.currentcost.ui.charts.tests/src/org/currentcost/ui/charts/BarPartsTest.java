package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.currentcost.ui.charts.BarParts.Kind;
import org.currentcost.ui.charts.BarParts.Part;
import org.currentcost.ui.charts.BarParts.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarPartsTest {

    private static final List<Place> TWO_BUCKETS = List.of(new Place(0, 100), new Place(100, 150));

    private static Optional<Bar> bar(double measured, double memory, double estimated) {
        return Optional.of(new Bar(measured, memory, estimated, "", false));
    }

    @SafeVarargs
    private static BarSeries series(Optional<Bar>... bars) {
        return new BarSeries("House", 0, List.of(bars));
    }

    private static List<Part> parts(Arrangement arrangement, BarSeries... series) {
        return BarParts.of(List.of(series), TWO_BUCKETS, arrangement, 0, 2).parts();
    }

    @Test
    void aBarTakesFourFifthsOfItsBucketHoweverLongThatIs() {
        assertEquals(
                List.of(new Part(0, 0, Kind.MEASURED, 10, 80, 0, 5), new Part(0, 1, Kind.MEASURED, 105, 40, 0, 3)),
                parts(Arrangement.STACKED, series(bar(5, 0, 0), bar(3, 0, 0))));
    }

    @Test
    void measuredMemoryAndEstimatedLieUponEachOther() {
        assertEquals(List.of(new Part(0, 0, Kind.MEASURED, 10, 80, 0, 5), new Part(0, 0, Kind.MEMORY, 10, 80, 5, 7),
                new Part(0, 0, Kind.ESTIMATED, 10, 80, 7, 8)),
                parts(Arrangement.STACKED, series(bar(5, 2, 1), Optional.empty())));
    }

    @Test
    void whatIsNotKnownHasNoPartAndZeroHasOne() {
        assertEquals(List.of(new Part(0, 1, Kind.MEASURED, 105, 40, 0, 0)),
                parts(Arrangement.STACKED, series(Optional.empty(), bar(0, 0, 0))));
    }

    @Test
    void severalSeriesLieUponEachOtherAndGenerationBelowZero() {
        List<Part> parts = parts(Arrangement.STACKED, series(bar(5, 0, 0), Optional.empty()),
                series(bar(-2, 0, 0), Optional.empty()), series(bar(1, 0, 0), Optional.empty()),
                series(bar(-1, -1, 0), Optional.empty()));
        assertEquals(List.of(new Part(0, 0, Kind.MEASURED, 10, 80, 0, 5),
                new Part(1, 0, Kind.MEASURED, 10, 80, 0, -2), new Part(2, 0, Kind.MEASURED, 10, 80, 5, 6),
                new Part(3, 0, Kind.MEASURED, 10, 80, -2, -3), new Part(3, 0, Kind.MEMORY, 10, 80, -3, -4)), parts);
        BarParts all = new BarParts(parts);
        assertEquals(-4, all.lowest());
        assertEquals(6, all.highest());
    }

    @Test
    void sideBySideEachStartsAtZeroAndNoneTouches() {
        List<Part> parts = parts(Arrangement.SIDE_BY_SIDE, series(bar(5, 0, 0), Optional.empty()),
                series(bar(2, 0, 0), Optional.empty()));
        assertEquals(List.of(new Part(0, 0, Kind.MEASURED, 10, 39, 0, 5), new Part(1, 0, Kind.MEASURED, 50, 40, 0, 2)),
                parts);
    }

    @Test
    void whatIsComparedIsDrawnFirstAndWider() {
        assertEquals(List.of(new Part(1, 0, Kind.MEASURED, 10, 80, 0, 2), new Part(0, 0, Kind.MEASURED, 25, 50, 0, 5)),
                parts(Arrangement.COMPARED, series(bar(5, 0, 0), Optional.empty()),
                        series(bar(2, 0, 0), Optional.empty())));
    }

    @Test
    void severalAreComparedInPairsBesideEachOther() {
        List<Part> parts = parts(Arrangement.COMPARED, series(bar(5, 0, 0), Optional.empty()),
                series(bar(2, 0, 0), Optional.empty()), series(bar(4, 0, 0), Optional.empty()),
                series(bar(3, 0, 0), Optional.empty()));
        assertEquals(List.of(new Part(3, 0, Kind.MEASURED, 50, 40, 0, 3), new Part(2, 0, Kind.MEASURED, 57, 25, 0, 4),
                new Part(1, 0, Kind.MEASURED, 10, 39, 0, 2), new Part(0, 0, Kind.MEASURED, 17, 24, 0, 5)), parts);
    }

    @Test
    void aZeroIsNotDrawnOverWhatItLiesUpon() {
        assertEquals(List.of(new Part(0, 0, Kind.MEASURED, 10, 80, 0, 5)), parts(Arrangement.STACKED,
                series(bar(5, 0, 0), Optional.empty()), series(bar(0, 0, 0), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.4", "10.2, 10.9", "10.6, 12.4"})
    void aBucketBelowThreePixelsHasABarOfAPixelAtLeast(double left, double right) {
        int[] bar = new Place(left, right).bar(0.8);
        assertTrue(bar[1] >= 1);
        assertTrue(bar[0] <= right && bar[0] + bar[1] >= left);
    }
}
