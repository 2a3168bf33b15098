package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.settings.SensorSettings;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is given to a command, it ends with a sentence and not with 0, and what is stored stays as it is. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HostileValuesTest {

    private static final String ESCAPE = "\u001b]0;owned\u0007";
    private static final List<String> VALUES = List.of("", " ", "-1", "-9223372036854775808", "9223372036854775808",
            "1e999999999", "1e-999999999", "NaN", "Infinity", "0x10", "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z", "-999999999-01-01", "9999-12-31T00:00:00Z", "Mars/Olympus", ESCAPE, "\n",
            "\u0000",
            "\u202e", "../../../..", "/dev/null/x", "%s%n", "'{0}'", "💡", "x".repeat(1 << 20));

    private static Locale before;

    @TempDir
    private Path folder;
    private Path data;
    private final SourceTypes types = new SourceTypes();

    private record Outcome(int code, String out, String err) {
    }

    /** A source that is silent, or whose thread dies of something that is no exception. */
    private static final class OddType implements MeterSourceType {

        @Override
        public String scheme() {
            return "odd";
        }

        @Override
        public MeterSource create(String address) {
            return new ByteSource() {
                @Override
                public End run(ByteSink sink) throws InterruptedException {
                    if (address.equals("dies")) {
                        var thread = new Thread(() -> {
                            throw new StackOverflowError("made for a test");
                        }, "odd");
                        thread.start();
                        thread.join();
                        // Says nothing more, and does not end by itself.
                        new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    } else if (address.equals("speaks")) {
                        var message = ("<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>12:00:00</time>"
                                + "<tmpr>21.0</tmpr><sensor>0</sensor><id>02290</id><type>1</type>"
                                + "<ch1><watts>00100</watts></ch1></msg>\n").getBytes(StandardCharsets.US_ASCII);
                        sink.bytes(message, 0, message.length);
                    } else if (address.equals("mumbles")) {
                        var noise = ("<msg><src>" + ESCAPE + "</src></msg>\n").repeat(3)
                                .getBytes(StandardCharsets.US_ASCII);
                        sink.bytes(noise, 0, noise.length);
                    }
                    return End.EXHAUSTED;
                }

                @Override
                public void close() {
                    // ends by itself
                }
            };
        }
    }

    @BeforeAll
    static void speakEnglish() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void speakAsBefore() {
        Locale.setDefault(before);
    }

    @BeforeEach
    void fill() throws Exception {
        types.add(new OddType());
        data = folder.resolve("data");
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            store.append(Map.of(SeriesKey.power("Home", 0),
                    List.of(Reading.of(Instant.parse("2026-01-31T12:00:00Z"), 1000))));
        }
    }

    private Outcome run(Writer out, String... arguments) {
        var err = new StringWriter();
        int code = CommandLineMain.run(Installations.of(types), out, new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private Outcome runOnData(String... arguments) {
        return run(new StringWriter(), Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
    }

    private static void assertSays(Outcome outcome, String what) {
        String said = outcome.err.length() > 2000 ? outcome.err.substring(0, 2000) : outcome.err;
        assertFalse(said.contains("unexpectedly") || said.contains("Exception") || said.contains("\tat "),
                what + ": " + said);
        assertTrue(outcome.code == 0 || !said.isBlank(), what + " ends with " + outcome.code + " without a word");
        assertFalse((outcome.err + outcome.out).chars().anyMatch(c -> c == 0x1b || c == 0x7 || c == 0 || c == 0x202e),
                what);
    }

    static Stream<String> options() {
        return Stream.of("export --meter", "export --sensor", "export --from", "export --to", "export --every",
                "export --unit", "export --store", "export --out", "import x.csv --kind", "import x.csv --mapping",
                "import x.csv --start", "import x.csv --meter", "import x.csv --from", "import x.csv --to", "import",
                "imports undo", "record --source odd: --meter", "record --source odd: --for", "record --source",
                "record --source odd: --publish", "download --source odd: --meter", "download --source odd: --for",
                "download --source", "simulate --for PT0S --model", "simulate --for PT0S --speed",
                "simulate --for PT0S --seed", "simulate --for PT0S --from", "simulate --for PT0S --clock",
                "simulate --for PT0S --out", "tariff --price", "tariff --price 1 --standing-charge",
                "tariff --price 1 --from", "tariff --price 1 --currency", "backup", "restore", "move", "help", "");
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionAnswersEveryValueWithASentence(String option) throws Exception {
        Files.writeString(folder.resolve("x.csv"), "time,W\n2026-01-31T12:00:00Z,1\n");
        var words = Arrays.stream(option.split(" ")).filter(word -> !word.isEmpty())
                .map(word -> word.equals("x.csv") ? folder.resolve(word).toString() : word).toList();
        for (String value : VALUES) {
            // What is no path in a folder of the test must not be written anywhere.
            boolean path = List.of("export --out", "simulate --for PT0S --out", "backup", "move").contains(option);
            var arguments = new ArrayList<>(words);
            arguments.add(path && !value.isEmpty() && !value.startsWith("/") ? folder.resolve("o") + value : value);
            if (!List.of("help", "").contains(option) && !option.startsWith("simulate")) {
                arguments.addAll(List.of("--data", data.toString()));
            }
            var outcome = run(new StringWriter(), arguments.toArray(String[]::new));
            String shown = option + " " + (value.length() > 40 ? "a megabyte" : value);
            assertSays(outcome, shown);
            if (List.of("", " ").contains(value) && option.endsWith("--meter")) {
                assertEquals(2, outcome.code, shown);
            }
        }
        // Also where it was moved to.
        assertTrue(runOnData("verify").out.contains("differing=0"));
    }

    @Test
    void whatIsNoFileIsNotImported() throws Exception {
        var pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var socket = folder.resolve("socket");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            for (var file : List.of(pipe, socket, folder, Path.of("/dev/zero"), Path.of("/dev/null"),
                    folder.resolve("missing"), Path.of("/proc/self/mem"))) {
                for (var kind : List.of("capture", "csv", "ccd")) {
                    var outcome = runOnData("import", file.toString(), "--kind", kind);
                    assertSays(outcome, file + " as " + kind);
                    assertEquals(1, outcome.code, file + " as " + kind + ": " + outcome.err);
                }
                var outcome = runOnData("import", file.toString());
                assertSays(outcome, file.toString());
                assertEquals(1, outcome.code, file + ": " + outcome.err);
                var restored = runOnData("restore", file.toString());
                assertEquals(1, restored.code, file + ": " + restored.err);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no meter here\n", "<msg></msg>\n", "a,b\nc,d\n", "time,W\nsoon,much\n",
        "\u0000\u0001\u0002", "{\"power\": 1}", "<?xml version=\"1.0\"?>\n"})
    void aFileOfWhichNothingIsUnderstoodIsExitCode1(String text) throws Exception {
        var file = Files.writeString(folder.resolve("what"), text);
        for (var more : List.of(List.<String>of(), List.of("--dry-run"), List.of("--kind", "csv", "--mapping",
                "columns=time,W"), List.of("--kind", "capture"))) {
            var arguments = new ArrayList<>(List.of("import", file.toString()));
            arguments.addAll(more);
            var outcome = runOnData(arguments.toArray(String[]::new));
            assertSays(outcome, text + more);
            assertEquals(1, outcome.code, text + more + ": " + outcome.out + outcome.err);
        }
    }

    @Test
    void whatIsKnownAlreadyIsUnderstoodAndOneBadFileLosesNoOther() throws Exception {
        var good = Files.writeString(folder.resolve("good.csv"),
                "time,W\n2026-02-01T12:00:00Z,1\nsoon,2\n2026-02-01T12:00:06Z,1\n2026-02-01T12:00:12Z,1\n");
        var bad = Files.writeString(folder.resolve("bad.log"), "no meter\n");
        var both = runOnData("import", bad.toString(), good.toString());
        assertEquals(1, both.code, both.err);
        assertTrue(both.err.contains("bad.log") && both.out.startsWith("Stored 3 readings"), both::toString);
        var again = runOnData("import", good.toString());
        assertEquals(0, again.code, again.err);
        assertTrue(again.err.contains("1 places were left out, such as " + good + ", line 3: soon is no time."),
                again.err);
    }

    @Test
    void recordTellsWhatItDidNotUnderstand() {
        var silent = runOnData("record", "--source", "odd:silent");
        assertEquals(1, silent.code, silent.err);
        assertTrue(silent.err.contains("no message came"), silent.err);
        assertEquals("messages=0 live=0 history=0 damaged=0 readings=0 stored=0", silent.out.strip());
        var mumbles = runOnData("record", "--source", "odd:mumbles");
        assertEquals(1, mumbles.code, mumbles.err);
        assertTrue(mumbles.err.contains("not understood, 3 times") && mumbles.err.contains("\u241b]0;owned"),
                mumbles.err);
        assertSays(mumbles, "mumbles");
        var one = runOnData("record", "--source", "odd:silent", "--source", "odd:speaks");
        assertEquals(0, one.code, one.err);
        assertTrue(one.err.contains("odd:silent: no message came from it."), one.err);
    }

    @Test
    void anErrorInAnyThreadEndsTheCommand() {
        var outcome = runOnData("record", "--source", "odd:dies", "--for", "PT60S");
        assertEquals(1, outcome.code);
        assertTrue(outcome.err.contains("StackOverflowError"), outcome.err);
        assertFalse(Thread.interrupted());
    }

    /** Takes so many characters, then fails. */
    private static final class FullWriter extends Writer {

        private final String reason;
        private int left;

        FullWriter(int left, String reason) {
            this.left = left;
            this.reason = reason;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException(reason);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "export --every 1h", "export --every 1h --unit kwh", "export --history",
        "export --notes", "sources", "verify", "imports", "tariff --price 1 --currency GBP", "rebuild", "help"})
    void anOutputThatCantBeWrittenIsAFailure(String line) {
        var words = new ArrayList<>(List.of(line.split(" ")));
        if (!line.equals("help")) {
            words.addAll(List.of("--data", data.toString()));
        }
        var full = run(new FullWriter(0, "No space left on device"), words.toArray(String[]::new));
        assertEquals(1, full.code, full.err);
        assertEquals("The standard output can't be written: No space left on device.\n", full.err);
        // Whoever reads has heard enough.
        var left = run(new FullWriter(10, "Broken pipe"), words.toArray(String[]::new));
        assertEquals(CommandLineMain.LEFT, left.code, left.err);
        assertEquals("", left.err);
    }

    @Test
    void whatOthersWroteSteersNothing() throws Exception {
        var house = SeriesKey.power("Home", 0);
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            var household = new Household(store);
            household.save(new Sensor(house, new SensorSettings("=HYPERLINK(\"" + ESCAPE + "\")", SensorRole.HOUSE,
                    false, Optional.empty(), Optional.empty()), 0));
            var moment = Instant.parse("2026-01-31T12:00:00Z");
            for (var text : List.of("@SUM(A1)", "'=2", "\tx", "plain", "two\nlines")) {
                store.saveNote(new Note(0, new TimeRange(moment, moment), text));
            }
        }
        var csv = runOnData("export", "--names");
        assertSays(csv, "names");
        assertTrue(csv.out.contains(",\"'=HYPERLINK(\"\"\u241b]0;owned\u2407\"\")\""), csv.out);
        assertSays(runOnData("sources"), "sources");
        var notes = runOnData("export", "--notes");
        var file = Files.writeString(folder.resolve("notes.csv"), notes.out);
        assertTrue(notes.out.contains("\"'@SUM(A1)\"") && notes.out.contains("\"''=2\"")
                && notes.out.contains("\"plain\""), notes.out);
        var again = runOnData("import", file.toString());
        assertEquals(0, again.code, again.err);
        assertTrue(again.out.contains("0 notes; 5 were stored already"), again.out);
    }

    @Test
    void anExportNeverHitsTheDataAndIsWholeOrNotThere() throws Exception {
        var bytes = Files.readAllBytes(data.resolve("readings.sqlite"));
        var link = Files.createSymbolicLink(folder.resolve("out.csv"), data.resolve("readings.sqlite"));
        var hard = Files.createLink(folder.resolve("hard.csv"), data.resolve("readings.sqlite"));
        for (var target : List.of(data.resolve("readings.sqlite"), link, hard, data.resolve(".lock"),
                data.resolve("readings.sqlite-wal"), data.resolve("backups/x.csv"))) {
            for (var command : List.of(List.of("export", "--data", data.toString(), "--out"),
                    List.of("simulate", "--for", "PT0.1S", "--out"))) {
                var arguments = new ArrayList<>(command);
                arguments.add(target.toString());
                var outcome = run(new StringWriter(), arguments.toArray(String[]::new));
                assertEquals(1, outcome.code, target + ": " + outcome.err);
                assertSays(outcome, target.toString());
            }
        }
        assertEquals(bytes.length, Files.size(data.resolve("readings.sqlite")));
        assertTrue(runOnData("verify").out.contains("readings=1 "));
        assertEquals(1, runOnData("backup", data.resolve("readings.sqlite-journal").toString()).code);
    }
}
