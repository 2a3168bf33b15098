package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.currentcost.model.Edit;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be undone and redone, in this session and in the next one, and when others change the same data. */
class UndoStackTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey KETTLE = SeriesKey.power("Home", 1);
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    @TempDir
    Path folder;

    private ReadingStore store;
    private UndoStack stack;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
        for (var series : List.of(HOUSE, KETTLE)) {
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < 600; i++) {
                readings.add(Reading.of(START.plusSeconds(6L * i), 1_000_000));
            }
            store.append(Map.of(series, readings));
        }
        stack = stack();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** {@return what a window would have that is opened now} */
    private UndoStack stack() {
        return new UndoStack(store, entry -> entry.keys().stream().map(Object::toString)
                .collect(Collectors.joining(" and ")));
    }

    private static TimeRange minute(int number) {
        return new TimeRange(START.plusSeconds(60L * number), START.plusSeconds(60L * number + 60));
    }

    private static Instant made(int second) {
        return Instant.parse("2026-11-21T00:00:00Z").plusSeconds(second);
    }

    /** Does what the dialog does. */
    private List<Edit> exclude(int minute, SeriesKey... series) throws StoreException {
        var kept = new ArrayList<Edit>();
        for (var one : series) {
            kept.add(store.edit(Edit.exclude(one, minute(minute), made(minute), "")));
        }
        stack.add(UndoStack.Step.ofEdits(store, "minute " + minute, kept));
        return kept;
    }

    private long importOne(int second) throws IOException, StoreException {
        try (var log = store.startImport("file", made(second))) {
            log.append(Map.of(HOUSE, List.of(Reading.of(START.minusSeconds(second), 1_000))));
            return log.id();
        }
    }

    private void undo() throws Exception {
        stack.run(stack.undoable().orElseThrow(), false, part -> {
            // goes on
        });
    }

    private void redo() throws Exception {
        stack.run(stack.redoable().orElseThrow(), true, part -> {
            // goes on
        });
    }

    private static Optional<String> label(Optional<UndoStack.Step> step) {
        return step.map(UndoStack.Step::getLabel);
    }

    private List<Boolean> undone() throws StoreException {
        return store.edits().stream().map(Edit::undone).toList();
    }

    @Test
    void correctionsAreUndoneFromTheLastBackAndRedoneFromTheFirstOn() throws Exception {
        assertEquals(Optional.empty(), label(stack.undoable()));
        exclude(1, HOUSE, KETTLE);
        exclude(2, HOUSE);
        exclude(3, HOUSE);
        undo();
        undo();
        assertEquals(List.of(false, false, true, true), undone());
        assertEquals(Optional.of("minute 1"), label(stack.undoable()));
        assertEquals(Optional.of("minute 2"), label(stack.redoable()));
        redo();
        assertEquals(List.of(false, false, false, true), undone());
        undo();
        undo();
        assertEquals(List.of(true, true, true, true), undone());
        assertEquals(Optional.empty(), label(stack.undoable()));
        redo();
        assertEquals(List.of(false, false, true, true), undone());
    }

    @Test
    void whoCorrectsAnewCanRedoNothingOfBefore() throws Exception {
        exclude(1, HOUSE);
        undo();
        exclude(2, HOUSE);
        assertEquals(Optional.empty(), label(stack.redoable()));
        stack = stack();
        assertEquals(Optional.of("edit 2"), label(stack.undoable()));
        assertEquals(Optional.empty(), label(stack.redoable()));
        undo();
        assertEquals(Optional.empty(), label(stack.undoable()));
    }

    @Test
    void theNextSessionUndoesAndRedoesWhatThisOneDid() throws Exception {
        exclude(1, HOUSE, KETTLE);
        long imported = importOne(2);
        exclude(3, HOUSE);
        exclude(4, HOUSE);
        undo();
        stack = stack();
        assertEquals(Optional.of("edit 3"), label(stack.undoable()));
        assertEquals(Optional.of("edit 4"), label(stack.redoable()));
        undo();
        assertEquals(Optional.of("edit 3"), label(stack.redoable()));
        assertEquals(Optional.of("import " + imported), label(stack.undoable()));
        undo();
        assertTrue(store.imports().getFirst().undone());
        assertEquals(Optional.of("edit 1 and edit 2"), label(stack.undoable()));
        assertEquals(Optional.empty(), label(stack.redoable()), "the file is not kept, and what came after is of it");
        undo();
        assertEquals(List.of(true, true, true, true), undone());
        redo();
        assertEquals(List.of(false, false, true, true), undone());
    }

    @Test
    void whatOthersUndidIsNotOfferedAgain() throws Exception {
        var first = exclude(1, HOUSE).getFirst();
        exclude(2, HOUSE);
        store.setUndone(first.id(), true);
        assertEquals(Optional.of("edit 2"), label(stack.undoable()));
        undo();
        assertEquals(Optional.empty(), label(stack.undoable()));
        store.setUndone(first.id(), false);
        assertEquals(Optional.of("edit 1"), label(stack.undoable()));
        assertEquals(Optional.of("edit 2"), label(stack.redoable()));
    }

    @Test
    void whatWasShownIsDoneOrNothingIs() throws Exception {
        exclude(1, HOUSE);
        var shown = stack.undoable().orElseThrow();
        store.edit(Edit.exclude(KETTLE, minute(2), made(2), "somebody else"));
        assertThrows(IllegalStateException.class, () -> stack.run(shown, false, part -> {
            // goes on
        }));
        assertEquals(List.of(false, false), undone());
        assertEquals(Optional.of("edit 2"), label(stack.undoable()));
    }

    @Test
    void newReadingsChangeNothing() throws Exception {
        exclude(1, HOUSE);
        undo();
        long before = stack.changes();
        store.append(Map.of(HOUSE, List.of(Reading.of(START.plusSeconds(90_000), 5_000))));
        store.append(Map.of(HOUSE, List.of(Reading.of(START.minusSeconds(90_000), 5_000))));
        assertEquals(Optional.of("minute 1"), label(stack.redoable()));
        assertEquals(before, stack.changes());
    }

    @Test
    void whatIsNotOfTheJournalStandsBetween() throws Exception {
        var done = new ArrayList<String>();
        exclude(1, HOUSE);
        stack.add(UndoStack.Step.of("note", "", part -> done.add("undo"), part -> done.add("redo")));
        assertEquals(Optional.of("note"), label(stack.undoable()));
        undo();
        undo();
        assertEquals(List.of(true), undone());
        redo();
        redo();
        assertEquals(List.of("undo", "redo"), done);
        assertEquals(List.of(false), undone());
    }

    /** It was dropped as soon as somebody else had corrected something. */
    @Test
    void whatIsNotOfTheJournalStaysWhereOthersChangeIt() throws Exception {
        var done = new ArrayList<String>();
        stack.add(UndoStack.Step.of("first", "", part -> done.add("first"), part -> done.add("again")));
        exclude(1, HOUSE);
        stack.add(UndoStack.Step.of("note", "", part -> done.add("note"), part -> done.add("again")));
        store.edit(Edit.exclude(KETTLE, minute(2), made(2), "somebody else"));
        assertEquals(Optional.of("edit 2"), label(stack.undoable()));
        undo();
        assertEquals(Optional.of("note"), label(stack.undoable()));
        undo();
        undo();
        assertEquals(List.of(true, true), undone());
        undo();
        assertEquals(List.of("note", "first"), done);
        assertEquals(Optional.empty(), label(stack.undoable()));
    }

    @Test
    void whatFailsIsStillNext() throws Exception {
        stack.add(UndoStack.Step.of("note", "", part -> {
            throw new IOException("no disk");
        }, part -> {
            // never
        }));
        assertEquals("no disk", assertThrows(IOException.class, this::undo).getMessage());
        assertEquals(Optional.of("note"), label(stack.undoable()));
    }

    @Test
    void aCanceledImportStays() throws Exception {
        long imported = importOne(1);
        stack.add(UndoStack.Step.ofImport(store, "import", imported, part -> {
            // nothing else
        }));
        assertThrows(CancellationException.class, () -> stack.run(stack.undoable().orElseThrow(), false, part -> {
            throw new CancellationException();
        }));
        assertFalse(store.imports().getFirst().undone());
        assertEquals(Optional.of("import"), label(stack.undoable()));
        undo();
        assertTrue(store.imports().getFirst().undone());
    }

    @Test
    void asManyAsAreKeptAreUndone() throws Exception {
        for (int i = 0; i < 120; i++) {
            store.edit(Edit.exclude(HOUSE, minute(i % 9), made(i), ""));
        }
        stack = stack();
        assertEquals(Optional.of("edit 120"), label(stack.undoable()));
        exclude(121, HOUSE);
        for (int i = 0; i < 100; i++) {
            undo();
        }
        assertEquals(21, undone().stream().filter(one -> !one).count());
    }
}
