package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever else finds the socket: nothing that is sent there, or not, harms the owner or its guests. */
class HostilePeersTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"owner/hello\",\"params\":"
            + "{\"version\":%d,\"build\":\"\",\"kind\":\"WINDOW\",\"pid\":1}}";

    @TempDir
    private Path folder;

    private StoreLocation location;
    private FolderAccess owner;
    private Path socket;

    @BeforeEach
    void open() throws Exception {
        location = new SqliteEngine().in(folder.resolve("data"));
        owner = access(ProcessKind.RECORDER);
        socket = location.owner().flatMap(StoreLocation.Owner::socket).orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        try (var guest = access(ProcessKind.WINDOW)) {
            guest.store().saveNote(new Note(0, TimeRange.ofMillis(1, 1), "all is well"));
            assertEquals("all is well", owner.store().notes(TimeRange.ALL).getLast().text());
        }
        owner.close();
        assertFalse(Files.exists(socket, LinkOption.NOFOLLOW_LINKS));
    }

    private FolderAccess access(ProcessKind kind) throws StoreException {
        var types = new SourceTypes();
        return FolderAccess.open(location, FolderProgram.ZONE, new Participant(kind, types,
                Optional.of((store, live) -> new LocalRecorder(store, types, InstantSource.system(), Instant.EPOCH,
                        live)),
                () -> false, Optional.empty(), InstantSource.system()));
    }

    private SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static byte[] frame(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return ("Content-Length: " + bytes.length + "\r\n\r\n" + message).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends as much of it as the other side takes. */
    private static void send(SocketChannel channel, byte[] bytes) {
        try {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            // It has hung up, as it should.
            return;
        }
    }

    /** {@return all that comes until the other side hangs up} */
    private static String read(SocketChannel channel) {
        var all = new StringBuilder();
        var buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (channel.read(buffer) >= 0) {
                all.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
            }
        } catch (IOException e) {
            return all.toString();
        }
        return all.toString();
    }

    @Test
    void garbageEndsTheConnection() throws Exception {
        var random = new Random(1);
        for (int round = 0; round < 20; round++) {
            try (var channel = connect()) {
                var bytes = new byte[1 + random.nextInt(200_000)];
                random.nextBytes(bytes);
                send(channel, bytes);
                channel.shutdownOutput();
                assertEquals("", read(channel));
            }
        }
    }

    @Test
    void noMessageIsTakenThatIsLongerThanItMayBe() throws Exception {
        for (String header : List.of("Content-Length: 1000000000\r\n\r\n", "Content-Length: 1048577\r\n\r\n",
                "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
                "X: " + "x".repeat(2000), "Nothing: here\r\n\r\n", "\r\n\r\n")) {
            try (var channel = connect()) {
                send(channel, header.getBytes(StandardCharsets.US_ASCII));
                send(channel, new byte[1 << 20]);
                assertEquals("", read(channel), header.strip());
            }
        }
    }

    @Test
    void nothingIsDoneBeforeTheHello() throws Exception {
        for (String message : List.of("{}", "[]", "nonsense", "[".repeat(500_000),
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"owner/saveNote\",\"params\":{\"id\":0,\"span\":{"
                        + "\"start\":\"1970-01-01T00:00:00Z\",\"end\":\"1970-01-01T00:00:00Z\"},\"text\":\"x\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"owner/stop\"}",
                HELLO.formatted(99))) {
            try (var channel = connect()) {
                send(channel, frame(message));
                channel.shutdownOutput();
                assertFalse(read(channel).contains("\"result\""), message);
            }
        }
        assertEquals(List.of(), owner.store().notes(TimeRange.ALL));
    }

    /** One of a later version hears why, and what to do. */
    @Test
    void anotherVersionHearsASentence() throws Exception {
        try (var channel = connect()) {
            send(channel, frame(HELLO.formatted(OwnerProtocol.VERSION + 1)));
            channel.shutdownOutput();
            assertTrue(read(channel).contains(Messages.get("otherVersion.remedy")));
        }
    }

    @Test
    void whoSaysNothingIsLetGoOfAndTakesNobodysPlace() throws Exception {
        var channels = new ArrayList<SocketChannel>();
        try {
            for (int number = 0; number < OwnerServer.MOST_GUESTS + 10; number++) {
                channels.add(connect());
            }
            Patience.await("somebody to be let in", () -> {
                try (var guest = access(ProcessKind.WINDOW)) {
                    return guest.role() instanceof Role.Guest;
                } catch (StoreException e) {
                    return false;
                }
            });
            for (var channel : channels) {
                assertEquals("", read(channel));
            }
        } finally {
            for (var channel : channels) {
                channel.close();
            }
        }
    }

    @Test
    void whoDoesNotReadIsLetGoOf() throws Exception {
        try (var channel = connect()) {
            send(channel, frame(HELLO.formatted(OwnerProtocol.VERSION)));
            send(channel, frame("{\"jsonrpc\":\"2.0\",\"id\":\"2\",\"method\":\"owner/listen\"}"));
            long start = System.nanoTime();
            long time = FolderProgram.START;
            while (System.nanoTime() - start < TimeUnit.MINUTES.toNanos(2)) {
                var readings = new ArrayList<Reading>();
                for (int index = 0; index < 60; index++, time += 1000) {
                    readings.add(FolderProgram.reading(time));
                }
                owner.store().append(Map.of(FolderProgram.HOUSE, readings));
                readings.forEach(one -> owner.recorder().live().publish(FolderProgram.HOUSE, one));
                try {
                    // as long as it is open, there is room in neither direction or in both
                    channel.configureBlocking(false);
                    if (channel.write(ByteBuffer.wrap(
                            frame("{\"jsonrpc\":\"2.0\",\"id\":\"3\",\"method\":\"owner/status\"}"))) < 0) {
                        return;
                    }
                } catch (IOException e) {
                    return;
                }
            }
            throw new AssertionError("it was still connected");
        }
    }

    @Test
    void theSocketIsThisUsersAlone() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertEquals("rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }

    /** Also where it could open the socket: the system tells who is at the other end. */
    @Test
    void anotherUserIsRefused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv"))
                && Files.isExecutable(Path.of(PYTHON)));
        // Where the root folder is for its owner alone, as in some containers, another user can start nothing.
        var starts = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", PYTHON, "-c", "")
                .redirectErrorStream(true).start();
        starts.getInputStream().readAllBytes();
        assumeTrue(starts.waitFor() == 0);
        String script = "import socket,sys\ns=socket.socket(socket.AF_UNIX)\ns.settimeout(60)\n"
                + "s.connect(sys.argv[1])\ntry:\n s.sendall(sys.argv[2].encode())\nexcept OSError: pass\n"
                + "try:\n print(s.recv(100))\nexcept ConnectionResetError: print(b'')\n";
        String hello = new String(frame(HELLO.formatted(OwnerProtocol.VERSION)), StandardCharsets.UTF_8);
        var asNobody = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", PYTHON, "-c", script,
                socket.toString(), hello).redirectErrorStream(true);
        var refused = asNobody.start();
        String said = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("PermissionError"), said);
        // now the file system lets it pass
        for (Path path = socket; !path.equals(folder.getParent()); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        var stranger = asNobody.start();
        assertEquals("b''\n", new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        var self = new ProcessBuilder(PYTHON, "-c", script, socket.toString(), hello).redirectErrorStream(true)
                .start();
        assertTrue(new String(self.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .contains("Content-Length"));
    }

    @Test
    void whatStandsInTheWayOfTheSocketIsNoHarm() throws Exception {
        owner.close();
        var data = location.folder();
        var victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.createDirectories(data.resolve(DataFolder.OWNER));
        Files.createSymbolicLink(data.resolve(DataFolder.OWNER).resolve("socket"), victim);
        open();
        assertEquals("mine", Files.readString(victim));
        owner.close();
        Files.deleteIfExists(data.resolve(DataFolder.OWNER));
        Files.createSymbolicLink(data.resolve(DataFolder.OWNER), Files.createDirectory(folder.resolve("elsewhere")));
        open();
        assertFalse(socket.startsWith(data), "a link is not followed: another place is taken");
        assertEquals(0, folder.resolve("elsewhere").toFile().list().length);
    }

    @Test
    void aFolderWithALongNameHasASocketToo() throws Exception {
        owner.close();
        location = new SqliteEngine().in(folder.resolve("n".repeat(120)));
        open();
        assertTrue(socket.toString().length() < 108, socket.toString());
        assertEquals("rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }
}
