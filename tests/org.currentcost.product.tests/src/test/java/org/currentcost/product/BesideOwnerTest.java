package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command beside one that records. */
class BesideOwnerTest {

    /** What a process tells that has ended in order because it was told to. */
    private static final int ENDED = 143;

    @TempDir
    private Path folder;
    private String data;
    private String capture;

    @BeforeEach
    void prepare() throws Exception {
        data = folder.resolve("data").toString();
        capture = folder.resolve("capture.log").toString();
        Product.run("simulate", "--from", "2025-01-01T00:00:00Z", "--clock", "00:00", "--speed", "3600", "--for", "2s",
                "--out", capture);
        Product.run("sources", "add", "demo:?seed=3", "--meter", "Home", "--data", data);
    }

    private Command recordConfigured() throws Exception {
        var owner = Product.start("record", "--data", data);
        owner.awaitErr(line -> line.contains("live"));
        return owner;
    }

    private List<String> run(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data));
        return Product.run(all.toArray(String[]::new));
    }

    private long readings(String meter) throws Exception {
        return run("sources").stream().filter(line -> line.startsWith(meter + ", sensor") && line.contains("power"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*: ([\\d,]+) readings.*", "$1").replace(",", "")))
                .sum();
    }

    @Test
    void whatReadsAndWhatChangesIsDoneWhileSomebodyRecords() throws Exception {
        try (var owner = recordConfigured()) {
            assertTrue(run("verify").getLast().endsWith(" differing=0"));
            assertEquals("Nothing was imported.", run("imports").getFirst());
            assertTrue(run("import", capture, "--start", "2025-01-01T00:00:00Z", "--meter", "Cap").getLast()
                    .startsWith("messages="));
            long imported = readings("Cap");
            assertTrue(imported > 100, () -> imported + " readings");
            assertTrue(run("imports").getFirst().contains("capture.log"));
            run("imports", "undo", "1");
            assertEquals(0, readings("Cap"));
            assertTrue(run("tariff", "--price", "0.31", "--currency", "EUR").getFirst().contains("0.31"));
            assertTrue(run("tariff").getFirst().contains("0.31"));
            assertTrue(run("rebuild").getFirst().contains("readings"));
            run("meter", "house", "Home");
            assertFalse(run("export", "--every", "1d", "--meter", "Home").isEmpty());
            run("backup", folder.resolve("backup.sqlite").toString());
            owner.terminate();
            assertEquals(ENDED, owner.exitCode(), owner::toString);
            assertTrue(owner.closingLine().startsWith("messages="), owner::toString);
        }
        assertTrue(run("verify").getLast().endsWith(" differing=0"));
    }

    @Test
    void whatIsNamedOnTheCommandLineIsAddedToWhatIsRecorded() throws Exception {
        try (var owner = recordConfigured()) {
            try (var file = Product.start("record", "--source", "file:" + capture, "--meter", "File", "--data", data)) {
                assertEquals(0, file.exitCode(), file::toString);
                assertTrue(file.closingLine().matches("messages=(\\d+) .* readings=(\\d+) stored=\\2"), file::toString);
            }
            assertTrue(readings("File") > 100);
            try (var piped = Product.start("record", "--source", "-", "--meter", "Piped", "--print", "--data", data)) {
                try (var in = piped.in()) {
                    for (var line : Files.readAllLines(Path.of(capture)).subList(0, 30)) {
                        in.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
                assertEquals(0, piped.exitCode(), piped::toString);
                assertTrue(piped.out().stream().anyMatch(line -> line.contains("Piped, sensor")), piped::toString);
            }
            owner.terminate();
            assertEquals(ENDED, owner.exitCode(), owner::toString);
        }
    }

    @Test
    void withoutASourceItShowsWhatIsRecordedAndRecordsWhenNobodyElseDoes() throws Exception {
        try (var owner = recordConfigured()) {
            // A message comes every 6 s, and on a busy machine a little later.
            try (var brief = Product.start("record", "--for", "15s", "--data", data)) {
                assertEquals(0, brief.exitCode(), brief::toString);
                assertTrue(brief.err().getFirst().contains("process " + owner.pid()), brief::toString);
                assertTrue(brief.closingLine().startsWith("messages="), brief::toString);
            }
            try (var looking = Product.start("record", "--print", "--data", data)) {
                looking.awaitOut(line -> line.contains("Home, sensor"));
                looking.terminate();
                assertEquals(ENDED, looking.exitCode(), looking::toString);
                assertFalse(looking.closingLine().startsWith("messages=0 "), looking::toString);
            }
            try (var next = Product.start("record", "--data", data)) {
                next.awaitErr(line -> line.contains("process " + owner.pid()));
                next.awaitErr(line -> line.contains("live"));
                owner.kill();
                long before = readings("Home");
                next.await("readings that are recorded here", () -> readings("Home") > before + 3);
                next.terminate();
                assertEquals(ENDED, next.exitCode(), next::toString);
            }
        }
        assertTrue(run("verify").getLast().endsWith(" differing=0"));
    }

    @Test
    void theFileIsRestoredAndMovedAndRecordingGoesOnInIt() throws Exception {
        var backup = folder.resolve("backup.sqlite").toString();
        var moved = folder.resolve("moved").toString();
        try (var owner = recordConfigured()) {
            run("backup", backup);
            run("import", capture, "--start", "2025-01-01T00:00:00Z", "--meter", "Cap");
            try (var restore = Product.start("restore", backup, "--data", data)) {
                assertEquals(0, restore.exitCode(), restore::toString);
            }
            assertEquals(0, readings("Cap"));
            long before = readings("Home");
            owner.await("readings behind the restore", () -> readings("Home") > before);
            try (var move = Product.start("move", moved, "--data", data)) {
                assertEquals(0, move.exitCode(), move::toString);
            }
            long then = readings("Home");
            owner.await("readings behind the move", () -> readings("Home") > then);
            owner.terminate();
            assertEquals(ENDED, owner.exitCode(), owner::toString);
        }
        assertTrue(Files.exists(Path.of(moved, "readings.sqlite")));
        assertTrue(run("verify").getLast().endsWith(" differing=0"));
    }
}
