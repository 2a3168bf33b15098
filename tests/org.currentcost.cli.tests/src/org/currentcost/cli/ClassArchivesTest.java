package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes are few, whatever was installed and is gone. */
class ClassArchivesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;
    @TempDir
    private Path program;
    @TempDir
    private Path java;
    private Path classes;

    @BeforeEach
    void theFolder() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
    }

    private Path archive(String name, int daysAgo) throws IOException {
        var file = Files.write(classes.resolve(name), new byte[1]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
        return file;
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void thoseUsedLongestAgoGo() throws Exception {
        for (int day = 0; day < 40; day++) {
            archive("export-" + day + "-20.jsa", day);
        }
        ClassArchive.keepFew(classes.resolve("export-99-20.jsa"), program, java);
        assertEquals(IntStream.range(0, ClassArchive.KEPT - 1).mapToObj(day -> "export-" + day + "-20.jsa")
                .collect(Collectors.toSet()),
                names().stream().filter(name -> name.endsWith(".jsa")).collect(Collectors.toSet()));
    }

    @Test
    void theOneThatIsMadeAnewIsNotAmongThem() throws Exception {
        var own = archive("export-99-20.jsa", 100);
        for (int day = 0; day < 40; day++) {
            archive("export-" + day + "-20.jsa", day);
        }
        ClassArchive.keepFew(own, program, java);
        assertTrue(Files.exists(own));
        assertEquals(ClassArchive.KEPT, names().stream().filter(name -> name.endsWith(".jsa")).count());
    }

    @Test
    void thoseOfAnInstallationThatIsGoneGoWithIt() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        var gone = Files.createDirectory(folder.resolve("gone"));
        ClassArchive.keepFew(archive("export-1-20.jsa", 0), other, java);
        ClassArchive.keepFew(archive("export-2-20.jsa", 0), gone, java);
        ClassArchive.keepFew(archive("export-12-20.jsa", 0), program, java);
        Files.delete(gone);
        ClassArchive.keepFew(archive("import-12-20.jsa", 0), program, java);
        assertEquals(Set.of("export-1-20.jsa", "1-20.installation", "export-12-20.jsa", "import-12-20.jsa",
                "12-20.installation"), names());
    }

    @Test
    void thoseOfAJavaThatIsGoneGoWithIt() throws Exception {
        var gone = Files.createDirectory(folder.resolve("java"));
        ClassArchive.keepFew(archive("other-1-20.jsa", 0), program, gone);
        Files.delete(gone);
        ClassArchive.keepFew(archive("other-2-20.jsa", 0), program, java);
        assertEquals(Set.of("other-2-20.jsa", "2-20.installation"), names());
    }

    @Test
    void nothingElseIsTouched() throws Exception {
        var elsewhere = Files.write(folder.resolve("elsewhere"), new byte[1]);
        Files.createSymbolicLink(classes.resolve("sources-1-20.jsa"), elsewhere);
        Files.createDirectory(classes.resolve("meter-1-20.jsa"));
        archive("notes.txt", 4000);
        for (int day = 0; day < 40; day++) {
            archive("export-" + day + "-20.jsa", day);
        }
        ClassArchive.keepFew(classes.resolve("export-99-20.jsa"), program, java);
        assertTrue(Files.exists(elsewhere));
        assertTrue(names().containsAll(Set.of("sources-1-20.jsa", "meter-1-20.jsa", "notes.txt")));
    }

    @Test
    void aNoteOfAnInstallationThatIsHalfWrittenTakesArchivesWithIt() throws Exception {
        archive("export-1-20.jsa", 0);
        Files.writeString(classes.resolve("1-20.installation"), "/no such fol");
        ClassArchive.keepFew(archive("export-2-20.jsa", 0), program, java);
        assertEquals(Set.of("export-2-20.jsa", "2-20.installation"), names());
    }

    @Test
    void aNoteThatIsNoTextHindersNothing() throws Exception {
        Files.write(classes.resolve("1-20.installation"), new byte[]{-1, 0, -2});
        Files.write(classes.resolve("2-20.installation"), new byte[]{0});
        archive("export-1-20.jsa", 0);
        ClassArchive.keepFew(archive("export-3-20.jsa", 0), program, java);
        assertEquals(Set.of("export-3-20.jsa", "3-20.installation"), names());
    }

    @Test
    void oneIsOutdatedOnceAFileThatItWasMadeOfIsAnother() throws Exception {
        var first = Files.write(folder.resolve("first.jar"), new byte[1]);
        var second = Files.write(folder.resolve("second.jar"), new byte[1]);
        var time = Files.getLastModifiedTime(first);
        var archive = archive("export-1-20.jsa", 0);
        String classPath = first + File.pathSeparator + second;
        for (var change : List.<Callable<?>>of(() -> "of what it was made is not known yet",
                () -> Files.write(first, new byte[2]),
                () -> Files.setLastModifiedTime(first, FileTime.fromMillis(time.toMillis() - 1)))) {
            change.call();
            assertTrue(ClassArchive.isOutdated(archive, classPath));
            assertFalse(ClassArchive.isOutdated(archive, classPath));
        }
        assertTrue(ClassArchive.isOutdated(archive, second + File.pathSeparator + first));
        assertTrue(ClassArchive.isOutdated(archive, first.toString()));
        assertFalse(ClassArchive.isOutdated(archive, first.toString()));
    }

    @Test
    void whatOneWasMadeOfGoesWithIt() throws Exception {
        for (int day = 0; day < 40; day++) {
            ClassArchive.isOutdated(archive("export-" + day + "-20.jsa", day), folder.toString());
        }
        ClassArchive.keepFew(classes.resolve("export-99-20.jsa"), program, java);
        assertEquals(ClassArchive.KEPT - 1, names().stream().filter(name -> name.endsWith(".classpath")).count());
    }

    @Test
    void oneIsUsedIfItIsMapped() {
        byte[] mapped = "7f-80 r--p 0 08:01 9 /home/a/.currentcost/classes/export-1-20.jsa\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(ClassArchive.isUsed(Path.of("/elsewhere/export-1-20.jsa"), mapped));
        assertFalse(ClassArchive.isUsed(Path.of("/elsewhere/export-1-2.jsa"), mapped));
        for (var name : List.of("export-1-20.js", "xport-1-20.jsa")) {
            assertFalse(ClassArchive.isUsed(Path.of(name), mapped), name);
        }
    }
}
