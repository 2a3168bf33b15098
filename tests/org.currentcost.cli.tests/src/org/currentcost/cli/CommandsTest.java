package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.SensorSettings;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceSink;
import org.currentcost.source.demo.DemoSourceType;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands from their arguments to their exit codes and outputs, with sources that are made up. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CommandsTest {

    private static final String SUMMARY = "messages=%d live=%d history=0 damaged=%d readings=%d stored=%d";

    /** What a command left behind. */
    private record Outcome(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** A kind of source whose sources are told by their addresses what to do. */
    private static final class ObedientType implements MeterSourceType {

        @Override
        public String scheme() {
            return "obedient";
        }

        @Override
        public MeterSource create(String address) {
            if (address.isEmpty()) {
                throw new IllegalArgumentException("Say what the source is to do.");
            }
            return new MeterSource() {
                @Override
                public End run(SourceSink sink) throws SourceProblem, InterruptedException {
                    if (address.startsWith("refuse")) {
                        throw SourceProblem.permanent("It is forbidden.", "Ask its owner.");
                    }
                    if (address.startsWith("fail")) {
                        throw SourceProblem.passing("It is not there.", "");
                    }
                    sink.connected("here");
                    var bytes = (live("12:00:00", 0, 417) + live("12:00:00", 3, 40))
                            .getBytes(StandardCharsets.ISO_8859_1);
                    sink.bytes(bytes, 0, bytes.length);
                    if (address.startsWith("wait")) {
                        // Until the recorder ends it.
                        new CountDownLatch(1).await();
                    }
                    return address.startsWith("hang up") ? End.HUNG_UP : End.EXHAUSTED;
                }

                @Override
                public void close() {
                    // ends by itself
                }
            };
        }
    }

    /** Nobody gets through to it. */
    private static final class RefusingPublisherType implements PublisherType {

        @Override
        public String scheme() {
            return "obedient";
        }

        @Override
        public Publisher create(String address) {
            return new Publisher() {
                @Override
                public void connect() throws SourceProblem {
                    throw SourceProblem.permanent("Nobody may publish.", "Ask the owner.");
                }

                @Override
                public void publish(SeriesKey series, String name, Reading reading) {
                    throw new AssertionError("not connected");
                }

                @Override
                public boolean carriesTime() {
                    return true;
                }

                @Override
                public void close() {
                    // never open
                }
            };
        }
    }

    private static Locale before;
    private static TimeZone zoneBefore;

    @TempDir
    private Path folder;
    private Path data;
    private final SourceTypes types = new SourceTypes();

    @BeforeAll
    static void speakEnglishInUtc() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        // Hours and days are cut by the zone of the computer, and so are the meter's own values.
        zoneBefore = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void speakAsBefore() {
        Locale.setDefault(before);
        TimeZone.setDefault(zoneBefore);
    }

    @BeforeEach
    void prepare() {
        types.add(new ObedientType());
        data = folder.resolve("data");
    }

    private Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineMain.run(types, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private Outcome runOnData(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return run(all.toArray(new String[0]));
    }

    private static String live(String time, int sensor, int watts) {
        return ("<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>%s</time><tmpr>21.0</tmpr><sensor>%d</sensor><id>02290</id>"
                + "<type>1</type><ch1><watts>%05d</watts></ch1></msg>\n").formatted(time, sensor, watts);
    }

    private String capture(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void importTwoReadings() throws Exception {
        assertEquals(0, runOnData("import", capture("two.log", live("12:00:00", 0, 100) + live("12:00:06", 0, 250)),
                "--start", "2026-01-31T12:00:00Z").code);
    }

    private static void assertOneSentence(String expected, String text) {
        assertEquals(1, text.strip().lines().count(), text);
        assertTrue(text.contains(expected), text);
        assertFalse(text.contains("Exception"), text);
    }

    @Test
    void withoutACommandItTellsItsUsage() {
        var outcome = run();
        assertEquals(2, outcome.code);
        assertEquals("", outcome.out);
        assertTrue(outcome.err.contains("record") && outcome.err.contains("Exit codes"), outcome.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "import", "record --for soon", "record --source obedient:",
        "record --source x:y",
        "export --every 3h", "export --unit kwh", "export --every 5m --unit money", "export --every 1h --unit gas",
        "export --like-original", "import x.csv --kind wav", "imports undo", "imports undo x", "restore", "move",
        "export --from tomorrow",
        "export --from 2026-02-01 --to 2026-01-01", "simulate --model x", "simulate --speed 0.5",
        "simulate --speed 3601", "simulate --speed NaN", "verify --nonsense"})
    void wrongArgumentsAreExitCode2(String line) {
        var outcome = run(line.split(" "));
        assertEquals(2, outcome.code, outcome.err);
        assertEquals("", outcome.out);
        assertFalse(outcome.err.isBlank());
    }

    @Test
    void wrongSourcesNameTheKindsThereAre() {
        assertTrue(run("record", "--source", "x:y").err.contains("obedient"));
        assertTrue(run("record", "--source", "obedient:").err.contains("Say what the source is to do."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "record --help", "import -h", "help export", "verify --help",
        "sources --help", "simulate --help"})
    void helpIsExitCode0(String line) {
        var outcome = run(line.split(" "));
        assertEquals(0, outcome.code);
        assertTrue(outcome.out.contains("Usage: currentcost"), outcome.out);
        assertEquals("", outcome.err);
    }

    @Test
    void theVersionNamesProgramJavaAndSystem() {
        var outcome = run("--version");
        assertEquals(0, outcome.code);
        assertTrue(outcome.out.startsWith("CurrentCost Workbench "), outcome.out);
        assertTrue(outcome.out.contains("Java " + System.getProperty("java.version")), outcome.out);
        assertTrue(outcome.out.contains(System.getProperty("os.name")), outcome.out);
    }

    @Test
    void importEndsWithItsSummaryAndStoresNothingTwice() throws Exception {
        String file = capture("capture.log", live("12:00:00", 0, 100) + "<msg><src>" + live("12:00:06", 0, 250));
        var first = runOnData("import", file, "--start", "2026-01-31T12:00:00Z");
        assertEquals(0, first.code, first.err);
        assertEquals(List.of(SUMMARY.formatted(2, 2, 1, 2, 2)), first.lines());
        var again = runOnData("import", file, "--start", "2026-01-31T12:00:00Z");
        assertEquals(List.of(SUMMARY.formatted(2, 2, 1, 2, 0)), again.lines());
        assertEquals("1 places were left out, such as " + file + ", line 2: A part of the message is missing.\n",
                again.err);
    }

    @Test
    void importTellsOfConflicts() throws Exception {
        importTwoReadings();
        var outcome = runOnData("import", capture("other.log", live("12:00:00", 0, 999)), "--start",
                "2026-01-31T12:00:00Z");
        assertEquals(0, outcome.code);
        assertEquals(List.of(SUMMARY.formatted(1, 1, 0, 1, 0)), outcome.lines());
        assertOneSentence("1 readings were left out", outcome.err);
    }

    @Test
    void aDryRunStoresNothing() throws Exception {
        String file = capture("capture.log", live("12:00:00", 0, 100));
        var trial = runOnData("import", file, "--start", "2026-01-31T12:00:00Z", "--dry-run");
        assertEquals(0, trial.code);
        assertEquals(List.of("Would store 1 readings; 0 are stored already, 0 conflict with stored ones.",
                SUMMARY.formatted(1, 1, 0, 1, 0)), trial.lines());
        assertEquals(List.of("time_utc,sensor,channel,watts"), runOnData("export").lines());
    }

    @Test
    void filesWithoutDatesFollowOneAnother() throws Exception {
        String first = capture("1.log", live("23:59:54", 0, 100) + live("00:00:00", 0, 200));
        String second = capture("2.log", live("00:00:30", 0, 300));
        var outcome = runOnData("import", first, second, "--start", "2026-01-31T12:00:00Z");
        assertEquals(0, outcome.code, outcome.err);
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:00Z,0,1,100",
                "2026-01-31T12:00:06Z,0,1,200", "2026-01-31T12:00:36Z,0,1,300"), runOnData("export").lines());
    }

    @Test
    void whatCannotBeImportedIsExitCode1AndOneSentence() throws Exception {
        String missing = folder.resolve("missing.log").toString();
        var outcome = runOnData("import", missing);
        assertEquals(1, outcome.code);
        assertOneSentence(missing, outcome.err);
        var undated = runOnData("import", capture("undated.log", live("12:00:00", 0, 100)));
        assertEquals(1, undated.code);
        assertOneSentence("--start", undated.err);
    }

    @Test
    void exportWritesReadingsAndSums() throws Exception {
        importTwoReadings();
        var raw = runOnData("export");
        assertEquals(0, raw.code);
        assertEquals(
                "time_utc,sensor,channel,watts\r\n2026-01-31T12:00:00Z,0,1,100\r\n2026-01-31T12:00:06Z,0,1,250\r\n",
                raw.out);
        // 100 W for 6 s, 250 W for three intervals of 6 s
        var sums = runOnData("export", "--every", "5m");
        assertEquals("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh\r\n"
                + "2026-01-31T12:00:00Z,2026-01-31T12:05:00Z,0,2,24,100,212.5,250,0.001417\r\n", sums.out);
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:06Z,0,1,250"),
                runOnData("export", "--from", "2026-01-31T12:00:01Z").lines());
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:00Z,0,1,100"),
                runOnData("export", "--to", "2026-01-31T12:00:06Z").lines());
        var missing = runOnData("export", "--sensor", "3");
        assertEquals(1, missing.code);
        assertTrue(missing.err.contains("There is no sensor 3. There are: 0"), missing.err);
    }

    @Test
    void exportWritesIntoAFile() throws Exception {
        importTwoReadings();
        var target = folder.resolve("out.csv");
        var outcome = runOnData("export", "--out", target.toString());
        assertEquals(0, outcome.code);
        assertEquals("", outcome.out);
        assertEquals(3, Files.readAllLines(target).size());
        var impossible = runOnData("export", "--out", folder.resolve("missing/out.csv").toString());
        assertEquals(1, impossible.code);
        assertOneSentence("out.csv", impossible.err);
    }

    /** Everything that export writes and import reads comes back as it was. */
    @Test
    void whatIsExportedComesBackByImport() throws Exception {
        importTwoReadings();
        String history = "<msg><src>CC128-v1.29</src><dsb>00065</dsb><time>15:01:10</time><hist><dsw>00066</dsw>"
                + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h006>0.500</h006><h004>1.250</h004>"
                + "<d001>7.125</d001></data></hist></msg>\n";
        assertEquals(0, runOnData("import", capture("history.log", history), "--start", "2026-01-20T15:01:10Z").code);
        assertEquals(0, runOnData("import", capture("notes.csv",
                "start_utc,end_utc,text\n2026-01-31T12:00:00Z,2026-01-31T12:00:06Z,\"kettle, \"\"on\"\"\"\n")).code);
        var other = folder.resolve("other").toString();
        for (var content : List.of(List.of("export"), List.of("export", "--history"), List.of("export", "--notes"))) {
            var written = runOnData(content.toArray(new String[0]));
            assertTrue(written.lines().size() > 1, written.out);
            var imported = run("import", capture("again.csv", written.out), "--data", other);
            assertEquals(0, imported.code, imported.err);
            var arguments = new ArrayList<>(content);
            arguments.addAll(List.of("--data", other));
            assertEquals(written.out, run(arguments.toArray(new String[0])).out);
        }
    }

    @Test
    void historyIsWrittenExactlyAndAsTheFirstProgramDid() throws Exception {
        String text = "<msg><src>CC128-v1.29</src><dsb>00065</dsb><time>15:01:10</time><hist><dsw>00066</dsw>"
                + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h006>0.500</h006><h004>1.250</h004>"
                + "<d001>7.125</d001></data><data><sensor>1</sensor><h006>0.001</h006><h004>0.000</h004></data>"
                + "</hist></msg>\n";
        assertEquals(0, runOnData("import", capture("history.log", text), "--start", "2026-01-20T15:01:10Z").code);
        var zone = ZoneId.systemDefault();
        var end = LocalDate.parse("2026-01-20").atTime(15, 0).atZone(zone).toInstant();
        assertEquals(List.of("start_utc,end_utc,sensor,store,kwh",
                end.minusSeconds(14_400) + "," + end.minusSeconds(7200) + ",0,hour,0.5",
                end.minusSeconds(14_400) + "," + end.minusSeconds(7200) + ",1,hour,0.001",
                end.minusSeconds(7200) + "," + end + ",0,hour,1.25",
                end.minusSeconds(7200) + "," + end + ",1,hour,0"),
                runOnData("export", "--history", "--store", "hour").lines());
        assertEquals(List.of("Date,Time,kWH", "2026-01-20,11:00:00,0.5", "2026-01-20,13:00:00,1.25"),
                runOnData("export", "--history", "--store", "hour", "--like-original").lines());
        assertEquals(List.of("Date,kWH", "2026-01-19,7.125"),
                runOnData("export", "--history", "--store", "day", "--like-original").lines());
    }

    @Test
    void exportJoinsSumsAndTellsAmounts() throws Exception {
        assertEquals(0, runOnData("import", capture("half.csv", "time_utc,sensor,channel,watts\n"
                + "2026-01-31T12:29:54Z,0,1,3600\n2026-01-31T12:30:00Z,0,1,1200\n")).code);
        assertEquals(List.of("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh",
                "2026-01-31T12:00:00Z,2026-01-31T12:30:00Z,0,1,6,3600,3600,3600,0.006000",
                "2026-01-31T12:30:00Z,2026-01-31T13:00:00Z,0,1,18,1200,1200,1200,0.006000"),
                runOnData("export", "--every", "30m").lines());
        for (var every : List.of("2h", "1w", "1y")) {
            var lines = runOnData("export", "--every", every).lines();
            assertEquals(2, lines.size());
            assertTrue(lines.getLast().endsWith(",0,2,24,1200,1800,3600,0.012000"), lines.getLast());
        }
        assertEquals(List.of(
                "start_utc,end_utc,sensor,kwh,measured,memory,estimated,measured_share,memory_share,estimated_share,missing_share",
                "2026-01-31T12:00:00Z,2026-01-31T12:30:00Z,0,0.006,0.006,0,0,0.003333,0,0,0.996667",
                "2026-01-31T12:30:00Z,2026-01-31T13:00:00Z,0,0.006,0.006,0,0,0.01,0,0,0.99"),
                runOnData("export", "--every", "30m", "--unit", "kwh").lines());
    }

    @Test
    void moneyAndCarbonWantToBeSetUpFirst() throws Exception {
        importTwoReadings();
        for (var unit : List.of("money", "co2")) {
            var outcome = runOnData("export", "--every", "1h", "--unit", unit);
            assertEquals(1, outcome.code);
            assertEquals("", outcome.out);
            assertOneSentence("is set up", outcome.err.replace(". ", ", "));
        }
    }

    @Test
    void anImportIsListedAndTakenBack() throws Exception {
        importTwoReadings();
        var list = runOnData("imports");
        assertTrue(list.out.startsWith("1  ") && list.out.contains("two.log: 3 readings"), list.out);
        var undone = runOnData("imports", "undo", "1");
        assertEquals(0, undone.code, undone.err);
        assertEquals(1, runOnData("export").lines().size());
        assertTrue(runOnData("imports").out.contains("undone"));
        var unknown = runOnData("imports", "undo", "7");
        assertEquals(1, unknown.code);
        assertTrue(unknown.err.contains("no import 7"), unknown.err);
    }

    @Test
    void csvIsTriedOutReadByAMappingAndItsDamageTold() throws Exception {
        String file = capture("power.csv",
                "when;what\n2026-01-31T12:00:00Z;100\nrubbish;1\n2026-01-31T12:00:06Z;250\n");
        var trial = runOnData("import", file, "--dry-run", "--mapping", "columns=time,W:3", "--to",
                "2026-01-31T12:00:01Z");
        assertEquals(0, trial.code, trial.err);
        assertTrue(trial.lines().getFirst().contains("columns=time,W:3;separator=semicolon"), trial.out);
        assertEquals(List.of("Would store 1 readings; 0 are stored already, 0 conflict with stored ones.",
                "1 lie outside of the time to import and are left out."), trial.lines().subList(1, 3));
        assertTrue(trial.err.contains("line 3: rubbish is no time."), trial.err);
        var done = runOnData("import", file, "--mapping", "columns=time,W:3");
        assertEquals(List.of("Stored 2 readings, 0 stretches of energy and 0 notes; 0 were stored already."),
                done.lines());
        assertTrue(done.err.contains("currentcost imports undo 1"), done.err);
        assertEquals(2, runOnData("import", file, "--mapping", "columns=nonsense").code);
        var unknown = runOnData("import", capture("strange.csv", "a,b\nc,d\n"));
        assertEquals(1, unknown.code);
        assertTrue(unknown.err.contains("--mapping"), unknown.err);
    }

    @Test
    void whatCsvDoesNotSayIsRefusedWithTheGuessAsAMapping() throws Exception {
        String file = capture("state.csv", "time,state\n2026-01-31T12:00:00Z,100\n2026-01-31T12:00:06Z,250\n");
        var refused = runOnData("import", file);
        assertEquals(1, refused.code, refused.err);
        assertTrue(refused.err.contains("Nothing says in which unit state is."), refused.err);
        assertEquals(1, runOnData("import", file, "--mapping", "zone=UTC").code);
        assertEquals(1, runOnData("import", file, "--dry-run").code);
        var guess = refused.err.substring(refused.err.indexOf("--mapping \"") + "--mapping \"".length());
        guess = guess.substring(0, guess.indexOf('"'));
        var done = runOnData("import", file, "--mapping", guess);
        assertEquals(List.of("Stored 2 readings, 0 stretches of energy and 0 notes; 0 were stored already."),
                done.lines());
        assertTrue(done.err.contains("is read by --mapping \"" + guess + "\""), done.err);
        var dates = runOnData("import", capture("dates.csv", "day,kWh\n01/02/2026,3\n02/02/2026,2\n"));
        assertEquals(0, dates.code, dates.err);
        assertTrue(dates.err.contains("01/02/2026 is read as 2026-02-01."), dates.err);
    }

    @Test
    void countsOfImpulseSensorsAreExported() throws Exception {
        String message = "2026-01-31T12:00:0%d.000Z <msg><src>CC128-v1.48</src><dsb>00002</dsb><time>14:28:0%d</time>"
                + "<tmpr>25.5</tmpr><sensor>%d</sensor><id>01041</id><type>%d</type><imp>%010d</imp><ipu>0100</ipu></msg>\n";
        assertEquals(0, runOnData("import", capture("gas.xml", message.formatted(0, 0, 3, 3, 500)
                + message.formatted(2, 2, 4, 4, 900))).code);
        assertEquals(0, runOnData("import", capture("more.xml", message.formatted(4, 4, 1, 2, 14_768)
                + message.formatted(6, 6, 3, 3, 503)
                + message.formatted(8, 8, 3, 3, 503).replace("<ipu>0100</ipu>", "<ipu>0000</ipu>"))).code);
        assertEquals(List.of("time_utc,sensor,channel,pulses,counted,pulses_per_unit,amount,unit",
                "2026-01-31T12:00:00Z,3,1,500,gas,100,5,gas meter unit",
                "2026-01-31T12:00:02Z,4,1,900,water,100,9,water meter unit",
                "2026-01-31T12:00:04Z,1,1,14768,electricity,100,147.68,kWh",
                "2026-01-31T12:00:06Z,3,1,503,gas,100,5.03,gas meter unit",
                "2026-01-31T12:00:08Z,3,1,503,gas,100,5.03,gas meter unit"),
                runOnData("export", "--quantity", "pulses").lines());
        assertEquals("2026-01-31T12:00:00Z,0,1,25.5",
                runOnData("export", "--quantity", "temperature").lines().get(1));
        assertEquals(List.of("time_utc,sensor,channel,watts"), runOnData("export").lines());
        assertEquals(2, runOnData("export", "--quantity", "litres").code);
        assertEquals(2, runOnData("export", "--quantity", "pulses", "--every", "1h").code);
        // What a count is worth is not told: it must not come back as watts.
        assertEquals(1, runOnData("import", capture("pulses.csv",
                runOnData("export", "--quantity", "pulses").out)).code);
    }

    @Test
    void backsUpRestoresMovesAndRebuilds() throws Exception {
        var nothing = runOnData("backup");
        assertEquals(1, nothing.code);
        assertTrue(nothing.err.contains("--data"), nothing.err);
        importTwoReadings();
        var before = runOnData("export").out;
        var file = folder.resolve("elsewhere/backup.sqlite");
        assertEquals(0, runOnData("backup", file.toString()).code);
        assertEquals(1, runOnData("backup", file.toString()).code);
        var usual = runOnData("backup");
        assertTrue(usual.out.contains("backups"), usual.out);
        assertEquals(0, runOnData("imports", "undo", "1").code);
        var restored = runOnData("restore", file.toString());
        assertEquals(0, restored.code, restored.err);
        assertEquals(1, restored.lines().size());
        assertEquals(before, runOnData("export").out);
        assertEquals(1, runOnData("restore", folder.resolve("missing").toString()).code);
        assertEquals(0, runOnData("rebuild").code);
        var moved = runOnData("move", folder.resolve("moved").toString());
        assertEquals(0, moved.code, moved.err);
        data = folder.resolve("moved");
        assertEquals(before, runOnData("export").out);
    }

    @Test
    void exportWantsToKnowWhichMeter() throws Exception {
        importTwoReadings();
        var unknown = runOnData("export", "--meter", "Shed");
        assertEquals(1, unknown.code);
        assertOneSentence("Home", unknown.err);
        assertEquals(0, runOnData("import", folder.resolve("two.log").toString(), "--meter", "Shed", "--start",
                "2026-01-31T12:00:00Z").code);
        var unclear = runOnData("export");
        assertEquals(1, unclear.code);
        assertOneSentence("Home, Shed", unclear.err);
        assertEquals(3, runOnData("export", "--meter", "Shed").lines().size());
    }

    @Test
    void verifyFindsNothingWrong() throws Exception {
        importTwoReadings();
        var outcome = runOnData("verify");
        assertEquals(0, outcome.code);
        assertTrue(outcome.out.startsWith("readings=") && outcome.out.strip().endsWith("differing=0"), outcome.out);
    }

    @Test
    void sourcesListsWhatIsConfiguredRecordedAndInstalled() throws Exception {
        var empty = runOnData("sources");
        assertEquals(0, empty.code);
        assertEquals(List.of("No source is configured.", "Kinds of source: obedient"), empty.lines());
        importTwoReadings();
        var outcome = runOnData("sources");
        assertTrue(outcome.out.contains("Home, sensor 0, power: 2 readings"), outcome.out);
    }

    @Test
    void recordEndsWithTheInputAndItsSummary() {
        var outcome = runOnData("record", "--source", "obedient:speak", "--print");
        assertEquals(0, outcome.code, outcome.err);
        assertEquals(SUMMARY.formatted(2, 2, 0, 2, 2), outcome.lines().getLast());
        assertTrue(outcome.out.contains("Home, sensor 0: 417 W") && outcome.out.contains("Home, sensor 3: 40 W"),
                outcome.out);
        assertTrue(outcome.err.contains("read to its end"), outcome.err);
        assertEquals(3, runOnData("export").lines().size());
    }

    @Test
    void recordsFromSeveralSourcesUnderTheirNames() {
        var outcome = runOnData("record", "--source", "obedient:speak", "--source", "obedient:speak too", "--source",
                "obedient:speak as well", "--meter", "Shed");
        assertEquals(0, outcome.code, outcome.err);
        assertEquals(SUMMARY.formatted(6, 6, 0, 6, 6), outcome.lines().getLast());
        var sources = runOnData("sources");
        for (String meter : List.of("Shed", "Home 2", "Home 3")) {
            assertTrue(sources.out.contains(meter + ", sensor 3, power: 1 readings"), sources.out);
        }
    }

    @Test
    void aSourceThatRefusesIsExitCode1() {
        var outcome = runOnData("record", "--source", "obedient:refuse");
        assertEquals(1, outcome.code);
        assertTrue(outcome.err.strip().endsWith("It is forbidden. Ask its owner."), outcome.err);
        assertEquals(SUMMARY.formatted(0, 0, 0, 0, 0), outcome.lines().getLast());
    }

    @Test
    void eachSourceTellsWhatItIsAbout() {
        var outcome = runOnData("record", "--source", "obedient:refuse", "--source", "obedient:speak", "--source",
                "obedient:refuse too");
        assertEquals(1, outcome.code);
        var err = outcome.err.lines().toList();
        assertEquals(1, err.stream().filter("obedient:refuse: It is forbidden. Ask its owner."::equals).count(),
                outcome.err);
        assertEquals(1, err.stream().filter("obedient:refuse too: It is forbidden. Ask its owner."::equals).count(),
                outcome.err);
        assertTrue(err.contains("obedient:speak: read to its end"), outcome.err);
        assertEquals(SUMMARY.formatted(2, 2, 0, 2, 2), outcome.lines().getLast());
    }

    @Test
    void whoRefusesWhatIsPublishedIsExitCode1AndReadingsAreStoredAllTheSame() {
        types.add(new RefusingPublisherType());
        var outcome = runOnData("record", "--source", "obedient:wait", "--for", "PT1S", "--publish", "obedient:x");
        assertEquals(1, outcome.code, outcome.err);
        assertTrue(outcome.err.lines().anyMatch("obedient:x, publishing: Nobody may publish. Ask the owner."::equals),
                outcome.err);
        assertTrue(outcome.lines().getLast().endsWith("stored=2"), outcome.out);
    }

    @Test
    void whatIsSettledToPublishAndNotInstalledKeepsNothingFromBeingRecorded() throws Exception {
        try (var store = Stores.open(data, ZoneOffset.UTC)) {
            store.saveDocument("publishers", "gone:somewhere");
            store.saveSource(new SourceRow("1", "Home", "obedient:speak", true));
        }
        var outcome = runOnData("record");
        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.err.contains("gone"), outcome.err);
        assertTrue(outcome.lines().getLast().endsWith("stored=2"), outcome.out);
    }

    @Test
    void aWrongAddressIsAnsweredWithItsSentenceAlone() {
        assertOneSentence("Say what the source is to do.", runOnData("record", "--source", "obedient:").err);
        assertOneSentence("Say what the source is to do.", runOnData("download", "--source", "obedient:").err);
        assertTrue(run("record", "--help").out.contains("obedient"));
    }

    @Test
    void sensorsAreToldByTheirNames() throws Exception {
        importTwoReadings();
        String plain = runOnData("export").out;
        try (var store = Stores.open(data, ZoneOffset.UTC)) {
            var settings = new SensorSettings("The \"big\" one", SensorRole.HOUSE, false, Optional.empty(),
                    Optional.empty());
            new Household(store).save(new Sensor(SeriesKey.power("Home", 0), settings));
        }
        assertTrue(runOnData("sources").out.contains("Home, sensor 0 (The \"big\" one), power: 2 readings"));
        assertEquals(plain, runOnData("export").out);
        for (String[] what : new String[][]{{}, {"--every", "5m"}, {"--every", "1h"},
            {"--every", "1h", "--unit", "kwh"}}) {
            var arguments = new ArrayList<>(List.of("export", "--names"));
            arguments.addAll(List.of(what));
            var lines = runOnData(arguments.toArray(String[]::new)).lines();
            assertTrue(lines.getFirst().endsWith(",name"), lines::toString);
            assertTrue(lines.size() > 1, lines::toString);
            lines.stream().skip(1).forEach(line -> assertTrue(line.endsWith(",\"The \"\"big\"\" one\""), line));
        }
    }

    @Test
    void aSourceThatNeverSpokeIsExitCode1() {
        var outcome = runOnData("record", "--source", "obedient:fail", "--for", "PT0.3S");
        assertEquals(1, outcome.code);
        assertTrue(outcome.err.contains("It is not there."), outcome.err);
    }

    @Test
    void aSourceThatSpokeAndHungUpIsExitCode0() {
        var outcome = runOnData("record", "--source", "obedient:hang up", "--for", "PT0.3S");
        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.lines().getLast().startsWith("messages=2 "), outcome.out);
    }

    @Test
    void recordWithoutASourceIsExitCode1() {
        var outcome = runOnData("record");
        assertEquals(1, outcome.code);
        assertOneSentence("--source", outcome.err);
    }

    @Test
    void aFolderThatAnotherHasOpenIsExitCode1() throws Exception {
        try (var open = Stores.open(data, ZoneOffset.UTC)) {
            assertEquals(0, open.series().size());
            var outcome = runOnData("sources");
            assertEquals(1, outcome.code);
            assertOneSentence(data.toString(), outcome.err);
        }
    }

    @Test
    void simulateWritesWhatAMeterSays() throws Exception {
        var target = folder.resolve("meter.log");
        var outcome = run("simulate", "--speed", "3600", "--for", "PT0.2S", "--seed", "7", "--from",
                "2026-01-31T12:00:00Z", "--out", target.toString());
        assertEquals(0, outcome.code, outcome.err);
        assertTrue(Files.readString(target, StandardCharsets.ISO_8859_1).startsWith("<msg><src>CC128-v1.29</src>"));
        var impossible = run("simulate", "--out", folder.resolve("missing/meter.log").toString());
        assertEquals(1, impossible.code);
        assertOneSentence("meter.log", impossible.err);
    }

    @Test
    void downloadEndsWhenTheMetersMemoryIsThere() throws Exception {
        types.add(new DemoSourceType());
        var outcome = runOnData("download", "--source", "demo:?clock=12:30:00&history=true", "--meter", "Attic");
        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.err.lines().reduce((first, last) -> last).orElseThrow()
                .startsWith("Done: 372 two-hour values, 90 days, "), outcome.err);
        var blocks = runOnData("export", "--history", "--store", "hour", "--sensor", "0", "--meter", "Attic");
        assertEquals(1 + 372, blocks.lines().size(), blocks.err);
    }

    @Test
    void downloadSaysWhenTheMemoryDidNotCome() {
        types.add(new DemoSourceType());
        var ended = runOnData("download", "--source", "demo:?clock=12:30:00", "--for", "PT0.1S");
        assertEquals(3, ended.code);
        assertTrue(ended.err.contains("The meter's memory did not come as a whole."), ended.err);
        var refused = runOnData("download", "--source", "obedient:refuse");
        assertEquals(1, refused.code);
        assertTrue(refused.err.contains("It is forbidden."), refused.err);
        assertEquals(2, run("download").code);
    }

    @Test
    void aPriceIsEnteredAndExportsTellMoney() throws Exception {
        String energy = capture("energy.csv", "start,end,kWh\n2024-01-31T10:00:00Z,2024-01-31T12:00:00Z,2\n"
                + "2024-02-01T10:00:00Z,2024-02-01T12:00:00Z,4\n");
        assertEquals(0, runOnData("import", energy).code);
        // the standing charge is due from the first reading on
        assertEquals(0, runOnData("import", capture("first.csv", "time,W\n2024-01-01T00:00:00Z,0\n")).code);
        assertEquals(1, runOnData("export", "--every", "2h", "--unit", "money").code);
        assertEquals("No tariff is set up.\n", runOnData("tariff").out);
        assertEquals(2, runOnData("tariff", "--price", "1000000").code);
        assertEquals("Tariff from 2000-01-01: 0.25 GBP/kWh, 0 GBP a day\n",
                runOnData("tariff", "--price", "0.25", "--currency", "GBP").out);
        assertEquals("Tariff from 2000-01-01: 0.25 GBP/kWh, 0 GBP a day\n"
                + "Tariff from 2024-02-01: 0.30 GBP/kWh, 0.5 GBP a day\n",
                runOnData("tariff", "--price", "0.30", "--standing-charge", "0.5", "--from", "2024-02-01").out);
        var rows = runOnData("export", "--every", "1mo", "--unit", "money").out.lines().toList();
        assertEquals("0.5", rows.get(1).split(",")[3]);
        assertEquals(0, new BigDecimal("15.7").compareTo(new BigDecimal(rows.get(2).split(",")[3])), rows.get(2));
    }

    @Test
    void amountsTellTheEndOfTheLastReadingToo() throws Exception {
        String log = capture("late.csv", "time,W\n2026-01-31T09:59:50Z,1000\n2026-01-31T09:59:56Z,1000\n");
        assertEquals(0, runOnData("import", log).code);
        var rows = runOnData("export", "--every", "1h", "--unit", "kwh").out.lines().toList();
        assertEquals(3, rows.size(), rows::toString);
    }

    @Test
    void simulateSendsTheMemoryWhenTheKeysAreHeld() throws Exception {
        var target = folder.resolve("meter.log");
        var meter = new Thread(() -> run("simulate", "--history-now", "--clock", "12:30:00", "--speed", "3600", "--out",
                target.toString()), "simulate");
        meter.start();
        try {
            while (!Files.exists(target) || !Files.readString(target, StandardCharsets.ISO_8859_1)
                    .contains("<time>12:30:01</time><hist>")) {
                assertTrue(meter.isAlive());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } finally {
            meter.interrupt();
            meter.join();
        }
    }
}
