package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;

/**
 * How far the transfer of a meter's memory is at one moment, and what the one before it brought.
 *
 * @param next         when the meter begins to send by itself; empty while its clock is not known, and for one that
 *                     sends its memory with its live messages
 * @param everyMessage whether the meter is one that sends its memory with its live messages, as a Classic does
 * @param receiving    what has come so far, while the meter sends
 * @param last         the last transfer that ended since the source was added or the program started
 */
public record HistoryProgress(Optional<NextCycle> next, boolean everyMessage, Optional<Receiving> receiving,
        Optional<Ended> last) {

    /** Nothing has been heard yet. */
    public static final HistoryProgress NONE = new HistoryProgress(Optional.empty(), false, Optional.empty(),
            Optional.empty());

    /** How a meter comes to send its memory. */
    public enum Delivery {
        /** Every two hours by its clock, in small messages over twenty minutes. */
        SCHEDULED,
        /** Because its user held Down and OK: in a few seconds, without live messages. */
        ON_DEMAND,
        /** As a part of a live message. */
        ONE_MESSAGE
    }

    /**
     * The beginning of a scheduled transfer.
     *
     * @param meterTime what the meter's clock shows then
     * @param at        when that is
     */
    public record NextCycle(LocalTime meterTime, Instant at) {
    }

    /** @param came how many values came @param expected about how many there are, never less than came */
    public record Count(int came, int expected) {
    }

    /**
     * A transfer that goes on.
     *
     * @param since    when its first message came
     * @param delivery how it came about, as far as that can be told by now
     * @param counts   by span, for each of them
     * @param left     about how long it still takes
     */
    public record Receiving(Instant since, Delivery delivery, Map<HistorySpan, Count> counts, Duration left) {
        public Receiving {
            counts = Map.copyOf(counts);
        }

        /** {@return the part of the values that came, 0 to 1} */
        public double part() {
            int expected = counts.values().stream().mapToInt(Count::expected).sum();
            return expected == 0 ? 0 : counts.values().stream().mapToInt(Count::came).sum() / (double) expected;
        }
    }

    /**
     * A transfer that is over.
     *
     * @param since      when its first message came
     * @param at         when its last message came
     * @param delivery   how it came about
     * @param counts     how many values of each span came
     * @param range      from the start of the oldest one to the end of the newest one
     * @param gaps       what neither this nor an earlier transfer brought, by span, oldest first
     * @param early      whether it broke off before the meter's last value
     * @param outdatedAt when the meter will have more to send
     */
    public record Ended(Instant since, Instant at, Delivery delivery, Map<HistorySpan, Integer> counts,
            TimeRange range, List<HistoryGap> gaps, boolean early, Instant outdatedAt) {
        public Ended {
            counts = Map.copyOf(counts);
            gaps = List.copyOf(gaps);
        }

        /** {@return whether everything that the meter remembers came} */
        public boolean complete() {
            return gaps.isEmpty() && !early;
        }
    }
}
