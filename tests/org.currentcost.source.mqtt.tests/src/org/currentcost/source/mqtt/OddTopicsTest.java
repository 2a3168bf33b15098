package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Mosquitto;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that the client library can't read, by every transport, and what happens if it dies of something else. */
class OddTopicsTest extends BrokerFixture {

    private static final List<String> NAMES = List.of("🔌", "👨‍👩‍👧 plug", "Küche", "ＡＢＣ", "\uE000x", "𝔘", "plain");

    @TempDir
    private Path certificates;

    private int plainPort;

    private static boolean secure(String transport) {
        return Connection.parse(transport + "://host").transport().secure();
    }

    private Mosquitto broker(String transport) throws Exception {
        var settings = new ArrayList<String>();
        if (transport.startsWith("ws")) {
            settings.add("protocol websockets");
        }
        if (secure(transport)) {
            Certificates.make(certificates);
            settings.add("certfile " + certificates.resolve("good.pem"));
            settings.add("keyfile " + certificates.resolve("good.key"));
        }
        // By the second door messages come in that are not of ours.
        settings.add("listener " + (plainPort = Mosquitto.freePort()) + " 127.0.0.1");
        var broker = new Mosquitto(folder.resolve(transport), settings.toArray(String[]::new));
        broker.awaitDoor(plainPort);
        return broker;
    }

    /** By a file of options: words on a command line would be of the computer's own character set. */
    private void publish(String topic, String message, String... more) throws Exception {
        Files.writeString(folder.resolve("mosquitto_pub"), "-t " + topic + "\n");
        var builder = new ProcessBuilder(Stream.concat(Stream.of("mosquitto_pub", "-p", String.valueOf(plainPort),
                "-s"), Stream.of(more)).toList()).redirectErrorStream(true);
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        var process = builder.start();
        try (var words = process.getOutputStream()) {
            words.write(bytes(message));
        }
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ssl", "ws", "wss"})
    void areReadByEveryTransport(String transport) throws Exception {
        try (var odd = broker(transport)) {
            publish("house/🔌/power", "1", "-r");
            String trust = secure(transport)
                    ? "&ca=" + certificates.resolve("authority.pem")
                    : "";
            listen("odd", transport + "://localhost:" + odd.port() + "/?qos=2&topic=house/{sensor}/power" + trust);
            Patience.await("the connection", () -> status("odd").state() instanceof SourceState.Live
                    || status("odd").state() instanceof SourceState.Silent);
            for (int quality = 0; quality < 3; quality++) {
                for (String name : NAMES) {
                    publish("house/" + name + "/power", String.valueOf(100 + quality), "-q",
                            String.valueOf(quality));
                }
            }
            publish("house/long/power", "7".repeat(300_000));
            publish("house/end/power", "1");
            for (String name : NAMES) {
                var series = awaitNamed("odd", name);
                Patience.await("all of " + name,
                        () -> stored(series).stream().anyMatch(one -> one.channel1() == 102_000));
            }
            awaitNamed("odd", "end");
            assertEquals(1, status("odd").counters().damaged());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ws"})
    void areSubscribedToAndPublished(String transport) throws Exception {
        try (var odd = broker(transport)) {
            var connection = Connection.parse(transport + "://👤@127.0.0.1:" + odd.port() + "/?clientId=🏠");
            var ears = new Ears();
            try (var link = MqttLink.open(connection.broker(), BrokerFixture.SECRETS,
                    new MqttLink.Will("🪦", bytes("x")),
                    ears)) {
                link.subscribe(List.of("house/🔌/#"), 1);
                link.publish("house/🔌/🔋", bytes("5"), 1, false);
                link.publish("house/other", bytes("6"), 1, false);
                Patience.await("it", () -> !ears.all.isEmpty());
                assertEquals(List.of("house/🔌/🔋"), ears.all.stream().map(Ears.Received::topic).toList());
                assertTrue(odd.log().contains("🏠"), odd.log());
            }
        }
    }

    /** Nothing is known any more of which it would die; so the test says that it has. */
    @ParameterizedTest
    @ValueSource(strings = {"MQTT Rec: ", "MQTT Snd: "})
    void aLibraryThatDiesOfSomethingElseEndsTheConnectionWithAReason(String name) throws Exception {
        listen("a", broker.address() + "?topic=a/b");
        try (var speaker = new Speaker(Connection.to("127.0.0.1", broker.port()), "a/b")) {
            awaitMore("a");
            speaker.close();
            Patience.await("the speaker to be gone", () -> threads(name) == 1);
            var thread = OwnThreads.all().filter(one -> one.getName().startsWith(name)).findFirst().orElseThrow();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, new IllegalArgumentException("odd"));
            Patience.await("the end of it", () -> status("a").state() instanceof SourceState.WaitingToRetry);
            var waiting = (SourceState.WaitingToRetry) status("a").state();
            assertTrue(waiting.reason().contains("odd"), waiting.reason());
        }
        try (var speaker = new Speaker(Connection.to("127.0.0.1", broker.port()), "a/b")) {
            awaitMore("a");
        }
    }

    /** As large as the protocol allows, from somebody who means no good. */
    @Test
    void aMessageOfAQuarterOfAGigabyteNeedsNoRoom() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ears = new Ears();
            Thread.ofPlatform().daemon().start(() -> {
                try (var caller = door.accept()) {
                    var out = caller.getOutputStream();
                    caller.getInputStream().read();
                    out.write(new byte[]{0x20, 2, 0, 0});
                    out.write(new byte[]{0x30, -1, -1, -1, 127, 0, 1, 'a'});
                    var zeros = new byte[1 << 20];
                    for (long left = 268_435_455 - 3; left > 0; left -= zeros.length) {
                        out.write(zeros, 0, (int) Math.min(zeros.length, left));
                    }
                    out.write(new byte[]{0x30, 4, 0, 1, 'b', '1'});
                    caller.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the test is over
                }
            });
            try (var link = link(door.getLocalPort(), ears)) {
                Patience.await("the next message", () -> ears.textsAt("b").equals(List.of("1")));
                assertEquals(1 << 20, ears.textsAt("a").getFirst().length());
            }
        }
    }
}
