package org.currentcost.source.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.testkit.SourceRun;
import org.junit.jupiter.api.Test;

class StdinSourceTest {

    @Test
    void readsTheInputToItsEnd() throws Exception {
        String text = "<msg>one</msg>\r\n".repeat(50_000);
        StdinSourceType type = new StdinSourceType(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try (ByteSource source = type.create("")) {
            SourceRun running = SourceRun.start(source);
            assertEquals(MeterSource.End.EXHAUSTED, running.end());
            assertEquals(text, running.text());
            assertEquals(1, running.calls().size());
            assertTrue(running.calls().get(0).startsWith("connected "), "it is live");
        }
    }

    @Test
    void stopsWhileNothingComesAndLosesNothing() throws Exception {
        try (PipedOutputStream meter = new PipedOutputStream(); InputStream in = new PipedInputStream(meter)) {
            StdinSourceType type = new StdinSourceType(in);
            try (ByteSource source = type.create("")) {
                SourceRun running = SourceRun.start(source);
                running.awaitConnected();
                source.close();
                assertEquals(MeterSource.End.HUNG_UP, running.end());
            }
            try (ByteSource source = type.create("")) {
                SourceRun running = SourceRun.start(source);
                running.awaitConnected();
                running.thread().interrupt();
                ExecutionException end = assertThrows(ExecutionException.class, running::end);
                assertInstanceOf(InterruptedException.class, end.getCause());
            }
            meter.write("late".getBytes(StandardCharsets.UTF_8));
            meter.close();
            try (ByteSource source = type.create("")) {
                SourceRun running = SourceRun.start(source);
                assertEquals(MeterSource.End.EXHAUSTED, running.end());
                assertEquals("late", running.text());
            }
        }
    }

    @Test
    void tellsWhenTheInputBreaks() throws Exception {
        try (InputStream broken = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 'x';
                }
                throw new IOException("no more");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        }; ByteSource source = new StdinSourceType(broken).create("")) {
            SourceRun running = SourceRun.start(source);
            ExecutionException end = assertThrows(ExecutionException.class, running::end);
            assertTrue(assertInstanceOf(SourceProblem.class, end.getCause()).permanent());
            assertEquals("xxx", running.text());
            assertEquals(List.of("connected standard input"), running.calls());
        }
    }

    @Test
    void hasNoAddress() throws IOException {
        try (InputStream nothing = InputStream.nullInputStream()) {
            StdinSourceType type = new StdinSourceType(nothing);
            assertThrows(IllegalArgumentException.class, () -> type.create("0"));
        }
    }
}
