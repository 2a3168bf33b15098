package org.currentcost.ui.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The topics of a broker as they were heard, each with its last messages. Bounded: a topic keeps so many messages, all
 * together so many bytes, and there are so many topics; what was dropped is counted. Safe for several threads.
 */
final class TopicTree {

    /** What an object in the memory takes beside its bytes, roughly. */
    private static final int OVERHEAD = 64;
    private static final double RATE_SECONDS = 5;

    private final int mostMessages;
    private final long mostBytes;
    private final int mostTopics;
    private final Node root = new Node("", "");
    /** The nodes in the order of their messages; the first one has the oldest. */
    private final ArrayDeque<Node> order = new ArrayDeque<>();
    private long bytes;
    private int topics;
    private int spoken;
    private long messages;
    private long dropped;
    private long refused;
    private long version;

    /**
     * One message.
     *
     * @param millis   when it came, since the epoch
     * @param payload  what it holds; not to be changed
     * @param qos      0 to 2
     * @param retained whether the broker had kept it
     */
    record Message(long millis, byte[] payload, int qos, boolean retained) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Message that && millis == that.millis && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(millis) * 31 + Arrays.hashCode(payload);
        }
    }

    /** One level of a topic. */
    private static final class Node {

        private final String name;
        private final String topic;
        private final Map<String, Node> children = new TreeMap<>();
        private final ArrayDeque<Message> messages = new ArrayDeque<>();
        private long count;
        private boolean retained;
        private double rate;
        private long rateMillis;

        Node(String name, String topic) {
            this.name = name;
            this.topic = topic;
        }
    }

    /**
     * What the view shows of one level.
     *
     * @param topic    the whole topic
     * @param name     its last level
     * @param children how many levels are below it
     * @param count    how many messages came at it
     * @param rate     messages a second
     * @param retained whether the broker keeps a message there
     * @param last     the last message
     */
    record Row(String topic, String name, int children, long count, double rate, boolean retained,
            Optional<Message> last) {
    }

    /**
     * What there is in all.
     *
     * @param topics   with messages
     * @param messages that came
     * @param dropped  old ones that were let go
     * @param refused  those of topics beyond the bound
     */
    record Totals(int topics, long messages, long dropped, long refused, long bytes) {
    }

    /** @param mostMessages of one topic @param mostBytes of all @param mostTopics that are kept apart */
    TopicTree(int mostMessages, long mostBytes, int mostTopics) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
        this.mostTopics = mostTopics;
    }

    /** Takes a message. */
    synchronized void add(String topic, Message message) {
        messages++;
        version++;
        var found = node(topic, true);
        if (found.isEmpty()) {
            refused++;
            return;
        }
        var node = found.get();
        if (node.count++ == 0) {
            spoken++;
        }
        node.retained = message.retained() || node.retained && message.payload().length > 0;
        rate(node, message.millis(), 1);
        node.messages.addLast(message);
        order.addLast(node);
        bytes += size(message);
        if (node.messages.size() > mostMessages) {
            // Its place in the order stays; whoever comes to it finds a younger message, which goes a little early.
            bytes -= size(node.messages.removeFirst());
            dropped++;
        }
        while (bytes > mostBytes || order.size() > 4L * mostTopics + messagesKept()) {
            var oldest = order.pollFirst();
            if (oldest == null) {
                break;
            }
            if (oldest.messages.size() > 1) {
                bytes -= size(oldest.messages.removeFirst());
                dropped++;
            }
        }
    }

    private long messagesKept() {
        return bytes / OVERHEAD;
    }

    private static int size(Message message) {
        return message.payload().length + OVERHEAD;
    }

    private static void rate(Node node, long millis, int more) {
        double seconds = Math.max(0, millis - node.rateMillis) / 1000.0;
        node.rate = node.rate * Math.exp(-seconds / RATE_SECONDS) + more / RATE_SECONDS;
        node.rateMillis = millis;
    }

    private Optional<Node> node(String topic, boolean make) {
        var node = root;
        int from = 0;
        while (from <= topic.length()) {
            int to = topic.indexOf('/', from);
            to = to < 0 ? topic.length() : to;
            String name = topic.substring(from, to);
            var next = node.children.get(name);
            if (next == null) {
                if (!make || topics >= mostTopics) {
                    return Optional.empty();
                }
                next = new Node(name, topic.substring(0, to));
                node.children.put(name, next);
                topics++;
            }
            node = next;
            from = to + 1;
        }
        return Optional.of(node);
    }

    /**
     * {@return the levels below a topic, in the order of their names}
     *
     * @param topic  null for the first level
     * @param filter what a topic below must contain, in any case; empty for all
     */
    synchronized List<Row> children(Optional<String> topic, String filter, long nowMillis) {
        var rows = new ArrayList<Row>();
        var parent = topic.isEmpty() ? Optional.of(root) : node(topic.get(), false);
        parent.ifPresent(node -> {
            for (var child : node.children.values()) {
                if (filter.isEmpty() || matches(child, filter.toLowerCase(Locale.ROOT))) {
                    rows.add(row(child, nowMillis));
                }
            }
        });
        return rows;
    }

    private static boolean matches(Node node, String filter) {
        if (node.topic.toLowerCase(Locale.ROOT).contains(filter)) {
            return true;
        }
        for (var child : node.children.values()) {
            if (matches(child, filter)) {
                return true;
            }
        }
        return false;
    }

    private static Row row(Node node, long nowMillis) {
        rate(node, Math.max(nowMillis, node.rateMillis), 0);
        return new Row(node.topic, node.name, node.children.size(), node.count, node.rate, node.retained,
                Optional.ofNullable(node.messages.peekLast()));
    }

    /** {@return the messages that are kept of a topic, the oldest first} */
    synchronized List<Message> messages(String topic) {
        return node(topic, false).map(node -> List.copyOf(node.messages)).orElse(List.of());
    }

    /** {@return what there is in all} */
    synchronized Totals totals() {
        return new Totals(spoken, messages, dropped, refused, bytes);
    }

    /** {@return a number that grows with every message} */
    synchronized long version() {
        return version;
    }

    /** Forgets everything. */
    synchronized void clear() {
        root.children.clear();
        order.clear();
        bytes = 0;
        topics = 0;
        spoken = 0;
        messages = 0;
        dropped = 0;
        refused = 0;
        version++;
    }
}
