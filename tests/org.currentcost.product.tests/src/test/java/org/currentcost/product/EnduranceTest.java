package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.currentcost.testkit.Patience;
import org.currentcost.testkit.PtyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorder beside which others read, change, die and attack, again and again. How often says
 * {@code -Dcurrentcost.endurance=100}, else twice. {@code -Dcurrentcost.endurance.folder} names a data folder to
 * read from, which is changed: one with ten years in it, say; {@code -Dcurrentcost.endurance.meter} is whose they are.
 */
class EnduranceTest {

    private static final int ROUNDS = Integer.getInteger("currentcost.endurance", 2);
    private static final String FOLDER = System.getProperty("currentcost.endurance.folder", "");
    private static final String OLD_METER = System.getProperty("currentcost.endurance.meter", "Old");
    private static final int GUESTS = 10;
    private static final int ROWS = 400;
    private static final int PACE_MILLIS = 50;
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @TempDir
    private Path folder;

    /** Speaks into a cable, every reading with watts of its own. */
    private static final class Speaker implements AutoCloseable {

        private final PtyPair cable;
        private final List<Measured> sent = Collections.synchronizedList(new ArrayList<>());
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

        Speaker(PtyPair cable) {
            this.cable = cable;
            pace.scheduleAtFixedRate(this::speak, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void speak() {
            int number = sent.size() + 1;
            cable.send(Meter.message(number, number % 3, number));
            sent.add(new Measured(number % 3, 1, number));
        }

        List<Measured> sent() {
            synchronized (sent) {
                return List.copyOf(sent);
            }
        }

        /** Falls silent. */
        @Override
        public void close() throws InterruptedException {
            pace.shutdown();
            assertTrue(pace.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private String[] beside(Path data, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        return all.toArray(String[]::new);
    }

    private Path rows(String name, int rows) throws IOException {
        var text = new StringBuilder("time,W\n");
        for (int i = 0; i < rows; i++) {
            text.append(START.plusSeconds(6L * i)).append(',').append(100 + i % 977).append('\n');
        }
        return Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private Command startImport(Path data, Path file, String meter) throws IOException {
        return Product.start(beside(data, "import", file.toString(), "--meter", meter));
    }

    private void bringIn(Path data, Path file, String meter) throws Exception {
        try (var command = startImport(data, file, meter)) {
            assertEquals(0, command.exitCode(), command::toString);
        }
    }

    private List<ExportedRow> stored(Path data, String meter) throws Exception {
        return ExportedRow.read(Product.run(beside(data, "export", "--meter", meter)));
    }

    private void awaitAll(Server server, Path data, String meter, Command recorder) throws Exception {
        int sent = server.sent().size();
        Patience.await("all that was sent to be stored", () -> stored(data, meter).size() >= sent, recorder);
    }

    private boolean isKnown(Path data, String meter) throws Exception {
        try (var export = Product.start(beside(data, "export", "--meter", meter))) {
            return export.exitCode() == 0;
        }
    }

    @Test
    void nothingIsLostWhileOthersLookChangeAndAreKilled() throws Exception {
        var random = new Random(ROUNDS);
        var data = folder.resolve("data");
        var done = new ArrayList<String>();
        var all = new ArrayList<String>();
        try (var cable = PtyPair.in(folder)) {
            Product.run(beside(data, "sources", "add", cable.address(), "--meter", "Home"));
            try (var recorder = Product.start(beside(data, "recorder", "run"))) {
                recorder.await("the port to be opened", () -> cable.isOpenIn(recorder.pid()));
                var speaker = new Speaker(cable);
                try (speaker) {
                    Patience.await("the first commit", () -> isKnown(data, "Home"), recorder);
                    for (int round = 0; round < ROUNDS; round++) {
                        var name = "Guest " + round;
                        all.add(name);
                        try (var guest = startImport(data, rows(name, ROWS), name)) {
                            if (round % 2 == 1) {
                                int life = random.nextInt(LONGEST_LIFE_MILLIS);
                                Patience.holdsWithin(Duration.ofMillis(life), () -> guest.hasEnded());
                                guest.kill();
                            }
                            if (guest.exitCode() == 0) {
                                done.add(name);
                            } else {
                                assertEquals(1, round % 2, guest::toString);
                            }
                        }
                        Product.run(beside(data, "verify"));
                        stored(data, "Home");
                        Product.run(beside(data, "recorder", "status"));
                    }
                }
                var last = speaker.sent().getLast();
                Patience.await("the last reading", () -> stored(data, "Home").stream()
                        .anyMatch(row -> row.measured().equals(last)), recorder);
                recorder.terminate().exitCode();
                assertEquals(Measured.bySensor(speaker.sent()),
                        Measured.bySensor(stored(data, "Home").stream().map(ExportedRow::measured).toList()));
            }
        }
        assertTrue(done.size() >= (ROUNDS + 1) / 2, done::toString);
        for (var name : done) {
            assertEquals(ROWS, new HashSet<>(stored(data, name)).size(), name);
        }
        System.out.println("guests beside a recorder: " + ROUNDS + ", " + (ROUNDS - done.size())
                + " killed; what the recorder was sent is all stored, and so is what the others brought");
        // Of one that was killed there is what it had said, and it can be taken back.
        Product.run(beside(data, "verify"));
        var imports = Product.run(beside(data, "imports"));
        for (var name : all) {
            assertTrue(
                    done.contains(name) || imports.stream().filter(line -> line.contains(name + ".csv")).count() <= 1,
                    name);
        }
    }

    @Test
    void guestsAreAnsweredAsAProcessAloneIs() throws Exception {
        var data = FOLDER.isEmpty() ? folder.resolve("data") : Path.of(FOLDER);
        if (FOLDER.isEmpty()) {
            bringIn(data, rows("old", 50 * ROWS), OLD_METER);
        }
        var questions = new ArrayList<List<String>>();
        for (var every : List.of("raw", "5m", "30m", "1h", "2h", "1d", "1w", "1mo")) {
            questions.add(List.of("--every", every));
            questions.add(List.of("--every", every, "--from", START.plusSeconds(3600).toString(), "--to",
                    START.plusSeconds(40_000).toString()));
        }
        questions.removeIf(one -> !FOLDER.isEmpty() && one.equals(List.of("--every", "raw")));
        var answers = new TreeMap<String, HashSet<List<String>>>();
        try (var server = new Server(2); var pool = Executors.newFixedThreadPool(GUESTS)) {
            Product.run(beside(data, "sources", "add", server.address(), "--meter", "Recorded"));
            try (var recorder = Product.start(beside(data, "recorder", "run"))) {
                server.awaitMore(10, recorder);
                for (int round = 0; round < ROUNDS; round++) {
                    var name = "New " + round;
                    try (var added = startImport(data, rows(name, 10 * ROWS), name)) {
                        var asked = new ArrayList<Map.Entry<List<String>, Future<List<String>>>>();
                        for (int guest = 0; guest < GUESTS; guest++) {
                            var question = questions.get((round * GUESTS + guest) % questions.size());
                            Callable<List<String>> answer = () -> Product.run(exported(data, question));
                            asked.add(Map.entry(question, pool.submit(answer)));
                        }
                        for (var one : asked) {
                            answers.computeIfAbsent(String.join(" ", one.getKey()), key -> new HashSet<>())
                                    .add(one.getValue().get());
                        }
                        assertEquals(0, added.exitCode(), added::toString);
                    }
                }
                awaitAll(server, data, "Recorded", recorder);
                recorder.terminate().exitCode();
            }
            var stored = stored(data, "Recorded").stream().map(ExportedRow::measured).toList();
            assertEquals(stored.size(), new HashSet<>(stored).size());
        }
        for (var question : questions) {
            var given = answers.get(String.join(" ", question));
            if (given != null) {
                assertEquals(1, given.size(), question::toString);
                assertEquals(List.of(Product.run(exported(data, question))), List.copyOf(given), question::toString);
            }
        }
        System.out.println("answers to " + GUESTS + " guests at a time: " + ROUNDS * GUESTS
                + ", all as those of a process alone");
        Product.run(beside(data, "verify"));
    }

    private String[] exported(Path data, List<String> question) {
        var words = new ArrayList<>(List.of("export", "--meter", OLD_METER));
        words.addAll(question);
        return beside(data, words.toArray(String[]::new));
    }

    @Test
    void strangersAtTheSocketHarmNobody() throws Exception {
        var data = folder.resolve("data");
        try (var server = new Server(1)) {
            Product.run(beside(data, "sources", "add", server.address(), "--meter", "Home"));
            try (var recorder = Product.start(beside(data, "recorder", "run"))) {
                server.awaitMore(10, recorder);
                var lock = data.resolve(".lock");
                recorder.await("it to tell its socket", () -> Files.readAllLines(lock).size() > 1
                        && !Files.readAllLines(lock).get(1).isEmpty());
                var socket = Path.of(Files.readAllLines(lock).get(1));
                var silent = new ArrayList<SocketChannel>();
                try {
                    for (int round = 0; round < ROUNDS; round++) {
                        attack(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                        attack(socket, "Content-Length: 1000000000\r\n\r\n" + "{".repeat(100_000));
                        attack(socket, "x".repeat(3_000_000));
                        attack(socket, "Content-Length: 2\r\n\r\n{}".repeat(10_000));
                        attack(socket, "Content-Length: 100\r\n\r\n" + "[".repeat(100));
                        attack(socket, "\0\377".repeat(1000));
                        for (int i = 0; i < 20; i++) {
                            silent.add(connect(socket));
                        }
                        Product.run(beside(data, "recorder", "status"));
                        bringIn(data, rows("beside " + round, 10), "Guest " + round);
                    }
                    server.awaitMore(10, recorder);
                    long kibibytes = Long.parseLong(Files.readAllLines(Path.of("/proc", Long.toString(recorder.pid()),
                            "status")).stream().filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow()
                            .replaceAll("\\D", ""));
                    assertTrue(kibibytes < 300_000, kibibytes + " KiB");
                } finally {
                    for (var one : silent) {
                        one.close();
                    }
                }
                awaitAll(server, data, "Home", recorder);
                recorder.terminate().exitCode();
            }
        }
        Product.run(beside(data, "verify"));
        System.out.println("strangers at the socket: " + 26 * ROUNDS + "; recording went on");
    }

    private static SocketChannel connect(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    private static void attack(Path socket, String text) throws IOException {
        try (var channel = connect(socket)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // That is the answer to most of it.
            assertTrue(Files.exists(socket), e::toString);
        }
    }
}
