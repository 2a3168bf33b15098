package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import added goes as a whole, and nothing else does. */
public abstract class ImportContract extends StoreContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    protected static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final SeriesKey OVEN = SeriesKey.power("house", 3);
    private static final long START = Instant.parse("2026-03-28T12:00:00Z").toEpochMilli();
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final long HOURS = 7_200_000;

    protected ImportContract(EngineUnderTest engine) {
        super(engine);
    }

    protected static Reading at(long seconds, long watts) {
        return Reading.of(Instant.ofEpochMilli(START + seconds * 1000), watts * 1000);
    }

    private static HistoryBlock block(int number, long wattHours) {
        return new HistoryBlock(HistorySpan.TWO_HOURS, START + number * HOURS, START + (number + 1) * HOURS, wattHours);
    }

    protected static void undo(ReadingStore store, long id) throws StoreException {
        store.undoImport(id, part -> {
        });
    }

    protected ReadingStore open() throws StoreException {
        return location(folder).open(ZONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void undoingImportsInTurnBringsEveryFormerFileBack(long seed) throws Exception {
        var random = new Random(seed);
        var states = new ArrayList<List<String>>();
        var ids = new ArrayList<Long>();
        int span = 200_000;
        if (random.nextBoolean()) {
            try (var store = open(); var bulk = store.bulkAppend()) {
                for (int count = random.nextInt(20_000); count >= 0; count--) {
                    bulk.add(HOUSE, at(random.nextInt(span), random.nextInt(900)));
                }
            }
            if (random.nextBoolean()) {
                try (var store = open()) {
                    store.edit(Edit.shift(HOUSE, TimeRange.ofMillis(START + 20_000_000, START + 60_000_000),
                            Duration.ofHours(20), AT, ""));
                }
            }
        }
        for (int turn = 0; turn < 4; turn++) {
            states.add(turn == 0 ? content() : content(folder));
            try (var store = open(); var log = store.startImport("file " + turn, AT)) {
                ids.add(log.id());
                int first = random.nextInt(span);
                int kind = random.nextInt(3);
                var readings = new ArrayList<Reading>();
                for (int index = 0; index < 4000; index++) {
                    readings.add(kind == 0 ? at(first + index * 6L, index % 800) : at(random.nextInt(span), 7));
                }
                if (kind == 1) {
                    Collections.shuffle(readings, random);
                }
                for (int from = 0; from < readings.size(); from += 1000) {
                    // each append is a commit, and readings of a later one lie between those of an earlier one
                    log.append(Map.of(random.nextInt(4) == 0 ? OVEN : HOUSE, readings.subList(from, from + 1000)));
                }
            }
        }
        for (int turn = 3; turn >= 0; turn--) {
            try (var store = open()) {
                var id = ids.get(turn);
                assertTrue(store.imports().stream().anyMatch(row -> row.id() == id && !row.undone()),
                        "seed " + seed + ", turn " + turn);
                undo(store, id);
                undo(store, id);
                assertTrue(store.imports().stream().anyMatch(row -> row.id() == id && row.undone()));
                assertEquals(List.of(), store.verify(part -> {
                }).differing());
            }
            assertEquals(states.get(turn), content(folder), "seed " + seed + ", turn " + turn);
        }
    }

    private List<String> content() throws Exception {
        open().close();
        return content(folder);
    }

    @Test
    void anImportSaysWhatItAdded() throws Exception {
        try (var store = open()) {
            store.append(Map.of(HOUSE, List.of(at(6, 2))));
            store.startImport("nothing", AT).close();
            try (var log = store.startImport("a.csv", AT)) {
                assertThrows(IllegalStateException.class, () -> store.bulkAppend().close());
                assertThrows(IllegalStateException.class, () -> undo(store, log.id()));
                assertEquals(Map.of(HOUSE, new Stored(2, 1, 1)),
                        log.append(Map.of(HOUSE, List.of(at(0, 1), at(6, 2), at(6, 3), at(12, 4)))));
                log.add(OVEN, at(0, 9));
                assertEquals(1, log.appendHistory(HOUSE, List.of(block(0, 700))));
                assertEquals(List.of(new ImportRow(log.id(), "a.csv", AT, 2, 1, 0, false)), store.imports());
            }
            assertEquals(1, store.imports().size());
            var row = store.imports().getFirst();
            assertEquals(3, row.readings());
            undo(store, row.id());
            assertEquals(List.of(HOUSE), store.series().stream().map(SeriesStore.SeriesInfo::key).toList());
            assertEquals(1, store.statistics().readings());
            assertEquals(List.of(new ImportRow(row.id(), "a.csv", AT, 3, 1, 0, true)), store.imports());
            assertThrows(IllegalArgumentException.class, () -> undo(store, 99));
            store.bulkAppend().close();
        }
    }

    @Test
    void aBatchIsOneCommitHoweverManySeriesItHas() throws Exception {
        try (var store = open(); var log = store.startImport("a.csv", AT)) {
            store.append(Map.of(OVEN, List.of(at(6, 2))));
            long before = store.version();
            assertEquals(Map.of(HOUSE, new Stored(2, 0, 0), OVEN, new Stored(1, 1, 0)), log.append(
                    Map.of(HOUSE, List.of(at(0, 1), at(6, 2)), OVEN, List.of(at(6, 2), at(12, 3)))));
            assertEquals(before + 1, store.version());
            assertEquals(Map.of(OVEN, new Stored(0, 1, 0)), log.append(Map.of(OVEN, List.of(at(12, 3)))));
            assertEquals(new Stored(3, 2, 0), log.stored());
        }
    }

    @Test
    void aLaterImportInBetweenIsNamedAndIsToBeUndoneFirst() throws Exception {
        try (var store = open()) {
            long first;
            long second;
            try (var log = store.startImport("first.csv", AT)) {
                first = log.id();
                log.append(Map.of(HOUSE, List.of(at(0, 1), at(60, 2))));
            }
            try (var log = store.startImport("second.csv", AT)) {
                second = log.id();
                log.append(Map.of(HOUSE, List.of(at(30, 3), at(600, 3))));
            }
            var refusal = assertThrows(StoreException.class, () -> undo(store, first));
            assertTrue(refusal.getMessage().contains("second.csv"), refusal::getMessage);
            assertFalse(refusal.remedy().isEmpty());
            assertEquals(4, store.statistics().readings());
            undo(store, second);
            undo(store, first);
            assertEquals(0, store.statistics().readings());
        }
    }

    @Test
    void otherReadingsInBetweenOrReplacedOnesStopTheUndoing() throws Exception {
        try (var store = open()) {
            long id;
            try (var log = store.startImport("a.csv", AT)) {
                id = log.id();
                log.append(Map.of(HOUSE, List.of(at(0, 1), at(60, 2))));
            }
            store.append(Map.of(HOUSE, List.of(at(90, 2))));
            store.append(Map.of(HOUSE, List.of(at(30, 2))));
            var refusal = assertThrows(StoreException.class, () -> undo(store, id));
            assertFalse(refusal.getMessage().isEmpty());
            assertEquals(4, store.statistics().readings());
            store.replace(HOUSE, TimeRange.ofMillis(START + 30_000, START + 30_001), List.of());
            undo(store, id);
            var left = new ArrayList<Reading>();
            store.forEachReading(HOUSE, TimeRange.ALL, left::add);
            assertEquals(List.of(at(90, 2)), left);
        }
    }

    @Test
    void blocksOfAMemoryGetTheirFormerValueBackInAnyOrder() throws Exception {
        for (boolean laterFirst : new boolean[]{true, false}) {
            try (var store = location(folder.resolve("later first " + laterFirst)).open(ZONE)) {
                store.appendHistory(HOUSE, List.of(block(0, 100), block(3, 5)));
                long first;
                long second;
                try (var log = store.startImport("first", AT)) {
                    first = log.id();
                    assertEquals(2, log.appendHistory(HOUSE, List.of(block(0, 200), block(1, 210), block(3, 5))));
                }
                try (var log = store.startImport("second", AT)) {
                    second = log.id();
                    assertEquals(3, log.appendHistory(HOUSE, List.of(block(0, 300), block(1, 310), block(2, 320))));
                }
                undo(store, laterFirst ? second : first);
                assertEquals(laterFirst
                        ? List.of(block(0, 200), block(1, 210), block(3, 5))
                        : List.of(block(0, 300), block(1, 310), block(2, 320), block(3, 5)), history(store));
                undo(store, laterFirst ? first : second);
                assertEquals(List.of(block(0, 100), block(3, 5)), history(store));
            }
        }
    }

    @Test
    void aBlockThatTheMeterToldAnewSinceStays() throws Exception {
        try (var store = open()) {
            long id;
            try (var log = store.startImport("first", AT)) {
                id = log.id();
                log.appendHistory(HOUSE, List.of(block(0, 200), block(1, 210)));
            }
            store.appendHistory(HOUSE, List.of(block(0, 205)));
            undo(store, id);
            assertEquals(List.of(block(0, 205)), history(store));
        }
    }

    private static List<HistoryBlock> history(ReadingStore store) throws StoreException {
        return store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL);
    }

    @Test
    void aCancelledUndoingChangesNothing() throws Exception {
        List<String> before;
        long id;
        // over so many days that it is not undone before an owner has heard that it is not to be
        try (var store = open(); var log = store.startImport("eleven years", AT)) {
            id = log.id();
            for (int index = 0; index < 20_000; index++) {
                log.add(HOUSE, at(index * 18_000L, index % 900));
            }
        }
        before = content(folder);
        try (var store = open()) {
            assertThrows(CancellationException.class, () -> store.undoImport(id, part -> {
                throw new CancellationException();
            }));
            assertFalse(store.imports().getFirst().undone());
        }
        assertEquals(before, content(folder));
        try (var store = open()) {
            undo(store, id);
        }
        assertEquals(List.of(), content(folder));
    }
}
