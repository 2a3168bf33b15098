package org.currentcost.source.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.currentcost.testkit.PtyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialProbeTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private final List<Integer> speeds = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private final SerialProbe.Listener listener = new SerialProbe.Listener() {
        @Override
        public void trying(int baud) {
            speeds.add(baud);
        }

        @Override
        public void received(String more) {
            text.append(more);
        }
    };

    @Test
    void hearsAMeterAndGoesOnListening() throws Exception {
        try (PtyPair cable = PtyPair.at(folder.resolve("port"))) {
            cable.send("\u00fc\0<msg>one</msg>\r\n");
            SerialProbe.Listener answering = new SerialProbe.Listener() {
                @Override
                public void trying(int baud) {
                    listener.trying(baud);
                }

                @Override
                public void received(String more) {
                    listener.received(more);
                    if (!text.toString().contains("two")) {
                        cable.send("<msg>two</msg>\r\n");
                    }
                }
            };
            SerialProbe.Result result = SerialProbe.probe(folder.resolve("port").toString(), answering, SHORT,
                    Duration.ofSeconds(3));
            SerialProbe.Result.Received received = assertInstanceOf(SerialProbe.Result.Received.class, result);
            assertEquals(57_600, received.baud());
            String all = new String(received.bytes(), StandardCharsets.ISO_8859_1);
            assertTrue(all.startsWith("\u00fc\0<msg>one</msg>\r\n<msg>two</msg>\r\n"), all);
            assertTrue(text.toString().startsWith("\u00b7\u00b7<msg>one</msg>\r\n<msg>two</msg>\r\n"), text.toString());
            assertEquals(List.of(57_600), speeds);
        }
    }

    @Test
    void triesEverySpeedAndThenTellsWhy() throws Exception {
        try (PtyPair cable = PtyPair.at(folder.resolve("port"))) {
            SerialProbe.Result result = SerialProbe.probe(cable.programEnd().toString(), listener, SHORT, SHORT);
            SerialProbe.Result.Nothing nothing = assertInstanceOf(SerialProbe.Result.Nothing.class, result);
            assertTrue(nothing.reason().startsWith("Nothing was received on " + cable.programEnd().toString()),
                    nothing.reason());
            assertTrue(nothing.remedy().contains("socket"), nothing.remedy());
            assertEquals(List.of(57_600, 9600, 2400), speeds);
        }
    }

    @Test
    void tellsWhyAPortCannotBeOpened() throws Exception {
        SerialProbe.Result result = SerialProbe.probe(folder.resolve("gone").toString(), listener);
        SerialProbe.Result.Nothing nothing = assertInstanceOf(SerialProbe.Result.Nothing.class, result);
        assertTrue(nothing.reason().contains("isn't there"), nothing.reason());
        assertTrue(speeds.isEmpty());
    }

    @Test
    void listsPortsOnce() {
        List<String> paths = SerialPorts.list().stream().map(PortInfo::path).toList();
        assertEquals(paths.stream().distinct().toList(), paths);
        assertFalse(paths.contains(""));
    }
}
