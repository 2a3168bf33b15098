package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Mosquitto;

import java.io.BufferedOutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.source.SensorLabel;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than can be read: what waits is bounded, and what is lost is counted, to the last message. */
class FloodTest {

    /** What may wait to be read. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** How many may wait, however small they are. */
    private static final int ROOM = 65_536;

    @TempDir
    private Path folder;

    private Mosquitto broker;
    private MqttSource source;
    private Thread thread;
    private final AtomicLong arrived = new AtomicLong();
    private final BlockedReadings sink = new BlockedReadings();

    /** Takes the first message, and is stuck with it until it is let go. */
    private static final class BlockedReadings extends CollectedReadings {

        private final CountDownLatch connected = new CountDownLatch(1);
        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicLong read = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();

        private void take() {
            stuck.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                // The source is to end, and finds that out by itself.
                Thread.currentThread().interrupt();
            }
            read.incrementAndGet();
        }

        @Override
        public void connected(String detail) {
            connected.countDown();
        }

        @Override
        public void received(boolean live) {
            // counted by the reading
        }

        @Override
        public void reading(SensorLabel sensor, Quantity quantity, Reading reading) {
            take();
        }

        @Override
        public void damage(String where, String reason, byte[] payload) {
            take();
        }

        @Override
        public void lost(long messages) {
            lost.addAndGet(messages);
        }
    }

    /** Is asked by the client library's thread once for each message. */
    private final class CountingClock implements InstantSource {
        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().startsWith("MQTT Call")) {
                arrived.incrementAndGet();
            }
            return Instant.now();
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        source = new MqttSource(Connection.parse(broker.address() + "?qos=1&profile=number&topic=flood/%23"),
                BrokerFixture.SECRETS, ZoneOffset.UTC, new CountingClock());
        thread = Thread.ofPlatform().name("flooded").start(() -> {
            try {
                source.run(sink);
            } catch (Exception e) {
                // closed
            }
        });
        sink.connected.await();
    }

    @AfterEach
    void stop() throws Exception {
        sink.free.countDown();
        source.close();
        thread.join();
        broker.close();
    }

    private void holdUp(MqttLink link) throws Exception {
        link.publish("flood/first", new byte[]{'1'}, 1, false);
        sink.stuck.await();
    }

    private void assertAllAccountedFor(long sent, long mostKept) throws Exception {
        Patience.await("all to arrive: " + arrived, () -> arrived.get() == sent);
        sink.free.countDown();
        Patience.await("all to be read or lost", () -> sink.read.get() + sink.lost.get() >= sent);
        assertEquals(sent, sink.read.get() + sink.lost.get());
        assertTrue(sink.read.get() <= mostKept + 1, "kept " + sink.read);
        // And not much less: a bound that is too low would lose what there is room for.
        assertTrue(sink.read.get() >= mostKept * 9 / 10, "kept " + sink.read);
    }

    @Test
    void largePayloads() throws Exception {
        try (var link = MqttLink.open(Broker.to("127.0.0.1", broker.port()), BrokerFixture.SECRETS, new Ears())) {
            holdUp(link);
            var megabyte = new byte[1_000_000];
            for (int i = 0; i < 100; i++) {
                link.publish("flood/x", megabyte, 1, false);
            }
            assertAllAccountedFor(101, MOST_BYTES / megabyte.length);
        }
    }

    @Test
    void longTopicsOfEmptyMessages() throws Exception {
        try (var link = MqttLink.open(Broker.to("127.0.0.1", broker.port()), BrokerFixture.SECRETS, new Ears())) {
            holdUp(link);
            // Without payload a message is as large as its topic.
            String topic = "flood/" + "x".repeat(65_000);
            for (int i = 0; i < 1000; i++) {
                link.publish(topic, new byte[0], 1, false);
            }
            assertAllAccountedFor(1001, MOST_BYTES / topic.length());
        }
    }

    @Test
    void manySmallMessages() throws Exception {
        try (var link = MqttLink.open(Broker.to("127.0.0.1", broker.port()), BrokerFixture.SECRETS, new Ears())) {
            holdUp(link);
            int sent = ROOM + 4000;
            pour(sent);
            assertAllAccountedFor(sent + 1, ROOM);
        }
    }

    /** Without the client library, which would be slower than the one that listens. */
    private void pour(int messages) throws Exception {
        byte[] connect = {0x10, 15, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 3, 'p', 'o', 'u'};
        byte[] publish = {0x30, 10, 0, 7, 'f', 'l', 'o', 'o', 'd', '/', 'x', '1'};
        byte[] disconnect = {(byte) 0xe0, 0};
        try (var socket = new Socket("127.0.0.1", broker.port())) {
            var out = new BufferedOutputStream(socket.getOutputStream());
            out.write(connect);
            out.flush();
            assertEquals(4, socket.getInputStream().readNBytes(4).length);
            for (int i = 0; i < messages; i++) {
                out.write(publish);
            }
            out.write(disconnect);
            out.flush();
            // The broker hangs up when it has read all.
            assertEquals(-1, socket.getInputStream().read());
        }
    }
}
