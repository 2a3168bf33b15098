package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The optional feature, installed into a copy of the program and taken away again, and what a broker tells it. */
class FeatureTest {

    private static final String ID = "org.currentcost.mqtt.feature";

    @TempDir
    private Path folder;

    private Path program;

    private Command start(String... arguments) throws IOException {
        return new Command(Product.builder(program, Map.of("HOME", folder.toString()), arguments));
    }

    private List<String> run(int code, String... arguments) throws Exception {
        try (var command = start(arguments)) {
            assertEquals(code, command.exitCode(), command::toString);
            return Stream.concat(command.out().stream(), command.err().stream()).toList();
        }
    }

    @Test
    void comesAndGoes() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        int port = freePort();
        String source = "mqtt:tcp://127.0.0.1:" + port + "/?topic=PowerMeter/CC/+&profile=rsmb";
        var refused = run(2, "record", "--source", source, "--for", "1s", "--data", folder.resolve("d").toString());
        assertTrue(refused.getFirst().contains("currentcost feature install " + ID), refused::toString);
        assertTrue(run(0, "feature", "list").stream().anyMatch(
                line -> line.startsWith(ID) && line.contains("not installed")));

        assertTrue(run(0, "feature", "install", "mqtt").getFirst().contains("is installed"));
        assertTrue(run(1, "feature", "install", ID).getFirst().contains("already"));
        assertTrue(run(1, "feature", "install", "nonsense").getFirst().contains("nonsense"));
        assertTrue(run(1, "feature", "uninstall", "org.currentcost.feature").getFirst().contains("program itself"));
        record(port, source);

        assertTrue(run(0, "feature", "uninstall", "mqtt").getFirst().contains("uninstalled"));
        assertFalse(Files.readString(program.resolve(
                "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).contains("mqtt"));
        assertTrue(run(2, "record", "--source", source, "--for", "1s", "--data", folder.resolve("d").toString())
                .getFirst().contains("feature install"));
        assertTrue(run(0, "sources", "--data", folder.resolve("data").toString()).stream()
                .anyMatch(line -> line.contains("Home/dale")));
    }

    @Test
    void leavesNoTraceInTheWindowAndComesBackAsItWas() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        try (Stream<Path> bundles = Files.list(program.resolve("plugins"))) {
            assertEquals(List.of(), bundles.map(Path::getFileName).map(Path::toString)
                    .filter(name -> name.contains("mqtt") || name.contains("paho")).toList());
        }
        run(0, "feature", "install", ID);
        openAndClose("-perspective", "org.currentcost.ui.mqtt.perspective");
        assertTrue(layout().contains("org.currentcost.ui.mqtt.perspective"));
        assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));

        run(0, "feature", "uninstall", ID);
        openAndClose();
        assertFalse(layout().contains("mqtt"));
        assertEquals(1, log().stream().filter(line -> line.contains("MQTT Explorer")).count(), log()::toString);

        run(0, "feature", "install", ID);
        openAndClose();
        assertTrue(layout().contains("org.currentcost.ui.mqtt.perspective"));
        assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));
        assertNoErrors();
    }

    @Test
    void anUpdateKeepsReadingsSettingsAndLayout() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        String data = folder.resolve("window").toString();
        run(0, "feature", "install", ID);
        run(0, "record", "--source", "demo:60", "--for", "2s", "--data", data);
        run(0, "tariff", "--price", "0.25", "--currency", "EUR", "--data", data);
        openAndClose("-perspective", "org.currentcost.ui.mqtt.perspective");
        var readings = run(0, "export", "--every", "1h", "--unit", "money", "--data", data);
        var sources = run(0, "sources", "--data", data);
        String version = run(0, "--version").getFirst();

        String site = NextBuild.site(folder.resolve("next")).toString();
        assertTrue(run(0, "feature", "install", "org.currentcost.feature", "--site", site).getFirst()
                .contains(NextBuild.QUALIFIER));
        assertTrue(run(0, "feature", "install", ID, "--site", site).getFirst().contains(NextBuild.QUALIFIER));

        assertFalse(version.contains(NextBuild.QUALIFIER), version);
        assertTrue(run(0, "--version").getFirst().contains(NextBuild.QUALIFIER));
        String bundles = Files.readString(program.resolve(
                "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
        for (String bundle : List.of("org.currentcost.app", "org.currentcost.ui.mqtt")) {
            assertEquals(1, bundles.lines().filter(line -> line.startsWith(bundle + ",")).count(), bundles);
        }
        openAndClose();
        assertTrue(readings.size() > 1, readings::toString);
        assertEquals(readings, run(0, "export", "--every", "1h", "--unit", "money", "--data", data));
        assertEquals(sources, run(0, "sources", "--data", data));
        assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));
        assertNoErrors();
    }

    private void assertNoErrors() throws IOException {
        assertEquals(List.of(), log().stream().filter(line -> line.startsWith("!ENTRY") && line.contains(" 4 "))
                .toList(), log()::toString);
    }

    private void openAndClose(String... arguments) throws Exception {
        var all = Stream.concat(Stream.of("--data", folder.resolve("window").toString()), Stream.of(arguments));
        var environment = Map.of("HOME", folder.toString(), "DISPLAY", System.getenv("DISPLAY"));
        try (var window = new Command(Product.builder(program, environment, all.toArray(String[]::new)))) {
            window.await("the window waiting for the user", () -> ProcessHandle.of(window.pid())
                    .stream().flatMap(ProcessHandle::children).anyMatch(one -> waitsForTheUser(one.pid())));
            window.terminate();
            assertEquals(143, window.exitCode(), window::toString);
        }
    }

    private static boolean waitsForTheUser(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var builder = new ProcessBuilder(jcmd, String.valueOf(pid), "Thread.print").redirectErrorStream(true);
        try (var out = builder.start().getInputStream()) {
            String threads = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            int sleeping = threads.indexOf("org.eclipse.swt.widgets.Display.sleep");
            return sleeping >= 0 && threads.indexOf("PlatformUI.createAndRunWorkbench", sleeping) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String layout() throws IOException {
        return Files.readString(folder.resolve(
                "window/workbench/.metadata/.plugins/org.eclipse.e4.workbench/workbench.xmi"));
    }

    private List<String> log() throws IOException {
        var log = folder.resolve("window/workbench/.metadata/.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** A reading goes from a broker into the file, and the broker is told another one. */
    private void record(int port, String source) throws Exception {
        var configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\n");
        var broker = new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("broker.log").toFile()).start();
        String data = folder.resolve("data").toString();
        try (var command = start("record", "--source", source, "--source", "demo", "--publish",
                "mqtt:tcp://127.0.0.1:" + port + "/?format=json", "--for", "60s", "--print", "--data", data)) {
            Patience.await("the broker", () -> {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
            command.awaitErr(line -> line.contains(String.valueOf(port)));
            command.await("the reading", () -> {
                publish(port, "PowerMeter/CC/dale", "0.35");
                return command.out().stream().anyMatch(line -> line.contains("Home/dale") && line.contains("350 W"));
            });
            command.terminate();
            assertEquals(143, command.exitCode(), command::toString);
            assertTrue(command.err().stream().anyMatch(line -> line.contains("readings published")),
                    command::toString);
        } finally {
            broker.destroyForcibly().waitFor();
        }
        var rows = run(0, "export", "--meter", "Home/dale", "--data", data);
        assertTrue(rows.stream().anyMatch(row -> row.contains("350")), rows::toString);
    }

    /** The least that MQTT 3.1.1 needs to say a word: CONNECT, PUBLISH with QoS 0. */
    private static void publish(int port, String topic, String payload) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            out.write(new byte[]{0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'x'});
            socket.getInputStream().readNBytes(4);
            out.write(new byte[]{0x30, (byte) (2 + topic.length() + payload.length()), 0, (byte) topic.length()});
            out.write((topic + payload).getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[]{(byte) 0xE0, 0});
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
