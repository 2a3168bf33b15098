package org.currentcost.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.currentcost.source.ByteSink;
import org.currentcost.source.MeterSource.End;
import org.currentcost.source.SourceProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code releng/docs/add-a-source.md} does what it says. */
class PipeSourceTest {

    private static class Taken implements ByteSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String place = "";

        @Override
        public void connected(String detail) {
            place = detail;
        }

        @Override
        public void recorded(long lastMillis) {
            throw new AssertionError("a pipe is live");
        }

        @Override
        public void bytes(byte[] buffer, int offset, int length) {
            bytes.write(buffer, offset, length);
        }
    }

    @Test
    void whatIsWrittenIsHandedOver(@TempDir Path folder) throws Exception {
        var pipe = Files.write(folder.resolve("meter"), new byte[5000]);
        var taken = new Taken();
        try (var source = new PipeSourceType().create(pipe.toString())) {
            assertEquals(End.HUNG_UP, source.run(taken));
        }
        assertEquals(5000, taken.bytes.size());
        assertEquals(pipe.toString(), taken.place);
    }

    @Test
    void whatWasClosedBeforeItRanReadsNothing(@TempDir Path folder) throws Exception {
        var pipe = Files.write(folder.resolve("meter"), new byte[5000]);
        var taken = new Taken();
        var source = new PipeSourceType().create(pipe.toString());
        source.close();
        assertEquals(End.HUNG_UP, source.run(taken));
        assertEquals(0, taken.bytes.size());
        assertEquals("", taken.place);
    }

    @Test
    void whatIsClosedWhileItReadsHangsUp(@TempDir Path folder) throws Exception {
        var pipe = Files.write(folder.resolve("meter"), new byte[5000]);
        var source = new PipeSourceType().create(pipe.toString());
        Taken taken = new Taken() {
            @Override
            public void bytes(byte[] buffer, int offset, int length) {
                super.bytes(buffer, offset, length);
                source.close();
            }
        };
        assertEquals(End.HUNG_UP, source.run(taken));
        assertTrue(taken.bytes.size() < 5000);
    }

    @Test
    void whatIsMissingIsSaidInASentence(@TempDir Path folder) {
        var type = new PipeSourceType();
        assertThrows(IllegalArgumentException.class, () -> type.create(""));
        var problem = assertThrows(SourceProblem.class,
                () -> type.create(folder.resolve("meter").toString()).run(new Taken()));
        assertEquals("There is no " + folder.resolve("meter") + ".", problem.reason());
        assertFalse(problem.permanent());
    }
}
