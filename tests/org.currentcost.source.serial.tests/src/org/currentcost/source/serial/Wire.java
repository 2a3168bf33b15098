package org.currentcost.source.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A cable made of two pseudo terminals: what the meter's end is told comes out of the computer's end. */
final class Wire implements AutoCloseable {

    private final Process socat;
    private final Path computerEnd;
    private final OutputStream meter;

    private Wire(Process socat, Path computerEnd, OutputStream meter) {
        this.socat = socat;
        this.computerEnd = computerEnd;
        this.meter = meter;
    }

    /** Plugs a cable in. @param link names the computer's end */
    static Wire plugIn(Path link) throws IOException {
        Path meterLink = link.resolveSibling(link.getFileName() + ".meter");
        Process socat = new ProcessBuilder("socat", "-d", "-d", "pty,rawer,link=" + link, "pty,rawer,link=" + meterLink)
                .redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader log = new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.UTF_8));
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("starting data transfer loop")) {
                return new Wire(socat, link.toRealPath(), new FileOutputStream(meterLink.toFile()));
            }
        }
        throw new AssertionError("socat ended: " + said);
    }

    /** {@return the device behind the link} */
    String device() {
        return computerEnd.toString();
    }

    void say(String text) throws IOException {
        meter.write(text.getBytes(StandardCharsets.ISO_8859_1));
        meter.flush();
    }

    void sayUnchecked(String text) {
        try {
            say(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until whoever has opened the computer's end has read everything. */
    void awaitDelivered() throws IOException, InterruptedException {
        // Bytes that wait to be read are counted by the terminal driver of the computer's end
        Process look = new ProcessBuilder("python3", "-c", """
                import array, fcntl, os, sys, termios, time
                port = os.open(sys.argv[1], os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
                waiting = array.array('i', [1])
                while waiting[0]:
                    time.sleep(0.05)
                    fcntl.ioctl(port, termios.FIONREAD, waiting)
                """, device()).inheritIO().start();
        assertTrue(look.waitFor(20, TimeUnit.SECONDS), "everything is read");
        assertEquals(0, look.exitValue());
    }

    /** Pulls the cable out. */
    void unplug() throws IOException, InterruptedException {
        socat.destroy();
        assertTrue(socat.waitFor(20, TimeUnit.SECONDS), "socat ends");
        assertEquals(false, socat.isAlive());
        meter.close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        unplug();
    }
}
