package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldRuleTest {

    private static final long NOMINAL = 26_000;
    private static final Reading READ = Reading.of(Instant.ofEpochMilli(1_000_000), 5);

    private static Reading counted(long intervalMillis) {
        return Reading.counted(1_000_000, intervalMillis, 5);
    }

    @Test
    void aValueThatWasReadHoldsForThreeNominalIntervals() {
        assertEquals(1_078_000, HoldRule.endMillis(READ, NOMINAL));
        assertFalse(HoldRule.isCourseEstimated(0, NOMINAL));
    }

    @Test
    void whatWasCountedCoversItsOwnIntervalAndNothingBeyond() {
        assertEquals(1_000_001, HoldRule.endMillis(counted(1), NOMINAL));
        assertEquals(1_026_000, HoldRule.endMillis(counted(26_000), NOMINAL));
        assertEquals(2_560_000, HoldRule.endMillis(counted(1_560_000), NOMINAL));
    }

    @Test
    void theCourseOfALongCountIsAnEstimate() {
        assertFalse(HoldRule.isCourseEstimated(900_000, 300_000));
        assertTrue(HoldRule.isCourseEstimated(900_001, 300_000));
        // a sensor of 26 seconds whose rhythm nobody told
        assertFalse(HoldRule.isCourseEstimated(26_000, 6_000));
        assertFalse(HoldRule.isCourseEstimated(300_000, 6_000));
        assertTrue(HoldRule.isCourseEstimated(300_001, 6_000));
    }

    @Test
    void theNextCountIsDueAfterAnotherInterval() {
        assertEquals(1_078_000, HoldRule.freshUntilMillis(READ, NOMINAL));
        // known at 1 026 000, and three more may be lost
        assertEquals(1_104_000, HoldRule.freshUntilMillis(counted(26_000), NOMINAL));
        // a slow night
        assertEquals(1_600_000, HoldRule.freshUntilMillis(counted(300_000), NOMINAL));
    }

    @Test
    void aBucketIsMarkedWhereMostOfItsCoveredTimeIsEstimated() {
        assertFalse(new Bucket(0, 100, 1, 80, 1, 1, 80).isCourseEstimated());
        assertFalse(new Bucket(0, 100, 1, 80, 1, 1, 80, 40).isCourseEstimated());
        assertTrue(new Bucket(0, 100, 1, 80, 1, 1, 80, 41).isCourseEstimated());
        assertFalse(new Bucket(0, 100, 1, 0, 1, 1, 0).isCourseEstimated());
        assertEquals(50, new Bucket(0, 100, 1, 80, 1, 1, 80, 41).plus(new Bucket(100, 200, 1, 80, 1, 1, 80, 9))
                .estimatedMillis());
    }
}
