package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.ConnectionCheck;
import org.currentcost.testkit.Mosquitto;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that speak, but something else: the user learns what, and they are not tried for ever. */
class WrongDoorTest extends BrokerFixture {

    @TempDir
    private static Path certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates.make(certificates);
    }

    private static boolean secure(String transport) {
        return Connection.parse(transport + "://h").transport().secure();
    }

    private SourceState.Refused awaitRefused(String address, String trust) throws Exception {
        listen("a", address + "?topic=a/b" + trust);
        Patience.await("the refusal", () -> status("a").state() instanceof SourceState.Refused);
        var refused = (SourceState.Refused) status("a").state();
        assertFalse(refused.remedy().isEmpty());
        Patience.await("its thread to end", () -> threads("source-") == 0);
        return refused;
    }

    @ParameterizedTest
    @CsvSource({"tcp,ssl", "ssl,tcp", "tcp,ws", "ws,tcp", "ssl,wss", "wss,ssl", "ws,wss", "wss,ws", "ws,ssl", "ssl,ws"})
    void anotherTransport(String ours, String theirs) throws Exception {
        var settings = new ArrayList<String>();
        int door = Mosquitto.freePort();
        // Beside a plain one: with a websocket alone some versions of the broker end.
        settings.add("listener " + door + " 127.0.0.1");
        if (theirs.startsWith("ws")) {
            settings.add("protocol websockets");
        }
        if (secure(theirs)) {
            settings.add("certfile " + certificates.resolve("good.pem"));
            settings.add("keyfile " + certificates.resolve("good.key"));
        }
        try (var broker = new Mosquitto(folder.resolve("other"), settings.toArray(String[]::new))) {
            var refused = awaitRefused(ours + "://localhost:" + door + "/", secure(ours)
                    ? "&ca=" + certificates.resolve("authority.pem")
                    : "");
            if (secure(ours) != secure(theirs) && secure(theirs)) {
                // Of a stranger's certificate, no more can be known than that it is TLS.
                assertTrue(refused.reason().contains("with TLS, not "), refused.reason());
                return;
            }
            String words = Connection.parse(theirs + "://h").transport().words();
            assertTrue(refused.reason().contains(words + ", not ") || refused.reason().contains("does not speak TLS"),
                    refused.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20020001", "2003008400", ""})
    void aBrokerOfMqtt5Alone(String refusal) throws Exception {
        try (var five = new FakeBroker(5, Set.of())) {
            five.refusal = HexFormat.of().parseHex(refusal);
            var refused = awaitRefused("tcp://127.0.0.1:" + five.port + "/", "");
            assertTrue(refused.reason().contains("MQTT 5 alone"), refused.reason());
        }
    }

    /** Whoever speaks nothing that we know may do so later. */
    @Test
    void whoHangsUpOnEverybodyIsTriedAgain() throws Exception {
        try (var proxy = new Proxy(Mosquitto.freePort())) {
            listen("a", "tcp://127.0.0.1:" + proxy.port + "/?topic=a/b");
            Patience.await("it to wait", () -> status("a").state() instanceof SourceState.WaitingToRetry);
        }
    }

    @Test
    void aWebServerWithoutABroker() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            var refused = awaitRefused("ws://127.0.0.1:" + server.getAddress().getPort() + "/broker", "");
            assertTrue(refused.reason().contains("/broker: HTTP/1.1 404"), refused.reason());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theTestOfAConnectionSaysItToo() throws Exception {
        var outcomes = new ArrayList<ConnectionCheck.Outcome>();
        assertFalse(
                ConnectionCheck.run(Connection.parse("ssl://localhost:" + broker.port()).broker(),
                        BrokerFixture.SECRETS,
                        List.of("#"), outcomes::add));
        assertTrue(outcomes.getLast().reason().contains("MQTT without TLS, not "), outcomes.toString());
    }
}
