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
        var heard = new ReceivedMessages();
        for (int i : new int[]{1, 2, 3, 4, 2, 2, 5, 6, 2}) {
            heard.message("a", new byte[]{(byte) i}, 0, false);
        }
        heard.message("b", new byte[]{3}, 0, false);
        assertEquals(2, heard.messages().size());
        assertEquals(List.of(2, 6, 5, 4, 3), heard.messages().get("a").stream().map(one -> (int) one[0]).toList());
        heard.message("a", new byte[10_000], 0, false);
        assertEquals(List.of(10_000), heard.messages().get("a").stream().map(one -> one.length).toList());
    }

    @Test
    void aLargeBrokerDoesNotCrowdOutWhatAnnouncesItself() {
        var heard = new ReceivedMessages();
        for (int i = 0; i < ReceivedMessages.MOST_TOPICS + 500; i++) {
            heard.message("topic/" + i, new byte[1], 0, false);
        }
        heard.message(ANNOUNCEMENT, new byte[]{7}, 0, true);
        assertEquals(ReceivedMessages.MOST_TOPICS + 1, heard.messages().size());
        assertArrayEquals(new byte[]{7}, heard.messages().get(ANNOUNCEMENT).getFirst());
        heard.message("topic/3", new byte[]{9}, 0, false);
        assertArrayEquals(new byte[]{9}, heard.messages().get("topic/3").getFirst());
    }

    @Test
    void whatIsKeptIsBoundedInBytes() {
        var heard = new ReceivedMessages();
        for (int i = 0; i < 2000; i++) {
            heard.message("camera/" + i, new byte[TopicTree.LONGEST_PAYLOAD], 0, false);
            heard.message("film/" + i, new byte[TopicTree.LONGEST_PAYLOAD + 1], 0, false);
        }
        heard.message("t".repeat(TopicTree.LONGEST_TOPIC + 1), new byte[1], 0, false);
        long bytes = heard.messages().values().stream().flatMap(List::stream)
                .mapToLong(payload -> payload.length).sum();
        assertTrue(bytes <= ReceivedMessages.MOST_BYTES, () -> bytes + " bytes");
        assertTrue(bytes > ReceivedMessages.MOST_BYTES / 2, () -> bytes + " bytes");
        assertTrue(heard.messages().keySet().stream().allMatch(topic -> topic.startsWith("camera/")));
    }

    @Test
    void tellsWhatSpeaksFromWhatWasKept() {
        var heard = new ReceivedMessages();
        heard.message("kept", new byte[]{'1'}, 0, true);
        heard.message("both", new byte[]{'1'}, 0, true);
        heard.message("both", new byte[]{'2'}, 0, false);
        assertEquals(Set.of("both"), heard.live());
        assertEquals(2, heard.messages().size());
    }
}
