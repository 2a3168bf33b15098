package org.currentcost.source.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.testkit.SourceRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

    private static final String CAPTURE = "<msg>one</msg>\r\n\u00fc<msg>two</msg>\r\n".repeat(20_000);

    @TempDir
    private Path folder;

    @Test
    void readsACaptureToItsEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("meter capture.raw"), CAPTURE, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_000L));
        SourceRun running = run(file);
        assertEquals(MeterSource.End.EXHAUSTED, running.end());
        assertEquals(List.of("recorded 1500000000000"), running.calls());
        assertEquals(CAPTURE, running.text());
    }

    @Test
    void readsACompressedCaptureWhateverItsName() throws Exception {
        Path file = compressed();
        SourceRun running = run(file);
        assertEquals(MeterSource.End.EXHAUSTED, running.end());
        assertEquals(CAPTURE, running.text());
    }

    @Test
    void readsFilesThatAreEmptyOrOneByteLong() throws Exception {
        for (String content : List.of("", "<")) {
            SourceRun running = run(Files.writeString(folder.resolve("short.raw"), content));
            assertEquals(MeterSource.End.EXHAUSTED, running.end());
            assertEquals(content, running.text());
        }
    }

    @Test
    void tellsWhenACompressedCaptureIsCutOff() throws Exception {
        Path file = compressed();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(problem(file).reason().contains("damaged"));
    }

    @Test
    void tellsWhatIsWrongWithAPath() throws Exception {
        assertTrue(problem(folder.resolve("gone.raw")).reason().contains("isn't there"));
        assertTrue(problem(folder).reason().contains("is a folder"));
    }

    @Test
    void stopsWhenClosedByItsSink() throws Exception {
        Path file = Files.writeString(folder.resolve("long.raw"), CAPTURE, StandardCharsets.ISO_8859_1);
        try (ByteSource source = new FileSourceType().create(file.toString())) {
            int[] calls = new int[1];
            MeterSource.End end = source.run(new ByteSink() {
                @Override
                public void connected(String detail) {
                    throw new AssertionError("a capture is not live");
                }

                @Override
                public void recorded(long lastMillis) {
                    assertTrue(lastMillis > 0);
                }

                @Override
                public void bytes(byte[] buffer, int offset, int length) {
                    calls[0]++;
                    source.close();
                }
            });
            assertEquals(MeterSource.End.HUNG_UP, end);
            assertEquals(1, calls[0]);
        }
    }

    @Test
    void refusesAnEmptyPath() {
        FileSourceType type = new FileSourceType();
        assertThrows(IllegalArgumentException.class, () -> type.create(" "));
    }

    private Path compressed() throws IOException {
        Path file = folder.resolve("compressed.raw");
        try (OutputStream out = Files.newOutputStream(file); GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(CAPTURE.getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static SourceRun run(Path file) throws Exception {
        try (ByteSource source = new FileSourceType().create(file.toString())) {
            return SourceRun.start(source).awaitEnd();
        }
    }

    private static SourceProblem problem(Path file) throws Exception {
        SourceRun running = run(file);
        ExecutionException end = assertThrows(ExecutionException.class, running::end);
        SourceProblem problem = assertInstanceOf(SourceProblem.class, end.getCause());
        assertTrue(problem.permanent());
        assertFalse(problem.remedy().isEmpty());
        return problem;
    }
}
