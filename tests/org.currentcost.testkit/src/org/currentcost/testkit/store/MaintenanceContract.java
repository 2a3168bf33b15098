package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.BackupKind;
import org.junit.jupiter.api.Test;

/** Stores as a whole: opened, checked, backed up, put back, moved; and which sources there are. */
public abstract class MaintenanceContract extends StoreContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final ZoneId OTHER_ZONE = ZoneId.of("America/New_York");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    protected MaintenanceContract(EngineUnderTest engine) {
        super(engine);
    }

    private static void append(ReadingStore store, int first, int count) throws StoreException {
        for (int index = first; index < first + count; index++) {
            store.append(Map.of(HOUSE, List.of(Reading.of(START.plusSeconds(6L * index), 1000L * index))));
        }
    }

    private static long readings(ReadingStore store) throws StoreException {
        return store.statistics().readings();
    }

    @Test
    void thereIsAStoreOnceItWasOpenedAndItKeepsItsZone() throws Exception {
        var location = location(folder);
        assertFalse(location.exists());
        location.open(ZONE).close();
        assertTrue(location.exists());
        try (var store = location.open(OTHER_ZONE)) {
            assertEquals(ZONE, store.zone());
            assertEquals(0, readings(store));
        }
    }

    @Test
    void onlyOneHasItOpenToWrite() throws Exception {
        var location = location(folder);
        try (var store = location.open(ZONE)) {
            assertEquals(StoreException.Kind.IN_USE,
                    assertThrows(StoreException.class, () -> location.open(ZONE)).kind());
            append(store, 0, 3);
        }
        try (var store = location.openToRead(ZONE)) {
            assertEquals(3, readings(store));
        }
    }

    @Test
    void aStoreIsSoundAndARebuildChangesNothing() throws Exception {
        var location = location(folder);
        try (var store = location.open(ZONE)) {
            append(store, 0, 2_000);
        }
        var before = content(folder);
        try (var store = location.open(ZONE)) {
            var found = store.verify(part -> {
            });
            assertTrue(found.isGood(), found.toString());
            assertEquals(2_000, found.readings());
            store.rebuild(part -> {
            });
        }
        assertEquals(before, content(folder));
    }

    @Test
    void aBackupPutBackIsWhatWasThereThen() throws Exception {
        var location = location(folder);
        var now = Instant.parse("2026-02-01T12:00:00.123Z");
        try (var store = location.open(ZONE)) {
            append(store, 0, 100);
            store.saveDocument("kept", "text");
            store.backup(location.backupName(now), part -> {
            });
            append(store, 100, 50);
        }
        assertEquals(List.of(now), location.backups().stream().map(one -> one.time()).toList());
        assertEquals(List.of(BackupKind.ON_DEMAND), location.backups().stream().map(one -> one.kind()).toList());

        var aside = location.restore(location.backups().getFirst().path(), now.plusSeconds(60));

        assertTrue(aside.isPresent());
        try (var store = location.open(ZONE)) {
            assertEquals(100, readings(store));
            assertEquals(Optional.of("text"), store.document("kept"));
            assertEquals(StoreException.Kind.IN_USE, assertThrows(StoreException.class,
                    () -> location.restore(aside.get(), now.plusSeconds(120))).kind());
        }
        assertEquals(List.of(BackupKind.REPLACED, BackupKind.ON_DEMAND),
                location.backups().stream().map(one -> one.kind()).toList());
        location.restore(aside.get(), now.plusSeconds(180));
        try (var store = location.open(ZONE)) {
            assertEquals(150, readings(store));
        }
    }

    @Test
    void aBackupTellsByItsNameWhyItWasMade() throws Exception {
        var location = location(folder);
        var now = Instant.parse("2026-02-01T12:00:00.123Z");
        try (var store = location.open(ZONE)) {
            for (var kind : BackupKind.values()) {
                store.backup(location.backupName(now.plusSeconds(kind.ordinal()), kind), part -> {
                });
            }
        }
        assertEquals(List.of(BackupKind.values()).reversed(),
                location.backups().stream().map(one -> one.kind()).toList());
    }

    @Test
    void whatIsNoBackupIsRefusedAndNothingIsLost() throws Exception {
        var location = location(folder.resolve("data"));
        try (var store = location.open(ZONE)) {
            append(store, 0, 5);
        }
        var text = Files.writeString(folder.resolve("text.txt"), "no backup of anything");
        assertThrows(StoreException.class, () -> location.restore(text, START));
        try (var store = location.open(ZONE)) {
            assertEquals(5, readings(store));
        }
    }

    @Test
    void aMovedStoreIsWhereItWasMovedToAndIsFoundFromWhereItWas() throws Exception {
        var from = folder.resolve("from");
        try (var store = location(from).open(ZONE)) {
            append(store, 0, 7);
        }
        var moved = location(from).move(folder.resolve("to"), part -> {
        });
        assertEquals(folder.resolve("to").toRealPath(), moved.folder());
        assertEquals(moved.folder(), location(from).folder());
        try (var store = moved.open(ZONE)) {
            assertEquals(7, readings(store));
        }
    }

    @Test
    void aTrialIsAStoreOfItsOwn() throws Exception {
        try (var store = location(folder).open(ZONE)) {
            append(store, 0, 4);
            try (var trial = store.openTrial()) {
                assertEquals(ZONE, trial.zone());
                assertEquals(0, readings(trial));
                append(trial, 0, 9);
                assertEquals(9, readings(trial));
            }
            assertEquals(4, readings(store));
        }
    }

    @Test
    void sourcesStayInTheirOrder() throws Exception {
        var first = new SourceRow("a", "one", "demo:", true);
        var second = new SourceRow("b", "two", "tcp:host:1", false);
        var location = location(folder);
        try (var store = location.open(ZONE)) {
            assertEquals(List.of(), store.sources());
            store.saveSource(first);
            store.saveSource(second);
        }
        try (var store = location.open(ZONE)) {
            assertEquals(List.of(first, second), store.sources());
            var changed = new SourceRow("a", "one", "tcp:host:2", false);
            store.saveSource(changed);
            assertEquals(List.of(changed, second), store.sources());
            store.removeSource("a");
            store.removeSource("nobody");
            assertEquals(List.of(second), store.sources());
            assertEquals(List.of(), store.buckets(HOUSE, TimeRange.ALL, Resolution.DAY));
        }
    }
}
