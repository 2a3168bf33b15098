package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.currentcost.store.DataFolder;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the owner of a folder is reached, and what is left of it. */
class SocketPlaceTest {

    private static final int NOBODY = 65_534;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftInTheDataFolder() throws Exception {
        try (var place = SocketPlace.bind(folder)) {
            assertEquals(folder.resolve(DataFolder.OWNER), place.path().getParent());
            assertTrue(Files.exists(place.path()));
        }
        assertFalse(Files.exists(folder.resolve(DataFolder.OWNER)));
    }

    @Test
    void aDataFolderThatIsGoneIsNotMade() throws Exception {
        var gone = folder.resolve("gone");
        try (var place = SocketPlace.bind(gone)) {
            assertTrue(Files.exists(place.path()));
            assertFalse(Files.exists(gone));
        }
    }

    private static FileTime longAgo() {
        return FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    }

    /** Leaves a socket behind, as an owner does that was killed. */
    private static Path leaveSocket(Path file) throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(file));
        }
        return Files.setLastModifiedTime(file, longAgo());
    }

    private static Path privateFolder(Path folder) throws IOException {
        return Files.createDirectory(folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void whatKilledOwnersHaveLeftInTheUsersFolderIsRemoved() throws Exception {
        var runtime = privateFolder(folder.resolve("runtime"));
        var sockets = privateFolder(runtime.resolve("currentcost"));
        var dead = leaveSocket(sockets.resolve("0123456789abcdef"));
        var others = leaveSocket(sockets.resolve("another"));
        var file = Files.setLastModifiedTime(Files.createFile(sockets.resolve("00000000000000aa")), longAgo());
        try (var place = SocketPlace.bind(folder.resolve("gone"), Optional.of(runtime), folder)) {
            assertEquals(sockets, place.path().getParent());
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(others), "it has another name");
            assertTrue(Files.exists(file), "it is no socket");
            Files.setLastModifiedTime(place.path(), longAgo());
            try (var next = SocketPlace.bind(folder.resolve("gone"), Optional.of(runtime), folder)) {
                assertTrue(Files.exists(place.path()), "somebody listens there");
                assertTrue(Files.exists(next.path()));
            }
        }
    }

    @Test
    void whatKilledOwnersHaveLeftInTheFolderOfAllIsRemoved() throws Exception {
        var dead = leaveSocket(privateFolder(folder.resolve("currentcost123")).resolve("socket")).getParent();
        var empty = privateFolder(folder.resolve("currentcost456"));
        try (var place = SocketPlace.bind(folder.resolve("gone"), Optional.empty(), folder)) {
            assertTrue(place.path().startsWith(folder));
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(empty), "no socket is in it: it may be somebody's who is about to bind one");
        }
    }

    /** As where somebody has become the administrator and kept the variables of before. */
    @Test
    void aFolderOfAnotherUserIsNotTaken() throws Exception {
        var runtime = privateFolder(folder.resolve("runtime"));
        assumeTrue(isGivenToNobody(runtime), "only an administrator gives files away");
        try (var place = SocketPlace.bind(folder.resolve("gone"), Optional.of(runtime), folder)) {
            assertFalse(place.path().startsWith(runtime));
        }
    }

    private static boolean isGivenToNobody(Path file) {
        try {
            Files.setAttribute(file, "unix:uid", NOBODY);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whoever may write into the folder may also name a socket of their own in its lock. */
    @Test
    void anOwnerOfAnotherUserIsNotBelieved() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assumeTrue(isGivenToNobody(Files.createFile(folder.resolve("probe"))), "only an administrator may");
        var socket = folder.resolve("theirs");
        var told = folder.resolve("told");
        var other = new ProcessBuilder("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "socat",
                "-u", "UNIX-LISTEN:" + socket + ",mode=777", "CREATE:" + told).inheritIO().start();
        try {
            Patience.await("the socket", () -> Files.exists(socket) || !other.isAlive());
            assumeTrue(other.isAlive(), "another user may not reach this folder");
            var hello = new OwnerProtocol.Hello(OwnerProtocol.VERSION, "", ProcessKind.WINDOW, 1);
            assertThrows(IOException.class, () -> new OwnerLink(socket, hello,
                    new FromOwner(Optional::empty, new Reservation(), () -> {
                    }, () -> {
                    }), () -> {
                    }).close());
            assertEquals(0, other.waitFor(), "the connection was closed");
            assertEquals(0, Files.size(told), "nothing was said to it");
        } finally {
            other.descendants().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly().waitFor();
        }
    }
}
