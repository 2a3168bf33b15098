package org.currentcost.source.mqtt.transport;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.currentcost.source.SourceProblem;

/**
 * Finds out whether somebody else connects by the client id that the user chose: a broker ends one for the other, and
 * both would come back for ever. When it has ended us soon after the beginning, again and again, a connection by
 * another id goes along: if that one stays while ours is ended, it is the id. For one thread.
 */
public final class ClientIdWatch {

    private static final int SUSPICIOUS = 2;
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A broker that ends ends all within that. */
    private static final long TOGETHER_MILLIS = 2000;

    private final Broker broker;
    private final Secrets secrets;
    private int ended;
    private long begunNanos;
    private Optional<MqttLink> witness = Optional.empty();
    private CountDownLatch gone = new CountDownLatch(1);

    /** @param broker where our connection is, with the client id that the user chose @param secrets has its password */
    public ClientIdWatch(Broker broker, Secrets secrets) {
        this.broker = broker;
        this.secrets = secrets;
    }

    /** Our connection has begun. */
    public void begun() throws InterruptedException {
        begunNanos = System.nanoTime();
        if (ended >= SUSPICIOUS && !broker.session().clientId().isEmpty()) {
            var latch = new CountDownLatch(1);
            gone = latch;
            try {
                witness = Optional.of(MqttLink.open(broker.asGuest(), secrets, new MqttLink.Listener() {
                    @Override
                    public void message(String topic, byte[] payload, int qos, boolean retained) {
                        // nothing is subscribed to
                    }

                    @Override
                    public void ended(SourceProblem why) {
                        latch.countDown();
                    }
                }));
            } catch (SourceProblem e) {
                // Then nobody can tell.
                witness = Optional.empty();
            }
        }
    }

    /** Our connection has ended. {@return why, as far as that is known by now} */
    public SourceProblem ended(SourceProblem why) throws InterruptedException {
        ended = System.nanoTime() - begunNanos < SOON_NANOS ? ended + 1 : 0;
        boolean alone = witness.isPresent() && !gone.await(TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
        return alone
                ? SourceProblem.permanent(
                        Messages.text("link.sameId", broker.place(), broker.session().clientId()),
                        Messages.text("link.sameId.remedy"))
                : why;
    }

    /** Ends what goes along. */
    public void close() {
        witness.ifPresent(MqttLink::close);
        witness = Optional.empty();
    }
}
