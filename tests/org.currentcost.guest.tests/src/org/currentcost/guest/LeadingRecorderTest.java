package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner did that went before it answered. */
class LeadingRecorderTest {

    @TempDir
    private Path folder;

    @Test
    void aSourceOfTheSameNameIsTheOneThatWasAddedOnlyIfItsAddressIs() throws Exception {
        var types = new SourceTypes();
        types.add(new TestSource());
        try (var store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
                var local = new LocalRecorder(store, types, InstantSource.system())) {
            var row = new SourceRow("id", "Home", "test:one", true);
            store.saveSource(row);
            var recorder = new LeadingRecorder(new Switch<Recorder>(local), longest -> true,
                    new Switch<ReadingStore>(store), types, new LiveBus());
            assertEquals(List.of(row), recorder.alike("add", "Home", "test:one"));
            assertEquals(List.of(), recorder.alike("add", "Home", "test:two"));
            assertEquals(List.of(), recorder.alike("add", "Other", "test:one"));
        }
    }
}
