package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.currentcost.model.Percent.Bound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither is what is there told as nothing, nor what lacks something as all. */
class PercentTest {

    @ParameterizedTest
    @CsvSource({
        "0, ABOUT, 0",
        "1, ABOUT, 100",
        "0.0000000001, UNDER, 1",
        "0.003, UNDER, 1",
        "0.0099, UNDER, 1",
        "0.01, ABOUT, 1",
        "0.0149, ABOUT, 1",
        "0.015, ABOUT, 2",
        "0.5, ABOUT, 50",
        "0.985, ABOUT, 98",
        "0.99, ABOUT, 99",
        "0.9901, OVER, 99",
        "0.995, OVER, 99",
        "0.9997, OVER, 99",
        "0.9999999999999999, OVER, 99",
        "1.004, ABOUT, 100",
        "2.5, ABOUT, 250",
        "-0.2, ABOUT, -20"})
    void tellsAShareInWholePercents(double share, Bound bound, long value) {
        assertEquals(new Percent(bound, value), Percent.of(share));
    }

    @ParameterizedTest
    @CsvSource({"1, 86400000", "1000, 31622400000", "1, 3162240000000"})
    void aMillisecondOfYearsCounts(long part, long whole) {
        assertEquals(new Percent(Bound.UNDER, 1), Percent.of((double) part / whole));
        assertEquals(new Percent(Bound.OVER, 99), Percent.of((double) (whole - part) / whole));
    }
}
