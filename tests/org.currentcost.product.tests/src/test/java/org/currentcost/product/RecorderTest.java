package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.currentcost.testkit.NotifiedSocket;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorder as a process of its own: started, looked at, ended, and renewed. */
class RecorderTest {

    private static final int NOT_RUNNING = 3;
    /** What Java's end by the signal TERM, INT or HUP is told as. */
    /** What a service ends with that somebody has to mend. */
    private static final int NEEDS_SOMEBODY = 78;
    private static final int SIGNALLED = 128;
    /** Of the lock of a data folder. */
    private static final long LOCKED_BYTE = 1L << 30;
    private static final String LOG = "recorder.log";
    private static final DateTimeFormatter BACKUP_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'")
            .withZone(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    /** Recorders outlive whoever starts them, tests too. */
    @AfterEach
    void endRecorders() throws Exception {
        for (var recorder : recorders()) {
            recorder.destroyForcibly();
            Patience.await("the end of a recorder", () -> !recorder.isAlive());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** {@return the processes that record into the folder of this test, by their command lines} */
    private List<ProcessHandle> recorders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(one -> one.getFileName().toString()).filter(one -> one.matches("\\d+"))
                    .filter(this::recordsHere).map(Long::valueOf).map(ProcessHandle::of)
                    .flatMap(Optional::stream).toList();
        }
    }

    private boolean recordsHere(String pid) {
        try {
            var words = List.of(Files.readString(Path.of("/proc", pid, "cmdline")).split("\0"));
            return words.contains("run") && words.contains(data().toString())
                    && words.stream().anyMatch(word -> word.endsWith("Program"));
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    private ProcessHandle theRecorder() throws IOException {
        var all = recorders();
        assertEquals(1, all.size(), all::toString);
        return all.getFirst();
    }

    private List<String> log() throws IOException {
        var file = data().resolve(LOG);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String[] words(String... words) {
        return Stream.concat(Stream.of(words), Stream.of("--data", data().toString())).toArray(String[]::new);
    }

    private int code(String... words) throws Exception {
        try (var command = Product.start(words(words))) {
            return command.exitCode();
        }
    }

    private List<String> backups() throws IOException {
        try (Stream<Path> all = Files.list(data().resolve("backups"))) {
            return all.map(one -> one.getFileName().toString()).filter(one -> one.endsWith(".sqlite")).sorted()
                    .toList();
        }
    }

    @Test
    void startsStaysAndStops() throws Exception {
        try (var server = new Server(2)) {
            Product.run(words("sources", "add", server.address()));
            assertEquals(NOT_RUNNING, code("recorder", "status"));
            // A terminal's shell, which tells all that it has started when it goes.
            var script = Product.FOLDER.resolve("currentcost");
            var shell = Product.builder(Product.FOLDER, Map.of());
            shell.command("setsid", "sh", "-c", "trap '' HUP; \"$0\" \"$@\"; kill -HUP 0", script.toString(),
                    "recorder", "start", "--data", data().toString());
            try (var terminal = new Command(shell)) {
                terminal.exitCode();
                assertTrue(terminal.out().getFirst().startsWith("The recorder records into "), terminal::toString);
            }
            var recorder = theRecorder();
            int before = server.sent().size();
            Patience.await("more readings", () -> server.sent().size() > before + 20);
            assertTrue(recorder.isAlive());
            var sent = server.sent();
            Product.run(words("recorder", "stop"));
            assertFalse(recorder.isAlive());
            assertEquals(NOT_RUNNING, code("recorder", "status"));
            assertEquals(0, code("recorder", "stop"), "there is nothing to stop");
            assertStored(sent, 0);
            assertTrue(log().stream().anyMatch(line -> line.contains("INFO Home (") && line.contains("live")),
                    () -> read());
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(data().resolve(LOG))));
        }
    }

    private String read() {
        try {
            return String.join("\n", log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Every reading that was sent is stored once. @param mayBeLost how many were on their way to one that hung up */
    private void assertStored(List<Server.Sent> sent, int mayBeLost) throws Exception {
        var stored = Product.export(data()).stream().map(ExportedRow::measured).toList();
        var once = new HashSet<>(stored);
        assertEquals(stored.size(), once.size());
        var missing = sent.stream().map(Server.Sent::measured).filter(one -> !once.contains(one)).toList();
        // The last one may be on its way.
        assertTrue(missing.size() <= mayBeLost + 1, missing::toString);
        assertTrue(stored.size() > 10, stored::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalEndsItInOrder(String signal) throws Exception {
        try (var server = new Server(1)) {
            Product.run(words("sources", "add", server.address()));
            List<Server.Sent> sent;
            var builder = Product.builder(Product.FOLDER, Map.of(), words("recorder", "run"));
            // whoever started the tests may have them ignore some, as nohup does
            builder.command(Stream.concat(Stream.of("env", "--default-signal"), builder.command().stream()).toList());
            try (var recorder = new Command(builder)) {
                server.awaitMore(30, recorder);
                sent = server.sent();
                new ProcessBuilder("kill", "-" + signal, Long.toString(recorder.pid())).start().waitFor();
                assertTrue(recorder.exitCode() > SIGNALLED, recorder::toString);
                assertTrue(recorder.err().getLast().contains("Recording has ended."), recorder::toString);
            }
            assertStored(sent, 0);
            Product.run("verify", "--data", data().toString());
        }
    }

    @Test
    void withoutASourceItWaitsForOne() throws Exception {
        try (var recorder = Product.start(words("recorder", "run"))) {
            recorder.awaitErr(line -> line.startsWith("Recording into "));
            recorder.terminate().exitCode();
        }
        assertFalse(Files.exists(data().resolve("backups")), "there is nothing to back up");
    }

    @Test
    void whatKeepsItFromStartingIsSaid() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("readings.sqlite"), "This is no store.".repeat(1000));
        try (var start = Product.start(words("recorder", "start"))) {
            Sentence.assertFailure(start, data().toString());
        }
        assertTrue(log().getLast().contains("ERROR"), this::read);
    }

    @Test
    void aServiceManagerIsToldThatItIsReadyAndLives() throws Exception {
        Product.run(words("sources", "add", "demo:60"));
        var path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path);
                var recorder = Product.start(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "3000000"),
                        words("recorder", "run"))) {
            assertTrue(socket.await().startsWith("READY=1\nSTATUS=Recording into " + data()));
            for (int i = 0; i < 3; i++) {
                assertEquals("WATCHDOG=1", socket.await());
            }
            // A recorder that hangs is silent, and the manager ends it.
            new ProcessBuilder("kill", "-STOP", Long.toString(recorder.pid())).start().waitFor();
            socket.received();
            assertFalse(Patience.holdsWithin(Duration.ofSeconds(4), () -> !socket.received().isEmpty()));
            new ProcessBuilder("kill", "-CONT", Long.toString(recorder.pid())).start().waitFor();
            assertTrue(socket.await().startsWith("WATCHDOG=1"));
            recorder.terminate();
            Patience.await("the word that it ends", () -> socket.received().contains("STOPPING=1"));
            assertEquals(SIGNALLED + 15, recorder.exitCode());
        }
    }

    @Test
    void aServiceWaitsUntilTheFolderIsFree() throws Exception {
        Product.run(words("sources", "add", "demo:60"));
        var path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path);
                var lock = FileChannel.open(data().resolve(".lock"), StandardOpenOption.WRITE)) {
            // Somebody who answers nobody.
            var held = lock.lock(LOCKED_BYTE, 1, false);
            try (var recorder = Product.start(Map.of("NOTIFY_SOCKET", path), words("recorder", "run"))) {
                assertTrue(socket.await().startsWith("STATUS=Recording waits"), recorder::toString);
                held.release();
                assertTrue(socket.await().startsWith("READY=1"), recorder::toString);
                recorder.terminate().exitCode();
            }
        }
    }

    @Test
    void aServiceWhoseStoreIsDamagedIsNotToBeStartedAgain() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("readings.sqlite"), "This is no store.".repeat(1000));
        var path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path);
                var recorder = Product.start(Map.of("NOTIFY_SOCKET", path), words("recorder", "run"))) {
            assertEquals(NEEDS_SOMEBODY, recorder.exitCode(), recorder::toString);
            assertTrue(recorder.toString().contains("damaged") || recorder.toString().contains("no store"),
                    recorder::toString);
            assertTrue(socket.received().stream().noneMatch(word -> word.startsWith("READY")));
        }
    }

    @Test
    void aServiceThatHasLostTheFolderIsSaidToWaitAndCanBeStopped() throws Exception {
        Product.run(words("sources", "add", "demo:60"));
        var path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path);
                var service = Product.start(Map.of("NOTIFY_SOCKET", path), words("recorder", "run"))) {
            assertTrue(socket.await().startsWith("READY=1"), service::toString);
            try (var other = Product.start(words("recorder", "run"))
                    .awaitErr(line -> line.contains("Recording into"))) {
                String waits = "waits until it can go on here (process " + service.pid() + ")";
                Patience.await("the service to wait", () -> Product.run(words("recorder", "status")).stream()
                        .anyMatch(line -> line.contains(waits)), service, other);
                Product.run(words("recorder", "stop"));
                assertEquals(0, other.exitCode(), other::toString);
                assertEquals(0, service.exitCode(), service::toString);
            }
        }
    }

    @Test
    void aBackupIsMadeADayAfterTheLastOneIfAnythingHasChanged() throws Exception {
        Product.run(words("sources", "add", "demo:60"));
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        runUntil("a backup", () -> Files.exists(data().resolve("backups")) && !backups().isEmpty());
        assertEquals(1, backups().size());
        var first = backups().getFirst();
        assertTrue(first.endsWith("-daily.sqlite"), first);
        runUntil("readings", () -> log().getLast().contains("live"));
        assertEquals(List.of(first), backups(), "on the same day");
        // Nine days of backups, the last of them two days ago.
        var file = data().resolve("backups").resolve(first);
        for (int day = 2; day <= 10; day++) {
            Files.copy(file, file.resolveSibling(first.replaceFirst("\\d{8}T\\d{9}Z",
                    BACKUP_TIME.format(now.minus(Duration.ofDays(day))))));
        }
        Files.delete(file);
        runUntil("another backup", () -> log().stream().filter(line -> line.contains("backup")).count() > 1);
        assertEquals(7, backups().size(), () -> read());
        assertTrue(backups().getLast().compareTo(first) > 0, "the newest is there");
        Product.run("verify", "--data", data().toString());
    }

    private void runUntil(String what, Patience.Condition condition) throws Exception {
        try (var recorder = Product.start(words("recorder", "run"))) {
            recorder.await(what, condition);
            recorder.terminate().exitCode();
        }
    }

    @Test
    void theLogIsBounded() throws Exception {
        Files.createDirectories(data());
        for (var name : List.of(LOG, LOG + ".1", LOG + ".2", LOG + ".3")) {
            Files.writeString(data().resolve(name), name + "\n" + "x".repeat(1 << 20));
        }
        runUntil("a line", () -> Files.exists(data().resolve(LOG)) && Files.size(data().resolve(LOG)) < 10_000);
        try (Stream<Path> all = Files.list(data())) {
            assertEquals(List.of(LOG, LOG + ".1", LOG + ".2", LOG + ".3"), all
                    .map(one -> one.getFileName().toString()).filter(one -> one.startsWith(LOG)).sorted().toList());
        }
        assertEquals(LOG + ".2", Files.readAllLines(data().resolve(LOG + ".3")).getFirst(), "the oldest is gone");
    }

    @Test
    void isStartedAtLogIn() throws Exception {
        var home = Files.createDirectories(folder.resolve("a user's 100% home"));
        var data = Files.createDirectories(home.resolve("my data"));
        var environment = Map.of("XDG_CONFIG_HOME", home.resolve("config").toString(), "PATH",
                fakeSystemctl() + ":" + System.getenv("PATH"));
        try (var enable = Product.start(environment, "recorder", "enable", "--data", data.toString())) {
            assertEquals(0, enable.exitCode(), enable::toString);
            assertTrue(enable.out().getLast().contains("loginctl enable-linger"), enable::toString);
        }
        var unit = home.resolve("config/systemd/user/currentcost-recorder.service");
        var text = Files.readString(unit);
        assertTrue(text.contains("\"" + data.toString().replace("%", "%%") + "\""), text);
        assertTrue(text.contains("ExecStart=:/bin/sh \"" + Product.FOLDER.toRealPath().toString().replace("%", "%%")
                + "/currentcost\" \"recorder\" \"run\""), text);
        assertTrue(Files.isSymbolicLink(
                home.resolve("config/systemd/user/default.target.wants/currentcost-recorder.service")));
        try (var start = Product.start(environment, "recorder", "start", "--data", data.toString())) {
            assertEquals(0, start.exitCode(), start::toString);
            assertTrue(start.out().getLast().contains("service manager"), start::toString);
        }
        assertEquals(List.of("--user daemon-reload", "--user start currentcost-recorder.service"),
                Files.readAllLines(folder.resolve("systemctl.log")));
        try (var disable = Product.start(environment, "recorder", "disable")) {
            assertEquals(0, disable.exitCode(), disable::toString);
        }
        assertFalse(Files.exists(unit));
    }

    /** {@return a folder with a systemctl that says yes to everything, and writes down what} */
    private Path fakeSystemctl() throws IOException {
        var script = Files.createDirectories(folder.resolve("bin")).resolve("systemctl");
        Files.writeString(script, "#!/bin/sh\necho \"$*\" >>'" + folder.resolve("systemctl.log") + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.getParent();
    }

    @Test
    void itStartsAnewWhenSomethingElseIsInstalled() throws Exception {
        var program = Installation.copy(folder.resolve("currentcost"));
        try (var server = new Server(1)) {
            program.run(0, words("sources", "add", server.address()));
            program.run(0, words("recorder", "start"));
            for (var action : List.of("install", "uninstall")) {
                var before = theRecorder();
                program.run(0, action.equals("install")
                        ? new String[]{"feature", action, "mqtt"}
                        : words("feature", action, "mqtt"));
                Patience.await("another recorder", () -> !before.isAlive() && recorders().size() == 1,
                        (Object) log());
                assertNotEquals(before.pid(), theRecorder().pid());
                int sent = server.sent().size();
                Patience.await("readings", () -> server.sent().size() > sent + 20);
            }
            program.run(0, words("recorder", "stop"));
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(longestPause(server)) < 6, log()::toString);
            // Twenty are sent in a second, and some were on their way each time.
            assertStored(server.sent(), 20);
        }
    }

    @Test
    void itGoesOnAsTheProgramThatAnUpdateBrings() throws Exception {
        String site = NextBuild.site().toString();
        var program = Installation.copy(folder.resolve("currentcost"));
        try (var server = new Server(1)) {
            program.run(0, words("sources", "add", server.address()));
            program.run(0, words("recorder", "start"));
            var before = theRecorder();
            program.run(0, "feature", "install", "org.currentcost.feature", "--site", site);
            Patience.await("another recorder", () -> !before.isAlive() && recorders().size() == 1, (Object) log());
            var classes = theRecorder().info().arguments().orElseThrow();
            assertTrue(program.run(0, "--version").getFirst().contains(NextBuild.QUALIFIER));
            assertTrue(List.of(classes).toString().contains(NextBuild.QUALIFIER), List.of(classes)::toString);
            int sent = server.sent().size();
            Patience.await("readings", () -> server.sent().size() > sent + 20);
            program.run(0, words("recorder", "stop"));
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(longestPause(server)) < 6, log()::toString);
            assertStored(server.sent(), 20);
        }
    }

    @Test
    void aFeatureThatASourceNeedsIsUninstalledOnlyByForce() throws Exception {
        var program = Installation.copy(folder.resolve("currentcost"));
        program.run(0, "feature", "install", "mqtt");
        program.run(0, words("sources", "add", "mqtt:tcp://127.0.0.1:1/?topic=a", "--meter", "Barn"));
        var refused = program.run(1, words("feature", "uninstall", "mqtt"));
        assertEquals(1, refused.size(), refused::toString);
        assertTrue(refused.getFirst().contains("Barn") && refused.getFirst().contains("--force"), refused::toString);
        assertTrue(program.bundles().contains("org.currentcost.source.mqtt,"));
        program.run(0, words("feature", "uninstall", "mqtt", "--force"));
        assertFalse(program.bundles().contains("org.currentcost.source.mqtt,"));
    }

    @Test
    void underAServiceManagerItAsksForAnotherStart() throws Exception {
        var program = Installation.copy(folder.resolve("currentcost"));
        program.run(0, words("sources", "add", "demo:60"));
        var path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path)) {
            var builder = program.builder(words("recorder", "run"));
            builder.environment().put("NOTIFY_SOCKET", path);
            try (var recorder = new Command(builder)) {
                assertTrue(socket.await().startsWith("READY=1"));
                program.run(0, "feature", "install", "mqtt");
                assertEquals(75, recorder.exitCode(), recorder::toString);
            }
        }
    }

    /** {@return for how long nobody listened, at the longest, in nanoseconds} */
    private static long longestPause(Server server) {
        var sent = server.sent();
        long longest = 0;
        for (int i = 1; i < sent.size(); i++) {
            longest = Math.max(longest, sent.get(i).nanos() - sent.get(i - 1).nanos());
        }
        return longest;
    }
}
