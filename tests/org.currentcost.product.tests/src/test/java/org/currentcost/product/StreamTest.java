package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters that are not on a cable, recorded by the packaged program; and several at once. */
class StreamTest {

    private static final int MESSAGES = 60;

    @TempDir
    private Path folder;

    @Test
    void recordsTheStandardInput() throws Exception {
        var data = folder.resolve("data").toString();
        try (var record = Product.start("record", "--source", "-", "--data", data)) {
            try (var in = record.in()) {
                in.write(capture());
            }
            assertEquals(0, record.exitCode(), record::toString);
            assertEquals(summary(MESSAGES, 0), record.closingLine());
            assertTrue(record.err().contains("-: read to its end"), record::toString);
        }
        assertEquals(measured(), Product.export(Path.of(data)).stream().map(ExportedRow::measured).toList());
    }

    @Test
    void recordsAFileUpToItsOwnTime() throws Exception {
        var data = folder.resolve("data");
        var file = Files.write(folder.resolve("capture.xml"), capture());
        var written = Instant.parse("2026-02-01T12:00:00Z");
        Files.setLastModifiedTime(file, FileTime.from(written));
        var out = Product.start("record", "--source", "file:" + file, "--data", data.toString());
        try (out) {
            assertEquals(0, out.exitCode(), out::toString);
            assertEquals(summary(MESSAGES, 0), out.closingLine());
        }
        assertEquals(MeterLine.read(capture()).rowsFrom(written.minusSeconds((MESSAGES - 1) * 6L)),
                Product.export(data));
    }

    @Test
    void connectsAgainWhenTheOtherSideHangsUp() throws Exception {
        var data = folder.resolve("data");
        try (var server = new Server(2);
                var record = Product.start("record", "--source", server.address(), "--print", "--data",
                        data.toString())) {
            server.awaitMore(20, record);
            server.hangUp();
            server.awaitMore(20, record);
            server.hangUp();
            server.awaitMore(20, record);
            var last = server.sent().getLast();
            record.awaitOut(line -> line.endsWith(": " + last.watts() + " W"));
            record.terminate().exitCode();

            assertEquals(3, record.err().stream().filter(line -> line.startsWith(server.address() + ": live")).count(),
                    record::toString);
            assertTrue(record.closingLine().contains(" damaged=2 "), record::toString);
            var found = Product.export(data).stream().map(ExportedRow::measured).toList();
            var sent = server.sent().stream().map(Server.Sent::measured).toList();
            // What the server said after the last look may have come or not.
            assertTrue(found.size() >= sent.indexOf(last.measured()) + 1, record::toString);
            assertEquals(Measured.bySensor(sent.subList(0, found.size())), Measured.bySensor(found));
        }
    }

    @Test
    void connectsAgainWhenTheOtherSideVanishesWithoutAWord() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout(180_000);
            var address = "tcp:127.0.0.1:" + door.getLocalPort();
            try (var record = Product.start("record", "--source", address, "--print", "--data",
                    folder.resolve("data").toString()); var vanished = door.accept()) {
                vanished.getOutputStream().write(Meter.message(1, 0, 100));
                record.awaitOut(line -> line.endsWith(": 100 W"));
                // The first connection stays open, and nothing comes any more.
                try (var other = door.accept()) {
                    other.getOutputStream().write(Meter.message(2, 0, 200));
                    record.awaitOut(line -> line.endsWith(": 200 W"));
                }
                record.terminate().exitCode();
                assertEquals(1, record.err().stream().filter(line -> line.contains("has said nothing for")).count(),
                        record::toString);
            }
        }
    }

    @Test
    void aSourceThatIsRefusedDisturbsNoOther() throws Exception {
        var data = folder.resolve("data");
        int closedPort;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = closed.getLocalPort();
        }
        var dead = "tcp:127.0.0.1:" + closedPort;
        try (var server = new Server(1);
                var record = Product.start("record", "--source", dead, "--source", server.address(), "--meter",
                        "Nobody", "--meter", "House", "--print", "--data", data.toString())) {
            record.awaitErr(line -> line.startsWith(dead + ": trying again in "));
            server.awaitMore(60, record);
            var last = server.sent().getLast();
            record.awaitOut(line -> line.endsWith("House, sensor 0: " + last.watts() + " W"));
            record.terminate().exitCode();

            var sent = server.sent().stream().map(Server.Sent::measured).toList();
            var found = Product.export(data).stream().map(ExportedRow::measured).toList();
            assertTrue(found.size() >= sent.indexOf(last.measured()) + 1, record::toString);
            assertEquals(sent.subList(0, found.size()), found);
        }
    }

    @Test
    void aSourceThatIsMissingFailsTheCommandAndNoOther() throws Exception {
        var data = folder.resolve("data");
        var file = Files.write(folder.resolve("capture.xml"), capture());
        var missing = folder.resolve("missing.xml");
        try (var record = Product.start("record", "--source", "file:" + missing, "--source", "file:" + file,
                "--data", data.toString())) {
            assertEquals(1, record.exitCode(), record::toString);
            assertEquals(summary(MESSAGES, 0), record.closingLine(), record::toString);
            // Told when it was found, by the source's name; the others may tell of themselves after that.
            String sentence = "file:" + missing + ": " + missing + " isn't there. Check the path of the file.";
            assertEquals(List.of(sentence),
                    record.err().stream().filter(line -> line.contains("isn't there")).toList());
        }
        assertEquals(measured(), Product.export(data).stream().map(ExportedRow::measured).toList());
    }

    @Test
    void recordsForAsLongAsItIsTold() throws Exception {
        var data = folder.resolve("data");
        try (var record = Product.start("record", "--source", "demo:3600", "--for", "3s", "--data",
                data.toString())) {
            assertEquals(0, record.exitCode(), record::toString);
            assertTrue(record.closingLine().matches(
                    "messages=[0-9]+ live=[0-9]+ history=[0-9]+ damaged=0 readings=([0-9]+) stored=\\1"),
                    record::toString);
        }
        assertTrue(Product.export(data).size() > 100);
    }

    private static byte[] capture() {
        var bytes = new ByteArrayOutputStream();
        for (int number = 1; number <= MESSAGES; number++) {
            bytes.writeBytes(Meter.message(number, 0, number));
        }
        return bytes.toByteArray();
    }

    private static List<Measured> measured() {
        return MeterLine.read(capture()).measured();
    }

    private static String summary(int messages, int damaged) {
        return "messages=" + messages + " live=" + messages + " history=0 damaged=" + damaged + " readings=" + messages
                + " stored=" + messages;
    }
}
