package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lets commands start quickly is code: it is the user's alone, and never needed. */
class ClassArchiveTest {

    @TempDir
    private Path home;
    private Path classes;

    @BeforeEach
    void theArchiveLiesInTheHome() {
        classes = home.resolve(".currentcost/classes");
    }

    private void version() throws Exception {
        try (var command = Product.start(Map.of("HOME", home.toString()), "--version")) {
            assertEquals(0, command.exitCode(), command::toString);
            assertEquals(List.of(), command.err(), command::toString);
            assertEquals(1, command.out().size(), command::toString);
            assertTrue(command.out().getFirst().startsWith("CurrentCost Workbench "), command::toString);
        }
    }

    private List<Path> archives() throws IOException {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(classes)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    @Test
    void oneIsMadeForTheUserAloneAndUsed() throws Exception {
        version();
        assertEquals(1, archives().size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(classes)));
        var made = Files.getLastModifiedTime(archives().getFirst());
        version();
        assertEquals(made, Files.getLastModifiedTime(archives().getFirst()));
    }

    @Test
    void aDamagedOneHarmsNothingWithoutAWord() throws Exception {
        version();
        var archive = archives().getFirst();
        byte[] whole = Files.readAllBytes(archive);
        for (int length : List.of(0, 1, 4096, whole.length / 2, whole.length - 1)) {
            Files.write(archive, Arrays.copyOf(whole, length));
            version();
            version();
        }
        // A start with 200 wrong bytes anywhere, in its head too, is slower at most.
        for (int seed = 0; seed < 8; seed++) {
            var random = new Random(seed);
            byte[] other = whole.clone();
            for (int i = 0; i < 200; i++) {
                other[random.nextInt(seed == 0 ? 256 : other.length)] ^= 0x5a;
            }
            Files.write(archive, other);
            version();
        }
    }

    @Test
    void oneWithADamagedHeadIsMadeAnew() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")), "this system does not tell what a process uses");
        version();
        var archive = archives().getFirst();
        byte[] whole = Files.readAllBytes(archive);
        for (int at : List.of(0, 4, 8, 12, 40, 300)) {
            byte[] other = whole.clone();
            other[at] ^= 0x5a;
            Files.write(archive, other);
            // The first finds out, the second makes it.
            version();
            version();
            var made = Files.readAttributes(archive, BasicFileAttributes.class).fileKey();
            assertFalse(Arrays.equals(other, Files.readAllBytes(archive)), "damaged at " + at);
            version();
            assertEquals(made, Files.readAttributes(archive, BasicFileAttributes.class).fileKey(), "it is used");
        }
    }

    /** Of an installation whose program was exchanged, under the same names. */
    @Test
    void anOutdatedOneIsMadeAnewAndItsClassesAreNotRun() throws Exception {
        var program = Installation.copy(home.resolve("currentcost"));
        var jar = program.file("plugins/" + program.files("plugins", "org.currentcost.cli_").getFirst());
        classes = home.resolve("home/.currentcost/classes");
        assertTrue(program.run(0, "--version").getFirst().startsWith("CurrentCost Workbench "));
        var archive = archives().getFirst();
        byte[] outdated = Files.readAllBytes(archive);
        var time = Files.getLastModifiedTime(jar);
        byte[] changed = withinClasses(jar, "CurrentCost Workbench ", "CurrentCost Workshop! ");
        // As an update by hand leaves it: of the same size at most, and of another time; or with the time in the past.
        for (var of : List.of(FileTime.fromMillis(time.toMillis() + 5000), FileTime.fromMillis(1_000_000_000_000L))) {
            Files.write(archive, outdated);
            Files.write(jar, changed);
            Files.setLastModifiedTime(jar, of);
            for (int start = 0; start < 2; start++) {
                var said = program.run(0, "--version");
                assertEquals(1, said.size(), said::toString);
                assertTrue(said.getFirst().startsWith("CurrentCost Workshop! "), said::toString);
            }
            assertFalse(Arrays.equals(outdated, Files.readAllBytes(archive)), "it is made anew");
        }
    }

    /** {@return a jar with another text of the same length in its classes} */
    private static byte[] withinClasses(Path jar, String text, String other) throws IOException {
        var changed = new ByteArrayOutputStream();
        try (var from = new ZipFile(jar.toFile()); var to = new ZipOutputStream(changed)) {
            for (var entry : Collections.list(from.entries())) {
                String content = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write((entry.getName().endsWith(".class") ? content.replace(text, other) : content)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return changed.toByteArray();
    }

    @Test
    void eachKindOfCommandHasItsOwn() throws Exception {
        version();
        try (var command = Product.start(Map.of("HOME", home.toString()), "sources", "--data",
                home.resolve("data").toString())) {
            assertEquals(0, command.exitCode(), command::toString);
            assertEquals(List.of(), command.err(), command::toString);
        }
        assertEquals(2, archives().size());
    }

    @Test
    void thereAreNeverMany() throws Exception {
        Files.createDirectories(classes, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        for (int former = 0; former < 40; former++) {
            Files.setLastModifiedTime(Files.write(classes.resolve("other-" + former + "-20.jsa"), new byte[9]),
                    FileTime.fromMillis(former));
        }
        Files.write(classes.resolve("39-20.installation"), List.of(home.resolve("gone").toString()));
        version();
        assertEquals(16, archives().size());
        assertFalse(Files.exists(classes.resolve("other-39-20.jsa")), "its installation is gone");
        assertTrue(Files.exists(classes.resolve("other-38-20.jsa")));
    }

    @Test
    void nothingIsReadOrWrittenWhereOthersMayWrite() throws Exception {
        Files.createDirectories(classes);
        Files.setPosixFilePermissions(home.resolve(".currentcost"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwx------"));
        version();
        assertEquals(List.of(), archives());
        Files.setPosixFilePermissions(home.resolve(".currentcost"), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxrwx---"));
        version();
        assertEquals(List.of(), archives());
    }

    @Test
    void neitherALinkNorAnotherUsersFileIsTaken() throws Exception {
        version();
        var archive = archives().getFirst();
        byte[] whole = Files.readAllBytes(archive);
        var elsewhere = Files.write(home.resolve("elsewhere"), new byte[10]);
        Files.delete(archive);
        Files.createSymbolicLink(archive, elsewhere);
        version();
        assertArrayEquals(new byte[10], Files.readAllBytes(elsewhere));
        assertTrue(Files.isSymbolicLink(archive));
        Files.delete(archive);
        Files.write(archive, whole);
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        Files.setAttribute(archive, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        Files.write(archive, new byte[20]);
        version();
        assertArrayEquals(new byte[20], Files.readAllBytes(archive));
        assertNotEquals(0, Files.getAttribute(archive, "unix:uid"));
    }

    @Test
    void withoutAHomeThereIsNone() throws Exception {
        var file = Files.createFile(home.resolve("file"));
        try (var command = Product.start(Map.of("HOME", file.toString()), "--version")) {
            assertEquals(0, command.exitCode(), command::toString);
            assertEquals(List.of(), command.err(), command::toString);
        }
        assertFalse(Files.exists(classes));
    }
}
