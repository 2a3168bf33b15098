package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of a simulated meter, imported by the packaged program. */
class ImportTest {

    /** When the capture is said to begin; the meter's own clock tells another time of day. */
    private static final Instant START = Instant.parse("2025-12-24T18:30:00Z");

    @TempDir
    private Path folder;

    @Test
    void readsACaptureWithoutDates() throws Exception {
        var file = capture();
        var data = folder.resolve("data");
        var sent = MeterLine.read(Files.readAllBytes(file));

        assertFails("Say with --start when its first message came", data, "import", file.toString());
        var dry = Product.run("import", file.toString(), "--start", START.toString(), "--dry-run", "--data",
                data.toString());
        assertEquals("Would store " + grouped(sent.measured().size())
                + " readings; 0 are stored already, 0 conflict with stored ones.", dry.getFirst());
        assertEquals(sent.summary(0), dry.getLast());
        assertEquals(List.of(), Product.export(data));

        assertEquals(List.of(sent.summary(sent.measured().size())), Product.run("import", file.toString(), "--start",
                START.toString(), "--data", data.toString()));
        var exported = Product.export(data);
        assertEquals(inOrder(sent.rowsFrom(START)), exported);

        var packed = folder.resolve("capture.xml.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
        for (var again : List.of(file, packed)) {
            assertEquals(List.of(sent.summary(0)), Product.run("import", again.toString(), "--start",
                    START.toString(), "--data", data.toString()));
        }
        assertEquals(exported, Product.export(data));
        Product.run("verify", "--data", data.toString());
    }

    @Test
    void readsDatedLines() throws Exception {
        var sent = MeterLine.read(Files.readAllBytes(capture()));
        var expected = new ArrayList<ExportedRow>();
        var lines = new ArrayList<String>();
        var time = START;
        for (var message : sent.live()) {
            // Other steps than those of the meter's clock: only the lines tell these times.
            time = time.plusMillis(1500);
            lines.add(time + ",house," + message.text());
            for (var one : message.measured()) {
                expected.add(new ExportedRow(time, one.sensor(), one.channel(), one.watts()));
            }
        }
        var file = folder.resolve("dated.log.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
        }
        var data = folder.resolve("data");
        var found = Product.run("import", file.toString(), "--meter", "Dated", "--data", data.toString());
        assertEquals(List.of("messages=" + lines.size() + " live=" + lines.size() + " history=0 damaged=0 readings="
                + expected.size() + " stored=" + expected.size()), found);
        assertEquals(expected, Product.export(data));
    }

    @Test
    void countsWhatIsDamaged() throws Exception {
        var file = capture("--quirks");
        var data = folder.resolve("data");
        var sent = MeterLine.read(Files.readAllBytes(file));
        assertTrue(sent.damaged() > 10, sent::toString);
        try (var command = Product.start("import", file.toString(), "--start", START.toString(), "--data",
                data.toString())) {
            assertEquals(0, command.exitCode(), command::toString);
            assertEquals(List.of(sent.summary(sent.measured().size())), command.out());
            // Each kind of damage is told with an example.
            assertTrue(command.err().stream().anyMatch(line -> line.contains(" places were left out, such as " + file)),
                    command::toString);
        }
        assertEquals(inOrder(sent.rowsFrom(START)), Product.export(data));
    }

    @Test
    void writesCsvAsTheStandardSays() throws Exception {
        var data = folder.resolve("data");
        var file = folder.resolve("two.xml");
        Files.write(file, Meter.message(0, 1, 345));
        Product.run("import", file.toString(), "--start", "2026-01-31T18:00:00+01:00", "--data", data.toString());
        var csv = folder.resolve("out.csv");
        Product.run("export", "--out", csv.toString(), "--data", data.toString());
        assertEquals("time_utc,sensor,channel,watts\r\n2026-01-31T17:00:00Z,1,1,345\r\n", Files.readString(csv));
        // One reading holds for three intervals of 6 s.
        assertEquals(List.of("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh",
                "2026-01-31T17:00:00Z,2026-01-31T18:00:00Z,1,1,18,345,345,345,0.001725"),
                Product.run("export", "--every", "1h", "--data", data.toString()));
    }

    @Test
    void saysWhatFailed() throws Exception {
        var data = folder.resolve("data");
        var missing = folder.resolve("missing.xml");
        assertFails(missing.toString(), data, "import", missing.toString());
        var broken = folder.resolve("broken.gz");
        Files.write(broken, new byte[]{0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        assertFails(broken.toString(), data, "import", broken.toString());
        assertFails("There is no meter called Nobody", data, "export", "--meter", "Nobody");
    }

    private void assertFails(String expected, Path data, String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--data", data.toString()));
        try (var command = Product.start(words.toArray(String[]::new))) {
            Sentence.assertFailure(command, expected);
        }
    }

    /** {@return the bytes that a simulated meter sends in some hours} */
    private Path capture(String... options) throws Exception {
        var file = folder.resolve("capture.xml");
        var words = new ArrayList<>(List.of("simulate", "--out", file.toString(), "--speed", "3600", "--seed", "7",
                "--from", "2026-01-31T22:58:00Z", "--for", "3s"));
        words.addAll(List.of(options));
        Product.run(words.toArray(String[]::new));
        return file;
    }

    /** Rows of one instant are listed by sensor. */
    private static List<ExportedRow> inOrder(List<ExportedRow> rows) {
        return rows.stream().sorted(Comparator.comparing(ExportedRow::time)
                .thenComparingInt(ExportedRow::sensor)).toList();
    }

    private static String grouped(int number) {
        return String.format(Locale.UK, "%,d", number);
    }
}
