package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.SourceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that was typed into an address is nowhere else than in the secrets. */
class SecretsTest extends BrokerFixture {

    private static final String SECRET = "0pen5esame";

    @ParameterizedTest
    @ValueSource(strings = {"tcp://me:0pen5esame@broker/", "me:0pen5esame@broker", "//me:0pen5esame@broker:1884",
        "ssl://me:x@0pen5esame@broker/?ca=/x.pem", "ws://me:%300pen5esame@broker/mqtt", "wss://:0pen5esame@broker"})
    void isInNoAddress(String address) {
        String query = address.contains("?") ? "&" : "?";
        assertClean(Connection.parse(address).address());
        assertClean(Connection.parse(address).place());
        assertClean(Connection.parse(address).serverUri());
        assertClean(Connection.parse(address).toString());
        assertClean(new MqttSourceType().normalized(address + query + "topic=a/b"));
        assertClean(new MqttSourceType().describe(address + query + "topic=a/b"));
        assertClean(new MqttPublisherType().normalized(address + query + "format=json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://me:0pen5esame@broker:port/", "tcp://me:x@0pen5esame@broker:port",
        "me:0pen5esame@broker:port", "tcp://me:0pen5esame/x@broker", "nothing://me:0pen5esame@broker?topic=a"})
    void isInNoDescriptionOfAWrongAddress(String address) {
        assertClean(new MqttSourceType().describe(address));
    }

    private static void assertClean(String text) {
        assertFalse(text.contains(SECRET), text);
    }

    @Test
    void isInNoThreadNorDocumentNorFile() throws Exception {
        var passwords = folder.resolve("passwords");
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "me", SECRET).start().waitFor();
        try (var closed = new Mosquitto(folder.resolve("closed"), "allow_anonymous false",
                "password_file " + passwords); var proxy = new Proxy(closed.port)) {
            String place = "tcp://me:" + SECRET + "@127.0.0.1:";
            var row = recorder.add("meter", "mqtt:" + place + closed.port + "/?topic=a/b");
            recorder.setPublishAddresses(List.of("mqtt:" + place + proxy.port + "/?format=json&keepAlive=1"));
            Patience.await("the publisher to be let in",
                    () -> recorder.publishing().getFirst().state() instanceof SourceState.Live);
            try (var link = MqttLink.open(Connection.parse(row.address().substring("mqtt:".length())), Secrets.SHARED,
                    new Ears())) {
                Patience.await("the source to be let in", () -> {
                    link.publish("a/b", bytes("1"), 1, false);
                    return heard(row.id()) > 0;
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
