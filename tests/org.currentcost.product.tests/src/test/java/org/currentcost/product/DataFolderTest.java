package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to the data folder, and what is left of work that is killed. */
class DataFolderTest {

    private static final int FAILED = 1;
    private static final String FILE = "readings.sqlite";

    @TempDir
    private Path folder;
    private Path data;

    @BeforeEach
    void record() throws Exception {
        data = folder.resolve("data");
        try (var record = Product.start("record", "--source", "demo:60", "--for", "3s", "--data", data.toString())) {
            assertEquals(0, record.exitCode(), record::toString);
        }
    }

    @Test
    void isItsOwnersAlone() throws Exception {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        try (var files = Files.list(data)) {
            for (var file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    @Test
    void recordingGoesOnInANewFileWhereTheFileIsRemoved() throws Exception {
        var file = data.resolve(FILE);
        try (var record = Product.start("record", "--source", "demo:60", "--data", data.toString())) {
            record.await("the first commit",
                    () -> Files.exists(data.resolve(FILE + "-wal")) && Files.size(data.resolve(FILE + "-wal")) > 0);
            Files.delete(file);
            record.awaitErr(line -> line.contains(file.toString()));
            assertTrue(Files.exists(file));
            record.terminate().exitCode();
        }
        assertTrue(Product.export(data).size() > 0);
        Product.run("verify", "--data", data.toString());
    }

    @Test
    void nothingIsMadeWhereTheFolderIsGone() throws Exception {
        var away = folder.resolve("away");
        try (var record = Product.start("record", "--source", "demo:60", "--data", data.toString())) {
            record.await("the first commit",
                    () -> Files.exists(data.resolve(FILE + "-wal")) && Files.size(data.resolve(FILE + "-wal")) > 0);
            Files.move(data, away);
            record.awaitErr(line -> line.contains(data.toString()));
            assertFalse(Files.exists(data));
            Files.move(away, data);
            record.awaitErr(line -> line.equals("Readings are stored again."));
            record.terminate().exitCode();
        }
        Product.run("verify", "--data", data.toString());
    }

    /** Told to end, which a service manager takes for an end as asked. */
    @ParameterizedTest
    @ValueSource(strings = {"record", "recorder run"})
    void whatIsLostWithTheFolderIsSaidAndIsAFailure(String command) throws Exception {
        Product.run("sources", "add", "demo:60", "--data", data.toString());
        var away = folder.resolve("away");
        var words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--data", data.toString()));
        try (var record = Product.start(words.toArray(String[]::new))) {
            record.awaitErr(line -> line.contains("live"));
            Files.move(data, away);
            record.awaitErr(line -> line.contains(data.toString()) && line.contains("not there any more"));
            assertEquals(FAILED, record.terminate().exitCode(), record::toString);
            assertTrue(record.err().getLast().matches("\\d+ readings from \\S+Z to \\S+Z could not be written"
                    + " and are lost: .* not there any more\\. Put that right, then start recording again\\."),
                    record::toString);
        }
        assertFalse(Files.exists(data));
        Product.run("verify", "--data", away.toString());
    }

    @Test
    void aMoveThatIsKilledLosesNothingAndIsMadeAtTheSecondTry() throws Exception {
        var before = rows(data);
        var target = folder.resolve("target");
        try (var move = Product.start("move", target.toString(), "--data", data.toString())) {
            // its first trace, or else it is done already
            move.await("the move to begin", () -> Files.exists(target.resolve(".moving"))
                    || Files.exists(target.resolve(FILE)) && !Files.exists(data.resolve(FILE)));
            move.kill().exitCode();
        }
        if (Files.exists(data.resolve(FILE))) {
            assertEquals(before, rows(data));
            try (var move = Product.start("move", target.toString(), "--data", data.toString())) {
                assertEquals(0, move.exitCode(), move::toString);
            }
        }
        assertEquals(before, rows(target));
        assertEquals(before, rows(data), "the old folder says where it is now");
    }

    /** What was found of killed work is told beside them. */
    private static List<ExportedRow> rows(Path folder) throws Exception {
        try (var export = Product.start("export", "--data", folder.toString())) {
            assertEquals(0, export.exitCode(), export::toString);
            return ExportedRow.read(export.out());
        }
    }
}
