package org.currentcost.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A serial cable between two pseudo terminals, made by socat, with names that stay when it is plugged in again. What
 * goes over it is noted.
 */
public final class PtyPair implements AutoCloseable {

    private final Path programEnd;
    private final Path meterEnd;
    private Process socat;
    private Path terminal;
    private OutputStream meter;
    private int plugged;

    private PtyPair(Path programEnd) throws Exception {
        this.programEnd = programEnd;
        meterEnd = beside("meter");
        plugIn();
    }

    /** {@return a cable that is plugged in} @param programEnd names the end that a program reads from; a link */
    public static PtyPair at(Path programEnd) throws Exception {
        return new PtyPair(programEnd);
    }

    /** {@return a cable that is plugged in} @param folder for the links to both ends */
    public static PtyPair in(Path folder) throws Exception {
        return new PtyPair(folder.resolve("program"));
    }

    /** Makes new terminals under the same names. */
    public void plugIn() throws Exception {
        plugged++;
        socat = new ProcessBuilder("socat", "-r", note(plugged).toString(), "-d", "-d", "pty,rawer,link=" + meterEnd,
                "pty,rawer,link=" + programEnd).redirectErrorStream(true)
                .redirectOutput(log().toFile()).start();
        // Its terminals are there before they are set up.
        Patience.await("socat", () -> Files.readString(log()).contains("starting data transfer loop"), log());
        terminal = programEnd.toRealPath();
        // Kept open, so that the cable stays when a simulated meter is switched off.
        meter = Files.newOutputStream(meterEnd, StandardOpenOption.WRITE);
    }

    /** Takes the cable away without a warning; the names are gone with it. */
    public void pullOut() throws IOException, InterruptedException {
        socat.destroyForcibly().waitFor();
        meter.close();
        Files.deleteIfExists(meterEnd);
        Files.deleteIfExists(programEnd);
    }

    /** {@return the name of the terminal into which a meter speaks} */
    public Path meterEnd() throws IOException {
        return meterEnd.toRealPath();
    }

    /** {@return the name of the terminal that a program reads from, such as {@code /dev/pts/3}} */
    public Path programEnd() {
        return terminal;
    }

    /** {@return the address under which the program finds its end, by a name that stays} */
    public String address() {
        return "serial:" + programEnd;
    }

    /** Speaks as the meter. @throws UncheckedIOException when the cable is pulled out */
    public void send(byte[] bytes) {
        try {
            meter.write(bytes);
            meter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks as the meter. @param text a byte for each character */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@return whether a process has the program's end open: what is sent before may be lost} @param process its id */
    public boolean isOpenIn(long process) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            return open.anyMatch(file -> pointsTo(file, terminal));
        } catch (NoSuchFileException e) {
            // The process has ended.
            return false;
        }
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
    public byte[] sent() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 1; i <= plugged; i++) {
            all.write(Files.readAllBytes(note(i)));
        }
        return all.toByteArray();
    }

    private Path log() {
        return beside("socat" + plugged + ".log");
    }

    private Path note(int plug) {
        return beside("sent" + plug + ".bin");
    }

    private Path beside(String name) {
        return programEnd.resolveSibling(programEnd.getFileName() + "." + name);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        pullOut();
    }
}
