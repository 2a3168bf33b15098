package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures, on their way into a real store. */
class CaptureSourceTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey TEMPERATURE = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
    private static final Instant START = Instant.parse("2019-05-01T10:00:00Z");
    private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;
    private ReadingStore store;

    /** What was read, and what became of it. */
    private record Done(CaptureSource capture, ImportOutcome outcome) {

        Stored stored() {
            return outcome.total(part -> part instanceof ImportPart.Readings one
                    && one.series().quantity() != Quantity.TEMPERATURE).stored();
        }

        String summary() {
            return capture.counters().withStored(stored().stored()).summary();
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static CaptureSource source(Optional<Instant> start, String... texts) {
        return new CaptureSource(Arrays.stream(texts).map(text -> ImportInput.of("capture.log", text)).toList(), start,
                "Home", ZoneOffset.UTC);
    }

    private Done run(CaptureSource source) throws Exception {
        return new Done(source, new Import(store, source).run(NOW, part -> {
        }));
    }

    private Done read(Optional<Instant> start, String... texts) throws Exception {
        return run(source(start, texts));
    }

    private List<Reading> readings(SeriesKey key) throws Exception {
        var readings = new ArrayList<Reading>();
        store.forEachRawReading(key, TimeRange.ALL, readings::add);
        return readings;
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
        var done = read(Optional.of(START),
                MeterMessages.live("23:59:54", 0, 100) + MeterMessages.live("00:00:00", 0, 200)
                        + MeterMessages.live("00:00:00", 3, 20) + MeterMessages.live("00:00:19", 0, 300));
        assertEquals(
                List.of(watts(START, 100), watts(START.plusSeconds(6), 200), watts(START.plusSeconds(25), 300)),
                readings(HOUSE));
        assertEquals(List.of(watts(START.plusSeconds(6), 20)), readings(SeriesKey.power("Home", 3)));
        assertEquals(Optional.of(START.plusSeconds(25)), done.capture.last());
        assertEquals("messages=4 live=4 history=0 damaged=0 readings=4 stored=4", done.summary());
    }

    @Test
    void whatWasCountedBetweenTwoFilesIsKnown() throws Exception {
        String message = "%s <msg><src>CC128-v1.48</src><dsb>00402</dsb><time>12:00:00</time><tmpr>21.0</tmpr>"
                + "<sensor>0</sensor><id>02290</id><type>2</type><imp>%010d</imp><ipu>1000</ipu></msg>\r\n";
        var done = read(Optional.empty(),
                message.formatted("2019-06-01T10:00:00Z", 100) + message.formatted("2019-06-01T10:01:00Z", 110),
                message.formatted("2019-06-01T12:01:00Z", 310) + message.formatted("2019-06-01T12:02:00Z", 320));
        long minute = 60_000;
        long start = Instant.parse("2019-06-01T10:00:00Z").toEpochMilli();
        assertEquals(List.of(Reading.counted(start, minute, 600_000),
                Reading.counted(start + minute, 120 * minute, 100_000),
                Reading.counted(start + 121 * minute, minute, 600_000)), readings(HOUSE));
        assertTrue(done.summary().contains("live=4"), done.summary());
    }

    @Test
    void aHistoryMessageMovesTheClockOnToo() throws Exception {
        var done = read(Optional.of(START), MeterMessages.live("13:01:44", 0, 100) + MeterMessages.HISTORY);
        assertEquals(Optional.of(START.plusSeconds(6)), done.capture.last());
        assertEquals("messages=2 live=1 history=1 damaged=0 readings=1 stored=1", done.summary());
    }

    @Test
    void aLineWithATimeUsesIt() throws Exception {
        read(Optional.empty(),
                "2019-06-01T12:00:00+02:00 " + MeterMessages.live("11:00:00", 0, 100) + "2019-06-01T10:00:07Z "
                        + MeterMessages.live("11:00:06", 0, 200));
        assertEquals(List.of(watts(Instant.parse("2019-06-01T10:00:00Z"), 100),
                watts(Instant.parse("2019-06-01T10:00:07Z"), 200)), readings(HOUSE));
    }

    @Test
    void aTimeInALineGoesBeforeTheStart() throws Exception {
        read(Optional.of(START), MeterMessages.live("11:00:00", 0, 100) + "2019-06-01T10:00:00Z "
                + MeterMessages.live("11:00:06", 0, 200) + MeterMessages.live("11:00:12", 0, 300));
        assertEquals(List.of(watts(START, 100), watts(Instant.parse("2019-06-01T10:00:00Z"), 200),
                watts(Instant.parse("2019-06-01T10:00:06Z"), 300)), readings(HOUSE));
    }

    @Test
    void aCaptureWithoutDatesNeedsAStart() throws Exception {
        var refused = assertThrows(ImportException.class,
                () -> read(Optional.empty(), MeterMessages.live("11:00:00", 0, 100)));
        assertTrue(refused.getMessage().contains("capture.log") && refused.getMessage().contains("--start"),
                refused.getMessage());
        assertEquals(List.of(), store.series());
        assertEquals(List.of(), store.imports());
    }

    @Test
    void aCaptureThatBeginsWithoutDatesNeedsAStartEvenIfDatesFollow() {
        assertThrows(ImportException.class, () -> read(Optional.empty(),
                MeterMessages.live("11:00:00", 0, 100) + "2019-06-01T10:00:00Z "
                        + MeterMessages.live("11:00:06", 0, 200)));
    }

    @Test
    void historyAloneNeedsNoDates() throws Exception {
        var done = read(Optional.empty(), MeterMessages.HISTORY);
        assertEquals(Optional.empty(), done.capture.last());
        assertEquals("messages=1 live=0 history=1 damaged=0 readings=0 stored=0", done.summary());
    }

    @Test
    void damageTellsItsLineAndCostsNothingElse() throws Exception {
        var done = read(Optional.of(START), MeterMessages.live("11:00:00", 0, 100) + "\r\n" + MeterMessages.DAMAGED
                + "\0\0<msg><src>" + MeterMessages.live("11:00:06", 0, 200) + "\n\n<msg>\n<src>");
        assertEquals("messages=2 live=2 history=0 damaged=3 readings=2 stored=2", done.summary());
        assertEquals(List.of(3L, 4L, 7L), done.outcome.damage().stream().map(ImportDamage::line).toList());
        assertEquals("capture.log", done.outcome.damage().getFirst().input());
    }

    @Test
    void aValueThatNoSensorCanMeasureIsDamageAndCostsNothingElse() throws Exception {
        var done = read(Optional.of(START),
                MeterMessages.live("11:00:00", 0, 100) + "\n" + MeterMessages.live("11:00:06", 0,
                        2_147_483_647) + "\n" + MeterMessages.live("11:00:12", 0, 200));
        assertEquals("messages=3 live=3 history=0 damaged=1 readings=3 stored=2", done.summary());
        assertTrue(done.outcome.damage().getFirst().reason().contains("2147483647"), done.outcome.damage().toString());
        assertEquals(List.of(watts(START, 100), watts(START.plusSeconds(12), 200)), readings(HOUSE));
    }

    @Test
    void aRepeatedMessageIsOneReading() throws Exception {
        var done = read(Optional.of(START),
                MeterMessages.live("11:00:00", 0, 100) + MeterMessages.live("11:00:00", 0, 100));
        assertEquals(new Stored(1, 1, 0), done.stored());
        assertEquals(2, done.capture.counters().readings());
    }

    @Test
    void importingTwiceStoresNothingNew() throws Exception {
        String text = MeterMessages.classic("11:00:00", 100, 0, 3) + MeterMessages.classic("11:00:06", 100, 0, 3);
        assertEquals(new Stored(6, 0, 0), read(Optional.of(START), text).stored());
        var again = read(Optional.of(START), text);
        assertEquals(new Stored(0, 6, 0), again.stored());
        assertEquals(OptionalLong.empty(), again.outcome.id());
        assertEquals(1, store.imports().size());
    }

    @Test
    void otherValuesForTheSameInstantConflict() throws Exception {
        read(Optional.of(START), MeterMessages.live("11:00:00", 0, 100));
        assertEquals(new Stored(0, 0, 1), read(Optional.of(START), MeterMessages.live("11:00:00", 0, 200)).stored());
        assertEquals(List.of(watts(START, 100)), readings(HOUSE));
    }

    @Test
    void temperaturesAreStoredButNotCountedAsReadings() throws Exception {
        var done = read(Optional.of(START), MeterMessages.live("11:00:00", 0, 100, "18.4")
                + MeterMessages.live("11:00:06", 0, 100, "18.5"));
        assertEquals(List.of(Reading.of(START, 18_400), Reading.of(START.plusSeconds(6), 18_500)),
                readings(TEMPERATURE));
        assertEquals("messages=2 live=2 history=0 damaged=0 readings=2 stored=2", done.summary());
        assertEquals(2, done.outcome.parts().get(new ImportPart.Readings(TEMPERATURE)).added());
    }

    @Test
    void aFileWithoutAStartGoesOnWhereTheOneBeforeEnded() throws Exception {
        var done = read(Optional.of(START),
                MeterMessages.live("23:59:54", 0, 100) + MeterMessages.live("00:00:00", 0, 200),
                MeterMessages.live("00:00:30", 0, 300));
        assertEquals(Optional.of(START.plusSeconds(36)), done.capture.last());
        assertEquals(new Stored(3, 0, 0), done.stored());
        assertEquals(List.of(new TimeRange(START, START.plusSeconds(36).plusMillis(1))),
                done.outcome.total().range().stream().toList());
    }

    @Test
    void aFileWithoutDatesAfterOneWithDatesNeedsAStartAllTheSame() {
        assertThrows(ImportException.class, () -> read(Optional.empty(),
                "2019-06-01T10:00:00Z " + MeterMessages.live("11:00:00", 0, 100),
                MeterMessages.live("11:00:06", 0, 100)));
    }

    @Test
    void aPackedFileIsUnpacked() throws Exception {
        String text = MeterMessages.live("11:00:00", 0, 100) + MeterMessages.live("11:00:06", 0, 200);
        var packed = Files.write(folder.resolve("packed"), packed(text));
        var progress = new ArrayList<Double>();
        var source = new CaptureSource(List.of(ImportInput.of(packed)), Optional.of(START), "Home", ZoneOffset.UTC);
        new Import(store, source).run(NOW, progress::add);
        assertEquals(2, readings(HOUSE).size());
        assertEquals(1.0, progress.getLast());
        assertEquals("packed", store.imports().getFirst().name());
        assertEquals(new Stored(0, 2, 0), read(Optional.of(START), text).stored());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        var missing = folder.resolve("missing.log");
        var refused = assertThrows(ImportException.class, () -> run(file(missing)));
        assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
        assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());

        var whole = packed(MeterMessages.live("11:00:00", 0, 100).repeat(50));
        var cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThrows(ImportException.class, () -> run(file(cut)));
        var headless = Files.write(folder.resolve("headless.gz"), new byte[]{0x1f, (byte) 0x8b, 1});
        assertThrows(ImportException.class, () -> run(file(headless)));
    }

    private static CaptureSource file(Path path) {
        return new CaptureSource(List.of(ImportInput.of(path)), Optional.of(START), "Home", ZoneOffset.UTC);
    }

    @Test
    void whatCameBeforeTheInputBrokeIsKeptAndCanBeUndone() throws Exception {
        var text = MeterMessages.live("11:00:00", 0, 100).getBytes(StandardCharsets.ISO_8859_1);
        var source = new CaptureSource(List.of(new ImportInput("capture.log", 0, () -> new SequenceInputStream(
                new ByteArrayInputStream(text), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("made to");
                    }
                }))), Optional.of(START), "Home", ZoneOffset.UTC);
        var refused = assertThrows(ImportException.class, () -> run(source));
        assertTrue(refused.getMessage().contains("made to"), refused.getMessage());
        assertEquals(1, readings(HOUSE).size());
        store.undoImport(store.imports().getFirst().id(), part -> {
        });
        assertEquals(List.of(), readings(HOUSE));
    }

    @Test
    void progressMayEndTheImport() {
        assertThrows(CancellationException.class, () -> new Import(store, source(Optional.of(START),
                MeterMessages.live("11:00:00", 0, 100))).run(NOW, part -> {
                    throw new CancellationException();
                }));
    }

    @Test
    void theMetersMemoryIsKeptOnceAndNeverOverwritten() throws Exception {
        String text = "<msg><src>CC128-v1.29</src><dsb>00065</dsb><time>15:01:10</time><hist><dsw>00066</dsw><type>1</type>"
                + "<units>kwhr</units><data><sensor>0</sensor><h006>0.500</h006><h004>1.250</h004></data>"
                + "<data><sensor>1</sensor><h006>0.000</h006><h004>0.000</h004></data></hist></msg>\r\n";
        var sent = Optional.of(Instant.parse("2026-01-20T15:01:10Z"));
        var part = new ImportPart.Memory(HOUSE, HistorySpan.TWO_HOURS);
        var end = Instant.parse("2026-01-20T15:00:00Z").toEpochMilli();
        var range = Optional.of(TimeRange.ofMillis(end - 14_400_000, end));
        assertEquals(new ImportCounts(2, 0, 0, 0, range), read(sent, text).outcome.parts().get(part));
        assertEquals(new ImportCounts(0, 2, 0, 0, range), read(sent, text).outcome.parts().get(part));
        assertEquals(new ImportCounts(0, 1, 1, 0, range),
                read(sent, text.replace("1.250", "9.999")).outcome.parts().get(part));
        assertEquals(
                List.of(new HistoryBlock(HistorySpan.TWO_HOURS, end - 14_400_000, end - 7_200_000, 500),
                        new HistoryBlock(HistorySpan.TWO_HOURS, end - 7_200_000, end, 1250)),
                store.history(HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL));
        assertEquals(List.of(HOUSE), store.seriesWithHistory());
    }

    /** As from a page of the web: indented, with comments, and a number that a line break cuts in two. */
    @Test
    void aPastedTextIsReadAsItIs() throws Exception {
        String text = """
                Look what it says:
                <msg> <!-- a meter -->
                  <src>CC128-v1.29</src>
                  <dsb>00402</dsb>
                  <time>12:00:00</time>
                  <tmpr>21.0</tmpr>
                  <sensor>0</sensor>
                  <id>02290</id>
                  <type>1</type>
                  <ch1><watts>003
                45</watts></ch1>
                </msg>
                <!DOCTYPE msg [<!ENTITY x "y">]><msg>&x;</msg>
                """ + MeterMessages.live("12:00:06", 0, 250);
        var done = read(Optional.of(START), text);
        assertEquals(List.of(watts(START, 345), watts(START.plusSeconds(6), 250)), readings(HOUSE));
        assertEquals(List.of(13L), done.outcome.damage().stream().map(ImportDamage::line).toList());
    }
}
