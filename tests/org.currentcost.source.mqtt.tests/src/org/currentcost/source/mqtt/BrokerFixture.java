package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.testkit.Mosquitto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.settings.NamedSensors;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that knows MQTT, its store, and a broker. When they are closed, no thread of theirs is left. */
@ExtendWith(OwnThreads.class)
abstract class BrokerFixture {

    /** The passwords of all that is tested here. */
    static final Secrets SECRETS = new Secrets();

    /** What "at once" means. */
    static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final List<String> THREADS = List.of("MQTT ", "mqtt-close-", "source-", "publisher-");

    @TempDir
    Path folder;

    Mosquitto broker;
    ReadingStore store;
    LocalRecorder recorder;

    /** What the recorder takes for now. */
    volatile InstantSource clock = InstantSource.system();

    @BeforeEach
    void openAll() throws Exception {
        broker = new Mosquitto(folder.resolve("broker"));
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
        recorder = newRecorder();
    }

    LocalRecorder newRecorder() {
        var types = new SourceTypes();
        types.add(new MqttSourceType(SECRETS));
        types.add(new MqttPublisherType(SECRETS));
        return new LocalRecorder(store, types, () -> clock.instant());
    }

    @AfterEach
    void closeAll() throws Exception {
        recorder.close();
        store.close();
        broker.close();
        assertNoThreadIsLeft();
    }

    /** Some may take a while to end, such as the one that waits for a connection to fail. */
    static void assertNoThreadIsLeft() throws Exception {
        try {
            Patience.await("all threads to end", () -> THREADS.stream().allMatch(name -> threads(name) == 0));
        } catch (AssertionError e) {
            var left = new StringBuilder(e.getMessage());
            OwnThreads.all().filter(thread -> THREADS.stream().anyMatch(thread.getName()::startsWith))
                    .forEach(thread -> left.append('\n').append(thread.getName()).append(" in ")
                            .append(List.of(thread.getStackTrace())));
            throw new AssertionError(left.toString(), e);
        }
    }

    static long threads(String name) {
        return OwnThreads.all().filter(one -> one.getName().startsWith(name)).count();
    }

    void listen(String id, String address) {
        recorder.startUnsaved(new SourceRow(id, id, "mqtt:" + address, true));
    }

    SourceStatus status(String id) {
        return recorder.sources().stream().filter(one -> one.row().id().equals(id)).findFirst().orElseThrow();
    }

    long received(String id) {
        return status(id).counters().readings();
    }

    void awaitMore(String id) throws Exception {
        long before = received(id);
        Patience.await("more readings of " + id, () -> received(id) > before + 2);
    }

    /** {@return what is on the disk of a series, oldest first} */
    List<Reading> stored(SeriesKey series) throws Exception {
        recorder.flush();
        var readings = new ArrayList<Reading>();
        store.forEachRawReading(series, new TimeRange(Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z")),
                readings::add);
        return readings;
    }

    /** {@return the series of a sensor that a source named, once it has} */
    SeriesKey awaitNamed(String meter, String name) throws Exception {
        var names = new NamedSensors(store);
        Patience.await("a sensor " + name,
                () -> names.all().stream().anyMatch(one -> one.meter().equals(meter) && one.name().equals(name)));
        return names.all().stream().filter(one -> one.meter().equals(meter) && one.name().equals(name))
                .map(one -> SeriesKey.power(meter, one.sensor())).findFirst().orElseThrow();
    }

    MqttLink link(int port, MqttLink.Listener listener) throws Exception {
        return MqttLink.open(Broker.to("127.0.0.1", port), SECRETS, listener);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Something that may take a while. */
    interface Step {
        void run() throws Exception;
    }

    static void assertAtOnce(Step step) throws Exception {
        long from = System.nanoTime();
        step.run();
        var took = Duration.ofNanos(System.nanoTime() - from);
        assertTrue(took.compareTo(AT_ONCE) <= 0, "took " + took);
    }
}
