package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two rules of one number: a time that counts as a whole, and live readings that win over a meter's memory. */
class CompleteRuleTest {

    @ParameterizedTest
    @CsvSource({"0,100,false", "94,100,false", "949999,1000000,false", "95,100,true", "100,100,true", "0,0,true"})
    void aTimeCountsAsAWholeFromItsShareOn(long known, long millis, boolean holds) {
        assertEquals(holds, CompleteRule.holds(known, millis));
        if (millis > 0) {
            assertEquals(holds, CompleteRule.holds((double) known / millis));
            assertEquals(holds, LiveWinsRule.holds((double) known / millis));
        }
    }
}
