package org.currentcost.source.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.testkit.PtyPair;
import org.currentcost.testkit.SourceRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialSourceTest {

    private static final String ONE = "<msg>one</msg>\r\n";
    private static final String TWO = "<msg>two</msg>\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    @Test
    void handsOverEverythingFromTheFirstByteOn() throws Exception {
        try (PtyPair cable = PtyPair.at(link()); ByteSource source = open(link().toString())) {
            cable.send("atts></ch1></msg>\r\n<ms");
            SourceRun running = SourceRun.start(source);
            cable.send("g>one</msg>\r\n");
            running.await(text -> text.equals("atts></ch1></msg>\r\n" + ONE));
            cable.send("<msg>tw");
            running.await(text -> text.endsWith("<msg>tw"));
            cable.send("o</msg>\r\n");
            running.await(text -> text.endsWith(ONE + TWO));
            assertEquals(List.of("connected " + link() + ", 57600 baud"), running.calls());
        }
    }

    @Test
    void triesOtherSpeedsWhenItHearsGarbageAndRemembersTheRightOne() throws Exception {
        List<Integer> tried = new CopyOnWriteArrayList<>();
        AtomicReference<Consumer<String>> meter = new AtomicReference<>();
        SpeedSearch.Progress progress = new SpeedSearch.Progress() {
            @Override
            public void trying(int baud) {
                tried.add(baud);
                // The first speed only brings garbage, as from a meter that talks at another one
                meter.get().accept(tried.size() == 1 ? "x\u00f8\u00f8x\u0080".repeat(20) : ONE);
            }

            @Override
            public void received(byte[] buffer, int length) {
                assertTrue(length > 0);
            }
        };
        try (ByteSource source = new SerialSource(SerialAddress.parse(link().toString()), List::of,
                SpeedSearch.LISTENING, System::nanoTime, progress)) {
            for (int i = 0; i < 2; i++) {
                try (PtyPair cable = PtyPair.at(link())) {
                    meter.set(cable::send);
                    SourceRun running = SourceRun.start(source);
                    running.await(text -> text.endsWith(ONE));
                    cable.send(TWO);
                    running.await(text -> text.endsWith(ONE + TWO));
                    assertEquals(List.of("connected " + link() + ", 9600 baud"), running.calls());
                    cable.pullOut();
                    running.awaitEnd();
                }
            }
        }
        assertEquals(List.of(57_600, 9600, 9600), tried);
    }

    @Test
    void noticesAHangUpInTheMiddleOfAMessage() throws Exception {
        try (PtyPair cable = PtyPair.at(link()); ByteSource source = open(link() + "?model=cc128")) {
            SourceRun running = SourceRun.start(source);
            cable.send(ONE + "<msg>tw");
            running.await(text -> text.endsWith("<msg>tw"));
            cable.pullOut();
            SourceProblem problem = problem(running);
            assertFalse(problem.permanent());
            assertTrue(problem.reason().contains("unplugged"), problem.reason());
        }
    }

    @Test
    void goesOnAfterBeingPluggedInAgain() throws Exception {
        try (ByteSource source = open(link() + "?baud=9600")) {
            for (int i = 0; i < 3; i++) {
                try (PtyPair cable = PtyPair.at(link())) {
                    SourceRun running = SourceRun.start(source);
                    cable.send(TWO);
                    running.await(TWO::equals);
                    assertEquals(List.of("connected " + link() + ", 9600 baud"), running.calls());
                    cable.pullOut();
                    assertTrue(problem(running).reason().contains("unplugged"));
                }
                SourceProblem missing = problem(SourceRun.start(source));
                assertFalse(missing.permanent());
                assertTrue(missing.reason().contains("isn't there"), missing.reason());
            }
        }
    }

    @Test
    void findsItsAdapterUnderAnotherName() throws Exception {
        Path elsewhere = folder.resolve("ttyUSB1");
        AtomicReference<List<PortInfo>> ports = new AtomicReference<>(List.of());
        AtomicLong nanos = new AtomicLong();
        try (PtyPair cable = PtyPair.at(link());
                ByteSource source = source(cable.programEnd().toString() + "?model=cc128", SHORT, ports::get, nanos)) {
            ports.set(List.of(port(cable.programEnd().toString(), "A1"), port("/dev/ttyUSB9", "B2")));
            SourceRun running = SourceRun.start(source);
            cable.send(ONE);
            running.await(ONE::equals);
            try (PtyPair other = PtyPair.at(elsewhere)) {
                ports.set(List.of(port("/dev/ttyUSB9", "B2"), port(other.programEnd().toString(), "A1")));
                cable.pullOut();
                running.awaitEnd();
                assertTrue(problem(SourceRun.start(source)).reason().contains("isn't there"), "not looked for yet");
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
                SourceRun moved = SourceRun.start(source);
                other.send(TWO);
                moved.await(TWO::equals);
                assertEquals(List.of("connected " + other.programEnd().toString() + ", 57600 baud"), moved.calls());
            }
        }
    }

    @Test
    void staysWithTheChosenNameIfAdaptersCannotBeTold() throws Exception {
        AtomicReference<List<PortInfo>> ports = new AtomicReference<>(List.of());
        AtomicLong nanos = new AtomicLong();
        try (PtyPair cable = PtyPair.at(link());
                ByteSource source = source(cable.programEnd().toString() + "?model=cc128", SHORT, ports::get, nanos)) {
            ports.set(List.of(port(cable.programEnd().toString(), ""), port("/dev/ttyUSB9", "")));
            for (int i = 0; i < 2; i++) {
                SourceRun running = SourceRun.start(source);
                cable.send(ONE);
                running.await(ONE::equals);
                running.thread().interrupt();
                running.awaitEnd();
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
            }
        }
    }

    @Test
    void keepsNoThreadAndNoFileAfterManyRuns() throws Exception {
        try (PtyPair cable = PtyPair.at(link())) {
            long files = 0;
            long threads = 0;
            for (int i = 0; i < 50; i++) {
                try (ByteSource source = open(link().toString())) {
                    SourceRun running = SourceRun.start(source);
                    cable.send(ONE);
                    running.await(text -> text.endsWith(ONE));
                    source.close();
                    assertEquals(MeterSource.End.HUNG_UP, running.end());
                    running.thread().join();
                }
                if (i == 4) {
                    files = openFiles();
                    threads = Thread.getAllStackTraces().size();
                }
            }
            assertTrue(openFiles() <= files + 2, files + " files before, " + openFiles() + " after 45 more runs");
            int after = Thread.getAllStackTraces().size();
            assertTrue(after <= threads + 2, threads + " threads before, " + after + " after 45 more runs");
        }
    }

    @Test
    void letsGoOfThePortWhenClosedOrInterrupted() throws Exception {
        try (PtyPair cable = PtyPair.at(link())) {
            CountDownLatch searching = new CountDownLatch(1);
            SpeedSearch.Progress progress = new SpeedSearch.Progress() {
                @Override
                public void trying(int baud) {
                    searching.countDown();
                }

                @Override
                public void received(byte[] buffer, int length) {
                    throw new AssertionError("nothing was said");
                }
            };
            try (ByteSource source = new SerialSource(SerialAddress.parse(link().toString()), List::of,
                    SpeedSearch.LISTENING, System::nanoTime, progress)) {
                SourceRun running = SourceRun.start(source);
                assertTrue(searching.await(20, TimeUnit.SECONDS));
                source.close();
                assertEquals(MeterSource.End.HUNG_UP, running.end());
                assertEquals(MeterSource.End.HUNG_UP, source.run(running), "a closed source stays closed");
            }
            try (ByteSource source = open(link() + "?model=classic")) {
                SourceRun running = SourceRun.start(source);
                running.awaitConnected();
                running.thread().interrupt();
                ExecutionException end = assertThrows(ExecutionException.class, running::end);
                assertInstanceOf(InterruptedException.class, end.getCause());
            }
            try (ByteSource source = open(link() + "?model=classic")) {
                SourceRun running = SourceRun.start(source);
                cable.send(ONE);
                running.await(ONE::equals);
            }
        }
    }

    @Test
    void tellsWhenAnotherSourceHasThePort() throws Exception {
        try (PtyPair cable = PtyPair.at(link());
                ByteSource first = open(link() + "?model=cc128");
                ByteSource second = open(cable.programEnd().toString())) {
            SourceRun running = SourceRun.start(first);
            running.awaitConnected();
            SourceProblem problem = problem(SourceRun.start(second));
            assertFalse(problem.permanent());
            assertTrue(problem.reason().contains("Another source"), problem.reason());
            cable.send(ONE);
            running.await(ONE::equals);
        }
    }

    @Test
    void namesTheProgramThatHasThePort() throws Exception {
        try (PtyPair cable = PtyPair.at(link()); ByteSource source = open(link().toString())) {
            Process other = new ProcessBuilder("flock", "-F", cable.programEnd().toString(), "sh", "-c",
                    "echo locked; read line")
                    .start();
            try (BufferedReader said = new BufferedReader(
                    new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals("locked", said.readLine());
                SourceProblem problem = problem(SourceRun.start(source));
                assertFalse(problem.permanent());
                assertEquals(link() + " is used by sh.", problem.reason());
            } finally {
                other.destroy();
                other.waitFor();
            }
            SourceRun running = SourceRun.start(source);
            cable.send(ONE);
            running.await(ONE::equals);
        }
    }

    @Test
    void tellsWhoMayOpenAPort() throws Exception {
        try (PtyPair cable = PtyPair.at(link())) {
            Path device = Path.of(cable.programEnd().toString());
            String group = Files.readAttributes(device, PosixFileAttributes.class).group().getName();
            Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw----"));
            SourceProblem problem = assertThrows(SourceProblem.class,
                    () -> PortAccess.check(link().toString(), device, candidate -> false));
            assertTrue(problem.permanent());
            assertEquals("You may not open " + link() + ".", problem.reason());
            if (!group.equals("root")) {
                assertTrue(problem.remedy().contains("sudo usermod -aG " + group + " $USER"), problem.remedy());
            }
            Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-------"));
            SourceProblem noGroup = assertThrows(SourceProblem.class,
                    () -> PortAccess.check(link().toString(), device, candidate -> false));
            assertTrue(noGroup.remedy().contains("administrator"), noGroup.remedy());
        }
    }

    @Test
    void tellsWhatIsNoPort() throws Exception {
        Path file = Files.writeString(folder.resolve("capture.raw"), ONE);
        SourceProblem noPort = problem(file);
        assertTrue(noPort.permanent());
        assertTrue(noPort.remedy().contains("file:" + file), noPort.remedy());
        SourceProblem directory = problem(folder);
        assertTrue(directory.permanent());
        assertTrue(directory.reason().contains("folder"), directory.reason());
        SourceProblem dangling = problem(Files.createSymbolicLink(folder.resolve("by-id"), folder.resolve("gone")));
        assertFalse(dangling.permanent());
        assertTrue(dangling.reason().contains("isn't there"), dangling.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "pipe", "socket"})
    void tellsWhatIsADeviceButNoPort(String name) throws Exception {
        Path device = folder.resolve(name);
        if (name.equals("pipe")) {
            assertEquals(0, new ProcessBuilder("mkfifo", device.toString()).start().waitFor());
        } else if (name.equals("socket")) {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(device)).close();
        }
        SourceProblem problem = problem(device);
        assertTrue(problem.permanent());
        assertEquals(device + " is no serial port.", problem.reason());
    }

    @Test
    void findsAMessageBehindAnyAmountOfWhatIsNone() throws Exception {
        try (PtyPair cable = PtyPair.at(link());
                ByteSource source = source(link().toString(), Duration.ofSeconds(30), List::of, new AtomicLong())) {
            SourceRun running = SourceRun.start(source);
            for (int i = 0; i < 200; i++) {
                cable.send("no message ".repeat(100));
            }
            cable.send(ONE);
            running.await(text -> text.endsWith(ONE) && text.length() < 40_000);
        }
    }

    @Test
    void tellsWhenNoMeterTalks() throws Exception {
        try (PtyPair cable = PtyPair.at(link());
                ByteSource source = source(link().toString(), SHORT, List::of, new AtomicLong())) {
            SourceProblem silent = problem(SourceRun.start(source));
            assertFalse(silent.permanent());
            assertEquals("Nothing was received on " + link() + " at 57600, 9600, 2400 baud.", silent.reason());
            cable.send("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n");
            SourceProblem strange = problem(SourceRun.start(source));
            assertTrue(strange.reason().contains("(67 bytes)"), strange.reason());
        }
    }

    private Path link() {
        return folder.resolve("ttyUSB0");
    }

    private static ByteSource open(String address) {
        return new SerialSourceType().create(address);
    }

    private static ByteSource source(String address, Duration listening, Supplier<List<PortInfo>> ports,
            AtomicLong nanos) {
        return new SerialSource(SerialAddress.parse(address), ports, listening, nanos::get,
                SpeedSearch.Progress.NONE);
    }

    private static PortInfo port(String path, String serialNumber) {
        return new PortInfo(path, "USB-Serial Controller", "Prolific", 0x067b, 0x2303, serialNumber, "");
    }

    private static SourceProblem problem(Path path) throws Exception {
        try (ByteSource source = open(path.toString())) {
            return problem(SourceRun.start(source));
        }
    }

    private static SourceProblem problem(SourceRun running) {
        ExecutionException end = assertThrows(ExecutionException.class, running::end);
        SourceProblem problem = assertInstanceOf(SourceProblem.class, end.getCause());
        assertFalse(problem.remedy().isEmpty());
        return problem;
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
