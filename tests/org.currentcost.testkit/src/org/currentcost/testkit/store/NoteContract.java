package org.currentcost.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** Notes and documents over restarts. */
public abstract class NoteContract extends StoreContract {

    protected NoteContract(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void notesAreFoundWhereTheyOverlapTheRange() throws Exception {
        Note moment;
        Note span;
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            long version = store.version();
            span = store.saveNote(new Note(0, TimeRange.ofMillis(1000, 5000), "oven"));
            moment = store.saveNote(new Note(0, TimeRange.ofMillis(3000, 3000), "fuse"));
            assertTrue(store.version() > version);
            assertTrue(span.id() > 0 && moment.id() > span.id());
        }
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            assertEquals(List.of(span, moment), store.notes(TimeRange.ALL));
            for (long from = 0; from < 7000; from += 500) {
                for (long to = from; to < 7000; to += 500) {
                    var range = TimeRange.ofMillis(from, to);
                    assertEquals(List.of(span, moment).stream().filter(note -> note.isIn(range)).toList(),
                            store.notes(range), range::toString);
                }
            }
            assertEquals(List.of(moment), store.notes(TimeRange.ofMillis(3000, 3001)).stream()
                    .filter(note -> note.span().length().isZero()).toList());
            assertEquals(List.of(span), store.notes(TimeRange.ofMillis(3001, 4000)));
            assertEquals(List.of(), store.notes(TimeRange.ofMillis(5000, 6000)));
            var changed = new Note(span.id(), TimeRange.ofMillis(2000, 9000), "kettle");
            assertEquals(changed, store.saveNote(changed));
            store.removeNote(moment.id());
            store.removeNote(99);
            assertEquals(List.of(changed), store.notes(TimeRange.ALL));
            store.saveNote(moment);
            assertEquals(List.of(changed, moment), store.notes(TimeRange.ALL), "a removed one comes back");
        }
    }

    @Test
    void theLastDocumentOfANameWins() throws Exception {
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            assertEquals(Optional.empty(), store.document("tariffs"));
            store.saveDocument("tariffs", "[]");
            store.saveDocument("tariffs", "[{\"from\": \"2026-01-01\"}]\n");
            store.saveDocument("carbon", "0.2");
            store.removeDocument("carbon");
        }
        try (var store = location(folder).open(ZoneOffset.UTC)) {
            assertEquals(Optional.of("[{\"from\": \"2026-01-01\"}]\n"), store.document("tariffs"));
            assertEquals(Optional.empty(), store.document("carbon"));
        }
    }
}
