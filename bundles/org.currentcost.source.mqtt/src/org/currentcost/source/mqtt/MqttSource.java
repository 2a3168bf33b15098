package org.currentcost.source.mqtt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.ReadingSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.payload.MappingReader;
import org.currentcost.source.mqtt.transport.ClientIdWatch;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.source.mqtt.transport.Secrets;

/** A broker's messages. The client library's thread puts them into a bounded queue; the source's thread reads them. */
final class MqttSource implements ReadingSource {

    private static final int MOST_MESSAGES = 65_536;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    /** What a message takes beside its text. */
    private static final int MESSAGE_BYTES = 100;
    private static final int BATCH = 4096;
    /** So long after connecting comes what a broker has kept. */
    private static final long OPENING_MILLIS = 1000;
    private static final long TICK_MILLIS = 1000;
    private static final int LOOK_MILLIS = 1500;

    private final Connection connection;
    private final Secrets secrets;
    private final InstantSource clock;
    private final MappingReader reader;
    private final ClientIdWatch watch;
    private final Object lock = new Object();
    /** Guarded by {@link #lock}. */
    private Optional<MqttLink> link = Optional.empty();
    private volatile boolean closed;

    MqttSource(Connection connection, Secrets secrets, ZoneId zone, InstantSource clock) {
        this.connection = connection;
        this.secrets = secrets;
        this.clock = clock;
        watch = new ClientIdWatch(connection.broker(), secrets);
        reader = new MappingReader(connection.allMappings(), connection.discovers(), zone);
    }

    private record Arrived(String topic, byte[] payload, boolean retained, long millis) {

        long bytes() {
            return payload.length + topic.length() + MESSAGE_BYTES;
        }
    }

    @Override
    public End run(ReadingSink sink) throws SourceProblem, InterruptedException {
        var inbox = new Inbox();
        try (var opened = MqttLink.open(connection.broker(), secrets, inbox)) {
            if (!adopt(opened)) {
                return End.HUNG_UP;
            }
            Set<String> subscribed = new HashSet<>();
            if (subscribe(opened, subscribed, sink)) {
                throw opened.refusal(subscribed);
            }
            sink.connected(connection.place());
            try {
                watch.begun();
                read(opened, inbox, subscribed, sink);
            } finally {
                watch.close();
                inbox.lost.addAndGet(inbox.queue.size());
                inbox.tellLost(sink);
            }
            return End.HUNG_UP;
        } finally {
            adopt(Optional.empty());
            reader.disconnected();
        }
    }

    /** {@return whether there was something to subscribe to and the broker refused all of it} */
    private boolean subscribe(MqttLink opened, Set<String> subscribed, ReadingSink sink)
            throws SourceProblem, InterruptedException {
        var filters = reader.filters();
        filters.removeAll(subscribed);
        var refused = opened.trySubscribe(filters, connection.qos());
        subscribed.addAll(filters);
        for (String filter : refused) {
            sink.damage(filter, opened.refusal(Set.of(filter)).getMessage(), new byte[0]);
        }
        return !filters.isEmpty() && refused.containsAll(filters);
    }

    private void take(Arrived arrived, ReadingSink sink) throws InterruptedException {
        try {
            reader.take(arrived.topic, arrived.payload, arrived.retained, arrived.millis, sink);
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
            // Whatever a message holds, the others are read.
            sink.damage(arrived.topic, Messages.text("reader.failed", e), arrived.payload);
        }
    }

    private void read(MqttLink opened, Inbox inbox, Set<String> subscribed, ReadingSink sink)
            throws SourceProblem, InterruptedException {
        var batch = new ArrayList<Arrived>(BATCH);
        long opening = clock.millis() + OPENING_MILLIS;
        long nextTick = clock.millis() + TICK_MILLIS;
        while (!closed) {
            // Before looking into the queue: what came before the end is in it by then.
            var end = inbox.end;
            var first = inbox.queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                inbox.queue.drainTo(batch, BATCH - 1);
                for (var arrived : batch) {
                    inbox.bytes.addAndGet(-arrived.bytes());
                }
                for (var arrived : kept(batch, opening, inbox)) {
                    take(arrived, sink);
                }
                batch.clear();
            }
            long now = clock.millis();
            if (now >= nextTick || now < nextTick - TICK_MILLIS) {
                nextTick = now + TICK_MILLIS;
                reader.tick(now, sink);
                inbox.tellLost(sink);
                subscribe(opened, subscribed, sink);
            }
            if (first == null && end.isPresent()) {
                throw watch.ended(end.get());
            }
        }
    }

    /**
     * {@return what is read of the messages} Those that a broker kept for a session while it was away come all at once
     * when it is back: where they do not say when they are of, only the last of a topic is of now.
     */
    private Collection<Arrived> kept(List<Arrived> batch, long openingMillis, Inbox inbox) {
        if (connection.session().clean() || batch.getFirst().millis > openingMillis) {
            return batch;
        }
        var last = new LinkedHashMap<String, Arrived>();
        var dated = new ArrayList<Arrived>();
        for (var arrived : batch) {
            if (!arrived.retained && reader.datesByArrival(arrived.topic)) {
                last.put(arrived.topic, arrived);
            } else {
                dated.add(arrived);
            }
        }
        inbox.lost.addAndGet(batch.size() - dated.size() - last.size());
        dated.addAll(last.values());
        return dated;
    }

    private boolean adopt(MqttLink opened) {
        return adopt(Optional.of(opened));
    }

    private boolean adopt(Optional<MqttLink> opened) {
        synchronized (lock) {
            link = opened;
            return !closed;
        }
    }

    @Override
    public boolean mayBeBack() {
        // Of a channel, since that can be interrupted: who stops the source does not wait for a black hole.
        try (var channel = SocketChannel.open()) {
            channel.socket().connect(new InetSocketAddress(connection.host(), connection.port()), LOOK_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Optional<MqttLink> open;
        synchronized (lock) {
            closed = true;
            open = link;
        }
        open.ifPresent(MqttLink::close);
    }

    /** Where messages wait until they are read; what does not fit is lost, and counted. */
    private final class Inbox implements MqttLink.Listener {

        private final BlockingQueue<Arrived> queue = new ArrayBlockingQueue<>(MOST_MESSAGES);
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private volatile Optional<SourceProblem> end = Optional.empty();

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            var arrived = new Arrived(topic, payload, retained, clock.millis());
            if (bytes.addAndGet(arrived.bytes()) > MOST_BYTES || !queue.offer(arrived)) {
                bytes.addAndGet(-arrived.bytes());
                lost.incrementAndGet();
            }
        }

        void tellLost(ReadingSink sink) {
            long messages = lost.getAndSet(0);
            if (messages > 0) {
                sink.lost(messages);
            }
        }

        @Override
        public void ended(SourceProblem why) {
            end = Optional.of(why);
        }
    }
}
