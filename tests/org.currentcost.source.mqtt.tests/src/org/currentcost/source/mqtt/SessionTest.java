package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Mosquitto;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** What brokers keep for us and what they refuse; old ones; other ways to them. */
class SessionTest extends BrokerFixture {

    private static final String KEPT = "/?keepAlive=1&clientId=keeper&clean=false&qos=1";

    private List<Long> watts(String meter) throws Exception {
        return stored(SeriesKey.power(meter, 0)).stream().map(reading -> reading.channel1() / 1000).toList();
    }

    private void awaitLatest(String meter, long watts) throws Exception {
        Patience.await(meter + " to be at " + watts, () -> recorder.live().latest(SeriesKey.power(meter, 0))
                .filter(reading -> reading.channel1() == watts * 1000).isPresent());
    }

    private void awaitLost(String id) throws Exception {
        Patience.await("the connection to be lost",
                () -> status(id).state() instanceof SourceState.WaitingToRetry);
    }

    /** Comes after what was kept: the broker tells that as soon as one subscribes. */
    private void awaitNew(MqttLink link, String id, long watts) throws Exception {
        Patience.await("something new", () -> {
            link.publish("a/c", bytes(String.valueOf(watts)), 1, false);
            return watts(id).contains(watts);
        });
    }

    @Test
    void whatABrokerRepeatsAfterABreakIsStoredOnce() throws Exception {
        try (var proxy = new Proxy(broker.port()); var link = link(broker.port(), new Ears())) {
            link.publish("a/b", bytes("100"), 1, true);
            listen("a", "tcp://127.0.0.1:" + proxy.port + "/?topic=a/b&topic=a/c");
            // What was kept when we came may be of any time.
            awaitNew(link, "a", 300);
            link.publish("a/b", bytes("200"), 1, true);
            awaitLatest("a", 200);
            proxy.refuse(true);
            awaitLost("a");
            proxy.refuse(false);
            awaitNew(link, "a", 301);
            assertEquals(List.of(200L), watts("a").stream().filter(watts -> watts < 300).toList());
            proxy.refuse(true);
            awaitLost("a");
            link.publish("a/b", bytes("250"), 1, true);
            proxy.refuse(false);
            awaitNew(link, "a", 302);
            assertEquals(List.of(200L), watts("a").stream().filter(watts -> watts < 300).toList());
        }
    }

    private static String xml(Instant time, int watts) {
        return String.format("<!-- %s --><msg><src>CC128-v0.11</src><dsb>00001</dsb><time>00:00:00</time>"
                + "<tmpr>20.0</tmpr><sensor>0</sensor><id>00001</id><type>1</type><ch1><watts>%05d</watts></ch1></msg>",
                time, watts);
    }

    /** Publishes fifteen messages with a time and fifteen without; fewer than a broker sends at once. */
    private void speakOfThePast(MqttLink link, Instant begin) throws Exception {
        for (int i = 1; i <= 15; i++) {
            link.publish("dated/raw", bytes(xml(begin.plusSeconds(6 * i), i)), 1, false);
            link.publish("undated", bytes(String.valueOf(i)), 1, false);
        }
    }

    private void assertPastIsThere(String id, Instant begin, long lostBefore) throws Exception {
        awaitLatest(id + "/dated", 15);
        awaitLatest(id, 15);
        var dated = stored(SeriesKey.power(id + "/dated", 0)).stream().filter(one -> one.time().isAfter(begin)
                && !one.time().isAfter(begin.plusSeconds(90))).toList();
        assertEquals(IntStream.rangeClosed(1, 15).mapToObj(i -> Reading.of(begin.plusSeconds(6 * i), i * 1000L))
                .toList(), dated);
        // Nobody knows when those without a time were true: only the last is of now, and the others are counted.
        Patience.await("the others to be counted", () -> status(id).counters().lost() > lostBefore);
        long kept = stored(SeriesKey.power(id, 0)).stream().filter(one -> one.channel1() <= 15_000).count();
        long lost = status(id).counters().lost() - lostBefore;
        // More where one that was heard just before the line broke was not acknowledged, and came again.
        assertTrue(kept < 15 && kept + lost >= 15, kept + " kept, " + lost + " lost");
    }

    @Test
    void whatTheBrokerKeptWhileTheLineWasCutArrives() throws Exception {
        var begin = Instant.parse("2026-01-02T03:00:00Z");
        try (var proxy = new Proxy(broker.port()); var link = link(broker.port(), new Ears())) {
            listen("a", "tcp://127.0.0.1:" + proxy.port + KEPT + "&profile=number&topic=undated"
                    + "&profile=xml&topic=%2B/raw");
            awaitSubscribed("a", link);
            proxy.refuse(true);
            awaitLost("a");
            speakOfThePast(link, begin);
            long lost = status("a").counters().lost();
            proxy.refuse(false);
            assertPastIsThere("a", begin, lost);
        }
    }

    /** As after a start of the program: the reader has not met any of the topics yet. */
    @Test
    void whatTheBrokerKeptWhileWeWereNotThereArrives() throws Exception {
        var begin = Instant.parse("2026-01-02T03:00:00Z");
        String address = broker.address() + KEPT.substring(1) + "&profile=number&topic=undated"
                + "&profile=xml&topic=%2B/raw";
        try (var link = link(broker.port(), new Ears())) {
            listen("a", address);
            awaitSubscribed("a", link);
            recorder.stop("a");
            speakOfThePast(link, begin);
            long lost = status("a").counters().lost();
            recorder.start("a");
            assertPastIsThere("a", begin, lost);
        }
    }

    private void awaitSubscribed(String id, MqttLink link) throws Exception {
        Patience.await("the subscriptions", () -> {
            link.publish("dated/raw", bytes(xml(Instant.now(), 99)), 1, false);
            link.publish("undated", bytes("99"), 1, false);
            return Stream.of(id, id + "/dated").allMatch(
                    meter -> recorder.live().latest(SeriesKey.power(meter, 0)).isPresent());
        });
    }

    @Test
    void aBrokerBehindAWebsocket() throws Exception {
        int port = Mosquitto.freePort();
        // Beside a plain one: with a websocket alone this version of the broker ends.
        try (var web = new Mosquitto(folder.resolve("web"), "listener " + port + " 127.0.0.1", "protocol websockets");
                var speaker = new Speaker(Connection.parse("ws://127.0.0.1:" + port), "a/b");
                var plain = new Speaker(Connection.to("127.0.0.1", web.port()), "a/c")) {
            listen("a", "ws://127.0.0.1:" + port + "/mqtt?topic=a/b");
            listen("b", "ws://127.0.0.1:" + port + "/mqtt?topic=a/c");
            awaitMore("a");
            awaitMore("b");
            web.stop();
            Patience.await("the connections to be lost",
                    () -> status("a").state() instanceof SourceState.WaitingToRetry
                            && status("b").state() instanceof SourceState.WaitingToRetry);
            web.start();
            awaitMore("a");
            awaitMore("b");
        }
    }

    @Test
    void aBrokerThatSpeaksTheOldVersionAlone() throws Exception {
        try (var old = new FakeBroker(3, Set.of())) {
            listen("automatic", "tcp://127.0.0.1:" + old.port + "/?topic=a/b&version=auto");
            awaitLatest("automatic", 42);
            assertEquals(List.of("MQTT 4", "MQIsdp 3"), old.callers);
            recorder.stop("automatic");
            listen("old", "tcp://127.0.0.1:" + old.port + "/?topic=a/b&version=3.1");
            awaitLatest("old", 42);
            assertEquals(List.of("MQTT 4", "MQIsdp 3", "MQIsdp 3"), old.callers);
            listen("new", "tcp://127.0.0.1:" + old.port + "/?topic=a/b&version=3.1.1");
            Patience.await("the refusal", () -> status("new").state() instanceof SourceState.Refused);
            assertTrue(((SourceState.Refused) status("new").state()).remedy().contains("automatic"));
            Patience.await("its thread to end", () -> threads("source-") == 1);
            // Once more, to learn what it does speak.
            assertEquals(List.of("MQTT 4", "MQTT 5"), old.callers.subList(3, old.callers.size()));
        }
    }

    @Test
    void aBrokerThatRefusesOneOfTwoTopics() throws Exception {
        try (var broken = new FakeBroker(4, Set.of("secret/x"))) {
            listen("a", "tcp://127.0.0.1:" + broken.port + "/?topic=secret/x&topic=a/b");
            awaitLatest("a", 42);
            assertEquals(1, status("a").counters().damaged());
            var reported = status("a").lastDamage().orElseThrow();
            assertTrue(reported.text().startsWith("secret/x"), reported.text());
            assertTrue(reported.reason().contains("secret/x"), reported.reason());
            assertEquals(1, broken.callers.size());
            listen("none", "tcp://127.0.0.1:" + broken.port + "/?topic=secret/x");
            Patience.await("the refusal", () -> status("none").state() instanceof SourceState.Refused);
        }
    }

    @Test
    void twoOfTheSameClientIdDoNotEndEachOtherForEver() throws Exception {
        listen("a", broker.address() + "?clientId=same&topic=a/b");
        listen("b", broker.address() + "?clientId=same&topic=a/b");
        Patience.await("one of them to give way", () -> Stream.of("a", "b")
                .anyMatch(id -> status(id).state() instanceof SourceState.Refused));
        String one = status("a").state() instanceof SourceState.Refused ? "a" : "b";
        var refused = (SourceState.Refused) status(one).state();
        assertTrue(refused.reason().contains("client id same"), refused.reason());
        assertFalse(refused.remedy().isEmpty());
        try (var speaker = new Speaker(Connection.to("127.0.0.1", broker.port()), "a/b")) {
            awaitMore(one.equals("a") ? "b" : "a");
        }
    }

    /** Who is ended because the broker is started again and again goes on. */
    @Test
    void aBrokerThatIsStartedAgainAndAgainIsNoSecondClient() throws Exception {
        listen("a", broker.address() + "?clientId=alone&topic=a/b");
        try (var speaker = new Speaker(Connection.to("127.0.0.1", broker.port()), "a/b")) {
            for (int i = 0; i < 4; i++) {
                awaitMore("a");
                broker.stop();
                Patience.await("the end of it", () -> status("a").state() instanceof SourceState.WaitingToRetry);
                broker.start();
            }
            awaitMore("a");
        }
    }
}
