package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import org.currentcost.source.SourceState;

/** The words for the state of a source: the same in the window and on the command line. */
public final class StateWords {

    private StateWords() {
    }

    /** {@return the state in words with its age, such as {@code live, 4 s ago}} */
    public static String of(SourceStatus source, Instant now) {
        return switch (source.state()) {
            case SourceState.Connecting connecting -> Messages.get("state.connecting");
            case SourceState.Live live -> source.lastReceived()
                    .map(received -> Messages.get("state.live", age(received, now)))
                    .orElse(Messages.get("state.liveNow"));
            case SourceState.Silent silent -> Messages.get("state.silent", length(silent.since(), now));
            case SourceState.WaitingToRetry waiting -> Messages.get("state.waiting",
                    length(now, waiting.until()), waiting.reason());
            case SourceState.Refused refused -> Messages.get("state.refused", refused.reason());
            case SourceState.Stopped stopped -> Messages.get("state.stopped");
            case SourceState.Finished finished -> Messages.get("state.finished");
        };
    }

    /** {@return what the user can do about the state of a source; empty if there is nothing to do} */
    public static String remedy(SourceState state) {
        return switch (state) {
            case SourceState.WaitingToRetry waiting -> waiting.remedy();
            case SourceState.Refused refused -> refused.remedy();
            case SourceState.Silent silent -> Messages.get("state.silent.remedy");
            case SourceState.Connecting connecting -> "";
            case SourceState.Live live -> "";
            case SourceState.Stopped stopped -> "";
            case SourceState.Finished finished -> "";
        };
    }

    /** {@return how long ago something was, such as {@code 4 s ago}} */
    public static String age(Instant then, Instant now) {
        return Messages.get("age", length(then, now));
    }

    /** {@return a length of time in its largest unit, such as {@code 2 min}; nothing negative} */
    public static String length(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        if (seconds < 60) {
            return Messages.get("length.seconds", seconds);
        }
        if (seconds < 3600) {
            return Messages.get("length.minutes", seconds / 60);
        }
        if (seconds < 2 * 86_400) {
            return Messages.get("length.hours", seconds / 3600);
        }
        return Messages.get("length.days", seconds / 86_400);
    }
}
