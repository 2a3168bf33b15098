package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.currentcost.accounting.Household;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meters on the command line: listed, chosen, hidden, deleted. */
class MeterCommandTest extends CommandRuns {

    @BeforeEach
    void fill() throws Exception {
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            for (var meter : List.of("A demo", "Kitchen", "Middle")) {
                store.append(Map.of(SeriesKey.power(meter, 0), List.of(
                        Reading.of(Instant.parse("2026-01-31T12:00:00Z"), 100_000L + meter.length() * 1000))));
            }
            store.saveSource(new SourceRow("1", "A demo", "demo:1", true));
            store.saveSource(new SourceRow("2", "Middle", "serial:/dev/ttyUSB0", true));
        }
    }

    private List<Path> backups() throws Exception {
        try (var files = Files.exists(data.resolve("backups")) ? Files.list(data.resolve("backups")) : Stream.empty()) {
            return files.map(Path.class::cast).toList();
        }
    }

    @Test
    void listsThemMyHouseFirstAndTheDemoLast() {
        var outcome = runOnData("meter");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(List.of("Middle: 1 readings, my house", "Kitchen: 1 readings", "A demo: 1 readings, simulated"),
                outcome.out().lines().toList());
    }

    @Test
    void myHouseIsWhatIsExportedUnlessSaidOtherwise() {
        var uncertain = runOnData("export");
        assertEquals(1, uncertain.code());
        assertTrue(uncertain.err().contains("A demo, Kitchen, Middle"), uncertain.err());
        assertEquals(0, runOnData("meter", "house", "Kitchen").code());
        assertTrue(runOnData("export").out().contains(",107"), runOnData("export").out());
        assertEquals("The meter is Kitchen, which is my house; another one with --meter: A demo, Kitchen, Middle.\n",
                runOnData("export").err());
        var other = runOnData("export", "--meter", "Middle");
        assertTrue(other.out().contains(",106"), other.out());
        assertEquals("", other.err());
    }

    @Test
    void besideTheDemoTheOnlyRealMeterIsMeant() {
        assertEquals(0, runOnData("meter", "delete", "Kitchen", "--yes", "--no-backup").code());
        assertTrue(runOnData("export").out().contains(",106"), runOnData("export").out());
    }

    @Test
    void aHiddenMeterKeepsItsReadings() {
        assertEquals(0, runOnData("meter", "hide", "Middle").code());
        assertEquals(List.of("Kitchen: 1 readings, my house", "A demo: 1 readings, simulated",
                "Middle: 1 readings, hidden"), runOnData("meter").out().lines().toList());
        assertTrue(runOnData("export", "--meter", "Middle").out().contains(",106"));
        assertEquals(0, runOnData("meter", "show", "Middle").code());
        assertTrue(runOnData("meter").out().startsWith("Middle: 1 readings, my house"));
    }

    @Test
    void nothingIsDeletedUnlessThatIsSure() throws Exception {
        var outcome = runOnData("meter", "delete", "Middle");
        assertEquals(1, outcome.code());
        assertEquals("Deleting the meter Middle takes away 1 readings, 0 periods of energy, 0 edits, what 0 imports"
                + " added, 0 imported notes, 1 sources. Nothing is deleted without --yes.\n", outcome.err());
        assertTrue(runOnData("meter").out().contains("Middle"));
        assertEquals(List.of(), backups());
    }

    @Test
    void whatIsDeletedComesBackWithTheBackup() throws Exception {
        var outcome = runOnData("meter", "delete", "Middle", "--yes");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("The meter Middle is deleted: 1 readings"), outcome.out());
        assertEquals(1, backups().size());
        assertEquals(List.of("Kitchen: 1 readings, my house", "A demo: 1 readings, simulated"),
                runOnData("meter").out().lines().toList());
        assertEquals(0, runOnData("verify").code());
        assertEquals(0, runOnData("restore", backups().getFirst().toString()).code());
        assertTrue(runOnData("meter").out().startsWith("Middle: 1 readings, my house"), runOnData("meter").out());
    }

    @Test
    void aSourceOfManyMetersBringsADeletedOneBack() throws Exception {
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            store.append(Map.of(SeriesKey.power("Broker/plug", 0),
                    List.of(Reading.of(Instant.parse("2026-01-31T12:00:00Z"), 5_000))));
            store.saveSource(new SourceRow("3", "Broker", "mqtt:tcp://broker/", true));
        }
        var outcome = runOnData("meter", "delete", "Broker/plug", "--yes", "--no-backup");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("The source Broker brings the meter Broker/plug back"), outcome.err());
        assertEquals(List.of(), backups());
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            assertTrue(new Household(store).meters().stream().noneMatch(one -> one.name().equals("Broker/plug")));
        }
    }

    @Test
    void anUnknownMeterIsNamedWithThoseThatThereAre() {
        for (var command : List.of("house", "hide", "show", "delete")) {
            var outcome = runOnData("meter", command, "Nobody");
            assertEquals(1, outcome.code());
            assertEquals("There is no meter called Nobody. There are: Middle, Kitchen, A demo.\n", outcome.err());
        }
    }
}
