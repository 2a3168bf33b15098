package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The optional feature, installed into a copy of the program and taken away again, and what a broker tells it. */
class FeatureTest {

    private static final String ID = "org.currentcost.mqtt.feature";
    private static final Pattern POINT = Pattern.compile("<extension point=\"([^\"]*)\"");
    /** What is in the program's own folder is no site to p2. */
    private static final Pattern SITE = Pattern.compile("/uri=(?!.*/currentcost/($|p2/))");

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
        assertTrue(run(0, "feature", "install", ID).getFirst().contains("already"));
        assertTrue(run(1, "feature", "install", "nonsense").getFirst().contains("nonsense"));
        assertTrue(run(1, "feature", "uninstall", "org.currentcost.feature", "--force").getFirst()
                .contains("program itself"));
        String open = "mqtt:tcp://anna:sEcret@127.0.0.1:" + port + "/?";
        for (var words : List.of(List.of("--source", open + "topic=a"),
                List.of("--source", source, "--publish", open + "format=json"))) {
            var command = new ArrayList<>(List.of("record", "--for", "1s", "--data", folder.resolve("d").toString()));
            command.addAll(words);
            var reported = run(2, command.toArray(String[]::new));
            assertTrue(reported.getFirst().contains("CURRENTCOST_MQTT_PASSWORD"), reported::toString);
            assertFalse(reported.toString().contains("sEcret"), reported::toString);
        }
        record(port, source);

        assertTrue(run(0, "feature", "uninstall", "mqtt", "--data", folder.resolve("data").toString()).getFirst()
                .contains("uninstalled"));
        assertFalse(Files.readString(program.resolve(
                "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).contains("mqtt"));
        assertTrue(run(2, "record", "--source", source, "--for", "1s", "--data", folder.resolve("d").toString())
                .getFirst().contains("feature install"));
        assertTrue(run(0, "sources", "--data", folder.resolve("data").toString()).stream()
                .anyMatch(line -> line.contains("Home/dale")));
        assertEquals(List.of(), knownSites());
    }

    @Test
    void comesFromAFolderAZipOrAnAddressThatIsTrustedOnce() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        var site = folder.resolve("another site");
        copy(program.resolve("site"), site);
        var zip = folder.resolve("site.zip");
        pack(site, zip);
        var server = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), site,
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            try (var command = start("feature", "install", "mqtt", "--site", address)) {
                Sentence.assertFailure(command, "--trust");
            }
            assertFalse(bundles().contains("mqtt"));
            assertInstalls(address, "--trust");
            // decided already
            assertInstalls(address);
            assertInstalls(site.toString());
            assertInstalls(zip.toString());
        } finally {
            server.stop(0);
        }
        assertEquals(List.of(), knownSites());
    }

    @Test
    void aSiteThatIsNotThereIsOneSentence() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        var nothing = Files.createDirectory(folder.resolve("nothing"));
        var noZip = Files.writeString(folder.resolve("no.zip"), "no zip");
        int port = freePort();
        for (String text : List.of("/not/there", "not/there.zip", "file:/not/there", "ftp://127.0.0.1/", "no address:",
                nothing.toString(), noZip.toString(), "http://127.0.0.1:" + port + "/")) {
            try (var command = start("feature", "list", "--site", text)) {
                Sentence.assertFailure(command, text.replace("file:", ""));
            }
        }
        assertEquals(List.of(), knownSites());
    }

    @Test
    void aFolderThatMayNotBeWrittenIsOneSentence() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        var home = Files.createDirectory(folder.resolve("home"));
        try {
            for (String part : List.of("p2", "configuration", "plugins", "")) {
                permitAll(program, "rwxrwxrwx");
                permitAll(program.resolve(part), "r-xr-xr-x");
                try (var command = startBound(home, "feature", "install", "mqtt")) {
                    Sentence.assertFailure(command, "unpack it into a folder of your own");
                }
            }
            try (var command = startBound(home, "feature", "uninstall", "mqtt", "--force")) {
                Sentence.assertFailure(command, "Nothing can be uninstalled");
            }
            try (var command = startBound(home, "feature", "list")) {
                assertEquals(0, command.exitCode(), command::toString);
                assertTrue(command.out().stream().anyMatch(line -> line.contains(ID)), command::toString);
            }
        } finally {
            permitAll(program, "rwxrwxrwx");
        }
    }

    /** Starts a command that may write only what the permissions allow, also where root starts it. */
    private Command startBound(Path home, String... arguments) throws IOException {
        var builder = Product.builder(program, Map.of("HOME", home.toString()), arguments);
        if (Files.isWritable(Path.of("/"))) {
            builder.command(Stream.concat(PackageTest.BOUND.stream(), builder.command().stream()).toList());
        }
        return new Command(builder);
    }

    @Test
    void leavesNoTraceInTheWindowAndComesBackAsItWas() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        try (Stream<Path> bundles = Files.list(program.resolve("plugins"))) {
            assertEquals(List.of(), bundles.map(Path::getFileName).map(Path::toString)
                    .filter(name -> name.contains("mqtt") || name.contains("paho")).toList());
        }
        assertEquals(Set.of(), contributions());
        String data = folder.resolve("window").toString();
        int port = freePort();
        String profile = "mqtt:tcp://127.0.0.1:" + port + "/?topic=PowerMeter/CC/+&profile=rsmb";
        run(0, "feature", "install", ID);
        assertEquals(Set.of("org.currentcost.ui.sourceKinds", "org.eclipse.ui.views", "org.eclipse.ui.perspectives",
                "org.eclipse.ui.preferencePages", "org.eclipse.ui.startup",
                "org.eclipse.equinox.security.secureStorage"), contributions());
        openAndClose("-perspective", "org.currentcost.ui.mqtt.perspective");
        assertTrue(layout().contains("org.currentcost.ui.mqtt.perspective"));
        assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));
        configure(profile, "mqtt:tcp://127.0.0.1:" + port + "/?format=json");
        hear(port, "0.35");
        assertTrue(run(0, "export", "--meter", "Home/dale", "--data", data).toString().contains(",350"));

        run(0, "feature", "uninstall", ID, "--data", data, "--force");
        assertEquals(Set.of(), contributions());
        int before = log().size();
        openAndClose();
        assertFalse(layout().contains("mqtt"));
        var added = log().subList(before, log().size());
        assertEquals(1, added.stream().filter(line -> line.contains("MQTT Explorer")).count(), added::toString);
        assertEquals(List.of(), added.stream().filter(line -> line.startsWith("!ENTRY"))
                .filter(line -> !line.matches("!ENTRY \\S+ 1 .*")).toList(), added::toString);
        assertTrue(run(0, "sources", "--data", data).stream().anyMatch(line -> line.contains(profile)));
        var recorded = run(1, "record", "--for", "8s", "--data", data);
        assertTrue(recorded.stream().anyMatch(line -> line.contains("feature install " + ID)), recorded::toString);
        assertTrue(recorded.getFirst().matches("messages=[1-9].*"), recorded::toString);

        run(0, "feature", "install", ID);
        hear(port, "0.36");
        String received = run(0, "export", "--meter", "Home/dale", "--data", data).toString();
        assertTrue(received.contains(",350") && received.contains(",360"), received);
        assertTrue(layout().contains("org.currentcost.ui.mqtt.perspective"));
        assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));
        assertNoErrors();
    }

    /** The window records what a broker tells, into the folder that keeps its layout. */
    private void hear(int port, String kilowatts) throws Exception {
        var broker = broker(port);
        try (var window = window()) {
            var said = folder.resolve("broker.log");
            long before = reported(said);
            // Not only the first: that one is on its way still when the window closes.
            window.await("the broker telling the window", () -> {
                if (Files.readString(said).contains("Received SUBSCRIBE")) {
                    publish(port, "PowerMeter/CC/dale", kilowatts);
                }
                return reported(said) > before + 20;
            });
            window.await("the window waiting for the user", () -> waitsForTheUser(window));
            window.terminate();
            assertEquals(143, window.exitCode(), window::toString);
        } finally {
            broker.destroyForcibly().waitFor();
        }
    }

    private static long reported(Path log) throws IOException {
        return Files.readAllLines(log).stream().filter(line -> line.contains("Sending PUBLISH")).count();
    }

    /** As the wizard and the preference page do: what the command line can't. */
    private void configure(String source, String publisher) throws Exception {
        Path jar;
        try (Stream<Path> plugins = Files.list(program.resolve("plugins"))) {
            jar = plugins.filter(one -> one.getFileName().toString().contains("sqlite-jdbc")).findFirst().orElseThrow();
        }
        try (var loader = new URLClassLoader(new URL[]{jar.toUri().toURL()})) {
            var driver = (Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
            try (var connection = driver.connect("jdbc:sqlite:" + folder.resolve("window/readings.sqlite"),
                    new Properties())) {
                try (var add = connection.prepareStatement(
                        "INSERT INTO source (id, meter, address, enabled) VALUES (?, ?, ?, 1)")) {
                    add.setString(1, "broker");
                    add.setString(2, "Home");
                    add.setString(3, source);
                    add.executeUpdate();
                }
                try (var add = connection.prepareStatement(
                        "INSERT INTO document (name, text) VALUES ('publishers', ?)")) {
                    add.setString(1, publisher);
                    add.executeUpdate();
                }
            }
        }
    }

    /** {@return the extension points that what is installed of the optional feature contributes to} */
    private Set<String> contributions() throws IOException {
        var points = new TreeSet<String>();
        for (String line : bundles().lines().filter(one -> one.contains("mqtt")).toList()) {
            try (var jar = new ZipFile(program.resolve(line.split(",")[2]).toFile())) {
                var entry = jar.getEntry("plugin.xml");
                if (entry != null) {
                    var found = POINT.matcher(new String(jar.getInputStream(entry).readAllBytes(),
                            StandardCharsets.UTF_8));
                    while (found.find()) {
                        points.add(found.group(1));
                    }
                }
            }
        }
        return points;
    }

    private String bundles() throws IOException {
        return Files.readString(program.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
    }

    /** {@return the sites that Install New Software would list} */
    private List<String> knownSites() throws IOException {
        var known = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(program.resolve("p2/org.eclipse.equinox.p2.engine/profileRegistry"))) {
            for (var file : files.filter(one -> one.toString().endsWith(".repository.prefs")).toList()) {
                Files.readAllLines(file).stream().filter(line -> SITE.matcher(line).find()).forEach(known::add);
            }
        }
        return known;
    }

    private static void pack(Path from, Path zip) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip)); Stream<Path> all = Files.walk(from)) {
            for (var one : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(from.relativize(one).toString()));
                Files.copy(one, out);
            }
        }
    }

    private static void permitAll(Path top, String permissions) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (var one : all.toList()) {
                permit(one, permissions);
            }
        }
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** What is freed is used for something else at once, so that whoever still holds it dies here and not at times. */
    @Test
    void opensWithTheExplorerInSightAndAgainFromThatLayout() throws Exception {
        program = folder.resolve("currentcost");
        copy(Product.FOLDER, program);
        run(0, "feature", "install", ID);
        for (var arguments : List.of(new String[]{"-perspective", "org.currentcost.ui.mqtt.perspective"},
                new String[0], new String[0])) {
            try (var window = new Command(windowBuilder(Map.of("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"),
                    arguments))) {
                window.await("the window waiting for the user", () -> waitsForTheUser(window));
                window.terminate();
                assertEquals(143, window.exitCode(), window::toString);
                assertEquals(List.of(), window.err().stream().filter(line -> line.contains("-CRITICAL")).toList());
            }
            assertTrue(layout().contains("org.currentcost.ui.mqtt.explorer"));
        }
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

        String site = NextBuild.site().toString();
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

    private Command window(String... arguments) throws IOException {
        return new Command(windowBuilder(Map.of(), arguments));
    }

    private ProcessBuilder windowBuilder(Map<String, String> environment, String... arguments) {
        var all = Stream.concat(Stream.of("--data", folder.resolve("window").toString()), Stream.of(arguments));
        var builder = Product.builder(program, environment, all.toArray(String[]::new));
        builder.environment().putAll(Map.of("HOME", folder.toString(), "DISPLAY", System.getenv("DISPLAY")));
        return builder;
    }

    private void assertInstalls(String site, String... options) throws Exception {
        var arguments = Stream.concat(Stream.of("feature", "install", "mqtt", "--site", site), Stream.of(options));
        assertTrue(run(0, arguments.toArray(String[]::new)).getFirst().contains("is installed"), site);
        assertTrue(bundles().contains("org.currentcost.source.mqtt,"), site);
        run(0, "feature", "uninstall", "mqtt", "--force");
    }

    private void openAndClose(String... arguments) throws Exception {
        try (var window = window(arguments)) {
            window.await("the window waiting for the user", () -> waitsForTheUser(window));
            window.terminate();
            assertEquals(143, window.exitCode(), window::toString);
        }
    }

    /** {@return whether a window is there, and all that its start began is done} */
    private static boolean waitsForTheUser(Command window) {
        return ProcessHandle.of(window.pid()).stream().flatMap(ProcessHandle::children).map(ProcessHandle::pid)
                .anyMatch(one -> isSeen(one) && isAtRest(one));
    }

    /** Is asked first, since it costs little, and a start takes long enough on a busy machine. */
    private static boolean isSeen(long pid) {
        return !printed("xdotool", "search", "--onlyvisible", "--pid", String.valueOf(pid)).isBlank();
    }

    private static boolean isAtRest(long pid) {
        String threads = printed(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid), "Thread.print");
        int sleeping = threads.indexOf("org.eclipse.swt.widgets.Display.sleep");
        // The platform tells that it has started by this thread, and logs an error where the window is closed by then.
        int events = threads.indexOf("\"EventAdmin Async Event Dispatcher Thread\"");
        int idle = threads.indexOf("EventManager$EventThread.getNextEvent", events);
        return sleeping >= 0 && threads.indexOf("PlatformUI.createAndRunWorkbench", sleeping) > 0
                && events >= 0 && idle >= 0 && idle < threads.indexOf("\n\n", events);
    }

    private static String printed(String... command) {
        try (var out = new ProcessBuilder(command).redirectErrorStream(true).start().getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
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
        var broker = broker(port);
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

    private Process broker(int port) throws IOException {
        var configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration,
                "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\nlog_type all\n");
        return new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("broker.log").toFile()).start();
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
