package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts longer than a message may be: they come in parts, or are refused. */
class LongTextTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);

    @TempDir
    private Path folder;
    private FolderAccess owner;
    private FolderAccess guest;

    private FolderAccess open() throws StoreException {
        return FolderAccess.open(new SqliteEngine().in(folder), ZoneOffset.UTC,
                Participant.command(new SourceTypes(), InstantSource.system()));
    }

    @BeforeEach
    void openBoth() throws StoreException {
        owner = open();
        guest = open();
    }

    @AfterEach
    void closeBoth() {
        guest.close();
        owner.close();
    }

    @Test
    void aLongTextArrivesWhole() throws Exception {
        String text = "ä\ud83d\udd0c\"\n".repeat(700_000);
        guest.store().saveDocument("long", text);
        assertEquals(Optional.of(text), owner.store().document("long"));
        var note = new Note(0, TimeRange.ofMillis(1000, 1000), "n".repeat(2_000_000));
        assertThrows(IllegalArgumentException.class, () -> guest.store().saveNote(note));
    }

    /** Else a few guests would be enough to take all of the owner's memory. */
    @Test
    void textsOfAllGuestsTogetherAreBounded() throws Exception {
        var ofAll = new AtomicLong();
        try (var one = new SentTexts(ofAll); var other = new SentTexts(ofAll)) {
            // each takes a little more room than it has characters
            String half = "x".repeat((int) SentTexts.MOST / 2 - 200);
            one.add(1, half);
            other.add(1, half);
            assertThrows(StoreException.class, () -> one.add(2, "y".repeat(400)));
            assertEquals("", one.take(1));
            one.add(3, half);
            assertEquals(half, other.take(1));
            assertEquals(half, one.take(3));
            one.add(4, "z");
            other.add(1, half);
            one.add(5, half.substring(400));
            assertThrows(StoreException.class, () -> {
                for (int number = 6; number < 1_000; number++) {
                    other.add(number, "");
                }
            });
        }
        assertEquals(0, ofAll.get());
        var refused = assertThrows(StoreException.class,
                () -> guest.store().saveDocument("long", "x".repeat((int) SentTexts.MOST + 1_000_000)));
        assertFalse(refused.remedy().isEmpty());
        guest.store().saveDocument("long", "short");
        assertEquals(Optional.of("short"), owner.store().document("long"));
    }

    @Test
    void whatIsTooLongForAMessageIsRefused() throws Exception {
        owner.store().append(Map.of(HOUSE, List.of(Reading.of(Instant.EPOCH, 1000))));
        var edit = Edit.exclude(HOUSE, TimeRange.ofMillis(0, 1000), Instant.EPOCH, "r".repeat(2_000_000));
        assertTimeoutPreemptively(Patience.LIMIT, () -> assertThrows(StoreException.class,
                () -> guest.store().edit(edit)));
        guest.store().saveNote(new Note(0, TimeRange.ofMillis(1000, 1000), "still here"));
        assertEquals(List.of("still here"),
                owner.store().notes(TimeRange.ALL).stream().map(Note::text).toList());
    }
}
