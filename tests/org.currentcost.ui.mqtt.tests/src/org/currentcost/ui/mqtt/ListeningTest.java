package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Broker.Session;
import org.currentcost.source.mqtt.transport.Broker.Version;
import org.junit.jupiter.api.Test;

/** What the explorer's listener does when no broker can be reached, and when nobody wants to hear any more. */
class ListeningTest {

    private static final Connection BROKER = Connection.to("broker.invalid", 1883);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final CompletableFuture<Thread> thread = new CompletableFuture<>();

    private Listening listening(Connection connection, Listening.Opener opener) {
        return new Listening(connection, "#", new TopicTree(5, 1_000_000, 100), InstantSource.system(), () -> 0,
                (guest, listener) -> {
                    thread.complete(Thread.currentThread());
                    return opener.open(guest, listener);
                });
    }

    private boolean ends() throws InterruptedException {
        return thread.join().join(SOON);
    }

    @Test
    void closedWhileItConnectsItEndsAlthoughTheInterruptionWasSwallowed() throws InterruptedException {
        var connecting = new CountDownLatch(1);
        var tries = new AtomicInteger();
        var listening = listening(BROKER, (connection, listener) -> {
            tries.incrementAndGet();
            connecting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // As the client library has it: an interruption is one failure among others.
                throw SourceProblem.passing("interrupted", "");
            }
            throw new AssertionError("nobody counts down");
        });
        listening.start();
        connecting.await();
        listening.close();
        assertTrue(ends(), "the thread goes on");
        assertEquals(1, tries.get());
    }

    @Test
    void closedWhileItWaitsForTheNextTryItEndsAtOnce() throws InterruptedException {
        var failed = new CountDownLatch(1);
        var listening = listening(BROKER, (connection, listener) -> {
            failed.countDown();
            throw SourceProblem.passing("refused", "");
        });
        listening.start();
        failed.await();
        listening.close();
        assertTrue(ends(), "the thread goes on");
    }

    @Test
    void afterTheSecondFailureAPartOfTheWaitIsLeftToChance() throws InterruptedException {
        var asked = new CountDownLatch(1);
        try (var listening = new Listening(BROKER, "#", new TopicTree(5, 1_000_000, 100), InstantSource.system(),
                () -> {
                    asked.countDown();
                    return 0.5;
                }, (connection, listener) -> {
                    throw SourceProblem.passing("refused", "");
                })) {
            listening.start();
            assertTrue(asked.await(SOON.toSeconds(), TimeUnit.SECONDS), "many would come back in the same moment");
        }
    }

    @Test
    void whatTheLibraryThrowsIsToldInWordsAndNotTriedAgain() throws InterruptedException {
        var tries = new AtomicInteger();
        var listening = listening(BROKER, (connection, listener) -> {
            tries.incrementAndGet();
            throw new IllegalArgumentException("no such filter");
        });
        listening.start();
        assertTrue(ends(), "the thread goes on");
        var state = listening.state();
        assertFalse(state.live());
        assertEquals(Instant.MAX, state.until());
        assertTrue(state.problem().orElseThrow().reason().contains("no such filter"));
        assertEquals(1, tries.get());
    }

    @Test
    void itListensAsAGuestAndStillKnowsTheConnectionThatWasAskedFor() throws InterruptedException {
        var used = new AtomicReference<Broker>();
        var own = BROKER.by(new Broker(BROKER.transport(), BROKER.host(), BROKER.port(), "", "me",
                new Session("recorder", false, 15, Version.AUTO), BROKER.trust()));
        var listening = listening(own, (connection, listener) -> {
            used.set(connection);
            throw SourceProblem.permanent("refused", "");
        });
        listening.start();
        assertTrue(ends(), "the thread goes on");
        assertEquals("", used.get().session().clientId());
        assertTrue(used.get().session().clean());
        assertEquals("me", used.get().user());
        assertEquals(own, listening.connection());
    }

    @Test
    void messagesBeyondTheMemoryAreCountedWithTheirTopics() {
        var listening = listening(BROKER, (connection, listener) -> {
            throw SourceProblem.permanent("refused", "");
        });
        String topic = "t".repeat(64_000);
        for (int i = 0; i < 400; i++) {
            listening.message(topic, new byte[0], 0, false);
        }
        assertTrue(listening.lost() > 100, () -> listening.lost() + " were lost");
        assertTrue(listening.lost() < 200, () -> listening.lost() + " were lost");
    }
}
