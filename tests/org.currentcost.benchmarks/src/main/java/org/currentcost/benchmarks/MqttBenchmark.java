package org.currentcost.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.SensorRole;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttSourceType;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Measures plain numbers from a broker to the file: {@code rate} as fast as they come, against a bare client on the
 * same broker in the same run; {@code flood [SECONDS] [PORT]} only publishes 20 000 messages a second to 10 000 topics
 * of a broker that runs, to look at how the window bears it. Needs Debian's mosquitto.
 */
public final class MqttBenchmark {

    private static final int MESSAGES = 1_000_000;
    private static final int METERS = 20;
    private static final int SENSORS = 50;
    private static final int ROUNDS = 3;
    private static final int TOPICS = 10_000;
    private static final int FLOOD = 20_000;

    private MqttBenchmark() {
    }

    /**
     * Runs one measurement.
     *
     * @param arguments which one, and what it needs
     */
    public static void main(String... arguments) throws Exception {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "rate" -> rate();
            case "flood" -> flood(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60,
                    arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1883);
            default -> {
                System.err.println("usage: MqttBenchmark rate | flood [SECONDS] [PORT]");
                System.exit(2);
            }
        }
    }

    private static void rate() throws Exception {
        var folder = Files.createTempDirectory("mqtt-benchmark");
        int port = freePort();
        var configuration = Files.writeString(folder.resolve("mosquitto.conf"), "listener " + port
                + " 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nuser root\n");
        var broker = new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                double bare = bare(port);
                double stored = stored(port, folder.resolve("data-" + round));
                print("round %d: bare client %,.0f a second, stored %,.0f a second (%.0f %%)", round, bare, stored,
                        100 * stored / bare);
            }
        } finally {
            broker.destroyForcibly().waitFor();
            try (var all = Files.walk(folder)) {
                for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static double bare(int port) throws MqttException, IOException, InterruptedException {
        var count = new AtomicLong();
        try (var client = new MqttClient("tcp://127.0.0.1:" + port, "bare", new MemoryPersistence())) {
            client.setCallback(new MqttCallback() {
                @Override
                public void messageArrived(String topic, MqttMessage message) {
                    count.incrementAndGet();
                }

                @Override
                public void connectionLost(Throwable cause) {
                    print("the bare client lost its connection: %s", cause);
                }

                @Override
                public void deliveryComplete(IMqttDeliveryToken token) {
                    // nothing is published
                }
            });
            client.connect();
            client.subscribe("bench/#", 0);
            double rate = measure(port, count::get);
            client.disconnect();
            return rate;
        }
    }

    private static double stored(int port, Path folder) throws StoreException, IOException, InterruptedException {
        var numbers = Mapping.watts("bench/{meter}/{sensor}").withSensor("{meter}", "{sensor}",
                SensorRole.INSIDE_HOUSE);
        var types = new SourceTypes();
        types.add(new MqttSourceType());
        try (var store = Embedded.in(folder).open(ZoneOffset.UTC);
                var recorder = new LocalRecorder(store, types, InstantSource.system())) {
            recorder.startUnsaved(new SourceRow("bench", "bench",
                    "mqtt:" + Connection.to("127.0.0.1", port)
                            .reading(List.of(), List.of(numbers)).address(),
                    true));
            while (!recorder.sources().getFirst().state().getClass().getSimpleName().equals("Live")) {
                publish(port, 1);
                Thread.sleep(200);
            }
            long before = recorder.sources().getFirst().counters().stored();
            double rate = measure(port, () -> recorder.sources().getFirst().counters().stored() - before);
            recorder.flush();
            print("  counters %s; the file holds %,d readings", recorder.sources().getFirst().counters(),
                    store.statistics().readings());
            return rate;
        }
    }

    private interface Count {
        long now();
    }

    /** {@return messages a second that arrived of {@value #MESSAGES} published at once, until no more come} */
    private static double measure(int port, Count count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        publish(port, MESSAGES);
        long last = count.now();
        long end = System.nanoTime();
        long quietSince = end;
        while (last < MESSAGES && System.nanoTime() - quietSince < 3_000_000_000L) {
            Thread.sleep(5);
            long now = count.now();
            if (now > last) {
                last = now;
                end = System.nanoTime();
                quietSince = end;
            }
        }
        print("  %,d of %,d arrived in %.2f s", last, MESSAGES, (end - start) / 1e9);
        return last / ((end - start) / 1e9);
    }

    private static void publish(int port, int messages) throws IOException {
        try (var connection = new Publisher(port)) {
            for (int i = 0; i < messages; i++) {
                connection.publish("bench/" + i % METERS + "/" + i / METERS % SENSORS, String.valueOf(100 + i % 3000));
            }
        }
    }

    private static void flood(int seconds, int port) throws IOException, InterruptedException {
        try (var connection = new Publisher(port)) {
            long start = System.nanoTime();
            for (int tick = 0; tick < seconds * 50; tick++) {
                for (int i = 0; i < FLOOD / 50; i++) {
                    int number = (tick * (FLOOD / 50) + i) % TOPICS;
                    connection.publish("flood/house " + number / 100 + "/sensor " + number % 100,
                            "{\"power\": " + (100 + (tick + i) % 3000) + ", \"tick\": " + tick + "}");
                }
                connection.flush();
                long wait = start + (tick + 1) * 20_000_000L - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
            }
            print("%,d messages in %.1f s", (long) seconds * FLOOD, (System.nanoTime() - start) / 1e9);
        }
    }

    /** The least of MQTT 3.1.1 that publishes with QoS 0, so that the publisher takes as little as it can. */
    private static final class Publisher implements AutoCloseable {

        private final Socket socket;
        private final BufferedOutputStream out;

        Publisher(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(new byte[]{0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'b'});
            out.flush();
            if (socket.getInputStream().readNBytes(4)[3] != 0) {
                throw new IOException("refused");
            }
        }

        void publish(String topic, String payload) throws IOException {
            var name = topic.getBytes(StandardCharsets.UTF_8);
            var content = payload.getBytes(StandardCharsets.UTF_8);
            int length = 2 + name.length + content.length;
            out.write(0x30);
            if (length > 127) {
                out.write(length & 127 | 128);
                out.write(length >> 7);
            } else {
                out.write(length);
            }
            out.write(name.length >> 8);
            out.write(name.length);
            out.write(name);
            out.write(content);
        }

        void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.write(new byte[]{(byte) 0xE0, 0});
            out.flush();
            socket.close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
