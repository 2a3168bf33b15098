package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.currentcost.testkit.PtyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A meter on a cable, recorded by the packaged program. */
class CableTest {

    /** No simulated meter has so many sensors: what comes from this one was sent last. */
    private static final int MARK_SENSOR = 9;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"cc128, 60, '', ''", "cc128-v0.11, 120, ?model=cc128, ''", "classic, 120, ?model=classic, ''",
        "cc128, 240, ?model=cc128, --quirks"})
    void exportsWhatAMeterSent(String model, String speed, String option, String quirks) throws Exception {
        var data = folder.resolve("data");
        try (var cable = PtyPair.in(folder);
                var record = Product.start("record", "--source", cable.address() + option, "--print", "--data",
                        data.toString())) {
            awaitListener(cable, record);
            var simulate = new ArrayList<>(List.of("simulate", "--model", model, "--out",
                    cable.meterEnd().toString(), "--speed", speed, "--seed", "7", "--for", "8s",
                    // shortly before a CC128 begins to tell its history
                    "--from", "2026-01-31T00:58:00Z"));
            if (!quirks.isEmpty()) {
                simulate.add(quirks);
            }
            assertEquals(List.of(), Product.run(simulate.toArray(String[]::new)));
            cable.send(Meter.message(0, MARK_SENSOR, 1234));
            record.awaitOut(line -> line.endsWith("sensor 9: 1234 W"));
            record.terminate().exitCode();

            var sent = MeterLine.read(cable.sent());
            assertTrue(sent.live().size() > 50, sent::toString);
            assertTrue(sent.messages().stream().anyMatch(MeterLine.Message::history), sent::toString);
            assertEquals(!quirks.isEmpty(), sent.damaged() > 0, sent::toString);
            assertEquals(sent.summary(sent.measured().size()), record.closingLine(), record::toString);
            assertEquals(Measured.bySensor(sent.measured()), Measured.bySensor(
                    Product.export(data).stream().map(ExportedRow::measured).toList()));
        }
    }

    @Test
    void loadsNoLibraryThatOthersPlantedAndFollowsNoLinkOfTheirs() throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));
        var shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        var victim = Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("victim"));
        var planted = new ArrayList<Path>();
        for (var base : List.of(shared.resolve("jSerialComm"), home.resolve(".jSerialComm"))) {
            for (var program : List.of("", "org.currentcost")) {
                var place = Files.createDirectories(base.resolve(program).resolve("2.11.4"));
                planted.add(Files.writeString(place.resolve("libjSerialComm.so"), "not the library"));
                Files.createSymbolicLink(place.resolve("link"), victim.getParent());
                Files.createSymbolicLink(base.resolve(program).resolve("link"), victim.getParent());
            }
        }
        var environment = Map.of("HOME", home.toString(), "CURRENTCOST_VMARGS",
                "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + shared + " -Duser.home=" + home);
        try (var cable = PtyPair.in(folder);
                var record = Product.start(environment, "record", "--source", cable.address(), "--print", "--data",
                        folder.resolve("data").toString())) {
            awaitListener(cable, record);
            cable.send(Meter.message(1, 0, 100));
            record.awaitOut(line -> line.endsWith(": 100 W"));
            record.terminate().exitCode();
        }
        assertTrue(Files.exists(victim));
        for (var library : planted) {
            assertEquals("not the library", Files.readString(library));
        }
        var folderOfOurs = home.resolve(".cache/currentcost/native");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folderOfOurs)));
    }

    @Test
    void goesOnWhenTheCableIsPulledOutAndPluggedInAgain() throws Exception {
        var data = folder.resolve("data");
        var expected = new ArrayList<Measured>();
        try (var cable = PtyPair.in(folder);
                var record = Product.start("record", "--source", cable.address(), "--print", "--data",
                        data.toString())) {
            int number = 0;
            for (int plug = 1; plug <= 3; plug++) {
                int stateLines = record.err().size();
                awaitListener(cable, record);
                for (int i = 0; i < 5; i++) {
                    cable.send(Meter.message(++number, i % 2, number));
                    expected.add(new Measured(i % 2, 1, number));
                }
                var cut = Meter.message(++number, 0, 9999);
                cable.send(Arrays.copyOf(cut, cut.length / 2));
                var last = ": " + expected.getLast().watts() + " W";
                record.awaitOut(line -> line.endsWith(last));
                cable.pullOut();
                record.await("to be told of the missing cable", () -> record.err().stream().skip(stateLines)
                        .anyMatch(line -> line.startsWith(cable.address() + ": trying again in ")));
                cable.plugIn();
            }
            awaitListener(cable, record);
            cable.send(Meter.message(++number, MARK_SENSOR, number));
            expected.add(new Measured(MARK_SENSOR, 1, number));
            record.awaitOut(line -> line.contains("sensor 9"));
            record.terminate().exitCode();

            assertEquals(4, record.err().stream().filter(line -> line.startsWith(cable.address() + ": live")).count(),
                    record::toString);
            assertEquals("messages=16 live=16 history=0 damaged=3 readings=16 stored=16", record.closingLine(),
                    record::toString);
            assertEquals(Measured.bySensor(expected),
                    Measured.bySensor(Product.export(data).stream().map(ExportedRow::measured).toList()));
        }
    }

    @Test
    void waitsForACableThatIsNotThereYet() throws Exception {
        var data = folder.resolve("data");
        try (var record = Product.start("record", "--source", "serial:" + folder.resolve("program"), "--print",
                "--data", data.toString())) {
            record.awaitErr(line -> line.contains("trying again in "));
            try (var cable = PtyPair.in(folder)) {
                awaitListener(cable, record);
                for (int i : IntStream.range(0, 3).toArray()) {
                    cable.send(Meter.message(i, 0, i));
                }
                record.awaitOut(line -> line.endsWith(": 2 W"));
            }
            record.terminate().exitCode();
            assertTrue(record.closingLine().startsWith("messages=3 "), record::toString);
        }
        assertEquals(List.of(0, 1, 2), Product.export(data).stream().map(ExportedRow::watts).toList());
    }

    /** What is sent before may be lost. */
    private static void awaitListener(PtyPair cable, Command process) throws Exception {
        process.await("the port to be opened", () -> cable.isOpenIn(process.pid()));
    }
}
