package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the packaged program writes: all of it or a sentence, and never over what is stored. */
class OutputTest {

    private static final int FIVE_MINUTES = 300_000;

    @TempDir
    private Path folder;

    private String fill() throws Exception {
        var data = folder.resolve("data").toString();
        var file = Files.write(folder.resolve("one.xml"), Meter.message(0, 0, 345));
        Product.run("import", file.toString(), "--start", "2026-01-31T18:00:00Z", "--data", data);
        return data;
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "sources", "simulate --for 2s", "verify"})
    void aFullDiskIsReported(String line) throws Exception {
        var words = new ArrayList<>(List.of(line.split(" ")));
        if (!line.startsWith("simulate")) {
            words.addAll(List.of("--data", fill()));
        }
        var builder = Product.builder(Product.FOLDER, Map.of(), words.toArray(String[]::new))
                .redirectOutput(Path.of("/dev/full").toFile());
        var process = builder.start();
        var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertEquals("The standard output can't be written: No space left on device.\n", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "record --source demo:3600 --print --data"})
    void whoeverReadsNoMoreEndsItQuietly(String line) throws Exception {
        var words = new ArrayList<>(List.of(line.split(" ")));
        if (line.endsWith("--data")) {
            words.add(folder.resolve("data").toString());
        }
        var process = Product.builder(Product.FOLDER, Map.of(), words.toArray(String[]::new)).start();
        assertTrue(process.getInputStream().read() >= 0);
        process.getInputStream().close();
        var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(141, process.waitFor(), said);
        assertFalse(said.contains("written"), said);
    }

    @Test
    void noNameOfTheReadingsIsWrittenTo() throws Exception {
        var data = fill();
        var file = Path.of(data, "readings.sqlite");
        var link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        var hard = Files.createLink(folder.resolve("hard.csv"), file);
        var before = Files.readAllBytes(file);
        for (var target : List.of(file, link, hard, Path.of(data, ".lock"), Path.of(data, "readings.sqlite-wal"))) {
            for (var command : List.of(List.of("export", "--data", data), List.of("simulate", "--for", "1s"))) {
                var words = new ArrayList<>(command);
                words.addAll(List.of("--out", target.toString()));
                try (var refused = Product.start(words.toArray(String[]::new))) {
                    Sentence.assertFailure(refused, target.toString());
                }
            }
        }
        assertEquals(before.length, Files.size(file));
        assertEquals(1, Product.export(Path.of(data)).size());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(hard));
    }

    /** Three years in five minutes, a third of a million: more than this heap holds at once. */
    @Test
    void anExportNeedsNoMoreMemoryHoweverMuchThereIs() throws Exception {
        var data = folder.resolve("data").toString();
        int count = (int) (Duration.ofDays(3 * 365).toMillis() / FIVE_MINUTES);
        var file = folder.resolve("years.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("time,W\n");
            for (int i = 0; i < count; i++) {
                out.write(Instant.parse("2016-01-01T00:00:00Z").plusMillis((long) i * FIVE_MINUTES) + "," + i % 3000
                        + "\n");
            }
        }
        try (var imported = Product.start("import", file.toString(), "--mapping", "columns=time,W", "--data", data)) {
            assertEquals(0, imported.exitCode(), imported::toString);
        }
        Product.run("tariff", "--price", "0.25", "--currency", "GBP", "--data", data);
        var little = Map.of("CURRENTCOST_VMARGS", "-Xmx32m -XX:TieredStopAtLevel=1");
        for (var line : List.of("--every raw", "--every 5m", "--every 30m --unit money", "--every 1h")) {
            var target = folder.resolve("out.csv");
            var words = new ArrayList<>(List.of("export", "--out", target.toString(), "--data", data));
            words.addAll(List.of(line.split(" ")));
            try (var export = Product.start(little, words.toArray(String[]::new))) {
                assertEquals(0, export.exitCode(), export::toString);
            }
            int rows = line.contains("30m") ? count / 6 : line.contains("1h") ? count / 12 : count;
            try (var lines = Files.lines(target)) {
                long written = lines.count() - 1;
                assertTrue(written >= rows && written <= rows + 3, line + ": " + written + " of " + rows);
            }
        }
        // What does need more says so. The parallel collector gives up soon where most time goes into collecting.
        var starving = "-Xmx14m -XX:-UseSerialGC -XX:+UseParallelGC -XX:GCTimeLimit=60 -XX:GCHeapFreeLimit=20"
                + " -XX:TieredStopAtLevel=1";
        try (var starved = Product.start(Map.of("CURRENTCOST_VMARGS", starving), "import", file.toString(),
                "--mapping", "columns=time,W", "--data", folder.resolve("other").toString())) {
            assertEquals(1, starved.exitCode(), starved::toString);
            assertEquals(List.of(), starved.out());
            assertTrue(starved.err().getLast().contains(" MB is not enough for this."), starved::toString);
        }
    }
}
