package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicTreeTest {

    private static TopicTree.Message message(long millis, String payload, boolean retained) {
        return new TopicTree.Message(millis, payload.getBytes(StandardCharsets.UTF_8), 0, retained);
    }

    private static List<String> names(List<TopicTree.Row> rows) {
        return rows.stream().map(TopicTree.Row::name).toList();
    }

    @Test
    void levelsAreInTheOrderOfTheirNamesAndTellTheirLastMessage() {
        var tree = new TopicTree(10, 100_000, 100);
        tree.add("b/y", message(1, "1", false));
        tree.add("b/x", message(2, "2", true));
        tree.add("a", message(3, "3", false));
        tree.add("b", message(4, "4", false));
        assertEquals(List.of("a", "b"), names(tree.children(Optional.empty(), "", 5)));
        var below = tree.children(Optional.of("b"), "", 5);
        assertEquals(List.of("x", "y"), names(below));
        assertEquals("b/x", below.getFirst().topic());
        assertTrue(below.getFirst().retained());
        assertFalse(below.getLast().retained());
        assertEquals(2, below.getFirst().last().orElseThrow().millis());
        assertEquals(List.of(), tree.children(Optional.of("none"), "", 5));
        assertEquals(4, tree.totals().topics());
    }

    @Test
    void aFilterKeepsWhatLeadsToATopic() {
        var tree = new TopicTree(10, 100_000, 100);
        tree.add("house/Kitchen/kettle", message(1, "1", false));
        tree.add("garden/lamp", message(1, "1", false));
        assertEquals(List.of("house"), names(tree.children(Optional.empty(), "kitchen", 2)));
        assertEquals(List.of("kettle"), names(tree.children(Optional.of("house/Kitchen"), "kitchen", 2)));
        assertEquals(List.of(), tree.children(Optional.empty(), "nothing", 2));
    }

    @Test
    void anEmptyRetainedMessageTakesTheOneThatWasKeptAway() {
        var tree = new TopicTree(10, 100_000, 100);
        tree.add("a", message(1, "1", true));
        tree.add("a", message(2, "2", false));
        assertTrue(tree.children(Optional.empty(), "", 3).getFirst().retained());
        tree.add("a", message(3, "", false));
        assertFalse(tree.children(Optional.empty(), "", 4).getFirst().retained());
    }

    @Test
    void aTopicKeepsItsNewestMessagesAndSaysHowManyWent() {
        var tree = new TopicTree(3, 100_000, 100);
        for (int i = 1; i <= 10; i++) {
            tree.add("a", message(i, String.valueOf(i), false));
        }
        assertEquals(List.of(8L, 9L, 10L), tree.messages("a").stream().map(TopicTree.Message::millis).toList());
        assertEquals(new TopicTree.Totals(1, 10, 7, 0, tree.totals().bytes()), tree.totals());
    }

    @Test
    void allTogetherKeepSoManyBytesAndTheOldestMessagesGoFirst() {
        var tree = new TopicTree(50, 50_000, 100);
        for (int i = 0; i < 1000; i++) {
            tree.add("topic/" + i % 20, message(i, "x".repeat(100), false));
            assertTrue(tree.totals().bytes() <= 50_000, tree.totals()::toString);
        }
        long oldest = Long.MAX_VALUE;
        int kept = 0;
        for (int i = 0; i < 20; i++) {
            var messages = tree.messages("topic/" + i);
            assertEquals(980 + i, messages.getLast().millis());
            oldest = Math.min(oldest, messages.getFirst().millis());
            kept += messages.size();
        }
        assertEquals(1000 - kept, oldest, "those that are kept are the youngest of all");
        assertEquals(1000 - kept, tree.totals().dropped());
        assertEquals(1000, tree.totals().messages());
    }

    @Test
    void evenTheLastMessageOfATopicIsLetGoWhileItsCountStays() {
        var tree = new TopicTree(50, 400_000, 10_000);
        for (int i = 0; i < 500; i++) {
            tree.add("camera/" + i, message(i, "x".repeat(TopicTree.LONGEST_PAYLOAD), false));
            assertTrue(tree.totals().bytes() <= 400_000, tree.totals()::toString);
        }
        var rows = tree.children(Optional.of("camera"), "", 600);
        var first = rows.stream().filter(row -> row.name().equals("0")).findFirst().orElseThrow();
        assertEquals(Optional.empty(), first.last());
        assertEquals(1, first.count());
        assertEquals(List.of(), tree.messages("camera/0"));
        assertTrue(tree.totals().dropped() > 300, tree.totals()::toString);
    }

    @Test
    void theNamesOfTopicsAreCountedAndLeaveHalfOfTheMemoryToMessages() {
        var tree = new TopicTree(50, 100_000, 1_000_000);
        for (int i = 0; i < 5000; i++) {
            tree.add("a/long/name/of/a/topic/" + i, message(i, "", false));
            assertTrue(tree.totals().bytes() <= 100_000, tree.totals()::toString);
        }
        assertTrue(tree.totals().topics() < 200, tree.totals()::toString);
        assertEquals(5000 - tree.totals().topics(), tree.totals().refused());
        assertTrue(tree.messages("a/long/name/of/a/topic/1").size() == 1);
    }

    @Test
    void aLongMessageIsTruncatedAndSaysSo() {
        var whole = new TopicTree.Message(1, new byte[TopicTree.LONGEST_PAYLOAD], 0, false);
        assertFalse(whole.isTruncated());
        var truncated = new TopicTree.Message(1, new byte[1_000_000], 0, false);
        assertTrue(truncated.isTruncated());
        assertEquals(TopicTree.LONGEST_PAYLOAD, truncated.payload().length);
        assertEquals(1_000_000, truncated.length());
    }

    @Test
    void topicsLongerOrDeeperThanAnyRealOneAreCountedOnly() {
        var tree = new TopicTree(5, 1_000_000, 100_000);
        tree.add("a".repeat(TopicTree.LONGEST_TOPIC + 1), message(1, "1", false));
        tree.add("/".repeat(TopicTree.DEEPEST_TOPIC), message(1, "1", false));
        tree.add("/".repeat(32_000), message(1, "1", false));
        assertEquals(3, tree.totals().refused());
        assertEquals(0, tree.totals().bytes());
        assertEquals(List.of(), tree.children(Optional.empty(), "", 1));
        tree.add("a".repeat(TopicTree.LONGEST_TOPIC), message(1, "1", false));
        tree.add("/".repeat(TopicTree.DEEPEST_TOPIC - 1), message(1, "1", false));
        assertEquals(3, tree.totals().refused());
        assertEquals(2, tree.totals().topics());
        assertEquals(1, tree.children(Optional.empty(), "aaa", 1).size());
    }

    @Test
    void aTopicThatDoesNotFitLeavesNoLevelsBehind() {
        var tree = new TopicTree(5, 1_000_000, 3);
        tree.add("a/b", message(1, "1", false));
        tree.add("c/d", message(1, "1", false));
        assertEquals(List.of("a"), names(tree.children(Optional.empty(), "", 1)));
        assertEquals(1, tree.totals().refused());
    }

    @Test
    void whatIsRetainedBelowATopicIsFound() {
        var tree = new TopicTree(5, 1_000_000, 100);
        tree.add("a", message(1, "1", true));
        tree.add("a/c", message(1, "1", true));
        tree.add("a/b/d", message(1, "1", true));
        tree.add("a/e", message(1, "1", false));
        tree.add("ab", message(1, "1", true));
        assertEquals(List.of("a", "a/b/d", "a/c"), tree.retained("a"));
        tree.add("a/c", message(2, "", false));
        assertEquals(List.of("a", "a/b/d"), tree.retained("a"));
        assertEquals(List.of(), tree.retained("none"));
    }

    @Test
    void beyondTheMostTopicsNewOnesAreCountedOnly() {
        var tree = new TopicTree(5, 1_000_000, 10);
        for (int i = 0; i < 25; i++) {
            tree.add("t" + i, message(i, "1", false));
        }
        assertEquals(10, tree.totals().topics());
        assertEquals(15, tree.totals().refused());
        tree.clear();
        assertEquals(new TopicTree.Totals(0, 0, 0, 0, 0), tree.totals());
    }

    @Test
    void theRateFollowsWhatComesAndFallsWhenNothingDoes() {
        var tree = new TopicTree(5, 1_000_000, 10);
        for (int i = 0; i < 600; i++) {
            tree.add("a", message(i * 100L, "1", false));
        }
        assertEquals(10, tree.children(Optional.empty(), "", 59_900).getFirst().rate(), 0.5);
        assertEquals(0, tree.children(Optional.empty(), "", 120_000).getFirst().rate(), 0.01);
    }

    @Test
    void aBranchCountsAllThatCameBelowIt() {
        var tree = new TopicTree(2, 1_000_000, 100);
        for (int i = 0; i < 600; i++) {
            tree.add("/a/" + i % 3, message(i * 100L, "1", false));
        }
        tree.add("/a", message(60_000, "1", false));
        var first = tree.children(Optional.empty(), "", 60_000).getFirst();
        assertEquals("", first.name());
        assertEquals(0, first.count());
        assertEquals(601, first.total());
        assertEquals(10, first.rate(), 0.5);
        assertEquals(60_000, first.lastMillis());
        var branch = tree.children(Optional.of(""), "", 60_000).getFirst();
        assertEquals(1, branch.count());
        assertEquals(601, branch.total());
        var leaf = tree.children(Optional.of("/a"), "", 60_000).getFirst();
        assertEquals(200, leaf.total());
    }
}
