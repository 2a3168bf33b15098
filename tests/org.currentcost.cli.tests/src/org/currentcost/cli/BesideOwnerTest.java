package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;

/** Commands that only read say the same whether somebody has the folder open or nobody. */
class BesideOwnerTest extends CommandRuns {

    private static final long START = Instant.parse("2026-01-31T13:00:00Z").toEpochMilli();
    private static final List<List<String>> READING = List.of(List.of("export"), List.of("export", "--every", "1d"),
            List.of("export", "--every", "5m", "--names"), List.of("export", "--notes"), List.of("verify"),
            List.of("sources"), List.of("imports"), List.of("meter"), List.of("tariff"));

    @Test
    void whatOnlyReadsSaysTheSame() throws Exception {
        importTwoReadings();
        assertEquals(0, runOnData("tariff", "--price", "0.30", "--currency", "EUR").code());
        List<Outcome> beside;
        try (var owner = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            var readings = new ArrayList<Reading>();
            for (int index = 0; index < 500; index++) {
                readings.add(new Reading(START + index * 6_000, 100_000 + index, Reading.ABSENT, Reading.ABSENT));
            }
            owner.appendLive(Map.of(SeriesKey.power("Home", 1), readings));
            owner.saveSource(new SourceRow("one", "Home", "obedient:", true));
            beside = run();
            beside.forEach(outcome -> assertEquals(0, outcome.code(), outcome::toString));
            beside.forEach(outcome -> assertEquals("", outcome.err()));
            assertTrue(beside.getFirst().lines().size() > 500, beside.getFirst()::out);
        }
        var alone = run();
        for (int index = 0; index < alone.size(); index++) {
            if (!READING.get(index).equals(List.of("verify"))) {
                assertEquals(alone.get(index), beside.get(index));
            }
        }
        // what is not sealed has no sums that could differ
        int verify = READING.indexOf(List.of("verify"));
        assertEquals(readings(alone.get(verify)), readings(beside.get(verify)));
    }

    private List<Outcome> run() {
        return READING.stream().map(command -> runOnData(command.toArray(new String[0]))).toList();
    }

    private static String readings(Outcome outcome) {
        return outcome.lines().getLast().replaceAll(" buckets=\\d+", "");
    }

    @Test
    void aBackupIsMadeBesideWhoeverRecords() throws Exception {
        importTwoReadings();
        var backup = folder.resolve("backup.sqlite");
        try (var owner = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            var outcome = runOnData("backup", backup.toString());
            assertEquals(0, outcome.code(), outcome::err);
            assertEquals(3, owner.statistics().readings());
        }
        var other = folder.resolve("other").toString();
        assertEquals(0, run("restore", backup.toString(), "--data", other).code());
        assertEquals(runOnData("export").out(), run("export", "--data", other).out());
        assertTrue(Files.exists(Path.of(other)));
    }

    @Test
    void theStatusIsASentenceOnWhoRecordsSinceWhichSecond() throws Exception {
        var recorder = new Participant(ProcessKind.RECORDER, types,
                Optional.of((store, live) -> new LocalRecorder(store,
                        types, InstantSource.system(), Instant.EPOCH, live)),
                () -> false, Optional.empty(),
                InstantSource.system());
        try (var owner = FolderAccess.open(new SqliteEngine().in(data), ZoneOffset.UTC, recorder)) {
            assertInstanceOf(Role.Owner.class, owner.role());
            var outcome = runOnData("recorder", "status");
            assertEquals(0, outcome.code(), outcome::err);
            String said = outcome.lines().getFirst();
            assertTrue(said.matches("The recorder \\(process \\d+\\) records into .* since [-\\d]+T[:\\d]+Z\\."), said);
        }
        assertEquals(RecorderCommand.NOT_RUNNING, runOnData("recorder", "status").code());
    }

    /** The folder is a long command's, and it is recorded into all the same. */
    @Test
    void theStatusTellsOfARecorderBesideACommand() throws Exception {
        var recorder = new Participant(ProcessKind.RECORDER, types,
                Optional.of((store, live) -> new LocalRecorder(store, types, InstantSource.system(), Instant.EPOCH,
                        live)),
                () -> true, Optional.empty(), InstantSource.system());
        var location = new SqliteEngine().in(data);
        try (var command = FolderAccess.open(location, ZoneOffset.UTC,
                Participant.command(types, InstantSource.system()))) {
            assertInstanceOf(Role.Owner.class, command.role());
            assertEquals(RecorderCommand.NOT_RUNNING, runOnData("recorder", "status").code());
            try (var guest = FolderAccess.open(location, ZoneOffset.UTC, recorder)) {
                assertTrue(guest.role() instanceof Role.Guest one && one.records(), guest.role()::words);
                var outcome = runOnData("recorder", "status");
                assertEquals(0, outcome.code(), outcome::err);
                assertTrue(outcome.lines().get(1).matches("Process \\d+ records meanwhile, and hands over .*"),
                        outcome::out);
                assertFalse(outcome.out().contains("waits"), outcome::out);
            }
        }
    }

    /** A long import, say, is no reason for readings to be lost. */
    @Test
    void whatIsConfiguredIsRecordedBesideACommandThatDoesNot() throws Exception {
        try (var command = FolderAccess.open(new SqliteEngine().in(data), ZoneOffset.UTC,
                Participant.command(types, InstantSource.system()))) {
            command.store().saveSource(new SourceRow("1", "Home", "obedient:speak", true));
            var outcome = runOnData("record", "--print", "--for", "PT30S");
            assertEquals(0, outcome.code(), outcome::err);
            assertTrue(outcome.lines().getLast().endsWith("stored=2"), outcome::out);
            assertEquals(3, command.store().statistics().readings());
        }
    }
}
