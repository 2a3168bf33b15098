package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.currentcost.analysis.Formula;
import org.currentcost.model.Bucket;
import org.junit.jupiter.api.Test;

/** What a formula makes of the courses of its sensors. */
class LivePowerTest {

    private static Formula formula(String text) {
        return assertInstanceOf(Formula.Right.class, Formula.parse(text)).formula();
    }

    private static Bucket single(long start, long end, long milliwatts) {
        return new Bucket(start, end, 1, end - start, milliwatts, milliwatts, milliwatts * (end - start));
    }

    @Test
    void readingsHoldUntilTheNextOneOfAnySensor() {
        var house = List.of(single(0, 6, 1000), single(6, 12, 2000));
        var solar = List.of(single(4, 10, 300));
        assertEquals(List.of(single(4, 6, 700), single(6, 10, 1700)),
                LivePower.computed(formula("0 - 5"), Map.of(0, house, 5, solar)));
    }

    @Test
    void nothingIsKnownWhereOneSensorIsNot() {
        assertEquals(List.of(), LivePower.computed(formula("0 - 5"), Map.of(0, List.of(single(0, 6, 1000)), 5,
                List.of())));
    }

    @Test
    void sumsCountByTheirMeansAndTheLeastCoverage() {
        var house = List.of(new Bucket(0, 100, 10, 100, 500, 3000, 100_000));
        var solar = List.of(new Bucket(0, 100, 5, 50, 0, 400, 10_000));
        assertEquals(List.of(new Bucket(0, 100, 10, 50, 800, 800, 40_000)),
                LivePower.computed(formula("0 - 5"), Map.of(0, house, 5, solar)));
    }

    @Test
    void aSensorMayStandTwice() {
        assertEquals(List.of(single(0, 6, 2000)),
                LivePower.computed(formula("1 + 1"), Map.of(1, List.of(single(0, 6, 1000)))));
    }
}
