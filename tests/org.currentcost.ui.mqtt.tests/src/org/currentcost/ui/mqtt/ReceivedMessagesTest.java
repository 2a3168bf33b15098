package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

    private static final String ANNOUNCEMENT = "homeassistant/sensor/plug/config";

    @Test
    void theLastMessagesOfEachTopicAreKeptTheYoungestFirst() {
        var received = new ReceivedMessages();
        for (int i : new int[]{1, 2, 3, 4, 2, 2, 5, 6, 2}) {
            received.message("a", new byte[]{(byte) i}, 0, false);
        }
        received.message("b", new byte[]{3}, 0, false);
        assertEquals(2, received.messages().size());
        assertEquals(List.of(2, 6, 5, 4, 3), received.messages().get("a").stream().map(one -> (int) one[0]).toList());
        received.message("a", new byte[10_000], 0, false);
        assertEquals(List.of(10_000), received.messages().get("a").stream().map(one -> one.length).toList());
    }

    @Test
    void aLargeBrokerDoesNotCrowdOutWhatAnnouncesItself() {
        var received = new ReceivedMessages();
        for (int i = 0; i < ReceivedMessages.MOST_TOPICS + 500; i++) {
            received.message("topic/" + i, new byte[1], 0, false);
        }
        received.message(ANNOUNCEMENT, new byte[]{7}, 0, true);
        assertEquals(ReceivedMessages.MOST_TOPICS + 1, received.messages().size());
        assertArrayEquals(new byte[]{7}, received.messages().get(ANNOUNCEMENT).getFirst());
        received.message("topic/3", new byte[]{9}, 0, false);
        assertArrayEquals(new byte[]{9}, received.messages().get("topic/3").getFirst());
    }

    @Test
    void whatIsKeptIsBoundedInBytes() {
        var received = new ReceivedMessages();
        for (int i = 0; i < 2000; i++) {
            received.message("camera/" + i, new byte[TopicTree.LONGEST_PAYLOAD], 0, false);
            received.message("film/" + i, new byte[TopicTree.LONGEST_PAYLOAD + 1], 0, false);
        }
        received.message("t".repeat(TopicTree.LONGEST_TOPIC + 1), new byte[1], 0, false);
        long bytes = received.messages().values().stream().flatMap(List::stream)
                .mapToLong(payload -> payload.length).sum();
        assertTrue(bytes <= ReceivedMessages.MOST_BYTES, () -> bytes + " bytes");
        assertTrue(bytes > ReceivedMessages.MOST_BYTES / 2, () -> bytes + " bytes");
        assertTrue(received.messages().keySet().stream().allMatch(topic -> topic.startsWith("camera/")));
    }

    @Test
    void tellsWhatSpeaksFromWhatWasKept() {
        var received = new ReceivedMessages();
        received.message("kept", new byte[]{'1'}, 0, true);
        received.message("both", new byte[]{'1'}, 0, true);
        received.message("both", new byte[]{'2'}, 0, false);
        assertEquals(Set.of("both"), received.live());
        assertEquals(2, received.messages().size());
    }
}
