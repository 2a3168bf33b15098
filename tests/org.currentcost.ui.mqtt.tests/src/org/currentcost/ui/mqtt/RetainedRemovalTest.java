package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.currentcost.source.SourceProblem;
import org.junit.jupiter.api.Test;

class RetainedRemovalTest {

    private static final List<String> TOPICS = IntStream.range(0, 101).mapToObj(i -> "topic/" + i).toList();

    @Test
    void allAreTakenAwayNoFasterThanFiftyASecond() throws Exception {
        var cleared = new ArrayList<String>();
        var removal = new RetainedRemoval(TOPICS, cleared::add);
        int rests = 0;
        while (removal.step()) {
            rests++;
            assertTrue(cleared.size() * 1000L <= 50L * rests * RetainedRemoval.REST_MILLIS, cleared.size() + " sent");
        }
        assertEquals(TOPICS, cleared);
        assertEquals(10, rests);
        assertEquals(101, removal.done());
        assertFalse(removal.step(), "there is nothing left to do");
        assertEquals(101, cleared.size());
    }

    @Test
    void aBrokenLinkEndsItAndItIsKnownHowFarItCame() throws Exception {
        var cleared = new ArrayList<String>();
        var removal = new RetainedRemoval(TOPICS, topic -> {
            if (cleared.size() == 13) {
                throw SourceProblem.passing("The link broke.", "Try again.");
            }
            cleared.add(topic);
        });
        assertTrue(removal.step());
        assertThrows(SourceProblem.class, removal::step);
        assertEquals(13, removal.done());
        assertEquals(101, removal.all());
    }
}
