package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.SourceRow;
import org.currentcost.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that go away, hang, refuse, and lines that break: readings come again, none twice, no thread stays. */
class BadWeatherTest {

    /** How soon after recovery readings must come again; more on a machine that is busy with other tests. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private Mosquitto broker;
    private ReadingStore store;
    private Recorder recorder;
    private ScheduledExecutorService pace;
    private final AtomicInteger sent = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder.resolve("broker"));
        store = Stores.open(folder.resolve("data"), ZoneOffset.UTC);
        var types = new SourceTypes();
        types.add(new MqttSourceType());
        types.add(new MqttPublisherType());
        recorder = new Recorder(store, types, InstantSource.system());
        pace = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterEach
    void stop() throws Exception {
        pace.shutdownNow();
        pace.awaitTermination(10, TimeUnit.SECONDS);
        recorder.close();
        store.close();
        broker.close();
        Patience.await("the client library's threads to end", () -> threads("MQTT ") == 0);
    }

    /** Publishes a number that grows, ten times a second, to a broker, whatever becomes of it. */
    private void speak(int port) {
        var link = new AtomicReference<MqttLink>();
        pace.scheduleWithFixedDelay(() -> {
            try {
                if (link.get() == null) {
                    link.set(MqttLink.open(Connection.to("127.0.0.1", port), Secrets.SHARED, new Deaf()));
                }
                link.get().publish("a/b", ("" + (sent.get() + 1)).getBytes(StandardCharsets.US_ASCII), 0, false);
                sent.incrementAndGet();
            } catch (SourceProblem e) {
                if (link.get() != null) {
                    link.getAndSet(null).close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (Thread.currentThread().isInterrupted() && link.get() != null) {
                    link.getAndSet(null).close();
                }
            }
        }, 0, 100, TimeUnit.MILLISECONDS);
    }

    private static final class Deaf implements MqttLink.Listener {
        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            // not wanted
        }

        @Override
        public void ended(SourceProblem why) {
            // the next publishing fails by it
        }
    }

    private void listen(String id, String address) {
        recorder.startUnsaved(new SourceRow(id, id, "mqtt:" + address, true));
    }

    private SourceStatus status(String id) {
        return recorder.sources().stream().filter(one -> one.row().id().equals(id)).findFirst().orElseThrow();
    }

    private long heard(String id) {
        return status(id).counters().readings();
    }

    private void awaitMore(String id) throws Exception {
        long before = heard(id);
        Patience.await("more readings of " + id + ": " + status(id), () -> heard(id) > before + 2);
    }

    /** Waits for readings, and says how long that took. */
    private void assertSoon(String id) throws Exception {
        var from = Instant.now();
        awaitMore(id);
        var took = Duration.between(from, Instant.now());
        assertTrue(took.compareTo(SOON) < 0, "took " + took);
    }

    /** Everything heard is stored, and no number came twice. */
    private void assertNoneTwice(String id) throws Exception {
        recorder.stop(id);
        recorder.flush();
        var values = new HashSet<Long>();
        int[] count = new int[1];
        store.forEachReading(SeriesKey.power(id, 0), new TimeRange(Instant.EPOCH, Instant.now().plusSeconds(60)),
                reading -> {
                    values.add(reading.channel1());
                    count[0]++;
                });
        assertEquals(heard(id), count[0]);
        assertEquals(count[0], values.size());
    }

    @Test
    void aBrokerThatIsStartedAgain() throws Exception {
        listen("a", broker.address() + "?topic=a/b");
        speak(broker.port);
        awaitMore("a");
        broker.stop();
        Patience.await("it to wait", () -> status("a").state() instanceof SourceState.WaitingToRetry);
        broker.start();
        assertSoon("a");
        assertNoneTwice("a");
    }

    @Test
    void aBrokerThatHangs() throws Exception {
        listen("a", broker.address() + "?topic=a/b&keepAlive=1");
        speak(broker.port);
        awaitMore("a");
        broker.signal("STOP");
        Patience.await("the silence to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
        broker.signal("CONT");
        assertSoon("a");
        assertNoneTwice("a");
    }

    @Test
    void aLineThatIsCutOrSwallowsOrTruncatesOrDelays() throws Exception {
        try (var proxy = new Proxy(broker.port); var other = new Mosquitto(folder.resolve("other"))) {
            listen("a", "tcp://127.0.0.1:" + proxy.port + "/?topic=a/b&keepAlive=1");
            listen("dead", "tcp://127.0.0.1:" + Mosquitto.freePort() + "/?topic=a/b");
            speak(broker.port);
            awaitMore("a");
            proxy.cut();
            assertSoon("a");
            proxy.swallow(true);
            Patience.await("the hole to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
            proxy.swallow(false);
            assertSoon("a");
            proxy.truncate(true);
            Patience.await("the damage to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
            proxy.truncate(false);
            proxy.cut();
            assertSoon("a");
            proxy.delay(300);
            awaitMore("a");
            proxy.delay(0);
            assertInstanceOf(SourceState.WaitingToRetry.class, status("dead").state());
            assertNoneTwice("a");
        }
    }

    @Test
    void payloadsThatAreDamagedCostNothing() throws Exception {
        listen("a", broker.address() + "?profile=number&topic=a/%2B&profile=tasmota");
        try (var link = MqttLink.open(Connection.to("127.0.0.1", broker.port), Secrets.SHARED, new Deaf())) {
            Patience.await("the subscription", () -> {
                link.publish("a/x", bytes("1"), 1, false);
                return heard("a") > 0;
            });
            long before = heard("a");
            var binary = new byte[1_000_000];
            for (String topic : List.of("a/x", "tele/x/SENSOR")) {
                for (var payload : List.of(new byte[0], binary, new byte[]{-1, 0, 7}, bytes("{\"a\":"), bytes("<msg>"),
                        bytes("1e999"), bytes("NaN"), bytes("[1,2"))) {
                    link.publish(topic, payload, 1, false);
                }
            }
            link.publish("a/x", bytes("00655"), 1, false);
            Patience.await("the good one", () -> heard("a") > before
                    && status("a").counters().damaged() == 16);
            assertTrue(status("a").lastDamage().orElseThrow().text().startsWith("tele/x/SENSOR: "));
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().startsWith(name)).count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() throws Exception {
        var passwords = folder.resolve("passwords");
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "me", "right").start().waitFor();
        try (var closed = new Mosquitto(folder.resolve("closed"), "allow_anonymous false",
                "password_file " + passwords)) {
            listen("wrong", "tcp://me:wrong@127.0.0.1:" + closed.port + "/?topic=a/b");
            Patience.await("the refusal", () -> status("wrong").state() instanceof SourceState.Refused);
            var refused = (SourceState.Refused) status("wrong").state();
            assertTrue(refused.reason().contains("me"), refused.reason());
            assertTrue(!refused.remedy().isEmpty());
            var right = Connection.parse("tcp://me@127.0.0.1:" + closed.port + "/");
            Secrets.SHARED.keepForSession(right, Secrets.Kind.PASSWORD, "right");
            assertTrue(ConnectionCheck.run(right, Secrets.SHARED, List.of("#"), outcome -> {
            }));
        }
    }

    @Test
    void brokersTlsIsToldApart() throws Exception {
        Certificates.make(folder);
        for (var one : List.of(
                List.of("good", "authority", "localhost", ""), List.of("good", "other", "localhost", "has signed"),
                List.of("expired", "authority", "localhost", "not valid today"),
                List.of("elsewhere", "authority", "localhost", "is not for"))) {
            try (var secure = new Mosquitto(folder.resolve("tls-" + one.get(0) + one.get(1)),
                    "certfile " + folder.resolve(one.get(0) + ".pem"),
                    "keyfile " + folder.resolve(one.get(0) + ".key"))) {
                var connection = Connection.parse("ssl://" + one.get(2) + ":" + secure.port + "/?ca="
                        + folder.resolve(one.get(1) + ".pem"));
                var told = new AtomicReference<ConnectionCheck.Outcome>();
                boolean well = ConnectionCheck.run(connection, Secrets.SHARED, List.of("#"), told::set);
                assertEquals(one.get(3).isEmpty(), well, one + ": " + told.get());
                assertTrue(told.get().reason().contains(one.get(3)), one + ": " + told.get());
                assertEquals(well ? ConnectionCheck.Step.SUBSCRIPTION : ConnectionCheck.Step.TLS, told.get().step());
            }
        }
    }

    @Test
    void whatWasMissedIsPublishedWithItsOwnTime() throws Exception {
        try (var proxy = new Proxy(broker.port)) {
            recorder.publish("mqtt:tcp://127.0.0.1:" + proxy.port + "/?keepAlive=1&format=xml&prefix=out");
            recorder.startUnsaved(new SourceRow("in", "in",
                    "mqtt:" + broker.address() + "?profile=xml&topic=out/+/raw", true));
            var series = SeriesKey.power("cable", 0);
            // Stands for a meter on a cable, which a broker that is away does not stop.
            Patience.await("both connections", () -> {
                store.append(Map.of(series, List.of(Reading.of(Instant.now(), 1_000))));
                return heard("in") > 0;
            });
            proxy.swallow(true);
            Patience.await("the loss to be noticed",
                    () -> !(recorder.publishing().getFirst().state() instanceof SourceState.Live));
            var at = Instant.now().plusMillis(50);
            store.append(Map.of(series, List.of(Reading.of(at, 77_000))));
            proxy.swallow(false);
            Patience.await("the reading to come round", () -> recorder.live().latest(SeriesKey.power("in/cable", 0))
                    .filter(reading -> reading.channel1() == 77_000).isPresent());
            var back = recorder.live().latest(SeriesKey.power("in/cable", 0)).orElseThrow();
            assertEquals(at.toEpochMilli(), back.timeMillis());
            assertEquals(0, recorder.publishing().getFirst().skipped());
        }
    }
}
