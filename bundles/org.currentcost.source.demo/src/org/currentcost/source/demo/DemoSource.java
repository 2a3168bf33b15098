package org.currentcost.source.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/** A simulated meter that is switched on whenever the source runs. */
final class DemoSource implements ByteSource {

    private final MeterModel model;
    private final long seed;
    private final boolean quirks;
    private final double speed;
    private final Optional<LocalTime> meterClock;
    private final boolean history;
    private final InstantSource clock;
    private final ZoneId zone;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param meterClock what the meter's clock shows whenever the source begins to run; if empty, the time
     * @param history    whether its memory comes at once then, as if its keys were held
     */
    DemoSource(MeterModel model, long seed, boolean quirks, double speed, Optional<LocalTime> meterClock,
            boolean history, InstantSource clock, ZoneId zone) {
        this.model = model;
        this.seed = seed;
        this.quirks = quirks;
        this.speed = speed;
        this.meterClock = meterClock;
        this.history = history;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        SimulatorSettings settings = SimulatorSettings.of(model, clock.instant(), zone).withSeed(seed)
                .withQuirks(quirks);
        MeterSimulator simulator = new MeterSimulator(meterClock.map(settings::withClock).orElse(settings));
        sink.connected(speed == Simulation.REAL_TIME
                ? Messages.text("detail", model.title())
                : Messages.text("detail.fast", model.title(), withoutZeros(speed)));
        try {
            Simulation.run(simulator, speed, clock, new AtomicBoolean(history),
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
