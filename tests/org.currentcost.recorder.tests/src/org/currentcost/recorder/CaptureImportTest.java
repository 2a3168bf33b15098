package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.CaptureImport.ImportException;
import org.currentcost.store.ReadingStore.Stored;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureImportTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey TEMPERATURE = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
    private static final Instant START = Instant.parse("2019-05-01T10:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final CaptureImport capture = new CaptureImport(store, "Home", false);

    @TempDir
    private Path folder;

    private static Optional<Instant> read(CaptureImport into, String text, Optional<Instant> start) throws Exception {
        return into.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "capture.log", start,
                bytes -> {
                });
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static Reading watts(Instant instant, long watts) {
        return Reading.of(instant, watts * 1000);
    }

    @Test
    void theMetersClockDatesWhatFollowsTheStart() throws Exception {
        var last = read(capture, Meters.live("23:59:54", 0, 100) + Meters.live("00:00:00", 0, 200)
                + Meters.live("00:00:00", 3, 20) + Meters.live("00:00:19", 0, 300), Optional.of(START));
        assertEquals(
                List.of(watts(START, 100), watts(START.plusSeconds(6), 200), watts(START.plusSeconds(25), 300)),
                store.readings(HOUSE));
        assertEquals(List.of(watts(START.plusSeconds(6), 20)), store.readings(SeriesKey.power("Home", 3)));
        assertEquals(Optional.of(START.plusSeconds(25)), last);
        assertEquals("messages=4 live=4 history=0 damaged=0 readings=4 stored=4", capture.counters().summary());
    }

    @Test
    void aHistoryMessageMovesTheClockOnToo() throws Exception {
        var last = read(capture, Meters.live("13:01:44", 0, 100) + Meters.HISTORY, Optional.of(START));
        assertEquals(Optional.of(START.plusSeconds(6)), last);
        assertEquals("messages=2 live=1 history=1 damaged=0 readings=1 stored=1", capture.counters().summary());
    }

    @Test
    void aLineWithATimeUsesIt() throws Exception {
        read(capture, "2019-06-01T12:00:00+02:00 " + Meters.live("11:00:00", 0, 100) + "2019-06-01T10:00:07Z "
                + Meters.live("11:00:06", 0, 200), Optional.empty());
        assertEquals(List.of(watts(Instant.parse("2019-06-01T10:00:00Z"), 100),
                watts(Instant.parse("2019-06-01T10:00:07Z"), 200)), store.readings(HOUSE));
    }

    @Test
    void aTimeInALineGoesBeforeTheStart() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100) + "2019-06-01T10:00:00Z " + Meters.live("11:00:06", 0, 200)
                + Meters.live("11:00:12", 0, 300), Optional.of(START));
        assertEquals(List.of(watts(START, 100), watts(Instant.parse("2019-06-01T10:00:00Z"), 200),
                watts(Instant.parse("2019-06-01T10:00:06Z"), 300)), store.readings(HOUSE));
    }

    @Test
    void aCaptureWithoutDatesNeedsAStart() {
        var refused = assertThrows(ImportException.class,
                () -> read(capture, Meters.live("11:00:00", 0, 100), Optional.empty()));
        assertTrue(refused.getMessage().contains("capture.log") && refused.getMessage().contains("--start"),
                refused.getMessage());
        assertEquals(List.of(), store.keys());
    }

    @Test
    void aCaptureThatBeginsWithoutDatesNeedsAStartEvenIfDatesFollow() {
        assertThrows(ImportException.class, () -> read(capture,
                Meters.live("11:00:00", 0, 100) + "2019-06-01T10:00:00Z " + Meters.live("11:00:06", 0, 200),
                Optional.empty()));
    }

    @Test
    void historyAloneNeedsNoDates() throws Exception {
        assertEquals(Optional.empty(), read(capture, Meters.HISTORY, Optional.empty()));
        assertEquals("messages=1 live=0 history=1 damaged=0 readings=0 stored=0", capture.counters().summary());
    }

    @Test
    void damageIsCountedAndCostsNothingElse() throws Exception {
        read(capture,
                Meters.live("11:00:00", 0, 100) + Meters.DAMAGED + "\0\0<msg><src>" + Meters.live("11:00:06", 0, 200)
                        + "<msg><src>",
                Optional.of(START));
        assertEquals("messages=2 live=2 history=0 damaged=3 readings=2 stored=2", capture.counters().summary());
    }

    @Test
    void aRepeatedMessageIsOneReading() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100) + Meters.live("11:00:00", 0, 100), Optional.of(START));
        assertEquals(new Stored(1, 1, 0), capture.stored());
        assertEquals(2, capture.counters().readings());
        assertEquals(1, capture.counters().stored());
    }

    @Test
    void importingTwiceStoresNothingNew() throws Exception {
        String text = Meters.classic("11:00:00", 100, 0, 3) + Meters.classic("11:00:06", 100, 0, 3);
        read(capture, text, Optional.of(START));
        var again = new CaptureImport(store, "Home", false);
        read(again, text, Optional.of(START));
        assertEquals(new Stored(6, 0, 0), capture.stored());
        assertEquals(new Stored(0, 6, 0), again.stored());
    }

    @Test
    void otherValuesForTheSameInstantConflict() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100), Optional.of(START));
        read(capture, Meters.live("11:00:00", 0, 200), Optional.of(START));
        assertEquals(new Stored(1, 0, 1), capture.stored());
        assertEquals(List.of(watts(START, 100)), store.readings(HOUSE));
    }

    @Test
    void temperaturesAreStoredButNotCounted() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100, "18.4") + Meters.live("11:00:06", 0, 100, "18.5"),
                Optional.of(START));
        assertEquals(List.of(Reading.of(START, 18_400), Reading.of(START.plusSeconds(6), 18_500)),
                store.readings(TEMPERATURE));
        assertEquals("messages=2 live=2 history=0 damaged=0 readings=2 stored=2", capture.counters().summary());
    }

    @Test
    void severalFilesAddUp() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100), Optional.of(START));
        read(capture, Meters.live("11:00:00", 0, 200), Optional.of(START.plusSeconds(60)));
        assertEquals("messages=2 live=2 history=0 damaged=0 readings=2 stored=2", capture.counters().summary());
    }

    @Test
    void aFileWithoutAStartGoesOnWhereTheOneBeforeEnded() throws Exception {
        read(capture, Meters.live("23:59:54", 0, 100) + Meters.live("00:00:00", 0, 200), Optional.of(START));
        var last = read(capture, Meters.live("00:00:30", 0, 300), Optional.empty());
        assertEquals(Optional.of(START.plusSeconds(36)), last);
        assertEquals(3, capture.counters().stored());
    }

    @Test
    void aFileWithoutDatesAfterOneWithDatesNeedsAStartAllTheSame() throws Exception {
        read(capture, "2019-06-01T10:00:00Z " + Meters.live("11:00:00", 0, 100), Optional.empty());
        assertThrows(ImportException.class,
                () -> read(capture, Meters.live("11:00:06", 0, 100), Optional.empty()));
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndStoresNothing() throws Exception {
        read(capture, Meters.live("11:00:00", 0, 100) + Meters.live("11:00:06", 0, 200), Optional.of(START));
        var trial = new CaptureImport(store, "Home", true);
        read(trial, Meters.live("11:00:00", 0, 100) + Meters.live("11:00:06", 0, 999)
                + Meters.classic("11:00:12", 1, 2, 3), Optional.of(START));
        assertEquals(new Stored(3, 1, 1), trial.stored());
        assertEquals(5, trial.counters().readings());
        assertEquals(List.of(watts(START, 100), watts(START.plusSeconds(6), 200)), store.readings(HOUSE));
    }

    @Test
    void aPackedFileIsUnpacked() throws Exception {
        String text = Meters.live("11:00:00", 0, 100) + Meters.live("11:00:06", 0, 200);
        var plain = Files.writeString(folder.resolve("plain.log"), text);
        var packed = Files.write(folder.resolve("packed"), packed(text));
        var progress = new ArrayList<Long>();
        capture.read(packed, Optional.of(START), progress::add);
        assertEquals(2, store.readings(HOUSE).size());
        assertEquals(text.length(), progress.getLast());
        capture.read(plain, Optional.of(START), bytes -> {
        });
        assertEquals(new Stored(2, 2, 0), capture.stored());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        var missing = folder.resolve("missing.log");
        var refused = assertThrows(ImportException.class, () -> capture.read(missing, Optional.of(START), bytes -> {
        }));
        assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
        assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());

        var whole = packed(Meters.live("11:00:00", 0, 100).repeat(50));
        var cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThrows(ImportException.class, () -> capture.read(cut, Optional.of(START), bytes -> {
        }));
        var headless = Files.write(folder.resolve("headless.gz"), new byte[]{0x1f, (byte) 0x8b, 1});
        assertThrows(ImportException.class, () -> capture.read(headless, Optional.of(START), bytes -> {
        }));
    }

    @Test
    void whatCameBeforeTheInputBrokeIsKept() {
        var text = Meters.live("11:00:00", 0, 100).getBytes(StandardCharsets.ISO_8859_1);
        var broken = new InputStream() {

            private boolean read;

            @Override
            public int read() throws IOException {
                throw new IOException("made to");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (read) {
                    throw new IOException("made to");
                }
                read = true;
                System.arraycopy(text, 0, target, offset, text.length);
                return text.length;
            }
        };
        var refused = assertThrows(ImportException.class,
                () -> capture.read(broken, "capture.log", Optional.of(START), bytes -> {
                }));
        assertTrue(refused.getMessage().contains("made to"), refused.getMessage());
        assertEquals(1, capture.counters().stored());
    }

    @Test
    void aStoreThatFailsIsTold() {
        store.failFromNowOn();
        assertThrows(StoreException.class, () -> read(capture, Meters.live("11:00:00", 0, 100), Optional.of(START)));
    }

    @Test
    void progressMayEndTheImport() {
        var text = Meters.live("11:00:00", 0, 100).getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(IllegalStateException.class,
                () -> capture.read(new ByteArrayInputStream(text), "capture.log", Optional.of(START), bytes -> {
                    throw new IllegalStateException("cancelled");
                }));
    }
}
