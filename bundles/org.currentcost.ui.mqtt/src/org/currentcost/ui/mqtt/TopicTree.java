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
 * The topics of a broker as they were heard, each with its last messages. Bounded, whatever a broker sends: of a
 * message so many bytes are kept, a topic keeps so many messages, all together take so many bytes, the names of topics
 * at most half of them, and topics longer or deeper than any real one are not kept at all. What was dropped is counted.
 * Safe for several threads.
 */
final class TopicTree {

    /** How many bytes of a message are kept. */
    static final int LONGEST_PAYLOAD = 64 * 1024;
    /** How many characters the topics have that are kept. */
    static final int LONGEST_TOPIC = 1000;
    /** How many levels the topics have that are kept. */
    static final int DEEPEST_TOPIC = 50;

    /** What the objects that hold a message take in memory beside its bytes, roughly. */
    private static final int MESSAGE_OVERHEAD = 120;
    /** What the objects that make a level take in memory beside its names, roughly. */
    private static final int NODE_OVERHEAD = 300;
    private static final double RATE_SECONDS = 5;

    private final int mostMessages;
    private final long mostBytes;
    private final int mostTopics;
    private final Node root = new Node(Optional.empty(), "", "");
    /** Stands before the oldest message of all, and behind the youngest: they are a ring, in the order they came. */
    private final Kept ring = new Kept(root, new Message(0, new byte[0], 0, false));
    private long bytes;
    private long nodeBytes;
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
     * @param payload  what it holds, as far as it is kept; not to be changed
     * @param length   how many bytes it had
     * @param qos      0 to 2
     * @param retained whether the broker had kept it
     */
    record Message(long millis, byte[] payload, int length, int qos, boolean retained) {

        /** A message as it came, of which no more than {@link TopicTree#LONGEST_PAYLOAD} bytes are kept. */
        Message(long millis, byte[] payload, int qos, boolean retained) {
            this(millis, payload.length > LONGEST_PAYLOAD ? Arrays.copyOf(payload, LONGEST_PAYLOAD) : payload,
                    payload.length, qos, retained);
        }

        /** {@return whether a part of it was let go} */
        boolean isTruncated() {
            return payload.length < length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Message that && millis == that.millis && length == that.length
                    && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(millis) * 31 + Arrays.hashCode(payload);
        }
    }

    /** One level of a topic. */
    private static final class Node {

        private final Optional<Node> parent;
        private final String name;
        private final String topic;
        private final Map<String, Node> children = new TreeMap<>();
        private final ArrayDeque<Kept> messages = new ArrayDeque<>(1);
        /** Messages at this topic. */
        private long count;
        /** Messages at this topic and below it. */
        private long total;
        private boolean retained;
        private double rate;
        private long rateMillis;
        private long lastMillis;

        Node(Optional<Node> parent, String name, String topic) {
            this.parent = parent;
            this.name = name;
            this.topic = topic;
        }
    }

    /** A message that is kept, with its neighbours in time. */
    private static final class Kept {

        private final Node node;
        private final Message message;
        private Kept before = this;
        private Kept after = this;

        Kept(Node node, Message message) {
            this.node = node;
            this.message = message;
        }

        void insertBefore(Kept other) {
            before = other.before;
            after = other;
            before.after = this;
            other.before = this;
        }

        void unlink() {
            before.after = after;
            after.before = before;
        }
    }

    /**
     * What the view shows of one level.
     *
     * @param topic      the whole topic
     * @param name       its last level
     * @param children   how many levels are below it
     * @param count      how many messages came at it
     * @param total      how many messages came at it and below it
     * @param rate       messages a second, at it and below it
     * @param retained   whether the broker keeps a message there
     * @param lastMillis when the last message came at it or below it; 0 for none
     * @param last       the last message; empty if none came, or if it was let go
     */
    record Row(String topic, String name, int children, long count, long total, double rate, boolean retained,
            long lastMillis, Optional<Message> last) {
    }

    /**
     * What there is in all.
     *
     * @param topics   with messages
     * @param messages that came
     * @param dropped  old ones that were let go
     * @param refused  those of topics that are not kept: too many, too long or too deep
     * @param bytes    what is kept takes in memory, roughly
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
        var found = known(topic).or(() -> made(topic));
        if (found.isEmpty()) {
            refused++;
            return;
        }
        var node = found.get();
        if (node.count++ == 0) {
            spoken++;
        }
        node.retained = message.retained() || node.retained && message.length() > 0;
        for (var at = found; at.isPresent(); at = at.get().parent) {
            at.get().total++;
            at.get().lastMillis = message.millis();
            rate(at.get(), message.millis(), 1);
        }
        var kept = new Kept(node, message);
        kept.insertBefore(ring);
        node.messages.addLast(kept);
        bytes += size(message);
        if (node.messages.size() > mostMessages) {
            dropOldest(node);
        }
        while (bytes > mostBytes && ring.after != ring) {
            dropOldest(ring.after.node);
        }
    }

    private void dropOldest(Node node) {
        var oldest = node.messages.removeFirst();
        oldest.unlink();
        bytes -= size(oldest.message);
        dropped++;
    }

    private static int size(Message message) {
        return message.payload().length + MESSAGE_OVERHEAD;
    }

    private static void rate(Node node, long millis, int more) {
        double seconds = Math.max(0, millis - node.rateMillis) / 1000.0;
        node.rate = node.rate * Math.exp(-seconds / RATE_SECONDS) + more / RATE_SECONDS;
        node.rateMillis = millis;
    }

    private Optional<Node> known(String topic) {
        var node = root;
        for (int from = 0; from <= topic.length();) {
            int to = end(topic, from);
            node = node.children.get(topic.substring(from, to));
            if (node == null) {
                return Optional.empty();
            }
            from = to + 1;
        }
        return Optional.of(node);
    }

    private static int end(String topic, int from) {
        int slash = topic.indexOf('/', from);
        return slash < 0 ? topic.length() : slash;
    }

    /** {@return the node of a topic, made with all levels above it; empty, and nothing made, beyond the bounds} */
    private Optional<Node> made(String topic) {
        if (topic.length() > LONGEST_TOPIC || topic.chars().filter(one -> one == '/').count() >= DEEPEST_TOPIC) {
            return Optional.empty();
        }
        var missing = new ArrayList<Node>();
        var above = root;
        for (int from = 0; from <= topic.length();) {
            int to = end(topic, from);
            String name = topic.substring(from, to);
            var next = missing.isEmpty() ? above.children.get(name) : null;
            if (next == null) {
                missing.add(new Node(Optional.of(missing.isEmpty() ? above : missing.getLast()), name,
                        topic.substring(0, to)));
            } else {
                above = next;
            }
            from = to + 1;
        }
        long size = missing.stream().mapToLong(TopicTree::size).sum();
        // Names are never let go: were they to take all, no message would be kept.
        if (topics + missing.size() > mostTopics || nodeBytes + size > mostBytes / 2) {
            return Optional.empty();
        }
        for (var node : missing) {
            above.children.put(node.name, node);
            above = node;
        }
        topics += missing.size();
        nodeBytes += size;
        bytes += size;
        return Optional.of(above);
    }

    private static long size(Node node) {
        return NODE_OVERHEAD + 2L * (node.name.length() + node.topic.length());
    }

    /**
     * {@return the levels below a topic, in the order of their names}
     *
     * @param topic  empty for the first level
     * @param filter what a topic below must contain, in any case; empty for all
     */
    synchronized List<Row> children(Optional<String> topic, String filter, long nowMillis) {
        var rows = new ArrayList<Row>();
        var parent = topic.isEmpty() ? Optional.of(root) : known(topic.get());
        String wanted = filter.toLowerCase(Locale.ROOT);
        parent.ifPresent(node -> {
            for (var child : node.children.values()) {
                if (wanted.isEmpty() || matches(child, wanted)) {
                    rows.add(row(child, nowMillis));
                }
            }
        });
        return rows;
    }

    private static boolean matches(Node node, String filter) {
        var open = new ArrayDeque<Node>();
        open.push(node);
        while (!open.isEmpty()) {
            var next = open.pop();
            if (next.topic.toLowerCase(Locale.ROOT).contains(filter)) {
                return true;
            }
            next.children.values().forEach(open::push);
        }
        return false;
    }

    private static Row row(Node node, long nowMillis) {
        rate(node, Math.max(nowMillis, node.rateMillis), 0);
        return new Row(node.topic, node.name, node.children.size(), node.count, node.total, node.rate,
                node.retained, node.lastMillis,
                Optional.ofNullable(node.messages.peekLast()).map(kept -> kept.message));
    }

    /** {@return the messages that are kept of a topic, the oldest first} */
    synchronized List<Message> messages(String topic) {
        return known(topic).map(node -> node.messages.stream().map(kept -> kept.message).toList()).orElse(List.of());
    }

    /** {@return a topic and those below it at which the broker keeps a message, as far as is known} */
    synchronized List<String> retained(String topic) {
        var found = new ArrayList<String>();
        var open = new ArrayDeque<Node>();
        known(topic).ifPresent(open::push);
        while (!open.isEmpty()) {
            var next = open.pop();
            if (next.retained) {
                found.add(next.topic);
            }
            next.children.values().forEach(open::push);
        }
        found.sort(null);
        return found;
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
        ring.before = ring;
        ring.after = ring;
        bytes = 0;
        nodeBytes = 0;
        topics = 0;
        spoken = 0;
        root.total = 0;
        messages = 0;
        dropped = 0;
        refused = 0;
        version++;
    }
}
