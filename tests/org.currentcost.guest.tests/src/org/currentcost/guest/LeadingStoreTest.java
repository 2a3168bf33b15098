package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of a change whose owner went before it answered. */
class LeadingStoreTest {

    private static final TimeRange HOUR = TimeRange.ofMillis(1000, 3_601_000);

    @TempDir
    private Path folder;

    private LeadingStore leading(ReadingStore store) {
        return new LeadingStore(new Switch<>(store), longest -> true, new LiveBus());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5000})
    void aNoteThatWasKeptIsFoundAlsoOneOfAMoment(long length) throws Exception {
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            var note = new Note(0, TimeRange.ofMillis(1000, 1000 + length), "Kettle");
            assertEquals(List.of(), leading(store).alike("saveNote", note));
            store.saveNote(new Note(0, note.span(), "Oven"));
            assertEquals(List.of(), leading(store).alike("saveNote", note));
            var kept = store.saveNote(note);
            assertEquals(List.of(kept), leading(store).alike("saveNote", note));
        }
    }

    @Test
    void anEditThatWasMadeIsFound() throws Exception {
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC)) {
            var edit = Edit.exclude(SeriesKey.power("Home", 0), HOUR, Instant.EPOCH, "Wrong");
            assertEquals(List.of(), leading(store).alike("edit", edit));
            var made = store.edit(edit);
            assertEquals(List.of(made), leading(store).alike("edit", edit));
        }
    }
}
