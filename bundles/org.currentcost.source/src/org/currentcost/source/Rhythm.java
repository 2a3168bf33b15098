package org.currentcost.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.currentcost.model.HoldRule;
import org.currentcost.model.NominalInterval;

/**
 * How often a source speaks, learnt from its last messages, and so how long it may say nothing before it is silent:
 * three of its intervals. Belongs to one source over all its connections. Not safe for several threads.
 * <p>
 * The interval is the second longest of the last dozen: what is told in a burst every five minutes comes every five
 * minutes, two long pauses in a row are a slower rhythm already, and a single one is a break in the connection.
 */
public final class Rhythm {

    /** Three of a meter's 6-second intervals without a message are silence. */
    public static final Duration SHORTEST_SILENCE = HoldRule
            .hold(Duration.ofMillis(NominalInterval.OF_METER_MILLIS));
    /** Of a source that has spoken in a single moment only. */
    public static final Duration UNKNOWN_SILENCE = Duration.ofSeconds(90);

    private static final int DOZEN = 12;
    /** What one device tells in several messages, or several devices at once, says nothing about its interval. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(1);
    /** What is longer is a jump of the clock, or of a source that was away. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(36);

    private final ArrayDeque<Duration> intervals = new ArrayDeque<>();
    private Optional<Instant> last = Optional.empty();

    /** The source spoke. @param now later than before, on whatever clock */
    public void received(Instant now) {
        last.map(before -> Duration.between(before, now)).ifPresent(this::learn);
        last = Optional.of(now);
    }

    /** The source spoke that long after it had spoken before; what can be no interval is left out. */
    public void learn(Duration interval) {
        if (interval.compareTo(SAME_MOMENT) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0) {
            intervals.add(interval);
            if (intervals.size() > DOZEN) {
                intervals.removeFirst();
            }
        }
    }

    /** {@return how far apart the source speaks; empty before it has spoken at two moments} */
    public Optional<Duration> interval() {
        return intervals.isEmpty()
                ? Optional.empty()
                : Optional.of(intervals.stream().sorted().toList().get(Math.max(0, intervals.size() - 2)));
    }

    /** {@return whether the source has spoken at two moments} */
    public boolean isKnown() {
        return !intervals.isEmpty();
    }

    /** {@return how long the source may say nothing} */
    public Duration silence() {
        return interval().map(HoldRule::hold)
                .map(usual -> usual.compareTo(SHORTEST_SILENCE) > 0 ? usual : SHORTEST_SILENCE)
                .orElse(UNKNOWN_SILENCE);
    }
}
