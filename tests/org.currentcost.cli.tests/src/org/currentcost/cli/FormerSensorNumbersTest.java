package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A folder of version 4 with a meter's own, named and computed sensors, a formula of a formula's sensors, an edit, a
 * memory, roles and imports: every answer is the one that the program of its time gave, which is written down here.
 */
class FormerSensorNumbersTest extends CommandRuns {

    @BeforeEach
    void unpack() throws Exception {
        // nobody else may look into it
        data = folder;
        try (var packed = new GZIPInputStream(getClass().getResourceAsStream("version4-sensors.sqlite.gz"))) {
            Files.copy(packed, data.resolve("readings.sqlite"));
        }
    }

    /** The first columns and the last one, which is the name. */
    private List<String> days(String meter) {
        var outcome = runOnData("export", "--meter", meter, "--every", "1d", "--unit", "kwh", "--names");
        assertEquals("", outcome.err());
        return outcome.out().lines().skip(1).map(line -> line.split(",", -1)).map(cells -> String.join(" ",
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
        assertEquals(0, runOnData("verify").code());
    }

    @Test
    void aSensorIsMeantByItsNumberOrItsName() {
        var byName = runOnData("export", "--meter", "Hub", "--sensor", "Freezer");
        assertEquals(2881, byName.out().lines().count());
        assertEquals(byName, runOnData("export", "--meter", "Hub", "--sensor", "1000"));
        assertEquals(byName, runOnData("export", "--meter", "Hub", "--sensor", "freezer"));
        assertEquals(1441, runOnData("export", "--meter", "Csv", "--sensor", "12").out().lines().count());
        // imported under a number that only computed sensors were to have
        assertEquals(1441, runOnData("export", "--meter", "Csv", "--sensor", "Lamp").out().lines().count());
    }

    @Test
    void aFormerNumberIsAnsweredWithThePresentOne() {
        var former = runOnData("export", "--meter", "Hub", "--sensor", "10");
        assertEquals(1, former.code());
        assertEquals("", former.out());
        assertTrue(former.err().contains("There is no sensor 10. What had this number in earlier versions is 1000"
                + " (Freezer) now."), former.err());
        assertTrue(
                runOnData("export", "--meter", "Hub", "--sensor", "Oven").err().contains("There is no sensor Oven."));
    }
}
