package org.currentcost.ui;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatorSettings;

/** A cable made of two pseudo terminals, with a simulated meter at its other end that speaks ten times a second. */
public final class Cable implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final Process socat;
    private final Path port;
    private final OutputStream meter;
    private final MeterSimulator simulator;
    private final ScheduledExecutorService speaking = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "simulated-meter");
        thread.setDaemon(true);
        return thread;
    });

    private Cable(Process socat, Path port, OutputStream meter) {
        this.socat = socat;
        this.port = port;
        this.meter = meter;
        simulator = new MeterSimulator(
                SimulatorSettings.of(MeterModel.CC128_V129, Instant.parse("2026-01-15T12:30:00Z"), ZoneId.of("UTC")));
        speaking.scheduleAtFixedRate(this::speak, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Plugs a meter in. @param folder for the links to both ends */
    public static Cable plugIn(Path folder) throws IOException {
        var computerLink = folder.resolve("computer");
        var meterLink = folder.resolve("meter");
        var socat = new ProcessBuilder("socat", "-d", "-d", "pty,rawer,link=" + computerLink,
                "pty,rawer,link=" + meterLink).redirectErrorStream(true).start();
        var said = new StringBuilder();
        var log = new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.UTF_8));
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("starting data transfer loop")) {
                return new Cable(socat, computerLink.toRealPath(), new FileOutputStream(meterLink.toFile()));
            }
        }
        throw new AssertionError("socat ended: " + said);
    }

    private void speak() {
        try {
            meter.write(simulator.next().bytes());
        } catch (IOException e) {
            // pulled out
            speaking.shutdown();
        }
    }

    /** {@return the computer's end, such as {@code /dev/pts/3}} */
    public String port() {
        return port.toString();
    }

    @Override
    public void close() throws IOException {
        speaking.shutdownNow();
        socat.destroy();
        meter.close();
    }
}
