package org.currentcost.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatorSettings;
import org.currentcost.testkit.PtyPair;

/** A simulated meter at the other end of a cable that speaks ten times a second. */
final class CableMeter implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final PtyPair cable;
    private final MeterSimulator simulator = new MeterSimulator(
            SimulatorSettings.of(MeterModel.CC128_V129, Instant.parse("2026-01-15T12:30:00Z"), ZoneId.of("UTC")));
    private final ScheduledExecutorService speaking = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "simulated-meter");
        thread.setDaemon(true);
        return thread;
    });

    private CableMeter(PtyPair cable) {
        this.cable = cable;
        speaking.scheduleAtFixedRate(this::speak, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Plugs a meter in. @param folder for the links to both ends */
    static CableMeter plugIn(Path folder) throws Exception {
        return new CableMeter(PtyPair.in(folder));
    }

    private void speak() {
        try {
            cable.send(simulator.next().bytes());
        } catch (UncheckedIOException e) {
            // pulled out
            speaking.shutdown();
        }
    }

    /** {@return the computer's end, such as {@code /dev/pts/3}} */
    String port() {
        return cable.programEnd().toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        speaking.shutdownNow();
        cable.close();
    }
}
