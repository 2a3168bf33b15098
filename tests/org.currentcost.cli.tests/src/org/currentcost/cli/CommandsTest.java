package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands from their arguments to their exit codes and outputs, with sources that are made up. */
class CommandsTest extends CommandRuns {

    @Test
    void withoutACommandItTellsItsUsage() {
        var outcome = run();
        assertEquals(2, outcome.code());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("record") && outcome.err().contains("Exit codes"), outcome.err());
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
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertFalse(outcome.err().isBlank());
    }

    @Test
    void wrongSourcesNameTheKindsThereAre() {
        assertTrue(run("record", "--source", "x:y").err().contains("obedient"));
        assertTrue(run("record", "--source", "obedient:").err().contains("Say what the source is to do."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "record --help", "import -h", "help export", "verify --help",
        "sources --help", "simulate --help"})
    void helpIsExitCode0(String line) {
        var outcome = run(line.split(" "));
        assertEquals(0, outcome.code());
        assertTrue(outcome.out().contains("Usage: currentcost"), outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void theVersionNamesProgramJavaAndSystem() {
        var outcome = run("--version");
        assertEquals(0, outcome.code());
        assertTrue(outcome.out().startsWith("CurrentCost Workbench "), outcome.out());
        assertTrue(outcome.out().contains("Java " + System.getProperty("java.version")), outcome.out());
        assertTrue(outcome.out().contains(System.getProperty("os.name")), outcome.out());
    }

    @Test
    void backsUpRestoresMovesAndRebuilds() throws Exception {
        var nothing = runOnData("backup");
        assertEquals(1, nothing.code());
        assertTrue(nothing.err().contains("--data"), nothing.err());
        importTwoReadings();
        var before = runOnData("export").out();
        var file = folder.resolve("elsewhere/backup.sqlite");
        assertEquals(0, runOnData("backup", file.toString()).code());
        assertEquals(1, runOnData("backup", file.toString()).code());
        var usual = runOnData("backup");
        assertTrue(usual.out().contains("backups"), usual.out());
        assertEquals(0, runOnData("imports", "undo", "1").code());
        var restored = runOnData("restore", file.toString());
        assertEquals(0, restored.code(), restored.err());
        assertEquals(1, restored.lines().size());
        assertEquals(before, runOnData("export").out());
        assertEquals(1, runOnData("restore", folder.resolve("missing").toString()).code());
        assertEquals(0, runOnData("rebuild").code());
        var moved = runOnData("move", folder.resolve("moved").toString());
        assertEquals(0, moved.code(), moved.err());
        data = folder.resolve("moved");
        assertEquals(before, runOnData("export").out());
    }

    @Test
    void verifyFindsNothingWrong() throws Exception {
        importTwoReadings();
        var outcome = runOnData("verify");
        assertEquals(0, outcome.code());
        assertTrue(outcome.out().startsWith("readings=") && outcome.out().strip().endsWith("differing=0"),
                outcome.out());
    }

    @Test
    void sourcesListsWhatIsConfiguredRecordedAndInstalled() throws Exception {
        var empty = runOnData("sources");
        assertEquals(0, empty.code());
        assertEquals(List.of("No source is configured.", "Kinds of source: obedient"), empty.lines());
        importTwoReadings();
        var outcome = runOnData("sources");
        assertTrue(outcome.out().contains("Home, sensor 0, power: 2 readings"), outcome.out());
    }

    @Test
    void aFolderThatAnotherHasOpenIsExitCode1() throws Exception {
        try (var open = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            assertEquals(0, open.series().size());
            var outcome = runOnData("rebuild");
            assertEquals(1, outcome.code());
            assertOneSentence(data.toString(), outcome.err());
        }
    }
}
