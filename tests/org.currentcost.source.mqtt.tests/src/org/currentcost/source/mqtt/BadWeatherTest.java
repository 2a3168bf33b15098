package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.ConnectionCheck;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.testkit.Mosquitto;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Brokers that go away, hang, refuse, and lines that break: readings come again, none twice, no thread stays. */
class BadWeatherTest extends BrokerFixture {

    /** From the instant at which the broker can be reached again to the first reading of what was sent after that. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /**
     * How long a message may take when nothing is wrong with its broker. Far more than one needs, for two busy cores,
     * and less than anything that waits for a dead broker takes.
     */
    private static final long LATE_MILLIS = 2000;

    private record Fault(String name, long fromMillis, long toMillis) {
    }

    private final List<Fault> faults = new ArrayList<>();

    private Speaker speakTo(int port) {
        return new Speaker(Connection.to("127.0.0.1", port), "a/b");
    }

    private static int number(Reading reading) {
        return (int) (reading.channel1() / 1000);
    }

    /** What was sent after the recovery is stored soon, by the times of the readings: they are those of arrival. */
    private void assertSoon(String id, Speaker speaker, Instant recovery) throws Exception {
        var series = SeriesKey.power(id, 0);
        Patience.await("readings of " + id + " after recovery", () -> {
            var first = speaker.firstSince(recovery);
            var last = recorder.live().latest(series);
            return first.isPresent() && last.isPresent() && number(last.get()) >= first.get();
        });
        int since = speaker.firstSince(recovery).orElseThrow();
        var first = stored(series).stream().filter(one -> number(one) >= since).findFirst().orElseThrow();
        var took = Duration.between(recovery, first.time());
        assertTrue(took.compareTo(SOON) <= 0, "took " + took);
    }

    /** Everything heard is stored, and no number came twice. */
    private void assertNoneTwice(String id) throws Exception {
        recorder.stop(id);
        var all = stored(SeriesKey.power(id, 0));
        assertEquals(received(id), all.size());
        assertEquals(all.size(), all.stream().map(BadWeatherTest::number).distinct().count());
    }

    /** A fault lasts until the broker that has none was spoken to several times. */
    private void during(String name, Speaker other, Step step) throws Exception {
        long from = System.currentTimeMillis();
        step.run();
        var since = Instant.ofEpochMilli(System.currentTimeMillis());
        Patience.await("the other to speak", () -> other.firstSince(since.plusMillis(300)).isPresent());
        faults.add(new Fault(name, from, System.currentTimeMillis()));
    }

    /** Through all faults of other brokers, each number came once, and as soon as ever. */
    private void assertUndisturbed(String id, Speaker speaker) throws Exception {
        speaker.close();
        var sent = speaker.sent();
        int last = sent.keySet().stream().max(Integer::compare).orElseThrow();
        Patience.await("the last number", () -> recorder.live().latest(SeriesKey.power(id, 0))
                .filter(reading -> number(reading) == last).isPresent());
        var arrived = new HashMap<Integer, Long>();
        for (var reading : stored(SeriesKey.power(id, 0))) {
            assertEquals(null, arrived.put(number(reading), reading.timeMillis()), "twice: " + number(reading));
        }
        for (var fault : faults) {
            var numbers = sent.entrySet().stream().filter(
                    one -> one.getValue() >= fault.fromMillis && one.getValue() < fault.toMillis)
                    .map(Map.Entry::getKey).toList();
            assertFalse(numbers.isEmpty(), fault + " was too short to see anything");
            for (int number : numbers) {
                assertTrue(arrived.containsKey(number), fault + ": " + number + " is missing");
                long late = arrived.get(number) - sent.get(number);
                assertTrue(late <= LATE_MILLIS, fault + ": " + number + " came after " + late + " ms");
            }
        }
    }

    @Test
    void aBrokerThatIsStartedAgain() throws Exception {
        listen("a", broker.address() + "?topic=a/b");
        try (var speaker = speakTo(broker.port())) {
            awaitMore("a");
            broker.stop();
            Patience.await("it to wait", () -> status("a").state() instanceof SourceState.WaitingToRetry);
            assertSoon("a", speaker, broker.start());
            assertNoneTwice("a");
        }
    }

    @Test
    void aBrokerThatHangs() throws Exception {
        try (var other = new Mosquitto(folder.resolve("other"));
                var speaker = speakTo(broker.port());
                var otherSpeaker = speakTo(other.port())) {
            listen("a", broker.address() + "?topic=a/b&keepAlive=1");
            listen("other", other.address() + "?topic=a/b");
            awaitMore("a");
            awaitMore("other");
            during("hanging broker", otherSpeaker, () -> {
                broker.signal("STOP");
                Patience.await("the silence to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
            });
            broker.signal("CONT");
            assertSoon("a", speaker, Instant.now());
            assertUndisturbed("other", otherSpeaker);
            assertNoneTwice("a");
        }
    }

    @Test
    void aLineThatIsCutOrSwallowsOrTruncatesOrDelays() throws Exception {
        try (var proxy = new Proxy(broker.port());
                var other = new Mosquitto(folder.resolve("other"));
                var hole = Hole.silent();
                var black = Hole.black();
                var speaker = speakTo(broker.port());
                var otherSpeaker = speakTo(other.port())) {
            listen("a", "tcp://127.0.0.1:" + proxy.port + "/?topic=a/b&keepAlive=1");
            listen("other", other.address() + "?topic=a/b");
            awaitMore("a");
            awaitMore("other");
            during("dead broker", otherSpeaker, () -> {
                listen("dead", "tcp://127.0.0.1:" + Mosquitto.freePort() + "/?topic=a/b");
                listen("hole", "tcp://127.0.0.1:" + hole.port + "/?topic=a/b");
                listen("black", "tcp://127.0.0.1:" + black.port + "/?topic=a/b");
                Patience.await("the refusal", () -> status("dead").state() instanceof SourceState.WaitingToRetry);
            });
            during("cut line", otherSpeaker, () -> {
                proxy.cut();
                assertSoon("a", speaker, Instant.now());
            });
            during("line that swallows", otherSpeaker, () -> {
                proxy.swallow(true);
                Patience.await("the hole to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
            });
            proxy.swallow(false);
            assertSoon("a", speaker, Instant.now());
            during("line that truncates", otherSpeaker, () -> {
                proxy.truncate(true);
                Patience.await("the damage to be noticed", () -> !(status("a").state() instanceof SourceState.Live));
            });
            proxy.truncate(false);
            proxy.cut();
            assertSoon("a", speaker, Instant.now());
            during("slow line", otherSpeaker, () -> {
                proxy.delay(300);
                awaitMore("a");
            });
            proxy.delay(0);
            assertFalse(status("dead").state() instanceof SourceState.Live);
            assertUndisturbed("other", otherSpeaker);
            assertNoneTwice("a");
        }
    }

    @Test
    void whatConnectsToABlackHoleStopsAtOnce() throws Exception {
        try (var silent = Hole.silent(); var black = Hole.black()) {
            // Often: as soon as the line is there, the client library is in the midst of its own start.
            for (int i = 0; i < 10; i++) {
                listen("silent", "tcp://127.0.0.1:" + silent.port + "/?topic=a/b");
                silent.awaitVisitor();
                assertAtOnce(() -> recorder.stop("silent"));
            }
            listen("black", "tcp://127.0.0.1:" + black.port + "/?topic=a/b");
            Patience.await("it to connect", () -> threads("MQTT Con") > 0);
            assertAtOnce(() -> recorder.stop("black"));
            assertInstanceOf(SourceState.Stopped.class, status("silent").state());
            assertInstanceOf(SourceState.Stopped.class, status("black").state());
            assertEquals(0, threads("source-"));
        }
    }

    @Test
    void whatWaitsToTryAgainStopsAtOnce() throws Exception {
        listen("dead", "tcp://127.0.0.1:" + Mosquitto.freePort() + "/?topic=a/b");
        Patience.await("it to wait", () -> status("dead").state() instanceof SourceState.WaitingToRetry);
        assertAtOnce(() -> recorder.stop("dead"));
        assertEquals(0, threads("source-"));
        assertEquals(0, threads("MQTT "));
    }

    @Test
    void whatLooksWhetherABlackHoleIsBackStopsAtOnce() throws Exception {
        try (var black = Hole.black()) {
            var source = new MqttSourceType().create("tcp://127.0.0.1:" + black.port + "/?topic=a/b");
            var back = new AtomicBoolean(true);
            var thread = Thread.ofPlatform().start(() -> back.set(source.mayBeBack()));
            Patience.await("it to connect", () -> {
                // Of the states it may be in, only the call into the network ends by an interrupt alone.
                var stack = thread.getStackTrace();
                return List.of(stack).stream().anyMatch(one -> one.getMethodName().equals("connect"));
            });
            assertAtOnce(() -> {
                thread.interrupt();
                thread.join();
            });
            assertFalse(back.get());
        }
    }

    @Test
    void whatHangsInTheMidstOfReadingStopsAtOnce() throws Exception {
        listen("a", broker.address() + "?topic=a/b");
        try (var speaker = speakTo(broker.port())) {
            awaitMore("a");
            broker.signal("STOP");
            assertAtOnce(() -> recorder.stop("a"));
            assertEquals(0, threads("source-"));
            broker.signal("CONT");
        }
    }

    @Test
    void payloadsThatAreDamagedCostNothing() throws Exception {
        listen("a", broker.address() + "?profile=number&topic=a/%2B&profile=tasmota");
        try (var link = link(broker.port(), new Ears())) {
            Patience.await("the subscription", () -> {
                link.publish("a/x", bytes("1"), 1, false);
                return received("a") > 0;
            });
            long before = received("a");
            var binary = new byte[1_000_000];
            for (String topic : List.of("a/x", "tele/x/SENSOR")) {
                for (var payload : List.of(new byte[0], binary, new byte[]{-1, 0, 7}, bytes("{\"a\":"), bytes("<msg>"),
                        bytes("1e999"), bytes("NaN"), bytes("[1,2"))) {
                    link.publish(topic, payload, 1, false);
                }
            }
            link.publish("a/x", bytes("00655"), 1, false);
            Patience.await("the good one", () -> received("a") > before
                    && status("a").counters().damaged() == 16);
            assertTrue(status("a").lastDamage().orElseThrow().text().startsWith("tele/x/SENSOR: "));
        }
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() throws Exception {
        var passwords = folder.resolve("passwords");
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "me", "right").start().waitFor();
        try (var closed = new Mosquitto(folder.resolve("closed"), "allow_anonymous false",
                "password_file " + passwords)) {
            var right = Connection.parse("tcp://me@127.0.0.1:" + closed.port() + "/");
            BrokerFixture.SECRETS.keepForSession(right.broker(), Secrets.Kind.PASSWORD, "wrong");
            listen("wrong", "tcp://me@127.0.0.1:" + closed.port() + "/?topic=a/b");
            Patience.await("the refusal", () -> status("wrong").state() instanceof SourceState.Refused);
            var refused = (SourceState.Refused) status("wrong").state();
            assertTrue(refused.reason().contains("me"), refused.reason());
            assertFalse(refused.remedy().isEmpty());
            // Without its thread nothing can try again.
            Patience.await("its thread to end", () -> threads("source-") == 0);
            assertEquals(1, closed.log().lines().filter(line -> line.contains("not authorised")).count(),
                    closed.log());
            BrokerFixture.SECRETS.keepForSession(right.broker(), Secrets.Kind.PASSWORD, "right");
            assertTrue(ConnectionCheck.run(right.broker(), BrokerFixture.SECRETS, List.of("#"), outcome -> {
            }));
            recorder.start("wrong");
            // Started by the user, and the right password is known by now.
            Patience.await("a connection", () -> !(status("wrong").state() instanceof SourceState.Refused));
        }
    }

    /** As what stands before brokers does, when there is no broker behind it. */
    @Test
    void whatHangsUpAtOnceLeavesNoThread() throws Exception {
        try (var proxy = new Proxy(Mosquitto.freePort())) {
            for (String transport : List.of("tcp", "ws", "ssl")) {
                var connection = Connection.parse(transport + "://127.0.0.1:" + proxy.port);
                for (int i = 0; i < 20; i++) {
                    var problem = assertThrows(SourceProblem.class,
                            () -> MqttLink.open(connection.broker(), BrokerFixture.SECRETS, new Ears()));
                    assertFalse(problem.permanent(), problem.reason());
                }
            }
        }
        Patience.await("the library's threads to end", () -> threads("MQTT ") == 0);
    }
}
