package org.currentcost.source.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSourceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-07-14T07:30:00Z");

    /** A clock that only moves when somebody waits. */
    private static final class PatientClock implements InstantSource {

        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        boolean pass(Duration time) {
            now = now.plus(time);
            return true;
        }
    }

    private static final class CollectedBytes implements ByteSink {

        private final AtomicInteger connections = new AtomicInteger();
        private final CountDownLatch bytes = new CountDownLatch(1);

        @Override
        public void connected(String detail) {
            assertFalse(detail.isEmpty());
            connections.incrementAndGet();
        }

        @Override
        public void recorded(long lastMillis) {
            throw new AssertionError("a demo is live");
        }

        @Override
        public void bytes(byte[] buffer, int offset, int length) {
            assertTrue(length > 0);
            bytes.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 60, 3600})
    void pacesMessagesByTheClock(double speed) throws Exception {
        PatientClock clock = new PatientClock();
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129, START, BERLIN));
        List<SimulatedMessage> sent = new ArrayList<>();
        assertThrows(IOException.class,
                () -> Simulation.run(simulator, speed, clock, new AtomicBoolean(), clock::pass, message -> {
                    Duration simulated = Duration.between(START, message.at());
                    Duration real = Duration.between(START, clock.instant());
                    assertEquals(simulated.toNanos() / speed, real.toNanos(), 1000);
                    sent.add(message);
                    if (sent.size() == 500) {
                        throw new IOException("enough");
                    }
                }));
        assertEquals(500, sent.size());
    }

    @Test
    void leavesOutWhatShouldHaveBeenSentWhileTheComputerSlept() {
        PatientClock clock = new PatientClock();
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129, START, BERLIN));
        List<Instant> sent = new ArrayList<>();
        assertThrows(IOException.class, () -> Simulation.run(simulator, 1, clock, new AtomicBoolean(), time -> {
            return clock.pass(sent.size() == 10 ? Duration.ofHours(8) : time);
        }, message -> {
            sent.add(message.at());
            if (sent.size() == 20) {
                throw new IOException("enough");
            }
        }));
        assertTrue(Duration.between(sent.get(9), sent.get(10)).compareTo(Duration.ofHours(7)) > 0, sent.toString());
    }

    @Test
    void writesBytesToAStream() {
        SimulatorSettings settings = SimulatorSettings.of(MeterModel.CLASSIC, START, BERLIN);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        MeterSimulator same = new MeterSimulator(settings);
        for (int i = 0; i < 3; i++) {
            expected.writeBytes(same.next().bytes());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            private int flushed;

            @Override
            public void flush() throws IOException {
                if (++flushed == 3) {
                    throw new IOException("hung up");
                }
            }
        };
        MeterSimulator simulator = new MeterSimulator(settings);
        var begun = new AtomicInteger();
        assertThrows(IOException.class, () -> Simulation.run(simulator, 3600, out, InstantSource.system(),
                new AtomicBoolean(), () -> {
                    begun.incrementAndGet();
                    assertEquals(0, out.size(), "told before the first message goes out");
                }));
        assertEquals(1, begun.get());
        assertArrayEquals(expected.toByteArray(), out.toByteArray());
    }

    @Test
    void handsMessagesToTheSinkUntilItIsClosed() throws InterruptedException {
        CollectedBytes received = new CollectedBytes();
        AtomicReference<MeterSource.End> end = new AtomicReference<>();
        try (ByteSource source = new DemoSourceType(InstantSource.system(), BERLIN).create("3600?model=classic")) {
            Thread thread = Thread.ofPlatform().name("demo under test").start(() -> {
                try {
                    end.set(source.run(received));
                } catch (SourceProblem | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(received.bytes.await(10, TimeUnit.SECONDS));
            source.close();
            thread.join(10_000);
            assertFalse(thread.isAlive());
        }
        assertEquals(MeterSource.End.HUNG_UP, end.get());
        assertEquals(1, received.connections.get());
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        try (ByteSource source = new DemoSourceType().create("")) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> source.run(new CollectedBytes()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "60x", "3600", "2.5?seed=-1", "?model=cc128",
        "10?model=CC128-v0.11&quirks=true&seed=9"})
    void understandsAddresses(String address) {
        new DemoSourceType().create(address).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3601", "NaN", "fast", "1?model=envi", "1?seed=x", "1?quirks=maybe", "1?colour=red"})
    void refusesAddressesWithASentence(String address) {
        DemoSourceType type = new DemoSourceType();
        IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, () -> type.create(address));
        assertTrue(problem.getMessage().endsWith("."), problem.getMessage());
    }
}
