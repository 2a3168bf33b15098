package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttLink;
import org.currentcost.source.mqtt.Secrets;

/** Listens to a broker until it is closed, on a thread of its own, and connects again when the link breaks. */
final class Listening implements AutoCloseable, MqttLink.Listener {

    private static final int MOST_WAITING = 50_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int[] RETRY_SECONDS = {1, 2, 4, 8, 15, 30, 60};

    private final Connection connection;
    private final String filter;
    private final TopicTree tree;
    private final InstantSource clock;
    private final BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile State state = new State(false, Optional.empty(), Instant.EPOCH);
    private volatile Optional<SourceProblem> end = Optional.empty();
    private volatile Optional<MqttLink> link = Optional.empty();

    private record Heard(String topic, TopicTree.Message message) {
    }

    /**
     * How it is.
     *
     * @param live    whether it is connected
     * @param problem why it is not, if something is wrong
     * @param until   when it tries again; {@link Instant#MAX} if only the user can help
     */
    record State(boolean live, Optional<SourceProblem> problem, Instant until) {
    }

    Listening(Connection connection, String filter, TopicTree tree, InstantSource clock) {
        this.connection = connection;
        this.filter = filter;
        this.tree = tree;
        this.clock = clock;
        thread = new Thread(this::run, "mqtt-explorer-" + connection.place());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    State state() {
        return state;
    }

    /** {@return messages that came too fast to be looked at} */
    long lost() {
        return lost.get();
    }

    Connection connection() {
        return connection;
    }

    /** {@return the link while it is up} */
    Optional<MqttLink> link() {
        return state.live ? link : Optional.empty();
    }

    private void run() {
        int failures = 0;
        try {
            while (true) {
                SourceProblem problem;
                try {
                    listen();
                    return;
                } catch (SourceProblem e) {
                    problem = e;
                }
                failures = state.live ? 0 : failures + 1;
                int wait = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)];
                state = new State(false, Optional.of(problem),
                        problem.permanent() ? Instant.MAX : clock.instant().plusSeconds(wait));
                if (problem.permanent()) {
                    return;
                }
                Thread.sleep(Duration.ofSeconds(wait));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void listen() throws SourceProblem, InterruptedException {
        state = new State(false, Optional.empty(), Instant.EPOCH);
        end = Optional.empty();
        try (var opened = MqttLink.open(connection, Secrets.SHARED, this)) {
            opened.subscribe(List.of(filter), 0);
            link = Optional.of(opened);
            state = new State(true, Optional.empty(), Instant.EPOCH);
            while (true) {
                var over = end;
                var heard = queue.poll(1, TimeUnit.SECONDS);
                if (heard != null) {
                    bytes.addAndGet(-heard.message.payload().length);
                    tree.add(heard.topic, heard.message);
                } else if (over.isPresent()) {
                    throw over.get();
                }
            }
        } finally {
            link = Optional.empty();
        }
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        var message = new TopicTree.Message(clock.millis(), payload, qos, retained);
        if (bytes.addAndGet(payload.length) > MOST_BYTES || !queue.offer(new Heard(topic, message))) {
            bytes.addAndGet(-payload.length);
            lost.incrementAndGet();
        }
    }

    @Override
    public void ended(SourceProblem why) {
        end = Optional.of(why);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
