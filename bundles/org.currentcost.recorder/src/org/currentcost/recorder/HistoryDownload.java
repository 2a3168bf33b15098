package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.recorder.HistoryProgress.Ended;
import org.currentcost.source.SourceState;

/**
 * Waits until a running source's meter has sent its memory. It opens nothing and keeps nothing: the source records as
 * it always does, and this looks on. For one thread at a time.
 */
public final class HistoryDownload {

    /** How it goes. */
    public enum Outcome {
        /** It goes on. */
        WAITING,
        /** The meter sends. */
        RECEIVING,
        /** Everything that the meter remembers is there. */
        COMPLETE,
        /** The transfer is over, but something never came. */
        INCOMPLETE,
        /** The source does not run any more. */
        STOPPED
    }

    /**
     * What is to be told.
     *
     * @param outcome how it goes
     * @param words   a sentence for the user
     * @param part    what has come, 0 to 1
     */
    public record Look(Outcome outcome, String words, double part) {

        /** {@return whether there is nothing more to wait for} */
        public boolean over() {
            return outcome == Outcome.COMPLETE || outcome == Outcome.INCOMPLETE || outcome == Outcome.STOPPED;
        }
    }

    /** A transfer may have been asked for at the meter just before it was asked for here. */
    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    private final ZoneId zone;
    private Instant notBefore;

    /**
     * Begins to wait. A transfer that goes on already counts; so does a complete one after which the meter has nothing
     * new yet.
     */
    public HistoryDownload(Instant now, ZoneId zone) {
        this.zone = zone;
        notBefore = now.minus(JUST_NOW);
    }

    /** Waits for the next transfer after one that left gaps. */
    public void waitForNext(Instant now) {
        notBefore = now;
    }

    /**
     * Looks how far it is.
     *
     * @param source as it is now; empty if it is gone
     */
    public Look look(Optional<SourceStatus> source, Instant now) {
        if (source.isEmpty()) {
            return new Look(Outcome.STOPPED, Messages.get("history.removed"), 0);
        }
        var progress = source.get().history();
        var receiving = progress.receiving();
        var state = source.get().state();
        if (receiving.isEmpty()) {
            var ended = progress.last().filter(last -> counts(last, now));
            if (ended.isPresent()) {
                return new Look(ended.get().complete() ? Outcome.COMPLETE : Outcome.INCOMPLETE,
                        HistoryWords.of(ended.get(), zone), 1);
            }
        }
        if (state instanceof SourceState.Stopped || state instanceof SourceState.Finished
                || state instanceof SourceState.Refused) {
            return new Look(Outcome.STOPPED, Messages.get("history.stopped", StateWords.of(source.get(), now)), 0);
        }
        if (receiving.isPresent()) {
            return new Look(Outcome.RECEIVING, HistoryWords.of(progress, now, zone), receiving.get().part());
        }
        if (!(state instanceof SourceState.Live)) {
            return new Look(Outcome.WAITING, Messages.get("history.notLive", StateWords.of(source.get(), now)), 0);
        }
        return new Look(Outcome.WAITING, HistoryWords.of(progress, now, zone), 0);
    }

    private boolean counts(Ended last, Instant now) {
        return last.at().isAfter(notBefore) || last.complete() && now.isBefore(last.outdatedAt());
    }
}
