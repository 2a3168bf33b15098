package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.KILOWATT_HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** The house in parts. */
class AppliancesTest {

    private static final long START = millis("2026-05-01T10:00:00Z");
    private static final TimeRange RANGE = TimeRange.ofMillis(START, START + 10 * HOUR);
    private static final SeriesKey ONE = SeriesKey.power("house", 1);
    private static final SeriesKey TWO = SeriesKey.power("house", 2);

    @Test
    void sensorsAndTheRestAreTheHouse() {
        var later = full(TimeRange.ofMillis(START + 6 * HOUR, START + 20 * HOUR), at -> 500);
        var shares = Appliances.shares(full(RANGE, at -> 2000), Map.of(TWO, later, ONE, full(RANGE, at -> 300)), RANGE);
        assertEquals(20, shares.house().kilowattHours(), 1e-9);
        assertEquals(List.of(ONE, TWO), shares.sensors().stream().map(Appliances.Share::series).toList());
        var one = shares.sensors().getFirst();
        assertEquals(0.15, one.ofHouse(), 1e-9);
        assertEquals(1, shares.coverage(one));
        // Known over the last four hours only, in which it is a quarter of the house.
        var two = shares.sensors().getLast();
        assertEquals(2 * KILOWATT_HOUR, two.energy().microjoules());
        assertEquals(4 * HOUR, two.commonMillis());
        assertEquals(0.25, two.ofHouse(), 1e-9);
        assertEquals(0.4, shares.coverage(two), 1e-9);
        assertEquals(15 * KILOWATT_HOUR, shares.rest().microjoules());
        assertFalse(shares.exceeded());
    }

    @Test
    void timeOfWhichOneIsUnknownIsNotCompared() {
        var builder = new QuarterHours.Builder(START, START + HOUR);
        add(builder, START, QUARTER, 1000);
        add(builder, START + QUARTER, QUARTER / 2, 1000);
        var shares = Appliances.shares(builder.build(), Map.of(ONE, full(RANGE, at -> 500)), RANGE);
        var one = shares.sensors().getFirst();
        assertEquals(QUARTER + QUARTER / 2, one.commonMillis());
        assertEquals(0.5, one.ofHouse(), 1e-9);
        assertEquals(one.energy().microjoules(), shares.rest().microjoules());
    }

    @Test
    void sensorsThatExceedTheHouseAreTold() {
        var shares = Appliances.shares(full(RANGE, at -> 400),
                Map.of(ONE, full(RANGE, at -> 300), TWO, full(RANGE, at -> 200)), RANGE);
        assertTrue(shares.exceeded());
        assertEquals(-KILOWATT_HOUR, shares.rest().microjoules());
    }

    @Test
    void nothingIsNoShare() {
        var shares = Appliances.shares(QuarterHours.NONE, Map.of(ONE, full(RANGE, at -> 300)), RANGE);
        assertTrue(Double.isNaN(shares.sensors().getFirst().ofHouse()));
        assertEquals(0, shares.coverage(shares.sensors().getFirst()));
        assertEquals(0, shares.rest().microjoules());
        assertFalse(shares.exceeded());
    }

    @Test
    void theRangeCutsBothAlike() {
        var house = full(RANGE, at -> 2000);
        for (long shift : new long[]{0, 1, QUARTER - 1, QUARTER}) {
            var range = TimeRange.ofMillis(START + HOUR + shift, START + 3 * HOUR + shift);
            var shares = Appliances.shares(house, Map.of(ONE, house), range);
            assertEquals(shares.house().microjoules(), shares.sensors().getFirst().house().microjoules());
            assertEquals(0, shares.rest().microjoules());
        }
    }
}
