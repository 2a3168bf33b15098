package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.source.demo.DemoSourceType;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Recording and downloading from the command line, and the simulated meter. */
class RecordCommandTest extends CommandRuns {

    @Test
    void recordEndsWithTheInputAndItsSummary() {
        var outcome = runOnData("record", "--source", "obedient:speak", "--print");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(SUMMARY.formatted(2, 2, 0, 2, 2), outcome.lines().getLast());
        assertTrue(outcome.out().contains("Home, sensor 0: 417 W") && outcome.out().contains("Home, sensor 3: 40 W"),
                outcome.out());
        assertTrue(outcome.err().contains("read to its end"), outcome.err());
        assertEquals(3, runOnData("export").lines().size());
    }

    @Test
    void recordsFromSeveralSourcesUnderTheirNames() {
        var outcome = runOnData("record", "--source", "obedient:speak", "--source", "obedient:speak too", "--source",
                "obedient:speak as well", "--meter", "Shed");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(SUMMARY.formatted(6, 6, 0, 6, 6), outcome.lines().getLast());
        var sources = runOnData("sources");
        for (String meter : List.of("Shed", "Home 2", "Home 3")) {
            assertTrue(sources.out().contains(meter + ", sensor 3, power: 1 readings"), sources.out());
        }
    }

    @Test
    void aSourceThatRefusesIsExitCode1() {
        var outcome = runOnData("record", "--source", "obedient:refuse");
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().strip().endsWith("It is forbidden. Ask its owner."), outcome.err());
        assertEquals(SUMMARY.formatted(0, 0, 0, 0, 0), outcome.lines().getLast());
    }

    @Test
    void eachSourceTellsWhatItIsAbout() {
        var outcome = runOnData("record", "--source", "obedient:refuse", "--source", "obedient:speak", "--source",
                "obedient:refuse too");
        assertEquals(1, outcome.code());
        var err = outcome.err().lines().toList();
        assertEquals(1, err.stream().filter("obedient:refuse: It is forbidden. Ask its owner."::equals).count(),
                outcome.err());
        assertEquals(1, err.stream().filter("obedient:refuse too: It is forbidden. Ask its owner."::equals).count(),
                outcome.err());
        assertTrue(err.contains("obedient:speak: read to its end"), outcome.err());
        assertEquals(SUMMARY.formatted(2, 2, 0, 2, 2), outcome.lines().getLast());
    }

    @Test
    void whoRefusesWhatIsPublishedIsExitCode1AndReadingsAreStoredAllTheSame() {
        types.add(new RefusingPublisherType());
        var outcome = runOnData("record", "--source", "obedient:wait", "--for", "PT1S", "--publish", "obedient:x");
        assertEquals(1, outcome.code(), outcome.err());
        assertTrue(outcome.err().lines().anyMatch("obedient:x, publishing: Nobody may publish. Ask the owner."::equals),
                outcome.err());
        assertTrue(outcome.lines().getLast().endsWith("stored=2"), outcome.out());
    }

    @Test
    void whatIsSettledToPublishAndNotInstalledKeepsNothingFromBeingRecorded() throws Exception {
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            store.saveDocument("publishers", "gone:somewhere");
            store.saveSource(new SourceRow("1", "Home", "obedient:speak", true));
        }
        var outcome = runOnData("record");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("gone"), outcome.err());
        assertTrue(outcome.lines().getLast().endsWith("stored=2"), outcome.out());
    }

    @Test
    void aWrongAddressIsAnsweredWithItsSentenceAlone() {
        assertOneSentence("Say what the source is to do.", runOnData("record", "--source", "obedient:").err());
        assertOneSentence("Say what the source is to do.", runOnData("download", "--source", "obedient:").err());
        assertTrue(run("record", "--help").out().contains("obedient"));
    }

    @Test
    void aSourceThatNeverSpokeIsExitCode1() {
        var outcome = runOnData("record", "--source", "obedient:fail", "--for", "PT3S");
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("It is not there."), outcome.err());
    }

    @Test
    void aSourceThatSpokeAndHungUpIsExitCode0() {
        var outcome = runOnData("record", "--source", "obedient:hang up", "--for", "PT3S");
        assertEquals(0, outcome.code(), outcome.err());
        // it is tried again, and speaks again, for as long as there is time
        assertTrue(outcome.lines().getLast().matches("messages=[1-9].*"), outcome.out());
    }

    @Test
    void recordWithoutASourceIsExitCode1() {
        var outcome = runOnData("record");
        assertEquals(1, outcome.code());
        assertOneSentence("--source", outcome.err());
    }

    @Test
    void downloadEndsWhenTheMetersMemoryIsThere() throws Exception {
        types.add(new DemoSourceType());
        var outcome = runOnData("download", "--source", "demo:?clock=12:30:00&history=true", "--meter", "Attic");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().lines().reduce((first, last) -> last).orElseThrow()
                .startsWith("Done: 372 two-hour values, 90 days, "), outcome.err());
        var blocks = runOnData("export", "--history", "--store", "hour", "--sensor", "0", "--meter", "Attic");
        assertEquals(1 + 372, blocks.lines().size(), blocks.err());
    }

    @Test
    void downloadSaysWhenTheMemoryDidNotCome() {
        types.add(new DemoSourceType());
        var ended = runOnData("download", "--source", "demo:?clock=12:30:00", "--for", "PT0.1S");
        assertEquals(3, ended.code());
        assertTrue(ended.err().contains("The meter's memory did not come as a whole."), ended.err());
        var refused = runOnData("download", "--source", "obedient:refuse");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("It is forbidden."), refused.err());
        assertEquals(2, run("download").code());
    }

    @Test
    void simulateWritesWhatAMeterSays() throws Exception {
        var target = folder.resolve("meter.log");
        var outcome = run("simulate", "--speed", "3600", "--for", "PT0.2S", "--seed", "7", "--from",
                "2026-01-31T12:00:00Z", "--out", target.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(Files.readString(target, StandardCharsets.ISO_8859_1).startsWith("<msg><src>CC128-v1.29</src>"));
        var impossible = run("simulate", "--out", folder.resolve("missing/meter.log").toString());
        assertEquals(1, impossible.code());
        assertOneSentence("meter.log", impossible.err());
    }

    @Test
    void simulateSendsTheMemoryWhenTheKeysAreHeld() throws Exception {
        var target = folder.resolve("meter.log");
        var meter = new Thread(() -> run("simulate", "--history-now", "--clock", "12:30:00", "--speed", "3600", "--out",
                target.toString()), "simulate");
        meter.start();
        try {
            Patience.await("the memory", () -> {
                assertTrue(meter.isAlive());
                return Files.exists(target) && Files.readString(target, StandardCharsets.ISO_8859_1)
                        .contains("<time>12:30:01</time><hist>");
            });
        } finally {
            meter.interrupt();
            meter.join();
        }
    }
}
