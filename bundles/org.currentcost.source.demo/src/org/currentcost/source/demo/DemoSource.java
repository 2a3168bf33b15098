package org.currentcost.source.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceSink;

/** A simulated meter that is switched on whenever the source runs. */
final class DemoSource implements MeterSource {

    private final MeterModel model;
    private final long seed;
    private final boolean quirks;
    private final double speed;
    private final InstantSource clock;
    private final ZoneId zone;
    private final CountDownLatch closed = new CountDownLatch(1);

    DemoSource(MeterModel model, long seed, boolean quirks, double speed, InstantSource clock, ZoneId zone) {
        this.model = model;
        this.seed = seed;
        this.quirks = quirks;
        this.speed = speed;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public End run(SourceSink sink) throws SourceProblem, InterruptedException {
        MeterSimulator simulator = new MeterSimulator(
                SimulatorSettings.of(model, clock.instant(), zone).withSeed(seed).withQuirks(quirks));
        sink.connected(speed == Simulation.REAL_TIME
                ? Messages.text("detail", model.title())
                : Messages.text("detail.fast", model.title(), withoutZeros(speed)));
        try {
            Simulation.run(simulator, speed, clock,
                    time -> !closed.await(time.toNanos(), TimeUnit.NANOSECONDS),
                    message -> sink.bytes(message.bytes(), 0, message.bytes().length));
        } catch (IOException e) {
            throw new AssertionError("nothing is written here", e);
        }
        return End.HUNG_UP;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private static String withoutZeros(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
