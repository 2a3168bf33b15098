package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.currentcost.recorder.SourceTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in a folder of their own, in English and UTC, with sources that are told what to do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class CommandRuns {

    static final String SUMMARY = "messages=%d live=%d history=0 damaged=%d readings=%d stored=%d";

    /** What a command left behind. */
    record Outcome(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private static Locale before;
    private static TimeZone zoneBefore;

    @TempDir
    Path folder;
    Path data;
    final SourceTypes types = new SourceTypes();

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

    Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineMain.run(Installations.of(types), new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    Outcome runOnData(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return run(all.toArray(new String[0]));
    }

    static String live(String time, int sensor, int watts) {
        return ("<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>%s</time><tmpr>21.0</tmpr><sensor>%d</sensor><id>02290</id>"
                + "<type>1</type><ch1><watts>%05d</watts></ch1></msg>\n").formatted(time, sensor, watts);
    }

    String capture(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    void importTwoReadings() throws Exception {
        assertEquals(0, runOnData("import", capture("two.log", live("12:00:00", 0, 100) + live("12:00:06", 0, 250)),
                "--start", "2026-01-31T12:00:00Z").code());
    }

    static void assertOneSentence(String expected, String text) {
        assertEquals(1, text.strip().lines().count(), text);
        assertTrue(text.contains(expected), text);
        assertFalse(text.contains("Exception"), text);
    }
}
