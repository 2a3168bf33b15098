package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.testkit.Mosquitto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is nowhere else than in the secrets, and can't be told by an address. */
class SecretsTest extends BrokerFixture {

    private static final String SECRET = "0pen5esame";

    @ParameterizedTest
    @ValueSource(strings = {"tcp://me:0pen5esame@broker/", "me:0pen5esame@broker", "//me:0pen5esame@broker:1884",
        "ssl://me:x@0pen5esame@broker/?ca=/x.pem", "ws://me:%300pen5esame@broker/mqtt", "wss://:0pen5esame@broker",
        "tcp://me%3A0pen5esame@broker", "tcp://me%3a0pen5esame%40broker", "me%253A0pen5esame%2540broker",
        "tcp://me:0pen5esame@broker:port/", "tcp://me:x@0pen5esame@broker:port", "me:0pen5esame@broker:port",
        "tcp://me:0pen5esame/x@broker", "tcp://me:12/0pen5esame@broker", "tcp://me:12?0pen5esame@broker",
        "nothing://me:0pen5esame@broker?topic=a", "tcp://me@broker/?password=0pen5esame", "broker?pwd=0pen5esame",
        "ws://me:0pen5esame@[::1]:80/mqtt", "ws://me:80:0pen5esame@broker/mqtt@v1"})
    void aPasswordInAnAddressIsRefusedWithAWordOnWhereItBelongsAndNotRepeated(String address) {
        String more = address.contains("?") ? "&" : "?";
        String source = address + more + "topic=a/b";
        String publisher = address + more + "format=json";
        for (Executable use : List.<Executable>of(() -> Connection.parse(address),
                () -> new MqttSourceType().create(source), () -> new MqttSourceType().normalized(source),
                () -> new MqttPublisherType().create(publisher),
                () -> new MqttPublisherType().normalized(publisher))) {
            var refused = assertThrows(IllegalArgumentException.class, use);
            assertClean(refused.getMessage());
            assertTrue(refused.getMessage().contains(Secrets.VARIABLE), refused.getMessage());
        }
        assertClean(new MqttSourceType().describe(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://0pen5esame:0pen5esame", "me:0pen5esame", "tcp://me:0pen?5esame@broker",
        "0pen5esame:pass://broker"})
    void whatMayBeAPasswordIsNotRepeatedEither(String address) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Connection.parse(address));
        assertClean(refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://broker:1883/?topic=a@b/c:d", "me@broker:1883", "tcp://me@[::1]:1883/",
        "ws://broker:80/mqtt@v1:2", "wss://[::1]:443/a:b@c", "tcp://broker/?name=Me:you@home", "ssl://b?ca=/a:b@c",
        "tcp://me%40home@broker/?topic=a"})
    void whatIsNoPasswordIsNotTakenForOne(String address) {
        var connection = Connection.parse(address);
        var again = Connection.parse(connection.address());
        assertEquals(connection.address(), again.address());
        assertEquals(connection.user(), again.user());
    }

    @Test
    void aUserThatWouldBeOneInAnAddressIsRefused() {
        var plain = Connection.to("broker", 1883);
        var refused = assertThrows(IllegalArgumentException.class, () -> new Broker(plain.transport(), plain.host(),
                plain.port(), "", "me:" + SECRET, plain.session(), plain.trust()));
        assertClean(refused.getMessage());
    }

    private static void assertClean(String text) {
        assertFalse(text.contains(SECRET), text);
    }

    @Test
    void isInNoThreadNorDocumentNorFile() throws Exception {
        var passwords = folder.resolve("passwords");
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "me", SECRET).start().waitFor();
        try (var closed = new Mosquitto(folder.resolve("closed"), "allow_anonymous false",
                "password_file " + passwords); var proxy = new Proxy(closed.port())) {
            String place = "tcp://me@127.0.0.1:";
            for (int port : List.of(closed.port(), proxy.port)) {
                BrokerFixture.SECRETS.keepForSession(Connection.parse(place + port).broker(), Secrets.Kind.PASSWORD,
                        SECRET);
            }
            var row = recorder.add("meter", "mqtt:" + place + closed.port() + "/?topic=a/b");
            recorder.setPublishAddresses(List.of("mqtt:" + place + proxy.port + "/?format=json&keepAlive=1"));
            Patience.await("the publisher to be let in",
                    () -> recorder.publishing().getFirst().state() instanceof SourceState.Live);
            try (var link = MqttLink.open(Connection.parse(row.address().substring("mqtt:".length())).broker(),
                    BrokerFixture.SECRETS,
                    new Ears())) {
                Patience.await("the source to be let in", () -> {
                    link.publish("a/b", bytes("1"), 1, false);
                    return received(row.id()) > 0;
                });
                Thread.getAllStackTraces().keySet().forEach(thread -> assertClean(thread.getName()));
            }
            proxy.refuse(true);
            store.append(Map.of(SeriesKey.power("cable", 0), List.of(Reading.of(Instant.now(), 1000))));
            Patience.await("the loss to be noticed",
                    () -> recorder.publishing().getFirst().state() instanceof SourceState.WaitingToRetry);
            Thread.getAllStackTraces().keySet().forEach(thread -> assertClean(thread.getName()));
            assertClean(recorder.publishing().toString());
            assertClean(recorder.sources().toString());
            assertClean(store.sources().toString());
            assertClean(store.document("publishers").orElseThrow());
            recorder.close();
            assertEquals(1, store.sources().size());
        }
        store.close();
        try (var files = Files.walk(folder.resolve("data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertClean(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
