package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import as a whole: what is counted, what a try says, what undoing leaves. */
class ImportTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    private static final Consumer<Double> NO_PROGRESS = part -> {
    };

    @TempDir
    private Path folder;
    private ReadingStore store;

    private interface Content {
        void into(ImportTarget target) throws ImportException, StoreException;
    }

    private record FixedSource(String name, Content content) implements ImportSource {
        @Override
        public void read(ImportTarget target, Consumer<Double> progress) throws ImportException, StoreException {
            content.into(target);
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Reading watts(long second, long watts) {
        return Reading.of(NOON.plusSeconds(second), watts * 1000);
    }

    private List<Reading> readings() throws Exception {
        var readings = new ArrayList<Reading>();
        store.forEachRawReading(HOUSE, TimeRange.ALL, readings::add);
        return readings;
    }

    /** Tries, imports, and expects the same of both. {@return what the import did} */
    private ImportOutcome tryAndRun(Content content, TimeRange range) throws Exception {
        var task = new Import(store, new FixedSource("test", content), range);
        long version = store.version();
        var trial = task.dryRun(NO_PROGRESS);
        assertEquals(version, store.version(), "a try changed something");
        var outcome = task.run(NOON, NO_PROGRESS);
        assertEquals(trial.parts(), outcome.parts());
        assertEquals(trial.damage(), outcome.damage());
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 20, 30, 60, 300})
    void valuesAreHeldAccordingToHowFarApartTheyCome(int seconds) throws Exception {
        tryAndRun(target -> {
            for (int i = 0; i < 20; i++) {
                // one is lost
                target.reading(HOUSE, watts((long) seconds * (i + i / 8), 100));
            }
        }, TimeRange.ALL);
        assertEquals(seconds <= 6 ? 6000 : seconds * 1000, store.nominalMillis(HOUSE));
    }

    @Test
    void countsWhatIsNewTheSameConflictingAndOutside() throws Exception {
        store.append(Map.of(HOUSE, List.of(watts(0, 100), watts(6, 200))));
        var outcome = tryAndRun(target -> {
            target.reading(HOUSE, watts(12, 300));
            target.reading(HOUSE, watts(0, 100));
            target.reading(HOUSE, watts(6, 999));
            target.reading(HOUSE, watts(12, 300));
            target.reading(HOUSE, watts(12, 301));
            target.reading(HOUSE, watts(60, 1));
            target.reading(HOUSE, new Reading(-1, 1, 2, Reading.ABSENT));
        }, new TimeRange(Instant.EPOCH, NOON.plusSeconds(60)));
        assertEquals(new ImportCounts(1, 2, 2, 3, Optional.of(new TimeRange(NOON, NOON.plusMillis(12_001)))),
                outcome.parts().get(new ImportPart.Readings(HOUSE)));
        assertEquals(List.of(watts(0, 100), watts(6, 200), watts(12, 300)), readings());
    }

    @Test
    void whatIsInTheStoreGoesBeforeWhatCameEarlierInTheFile() throws Exception {
        store.append(Map.of(HOUSE, List.of(watts(0, 100))));
        var outcome = tryAndRun(target -> {
            target.reading(HOUSE, watts(0, 200));
            target.reading(HOUSE, watts(0, 100));
            target.reading(HOUSE, watts(0, 200));
        }, TimeRange.ALL);
        assertEquals(new ReadingStore.Stored(0, 1, 2), outcome.total().stored());
    }

    /** More readings than are handled at once, that come again much later, or in the wrong order, or both. */
    @ParameterizedTest
    @ValueSource(strings = {"twice", "backwards", "twice backwards", "by turns", "once"})
    void aTryIsExactHoweverLargeAndUnorderedTheFileIs(String order) throws Exception {
        int count = 300_000;
        store.append(Map.of(HOUSE, List.of(watts(600, 7), watts(6 * count, 7))));
        var outcome = tryAndRun(target -> {
            for (int pass = 0; pass < (order.startsWith("twice") ? 2 : 1); pass++) {
                for (int i = 0; i < count; i++) {
                    int second = 6 * (order.endsWith("backwards") ? count - i : i + 1);
                    target.reading(HOUSE, watts(order.equals("by turns") ? second ^ 8 : second, second % 3000 + pass));
                }
            }
        }, TimeRange.ALL);
        long known = order.equals("by turns") ? readings().stream().filter(one -> one.channel1() == 7000).count() : 2;
        assertEquals(readings().size() - 2, outcome.total().added());
        assertTrue(known > 0);
        assertEquals(count * (order.startsWith("twice") ? 2L : 1L), outcome.total().added() + outcome.total().same()
                + outcome.total().conflicting());
    }

    @Test
    void aMemoryToldAgainAfterTheClockWasSetByAnHourIsNotToldTwice() throws Exception {
        long noon = NOON.toEpochMilli();
        long hour = 3_600_000;
        var blocks = new ArrayList<HistoryBlock>();
        for (int hours = 0; hours < 20; hours += 2) {
            blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, noon + hours * hour, noon + (hours + 2) * hour, hours));
        }
        var again = blocks.stream().map(one -> new HistoryBlock(one.span(), one.startMillis() - hour,
                one.endMillis() - hour, one.wattHours())).toList();
        store.appendHistory(HOUSE, blocks.subList(0, 3));
        var outcome = tryAndRun(target -> {
            for (var one : blocks) {
                target.block(HOUSE, one);
            }
            for (var one : again) {
                target.block(HOUSE, one);
            }
        }, TimeRange.ALL);
        // seven of the ten are new, and the first of those told again, which begins earlier than any before
        assertEquals(8, outcome.total().added());
        assertEquals(3, outcome.total().same());
        assertEquals(11, store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL).size());
        var third = tryAndRun(target -> {
            for (var one : again) {
                target.block(HOUSE, one);
            }
        }, TimeRange.ALL);
        assertEquals(List.of(0L, 1L, 9L),
                List.of(third.total().added(), third.total().same(), third.total().conflicting()));
    }

    @Test
    void undoingLeavesWhatWasThereBefore() throws Exception {
        store.append(Map.of(HOUSE, List.of(watts(0, 100))));
        long noon = NOON.toEpochMilli();
        var kept = new HistoryBlock(HistorySpan.DAY, noon, noon + 86_400_000, 5);
        store.appendHistory(HOUSE, List.of(kept));
        var note = store.saveNote(new Note(0, new TimeRange(NOON, NOON), "kept"));
        var outcome = tryAndRun(target -> {
            target.reading(HOUSE, watts(0, 100));
            target.reading(HOUSE, watts(6, 100));
            target.block(HOUSE, new HistoryBlock(HistorySpan.DAY, noon, noon + 86_400_000, 6));
            target.block(HOUSE, new HistoryBlock(HistorySpan.TWO_HOURS, noon, noon + 7_200_000, 6));
            target.note(new Note(0, new TimeRange(NOON, NOON), "kept"));
            target.note(new Note(0, new TimeRange(NOON, NOON), "new"));
            target.note(new Note(0, new TimeRange(NOON, NOON), "new"));
        }, TimeRange.ALL);
        assertEquals(new ImportCounts(1, 2, 0, 0, Optional.of(new TimeRange(NOON, NOON))),
                outcome.parts().get(new ImportPart.Notes()));
        assertEquals(0, outcome.parts().get(new ImportPart.Memory(HOUSE, HistorySpan.DAY)).added());
        var row = store.imports().getFirst();
        assertEquals(outcome.id().getAsLong(), row.id());
        assertEquals(List.of(1L, 1L, 1L), List.of(row.readings(), row.blocks(), row.notes()));
        store.undoImport(row.id(), NO_PROGRESS);
        assertEquals(List.of(watts(0, 100)), readings());
        assertEquals(List.of(kept), store.history(HOUSE, HistorySpan.DAY, TimeRange.ALL));
        assertEquals(List.of(), store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
        assertEquals(List.of(note), store.notes(TimeRange.ALL));
        assertTrue(store.imports().getFirst().undone());
    }

    @Test
    void anImportOfNotesAloneIsListedAndUndone() throws Exception {
        tryAndRun(target -> target.note(new Note(0, new TimeRange(NOON, NOON.plusSeconds(9)), "oven")), TimeRange.ALL);
        store.undoImport(store.imports().getFirst().id(), NO_PROGRESS);
        assertEquals(List.of(), store.notes(TimeRange.ALL));
    }

    @Test
    void whatAddsNothingIsNotListed() throws Exception {
        var outcome = tryAndRun(target -> target.damage(new ImportDamage("x", 1, "broken")), TimeRange.ALL);
        assertTrue(outcome.id().isEmpty());
        assertEquals(1, outcome.damaged());
        assertEquals(List.of(), store.imports());
    }

    /** One value a minute is known all the time, not for 18 seconds of each minute, in a series that is told so. */
    @Test
    void valuesAreHeldAsFarApartAsTheyAreExpected() throws Exception {
        var minutes = new SeriesKey("Minutes", 0, Quantity.POWER);
        tryAndRun(target -> {
            target.expect(minutes, 60_000);
            for (int minute = 0; minute < 60; minute++) {
                target.reading(minutes, watts(60 * minute, 600));
            }
        }, TimeRange.ALL);
        var hour = store.buckets(minutes, TimeRange.ALL, Resolution.HOUR).getFirst();
        assertEquals(3_600_000, hour.coveredMillis());
        assertEquals(600_000L * 3_600_000, hour.integral());
    }
}
