package org.currentcost.ui.mqtt;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.currentcost.source.BackOff;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.MqttLink;

/**
 * Listens to a broker until it is closed, on a thread of its own, and connects again when the link breaks. It does so
 * as a guest: the source that records from the same broker does not notice.
 */
final class Listening implements AutoCloseable, MqttLink.Listener {

    private static final int MOST_WAITING = 50_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    /** What the objects that hold a waiting message take in memory beside its bytes, roughly. */
    private static final int OVERHEAD = 160;

    private final Connection connection;
    private final String filter;
    private final TopicTree tree;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final Opener opener;
    private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state = new State(false, Optional.empty(), Instant.EPOCH);
    private volatile Optional<SourceProblem> end = Optional.empty();
    private volatile Optional<MqttLink> link = Optional.empty();

    private record Arrival(String topic, TopicTree.Message message) {
        long size() {
            return message.payload().length + 2L * topic.length() + OVERHEAD;
        }
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

    /** Opens a link to a broker. */
    interface Opener {
        MqttLink open(Broker broker, MqttLink.Listener listener) throws SourceProblem, InterruptedException;
    }

    /** @param filter what a broker understands as a topic filter */
    Listening(Connection connection, String filter, TopicTree tree, InstantSource clock) {
        this(connection, filter, tree, clock, () -> ThreadLocalRandom.current().nextDouble(),
                (guest, listener) -> MqttLink.open(guest, Passwords.secrets(), listener));
    }

    /** @param jitter what makes waits shorter, as for a {@link BackOff} */
    Listening(Connection connection, String filter, TopicTree tree, InstantSource clock, DoubleSupplier jitter,
            Opener opener) {
        this.connection = connection;
        this.filter = filter;
        this.tree = tree;
        this.clock = clock;
        this.jitter = jitter;
        this.opener = opener;
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

    /** {@return the connection that was asked for, with all that identifies it} */
    Connection connection() {
        return connection;
    }

    /** {@return the link while it is up} */
    Optional<MqttLink> link() {
        return state.live ? link : Optional.empty();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        var backOff = new BackOff(jitter);
        try {
            // The client library swallows interruptions at times, so that none of them is relied upon.
            while (!isClosed()) {
                var problem = listenOnce();
                if (isClosed()) {
                    return;
                }
                if (state.live) {
                    backOff.succeeded();
                }
                var wait = backOff.failed();
                state = new State(false, Optional.of(problem),
                        problem.permanent() ? Instant.MAX : clock.instant().plus(wait));
                if (problem.permanent() || closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // closed, which is the only one who interrupts
            closed.countDown();
        }
    }

    /** Listens until something is wrong, or until it is closed. @return what is wrong */
    private SourceProblem listenOnce() throws InterruptedException {
        try {
            return listen();
        } catch (SourceProblem e) {
            return e;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // Nobody but the user can know what it is about, so that he is told; a thread that dies tells nothing.
            return SourceProblem.permanent(Messages.bind(Messages.ExplorerBroken, words(e)), "");
        }
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private SourceProblem listen() throws SourceProblem, InterruptedException {
        state = new State(false, Optional.empty(), Instant.EPOCH);
        end = Optional.empty();
        try (var opened = opener.open(connection.broker().asGuest(), this)) {
            opened.subscribe(List.of(filter), 0);
            link = Optional.of(opened);
            state = new State(true, Optional.empty(), Instant.EPOCH);
            while (true) {
                var over = end;
                var received = queue.poll(1, TimeUnit.SECONDS);
                if (isClosed()) {
                    throw new InterruptedException();
                }
                if (received != null) {
                    bytes.addAndGet(-received.size());
                    tree.add(received.topic, received.message);
                } else if (over.isPresent()) {
                    return over.get();
                }
            }
        } finally {
            link = Optional.empty();
        }
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        var received = new Arrival(topic, new TopicTree.Message(clock.millis(), payload, qos, retained));
        if (bytes.addAndGet(received.size()) > MOST_BYTES || !queue.offer(received)) {
            bytes.addAndGet(-received.size());
            lost.incrementAndGet();
        }
    }

    @Override
    public void ended(SourceProblem why) {
        end = Optional.of(why);
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
