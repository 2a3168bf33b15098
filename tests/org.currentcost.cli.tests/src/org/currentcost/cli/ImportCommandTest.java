package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Importing from the command line, and taking back what was imported. */
class ImportCommandTest extends CommandRuns {

    @Test
    void importEndsWithItsSummaryAndStoresNothingTwice() throws Exception {
        String file = capture("capture.log", live("12:00:00", 0, 100) + "<msg><src>" + live("12:00:06", 0, 250));
        var first = runOnData("import", file, "--start", "2026-01-31T12:00:00Z");
        assertEquals(0, first.code(), first.err());
        assertEquals(List.of(SUMMARY.formatted(2, 2, 1, 2, 2)), first.lines());
        var again = runOnData("import", file, "--start", "2026-01-31T12:00:00Z");
        assertEquals(List.of(SUMMARY.formatted(2, 2, 1, 2, 0)), again.lines());
        assertEquals("1 places were left out, such as " + file + ", line 2: A part of the message is missing.\n",
                again.err());
    }

    @Test
    void importTellsOfConflicts() throws Exception {
        importTwoReadings();
        var outcome = runOnData("import", capture("other.log", live("12:00:00", 0, 999)), "--start",
                "2026-01-31T12:00:00Z");
        assertEquals(0, outcome.code());
        assertEquals(List.of(SUMMARY.formatted(1, 1, 0, 1, 0)), outcome.lines());
        assertOneSentence("1 readings were left out", outcome.err());
    }

    @Test
    void aDryRunStoresNothing() throws Exception {
        String file = capture("capture.log", live("12:00:00", 0, 100));
        var trial = runOnData("import", file, "--start", "2026-01-31T12:00:00Z", "--dry-run");
        assertEquals(0, trial.code());
        assertEquals(List.of("Would store 1 readings; 0 are stored already, 0 conflict with stored ones.",
                SUMMARY.formatted(1, 1, 0, 1, 0)), trial.lines());
        assertEquals(List.of("time_utc,sensor,channel,watts"), runOnData("export").lines());
    }

    @Test
    void filesWithoutDatesFollowOneAnother() throws Exception {
        String first = capture("1.log", live("23:59:54", 0, 100) + live("00:00:00", 0, 200));
        String second = capture("2.log", live("00:00:30", 0, 300));
        var outcome = runOnData("import", first, second, "--start", "2026-01-31T12:00:00Z");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:00Z,0,1,100",
                "2026-01-31T12:00:06Z,0,1,200", "2026-01-31T12:00:36Z,0,1,300"), runOnData("export").lines());
    }

    @Test
    void whatCannotBeImportedIsExitCode1AndOneSentence() throws Exception {
        String missing = folder.resolve("missing.log").toString();
        var outcome = runOnData("import", missing);
        assertEquals(1, outcome.code());
        assertOneSentence(missing, outcome.err());
        var undated = runOnData("import", capture("undated.log", live("12:00:00", 0, 100)));
        assertEquals(1, undated.code());
        assertOneSentence("--start", undated.err());
    }

    @Test
    void anImportIsListedAndTakenBack() throws Exception {
        importTwoReadings();
        var list = runOnData("imports");
        assertTrue(list.out().startsWith("1  ") && list.out().contains("two.log: 3 readings"), list.out());
        var undone = runOnData("imports", "undo", "1");
        assertEquals(0, undone.code(), undone.err());
        assertEquals(1, runOnData("export").lines().size());
        assertTrue(runOnData("imports").out().contains("undone"));
        var unknown = runOnData("imports", "undo", "7");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("no import 7"), unknown.err());
    }

    @Test
    void csvIsTriedOutReadByAMappingAndItsDamageTold() throws Exception {
        String file = capture("power.csv",
                "when;what\n2026-01-31T12:00:00Z;100\nrubbish;1\n2026-01-31T12:00:06Z;250\n");
        var trial = runOnData("import", file, "--dry-run", "--mapping", "columns=time,W:3", "--to",
                "2026-01-31T12:00:01Z");
        assertEquals(0, trial.code(), trial.err());
        assertTrue(trial.lines().getFirst().contains("columns=time,W:3;separator=semicolon"), trial.out());
        assertEquals(List.of("Would store 1 readings; 0 are stored already, 0 conflict with stored ones.",
                "1 lie outside of the time to import and are left out."), trial.lines().subList(1, 3));
        assertTrue(trial.err().contains("line 3: rubbish is no time."), trial.err());
        var done = runOnData("import", file, "--mapping", "columns=time,W:3");
        assertEquals(List.of("Stored 2 readings, 0 periods of energy and 0 notes; 0 were stored already."),
                done.lines());
        assertTrue(done.err().contains("currentcost imports undo 1"), done.err());
        assertEquals(2, runOnData("import", file, "--mapping", "columns=nonsense").code());
        var unknown = runOnData("import", capture("strange.csv", "a,b\nc,d\n"));
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("--mapping"), unknown.err());
    }

    @Test
    void whatCsvDoesNotSayIsRefusedWithTheGuessAsAMapping() throws Exception {
        String file = capture("state.csv", "time,state\n2026-01-31T12:00:00Z,100\n2026-01-31T12:00:06Z,250\n");
        var refused = runOnData("import", file);
        assertEquals(1, refused.code(), refused.err());
        assertTrue(refused.err().contains("Nothing says in which unit state is."), refused.err());
        assertEquals(1, runOnData("import", file, "--mapping", "zone=UTC").code());
        assertEquals(1, runOnData("import", file, "--dry-run").code());
        var guess = refused.err().substring(refused.err().indexOf("--mapping \"") + "--mapping \"".length());
        guess = guess.substring(0, guess.indexOf('"'));
        var done = runOnData("import", file, "--mapping", guess);
        assertEquals(List.of("Stored 2 readings, 0 periods of energy and 0 notes; 0 were stored already."),
                done.lines());
        assertTrue(done.err().contains("is read by --mapping \"" + guess + "\""), done.err());
        var dates = runOnData("import", capture("dates.csv", "day,kWh\n01/02/2026,3\n02/02/2026,2\n"));
        assertEquals(0, dates.code(), dates.err());
        assertTrue(dates.err().contains("01/02/2026 is read as 2026-02-01."), dates.err());
    }
}
