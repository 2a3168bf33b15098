package org.currentcost.guest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with one folder, here all in this one. */
abstract class SharedFolder {

    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final SeriesKey HOUSE = SeriesKey.power("Home", 0);

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    final TestSource source = new TestSource();
    final List<FolderAccess> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() {
        open.reversed().forEach(FolderAccess::close);
    }

    final StoreLocation location() {
        return new SqliteEngine().in(folder.resolve("data"));
    }

    final Participant records(ProcessKind kind) {
        return records(kind, store -> store);
    }

    /** @param disk what a recorder that begins writes into, by what the folder has */
    final Participant records(ProcessKind kind, UnaryOperator<ReadingStore> disk) {
        var types = new SourceTypes();
        types.add(source);
        return new Participant(kind, types, Optional.of((store, live) -> {
            var recorder = new LocalRecorder(disk.apply(store), types, InstantSource.system(), Instant.EPOCH, live);
            recorder.startConfigured();
            return recorder;
        }), () -> true, Optional.empty(), InstantSource.system());
    }

    final Participant looks() {
        var types = new SourceTypes();
        types.add(source);
        return new Participant(ProcessKind.WINDOW, types, Optional.empty(), () -> false, Optional.empty(),
                InstantSource.system());
    }

    final FolderAccess open(Participant participant) throws StoreException {
        var access = FolderAccess.open(location(), ZONE, participant);
        open.add(access);
        return access;
    }

    static Reading reading(int second) {
        return Reading.of(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(second),
                second * 1000L + 1000);
    }

    /** {@return one of the readings of a meter that speaks every six seconds; the same one for the same number} */
    static Reading regular(int number) {
        return Reading.of(NOW.plusSeconds(6L * number), 1000L * number);
    }

    static List<Reading> stored(FolderAccess access) throws StoreException {
        var stored = new ArrayList<Reading>();
        access.store().forEachRawReading(HOUSE, TimeRange.ALL, stored::add);
        return stored;
    }

    static Note note(String text) {
        return new Note(0, TimeRange.ofMillis(1000, 1000), text);
    }

    static List<String> notes(FolderAccess access) throws StoreException {
        return access.store().notes(TimeRange.ALL).stream().map(Note::text).toList();
    }
}
