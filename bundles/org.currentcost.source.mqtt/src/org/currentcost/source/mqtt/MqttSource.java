package org.currentcost.source.mqtt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceSink;

/** A broker's messages. The client library's thread puts them into a bounded queue; the source's thread reads them. */
final class MqttSource implements MeterSource {

    private static final int MOST_MESSAGES = 65_536;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int BATCH = 4096;
    private static final long TICK_MILLIS = 1000;
    private static final int LOOK_MILLIS = 1500;

    private final Connection connection;
    private final Secrets secrets;
    private final InstantSource clock;
    private final MappingReader reader;
    private final Object lock = new Object();
    /** Guarded by {@link #lock}. */
    private Optional<MqttLink> link = Optional.empty();
    private volatile boolean closed;

    MqttSource(Connection connection, Secrets secrets, ZoneId zone, InstantSource clock) {
        this.connection = connection;
        this.secrets = secrets;
        this.clock = clock;
        reader = new MappingReader(connection.allMappings(), connection.discovers(), zone);
    }

    private record Arrived(String topic, byte[] payload, boolean retained, long millis) {
    }

    @Override
    public End run(SourceSink sink) throws SourceProblem, InterruptedException {
        var inbox = new Inbox();
        try (var opened = MqttLink.open(connection, secrets, inbox)) {
            if (!adopt(opened)) {
                return End.HUNG_UP;
            }
            Set<String> subscribed = new HashSet<>(reader.filters());
            opened.subscribe(subscribed, connection.qos());
            sink.connected(connection.place());
            read(opened, inbox, subscribed, sink);
            return End.HUNG_UP;
        } finally {
            adopt(Optional.empty());
            reader.disconnected();
        }
    }

    private void read(MqttLink opened, Inbox inbox, Set<String> subscribed, SourceSink sink)
            throws SourceProblem, InterruptedException {
        var batch = new ArrayList<Arrived>(BATCH);
        long nextTick = clock.millis() + TICK_MILLIS;
        while (!closed) {
            // Before looking into the queue: what came before the end is in it by then.
            var end = inbox.end;
            var first = inbox.queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                inbox.queue.drainTo(batch, BATCH - 1);
                for (var arrived : batch) {
                    inbox.bytes.addAndGet(-arrived.payload.length);
                    reader.take(arrived.topic, arrived.payload, arrived.retained, arrived.millis, sink);
                }
                batch.clear();
            }
            long now = clock.millis();
            if (now >= nextTick || now < nextTick - TICK_MILLIS) {
                nextTick = now + TICK_MILLIS;
                reader.tick(now, sink);
                long lost = inbox.lost.getAndSet(0);
                if (lost > 0) {
                    sink.lost(lost);
                }
                var filters = reader.filters();
                if (!subscribed.containsAll(filters)) {
                    filters.removeAll(subscribed);
                    opened.subscribe(filters, connection.qos());
                    subscribed.addAll(filters);
                }
            }
            if (first == null && end.isPresent()) {
                throw end.get();
            }
        }
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
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(connection.host(), connection.port()), LOOK_MILLIS);
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
            if (bytes.addAndGet(payload.length) > MOST_BYTES
                    || !queue.offer(new Arrived(topic, payload, retained, clock.millis()))) {
                bytes.addAndGet(-payload.length);
                lost.incrementAndGet();
            }
        }

        @Override
        public void ended(SourceProblem why) {
            end = Optional.of(why);
        }
    }
}
