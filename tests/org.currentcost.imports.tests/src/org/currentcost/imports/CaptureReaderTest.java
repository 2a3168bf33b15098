package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CaptureReaderTest {

    private static final int MESSAGES = 20_000;

    @TempDir
    private Path folder;

    @Test
    void findsWhatTheParserFindsInTheWholeFile() throws Exception {
        var bytes = capture();
        var parser = new MeterParser(ZoneOffset.UTC);
        parser.feed(bytes, 0, bytes.length);
        parser.endOfInput();
        var expected = new ArrayList<CaptureReader.Found>();
        for (var event = parser.next(); event != null; event = parser.next()) {
            expected.add(new CaptureReader.Found(event, parser.leadingTimeMillis(), parser.line()));
        }
        var found = new ArrayList<CaptureReader.Found>();
        CaptureReader.Batch batch;
        long taken = 0;
        try (var reader = new CaptureReader(input("whole.log", bytes), ZoneOffset.UTC)) {
            do {
                batch = reader.next();
                found.addAll(batch.found());
                assertTrue(batch.taken() >= taken);
                taken = batch.taken();
            } while (!batch.last());
        }
        assertEquals(expected, found);
        assertEquals(bytes.length, taken);
        assertEquals(parser.messages(), batch.messages());
        assertTrue(batch.failure().isEmpty());
    }

    @Test
    void whatCameBeforeAFileThatIsCutIsHandedOver() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(capture());
        }
        var half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        long live = 0;
        CaptureReader.Batch batch;
        try (var reader = new CaptureReader(input("cut.log.gz", half), ZoneOffset.UTC)) {
            do {
                batch = reader.next();
                live += batch.found().stream().filter(found -> found.event() instanceof MeterEvent.Live).count();
                assertTrue(batch.failure().isEmpty() || batch.last());
            } while (!batch.last());
        }
        assertTrue(batch.failure().isPresent());
        assertTrue(live > MESSAGES / 4 && live < MESSAGES, String.valueOf(live));
    }

    @Test
    void canBeLeftInTheMiddle() throws Exception {
        var reader = new CaptureReader(input("left.log", capture()), ZoneOffset.UTC);
        assertFalse(reader.next().last());
        // Does not wait for whoever would take the rest.
        reader.close();
        reader.close();
    }

    private ImportInput input(String name, byte[] bytes) throws IOException, ImportException {
        return ImportInput.of(Files.write(folder.resolve(name), bytes));
    }

    /** Messages, some of them damaged, some with a time before them. */
    private static byte[] capture() {
        var text = new StringBuilder();
        for (int i = 0; i < MESSAGES; i++) {
            if (i % 3 == 0) {
                text.append("2025-10-25T%02d:%02d:%02dZ ".formatted(i / 3600 % 24, i / 60 % 60, i % 60));
            }
            text.append("<msg><src>CC128-v1.29</src><dsb>%05d</dsb><time>%02d:%02d:%02d</time><tmpr>17.9</tmpr>"
                    .formatted(i / 86_400, i / 3600 % 24, i / 60 % 60, i % 60))
                    .append("<sensor>0</sensor><id>00077</id><type>1</type><ch1><watts>%05d</watts></ch1>"
                            .formatted(i % 9000))
                    .append(i % 101 == 0 ? "\n" : "</msg>\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
