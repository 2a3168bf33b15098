package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.CountNames;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.MeterContent;
import org.junit.jupiter.api.Test;

/** A meter goes with all that hangs on it, and nothing of another one does. */
public abstract class MeterDeletionContract extends StoreContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey KEPT = SeriesKey.power("kept", 0);
    private static final SeriesKey GONE = SeriesKey.power("gone", 0);
    private static final SeriesKey OVEN = SeriesKey.power("gone", 3);
    private static final SeriesKey WARMTH = new SeriesKey("gone", 0, Quantity.TEMPERATURE);
    private static final long START = Instant.parse("2026-03-27T12:00:00Z").toEpochMilli();
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final int DAYS = 3;

    protected MeterDeletionContract(EngineUnderTest engine) {
        super(engine);
    }

    private ReadingStore open() throws StoreException {
        return location(folder).open(ZONE);
    }

    private static List<Reading> readings(long fromMillis, int count, long watts) {
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < count; i++) {
            readings.add(Reading.of(Instant.ofEpochMilli(fromMillis + i * 6_000L), (watts + i % 7) * 1000));
        }
        return readings;
    }

    private static HistoryBlock block(int number, long wattHours) {
        return new HistoryBlock(HistorySpan.TWO_HOURS, START + number * 7_200_000L, START + (number + 1) * 7_200_000L,
                wattHours);
    }

    private static Edit edit(SeriesKey series) {
        return new Edit(0, series, TimeRange.ofMillis(START, START + 60_000), EditKind.EXCLUDE, BigDecimal.ONE,
                Duration.ZERO, AT, false, "wrong");
    }

    private static void fillKept(ReadingStore store) throws StoreException {
        store.append(Map.of(KEPT, readings(START, DAYS * 14_400, 300)));
        store.appendHistory(KEPT, List.of(block(-5, 100)));
        store.edit(edit(KEPT));
        store.saveSource(new SourceRow("1", "kept", "serial:/dev/ttyUSB0", true));
        store.saveNote(new Note(0, TimeRange.ofMillis(START, START), "by hand"));
    }

    private static void fillGone(ReadingStore store) throws StoreException {
        store.append(Map.of(GONE, readings(START, DAYS * 14_400, 700), OVEN, readings(START + 1_000, 50, 90), WARMTH,
                readings(START, 5, 20)));
        // Some of it sealed, and a little of it not.
        store.append(Map.of(GONE, readings(START + DAYS * 86_400_000L, 3, 700)));
        store.appendHistory(GONE, List.of(block(-2, 100), block(-1, 200)));
        store.edit(edit(GONE));
        store.setFirstChannelOnly(OVEN, true);
        store.saveSource(new SourceRow("2", "gone", "demo:1", true));
        try (var log = store.startImport("whole.csv", AT)) {
            log.append(Map.of(OVEN, readings(START - 86_400_000L, 20, 90)));
            log.saveNote(new Note(0, TimeRange.ofMillis(START, START), "of the import"));
        }
        try (var log = store.startImport("both.csv", AT)) {
            log.append(Map.of(OVEN, readings(START - 2 * 86_400_000L, 20, 90), KEPT,
                    readings(START - 2 * 86_400_000L, 30, 90)));
            log.appendHistory(GONE, List.of(block(-3, 100)));
            log.appendHistory(KEPT, List.of(block(-3, 100)));
            log.saveNote(new Note(0, TimeRange.ofMillis(START, START), "of both"));
        }
    }

    /** As memory may run out at any place. */
    @Test
    void afterAnErrorAllIsThereAndMoreCanBeWritten() throws Exception {
        var withoutEnd = new AbstractMap<String, String>() {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                throw new OutOfMemoryError("as if");
            }
        };
        try (var store = open()) {
            fillGone(store);
            var content = store.contentOf("gone");
            assertThrows(OutOfMemoryError.class, () -> store.deleteMeter("gone", withoutEnd));
            assertEquals(content, store.contentOf("gone"));
            store.saveDocument("tariffs", "[]");
            assertEquals(Optional.of("[]"), store.document("tariffs"));
            assertEquals(content, store.deleteMeter("gone", Map.of()));
        }
    }

    @Test
    void whatIsLeftIsWhatThereWouldBeWithoutTheMeter() throws Exception {
        try (var store = open()) {
            fillKept(store);
            fillGone(store);
            assertEquals(new MeterContent(DAYS * 14_400 + 3 + 50 + 5 + 20 + 20, 3, 1, 2, 1, 1),
                    store.contentOf("gone"));
            assertEquals(store.contentOf("gone"), store.deleteMeter("gone", Map.of("sensors", "{}")));
            assertEquals(new MeterContent(0, 0, 0, 0, 0, 0), store.contentOf("gone"));
            assertEquals(List.of(KEPT), store.series().stream().map(SeriesStore.SeriesInfo::key).toList());
            assertEquals(Optional.empty(), store.latest(GONE));
            assertEquals(List.of(), store.query(GONE, TimeRange.ALL, 10));
            assertEquals(List.of(), store.buckets(GONE, TimeRange.ALL, Resolution.DAY));
            assertEquals(List.of(KEPT), store.seriesWithHistory());
            assertEquals(Optional.of("{}"), store.document("sensors"));
            assertEquals(List.of("by hand", "of both"),
                    store.notes(TimeRange.ALL).stream().map(Note::text).toList());
            assertEquals(List.of(new ImportRow(2, "both.csv", AT, 30, 1, 1, false)), store.imports());
            assertEquals(List.of("kept"), store.sources().stream().map(SourceRow::meter).toList());
            assertEquals(1, store.edits().size());
            store.undoImport(2, part -> {
            });
            assertEquals(0, store.verify(part -> {
            }).differingBuckets());
        }
        var left = content(folder);
        var other = folder.resolve("other");
        try (var store = location(other).open(ZONE)) {
            fillKept(store);
        }
        assertEquals(content(other).size(), left.size());
        assertTrue(left.stream().noneMatch(row -> row.contains("gone")), "a row of the meter is left");
        assertEquals(List.of(), orphans(folder));
    }

    @Test
    void theNameMayBeUsedAgain() throws Exception {
        try (var store = open()) {
            fillKept(store);
            fillGone(store);
            store.deleteMeter("gone", Map.of());
            store.append(Map.of(GONE, readings(START, 10, 50)));
            assertEquals(10, store.contentOf("gone").readings());
            assertEquals(50_000, store.query(GONE, TimeRange.ALL, 100).getFirst().min());
            assertEquals(0, store.verify(part -> {
            }).differingBuckets());
        }
        try (var store = open()) {
            assertEquals(10, store.contentOf("gone").readings());
        }
    }

    @Test
    void oneThatIsMadeAnewDoesNotCountOn() throws Exception {
        try (var store = open()) {
            fillGone(store);
            store.saveDocument("count/gone/3/plug", "1000 5");
            store.saveDocument("count/gone 2/3/plug", "1000 6");
            store.deleteMeter("gone", Map.of());
            assertEquals(Optional.empty(), store.document("count/gone/3/plug"));
            assertEquals(Optional.of("1000 6"), store.document("count/gone 2/3/plug"));
        }
        try (var store = open()) {
            assertEquals(Optional.empty(), store.document("count/gone/3/plug"));
        }
    }

    @Test
    void anotherMeterWhoseNameBeginsTheSameGoesOnCounting() throws Exception {
        var other = SeriesKey.power("gone/3", 0);
        try (var store = open()) {
            fillGone(store);
            store.append(Map.of(other, readings(START, 10, 50)));
            store.saveDocument(CountNames.of(GONE, "a/b"), "1000 5");
            store.saveDocument(CountNames.of(other, "a/b"), "1000 6");
            store.saveDocument(CountNames.formerOf(GONE, "a/b"), "1000 7");
            store.saveDocument(CountNames.formerOf(other, "a/b"), "1000 8");
            store.deleteMeter("gone", Map.of());
            assertEquals(Optional.empty(), store.document(CountNames.of(GONE, "a/b")));
            assertEquals(Optional.of("1000 6"), store.document(CountNames.of(other, "a/b")));
            assertEquals(Optional.empty(), store.document(CountNames.formerOf(GONE, "a/b")));
            assertEquals(Optional.of("1000 8"), store.document(CountNames.formerOf(other, "a/b")));
        }
    }

    @Test
    void whatWasReadBeforeIsReadAnew() throws Exception {
        try (var store = open()) {
            fillGone(store);
            long revision = store.revision();
            store.deleteMeter("gone", Map.of());
            assertTrue(store.revision() > revision);
        }
    }

    @Test
    void anImportThatGoesOnIsNotCutInTwo() throws Exception {
        try (var store = open()) {
            fillGone(store);
            var before = store.contentOf("gone");
            try (var log = store.startImport("more.csv", AT)) {
                log.append(Map.of(OVEN, readings(START - 5 * 86_400_000L, 20, 90)));
                var refused = assertThrows(StoreException.class, () -> store.deleteMeter("gone", Map.of()));
                assertTrue(refused.getMessage().contains("gone"), refused.getMessage());
            }
            assertEquals(before.readings() + 20, store.contentOf("gone").readings());
        }
    }

    @Test
    void aMeterThatIsNotThereHasNothing() throws Exception {
        try (var store = open()) {
            fillKept(store);
            assertEquals(new MeterContent(0, 0, 0, 0, 0, 0), store.deleteMeter("nobody", Map.of()));
            assertEquals(DAYS * 14_400, store.contentOf("kept").readings());
        }
    }
}
