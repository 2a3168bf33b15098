package org.currentcost.ui.mqtt;

import java.util.List;
import org.currentcost.source.SourceProblem;

/**
 * Takes retained messages away from a broker, a few at a time: whoever runs it lets time pass between the steps, so
 * that it goes no faster than a small broker can bear. One thread at a time.
 */
final class RetainedRemoval {

    /** How many messages are sent in a step. */
    static final int BATCH = 10;
    /** How long to rest between two steps: at most 50 messages a second. */
    static final int REST_MILLIS = 200;

    private final List<String> topics;
    private final Sender sender;
    private int done;

    /** Sends an empty retained message, and returns when the broker has it. */
    interface Sender {
        void clear(String topic) throws SourceProblem, InterruptedException;
    }

    RetainedRemoval(List<String> topics, Sender sender) {
        this.topics = List.copyOf(topics);
        this.sender = sender;
    }

    /**
     * Takes the next few away.
     *
     * @return whether there are more
     * @throws SourceProblem if the broker did not take one; those before it are gone
     */
    boolean step() throws SourceProblem, InterruptedException {
        int end = Math.min(topics.size(), done + BATCH);
        while (done < end) {
            sender.clear(topics.get(done));
            done++;
        }
        return done < topics.size();
    }

    /** {@return how many were taken away} */
    int done() {
        return done;
    }

    /** {@return how many were to be taken away} */
    int all() {
        return topics.size();
    }
}
