package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.MqttLink;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Two clients of one id end each other at a broker: who has chosen the id learns of it, and does not come for ever. */
class SharedClientIdTest extends BrokerFixture {

    /** Somebody else who comes back as soon as it has been ended. */
    private final class Rival implements AutoCloseable {

        private final AtomicBoolean gone = new AtomicBoolean();
        private final Thread thread = Thread.ofPlatform().name("rival").start(this::run);

        private void run() {
            while (!gone.get()) {
                var ended = new AtomicBoolean();
                var listener = new MqttLink.Listener() {
                    @Override
                    public void message(String topic, byte[] payload, int qos, boolean retained) {
                        // nothing is subscribed to
                    }

                    @Override
                    public void ended(SourceProblem why) {
                        ended.set(true);
                    }
                };
                try (var link = MqttLink.open(Connection.parse(broker.address() + "?clientId=same").broker(),
                        BrokerFixture.SECRETS,
                        listener)) {
                    Patience.await("the end", () -> ended.get() || gone.get());
                } catch (Exception e) {
                    // it comes again
                    continue;
                }
            }
        }

        @Override
        public void close() throws Exception {
            gone.set(true);
            thread.join();
        }
    }

    private long connections() throws Exception {
        return broker.log().lines().filter(line -> line.contains("as same")).count();
    }

    /** No broker hears of us again, while the other one stays. */
    private void assertGivenUp(SourceState state) throws Exception {
        var refused = assertInstanceOf(SourceState.Refused.class, state);
        assertTrue(refused.reason().contains("same"), refused.reason());
        assertTrue(refused.remedy().contains("client id"), refused.remedy());
        Patience.await("its thread to end", () -> threads("source-") == 0 && threads("publisher-") == 0);
    }

    @Test
    void aSource() throws Exception {
        try (var rival = new Rival()) {
            listen("a", broker.address() + "?topic=a/b&clientId=same");
            Patience.await("the refusal", () -> status("a").state() instanceof SourceState.Refused);
            assertGivenUp(status("a").state());
        }
    }

    /** It has nothing to say, and notices nevertheless. */
    @Test
    void aPublisher() throws Exception {
        for (String format : new String[]{"json", "homeassistant"}) {
            String address = "mqtt:" + broker.address() + "?format=" + format + "&clientId=same";
            try (var rival = new Rival()) {
                recorder.publish(address);
                Patience.await("the refusal",
                        () -> recorder.publishing().getFirst().state() instanceof SourceState.Refused);
                assertGivenUp(recorder.publishing().getFirst().state());
            }
            recorder.setPublishAddresses(List.of());
        }
    }

    /** A publisher and a source to which one id was given: both say it, instead of taking turns for ever. */
    @Test
    void aSourceAndAPublisherOfOneProgram() throws Exception {
        listen("a", broker.address() + "?topic=a/b&clientId=same");
        recorder.publish("mqtt:" + broker.address() + "?format=json&clientId=same");
        Patience.await("one of them to give up", () -> status("a").state() instanceof SourceState.Refused
                || recorder.publishing().getFirst().state() instanceof SourceState.Refused);
        long seen = connections();
        assertTrue(connections() <= seen + 1, () -> "still at it after " + seen);
    }

    /** A broker that is started again and again ends everybody: nobody is to blame for that. */
    @Test
    void aBrokerThatEndsEverybodyIsNoRival() throws Exception {
        listen("a", broker.address() + "?topic=a/b&clientId=reader");
        recorder.publish("mqtt:" + broker.address() + "?format=json&clientId=writer");
        for (int i = 0; i < 4; i++) {
            Patience.await("both to come back", () -> broker.log().contains(" as reader ")
                    && broker.log().contains(" as writer "));
            broker.stop();
            Patience.await("both to notice", () -> status("a").state() instanceof SourceState.WaitingToRetry
                    && recorder.publishing().getFirst().state() instanceof SourceState.WaitingToRetry);
            broker.start();
        }
    }
}
