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
    void allTogetherKeepSoManyBytesButEachTopicItsLastMessage() {
        var tree = new TopicTree(50, 10_000, 100);
        for (int i = 0; i < 1000; i++) {
            tree.add("topic/" + i % 20, message(i, "x".repeat(100), false));
        }
        assertTrue(tree.totals().bytes() <= 10_000, tree.totals()::toString);
        for (int i = 0; i < 20; i++) {
            var kept = tree.messages("topic/" + i);
            assertEquals(980 + i, kept.getLast().millis());
        }
        assertEquals(1000, tree.totals().messages());
        assertTrue(tree.totals().dropped() > 900, tree.totals()::toString);
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
}
