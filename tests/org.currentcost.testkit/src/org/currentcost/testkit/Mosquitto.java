package org.currentcost.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A real broker on loopback, with a configuration of the test's own. */
public final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final int port;
    private final Path folder;
    private Process process;

    /**
     * Starts it.
     *
     * @param settings further lines of its configuration, with {@code anonymous} access unless they say otherwise
     */
    public Mosquitto(Path folder, String... settings) throws Exception {
        this.folder = Files.createDirectories(folder);
        port = freePort();
        var configuration = new StringBuilder("listener ").append(port).append(" 127.0.0.1\n");
        boolean closed = false;
        for (String line : settings) {
            configuration.append(line).append('\n');
            closed |= line.startsWith("allow_anonymous");
        }
        configuration.append(closed ? "" : "allow_anonymous true\n").append("persistence false\n")
                .append("max_queued_messages 0\n").append("user root\n");
        Files.writeString(folder.resolve("mosquitto.conf"), configuration);
        start();
    }

    /** {@return a port on which nobody listens now} */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, and returns the instant from which it takes connections. */
    public Instant start() throws Exception {
        process = new ProcessBuilder(PROGRAM.toString(), "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        awaitDoor(port);
        return Instant.now();
    }

    /** Waits until it listens at a port: it opens one after the other. */
    public void awaitDoor(int door) throws Exception {
        Patience.await("mosquitto to listen", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(folder.resolve("log")));
            }
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", door), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Kills it. */
    public void stop() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Sends it a signal, such as STOP; by the shell, for not every system has a program that does. */
    public void signal(String name) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    }

    /** {@return what it has said since it was started last} */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** {@return the port on loopback at which it listens} */
    public int port() {
        return port;
    }

    /** {@return the address of its port, without a topic} */
    public String address() {
        return "tcp://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() throws Exception {
        signal("CONT");
        stop();
    }
}
