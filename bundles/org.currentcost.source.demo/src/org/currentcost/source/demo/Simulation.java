package org.currentcost.source.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a simulated meter talk at the speed of a real one, or faster. */
public final class Simulation {

    /** The slowest speed: one simulated second in one second. */
    public static final double REAL_TIME = 1;
    /** The fastest speed: one simulated hour in one second. */
    public static final double FASTEST = 3600;

    /** After a longer delay, such as a computer's sleep, what should have been sent meanwhile is left out. */
    private static final Duration FORGIVEN_DELAY = Duration.ofSeconds(30);

    /** Waits. */
    @FunctionalInterface
    interface Waiter {
        /** @return false if the simulation shall end now */
        boolean await(Duration time) throws InterruptedException;
    }

    /** Takes messages when their time has come. */
    @FunctionalInterface
    interface Output {
        void send(SimulatedMessage message) throws IOException, InterruptedException;
    }

    private Simulation() {
    }

    /**
     * Writes what the meter sends, each message when its time has come, until the thread is interrupted.
     *
     * @param simulator the meter, used by this thread alone until this returns
     * @param speed     how many simulated seconds pass in a second, {@value #REAL_TIME} to {@value #FASTEST}
     * @param out       takes the bytes, is flushed after each message and not closed
     * @param clock     tells the time
     * @param keysHeld  while true, the user holds Down and OK: the meter sends its memory at its next message, and this
     *                  becomes false; nothing happens at a Classic, which has no such keys
     * @param begun     run by this thread when the meter's time begins: its first message may take long to compute
     * @throws IOException              if {@code out} does not take them any more
     * @throws InterruptedException     if the thread was interrupted, the only other way in which this ends
     * @throws IllegalArgumentException if the speed is out of its range
     */
    public static void run(MeterSimulator simulator, double speed, OutputStream out, InstantSource clock,
            AtomicBoolean keysHeld, Runnable begun) throws IOException, InterruptedException {
        SimulatedMessage first = next(simulator, keysHeld);
        begun.run();
        run(simulator, first, speed, clock, keysHeld, time -> {
            Thread.sleep(time);
            return true;
        }, message -> {
            out.write(message.bytes());
            out.flush();
        });
    }

    static void run(MeterSimulator simulator, double speed, InstantSource clock, AtomicBoolean keysHeld, Waiter waiter,
            Output output) throws IOException, InterruptedException {
        run(simulator, next(simulator, keysHeld), speed, clock, keysHeld, waiter, output);
    }

    private static void run(MeterSimulator simulator, SimulatedMessage first, double speed, InstantSource clock,
            AtomicBoolean keysHeld, Waiter waiter, Output output) throws IOException, InterruptedException {
        if (!(speed >= REAL_TIME && speed <= FASTEST)) {
            throw new IllegalArgumentException("speed out of range: " + speed);
        }
        Instant simulatedBegin = simulator.settings().start();
        SimulatedMessage message = first;
        // Counted from here: what the first message took to compute is no delay
        Instant began = clock.instant();
        while (true) {
            long simulatedNanos = Duration.between(simulatedBegin, message.at()).toNanos();
            Instant due = began.plusNanos((long) (simulatedNanos / speed));
            Duration early = Duration.between(clock.instant(), due);
            if (early.isPositive()) {
                if (!waiter.await(early)) {
                    return;
                }
            } else if (early.negated().compareTo(FORGIVEN_DELAY) > 0) {
                message = next(simulator, keysHeld);
            } else {
                output.send(message);
                Instant asked = clock.instant();
                boolean dump = keysHeld.get();
                message = next(simulator, keysHeld);
                if (dump) {
                    // To compute a whole memory may take longer than what is forgiven: that is no delay
                    began = began.plus(Duration.between(asked, clock.instant()));
                }
            }
        }
    }

    private static SimulatedMessage next(MeterSimulator simulator, AtomicBoolean keysHeld) {
        if (keysHeld.getAndSet(false) && simulator.settings().model() != MeterModel.CLASSIC) {
            simulator.dumpHistory();
        }
        return simulator.next();
    }
}
