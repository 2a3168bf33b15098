package org.currentcost.product;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.currentcost.testkit.Patience;

/**
 * A cable between two pseudo terminals, made by socat, with names that stay when it is plugged in again. What goes over
 * it is noted.
 */
final class PtyPair implements AutoCloseable {

    private final Path folder;
    private final Path meterEnd;
    private final Path programEnd;
    private Process socat;
    private OutputStream meter;
    private int plugged;

    /** Plugs a cable in; its two ends are links in {@code folder}. */
    PtyPair(Path folder) throws Exception {
        this.folder = folder;
        meterEnd = folder.resolve("meter");
        programEnd = folder.resolve("program");
        plugIn();
    }

    /** Makes new terminals under the same names. */
    void plugIn() throws Exception {
        plugged++;
        Files.deleteIfExists(meterEnd);
        Files.deleteIfExists(programEnd);
        socat = new ProcessBuilder("socat", "-r", note(plugged).toString(), "-d", "-d", "pty,rawer,link=" + meterEnd,
                "pty,rawer,link=" + programEnd).redirectErrorStream(true)
                .redirectOutput(log().toFile()).start();
        // Its terminals are there before they are set up.
        Patience.await("socat", () -> Files.readString(log()).contains("starting data transfer loop"), log());
        // Kept open, so that the cable stays when a simulated meter is switched off.
        meter = Files.newOutputStream(meterEnd, StandardOpenOption.WRITE);
    }

    /** Takes the cable away without a warning. */
    void pullOut() throws Exception {
        socat.destroyForcibly().waitFor();
        meter.close();
    }

    /** {@return the name of the terminal into which a meter speaks} */
    Path meterEnd() throws IOException {
        return meterEnd.toRealPath();
    }

    /** {@return the address under which the program finds the other end} */
    String address() {
        return "serial:" + programEnd;
    }

    /** Speaks as the meter. */
    void send(byte[] bytes) throws IOException {
        meter.write(bytes);
        meter.flush();
    }

    /** Waits until a process has the program's end open: what is sent before may be lost. */
    void awaitListener(Command process) throws Exception {
        process.await("the port to be opened", () -> {
            var terminal = programEnd.toRealPath();
            try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
                return open.anyMatch(file -> pointsTo(file, terminal));
            } catch (NoSuchFileException e) {
                // The process has ended.
                return false;
            }
        });
    }

    private static boolean pointsTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            // It was closed between the two looks.
            return false;
        }
    }

    /** {@return everything that went over the cable since it was first plugged in} */
    byte[] sent() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 1; i <= plugged; i++) {
            all.write(Files.readAllBytes(note(i)));
        }
        return all.toByteArray();
    }

    private Path log() {
        return folder.resolve("socat" + plugged + ".log");
    }

    private Path note(int plug) {
        return folder.resolve("sent" + plug + ".bin");
    }

    @Override
    public void close() throws Exception {
        pullOut();
    }
}
