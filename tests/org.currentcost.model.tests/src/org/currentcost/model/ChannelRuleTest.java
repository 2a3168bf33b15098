package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelRuleTest {

    private static final long NONE = Reading.ABSENT;

    @Test
    void allChannelsCountWhereNothingElseWasSaid() {
        var reading = new Reading(1000, NONE, 200, 300);
        assertEquals(Optional.of(reading), ChannelRule.counted(reading, false));
        assertTrue(ChannelRule.counts(NONE, false));
    }

    @Test
    void theFirstChannelAloneCountsWithItsInterval() {
        assertEquals(Optional.of(new Reading(1000, 100, NONE, NONE, 60)),
                ChannelRule.counted(new Reading(1000, 100, 200, 300, 60), true));
        assertTrue(ChannelRule.counts(0, true), "zero is a value");
    }

    @Test
    void aReadingWithoutTheFirstChannelSaysNothing() {
        assertEquals(Optional.empty(), ChannelRule.counted(new Reading(1000, NONE, 200, 300), true));
        assertFalse(ChannelRule.counts(NONE, true));
    }
}
