package org.currentcost.source.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.testkit.Patience;

/** Publishes a number that grows, ten times a second, whatever becomes of the broker; no number is tried twice. */
final class Speaker implements AutoCloseable {

    private static final int EVERY_MILLIS = 100;

    private final Connection connection;
    private final String topic;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final NavigableMap<Integer, Long> sentMillis = new ConcurrentSkipListMap<>();
    private Optional<MqttLink> link = Optional.empty();
    private int number;

    Speaker(Connection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
        pace.scheduleWithFixedDelay(this::speak, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void speak() {
        try {
            if (link.isEmpty()) {
                link = Optional.of(MqttLink.open(connection.broker(), BrokerFixture.SECRETS, new Ears()));
            }
            long now = System.currentTimeMillis();
            link.get().publish(topic, String.valueOf(++number).getBytes(StandardCharsets.US_ASCII), 0, false);
            sentMillis.put(number, now);
        } catch (SourceProblem e) {
            hangUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp() {
        link.ifPresent(MqttLink::close);
        link = Optional.empty();
    }

    /** {@return the first number that was sent at an instant or later, if there is one yet} */
    Optional<Integer> firstSince(Instant instant) {
        return sentMillis.entrySet().stream().filter(one -> one.getValue() >= instant.toEpochMilli())
                .map(Map.Entry::getKey).findFirst();
    }

    /** {@return the numbers that were sent up to now, each with the instant of that} */
    Map<Integer, Long> sent() {
        return Map.copyOf(sentMillis);
    }

    @Override
    public void close() throws Exception {
        pace.shutdownNow();
        Patience.await("the speaker to end", () -> pace.awaitTermination(1, TimeUnit.SECONDS));
        hangUp();
    }
}
