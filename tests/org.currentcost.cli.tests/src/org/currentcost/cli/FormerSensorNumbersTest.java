package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.currentcost.recorder.SourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of version 4 with a meter's own, named and computed sensors, a formula of a formula's sensors, an edit, a
 * memory, roles and imports: every answer is the one that the program of its time gave, which is written down here.
 */
class FormerSensorNumbersTest {

    @TempDir
    private Path data;

    @BeforeEach
    void unpack() throws Exception {
        try (var packed = new GZIPInputStream(getClass().getResourceAsStream("version4-sensors.sqlite.gz"))) {
            Files.copy(packed, data.resolve("readings.sqlite"));
        }
    }

    private record Outcome(int code, String out, String err) {
    }

    private Outcome run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineMain.run(new SourceTypes(), new PrintWriter(out), new PrintWriter(err),
                all.toArray(new String[0]));
        return new Outcome(code, out.toString(), err.toString());
    }

    /** The first columns and the last one, which is the name. */
    private List<String> days(String meter) {
        var outcome = run("export", "--meter", meter, "--every", "1d", "--unit", "kwh", "--names");
        assertEquals("", outcome.err);
        return outcome.out.lines().skip(1).map(line -> line.split(",", -1)).map(cells -> String.join(" ",
                cells[0].substring(0, 10), cells[2], cells[3], cells[5], cells[cells.length - 1])).toList();
    }

    @Test
    void amountsFormulasEditsAndMemoryAnswerAsBefore() {
        assertEquals(List.of("2026-01-30 0 7.614 0 \"\"", "2026-01-30 1000 1.079 0 \"Freezer\"",
                "2026-01-30 1001 3.54 0 \"Tea \"\"kettle\"\"\"", "2026-01-30 10000 2.995 0 \"Rest\"",
                "2026-01-30 10001 10.075 0 \"\"", "2026-01-31 0 15.648 0 \"\"",
                "2026-01-31 1000 1.99195 0 \"Freezer\"", "2026-01-31 1001 7.08 0 \"Tea \"\"kettle\"\"\"",
                "2026-01-31 10000 6.57605 0 \"Rest\"", "2026-01-31 10001 20.73605 0 \"\"",
                "2026-02-01 0 7.756633333 0 \"\"", "2026-02-01 1000 0.998733333 0 \"Freezer\"",
                "2026-02-01 1001 4.459666667 0.9 \"Tea \"\"kettle\"\"\"", "2026-02-01 10000 3.198233333 0 \"Rest\"",
                "2026-02-01 10001 10.317566667 0 \"\""), days("Hub"));
        assertEquals(List.of("2026-01-30 0 4.180666667 0 \"\"", "2026-01-30 12 0.528 0 \"Fridge\"",
                "2026-01-30 10000 3.388666667 0 \"Rest of csv\"", "2026-01-31 0 4.198633333 0 \"\"",
                "2026-01-31 12 0.5296 0 \"Fridge\"", "2026-01-31 10000 3.404233333 0 \"Rest of csv\""), days("Csv"));
        assertEquals(0, run("verify").code);
    }

    @Test
    void aSensorIsMeantByItsNumberOrItsName() {
        var byName = run("export", "--meter", "Hub", "--sensor", "Freezer");
        assertEquals(2881, byName.out.lines().count());
        assertEquals(byName, run("export", "--meter", "Hub", "--sensor", "1000"));
        assertEquals(byName, run("export", "--meter", "Hub", "--sensor", "freezer"));
        assertEquals(1441, run("export", "--meter", "Csv", "--sensor", "12").out.lines().count());
        // imported under a number that only computed sensors were to have
        assertEquals(1441, run("export", "--meter", "Csv", "--sensor", "Lamp").out.lines().count());
    }

    @Test
    void aFormerNumberIsAnsweredWithThePresentOne() {
        var former = run("export", "--meter", "Hub", "--sensor", "10");
        assertEquals(1, former.code);
        assertEquals("", former.out);
        assertTrue(former.err.contains("There is no sensor 10. What had this number in earlier versions is 1000"
                + " (Freezer) now."), former.err);
        assertTrue(run("export", "--meter", "Hub", "--sensor", "Oven").err.contains("There is no sensor Oven."));
    }
}
