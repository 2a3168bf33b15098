package org.currentcost.source.serial;

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

    private Wire(Process socat, Path computerLink, Path meterLink) throws IOException {
        this.socat = socat;
        computerEnd = computerLink.toRealPath();
        meter = new FileOutputStream(meterLink.toFile());
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
                return new Wire(socat, link, meterLink);
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

    /** Pulls the cable out. */
    void unplug() throws IOException, InterruptedException {
        socat.destroy();
        assertTrue(socat.waitFor(20, TimeUnit.SECONDS), "socat ends");
        meter.close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        unplug();
    }
}
