package org.currentcost.source.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.currentcost.model.NativeLibraryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import com.fazecast.jSerialComm.SerialPort;

/** What others leave in shared folders is neither run nor followed. Each case is a process without OSGi. */
@EnabledOnOs(OS.LINUX)
final class SerialLibraryTest {

    private static final String VERSION = "2.11.4";

    @TempDir
    private Path folder;
    private Path shared;
    private Path home;
    private Path victim;

    @BeforeEach
    void makePlaces() throws IOException {
        folder = folder.toRealPath();
        shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        home = Files.createDirectory(folder.resolve("home"));
        victim = Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("victim"));
    }

    @Test
    void aPlantedLibraryIsNotLoadedAndNothingBehindAPlantedLinkIsDeleted() throws Exception {
        for (Path base : List.of(shared.resolve("jSerialComm"), home.resolve(".jSerialComm"))) {
            for (String program : List.of(".", "org.currentcost")) {
                Path planted = Files.createDirectories(base.resolve(program).resolve(VERSION));
                Files.write(planted.resolve("libjSerialComm.so"), library());
                Files.createSymbolicLink(base.resolve(program).resolve("link"), victim.getParent());
                Files.createSymbolicLink(planted.resolve("link"), victim.getParent());
            }
        }
        List<Path> before = everything(shared);

        List<String> lines = load(home);

        assertEquals(List.of(home + "/.cache/currentcost/native/" + SerialLibrary.name("Linux",
                System.getProperty("os.arch")).orElseThrow(), shared.toString(), home.toString()), lines);
        assertTrue(Files.exists(victim), "behind the link");
        assertEquals(before, everything(shared));
    }

    @Test
    void aFolderThatOthersHaveBeenInIsNotUsed() throws Exception {
        Path open = Files.createDirectories(home.resolve(".cache/currentcost"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        List<String> lines = load(home);

        assertTrue(lines.getFirst().startsWith(home + "/.currentcost/native/"), lines.toString());
    }

    @Test
    void withoutAnyFolderNothingIsLoadedAtAll() throws Exception {
        Path file = Files.createFile(folder.resolve("noHome"));
        Files.createDirectories(shared.resolve("jSerialComm/org.currentcost/" + VERSION));
        List<Path> before = everything(shared);

        List<String> lines = load(file);

        assertTrue(lines.stream().anyMatch(line -> line.contains("IOException") || line.contains("FileSystem")),
                lines.toString());
        assertFalse(lines.stream().anyMatch(line -> line.endsWith(".so")), lines.toString());
        assertEquals(before, everything(shared));
    }

    @Test
    void theUsualComputersAreKnownByTheNamesOfTheLibrary() {
        for (String system : List.of("Linux", "Windows 11", "Mac OS X")) {
            for (String architecture : List.of("amd64", "x86_64", "aarch64", "x86")) {
                String name = SerialLibrary.name(system, architecture).orElseThrow();
                assertNotNull(SerialPort.class.getResource("/" + name), name);
            }
        }
        assertEquals(Optional.empty(), SerialLibrary.name("Linux", "riscv64"));
        assertEquals(Optional.empty(), SerialLibrary.name("AIX", "ppc64"));
    }

    private static byte[] library() throws IOException {
        try (var content = SerialPort.class.getResourceAsStream("/Linux/x86_64/libjSerialComm.so")) {
            return content.readAllBytes();
        }
    }

    private static List<Path> everything(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private List<String> load(Path userHome) throws Exception {
        String classPath = Stream.of(LoadingProgram.class, SerialPorts.class, NativeLibraryFolder.class,
                SerialPort.class).map(SerialLibraryTest::place).distinct().collect(Collectors.joining(
                        File.pathSeparator));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classPath, "-Djava.io.tmpdir=" + shared, "-Duser.home=" + userHome,
                "-XX:-UsePerfData", LoadingProgram.class.getName()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("JAVA_")
                || name.startsWith("JDK_"));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return Files.readString(output, StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING"))
                .toList();
    }

    /** Where a class is, be it in a jar, in the folder of a build, or in a bundle that lies there. */
    private static String place(Class<?> type) {
        try {
            Path place = Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toURI()
                    .toString()));
            String name = type.getName().replace('.', '/') + ".class";
            return Stream.of("", "target/classes", "target/test-classes").map(place::resolve)
                    .filter(one -> Files.isRegularFile(place) || Files.exists(one.resolve(name))).findFirst()
                    .orElseThrow().toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
