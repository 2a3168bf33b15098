package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class NativeLibraryFolderTest {

    private static final byte[] LIBRARY = {1, 2, 3};

    @TempDir
    Path home;
    private Path temporary;

    @BeforeEach
    void makeTemporary() throws IOException {
        home = home.toRealPath();
        temporary = Files.createDirectory(home.resolve("tmp"));
    }

    @Test
    void itIsMadeForItsUserAlone() throws IOException {
        var above = home.resolve(".cache/currentcost");

        var folder = NativeLibraryFolder.find(List.of(above), temporary);

        assertEquals(above.resolve("native"), folder);
        assertEquals("rwx------", permissions(folder));
        assertEquals("rwx------", permissions(above));
        assertEquals(folder, NativeLibraryFolder.find(List.of(above), temporary), "the next time");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList(), "what it was tried with");
        }
    }

    @Test
    void aFolderThatIsOpenToOthersIsNotTaken() throws IOException {
        for (String open : List.of("rwxrwxrwx", "rwxr-xr-x", "rwx--x---")) {
            var above = Files.createDirectory(home.resolve(open));
            Files.createDirectory(above.resolve("native"));
            Files.setPosixFilePermissions(above.resolve("native"), PosixFilePermissions.fromString(open));
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx------"));
            var other = home.resolve(".currentcost");

            assertEquals(other.resolve("native"), NativeLibraryFolder.find(List.of(above, other), temporary), open);

            Files.setPosixFilePermissions(above.resolve("native"), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString(open));
            assertEquals(other.resolve("native"), NativeLibraryFolder.find(List.of(above, other), temporary), open);
        }
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws IOException {
        var elsewhere = NativeLibraryFolder.find(List.of(home.resolve("elsewhere")), temporary);
        var other = home.resolve(".currentcost");
        var linked = home.resolve("linked");
        Files.createSymbolicLink(linked, elsewhere.getParent());
        assertEquals(other.resolve("native"), NativeLibraryFolder.find(List.of(linked, other), temporary));

        var above = home.resolve("above");
        Files.createDirectory(above, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                "rwx------")));
        Files.createSymbolicLink(above.resolve("native"), elsewhere);
        assertEquals(other.resolve("native"), NativeLibraryFolder.find(List.of(above, other), temporary));
    }

    @Test
    void aFolderThatOthersCouldReplaceIsNotTaken() throws IOException {
        var shared = Files.createDirectory(home.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        var other = home.resolve(".currentcost");

        assertEquals(other.resolve("native"),
                NativeLibraryFolder.find(List.of(shared.resolve("currentcost"), other), temporary));
    }

    @Test
    void aLinkedCacheIsItsTarget() throws IOException {
        var disk = Files.createDirectory(home.resolve("disk"));
        Files.createSymbolicLink(home.resolve(".cache"), disk);

        assertEquals(disk.resolve("currentcost/native"),
                NativeLibraryFolder.find(List.of(home.resolve(".cache/currentcost")), temporary));
    }

    @Test
    void withoutAnyOfItsOwnTheProcessGetsOneThatNobodyCanGuess() throws IOException {
        var file = Files.createFile(home.resolve("file"));
        var candidates = List.of(file.resolve("currentcost"), file, home.resolve("not/there/currentcost"));

        var first = NativeLibraryFolder.find(candidates, temporary);
        var second = NativeLibraryFolder.find(candidates, temporary);

        assertEquals(temporary, first.getParent());
        assertEquals("rwx------", permissions(first));
        assertFalse(first.equals(second));
    }

    @Test
    void aTemporaryFolderWhereOthersRenameIsNone() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));

        var thrown = assertThrows(IOException.class, () -> NativeLibraryFolder.find(List.of(), temporary));

        assertTrue(thrown.getMessage().contains(temporary.toString()), thrown.getMessage());
    }

    @Test
    void whatThePlacesAreCalled() {
        assertEquals(List.of(Path.of("/home/a/.cache/currentcost"), Path.of("/home/a/.currentcost")),
                NativeLibraryFolder.candidates(Map.of(), "Linux", "/home/a"));
        assertEquals(
                List.of(Path.of("/cache/currentcost"), Path.of("/home/a/.currentcost"),
                        Path.of("/run/user/7/currentcost")),
                NativeLibraryFolder.candidates(Map.of("XDG_CACHE_HOME", "/cache", "XDG_RUNTIME_DIR", "/run/user/7"),
                        "Linux", "/home/a"));
        assertEquals(List.of(Path.of("/home/a/.cache/currentcost"), Path.of("/home/a/.currentcost")),
                NativeLibraryFolder.candidates(Map.of("XDG_CACHE_HOME", "relative"), "Linux", "/home/a"));
        assertEquals(List.of(), NativeLibraryFolder.candidates(Map.of(), "Linux", "?"), "a user without a home");
        assertEquals(List.of(Path.of("/Users/a/Library/Caches/currentcost"), Path.of("/Users/a/.currentcost")),
                NativeLibraryFolder.candidates(Map.of(), "Mac OS X", "/Users/a"));
    }

    @Test
    void whatIsPutThereIsWhatTheProgramBrings() throws IOException {
        var folder = NativeLibraryFolder.find(List.of(home.resolve("currentcost")), temporary);
        var victim = Files.write(home.resolve("victim"), new byte[]{9});
        Files.createDirectory(folder.resolve("Linux"));
        Files.createSymbolicLink(folder.resolve("Linux/libexample.so"), victim);

        var library = NativeLibraryFolder.put(folder, "Linux/libexample.so", LIBRARY);

        assertTrue(Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS));
        assertArrayEquals(LIBRARY, Files.readAllBytes(library));
        assertArrayEquals(new byte[]{9}, Files.readAllBytes(victim), "behind the link");
        var modified = Files.getLastModifiedTime(library);
        assertEquals(library, NativeLibraryFolder.put(folder, "Linux/libexample.so", LIBRARY));
        assertEquals(modified, Files.getLastModifiedTime(library), "not written anew");

        Files.write(library, new byte[]{6, 6, 6});
        NativeLibraryFolder.put(folder, "Linux/libexample.so", LIBRARY);
        assertArrayEquals(LIBRARY, Files.readAllBytes(library), "instead of another one");
        assertThrows(IllegalArgumentException.class, () -> NativeLibraryFolder.put(folder, "../x", LIBRARY));
        try (var files = Files.list(library.getParent())) {
            assertEquals(List.of(library), files.toList());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
